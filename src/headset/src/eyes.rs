//! Where the resident's eyes look, in place of the head, where the headset follows eyes and the home allows it.
//!
//! Whoever follows eyes is behind [`EyeTracker`]: a runtime ([`crate::xr`]), or something made up in a test. It is asked
//! only while the home allows that, and what it says is used in the same frame and then forgotten: no glance is kept,
//! sent or logged. While eyes are shut or not found the head counts, as it does where nothing follows eyes.

use bevy::app::{App, Plugin, Update};
use bevy::ecs::prelude::*;
use bevy::math::Quat;

use crate::conductor::Conductor;
use crate::systems::HeadsetSystems;

/// Something that follows eyes.
pub trait EyeTracker: Send + Sync {
    /// Where they look when the next picture is shown, at `shown_at` nanoseconds of the runtime's time: from straight ahead
    /// (−z) to a direction of the room. None while they are shut or not found.
    fn look(&mut self, shown_at: i64) -> Option<Quat>;
}

/// What follows eyes, if anything does, and where they look in this frame.
#[derive(Resource, Default)]
pub struct Eyes {
    /// Who follows them.
    pub tracker: Option<Box<dyn EyeTracker>>,
    /// When the next picture is shown, in nanoseconds of the runtime's time.
    pub shown_at: i64,
    gaze: Option<Quat>,
}

impl Eyes {
    /// Where the eyes look in this frame; none where the head counts.
    pub fn gaze(&self) -> Option<Quat> {
        self.gaze
    }

    fn follow(&mut self, allowed: bool) {
        let shown_at = self.shown_at;
        let tracker = self.tracker.as_mut().filter(|_| allowed);
        let turn = tracker.and_then(|tracker| tracker.look(shown_at));
        let is_turn = |turn: &Quat| turn.is_finite() && turn.length_squared() > 0.5;
        self.gaze = turn.filter(is_turn).map(Quat::normalize);
    }
}

/// Asks for each frame's gaze.
pub struct EyesPlugin;

impl Plugin for EyesPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Eyes>()
            .add_systems(Update, follow.before(HeadsetSystems::Conduct));
    }
}

fn follow(mut eyes: ResMut<Eyes>, conductor: Res<Conductor>) {
    eyes.follow(conductor.follows_eyes());
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    /// Says always the same, and counts how often it was asked.
    struct MadeUp(Option<Quat>, Arc<AtomicU32>);

    impl EyeTracker for MadeUp {
        fn look(&mut self, _: i64) -> Option<Quat> {
            self.1.fetch_add(1, Ordering::Relaxed);
            self.0
        }
    }

    #[test]
    fn eyes_are_followed_only_while_that_is_allowed() {
        let asked = Arc::new(AtomicU32::new(0));
        let aside = Quat::from_rotation_y(0.5);
        let mut eyes = Eyes {
            tracker: Some(Box::new(MadeUp(Some(aside), Arc::clone(&asked)))),
            ..Eyes::default()
        };
        eyes.follow(false);
        assert_eq!((eyes.gaze(), asked.load(Ordering::Relaxed)), (None, 0));
        eyes.follow(true);
        assert_eq!(eyes.gaze(), Some(aside));
        eyes.follow(false);
        assert_eq!((eyes.gaze(), asked.load(Ordering::Relaxed)), (None, 1));
    }

    #[test]
    fn shut_eyes_and_nonsense_leave_it_to_the_head() {
        for said in [
            None,
            Some(Quat::from_xyzw(0.0, 0.0, 0.0, 0.0)),
            Some(Quat::NAN),
        ] {
            let mut eyes = Eyes {
                tracker: Some(Box::new(MadeUp(said, Arc::default()))),
                ..Eyes::default()
            };
            eyes.follow(true);
            assert_eq!(eyes.gaze(), None, "{said:?}");
        }
        let mut nobody = Eyes::default();
        nobody.follow(true);
        assert_eq!(nobody.gaze(), None);
    }
}
