//! Which films run: those that are seen or heard, as long as the headset is worn and nobody holds them.
//!
//! The sound of a film goes more slowly than its picture, so a film outlives its place on the stage by
//! the rest of that fade ([`Films::linger`]).

use std::collections::BTreeMap;
use std::time::Duration;

use crate::{Command, Place, Ticket};

/// The films that are loaded or being loaded.
#[derive(Debug, Clone, Default)]
pub(crate) struct Films {
    /// Each, and whether it was last told to run.
    running: BTreeMap<Ticket, bool>,
    /// Those whose sound still fades out, and until when.
    lingering: BTreeMap<Ticket, Duration>,
}

impl Films {
    /// Remembers that a load was asked for, also once more; the film is held at first.
    pub(crate) fn load(&mut self, ticket: Ticket, place: &Place) {
        if place.scene().is_some_and(|scene| scene.film().is_some()) {
            self.running.insert(ticket, false);
        }
    }

    /// Whether there is a film of this name.
    pub(crate) fn has(&self, ticket: Ticket) -> bool {
        self.running.contains_key(&ticket)
    }

    /// The sound of `old` gives way to that of `new` until then.
    pub(crate) fn linger(&mut self, old: Option<Ticket>, new: Ticket, until: Duration) {
        for earlier in self.lingering.values_mut() {
            *earlier = (*earlier).min(until);
        }
        self.lingering.remove(&new);
        if let Some(old) = old.filter(|old| *old != new && self.running.contains_key(old)) {
            self.lingering.insert(old, until);
        }
    }

    /// Those whose sound still fades out.
    pub(crate) fn lingering(&self, now: Duration) -> impl Iterator<Item = Ticket> {
        self.lingering
            .iter()
            .filter(move |(_, until)| now < **until)
            .map(|(ticket, _)| *ticket)
    }

    /// Forgets those that are not loaded any more and tells the others to run, if they are seen or heard
    /// and may run, or to hold.
    pub(crate) fn settle(
        &mut self,
        now: Duration,
        is_known: impl Fn(Ticket) -> bool,
        is_present: impl Fn(Ticket) -> bool,
        may_run: impl Fn(Ticket) -> bool,
        out: &mut Vec<Command>,
    ) {
        self.lingering
            .retain(|ticket, until| now < *until && is_known(*ticket));
        self.running.retain(|ticket, _| is_known(*ticket));
        let lingering = &self.lingering;
        for (ticket, running) in &mut self.running {
            let present = is_present(*ticket) || lingering.contains_key(ticket);
            let run = present && may_run(*ticket);
            if run != *running {
                *running = run;
                out.push(Command::Film {
                    ticket: *ticket,
                    run,
                });
            }
        }
    }
}
