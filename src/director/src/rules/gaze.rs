//! What the resident looks at, for how long, and when that is long enough (H5).
//!
//! Looking at something fills a ring. A slip away of at most [`GRACE`] costs nothing; after that the ring
//! empties slowly, so that looking back goes on where it was. What has answered answers again only after
//! its ring has been empty.

use std::time::Duration;

/// So long may a look slip away.
pub(crate) const GRACE: Duration = Duration::from_millis(150);
/// A full ring is empty again after so long.
const EMPTIES_IN: Duration = Duration::from_millis(1500);
/// Looks that are remembered at once; more than anybody has begun.
const MOST_LOOKS: usize = 16;

/// What the resident looks at and has looked at just now.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gaze {
    on: Option<String>,
    looks: Vec<Look>,
    /// For how long nothing has been looked at.
    pub(crate) idle: Duration,
}

/// A look at one thing, from when its ring begins to fill until it is empty.
#[derive(Debug, Clone)]
struct Look {
    target: String,
    /// Its ring is full after so long, for the rule that waits longest.
    whole: Duration,
    held: Duration,
    /// The longest it was held so far.
    peak: Duration,
    away: Duration,
    /// Leaving it has not been told since it was held longer than before.
    to_leave: bool,
}

/// What happened while time passed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Seen {
    /// It was held from one time to another, longer than before in this look.
    Held {
        target: String,
        from: Duration,
        to: Duration,
    },
    /// It was left, having been held for so long.
    Left { target: String, held: Duration },
    /// Nothing was looked at, from one time to another.
    Idle { from: Duration, to: Duration },
}

impl Gaze {
    /// The resident looks at this now.
    pub(crate) fn on(&mut self, target: Option<&str>) {
        if self.on.as_deref() != target {
            self.on = target.map(str::to_owned);
        }
    }

    /// Time passes. `whole` is how long a thing is held until the rule that waits longest answers; none for
    /// what no rule waits for.
    pub(crate) fn run(
        &mut self,
        by: Duration,
        whole: impl Fn(&str) -> Option<Duration>,
    ) -> Vec<Seen> {
        let mut seen = Vec::new();
        if by.is_zero() {
            return seen;
        }
        let on = self.on.as_deref().filter(|target| whole(target).is_some());
        if let Some(target) = on
            && !self.looks.iter().any(|look| look.target == target)
        {
            if self.looks.len() >= MOST_LOOKS {
                self.looks.remove(0);
            }
            self.looks
                .push(Look::at(target, whole(target).unwrap_or_default()));
        }
        if on.is_some() {
            self.idle = Duration::ZERO;
        } else {
            let from = self.idle;
            self.idle += by;
            seen.push(Seen::Idle {
                from,
                to: self.idle,
            });
        }
        for look in &mut self.looks {
            look.run(by, on == Some(look.target.as_str()), &mut seen);
        }
        self.looks.retain(|look| !look.held.is_zero());
        seen
    }

    /// How far the ring of what is looked at, or was looked at last, has come towards the next of `steps`,
    /// which are the times at which it answers.
    pub(crate) fn ring(&self, steps: impl Fn(&str) -> Vec<Duration>) -> Option<(&str, f32)> {
        let on = self.on.as_deref();
        let current = self
            .looks
            .iter()
            .find(|look| Some(look.target.as_str()) == on);
        let look = current.or_else(|| self.looks.iter().max_by_key(|look| look.held))?;
        let mut steps = steps(&look.target);
        steps.sort_unstable();
        let next = steps.iter().find(|step| **step > look.peak);
        // When all has been answered there is nothing left to fill; it empties where that was begun.
        let (whole, shown) = match (next, current) {
            (Some(next), _) => (*next, look.held),
            (None, Some(_)) => return None,
            (None, None) => (look.whole, look.held),
        };
        if whole.is_zero() {
            return None;
        }
        let progress = (shown.as_secs_f32() / whole.as_secs_f32()).clamp(0.0, 1.0);
        Some((look.target.as_str(), progress))
    }
}

impl Look {
    fn at(target: &str, whole: Duration) -> Look {
        Look {
            target: target.to_owned(),
            whole,
            held: Duration::ZERO,
            peak: Duration::ZERO,
            away: Duration::ZERO,
            to_leave: false,
        }
    }

