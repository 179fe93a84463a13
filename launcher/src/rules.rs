//! What care asks of a start, in numbers: how long a first visit is (H1), what is asked before it (T9), and when a
//! headset is to be wiped (T8). Pure.

use jiff::{Timestamp, ToSpan, tz::TimeZone};

use crate::api::resources::{ChecklistAnswers, Seen, ShortVisits, Tick};

/// Minutes of a first visit, where the home has not set another (H1).
pub const FIRST_VISIT_MINUTES: u32 = 8;
/// No session is longer than this many minutes, whoever asks (H1).
pub const LONGEST_MINUTES: u32 = 30;
/// The same tick again within this many milliseconds is a finger that trembles.
pub const SAME_TICK_MILLISECONDS: i64 = 2_000;
/// One who goes on within this many milliseconds after an end still wears the headset.
const STILL_WORN_MILLISECONDS: i64 = 10 * 60 * 1_000;

/// After how many minutes a session ends at the latest; none for as the experience has it.
///
/// `visits` is how many sessions the resident has had before, `asked` what the caregiver asks for.
pub fn minutes(
    visits: u32,
    short_visits: ShortVisits,
    first_visit_minutes: u32,
    asked: Option<u32>,
) -> Option<u32> {
    let short = visits == 0 || short_visits == ShortVisits::All;
    asked
        .map(|minutes| minutes.clamp(1, LONGEST_MINUTES))
        .or_else(|| short.then_some(first_visit_minutes.clamp(1, LONGEST_MINUTES)))
}

/// Whether the check-list is to be asked: never, or a year ago.
pub fn checklist_due(asked: Option<Timestamp>, now: Timestamp) -> bool {
    let Some(asked) = asked else { return true };
    let asked = asked.to_zoned(TimeZone::UTC);
    // Past the end of time nothing is due any more.
    asked
        .checked_add(1.year())
        .is_ok_and(|until| until.timestamp() <= now)
}

/// What in a check-list is to be thought of before a start.
pub fn concerns(answers: &ChecklistAnswers) -> Vec<&'static str> {
    let ChecklistAnswers {
        epilepsy,
        pacemaker,
        wounds,
        neck,
        stroke,
        blindness,
        consent: _,
    } = *answers;
    [
        ("epilepsy", epilepsy),
        ("pacemaker", pacemaker),
        ("wounds", wounds),
        ("neck", neck),
        ("stroke", stroke),
        ("blindness", blindness),
    ]
    .into_iter()
    .filter_map(|(name, is)| is.then_some(name))
    .collect()
}

/// Why a resident's check-list stands in the way of a start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hindrance {
    /// It is to be asked first.
    Due,
    /// Something in it is to be thought of.
    Concerns(Vec<&'static str>),
}

/// Whether a start must wait for a resident's check-list; `seen` is that the caregiver has seen what it says.
///
/// A list that is due is never passed over: it takes half a minute. One with concerns may be.
pub fn hindrance(
    checklist: Option<(Timestamp, ChecklistAnswers)>,
    seen: bool,
    now: Timestamp,
) -> Option<Hindrance> {
    let Some((_, answers)) = checklist.filter(|(at, _)| !checklist_due(Some(*at), now)) else {
        return Some(Hindrance::Due);
    };
    let concerns = concerns(&answers);
    (!concerns.is_empty() && !seen).then_some(Hindrance::Concerns(concerns))
}

/// Who used a headset last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// The resident; none where that is not known.
    pub resident: Option<String>,
    /// When that ended; none while it goes on.
    pub until: Option<Timestamp>,
}

/// Whether a headset that was used and not wiped since must be wiped before `resident` wears it.
///
/// Whoever wears it now, or has just taken it off, goes on without.
pub fn must_wipe(used: Option<&Used>, resident: Option<&str>, now: Timestamp) -> bool {
    let Some(used) = used else { return false };
    let same = used.resident.as_deref() == resident;
    match used.until {
        None => !same,
        Some(until) => {
            let since = now.as_millisecond().saturating_sub(until.as_millisecond());
            !(same && resident.is_some() && since < STILL_WORN_MILLISECONDS)
        }
    }
}

