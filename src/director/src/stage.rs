//! The stage: which picture is shown, which should be, and how to get there without a cut.
//!
//! It knows nothing of sessions. It is given a goal; whenever the goal is loaded and not shown, it
//! fades what is shown to dark, swaps, and fades in; or, where that is allowed, lets the one become the
//! other.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::{Command, Ticket};

/// Fades that differ by less than this end at the same time.
const A_FRAME: Duration = Duration::from_millis(10);

/// Which picture is shown, which should be, and how to get there.
#[derive(Debug, Clone)]
pub(crate) struct Stage {
    shown: Option<Ticket>,
    goal: Ticket,
    leave: Duration,
    enter: Duration,
    /// How long what is shown takes to become the goal, where it need not go through dark.
    cross: Option<Duration>,
    /// What becomes what is shown, and until when.
    crossing: Option<(Ticket, Duration)>,
    ramp: Ramp,
    loaded: BTreeSet<Ticket>,
    loading: BTreeSet<Ticket>,
}

/// A level that moves evenly.
#[derive(Debug, Clone, Copy)]
struct Ramp {
    from: f32,
    to: f32,
    start: Duration,
    over: Duration,
}

impl Ramp {
    fn end(&self) -> Duration {
        self.start + self.over
    }

    fn level(&self, now: Duration) -> f32 {
        if now >= self.end() {
            return self.to;
        }
        let share = now.saturating_sub(self.start).as_secs_f32() / self.over.as_secs_f32();
        self.from + (self.to - self.from) * share
    }
}

impl Stage {
    pub(crate) fn new() -> Stage {
        Stage {
            shown: None,
            goal: Ticket::LOBBY,
            leave: Duration::ZERO,
            enter: Duration::ZERO,
            cross: None,
            crossing: None,
            ramp: DARK,
            loaded: BTreeSet::new(),
            loading: BTreeSet::new(),
        }
    }

    pub(crate) fn shown(&self) -> Option<Ticket> {
        self.shown
    }

    pub(crate) fn goal(&self) -> Ticket {
        self.goal
    }

    pub(crate) fn is_loaded(&self, ticket: Ticket) -> bool {
        self.loaded.contains(&ticket)
    }

    /// Remembers that a load was asked for.
    pub(crate) fn load(&mut self, ticket: Ticket) {
        self.loading.insert(ticket);
    }

    /// Takes in the answer to a load; false for one that nobody waits for.
    pub(crate) fn answered(&mut self, ticket: Ticket, loaded: bool) -> bool {
        let expected = self.loading.remove(&ticket);
        if expected && loaded {
            self.loaded.insert(ticket);
        }
        expected
    }

    /// Everything loaded and shown is gone; what is not in `keep` is not asked for again.
    pub(crate) fn lose(&mut self, keep: &[Ticket], out: &mut Vec<Command>) {
        self.shown = None;
        self.crossing = None;
        self.ramp = DARK;
        self.keep_only(keep, out);
        self.loaded.clear();
        self.loading.clear();
    }

    /// Whether this place is loaded or being loaded.
    pub(crate) fn is_known(&self, ticket: Ticket) -> bool {
        self.loaded.contains(&ticket) || self.loading.contains(&ticket)
    }

    /// What becomes what is shown.
    pub(crate) fn leaving(&self) -> Option<Ticket> {
        self.crossing.map(|(ticket, _)| ticket)
    }

    /// Sets what should be shown: `leave` and `enter` are the times of a whole fade out and in, `cross` that
    /// of a cross-fade if there may be one.
    pub(crate) fn aim(
        &mut self,
        now: Duration,
        goal: Ticket,
        [leave, enter]: [Duration; 2],
        cross: Option<Duration>,
    ) {
        (self.goal, self.leave, self.enter, self.cross) = (goal, leave, enter, cross);
        self.crossing = self.crossing.filter(|(_, until)| now < *until);
    }

