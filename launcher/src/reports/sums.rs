//! Sums over sessions: how many, how long, how it went; whole, by step of time, and by anything else.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fact, TICKS, period::Period};

/// Sums over some sessions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sums {
    /// How many.
    pub sessions: u32,
    /// How long they played together.
    pub seconds: u64,
    /// The residents who were in them.
    pub residents: BTreeSet<u32>,
    /// How often each smiley was chosen before, from sad to glad.
    pub before: [u32; 5],
    /// The same after.
    pub after: [u32; 5],
    /// Of those with both smileys: gladder after than before.
    pub gladder: u32,
    /// As glad.
    pub same: u32,
    /// Less glad.
    pub sadder: u32,
    /// In how many each of [`TICKS`] was ticked before it began.
    pub ticks_before: [u32; TICKS.len()],
    /// In how many each was ticked during or after.
    pub ticks: [u32; TICKS.len()],
    /// In how many something was noted of how it went.
    pub observed: u32,
    /// In how many of those the resident was glad.
    pub glad: u32,
    /// In how many taps were counted.
    pub tapped: u32,
    /// Those taps.
    pub taps: u64,
    /// How many ended with "dizzy – stop".
    pub dizzy: u32,
    /// When the last of them began, in milliseconds since 1970.
    pub last: Option<i64>,
}

impl Sums {
    /// Takes one in.
    pub fn add(&mut self, fact: &Fact) {
        self.sessions += 1;
        self.seconds += u64::from(fact.seconds);
        self.residents.extend(fact.resident);
        let count = |counts: &mut [u32; 5], smiley: u8| {
            if let Some(count) = usize::from(smiley)
                .checked_sub(1)
                .and_then(|place| counts.get_mut(place))
            {
                *count += 1;
            }
        };
        count(&mut self.before, fact.before);
        count(&mut self.after, fact.after);
        if fact.before > 0 && fact.after > 0 {
            match fact.after.cmp(&fact.before) {
                std::cmp::Ordering::Greater => self.gladder += 1,
                std::cmp::Ordering::Equal => self.same += 1,
                std::cmp::Ordering::Less => self.sadder += 1,
            }
        }
        for place in 0..TICKS.len() {
            self.ticks[place] += u32::from(fact.ticks >> place & 1);
            self.ticks_before[place] += u32::from(fact.ticks >> (place + TICKS.len()) & 1);
        }
        self.observed += u32::from(fact.is_observed());
        self.glad += u32::from(fact.is_glad());
        self.tapped += u32::from(fact.taps > 0);
        self.taps += u64::from(fact.taps);
        self.dizzy += u32::from(fact.dizzy);
        self.last = self.last.max(Some(fact.started));
    }
}

/// Sums over a period: all of it, step by step, and by one property of sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Over everything.
    pub all: Sums,
    /// Over each step of the period.
    pub steps: Vec<Sums>,
    /// Over each group.
    pub groups: BTreeMap<u32, Sums>,
    begins: Vec<i64>,
    step: usize,
}

impl Report {
    /// Nothing yet.
    pub fn new(period: &Period) -> Self {
        Self {
            all: Sums::default(),
            steps: vec![Sums::default(); period.steps.len()],
            groups: BTreeMap::new(),
            begins: period.steps.iter().map(|(_, begin)| *begin).collect(),
            step: 0,
        }
    }

    /// Takes one in, later than those before; `group` is what it is counted under, if under anything.
    pub fn add(&mut self, fact: &Fact, group: Option<u32>) {
        self.all.add(fact);
        while self
            .begins
            .get(self.step + 1)
            .is_some_and(|begin| *begin <= fact.started)
        {
            self.step += 1;
        }
        if let Some(step) = self.steps.get_mut(self.step) {
            step.add(fact);
        }
        if let Some(group) = group {
            self.groups.entry(group).or_default().add(fact);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil::date, tz::TimeZone};

    use super::*;
    use crate::reports::period::Step;

    fn fact(at: &str) -> Fact {
        Fact {
            started: at.parse::<Timestamp>().unwrap().as_millisecond(),
            seconds: 600,
            ..Fact::default()
        }
    }

    #[test]
    fn each_session_falls_into_its_step_and_group() {
        let period = Period::new(
            Some(date(2026, 11, 4)),
            Some(date(2026, 11, 20)),
            Some(Step::Week),
            Timestamp::UNIX_EPOCH,
            &TimeZone::UTC,
        )
        .unwrap();
        let mut report = Report::new(&period);
        report.add(&fact("2026-11-04T10:00:00Z"), Some(1));
        report.add(&fact("2026-11-16T00:00:00Z"), Some(2));
        report.add(&fact("2026-11-20T23:59:59Z"), Some(1));
        let sessions: Vec<_> = report.steps.iter().map(|step| step.sessions).collect();
        assert_eq!(sessions, [1, 0, 2]);
        assert_eq!((report.all.sessions, report.all.seconds), (3, 1800));
        assert_eq!(
            (report.groups[&1].sessions, report.groups[&2].sessions),
            (2, 1)
        );
    }

    #[test]
    fn smileys_ticks_and_taps_are_counted_where_they_were_given() {
        let mut sums = Sums::default();
        let one = Fact {
            resident: Some(7),
            before: 2,
            after: 5,
            // A smile after, restless before.
            ticks: 1 | 1 << (7 + 4),
            taps: 4,
            ..fact("2026-11-04T10:00:00Z")
        };
        sums.add(&one);
        sums.add(&Fact {
            after: 2,
            dizzy: true,
            ..one
        });
        sums.add(&fact("2026-11-04T11:00:00Z"));
        assert_eq!(sums.before, [0, 2, 0, 0, 0]);
        assert_eq!(sums.after, [0, 1, 0, 0, 1]);
        assert_eq!((sums.gladder, sums.same, sums.sadder), (1, 1, 0));
        assert_eq!(sums.ticks[0], 2);
        assert_eq!((sums.ticks_before[4], sums.ticks_before[0]), (2, 0));
        assert_eq!((sums.observed, sums.glad, sums.dizzy), (2, 2, 1));
        assert_eq!((sums.tapped, sums.taps), (2, 8));
        assert_eq!(sums.residents.len(), 1);
    }
}
