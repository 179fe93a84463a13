//! The resident's head: where it looks, whether the headset is worn, and «face forward» (H7).

use bevy::app::{App, Plugin};
use bevy::ecs::prelude::*;
use bevy::math::{EulerRot, Quat, Vec3};

use crate::panorama::{Scenery, yaw_of};

/// Holds the head for everybody who needs it.
pub struct RigPlugin;

impl Plugin for RigPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Head>().init_resource::<Worn>();
    }
}

/// Where the head looks, in the room.
#[derive(Resource, Debug, Clone, Copy)]
pub struct Head {
    /// From directions of the head to directions of the room.
    pub turn: Quat,
    /// Between the eyes, in the room, in metres; where nothing tells, the middle of the room.
    pub position: Vec3,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            turn: Quat::IDENTITY,
            position: Vec3::ZERO,
        }
    }
}

impl Head {
    /// A head at rest, turned by degrees: yaw right +, pitch up +.
    pub fn looking(yaw: f32, pitch: f32) -> Self {
        Self {
            turn: Quat::from_euler(EulerRot::YXZ, -yaw.to_radians(), pitch.to_radians(), 0.0),
            position: Vec3::ZERO,
        }
    }
}

/// Whether the headset is worn; `None` where nothing can tell.
#[derive(Resource, Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Worn(pub Option<bool>);

/// Brings the middle of the picture to where the head looks now, and a world's seat to where it is. The horizon stays
/// level.
pub fn face_forward(scenery: &mut Scenery, head: &Head) {
    scenery.facing = yaw_of(head.turn);
    scenery.origin = Some(head.position);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facing_forward_brings_the_middle_to_the_eyes_and_keeps_the_horizon() {
        let mut scenery = Scenery::default();
        let head = Head::looking(70.0, -20.0);
        face_forward(&mut scenery, &head);
        let seen = scenery.front_from_room() * head.turn * Vec3::NEG_Z;
        assert!(
            seen.x.abs() < 1e-5,
            "the middle is neither left nor right of the eyes: {seen}"
        );
        assert!(
            (seen.y - (-20.0_f32).to_radians().sin()).abs() < 1e-5,
            "the pitch of the head stays: {seen}"
        );
        assert!((scenery.front_from_room() * Vec3::Y - Vec3::Y).length() < 1e-6);
    }
}
