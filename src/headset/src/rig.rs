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
/// level; for somebody who lies back it becomes level to where the face points.
pub fn face_forward(scenery: &mut Scenery, head: &Head, reclined: bool) {
    let (yaw, pitch, _) = head.turn.to_euler(EulerRot::YXZ);
    scenery.facing = yaw;
    scenery.level = if reclined { pitch } else { 0.0 };
    scenery.further = 0.0;
    scenery.origin = Some(head.position);
}

/// Lets the view turn `gain` times as far as the head does (H6).
pub fn turn_further(scenery: &mut Scenery, head: &Head, gain: f32) {
    scenery.further = if gain > 1.0 {
        (gain - 1.0) * yaw_of(scenery.front_unturned() * head.turn)
    } else {
        0.0
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facing_forward_brings_the_middle_to_the_eyes_and_keeps_the_horizon() {
        let mut scenery = Scenery::default();
        let head = Head::looking(70.0, -20.0);
        face_forward(&mut scenery, &head, false);
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

    #[test]
    fn for_somebody_who_lies_back_the_middle_is_where_the_face_points() {
        let mut scenery = Scenery::default();
        let head = Head::looking(-30.0, 50.0);
        face_forward(&mut scenery, &head, true);
        let seen = scenery.front_from_room() * head.turn * Vec3::NEG_Z;
        assert!((seen - Vec3::NEG_Z).length() < 1e-5, "{seen}");
    }

    #[test]
    fn the_view_turns_further_than_a_stiff_neck() {
        let mut scenery = Scenery::default();
        face_forward(&mut scenery, &Head::looking(20.0, 0.0), false);
        let head = Head::looking(50.0, 10.0);
        for (gain, expected) in [(1.0, 30.0), (2.0, 60.0), (3.0, 90.0)] {
            turn_further(&mut scenery, &head, gain);
            let seen = scenery.front_from_room() * head.turn;
            let yaw = -yaw_of(seen).to_degrees();
            assert!((yaw - expected).abs() < 0.01, "{gain}: {yaw}");
            let up = (seen * Vec3::NEG_Z).y.asin().to_degrees();
            assert!((up - 10.0).abs() < 0.01, "up and down stays as it is: {up}");
        }
    }
}
