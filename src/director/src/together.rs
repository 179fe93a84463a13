//! What several headsets go by that began together: where in a scene they all are at one moment.
//!
//! A scene goes on with the time of all events. What it is behind or ahead is made up for by running a hundredth
//! faster or slower, never by a jump; only a scene that was not seen yet begins where the others are. A headset that is
//! held goes on where it was held, and keeps step no more.

use std::time::Duration;

/// The way to a scene begins so long before its moment: all that takes its time is done by then.
const LEAD: Duration = Duration::from_millis(500);
/// Another scene that comes by its time begins so much later in all headsets: by then each has loaded it.
pub(crate) const AHEAD: Duration = Duration::from_secs(2);
/// A scene that is seen so much after its moment is joined in its middle: what was to happen before is past.
pub(crate) const JOINED: Duration = Duration::from_millis(1500);
/// As much as is made up for, as a part of the time that goes by.
const PART: u32 = 100;

/// Where a scene is at a moment of the clock of all events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The moment.
    pub(crate) at: Duration,
    /// How much of the scene has been played then; it stands there until then.
    pub(crate) played: Duration,
}

/// How a headset keeps step with others, for [`crate::Status`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeping {
    /// How much of the scene should have been played by now; none where it is not to keep step or has not begun.
    pub should: Option<Duration>,
    /// It could not begin with the others.
    pub late: bool,
    /// It goes by itself now: it was held, or went on to another scene that the others need not go on to.
    pub alone: bool,
}

impl Mark {
    /// How much of the scene should have been played.
    pub(crate) fn played(&self, now: Duration) -> Duration {
        self.played + now.saturating_sub(self.at)
    }

    /// When so much of the scene should have been played.
    pub(crate) fn moment(&self, played: Duration) -> Duration {
        (self.at + played).saturating_sub(self.played)
    }

    /// Whether the way to the scene may begin.
    pub(crate) fn is_near(&self, now: Duration) -> bool {
        now + LEAD >= self.at
    }

    /// The clock is known better: the moment is so many microseconds later, or earlier.
    pub(crate) fn shift(&mut self, micros: i64) {
        let by = Duration::from_micros(micros.unsigned_abs());
        if micros >= 0 {
            self.at += by;
        } else {
            // A moment before the clock's own zero is one that is further on.
            let before = by.saturating_sub(self.at);
            self.at = self.at.saturating_sub(by);
            self.played += before;
        }
    }

    /// How much of the scene is to be played in the time `by` that ends `now`, when so much of it has been.
    pub(crate) fn pace(&self, now: Duration, by: Duration, played: Duration) -> Duration {
        let by = by.min(now.saturating_sub(self.at));
        let (should, would) = (self.played(now), played + by);
        let most = by / PART;
        if would > should {
            by - (would - should).min(most)
        } else {
            by + (should - would).min(most)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: fn(u64) -> Duration = Duration::from_millis;

    #[test]
    fn it_waits_for_its_moment_and_makes_up_for_a_hundredth() {
        let mark = Mark {
            at: MS(10_000),
            played: MS(2_000),
        };
        assert_eq!(mark.played(MS(4_000)), MS(2_000), "it stands there");
        assert_eq!(mark.pace(MS(9_900), MS(100), MS(2_000)), MS(0));
        assert_eq!(mark.pace(MS(10_040), MS(100), MS(2_000)), MS(40));
        assert_eq!(
            mark.pace(MS(11_000), MS(100), MS(2_900)),
            MS(100),
            "in step"
        );
        assert_eq!(mark.pace(MS(11_000), MS(100), MS(2_000)), MS(101), "behind");
        assert_eq!(mark.pace(MS(11_000), MS(100), MS(9_000)), MS(99), "ahead");
        assert_eq!(mark.moment(MS(2_500)), MS(10_500));
    }

    #[test]
    fn a_moment_can_be_moved_to_before_the_beginning_of_time() {
        let mut mark = Mark {
            at: MS(1_000),
            played: MS(0),
        };
        mark.shift(-3_000_000);
        assert_eq!(mark.played(MS(1_000)), MS(3_000));
        mark.shift(500_000);
        assert_eq!(mark.played(MS(1_000)), MS(2_500));
    }
}
