//! When pieces of sound are heard, without the jitter of the moments at which they are made.

use crate::time::{Nanos, frames_last};

/// Beyond this the output has been away: what comes then begins anew.
const GAP: Nanos = 20_000_000;
/// A share of the difference that is made up for with each piece.
const CALM: Nanos = 50;
/// At most so much of a piece's length is made up for, in parts of it.
const STRETCH: Nanos = 20;

/// When pieces of sound are heard.
#[derive(Debug, Default)]
pub(crate) struct Schedule {
    next: Option<Nanos>,
}

impl Schedule {
    /// From when to when the next so many frames are heard, made for the moment `heard`. Never before the ones before.
    pub(crate) fn span(&mut self, heard: Nanos, frames: usize) -> (Nanos, Nanos) {
        let length = frames_last(frames);
        let from = match self.next {
            Some(next) if heard - next <= GAP => next,
            _ => heard,
        };
        let most = length / STRETCH;
        let to = from + length + ((heard - from) / CALM).clamp(-most, most);
        self.next = Some(to);
        (from, to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MILLI: Nanos = 1_000_000;

    #[test]
    fn jitter_is_not_heard_in_it_and_drift_is_followed() {
        let mut schedule = Schedule::default();
        let mut before = None;
        for block in 0..2000_i64 {
            // Made in bursts, for a device that is 100 ppm fast.
            let jitter = if block % 2 == 0 {
                3 * MILLI
            } else {
                -3 * MILLI
            };
            let heard = block * 4_999_500 + 100 * MILLI + jitter;
            let (from, to) = schedule.span(heard, 240);
            assert!(to > from);
            if let Some(before) = before {
                assert_eq!(from, before, "one follows the other");
            }
            assert!((to - from - 5 * MILLI).abs() < MILLI / 4);
            if block > 500 {
                assert!((from - heard - jitter.signum() * -3 * MILLI).abs() < MILLI);
            }
            before = Some(to);
        }
    }

    #[test]
    fn after_a_gap_it_begins_anew() {
        let mut schedule = Schedule::default();
        schedule.span(0, 480);
        assert_eq!(schedule.span(500 * MILLI, 480).0, 500 * MILLI);
        // An output with less delay does not make what was made before it unheard.
        assert_eq!(schedule.span(450 * MILLI, 480).0, 510 * MILLI);
    }
}
