//! What is to be known of a director from outside.

use std::time::Duration;

use super::Director;
use crate::session::Session;
use crate::{Live, Ring, State, Status};

impl Director {
    /// Everything to be known from outside, at `now`.
    pub fn report(&self, now: Duration) -> Status {
        let more = if self.clock_runs() {
            now.saturating_sub(self.last)
        } else {
            Duration::ZERO
        };
        let session = self.session.as_ref();
        let stop =
            session.and_then(|session| session.current.as_ref().or(session.upcoming.as_ref()));
        let elapsed = session.map_or(Duration::ZERO, |session| session.played + more);
        Status {
            state: self.state(),
            experience: session.map(|session| session.experience.id.clone()),
            scene: stop.map(|stop| stop.scene.clone()),
            next: session
                .filter(|session| session.ending.is_none())
                .and_then(Session::next),
            elapsed,
            in_scene: stop.map_or(Duration::ZERO, |stop| stop.played + more),
            remaining: session.map(|session| session.limit(&self.comfort).saturating_sub(elapsed)),
            volume: self.volume,
            cues: session.map_or(Vec::new(), |session| session.rules.cues()),
            prompts: session.map_or(Vec::new(), |session| session.rules.prompts().to_vec()),
            task: session.and_then(|session| session.rules.task()),
            keeping: session.and_then(|session| session.keeping(now)),
        }
    }

    /// What answers when it is looked at now, in no order; the headset tells which of it is looked at with
    /// [`crate::Event::Gaze`].
    pub fn live(&self) -> Vec<Live> {
        match (&self.session, self.state()) {
            (Some(session), State::Playing) => session.rules.live(),
            _ => Vec::new(),
        }
    }

    /// The ring that fills while something is looked at, as it is drawn in this frame.
    pub fn ring(&self) -> Option<Ring> {
        match (&self.session, self.state()) {
            (Some(session), State::Playing) => session.rules.ring(),
            _ => None,
        }
    }

    pub(super) fn state(&self) -> State {
        match &self.session {
            None if self.booted => State::Lobby,
            None => State::Boot,
            Some(session) if session.ending.is_some() => State::Ending,
            Some(session) if session.current.is_none() => State::Loading,
            Some(session) if session.held || !self.worn => State::Paused,
            Some(_) => State::Playing,
        }
    }
}
