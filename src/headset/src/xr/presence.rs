//! Whether the headset is worn (H11).
//!
//! Runtimes with `XR_EXT_user_presence` say so themselves. From the others the session's own state
//! tells: a session that is no longer shown to anybody is a headset that was lifted off.

use bevy::app::{App, Plugin};
use bevy::ecs::prelude::*;
use bevy_mod_openxr::poll_events::{OxrEventHandlerExt, OxrEventIn};
use openxr::SessionState;

use crate::rig::Worn;

/// Keeps [`Worn`] true to the runtime's events.
pub struct PresencePlugin;

impl Plugin for PresencePlugin {
    fn build(&self, app: &mut App) {
        app.add_oxr_event_handler(listen);
    }
}

fn listen(event: OxrEventIn, mut worn: ResMut<Worn>) {
    let seen = match *event {
        openxr::Event::SessionStateChanged(change) => {
            tracing::info!(state = ?change.state(), "OpenXR session");
            worn_in(change.state())
        }
        openxr::Event::UserPresenceChangedEXT(change) => Some(change.is_user_present()),
        _ => None,
    };
    if seen.is_some() {
        worn.0 = seen;
    }
}

/// What a session state says of the headset: `None` where it says nothing.
fn worn_in(state: SessionState) -> Option<bool> {
    match state {
        SessionState::VISIBLE | SessionState::FOCUSED => Some(true),
        SessionState::SYNCHRONIZED | SessionState::STOPPING => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_session_that_is_seen_is_worn() {
        assert_eq!(worn_in(SessionState::FOCUSED), Some(true));
        assert_eq!(worn_in(SessionState::VISIBLE), Some(true));
        assert_eq!(worn_in(SessionState::SYNCHRONIZED), Some(false));
        assert_eq!(
            worn_in(SessionState::IDLE),
            None,
            "a session that has not begun says nothing"
        );
    }
}
