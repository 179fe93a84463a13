//! Whether a narration is being spoken: told by whether it goes on.

use std::time::Duration;

/// A voice that has not gone on for so long is over.
const OVER: Duration = Duration::from_secs(1);

/// How far a narration was when it last went on, and when that was.
#[derive(Debug, Default)]
pub(super) struct Voice {
    at: Duration,
    heard: Duration,
}

impl Voice {
    /// Whether a narration that has come to `at` has begun and is not over, `now` being the headset's time.
    pub(super) fn goes_on(&mut self, at: Duration, now: Duration) -> bool {
        if self.at != at {
            *self = Self { at, heard: now };
        }
        !at.is_zero() && now.saturating_sub(self.heard) < OVER
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voice_is_followed_from_when_it_begins_until_it_has_ended() {
        let time = Duration::from_millis;
        let mut voice = Voice::default();
        assert!(!voice.goes_on(time(0), time(9000)), "it waits to begin");
        assert!(voice.goes_on(time(20), time(9020)));
        assert!(voice.goes_on(time(5000), time(14_000)));
        assert!(
            voice.goes_on(time(5000), time(14_900)),
            "it may be held for a moment"
        );
        assert!(!voice.goes_on(time(5000), time(15_100)), "it has ended");
        assert!(
            voice.goes_on(time(20), time(16_000)),
            "and the next one begins"
        );
    }
}
