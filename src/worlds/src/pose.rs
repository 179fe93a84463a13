//! Where everything is at a moment: curves looked up and nodes put together. Nothing is allocated after the start.

use glam::{Mat4, Quat, Vec3};

use crate::model::{Curve, Interpolation, Model, Motion, Placement};

/// Where the nodes of a model are.
#[derive(Debug, Clone)]
pub struct Pose {
    local: Vec<Placement>,
    room: Vec<Mat4>,
}

impl Pose {
    /// Everything at rest.
    pub fn new(model: &Model) -> Self {
        let mut pose = Self {
            local: model.nodes.iter().map(|node| node.rest).collect(),
            room: vec![Mat4::IDENTITY; model.nodes.len()],
        };
        pose.settle(model);
        pose
    }

    /// From a node to the room.
    pub fn in_room(&self, node: usize) -> Mat4 {
        self.room[node]
    }

    /// Puts everything that moves back to rest, for the curves of this moment.
    pub(crate) fn rest(&mut self, model: &Model) {
        for (local, node) in self.local.iter_mut().zip(&model.nodes) {
            if node.moves {
                *local = node.rest;
            }
        }
    }

    /// Moves a node as its curve is at `seconds`, by `share` of the way from where it is.
    pub(crate) fn apply(&mut self, curve: &Curve, seconds: f32, share: f32) {
        let local = &mut self.local[curve.node];
        let (before, after, between) = around(curve, seconds);
        match &curve.motion {
            Motion::Position(values) => {
                let value = values[before].lerp(values[after], between);
                local.position = local.position.lerp(value, share);
            }
            Motion::Scale(values) => {
                let value = values[before].lerp(values[after], between);
                local.scale = local.scale.lerp(value, share);
            }
            Motion::Rotation(values) => {
                let value = turned(values[before], values[after], between);
                local.rotation = turned(local.rotation, value, share);
            }
        }
    }

    /// Puts the nodes together, parents first.
    pub(crate) fn settle(&mut self, model: &Model) {
        for (place, node) in model.nodes.iter().enumerate() {
            let local = &self.local[place];
            let own =
                Mat4::from_scale_rotation_translation(local.scale, local.rotation, local.position);
            self.room[place] = node.parent.map_or(own, |parent| self.room[parent] * own);
        }
    }

    /// How large a node is drawn, 0 when it is not to be seen.
    pub fn size(&self, node: usize) -> f32 {
        let room = self.room[node];
        let axes = [room.x_axis, room.y_axis, room.z_axis];
        axes.iter()
            .map(|axis| axis.truncate().length())
            .fold(0.0, f32::max)
    }
}

/// The keys before and after a time, and how far it is between them.
fn around(curve: &Curve, seconds: f32) -> (usize, usize, f32) {
    let after = curve.times.partition_point(|time| *time <= seconds);
    let last = curve.times.len() - 1;
    if after == 0 {
        return (0, 0, 0.0);
    }
    if after > last {
        return (last, last, 0.0);
    }
    let (from, to) = (curve.times[after - 1], curve.times[after]);
    let between = match curve.interpolation {
        Interpolation::Step => 0.0,
        Interpolation::Linear => ((seconds - from) / (to - from).max(1e-6)).clamp(0.0, 1.0),
    };
    (after - 1, after, between)
}

/// The short way round; even enough for keys that lie close.
fn turned(from: Quat, to: Quat, share: f32) -> Quat {
    let to = if from.dot(to) < 0.0 { -to } else { to };
    let turned = from.lerp(to, share);
    if turned.length_squared() > 1e-6 {
        turned.normalize()
    } else {
        to
    }
}

/// Smoothly from 0 to 1.
pub(crate) fn eased(share: f32) -> f32 {
    let share = share.clamp(0.0, 1.0);
    share * share * (3.0 - 2.0 * share)
}

/// Where the middle and the rim of a box are in the room.
pub(crate) fn sphere_around(to: Mat4, least: Vec3, most: Vec3) -> (Vec3, f32) {
    let middle = to.transform_point3((least + most) / 2.0);
    let scale = [to.x_axis, to.y_axis, to.z_axis]
        .iter()
        .map(|axis| axis.truncate().length())
        .fold(0.0, f32::max);
    (middle, (most - least).length() / 2.0 * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(times: &[f32], places: &[f32]) -> Curve {
        Curve {
            node: 0,
            times: times.to_vec(),
            motion: Motion::Position(places.iter().map(|place| Vec3::X * *place).collect()),
            interpolation: Interpolation::Linear,
        }
    }

    fn at(curve: &Curve, seconds: f32) -> f32 {
        let mut pose = Pose {
            local: vec![Placement::SAME],
            room: vec![Mat4::IDENTITY],
        };
        pose.apply(curve, seconds, 1.0);
        pose.local[0].position.x
    }

    #[test]
    fn a_curve_holds_before_and_after_its_keys() {
        let curve = curve(&[1.0, 3.0], &[10.0, 20.0]);
        assert_eq!(at(&curve, 0.0), 10.0);
        assert_eq!(at(&curve, 2.0), 15.0);
        assert_eq!(at(&curve, 9.0), 20.0);
    }

    #[test]
    fn keys_at_the_same_time_do_not_divide_by_nothing() {
        let curve = curve(&[1.0, 1.0, 1.0], &[1.0, 2.0, 3.0]);
        assert_eq!(at(&curve, 1.0), 3.0);
        assert_eq!(at(&curve, 0.5), 1.0);
    }

    #[test]
    fn turning_goes_the_short_way() {
        let almost = Quat::from_rotation_y(3.0);
        let beyond = -Quat::from_rotation_y(3.2);
        let middle = turned(almost, beyond, 0.5);
        assert!(middle.angle_between(Quat::from_rotation_y(3.1)) < 0.01);
    }
}
