//! How the head is turned: told by the renderer, read by the thread of the sound device.

use std::sync::atomic::{AtomicU64, Ordering};

use super::{FOLLOW, Vector};
use crate::time::RATE;

/// The head as it was told last. One word, so that it is never read half old and half new.
#[derive(Debug)]
pub(crate) struct Head(AtomicU64);

impl Default for Head {
    fn default() -> Head {
        Head(AtomicU64::new(pack([0.0, 0.0, 0.0, 1.0])))
    }
}

impl Head {
    /// `orientation` turns what the head has in front (−z, with x right and y up) to where that is in the scene: x, y, z, w.
    pub(crate) fn set(&self, orientation: [f32; 4]) {
        let [x, y, z, w] = orientation;
        let length = (x * x + y * y + z * z + w * w).sqrt();
        if length.is_finite() && length > 1e-6 {
            // The axes here: front, left, up.
            let turned = [-z, -x, y, w].map(|part| part / length);
            self.0.store(pack(turned), Ordering::Release);
        }
    }

    fn get(&self) -> [f32; 4] {
        unpack(self.0.load(Ordering::Acquire))
    }
}

/// The head as it is followed, a moment behind, so that it turns without steps.
#[derive(Debug, Clone)]
pub(crate) struct Turn([f32; 4]);

impl Default for Turn {
    fn default() -> Turn {
        Turn([0.0, 0.0, 0.0, 1.0])
    }
}

impl Turn {
    /// Follows the head for so many frames.
    pub(crate) fn follow(&mut self, head: &Head, frames: usize) {
        let to = head.get();
        let share = 1.0 - (-(frames as f32) / (RATE as f32 * FOLLOW.as_secs_f32())).exp();
        let dot: f32 = self.0.iter().zip(to).map(|(a, b)| a * b).sum();
        let sign = if dot < 0.0 { -1.0 } else { 1.0 };
        let mut next = [0.0; 4];
        for ((next, from), to) in next.iter_mut().zip(self.0).zip(to) {
            *next = from + share * (sign * to - from);
        }
        let length = next.iter().map(|part| part * part).sum::<f32>().sqrt();
        if length > 1e-3 {
            self.0 = next.map(|part| part / length);
        } else {
            self.0 = to;
        }
    }

    /// Where the head has what stands there in the scene.
    pub(crate) fn seen(&self, [x, y, z]: Vector) -> Vector {
        let [a, b, c, w] = self.0;
        // The opposite turn: v + 2w(v×q) + 2(v×q)×q.
        let cross = |u: Vector, v: Vector| {
            [
                u[1] * v[2] - u[2] * v[1],
                u[2] * v[0] - u[0] * v[2],
                u[0] * v[1] - u[1] * v[0],
            ]
        };
        let once = cross([x, y, z], [a, b, c]);
        let twice = cross(once, [a, b, c]);
        [
            x + 2.0 * (w * once[0] + twice[0]),
            y + 2.0 * (w * once[1] + twice[1]),
            z + 2.0 * (w * once[2] + twice[2]),
        ]
    }
}

/// Four parts from −1 to 1 in 16 bits each: a hundredth of a degree.
fn pack(parts: [f32; 4]) -> u64 {
    parts.iter().fold(0, |word, part| {
        word << 16 | u64::from((part.clamp(-1.0, 1.0) * 32767.0).round() as i16 as u16)
    })
}

fn unpack(word: u64) -> [f32; 4] {
    [48, 32, 16, 0].map(|shift| f32::from((word >> shift) as u16 as i16) / 32767.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned(orientation: [f32; 4]) -> Turn {
        let (head, mut turn) = (Head::default(), Turn::default());
        head.set(orientation);
        turn.follow(&head, 48_000);
        turn
    }

    fn near(a: Vector, b: Vector) -> bool {
        a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-3)
    }

    #[test]
    fn a_head_that_turns_right_has_the_front_on_its_left() {
        let half = (-45.0_f32).to_radians();
        let right = turned([0.0, half.sin(), 0.0, half.cos()]);
        assert!(near(right.seen([1.0, 0.0, 0.0]), [0.0, 1.0, 0.0]));
        assert!(near(right.seen([0.0, -1.0, 0.0]), [1.0, 0.0, 0.0]));
        assert!(near(right.seen([0.0, 0.0, 1.0]), [0.0, 0.0, 1.0]));
    }

    #[test]
    fn a_head_that_looks_up_has_the_front_below() {
        let half = 45.0_f32.to_radians();
        let up = turned([half.sin(), 0.0, 0.0, half.cos()]);
        assert!(near(up.seen([1.0, 0.0, 0.0]), [0.0, 0.0, -1.0]));
        assert!(near(up.seen([0.0, 0.0, 1.0]), [1.0, 0.0, 0.0]));
    }

    #[test]
    fn what_is_no_turn_changes_nothing() {
        for broken in [[0.0; 4], [f32::NAN, 0.0, 0.0, 1.0]] {
            assert!(near(turned(broken).seen([1.0, 0.0, 0.0]), [1.0, 0.0, 0.0]));
        }
    }
}
