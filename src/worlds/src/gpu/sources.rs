//! The particles of a world's emitters, as the graphics card gets them once.

use super::frame::MOST_EMITTERS;
use crate::model::{EmitterKind, Model};

/// The particles of all emitters: which one, its kind, its size; four numbers by chance.
pub(super) fn sources(model: &Model) -> Vec<u8> {
    let mut floats: Vec<f32> = Vec::new();
    for (place, emitter) in model.emitters.iter().take(MOST_EMITTERS).enumerate() {
        let (kind, count) = match emitter.kind {
            EmitterKind::Smoke => (0.0, 40),
            EmitterKind::Embers => (1.0, 24),
            EmitterKind::Fireflies => (2.0, 16),
            EmitterKind::Petals => (3.0, 26),
            EmitterKind::Leaves => (4.0, 20),
            EmitterKind::Steam => (5.0, 18),
        };
        for number in 0..count {
            let spread = |salt: u32| {
                let mixed =
                    (number as u32 * 4 + salt + place as u32 * 977).wrapping_mul(0x9e37_79b9);
                ((mixed ^ (mixed >> 15)).wrapping_mul(0x85eb_ca6b) >> 8) as f32 / (1 << 24) as f32
            };
            floats.extend_from_slice(&[place as f32, kind, emitter.size, 0.0]);
            floats.extend_from_slice(&[
                number as f32 / count as f32,
                spread(1),
                spread(2),
                spread(3),
            ]);
        }
    }
    bytemuck::cast_slice(&floats).to_vec()
}
