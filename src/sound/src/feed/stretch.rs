//! Slower or faster without another pitch.
//!
//! Short overlapping pieces of the sound are laid nearer together or further apart than they were, each
//! taken from where, near its place, it goes on best with what came before (waveform similarity
//! overlap-add). For a tenth more or less that is hardly heard. At rate 1 samples come out as they went in.
//! Of our own because it is short, and because the clock must know which sample is which.

/// From one piece to the next, in frames (12 ms).
const HOP: usize = 576;
/// A piece is two hops long.
const PIECE: usize = 2 * HOP;
/// How far a piece may be taken from beside its place, in frames (10 ms).
const SEARCH: usize = 480;
/// Samples that are compared: every so many is enough.
const STRIDE: usize = 4;
/// At rate 1, where the sound stays as far beside its place as it was last taken, it is that place which comes
/// to the sound, so fast: frames in each hop.
const SETTLING: f64 = HOP as f64 / 50.0;

/// Which part of the input the frames of a hop stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pulled {
    /// The frame that the first of them stands for.
    pub(crate) place: f64,
    /// Frames of the input for each that is heard.
    pub(crate) speed: f64,
}

/// Slower or faster without another pitch.
#[derive(Debug)]
pub(crate) struct Stretch {
    channels: usize,
    /// Frames that came in, from frame `first` on.
    input: Vec<f32>,
    first: u64,
    /// The frame that is due, exactly.
    due: f64,
    /// Where the last piece was taken from; none before the first.
    last: Option<u64>,
}

impl Stretch {
    pub(crate) fn new(channels: usize) -> Stretch {
        Stretch {
            channels,
            input: Vec::new(),
            first: 0,
            due: 0.0,
            last: None,
        }
    }

    /// Forgets everything: what comes now does not go on from what came.
    pub(crate) fn reset(&mut self) {
        *self = Stretch::new(self.channels);
    }

    /// Takes interleaved frames.
    pub(crate) fn push(&mut self, samples: &[f32]) {
        self.input.extend_from_slice(samples);
    }

    /// How many frames came in since the beginning.
    pub(crate) fn came(&self) -> u64 {
        self.first + (self.input.len() / self.channels) as u64
    }

    /// Adds the next [`HOP`] frames to `out`, if there is enough to make them of.
    pub(crate) fn pull(&mut self, rate: f64, out: &mut Vec<f32>) -> Option<Pulled> {
        let due = self.due.round() as u64;
        let needed = due + (SEARCH + PIECE) as u64 + HOP as u64;
        if self.came() < needed {
            return None;
        }
        let at = match self.last {
            None => due,
            // As it came, from wherever it was taken last.
            Some(last) if rate == 1.0 => last + HOP as u64,
            Some(last) => self.best(due, last + HOP as u64),
        };
        let goes_on = self.last.map_or(at, |last| last + HOP as u64);
        let place = self.due;
        if goes_on == at {
            let from = self.index(at);
            out.extend_from_slice(&self.input[from..from + HOP * self.channels]);
        } else {
            let (old, new) = (self.index(goes_on), self.index(at));
            for frame in 0..HOP {
                let angle = (frame as f32 + 0.5) / HOP as f32 * std::f32::consts::PI;
                let share = 0.5 - 0.5 * angle.cos();
                for channel in 0..self.channels {
                    let sample = frame * self.channels + channel;
                    let (old, new) = (self.input[old + sample], self.input[new + sample]);
                    out.push(old + share * (new - old));
                }
            }
        }
        self.last = Some(at);
        let mut moved = HOP as f64 * rate;
        if rate == 1.0 {
            moved += (at as f64 - self.due).clamp(-SETTLING, SETTLING);
        }
        self.due += moved;
        self.forget();
        Some(Pulled {
            place,
            speed: moved / HOP as f64,
        })
    }

    /// Adds everything that is left, as it came; gives the frame that it begins with.
    pub(crate) fn rest(&mut self, out: &mut Vec<f32>) -> f64 {
        let from = self.last.map_or(self.first, |last| last + HOP as u64);
        let index = self.index(from).min(self.input.len());
        out.extend_from_slice(&self.input[index..]);
        let place = self.due;
        self.due += ((self.input.len() - index) / self.channels) as f64;
        let came = self.came();
        self.input.clear();
        self.first = came;
        self.last = Some(came.saturating_sub(HOP as u64));
        place
    }

