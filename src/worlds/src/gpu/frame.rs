//! What the shaders know of the moment and the eye; see `assets/shaders/world/common.wgsl`.

use bytemuck::{Pod, Zeroable};
use glam::{Mat4, Quat, Vec2, Vec3, Vec4};

use crate::stage::Stage;

/// Emitters of one world at the most.
pub(super) const MOST_EMITTERS: usize = 16;
/// Nearer things are not drawn, in metres.
const NEAR: f32 = 0.05;

/// An eye.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    /// Where it is in the world, in metres.
    pub position: Vec3,
    /// From directions of the eye to the world's.
    pub turn: Quat,
    /// Tangents of the angles from its middle to the left (−), right, bottom (−) and top edge.
    pub tangents: [f32; 4],
}

/// A picture is drawn so much beside its place, of half its size: less than a twentieth of a pixel. Mesa's software
/// rasteriser (llvmpipe of Mesa 22.3) never comes back from some triangles whose corners stand exactly on its grid, as
/// those of a room do that is looked at straight from its middle.
const ASIDE: Vec2 = Vec2::new(1.1e-4, 1.3e-4);

impl Camera {
    /// An eye as wide as `degrees` across, in a picture of this shape.
    pub fn simple(position: Vec3, turn: Quat, degrees: f32, aspect: f32) -> Self {
        let across = (degrees.clamp(1.0, 170.0) / 2.0).to_radians().tan();
        let up = across / aspect;
        Self {
            position,
            turn,
            tangents: [-across, across, -up, up],
        }
    }

    /// From the world to the target; depth is 1 near the eye and 0 infinitely far.
    pub fn clip_from_world(&self) -> Mat4 {
        let [left, right, bottom, top] = self.tangents;
        let (width, height) = (right - left, top - bottom);
        let clip_from_view = Mat4::from_cols(
            Vec4::new(2.0 / width, 0.0, 0.0, 0.0),
            Vec4::new(0.0, 2.0 / height, 0.0, 0.0),
            Vec4::new(
                (right + left) / width + ASIDE.x,
                (top + bottom) / height + ASIDE.y,
                0.0,
                -1.0,
            ),
            Vec4::new(0.0, 0.0, NEAR, 0.0),
        );
        clip_from_view
            * Mat4::from_quat(self.turn.inverse())
            * Mat4::from_translation(-self.position)
    }

    /// Whether a ball may be in view.
    pub(super) fn sees(&self, middle: Vec3, radius: f32) -> bool {
        let at = self.turn.inverse() * (middle - self.position);
        let [left, right, bottom, top] = self.tangents;
        // Each edge of the view is a plane through the eye.
        let outside = |along: f32, tangent: f32| {
            (along + at.z * tangent) / (1.0 + tangent * tangent).sqrt() > radius
        };
        !(at.z > radius
            || outside(at.x, right)
            || outside(-at.x, -left)
            || outside(at.y, top)
            || outside(-at.y, -bottom))
    }
}

/// The uniform of a frame.
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
#[repr(C)]
pub(super) struct FrameUniform {
    clip_from_world: Mat4,
    room_x: Vec4,
    room_y: Vec4,
    room_z: Vec4,
    frustum: Vec4,
    eye: Vec4,
    sun: Vec4,
    sun_light: Vec4,
    baked: Vec4,
    zenith: Vec4,
    horizon: Vec4,
    glow: Vec4,
    above: Vec4,
    beside: Vec4,
    haze: Vec4,
    cloud_lit: Vec4,
    cloud_dark: Vec4,
    lamps: Vec4,
    wind: Vec4,
    water: Vec4,
    out: Vec4,
    shelter_from: Vec4,
    shelter_to: Vec4,
    emitters: [Vec4; MOST_EMITTERS],
}

