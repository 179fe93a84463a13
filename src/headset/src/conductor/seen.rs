//! Which of the loaded pictures is seen, and which one is coming over it.

use std::time::Duration;

use director::Ticket;

use super::fade::Fade;

/// What is seen by its tickets.
#[derive(Debug, Default)]
pub(super) struct Seen {
    shown: Option<Ticket>,
    coming: Option<(Ticket, Fade)>,
}

impl Seen {
    /// Everything loaded is gone.
    pub(super) fn lost(&mut self) {
        *self = Self::default();
    }

    /// This one is seen at once, and nothing else.
    pub(super) fn show(&mut self, ticket: Ticket) {
        *self = Self {
            shown: Some(ticket),
            coming: None,
        };
    }

    /// What is seen becomes this one.
    pub(super) fn cross(&mut self, to: Ticket, over: Duration, now: Duration) {
        if let Some((ticket, _)) = self.coming.take() {
            self.shown = Some(ticket);
        }
        if over.is_zero() || self.shown.is_none() {
            self.show(to);
        } else {
            self.coming = Some((to, Fade::at(0.0).toward(1.0, over, now)));
        }
    }

    /// Ends a cross-fade whose time has come, or whose old picture goes away.
    pub(super) fn settle(&mut self, now: Duration, gone: Option<Ticket>) {
        if let Some((ticket, fade)) = &self.coming
            && (fade.level(now) >= 1.0 || gone.is_some() && gone == self.shown)
        {
            self.show(*ticket);
        }
    }

    /// What is seen.
    pub(super) fn shown(&self) -> Option<Ticket> {
        self.shown
    }

    /// What comes over it, and how much of it is seen.
    pub(super) fn coming(&self, now: Duration) -> Option<(Ticket, f32)> {
        let (ticket, fade) = self.coming.as_ref()?;
        Some((*ticket, fade.level(now)))
    }

    /// Whether the calm scene is seen, and nothing else.
    pub(super) fn is_lobby(&self) -> bool {
        self.shown == Some(Ticket::LOBBY) && self.coming.is_none()
    }

    /// Whether a scene is seen, and nothing else.
    pub(super) fn is_scene(&self) -> bool {
        self.shown.is_some() && self.shown != Some(Ticket::LOBBY) && self.coming.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn one_picture_becomes_the_next_and_then_is_the_only_one() {
        let (first, second) = (Ticket(1), Ticket(2));
        let mut seen = Seen::default();
        seen.show(first);
        seen.cross(second, 2 * SECOND, SECOND);
        assert_eq!(seen.coming(2 * SECOND), Some((second, 0.5)));
        assert!(!seen.is_scene(), "neither is seen alone");
        seen.settle(2 * SECOND, None);
        assert_eq!(seen.shown(), Some(first));
        seen.settle(3 * SECOND, None);
        assert_eq!(
            (seen.shown(), seen.coming(3 * SECOND)),
            (Some(second), None)
        );
    }

    #[test]
    fn a_picture_that_goes_away_leaves_the_coming_one() {
        let mut seen = Seen::default();
        seen.show(Ticket(1));
        seen.cross(Ticket(2), 2 * SECOND, SECOND);
        seen.settle(SECOND, Some(Ticket(7)));
        assert_eq!(seen.shown(), Some(Ticket(1)), "another one went");
        seen.settle(SECOND, Some(Ticket(1)));
        assert_eq!(seen.shown(), Some(Ticket(2)));
    }

    #[test]
    fn without_time_there_is_no_between() {
        let mut seen = Seen::default();
        seen.show(Ticket(1));
        seen.cross(Ticket(2), Duration::ZERO, SECOND);
        assert!(seen.is_scene() && seen.shown() == Some(Ticket(2)));
    }
}
