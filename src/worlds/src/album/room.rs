//! The kitchen as a room for photos: its free walls, and what hangs there otherwise.
//!
//! The numbers are those of `assets/worlds/kitchen/make/shell.py` and `build.py`, with its y ahead as −z.

use glam::Vec3;

use super::layout::{Hung, Wall, hang};
use crate::model::Model;

/// Over the radio: the first photo, alone and large.
pub const FIRST: Wall = Wall {
    origin: Vec3::new(0.0, 0.0, -3.55),
    right: Vec3::X,
    from: -2.60,
    to: -1.30,
    low: 1.42,
    high: 2.18,
    middle: -1.93,
    largest: 0.42,
};

/// The long wall over the settle, from the wardrobe to where it is seen too aslant: all the others.
pub const REST: Wall = Wall {
    origin: Vec3::new(-2.7, 0.0, 0.0),
    right: Vec3::NEG_Z,
    from: -0.70,
    to: 3.05,
    low: 1.12,
    high: 2.24,
    middle: 1.4,
    largest: 0.34,
};

/// What hangs there otherwise: the sampler with its rod and the painting, the calendar.
const TAKEN_DOWN: [(Wall, f32, f32); 2] = [(REST, -0.80, 1.55), (FIRST, -2.50, -2.05)];
/// Things on a wall lie between these, in metres from it.
const ON_WALL: (f32, f32) = (0.004, 0.06);

/// Where photos of these proportions (width by height) hang, in their order.
pub fn places(proportions: &[f32]) -> Vec<Hung> {
    let proportions = &proportions[..proportions.len().min(super::MOST_FRAMES)];
    let (first, rest) = proportions.split_at(proportions.len().min(1));
    let mut places = hang(FIRST, first);
    places.extend(hang(REST, rest));
    places
}

/// Takes the room's own pictures off the walls.
pub(super) fn take_down(model: &mut Model) {
    let hangs = |at: Vec3, (wall, from, to): &(Wall, f32, f32)| {
        let from_origin = at - wall.origin;
        let (along, off) = (from_origin.dot(wall.right), from_origin.dot(wall.facing()));
        let within = (*from..=*to).contains(&along) && (1.3..=1.95).contains(&at.y);
        (within && (-0.002..=ON_WALL.1).contains(&off)).then_some(off)
    };
    for part in &model.parts {
        if part.node.is_some() {
            continue;
        }
        let range = part.indices.start as usize..part.indices.end as usize;
        for triangle in model.indices[range].chunks_exact_mut(3) {
            let gone = TAKEN_DOWN.iter().any(|place| {
                let offs = triangle
                    .iter()
                    .map(|corner| hangs(model.vertices[*corner as usize].position(), place));
                // The wall itself stays: it lies flat, and nothing of it stands out.
                offs.collect::<Option<Vec<f32>>>()
                    .is_some_and(|offs| offs.iter().any(|off| *off > ON_WALL.0))
            });
            if gone {
                // A triangle without extent is not drawn.
                let corner = triangle[0];
                triangle.fill(corner);
            }
        }
    }
}
