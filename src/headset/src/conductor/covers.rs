//! A film's still stands in its place while the film is being opened, and becomes the film when that is there.

use std::time::Duration;

use director::{Event, Ticket};

use super::Conductor;
use super::fade::Fade;
use super::pictures::Heard;
use crate::panorama::Scenery;

/// How long a still takes to become its film.
const UNCOVERING: Duration = Duration::from_millis(1200);

/// The still that becomes its film just now.
#[derive(Debug, Default)]
pub(super) struct Uncovering(Option<(Ticket, Fade)>);

impl Uncovering {
    /// How far the still of this film has become it.
    fn share(&mut self, ticket: Ticket, now: Duration, over: Duration) -> f32 {
        let under_way = self.0.filter(|(known, _)| *known == ticket);
        let (_, fade) = *self
            .0
            .insert(under_way.unwrap_or_else(|| (ticket, Fade::at(0.0).toward(1.0, over, now))));
        fade.level(now)
    }
}

impl Conductor {
    /// Takes in which stills and which films have come.
    pub(super) fn cover(&mut self, stills: &Heard, films: &Heard) {
        let loaded = |heard: &Heard| -> Vec<Ticket> {
            let tickets = heard.events.iter().filter_map(|event| match event {
                Event::Loaded { ticket } => Some(*ticket),
                _ => None,
            });
            tickets.collect()
        };
        for ticket in loaded(films) {
            self.pictures.needs_no_still(ticket);
        }
        for ticket in loaded(stills) {
            self.films.cover(ticket);
        }
    }

    /// Whether a still stands in the place of the film that should be seen.
    pub(super) fn is_covered(&self) -> bool {
        let shown = self.seen.shown();
        shown.is_some_and(|shown| self.films.has(shown) && self.pictures.placed(shown).is_some())
    }

    /// Lets the still that is seen become its film, when that is there and nothing else comes.
    pub(super) fn uncover(&mut self, now: Duration, scenery: &mut Scenery) {
        let Some(ticket) = self.seen.shown().filter(|_| scenery.coming.is_none()) else {
            return;
        };
        let still_and_film = self.pictures.placed(ticket).zip(self.films.ready(ticket));
        let Some((_, film)) = still_and_film else {
            return;
        };
        let over = if self.instant {
            Duration::ZERO
        } else {
            UNCOVERING
        };
        let share = self.uncovering.share(ticket, now, over);
        if share < 1.0 {
            scenery.coming = Some((film.clone(), share));
        } else {
            scenery.shown = Some(film.clone());
            self.pictures.unload(ticket);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_still_takes_its_own_time() {
        let second = Duration::from_secs(1);
        let mut uncovering = Uncovering::default();
        assert_eq!(uncovering.share(Ticket(1), second, 2 * second), 0.0);
        assert_eq!(uncovering.share(Ticket(1), 2 * second, 2 * second), 0.5);
        assert_eq!(uncovering.share(Ticket(2), 2 * second, 2 * second), 0.0);
        assert_eq!(uncovering.share(Ticket(2), 9 * second, 2 * second), 1.0);
        assert_eq!(uncovering.share(Ticket(3), second, Duration::ZERO), 1.0);
    }
}
