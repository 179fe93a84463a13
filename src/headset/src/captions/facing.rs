//! Where a caption stands: in front of the resident, but never glued to the head.
//!
//! It stays where it is while the head looks about; only when the head has turned well away from it
//! does it glide after, slowly and to a soft stop. Unseen, it is simply there when it comes next.

use bevy::math::{EulerRot, Quat, Vec3};

use super::size::BELOW_EYE_LEVEL;

/// How far the head may turn away, in degrees, before a caption follows.
const LEASH: f32 = 25.0;
/// A head that looks up or down less than this, in degrees, is level: captions stay at the horizon.
const LEVEL: f32 = 20.0;
/// Beyond this, in degrees, there is no telling which way a head is turned.
const STEEP: f32 = 75.0;
/// The most a caption moves, in degrees a second: as slowly as an eye follows at ease.
const FASTEST: f32 = 35.0;
/// How it comes up to that, in degrees a second, each second.
const GATHERING: f32 = 60.0;
/// How it slows down: its speed is at the most so many times the way that is left, a second.
const SETTLING: f32 = 2.5;
/// It has come when so much is left, in degrees.
const THERE: f32 = 0.5;

/// The direction that captions belong to, in the room; its height is that of the eyes.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Facing {
    /// Degrees, right +.
    yaw: f32,
    /// Degrees, up +.
    pitch: f32,
    /// Degrees a second; at rest without.
    speed: Option<f32>,
}

impl Facing {
    /// Moves on by `seconds`, to where a head with this turn looks, if it has to.
    pub(super) fn step(&mut self, head: Quat, seen: bool, seconds: f32) {
        let (yaw, pitch) = looks(head);
        let away = self
            .direction()
            .angle_between(head * Vec3::NEG_Z)
            .to_degrees();
        let to = (
            if pitch.abs() > STEEP { self.yaw } else { yaw },
            if pitch.abs() > LEVEL { pitch } else { 0.0 },
        );
        if !seen {
            self.speed = None;
            if away > LEASH {
                (self.yaw, self.pitch) = to;
            }
            return;
        }
        let speed = match self.speed {
            Some(speed) => speed,
            None if away > LEASH => 0.0,
            None => return,
        };
        let way = (around(to.0 - self.yaw), to.1 - self.pitch);
        let left = way.0.hypot(way.1);
        if left < THERE {
            self.speed = None;
            return;
        }
        let speed = (speed + GATHERING * seconds)
            .min(FASTEST)
            .min(SETTLING * left);
        let share = (speed * seconds / left).min(1.0);
        self.yaw = around(self.yaw + way.0 * share);
        self.pitch += way.1 * share;
        self.speed = Some(speed);
    }

    /// From the caption's own directions (its middle at −Z) to directions of the room.
    pub(super) fn room_from_caption(&self) -> Quat {
        turned(self.yaw, self.pitch - BELOW_EYE_LEVEL)
    }

    fn direction(&self) -> Vec3 {
        turned(self.yaw, self.pitch) * Vec3::NEG_Z
    }
}

fn turned(yaw: f32, pitch: f32) -> Quat {
    Quat::from_euler(EulerRot::YXZ, -yaw.to_radians(), pitch.to_radians(), 0.0)
}

/// Yaw and pitch of a head in degrees; how it is tilted to the side does not matter.
fn looks(head: Quat) -> (f32, f32) {
    let ahead = head * Vec3::NEG_Z;
    let yaw = ahead.x.atan2(-ahead.z);
    (
        yaw.to_degrees(),
        ahead.y.clamp(-1.0, 1.0).asin().to_degrees(),
    )
}

/// The same angle between −180 and 180.
fn around(degrees: f32) -> f32 {
    degrees - 360.0 * (degrees / 360.0).round()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rig::Head;

    const FRAME: f32 = 1.0 / 72.0;

    fn head(yaw: f32, pitch: f32) -> Quat {
        Head::looking(yaw, pitch).turn
    }

    /// Lets `seconds` pass and gives the fastest it moved, in degrees a second.
    fn wait(facing: &mut Facing, head: Quat, seen: bool, seconds: f32) -> f32 {
        let mut fastest = 0.0_f32;
        for _ in 0..(seconds / FRAME) as usize {
            let before = facing.direction();
            facing.step(head, seen, FRAME);
            fastest = fastest.max(before.angle_between(facing.direction()).to_degrees() / FRAME);
        }
        fastest
    }

    #[test]
    fn it_stays_while_the_head_looks_about() {
        let mut facing = Facing::default();
        for (yaw, pitch) in [(24.0, 0.0), (-24.0, 0.0), (0.0, 24.0), (16.0, -16.0)] {
            assert_eq!(wait(&mut facing, head(yaw, pitch), true, 3.0), 0.0);
        }
        assert_eq!(facing, Facing::default());
        let middle = facing.room_from_caption() * Vec3::NEG_Z;
        assert!(
            (middle.y.asin().to_degrees() + 5.0).abs() < 1e-3,
            "5° below eye level"
        );
    }

    #[test]
    fn it_glides_after_a_head_that_has_turned_away_and_stops_there() {
        for (yaw, pitch) in [(60.0, 0.0), (-170.0, 10.0), (0.0, 45.0)] {
            let mut facing = Facing::default();
            let fastest = wait(&mut facing, head(yaw, pitch), true, 12.0);
            assert!(fastest <= FASTEST + 1.0, "{fastest}° a second");
            let expected = if pitch > LEVEL { pitch } else { 0.0 };
            assert!(
                (facing.yaw - yaw).abs() <= THERE && (facing.pitch - expected).abs() <= THERE,
                "{facing:?}"
            );
            assert_eq!(facing.speed, None, "it has come to rest");
        }
    }

    #[test]
    fn it_begins_and_ends_softly() {
        let mut facing = Facing::default();
        let mut speeds = vec![0.0];
        while facing.speed.is_some() || speeds.len() < 3 {
            facing.step(head(80.0, 0.0), true, FRAME);
            speeds.extend(facing.speed);
        }
        for pair in speeds.windows(2) {
            let change = (pair[1] - pair[0]).abs() / FRAME;
            assert!(
                change <= SETTLING * FASTEST + 1.0,
                "{change}° a second, each second"
            );
        }
        assert!(speeds.last().is_some_and(|&speed| speed < 2.0));
    }

    #[test]
    fn it_takes_the_short_way_round() {
        let mut facing = Facing {
            yaw: 170.0,
            ..Facing::default()
        };
        wait(&mut facing, head(-150.0, 0.0), true, 0.5);
        assert!(facing.yaw > 170.0 || facing.yaw < -150.0, "{facing:?}");
    }

    #[test]
    fn unseen_it_is_there_at_once_and_only_where_it_must() {
        let mut facing = Facing::default();
        facing.step(head(20.0, 0.0), false, FRAME);
        assert_eq!(facing, Facing::default(), "20° is near enough");
        facing.step(head(120.0, -50.0), false, FRAME);
        assert!(
            (facing.yaw - 120.0).abs() < 1e-3 && (facing.pitch + 50.0).abs() < 1e-3,
            "{facing:?}"
        );
        let before = facing.yaw;
        facing.step(head(-60.0, 89.0), false, FRAME);
        assert_eq!(
            facing.yaw, before,
            "a head that looks straight up faces as before"
        );
    }
}
