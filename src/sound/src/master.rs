//! The last thing before the ears: one ear or two, the cap, the limiter; and how loud it is.
//!
//! The limiter looks ahead by [`DELAY`] and lowers the whole so softly before a peak that no peak, also none
//! between samples, is above −1 dBTP (H9). The cap holds the level of what is heard over half a second.

mod limiter;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use kira::Frame;
use kira::effect::{Effect, EffectBuilder};
use kira::info::Info;

use crate::time::RATE;
pub(crate) use limiter::DELAY;
use limiter::Limiter;

/// How fast one ear becomes two, in seconds.
const TO_MONO: f32 = 0.2;
/// Over so long the level counts, in seconds.
const OVER: f32 = 0.2;
/// How fast the cap takes hold, in seconds.
const TAKE_HOLD: f32 = 0.04;
/// How fast the cap lets go, in seconds.
const LET_GO: f32 = 3.0;

/// What is set from outside, and what is said of the sound.
#[derive(Debug)]
pub(crate) struct MasterShared {
    mono: AtomicU32,
    /// The highest mean square.
    cap: AtomicU32,
    /// The mean square of what is heard.
    power: AtomicU32,
    /// Frames made.
    made: AtomicU64,
}

impl Default for MasterShared {
    fn default() -> MasterShared {
        MasterShared {
            mono: AtomicU32::new(0),
            cap: AtomicU32::new(f32::INFINITY.to_bits()),
            power: AtomicU32::new(0),
            made: AtomicU64::new(0),
        }
    }
}

impl MasterShared {
    pub(crate) fn set_mono(&self, mono: bool) {
        self.mono.store(u32::from(mono), Ordering::Relaxed);
    }

    /// The loudest level, in dB of full scale.
    pub(crate) fn set_cap(&self, cap: Option<f32>) {
        let cap = cap
            .filter(|cap| cap.is_finite())
            .map_or(f32::INFINITY, |cap| 10_f32.powf(cap / 10.0));
        self.cap.store(cap.to_bits(), Ordering::Relaxed);
    }

    /// Root of the mean square of what is heard.
    pub(crate) fn level(&self) -> f32 {
        f32::from_bits(self.power.load(Ordering::Relaxed)).sqrt()
    }

    pub(crate) fn made(&self) -> u64 {
        self.made.load(Ordering::Relaxed)
    }
}

/// Puts the master behind everything.
pub(crate) struct MasterBuilder(pub(crate) Arc<MasterShared>);

impl EffectBuilder for MasterBuilder {
    type Handle = ();

    fn build(self) -> (Box<dyn Effect>, ()) {
        let master = Master {
            one: self.0.mono.load(Ordering::Relaxed) as f32,
            shared: self.0,
            before_cap: 0.0,
            capped: 1.0,
            power: 0.0,
            limiter: Limiter::new(),
        };
        (Box::new(master), ())
    }
}

struct Master {
    shared: Arc<MasterShared>,
    /// How far both ears hear the same, 0 to 1.
    one: f32,
    before_cap: f32,
    capped: f32,
    power: f32,
    limiter: Limiter,
}

impl Effect for Master {
    fn process(&mut self, frames: &mut [Frame], _: f64, _: &Info) {
        let rate = RATE as f32;
        let to = self.shared.mono.load(Ordering::Relaxed) as f32;
        let cap = f32::from_bits(self.shared.cap.load(Ordering::Relaxed));
        let [step, over, take_hold, let_go] =
            [TO_MONO, OVER, TAKE_HOLD, LET_GO].map(|seconds| 1.0 / (seconds * rate));
        for frame in frames.iter_mut() {
            self.one += (to - self.one).clamp(-step, step);
            let middle = 0.5 * (frame.left + frame.right);
            frame.left += self.one * (middle - frame.left);
            frame.right += self.one * (middle - frame.right);

            let square = |frame: &Frame| 0.5 * (frame.left.powi(2) + frame.right.powi(2));
            self.before_cap += (square(frame) - self.before_cap) * over;
            let wanted = if self.before_cap > cap {
                (cap / self.before_cap).sqrt()
            } else {
                1.0
            };
            let follow = if wanted < self.capped {
                take_hold
            } else {
                let_go
            };
            self.capped += (wanted - self.capped) * follow;
            *frame *= self.capped;

            *frame = self.limiter.next(*frame);
            self.power += (square(frame) - self.power) * over;
        }
        // What is no number would never go away again.
        if !self.power.is_finite() || !self.before_cap.is_finite() {
            (self.power, self.before_cap, self.capped) = (0.0, 0.0, 1.0);
            self.limiter.reset();
            frames.fill(Frame::ZERO);
        }
        self.shared
            .power
            .store(self.power.max(0.0).to_bits(), Ordering::Relaxed);
        self.shared
            .made
            .fetch_add(frames.len() as u64, Ordering::Relaxed);
    }
}