/// Whether a tick is one more, or the last one tapped again.
pub fn is_another_tick(ticks: &[Tick], tick: Seen, now: Timestamp) -> bool {
    !ticks.iter().any(|known| {
        let since = now.as_millisecond().abs_diff(known.at.as_millisecond());
        known.tick == tick && since < SAME_TICK_MILLISECONDS.unsigned_abs()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::resources::{Consent, When};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn list() -> ChecklistAnswers {
        ChecklistAnswers {
            epilepsy: false,
            pacemaker: false,
            wounds: false,
            neck: false,
            stroke: false,
            blindness: false,
            consent: Consent::Assent,
        }
    }

    #[test]
    fn a_first_visit_is_short_and_the_caregiver_may_ask_otherwise() {
        assert_eq!(minutes(0, ShortVisits::First, 8, None), Some(8));
        assert_eq!(minutes(1, ShortVisits::First, 8, None), None);
        assert_eq!(minutes(40, ShortVisits::All, 8, None), Some(8));
        assert_eq!(minutes(0, ShortVisits::First, 8, Some(15)), Some(15));
        assert_eq!(minutes(3, ShortVisits::First, 8, Some(99)), Some(30));
        assert_eq!(minutes(0, ShortVisits::First, 0, None), Some(1));
    }

    #[test]
    fn the_checklist_is_asked_once_and_then_yearly() {
        let asked = at("2025-03-01T10:00:00Z");
        assert!(checklist_due(None, asked));
        assert!(!checklist_due(Some(asked), at("2026-03-01T09:59:59Z")));
        assert!(checklist_due(Some(asked), at("2026-03-01T10:00:00Z")));
        // A clock that was ahead by a year when it was asked asks later, never crashes.
        assert!(!checklist_due(Some(at("2027-01-01T00:00:00Z")), asked));
        assert!(!checklist_due(Some(Timestamp::MAX), Timestamp::MAX));
    }

    #[test]
    fn a_list_that_is_due_is_not_passed_over_and_a_concern_is_seen_first() {
        let now = at("2026-03-01T10:00:00Z");
        let hindrance = |asked: Option<&str>, answers, seen| {
            super::hindrance(asked.map(|asked| (at(asked), answers)), seen, now)
        };
        let lately = Some("2026-03-01T10:00:00Z");
        assert_eq!(hindrance(None, list(), true), Some(Hindrance::Due));
        let long_ago = Some("2025-02-01T10:00:00Z");
        assert_eq!(hindrance(long_ago, list(), true), Some(Hindrance::Due));
        assert_eq!(hindrance(lately, list(), false), None);
        let careful = ChecklistAnswers {
            neck: true,
            ..list()
        };
        let concerns = Some(Hindrance::Concerns(vec!["neck"]));
        assert_eq!(hindrance(lately, careful, false), concerns);
        assert_eq!(hindrance(lately, careful, true), None);
    }

    #[test]
    fn a_headset_is_wiped_between_two_residents() {
        let now = at("2026-03-01T10:00:00Z");
        let used = |resident: Option<&str>, until: Option<&str>| Used {
            resident: resident.map(str::to_owned),
            until: until.map(at),
        };
        assert!(!must_wipe(None, Some("a"), now));
        let going_on = used(Some("a"), None);
        assert!(!must_wipe(Some(&going_on), Some("a"), now));
        assert!(must_wipe(Some(&going_on), Some("b"), now));
        let just_over = used(Some("a"), Some("2026-03-01T09:55:00Z"));
        assert!(!must_wipe(Some(&just_over), Some("a"), now));
        assert!(must_wipe(Some(&just_over), Some("b"), now));
        assert!(must_wipe(
            Some(&used(Some("a"), Some("2026-03-01T09:00:00Z"))),
            Some("a"),
            now
        ));
        // Nobody knows who they are, so they are two.
        assert!(must_wipe(
            Some(&used(None, Some("2026-03-01T09:59:00Z"))),
            None,
            now
        ));
        assert!(!must_wipe(Some(&used(None, None)), None, now));
    }

    #[test]
    fn a_tick_tapped_ten_times_is_one() {
        let now = at("2026-03-01T10:00:00Z");
        let mut ticks = Vec::new();
        for milliseconds in 0..10 {
            let at = now + jiff::SignedDuration::from_millis(milliseconds * 100);
            if is_another_tick(&ticks, Seen::Smile, at) {
                ticks.push(Tick {
                    tick: Seen::Smile,
                    when: When::During,
                    at,
                });
            }
        }
        assert_eq!(ticks.len(), 1);
        assert!(is_another_tick(&ticks, Seen::Sings, now));
        assert!(is_another_tick(
            &ticks,
            Seen::Smile,
            now + jiff::SignedDuration::from_secs(3)
        ));
    }
}
