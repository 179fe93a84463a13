//! Values that move softly: fades, and gains.

use std::f32::consts::FRAC_PI_2;
use std::time::Duration;

use crate::SOFTEST;
use crate::time::RATE;

/// From silence to full and back. With its slope, one sound that goes and one that comes are together as loud as one.
#[derive(Debug, Clone)]
pub(crate) struct Fade {
    at: f32,
    up: bool,
    step: f32,
}

impl Fade {
    pub(crate) fn silent() -> Fade {
        Fade {
            at: 0.0,
            up: false,
            step: 0.0,
        }
    }

    pub(crate) fn full() -> Fade {
        Fade {
            at: 1.0,
            up: true,
            step: 0.0,
        }
    }

    /// Goes to full or to silence; from one end to the other in `over`, and never faster than [`SOFTEST`].
    pub(crate) fn toward(&mut self, up: bool, over: Duration) {
        self.up = up;
        self.step = 1.0 / (over.max(SOFTEST).as_secs_f32() * RATE as f32);
    }

    pub(crate) fn is_silent(&self) -> bool {
        self.at <= 0.0 && !self.up
    }

    pub(crate) fn goes_up(&self) -> bool {
        self.up
    }

    /// The factors before the first and after the last of so many frames.
    pub(crate) fn span(&mut self, frames: usize) -> (f32, f32) {
        let before = self.at;
        let way = self.step * frames as f32;
        self.at = if self.up {
            (self.at + way).min(1.0)
        } else {
            (self.at - way).max(0.0)
        };
        let factor = |at: f32| (at * FRAC_PI_2).sin();
        (factor(before), factor(self.at))
    }
}

/// A factor that glides to where it should be.
#[derive(Debug, Clone)]
pub(crate) struct Glide {
    at: f32,
    to: f32,
    step: f32,
}

impl Glide {
    pub(crate) fn at(value: f32) -> Glide {
        Glide {
            at: value,
            to: value,
            step: 0.0,
        }
    }

    pub(crate) fn toward(&mut self, to: f32, over: Duration) {
        self.to = to;
        self.step = (to - self.at).abs() / (over.max(SOFTEST).as_secs_f32() * RATE as f32);
    }

    /// The values before the first and after the last of so many frames.
    pub(crate) fn span(&mut self, frames: usize) -> (f32, f32) {
        let before = self.at;
        let way = self.step * frames as f32;
        self.at = if self.to > self.at {
            (self.at + way).min(self.to)
        } else {
            (self.at - way).max(self.to)
        };
        (before, self.at)
    }
}

/// Multiplies frames of so many channels with a factor that goes from one value to another.
pub(crate) fn apply(samples: &mut [f32], channels: usize, (from, to): (f32, f32)) {
    if from == 1.0 && to == 1.0 {
        return;
    }
    let slope = (to - from) / (samples.len() / channels).max(1) as f32;
    let mut factor = from;
    for frame in samples.chunks_exact_mut(channels) {
        factor += slope;
        for sample in frame {
            *sample *= factor;
        }
    }
}