impl FrameUniform {
    pub(super) fn new(stage: &Stage, camera: &Camera, light: f32) -> Self {
        let (look, settings, model) = (stage.look(), stage.settings(), stage.model());
        let [left, right, bottom, top] = camera.tangents;
        let (x, y) = ((right - left) / 2.0, (top - bottom) / 2.0);
        let lamp = Vec3::from(settings.lamp) * settings.lamp_strength * look.lamps;
        let (shelter_from, shelter_to) = settings.shelter.unwrap_or_default();
        let sheltered = if settings.shelter.is_some() { 1.0 } else { 0.0 };
        let indoors = if settings.indoors { 1.0 } else { 0.0 };
        let mut emitters = [Vec4::ZERO; MOST_EMITTERS];
        let surroundings = stage.surroundings();
        for (own, emitter) in emitters.iter_mut().zip(&model.emitters) {
            let room = stage.pose().in_room(emitter.node);
            let there =
                emitter
                    .tags
                    .hold(surroundings.season, surroundings.time, surroundings.weather);
            let size = stage.pose().size(emitter.node);
            let shown = if there {
                (size / emitter.size.max(0.01)).min(1.0)
            } else {
                0.0
            };
            *own = room.w_axis.truncate().extend(shown);
        }
        Self {
            clip_from_world: camera.clip_from_world(),
            room_x: (camera.turn * Vec3::X).extend(0.0),
            room_y: (camera.turn * Vec3::Y).extend(0.0),
            room_z: (camera.turn * Vec3::Z).extend(0.0),
            frustum: Vec4::new(x, (left + right) / 2.0, y, (bottom + top) / 2.0),
            // A day is long enough for a number to lose its seconds; an hour is not.
            eye: camera.position.extend((stage.seconds() % 3600.0) as f32),
            sun: look.sun.extend(look.disc),
            sun_light: look.sun_light.extend(indoors),
            baked: Vec4::from_array(look.baked),
            zenith: look.zenith.extend(look.stars),
            horizon: look.horizon.extend(look.aurora),
            glow: look.glow.extend(look.baked[3]),
            above: look.above.extend(look.snow),
            beside: look.beside.extend(look.ice),
            haze: look.haze.extend(look.haze_density),
            cloud_lit: look.cloud_lit.extend(look.cloud_cover),
            cloud_dark: look.cloud_dark.extend(look.wet),
            lamps: lamp.extend(stage.flicker()),
            wind: Vec4::new(0.8, 0.6, look.wind, look.rain),
            water: Vec4::new(
                model.water.unwrap_or(-1000.0),
                look.flakes,
                look.exposure,
                look.saturation,
            ),
            out: Vec4::new(light.clamp(0.0, 1.0), 1.0, 0.0, 0.0),
            shelter_from: Vec3::from(shelter_from).extend(sheltered),
            shelter_to: Vec3::from(shelter_to).extend(0.0),
            emitters,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ahead_lands_in_the_middle_and_what_is_behind_is_not_seen() {
        let camera = Camera::simple(Vec3::new(0.0, 1.2, 0.0), Quat::IDENTITY, 90.0, 1.5);
        let clip = camera.clip_from_world() * Vec4::new(0.0, 1.2, -5.0, 1.0);
        let middle = Vec2::new(clip.x, clip.y) / clip.w + ASIDE;
        assert!(middle.length() < 1e-6, "{middle}");
        assert!((clip.z / clip.w - NEAR / 5.0).abs() < 1e-6, "far is near 0");
        let edge = camera.clip_from_world() * Vec4::new(5.0, 1.2, -5.0, 1.0);
        assert!(
            (edge.x / edge.w + ASIDE.x - 1.0).abs() < 1e-5,
            "45 degrees right is the right edge"
        );
        assert!(camera.sees(Vec3::new(0.0, 1.2, -5.0), 0.5));
        assert!(!camera.sees(Vec3::new(0.0, 1.2, 5.0), 0.5));
        assert!(!camera.sees(Vec3::new(9.0, 1.2, -5.0), 0.5));
        assert!(
            camera.sees(Vec3::new(5.6, 1.2, -5.0), 0.5),
            "its edge is in view"
        );
    }
}
