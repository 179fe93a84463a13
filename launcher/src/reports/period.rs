//! From when to when, and in which steps: days, weeks from Monday and months as the home's clock has them.

use jiff::{
    Span, Timestamp, ToSpan,
    civil::{Date, Weekday},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The longest period that is told week by week, in days.
const WEEKS_UP_TO: i32 = 27 * 7;
/// How far back a report goes when nothing is asked: thirteen weeks.
const USUAL_WEEKS: i64 = 12;
/// The longest period of any report, in years.
const LONGEST_YEARS: i32 = 30;

/// How long one step of a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// From Monday to Sunday.
    Week,
    /// A month of the calendar.
    Month,
}

/// Days from one to another, both among them, and the steps they fall into.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// How long a step is.
    pub step: Step,
    /// The first day of each step and when it begins, in milliseconds since 1970. The first and the last
    /// step may lie partly outside the period.
    pub steps: Vec<(Date, i64)>,
    /// When the period begins and ends, in milliseconds since 1970; the end is not in it.
    pub milliseconds: (i64, i64),
}

/// Why a period cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// It ends before it begins.
    #[error("to is before from")]
    Backwards,
    /// It is longer than any home has been there, or beyond the calendar.
    #[error("the period is too long")]
    TooLong,
}

impl Period {
    /// The period asked for; what was not said is as usual: up to today, thirteen weeks, weeks up to half a year and
    /// months beyond.
    ///
    /// # Errors
    /// See [`PeriodError`].
    pub fn new(
        from: Option<Date>,
        to: Option<Date>,
        step: Option<Step>,
        now: Timestamp,
        zone: &TimeZone,
    ) -> Result<Self, PeriodError> {
        let to = to.unwrap_or_else(|| zone.to_datetime(now).date());
        let from = match from {
            Some(from) => from,
            None => monday(to)?
                .checked_sub(USUAL_WEEKS.weeks())
                .map_err(|_| PeriodError::TooLong)?,
        };
        if to < from {
            return Err(PeriodError::Backwards);
        }
        if i32::from(to.year()) - i32::from(from.year()) > LONGEST_YEARS {
            return Err(PeriodError::TooLong);
        }
        let days = (to - from).get_days();
        let step = step.unwrap_or(if days <= WEEKS_UP_TO {
            Step::Week
        } else {
            Step::Month
        });
        let (mut day, length): (Date, Span) = match step {
            Step::Week => (monday(from)?, 1.week()),
            Step::Month => (from.first_of_month(), 1.month()),
        };
        let mut steps = Vec::new();
        while day <= to {
            steps.push((day, begin(day, zone)?));
            day = day.checked_add(length).map_err(|_| PeriodError::TooLong)?;
        }
        let after = to.tomorrow().map_err(|_| PeriodError::TooLong)?;
        Ok(Self {
            from,
            to,
            step,
            steps,
            milliseconds: (begin(from, zone)?, begin(after, zone)?),
        })
    }
}

fn monday(day: Date) -> Result<Date, PeriodError> {
    let past = i64::from(day.weekday().since(Weekday::Monday));
    day.checked_sub(past.days())
        .map_err(|_| PeriodError::TooLong)
}

fn begin(day: Date, zone: &TimeZone) -> Result<i64, PeriodError> {
    day.to_zoned(zone.clone())
        .map(|begin| begin.timestamp().as_millisecond())
        .map_err(|_| PeriodError::TooLong)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn noon() -> Timestamp {
        "2026-11-28T12:00:00Z".parse().unwrap()
    }

    /// Sweden's clock, written out: the test reads no file of the machine.
    fn sweden() -> TimeZone {
        TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap()
    }

    #[test]
    fn the_usual_is_thirteen_weeks_up_to_today() {
        let usual = Period::new(None, None, None, noon(), &sweden()).unwrap();
        assert_eq!(
            (usual.from, usual.to, usual.step),
            (date(2026, 8, 31), date(2026, 11, 28), Step::Week)
        );
        assert_eq!(usual.steps.len(), 13);
        assert_eq!(usual.steps[12].0, date(2026, 11, 23));
    }

    #[test]
    fn days_are_the_homes_days_also_when_the_clocks_change() {
        let october = Period::new(
            Some(date(2026, 10, 1)),
            Some(date(2026, 10, 31)),
            Some(Step::Month),
            noon(),
            &sweden(),
        )
        .unwrap();
        let (begin, end) = october.milliseconds;
        let at = |text: &str| text.parse::<Timestamp>().unwrap().as_millisecond();
        assert_eq!(begin, at("2026-09-30T22:00:00Z"));
        assert_eq!(end, at("2026-10-31T23:00:00Z"));
        assert_eq!(october.steps, [(date(2026, 10, 1), begin)]);
    }

    #[test]
    fn a_long_period_goes_by_months() {
        let years = Period::new(
            Some(date(2022, 1, 15)),
            Some(date(2026, 12, 31)),
            None,
            noon(),
            &sweden(),
        )
        .unwrap();
        assert_eq!((years.step, years.steps.len()), (Step::Month, 60));
        assert_eq!(years.steps[0].0, date(2022, 1, 1));
    }

    #[test]
    fn what_is_no_period_is_refused() {
        let asked =
            |from, to| Period::new(Some(from), Some(to), None, noon(), &sweden()).unwrap_err();
        assert_eq!(
            asked(date(2026, 2, 2), date(2026, 2, 1)),
            PeriodError::Backwards
        );
        assert_eq!(
            asked(date(1, 1, 1), date(9999, 12, 31)),
            PeriodError::TooLong
        );
        assert_eq!(
            asked(date(9990, 1, 1), date(9999, 12, 31)),
            PeriodError::TooLong
        );
    }
}
