//! How long a login lasts: pure reckoning on a clock that only goes forward.
//!
//! A login ends after five minutes in which nobody used it, eight hours after it began, and at
//! logout. While its person steers a session that goes on, it counts as used. Wall clocks are not asked
//! while the launcher runs; what was kept over a restart is read once, and a time that lies in the future
//! then means that a clock was set back: such a login is over.

use std::time::{Duration, Instant};

use jiff::Timestamp;

/// Without use for so long, it is over.
pub const IDLE: Duration = Duration::from_secs(5 * 60);
/// So long at most.
pub const LONGEST: Duration = Duration::from_secs(8 * 3600);

/// What is left of a login's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lasts {
    began: Instant,
    used: Instant,
}

impl Lasts {
    /// A login that begins.
    pub fn from(now: Instant) -> Self {
        Self {
            began: now,
            used: now,
        }
    }

    /// A login as it was kept; none if it is over.
    pub fn kept(began: Timestamp, used: Timestamp, now: Instant, wall: Timestamp) -> Option<Self> {
        let ago = |time: Timestamp| Duration::try_from(wall.duration_since(time)).ok();
        let (began, used) = (ago(began)?, ago(used)?);
        if began < used || began >= LONGEST || used >= IDLE {
            return None;
        }
        Some(Self {
            began: now.checked_sub(began)?,
            used: now.checked_sub(used)?,
        })
    }

    /// It is used.
    pub fn is_used(&mut self, now: Instant) {
        self.used = self.used.max(now);
    }

    /// When it was used last.
    pub fn used(&self) -> Instant {
        self.used
    }

    /// Time until it is over without use, and in any case; none if it is over.
    pub fn left(&self, now: Instant) -> Option<(Duration, Duration)> {
        let longest = LONGEST.checked_sub(now.duration_since(self.began))?;
        let idle = IDLE.checked_sub(now.duration_since(self.used))?;
        if longest.is_zero() || idle.is_zero() {
            return None;
        }
        Some((idle.min(longest), longest))
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn five_minutes_without_use_end_it() {
        let start = Instant::now();
        let mut login = Lasts::from(start);
        assert_eq!(login.left(start), Some((IDLE, LONGEST)));
        login.is_used(start + 4 * MINUTE);
        assert_eq!(
            login.left(start + 8 * MINUTE),
            Some((MINUTE, LONGEST - 8 * MINUTE))
        );
        assert_eq!(login.left(start + 9 * MINUTE), None);
    }

    #[test]
    fn eight_hours_end_it_however_much_it_is_used() {
        let start = Instant::now();
        let mut login = Lasts::from(start);
        let late = start + LONGEST - MINUTE;
        login.is_used(late);
        assert_eq!(login.left(late), Some((MINUTE, MINUTE)));
        login.is_used(start + LONGEST);
        assert_eq!(login.left(start + LONGEST), None);
    }

    #[test]
    fn what_was_kept_goes_on_unless_a_clock_went_back() {
        let now = Instant::now() + 2 * LONGEST;
        let wall: Timestamp = "2026-05-04T08:00:00Z".parse().unwrap();
        let kept = |began: i64, used: i64| {
            let ago = |minutes: i64| wall - minutes.minutes();
            Lasts::kept(ago(began), ago(used), now, wall).and_then(|login| login.left(now))
        };
        assert_eq!(kept(60, 2), Some((3 * MINUTE, LONGEST - 60 * MINUTE)));
        assert_eq!(kept(60, 5), None);
        assert_eq!(kept(8 * 60, 1), None);
        // A year back: everything kept lies in the future.
        let year = 365 * 24 * 60;
        assert_eq!(kept(-year + 60, -year), None);
        assert_eq!(kept(10, -1), None);
        assert_eq!(kept(1, 2), None, "used before it began");
    }
}