    /// Near `due`, where the sound is most like what would come at `goes_on`.
    fn best(&self, due: u64, goes_on: u64) -> u64 {
        let lowest = due.saturating_sub(SEARCH as u64).max(self.first);
        let like = |at: u64, step: usize| {
            let (mut alike, mut power) = (0.0_f32, 1e-9_f32);
            let (a, b) = (self.index(at), self.index(goes_on));
            for frame in (0..HOP).step_by(step) {
                let place = frame * self.channels;
                let (x, y) = (self.input[a + place], self.input[b + place]);
                alike += x * y;
                power += x * x;
            }
            alike / power.sqrt()
        };
        let better = |best: (u64, f32), next: (u64, f32)| if next.1 > best.1 { next } else { best };
        let (near, _) = (lowest..=due + SEARCH as u64)
            .step_by(STRIDE)
            .map(|at| (at, like(at, STRIDE)))
            // Where all is alike (in silence, above all) it stays where it belongs.
            .fold((due.max(lowest), like(due.max(lowest), STRIDE)), better);
        let around = STRIDE as u64 - 1;
        (near.saturating_sub(around).max(lowest)..=near + around)
            .map(|at| (at, like(at, 1)))
            .fold((near, like(near, 1)), better)
            .0
    }

    /// Where a frame begins in `input`.
    fn index(&self, frame: u64) -> usize {
        (frame - self.first.min(frame)) as usize * self.channels
    }

    /// Lets go what no piece can be taken from any more.
    fn forget(&mut self) {
        let last = self.last.map_or(self.first, |last| last + HOP as u64);
        let oldest = last.min((self.due as u64).saturating_sub(SEARCH as u64));
        let gone = oldest.saturating_sub(self.first);
        if gone > 8 * HOP as u64 {
            self.input.drain(..gone as usize * self.channels);
            self.first += gone;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(rate: f64, samples: &[f32], channels: usize) -> (Vec<f32>, Vec<f64>) {
        let (mut stretch, mut out, mut places) = (Stretch::new(channels), Vec::new(), Vec::new());
        for piece in samples.chunks(1000 * channels) {
            stretch.push(piece);
            while let Some(pulled) = stretch.pull(rate, &mut out) {
                places.push(pulled.place);
            }
        }
        (out, places)
    }

    fn sine(hertz: f64, seconds: f64) -> Vec<f32> {
        (0..(seconds * 48_000.0) as usize)
            .map(|frame| (frame as f64 * hertz / 48_000.0 * std::f64::consts::TAU).sin() as f32)
            .collect()
    }

    fn hertz(samples: &[f32]) -> f64 {
        let crossings = samples
            .windows(2)
            .filter(|pair| pair[0] < 0.0 && pair[1] >= 0.0)
            .count();
        crossings as f64 * 48_000.0 / samples.len() as f64
    }

    #[test]
    fn slower_and_faster_keep_the_pitch_and_the_loudness() {
        let samples = sine(440.0, 4.0);
        for rate in [0.9, 0.97, 1.03, 1.1] {
            let (out, places) = run(rate, &samples, 1);
            let lasts = out.len() as f64 / 48_000.0;
            assert!((lasts * rate - 4.0).abs() < 0.06, "{rate}: {lasts} s");
            assert!((hertz(&out) - 440.0).abs() < 2.0, "{rate}: {}", hertz(&out));
            let steep = out.windows(2).map(|pair| (pair[1] - pair[0]).abs());
            assert!(steep.fold(0.0, f32::max) < 0.0576 * 1.25, "{rate}: a click");
            for piece in out.chunks_exact(4800) {
                let power = piece.iter().map(|sample| sample * sample).sum::<f32>() / 4800.0;
                assert!((0.45..0.52).contains(&power), "{rate}: {power}");
            }
            let each = (places[100] - places[0]) / 100.0;
            assert!((each - HOP as f64 * rate).abs() < 1e-6);
        }
    }

    #[test]
    fn at_rate_one_nothing_is_changed_and_no_channel_moves() {
        let samples: Vec<f32> = (0..40_000).map(|sample| sample as f32).collect();
        let (out, _) = run(1.0, &samples, 2);
        assert!(out.len() > 30_000);
        assert_eq!(out, samples[..out.len()]);
    }

    #[test]
    fn the_rest_comes_out_and_more_goes_on_from_there() {
        let samples: Vec<f32> = (0..10_000).map(|sample| sample as f32).collect();
        let (mut stretch, mut out) = (Stretch::new(1), Vec::new());
        for piece in samples.chunks(5000) {
            stretch.push(piece);
            while stretch.pull(1.0, &mut out).is_some() {}
            stretch.rest(&mut out);
        }
        assert_eq!(out, samples);
    }
}
