//! Keeps every peak below −1 dBTP, and is not heard doing so.

use kira::Frame;

/// No peak is above this: −1 dBTP, with a little for what four times the samples do not show.
const CEILING: f32 = 0.86;
/// How long ahead it looks, in frames: 5 ms.
const AHEAD: usize = 240;
/// How slowly it lets go, for each frame: a quarter of a second.
const LET_GO: f32 = 1.0 / 12_000.0;
/// Peaks are looked for at so many places from one sample to the next.
const PHASES: usize = 4;
/// Samples that a place between is made of.
const TAPS: usize = 12;
/// A peak between samples is known so late, in frames.
const LATE: usize = TAPS / 2;

/// By how many frames everything comes later.
pub(crate) const DELAY: usize = AHEAD - 1 + LATE;

/// Keeps every peak low.
pub(crate) struct Limiter {
    between: [[f32; TAPS]; PHASES - 1],
    /// The samples that peaks are looked for in.
    recent: [Frame; TAPS],
    /// What waits to be heard.
    delayed: Vec<Frame>,
    /// The lowest gains of the time ahead: when each was asked for, from low to high.
    lowest: std::collections::VecDeque<(u64, f32)>,
    released: f32,
    /// The last gains, whose mean is what is applied.
    gains: Vec<f32>,
    sum: f64,
    at: u64,
}

impl Limiter {
    pub(crate) fn new() -> Limiter {
        Limiter {
            between: std::array::from_fn(|phase| between((phase + 1) as f32 / PHASES as f32)),
            recent: [Frame::ZERO; TAPS],
            delayed: vec![Frame::ZERO; DELAY],
            lowest: std::collections::VecDeque::with_capacity(AHEAD + 1),
            released: 1.0,
            gains: vec![1.0; AHEAD],
            sum: AHEAD as f64,
            at: 0,
        }
    }

    /// Forgets everything, without asking for memory.
    pub(crate) fn reset(&mut self) {
        self.recent = [Frame::ZERO; TAPS];
        self.delayed.fill(Frame::ZERO);
        self.lowest.clear();
        self.gains.fill(1.0);
        (self.released, self.sum) = (1.0, AHEAD as f64);
    }

    /// Takes a frame, and gives the one that came [`DELAY`] frames ago.
    pub(crate) fn next(&mut self, frame: Frame) -> Frame {
        self.recent.copy_within(1.., 0);
        self.recent[TAPS - 1] = frame;
        let peak = self.peak();
        let wanted = if peak > CEILING { CEILING / peak } else { 1.0 };

        while self.lowest.back().is_some_and(|(_, gain)| *gain >= wanted) {
            self.lowest.pop_back();
        }
        self.lowest.push_back((self.at, wanted));
        if self
            .lowest
            .front()
            .is_some_and(|(at, _)| at + (AHEAD as u64) <= self.at)
        {
            self.lowest.pop_front();
        }
        let lowest = self.lowest.front().map_or(1.0, |(_, gain)| *gain);
        self.released = lowest.min(self.released + (1.0 - self.released) * LET_GO);

        let slot = self.at as usize % AHEAD;
        self.sum += f64::from(self.released) - f64::from(self.gains[slot]);
        self.gains[slot] = self.released;
        let place = self.at as usize % DELAY;
        let out = std::mem::replace(&mut self.delayed[place], frame);
        self.at += 1;
        out * (self.sum / AHEAD as f64) as f32
    }

    /// The highest peak from the sample in the middle to the next one.
    fn peak(&self) -> f32 {
        let middle = self.recent[LATE - 1];
        let mut peak = middle.left.abs().max(middle.right.abs());
        // Where all is soft no place between can be loud.
        if self
            .recent
            .iter()
            .all(|frame| frame.left.abs().max(frame.right.abs()) < 0.25)
        {
            return peak;
        }
        for taps in &self.between {
            let (mut left, mut right) = (0.0_f32, 0.0_f32);
            for (tap, frame) in taps.iter().zip(&self.recent) {
                left += tap * frame.left;
                right += tap * frame.right;
            }
            peak = peak.max(left.abs()).max(right.abs());
        }
        peak
    }
}

/// What a place between the sample in the middle and the next is made of.
fn between(share: f32) -> [f32; TAPS] {
    let taps: [f32; TAPS] = std::array::from_fn(|tap| {
        let x = tap as f32 - (LATE - 1) as f32 - share;
        let angle = std::f32::consts::PI * x;
        let window = 0.5 + 0.5 * (angle / LATE as f32).cos();
        if x.abs() < 1e-6 {
            1.0
        } else {
            angle.sin() / angle * window
        }
    });
    let sum: f32 = taps.iter().sum();
    taps.map(|tap| tap / sum)
}

#[cfg(test)]
mod tests {
    use media::loudness::Meter;

    use super::*;

    fn limited(samples: impl Iterator<Item = f32>) -> Vec<f32> {
        let mut limiter = Limiter::new();
        samples
            .map(|sample| limiter.next(Frame::new(sample, -sample)).left)
            .collect()
    }

    fn true_peak(samples: &[f32]) -> f32 {
        let mut meter = Meter::new(1, 48_000).unwrap();
        meter.add(samples);
        meter.loudness().true_peak
    }

    #[test]
    fn no_peak_is_above_what_is_allowed_whatever_comes() {
        let mut random = 1_u64;
        let mut noise = move || {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (random >> 40) as f32 / 8_388_608.0 - 1.0
        };
        let bursts = |index: usize| {
            if (index / 9000).is_multiple_of(2) {
                0.2
            } else {
                3.0
            }
        };
        let cases: [(&str, Vec<f32>); 4] = [
            (
                "noise",
                (0..96_000).map(|index| noise() * bursts(index)).collect(),
            ),
            ("a quarter of the rate, between the samples", {
                let angle = |index: usize| {
                    index as f32 * std::f32::consts::FRAC_PI_2 + std::f32::consts::FRAC_PI_4
                };
                (0..48_000).map(|index| 1.4 * angle(index).sin()).collect()
            }),
            (
                "clicks",
                (0..48_000)
                    .map(|index| if index % 5000 == 0 { 8.0 } else { 0.0 })
                    .collect(),
            ),
            ("a sine far too loud", {
                (0..48_000)
                    .map(|index| 10.0 * (index as f32 * 0.05).sin())
                    .collect()
            }),
        ];
        for (name, samples) in cases {
            let peak = true_peak(&limited(samples.into_iter()));
            assert!(peak <= -1.0, "{name}: {peak} dBTP");
            assert!(
                peak > -4.0,
                "{name} was not made softer than need be: {peak} dBTP"
            );
        }
    }

    #[test]
    fn what_is_soft_enough_comes_out_as_it_went_in() {
        let samples: Vec<f32> = (0..20_000)
            .map(|index| 0.8 * (index as f32 * 0.03).sin())
            .collect();
        let out = limited(samples.iter().copied());
        for (out, sample) in out[DELAY..].iter().zip(&samples) {
            assert!((out - sample).abs() < 1e-6);
        }
    }
}