    fn run(&mut self, by: Duration, on: bool, seen: &mut Vec<Seen>) {
        if on {
            self.away = Duration::ZERO;
            self.held = (self.held + by).min(self.whole);
            if self.held > self.peak {
                let (from, to) = (self.peak, self.held);
                self.peak = to;
                self.to_leave = true;
                let target = self.target.clone();
                seen.push(Seen::Held { target, from, to });
            }
            return;
        }
        let before = self.away;
        self.away += by;
        if self.away <= GRACE {
            return;
        }
        if std::mem::take(&mut self.to_leave) {
            seen.push(Seen::Left {
                target: self.target.clone(),
                held: self.peak,
            });
        }
        let emptying = self.away - before.max(GRACE);
        let share = emptying.as_secs_f32() / EMPTIES_IN.as_secs_f32();
        self.held = self.held.saturating_sub(self.whole.mul_f32(share.min(1.0)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn millis(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    fn whole(target: &str) -> Option<Duration> {
        (target != "nothing").then_some(millis(1200))
    }

    fn steps(_: &str) -> Vec<Duration> {
        vec![millis(1200)]
    }

    /// Looks in frames of 20 ms; the times at which the ring was full.
    fn look(gaze: &mut Gaze, target: Option<&str>, time: u64) -> usize {
        gaze.on(target);
        let mut full = 0;
        for _ in 0..time / 20 {
            let seen = gaze.run(millis(20), whole);
            full += seen.iter().filter(|seen| matches!(seen, Seen::Held { from, to, .. } if *from < millis(1200) && *to >= millis(1200))).count();
        }
        full
    }

    #[test]
    fn a_ring_is_full_after_its_time_and_once_only() {
        let mut gaze = Gaze::default();
        assert_eq!(look(&mut gaze, Some("duck"), 1180), 0);
        let (target, progress) = gaze.ring(steps).unwrap();
        assert!(target == "duck" && progress > 0.95, "{progress}");
        assert_eq!(look(&mut gaze, Some("duck"), 20), 1);
        assert_eq!(gaze.ring(steps), None);
        assert_eq!(look(&mut gaze, Some("duck"), 60_000), 0);
    }

    #[test]
    fn a_slip_is_forgiven_and_a_longer_one_empties_slowly() {
        let mut gaze = Gaze::default();
        look(&mut gaze, Some("duck"), 1000);
        look(&mut gaze, None, 140);
        assert_eq!(
            look(&mut gaze, Some("duck"), 200),
            1,
            "as if it had not been away"
        );

        let mut gaze = Gaze::default();
        look(&mut gaze, Some("duck"), 1000);
        look(&mut gaze, None, 600);
        let (_, progress) = gaze.ring(steps).unwrap();
        assert!((0.4..0.7).contains(&progress), "{progress}");
        assert_eq!(look(&mut gaze, Some("duck"), 200), 0);
        assert_eq!(
            look(&mut gaze, Some("duck"), 500),
            1,
            "it goes on where it was"
        );
    }

    #[test]
    fn it_answers_again_only_after_having_been_empty() {
        let mut gaze = Gaze::default();
        assert_eq!(look(&mut gaze, Some("duck"), 1200), 1);
        look(&mut gaze, None, 1000);
        assert_eq!(look(&mut gaze, Some("duck"), 5000), 0);
        look(&mut gaze, None, 1800);
        assert_eq!(look(&mut gaze, Some("duck"), 1200), 1);
    }

    #[test]
    fn leaving_is_told_once_and_what_no_rule_waits_for_is_nothing() {
        let mut gaze = Gaze::default();
        look(&mut gaze, Some("duck"), 1300);
        gaze.on(Some("nothing"));
        let mut left = 0;
        for _ in 0..200 {
            let seen = gaze.run(millis(20), whole);
            left += seen
                .iter()
                .filter(|seen| matches!(seen, Seen::Left { .. }))
                .count();
        }
        assert_eq!(left, 1);
        assert!(gaze.idle > millis(3000) && gaze.ring(steps).is_none());
    }

    #[test]
    fn a_thousand_things_begun_are_no_burden() {
        let mut gaze = Gaze::default();
        for number in 0..1000 {
            gaze.on(Some(&format!("thing-{number}")));
            gaze.run(millis(5), whole);
            assert!(gaze.looks.len() <= MOST_LOOKS);
        }
    }
}
