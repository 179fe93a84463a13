//! Forgetting what is old: sessions and check-lists after the home's time, the access log after five years.

use jiff::{Timestamp, ToSpan, tz::TimeZone};

use super::{By, HomeError};

/// How long rows of the access log are kept, in years.
const LOG_YEARS: i64 = 5;

/// How much was forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Forgotten {
    /// Sessions, with what was noted of them.
    pub sessions: u64,
    /// Check-lists that a newer one has followed.
    pub checklists: u64,
    /// Logins and codes of tablets.
    pub logins: u64,
}

/// Forgetting what is old.
pub trait Retention {
    /// Forgets sessions begun before that time, check-lists as old that a newer one has followed, and logins and
    /// tablets' codes older than the access log. Writes to the access log how many, if any.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn forget(&self, by: &By, before: Timestamp, logins: Timestamp)
    -> Result<Forgotten, HomeError>;
}

/// Before which time sessions are forgotten that are kept for so many months, and before which the access log is.
pub fn limits(months: u32, now: Timestamp) -> (Timestamp, Timestamp) {
    let back = |span: jiff::Span| {
        now.to_zoned(TimeZone::UTC)
            .checked_sub(span)
            .map_or(Timestamp::MIN, |past| past.timestamp())
    };
    (back(i64::from(months).months()), back(LOG_YEARS.years()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_years_are_those_of_the_calendar() {
        let now: Timestamp = "2026-11-30T12:00:00Z".parse().unwrap();
        let (sessions, log) = limits(9, now);
        assert_eq!(sessions.to_string(), "2026-02-28T12:00:00Z");
        assert_eq!(log.to_string(), "2021-11-30T12:00:00Z");
    }
}
