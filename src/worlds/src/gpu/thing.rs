//! What the shader knows of one part; see `assets/shaders/world/things.wgsl`.

use bytemuck::{Pod, Zeroable};
use glam::{Mat4, Vec4};
use manifest::Season;

use crate::model::{Kind, Material};

/// Bytes from one part to the next: what every graphics card can step by.
pub(super) const THING_STEP: u64 = 256;
/// Bytes of one part.
pub(super) const THING_BYTES: u64 = size_of::<Thing>() as u64;

/// One part.
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Thing {
    pub(super) place: Mat4,
    pub(super) tint: Vec4,
    pub(super) ways: Vec4,
    pub(super) moves: Vec4,
}

impl Thing {
    pub(super) fn new(material: &Material, season: Season, place: Mat4, presence: f32) -> Self {
        let yes = |holds: bool| if holds { 1.0 } else { 0.0 };
        let kind = material.kind;
        let snow = matches!(
            kind,
            Kind::Ground | Kind::Needle | Kind::Solid | Kind::Grass | Kind::Leaf
        );
        let through = match kind {
            Kind::Leaf => 1.0,
            Kind::Grass => 0.9,
            Kind::Needle => 0.35,
            Kind::Cloth => 0.5,
            _ => 0.0,
        };
        let sways = match kind {
            Kind::Leaf => 0.14,
            Kind::Grass => 0.16,
            Kind::Cloth => 0.05,
            _ => 0.0,
        };
        let shines = match kind {
            Kind::Glow => 2.6,
            Kind::Flame => 3.6,
            _ => 0.0,
        };
        // A slide is bright by itself: the shader knows it by this.
        let textured = match (kind, material.texture) {
            (Kind::Slide, Some(_)) => 2.0,
            (_, texture) => yes(texture.is_some()),
        };
        let varied = match kind {
            Kind::Leaf if season == Season::Autumn => 0.9,
            Kind::Leaf | Kind::Grass => 0.45,
            Kind::Needle => 0.3,
            _ => 0.0,
        };
        Self {
            place,
            tint: material.seasons[season as usize].extend(presence),
            ways: Vec4::new(yes(snow), yes(kind == Kind::Ground), through, shines),
            moves: Vec4::new(sways, yes(kind == Kind::Flame), varied, textured),
        }
    }
}
