//! From places in the file to run time, for one of the two streams: seeks, rounds and ends.

use std::time::Duration;

/// What follows a seek.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pass {
    /// The seek's number.
    pub(super) serial: u32,
    /// Where it went in run time; the first thing handed out begins there.
    pub(super) begins: Duration,
    /// Rounds that count as gone by.
    pub(super) rounds: u32,
}

/// Where one stream stands.
#[derive(Debug)]
pub(super) struct Turn {
    /// The length of a round.
    pub(super) duration: Duration,
    /// The pass it is in; none before the first seek was carried out.
    pub(super) pass: Option<Pass>,
    /// A seek is being carried out.
    pub(super) flushing: bool,
    /// Rounds since the pass began.
    round: u32,
    /// Whether nothing came since the pass began.
    first: bool,
    /// Nothing more comes.
    pub(super) ended: bool,
}

impl Turn {
    pub(super) fn new(duration: Duration) -> Self {
        Self {
            duration,
            pass: None,
            flushing: false,
            round: 0,
            first: true,
            ended: false,
        }
    }

    /// Everything from before is gone; `pass` begins.
    pub(super) fn begin(&mut self, pass: Pass) {
        *self = Self {
            pass: Some(pass),
            ..Self::new(self.duration)
        };
    }

    /// The end of a round.
    pub(super) fn round_over(&mut self, looping: bool) {
        self.round = self.round.saturating_add(1);
        self.ended = !looping;
    }

    /// When what stands at `place` in the file is heard; `None` for what lies behind the film's end.
    pub(super) fn run_time(&mut self, place: Duration) -> Option<Duration> {
        let pass = self.pass?;
        if place >= self.duration && !self.duration.is_zero() {
            return None;
        }
        self.ended = false;
        Some((self.rounds_before() + place).max(pass.begins))
    }

    /// As [`Turn::run_time`], for frames: the first one stands for the place sought, even if it begins a little later.
    pub(super) fn shown_at(&mut self, place: Duration) -> Option<Duration> {
        let at = self.run_time(place)?;
        let first = std::mem::replace(&mut self.first, false) && self.round == 0;
        Some(self.pass.filter(|_| first).map_or(at, |pass| pass.begins))
    }

    /// When the round that is being decoded ends.
    pub(super) fn round_ends(&self) -> Duration {
        self.rounds_before() + self.duration
    }

    /// When the round that is being decoded, or comes next, begins.
    pub(super) fn round_begins(&self) -> Duration {
        self.rounds_before()
    }

    fn rounds_before(&self) -> Duration {
        let rounds = self
            .pass
            .map_or(0, |pass| pass.rounds)
            .saturating_add(self.round);
        self.duration.saturating_mul(rounds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: fn(u64) -> Duration = Duration::from_millis;

    #[test]
    fn time_goes_on_through_rounds_and_begins_where_it_was_sought() {
        let mut turn = Turn::new(MS(2_000));
        assert_eq!(
            turn.run_time(MS(0)),
            None,
            "nothing counts before the first pass"
        );
        turn.begin(Pass {
            serial: 1,
            begins: MS(500),
            rounds: 0,
        });
        assert_eq!(turn.run_time(MS(533)), Some(MS(533)));
        assert_eq!(turn.shown_at(MS(533)), Some(MS(500)));
        assert_eq!(turn.shown_at(MS(533)), Some(MS(533)));
        assert_eq!(turn.run_time(MS(566)), Some(MS(566)));
        assert_eq!(turn.run_time(MS(2_000)), None, "behind the end");
        assert_eq!(turn.round_ends(), MS(2_000));
        turn.round_over(true);
        assert_eq!(turn.run_time(MS(33)), Some(MS(2_033)));
        turn.round_over(false);
        assert!(turn.ended);
        turn.begin(Pass {
            serial: 2,
            begins: MS(4_100),
            rounds: 2,
        });
        assert!(!turn.ended);
        assert_eq!(turn.run_time(MS(90)), Some(MS(4_100)));
        assert_eq!(turn.round_ends(), MS(6_000));
    }
}