    /// Takes one step towards the goal, if there is one to take now: at most one fade or one swap.
    /// True when the goal was swapped in by it.
    pub(crate) fn step(&mut self, now: Duration, out: &mut Vec<Command>) -> bool {
        let ready = self.loaded.contains(&self.goal);
        let leaves = self.shown.is_some() && self.shown != Some(self.goal);
        if !ready && leaves && self.goal == Ticket::LOBBY {
            // Whoever asks for the calm scene wants to be out of this one: it dims before that is there.
            if self.ramp.to > 0.0 {
                self.fade(now, 0.0, self.leave, out);
            }
            return false;
        }
        if self.shown == Some(self.goal) || !ready {
            if self.shown.is_some() && self.ramp.to < 1.0 {
                // Another wish came while it was dimming: what is shown comes back.
                self.fade(now, 1.0, self.enter, out);
            }
            return false;
        }
        let dark = self.ramp.to == 0.0 && now >= self.ramp.end();
        if self.shown.is_none() || dark {
            self.crossing = None;
            self.shown = Some(self.goal);
            out.push(Command::Show { ticket: self.goal });
            self.fade(now, 1.0, self.enter, out);
            return true;
        }
        if let (Some(over), Some(shown)) = (self.cross, self.shown) {
            if self.ramp.to < 1.0 {
                self.fade(now, 1.0, self.enter, out);
            }
            // Two pictures at a time are enough.
            if self.crossing.is_some() {
                return false;
            }
            self.crossing = Some((shown, now + over)).filter(|_| !over.is_zero());
            self.shown = Some(self.goal);
            out.push(Command::CrossFade {
                to: self.goal,
                over,
            });
            return true;
        }
        let sooner = now + self.leave.mul_f32(self.ramp.level(now)) + A_FRAME < self.ramp.end();
        if self.ramp.to > 0.0 || sooner {
            self.fade(now, 0.0, self.leave, out);
        }
        false
    }

    /// Lets the goal, if it is coming already, come no slower than it would come now.
    pub(crate) fn hurry(&mut self, now: Duration, out: &mut Vec<Command>) {
        let over = self.enter.mul_f32(1.0 - self.ramp.level(now));
        if self.shown == Some(self.goal) && now + over + A_FRAME < self.ramp.end() {
            self.fade(now, 1.0, self.enter, out);
        }
    }

    /// Whether another [`Stage::step`] at the same time would do more.
    pub(crate) fn can_swap(&self, now: Duration) -> bool {
        let dark = self.ramp.to == 0.0 && now >= self.ramp.end();
        let crosses = self.cross.is_some() && self.crossing.is_none();
        self.shown != Some(self.goal) && self.loaded.contains(&self.goal) && (dark || crosses)
    }

    /// Gives up what is not in `keep`.
    pub(crate) fn keep_only(&mut self, keep: &[Ticket], out: &mut Vec<Command>) {
        let spare = |ticket: &Ticket| {
            let seen = self.shown == Some(*ticket) || self.leaving() == Some(*ticket);
            *ticket != Ticket::LOBBY && !keep.contains(ticket) && !seen
        };
        let unload: Vec<Ticket> = self
            .loaded
            .union(&self.loading)
            .copied()
            .filter(spare)
            .collect();
        for ticket in unload {
            self.loaded.remove(&ticket);
            self.loading.remove(&ticket);
            out.push(Command::Unload { ticket });
        }
    }

    /// A fade from half way takes half the time: the eye sees the same pace.
    fn fade(&mut self, now: Duration, to: f32, whole: Duration, out: &mut Vec<Command>) {
        let from = self.ramp.level(now);
        let over = whole.mul_f32((to - from).abs());
        self.ramp = Ramp {
            from,
            to,
            start: now,
            over,
        };
        out.push(Command::Fade { to, over });
    }
}

const DARK: Ramp = Ramp {
    from: 0.0,
    to: 0.0,
    start: Duration::ZERO,
    over: Duration::ZERO,
};
