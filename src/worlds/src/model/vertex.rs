//! A corner of a triangle as the graphics card gets it.

use bytemuck::{Pod, Zeroable};
use glam::{Vec3, Vec4};

/// 36 bytes. Colours and light are kept as the square root, so that a byte is fine enough in the dark.
#[derive(Debug, Clone, Copy, PartialEq, Pod, Zeroable)]
#[repr(C)]
pub struct Vertex {
    /// In metres.
    pub position: [f32; 3],
    /// Of length 127.
    pub normal: [i8; 4],
    /// Square root of the linear colour; then sway, 0 rigid to 1 free.
    pub albedo: [u8; 4],
    /// Square root of half of: light from the sky, from lamps; then openness and one that is free.
    pub light: [u8; 4],
    /// Square root of half of the light of the sun in the morning, by day, in the evening, of the moon at night.
    pub sun: [u8; 4],
    /// Place in the texture.
    pub uv: [f32; 2],
}

/// The most light a corner can hold, in shares of an open sky.
const MOST_LIGHT: f32 = 2.0;

impl Vertex {
    /// A corner with everything a file can say of it.
    pub fn new(
        position: Vec3,
        normal: Vec3,
        albedo: Vec4,
        light: Vec4,
        sun: Vec4,
        uv: [f32; 2],
    ) -> Self {
        let byte = |value: f32| (value.clamp(0.0, 1.0) * 255.0).round() as u8;
        let root = |value: f32, most: f32| byte((value.max(0.0) / most).sqrt());
        Self {
            position: position.to_array(),
            normal: pack(normal),
            albedo: [
                root(albedo.x, 1.0),
                root(albedo.y, 1.0),
                root(albedo.z, 1.0),
                byte(albedo.w),
            ],
            light: [
                root(light.x, MOST_LIGHT),
                root(light.y, MOST_LIGHT),
                root(light.z, MOST_LIGHT),
                root(light.w, MOST_LIGHT),
            ],
            sun: sun.to_array().map(|value| root(value, MOST_LIGHT)),
            uv,
        }
    }

    /// Where it is.
    pub fn position(&self) -> Vec3 {
        Vec3::from_array(self.position)
    }

    /// Gives it another direction to face.
    pub(super) fn turn(&mut self, normal: Vec3) {
        self.normal = pack(normal);
    }
}

fn pack(normal: Vec3) -> [i8; 4] {
    let unit = normal.try_normalize().unwrap_or(Vec3::Y);
    let byte = |value: f32| (value * 127.0).round() as i8;
    [byte(unit.x), byte(unit.y), byte(unit.z), 0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_light_keeps_its_steps() {
        let held = |light: f32| {
            let vertex = Vertex::new(
                Vec3::ZERO,
                Vec3::Y,
                Vec4::ONE,
                Vec4::splat(light),
                Vec4::splat(light),
                [0.0; 2],
            );
            let back = |byte: u8| (f32::from(byte) / 255.0).powi(2) * MOST_LIGHT;
            (back(vertex.light[0]), back(vertex.sun[3]))
        };
        for light in [0.0, 0.01, 0.2, 1.0, 2.0] {
            let (sky, night) = held(light);
            assert!((sky - light).abs() < 0.002 + light * 0.02, "{light}: {sky}");
            assert_eq!(sky, night);
        }
        assert_eq!(held(9.0).0, MOST_LIGHT, "more than it can hold is the most");
        assert_eq!(held(f32::NAN).0, 0.0, "what is no number is dark");
    }
}
