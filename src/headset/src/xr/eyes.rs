//! Eyes that an OpenXR runtime follows: `XR_EXT_eye_gaze_interaction`.
//!
//! Its one action is never asked for before the home allows it, so that no runtime begins to follow eyes before. A runtime
//! that knows the extension and has no eyes to follow locates nothing, and the head counts.

use bevy::app::{App, Plugin};
use bevy::ecs::prelude::*;
use bevy::math::Quat;
use bevy_mod_openxr::resources::OxrInstance;
use bevy_mod_openxr::session::OxrSession;
use bevy_mod_xr::session::XrSessionCreated;
use openxr::{
    Action, ActionSet, ActiveActionSet, AnyGraphics, Binding, Path, Posef, ReferenceSpaceType,
    Session, Space, SpaceLocationFlags, Time,
};

use crate::eyes::{EyeTracker, Eyes};

const PROFILE: &str = "/interaction_profiles/ext/eye_gaze_interaction";
const GAZE: &str = "/user/eyes_ext/input/gaze_ext/pose";

/// Makes the runtime's eyes known, where it has any.
pub(super) struct EyesPlugin;

impl Plugin for EyesPlugin {
    fn build(&self, app: &mut App) {
        app.add_systems(XrSessionCreated, find);
    }
}

fn find(instance: Res<OxrInstance>, session: Res<OxrSession>, mut eyes: ResMut<Eyes>) {
    if instance.exts().ext_eye_gaze_interaction.is_none() {
        tracing::info!("this runtime does not follow eyes");
        return;
    }
    match RuntimeEyes::new(&instance, &session) {
        Ok(tracker) => {
            tracing::info!("this runtime may follow eyes, where the home allows it");
            eyes.tracker = Some(Box::new(tracker));
        }
        Err(error) => tracing::warn!(%error, "eyes are not followed"),
    }
}

struct RuntimeEyes {
    session: Session<AnyGraphics>,
    set: ActionSet,
    _action: Action<Posef>,
    gaze: Space,
    room: Space,
    /// What was said last time of whether eyes are found.
    found: Option<bool>,
}

impl RuntimeEyes {
    fn new(instance: &openxr::Instance, session: &Session<AnyGraphics>) -> openxr::Result<Self> {
        let set = instance.create_action_set("eyes", "Eyes", 0)?;
        let action = set.create_action::<Posef>("gaze", "Where the eyes look", &[])?;
        let binding = Binding::new(&action, instance.string_to_path(GAZE)?);
        let profile = instance.string_to_path(PROFILE)?;
        instance.suggest_interaction_profile_bindings(profile, &[binding])?;
        session.attach_action_sets(&[&set])?;
        let gaze = action.create_space(session, Path::NULL, Posef::IDENTITY)?;
        let room = session.create_reference_space(ReferenceSpaceType::LOCAL, Posef::IDENTITY)?;
        Ok(Self {
            session: session.clone(),
            set,
            _action: action,
            gaze,
            room,
            found: None,
        })
    }
}

impl EyeTracker for RuntimeEyes {
    fn look(&mut self, shown_at: i64) -> Option<Quat> {
        if shown_at <= 0 {
            return None;
        }
        // Not in focus, or about to end: the head counts until the next time.
        self.session
            .sync_actions(&[ActiveActionSet::new(&self.set)])
            .ok()?;
        let located = self
            .gaze
            .locate(&self.room, Time::from_nanos(shown_at))
            .ok()?;
        let found = located
            .location_flags
            .contains(SpaceLocationFlags::ORIENTATION_VALID);
        if self.found != Some(found) {
            self.found = Some(found);
            tracing::info!(found, "the runtime looks for eyes");
        }
        let q = located.pose.orientation;
        found.then(|| Quat::from_xyzw(q.x, q.y, q.z, q.w))
    }
}
