//! What water mirrors: all that is above it, taken once from the mirrored seat, for the resident sits still.

use glam::{Quat, Vec3};

use super::eye::{Eye, attachment};
use super::workshop::{DEPTH, Workshop, cube, cube_view};

/// Side of the mirror in pixels.
pub(super) const MIRROR_SIDE: u32 = 512;
/// Seconds between two looks into it while the light changes.
pub(super) const MIRROR_AGE: f64 = 1.0;

/// What is above the water, seen from the mirrored seat.
pub(super) struct Mirror {
    pub(super) sides: Vec<(wgpu::TextureView, Eye)>,
    pub(super) whole: wgpu::TextureView,
    pub(super) depth: wgpu::TextureView,
    /// When it was last looked into; never at first.
    pub(super) taken: Option<f64>,
    /// The light has changed since.
    pub(super) stale: bool,
}

impl Mirror {
    pub(super) fn new(workshop: &Workshop) -> Self {
        let usage = wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::RENDER_ATTACHMENT;
        let texture = cube(&workshop.device, MIRROR_SIDE, usage);
        let sides = (0..6)
            .map(|side| {
                let view = texture.create_view(&wgpu::TextureViewDescriptor {
                    dimension: Some(wgpu::TextureViewDimension::D2),
                    base_array_layer: side,
                    array_layer_count: Some(1),
                    ..Default::default()
                });
                // While it is drawn, the mirror itself may not be read.
                (view, Eye::new(workshop, &workshop.no_mirror))
            })
            .collect();
        Self {
            sides,
            whole: texture.create_view(&cube_view()),
            depth: attachment(workshop, DEPTH, (MIRROR_SIDE, MIRROR_SIDE), 1),
            taken: None,
            stale: false,
        }
    }
}

/// Which way each side of a cube looks: +X, −X, +Y, −Y, +Z, −Z. Cubes are left-handed, the world is not: z is turned
/// round, here and where the cube is read.
pub(super) fn sides() -> [Quat; 6] {
    let turn = |right: Vec3, up: Vec3| {
        let back = right.cross(up);
        Quat::from_mat3(&glam::Mat3::from_cols(right, up, back))
    };
    [
        turn(Vec3::Z, Vec3::Y),
        turn(Vec3::NEG_Z, Vec3::Y),
        turn(Vec3::X, Vec3::Z),
        turn(Vec3::X, Vec3::NEG_Z),
        turn(Vec3::X, Vec3::Y),
        turn(Vec3::NEG_X, Vec3::Y),
    ]
}
