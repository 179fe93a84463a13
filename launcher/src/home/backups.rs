//! Copies of all records, and going back to one.
//!
//! A copy is the whole database; residents' photos and sounds lie beside it and are not copied. Going back brings residents,
//! sessions and settings back as they were. It never brings back who may come in (staff, tablets,
//! logins), and the access log goes on as if nothing had been: whoever was erased since is erased again.

use jiff::{Timestamp, ToSpan, civil::Time, tz::TimeZone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{By, HomeError};

/// When each night the copy is made, on the home's clock: when the house sleeps, and after the hour that
/// clocks skip in spring.
const NIGHTLY: Time = Time::constant(3, 30, 0, 0);
/// How many nightly copies are kept.
pub const NIGHTS: usize = 14;
/// No copy is kept longer, in days, so that who was erased is gone from them, too.
pub const LONGEST_DAYS: i64 = 30;

/// Why a copy was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Why {
    /// It is made each night.
    Daily,
    /// An admin asked for it.
    Asked,
    /// A later version of Utsikt was about to change the tables.
    Migration,
    /// An older copy was about to be put back.
    Restore,
}

/// A copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Backup {
    /// Its name, by which it is put back.
    #[schema(example = "home-20261128T023000000Z-daily.db")]
    pub name: String,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// How large it is.
    pub bytes: u64,
    /// Why it was made.
    pub why: Why,
}

/// Copies, and going back to one.
pub trait Backups {
    /// Every copy, the newest first.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn backups(&self) -> Result<Vec<Backup>, HomeError>;

    /// Makes a copy: on the disk when this returns, or not at all.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn back_up(&self, by: &By, why: Why) -> Result<Backup, HomeError>;

    /// Goes back to a copy, all of it or not at all, and says under which name the records as they were until now
    /// are kept.
    ///
    /// # Errors
    /// [`HomeError::BackupUnknown`], [`HomeError::BackupBroken`]. Then nothing was changed.
    fn restore(&self, by: &By, name: &str) -> Result<Backup, HomeError>;

    /// Deletes copies that need not be kept any longer; the newest is always kept. How many.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn thin_backups(&self, now: Timestamp) -> Result<usize, HomeError>;
}

/// When the next nightly copy is due, from when the last one was made. In the past when it is due now.
pub fn next_nightly(last: Option<Timestamp>, now: Timestamp, zone: &TimeZone) -> Timestamp {
    let Some(last) = last else { return now };
    // One from the future was made while the clock was wrong: it says nothing.
    if last > now {
        return now;
    }
    let last = last.to_zoned(zone.clone());
    let tonight = |day: jiff::civil::Date| {
        day.to_datetime(NIGHTLY)
            .to_zoned(zone.clone())
            .map(|night| night.timestamp())
    };
    let after = tonight(last.date())
        .ok()
        .filter(|night| *night > last.timestamp());
    after
        .or_else(|| tonight(last.date().tomorrow().ok()?).ok())
        .unwrap_or(now)
}

/// Those of the copies, the newest first, that need not be kept any longer.
pub fn outlived(copies: &[Backup], now: Timestamp) -> Vec<&Backup> {
    let oldest = now
        .checked_sub((24 * LONGEST_DAYS).hours())
        .unwrap_or(Timestamp::MIN);
    let mut nights = 0;
    let mut outlived = Vec::new();
    for (place, copy) in copies.iter().enumerate() {
        nights += usize::from(copy.why == Why::Daily);
        let many = copy.why == Why::Daily && nights > NIGHTS;
        if place > 0 && (many || copy.at < oldest) {
            outlived.push(copy);
        }
    }
    outlived
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn copy(at: Timestamp, why: Why) -> Backup {
        Backup {
            name: at.to_string(),
            at,
            bytes: 1,
            why,
        }
    }

    #[test]
    fn the_next_copy_is_due_at_half_past_three_at_night() {
        let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        let next = |last: &str, now: &str| next_nightly(Some(at(last)), at(now), &zone);
        let now = "2026-11-28T12:00:00Z";
        assert_eq!(
            next("2026-11-28T02:30:00Z", now),
            at("2026-11-29T02:30:00Z")
        );
        assert_eq!(
            next("2026-11-28T02:29:59Z", now),
            at("2026-11-28T02:30:00Z")
        );
        assert_eq!(
            next("2026-10-01T12:00:00Z", now),
            at("2026-10-02T01:30:00Z")
        );
        assert_eq!(
            next("2027-11-28T12:00:00Z", now),
            at(now),
            "a clock that was wrong"
        );
        assert_eq!(next_nightly(None, at(now), &zone), at(now));
    }

    #[test]
    fn two_weeks_of_nights_are_kept_and_nothing_over_thirty_days() {
        let now = at("2026-11-28T12:00:00Z");
        let days = |days: i64| now - (24 * days).hours();
        let mut copies: Vec<_> = (0..20).map(|day| copy(days(day), Why::Daily)).collect();
        copies.push(copy(days(25), Why::Asked));
        copies.push(copy(days(31), Why::Migration));
        let gone: Vec<_> = outlived(&copies, now).iter().map(|copy| copy.at).collect();
        let wanted: Vec<_> = (14..20).chain([31]).map(days).collect();
        assert_eq!(gone, wanted);
        let alone = [copy(days(300), Why::Daily)];
        assert!(outlived(&alone, now).is_empty(), "the newest stays");
    }
}
