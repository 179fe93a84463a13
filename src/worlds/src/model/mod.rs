//! A world as it stands in its file: shapes, materials, clips, targets; checked, and put together for drawing.
//!
//! Everything that stands still is joined here, whatever the number of nodes it was made of: one [`Part`] for each
//! material and sector of the view. What a clip moves stays a part of its own. No graphics card is needed, and
//! nothing of a file is trusted: see [`read()`] for what is refused.

mod accessors;
mod clips;
mod join;
mod materials;
mod nodes;
mod read;
mod textures;
mod vertex;

pub use clips::{Clip, ClipKind, Curve, Interpolation, Motion};
pub use materials::{Kind, Material};
pub use nodes::{Emitter, EmitterKind, Node, Placement, SoundPlace, Tags, Target};
pub use read::{Limits, read};
pub use textures::Texture;
pub use vertex::Vertex;

use std::ops::Range;

use glam::Vec3;

/// A world read from its file.
#[derive(Debug, Default)]
pub struct Model {
    /// Corners of all triangles; those of parts that stand still are in the room already, others in their node.
    pub vertices: Vec<Vertex>,
    /// Three a triangle.
    pub indices: Vec<u32>,
    /// What is drawn with one call each.
    pub parts: Vec<Part>,
    /// What parts are made of.
    pub materials: Vec<Material>,
    /// Pictures on materials.
    pub textures: Vec<Texture>,
    /// What stands or moves where; parents come before their children.
    pub nodes: Vec<Node>,
    /// All movements.
    pub clips: Vec<Clip>,
    /// What can be looked at.
    pub targets: Vec<Target>,
    /// Where sounds come from.
    pub sounds: Vec<SoundPlace>,
    /// Nodes of slides for a projector, in their order; one is shown at most.
    pub slides: Vec<usize>,
    /// The films among them; their slides are the last, in the same order.
    pub films: Vec<crate::album::Film>,
    /// Where particles come from.
    pub emitters: Vec<Emitter>,
    /// Where the resident's eyes are, in metres.
    pub seat: Vec3,
    /// The height of the largest water, in metres, where there is water.
    pub water: Option<f32>,
    /// What its maker should mend, in plain words; none of it keeps it from being shown.
    pub warnings: Vec<String>,
}

/// Triangles that are drawn together.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its place in [`Model::materials`].
    pub material: usize,
    /// The node it moves with; without one it stands still.
    pub node: Option<usize>,
    /// When it is there.
    pub tags: Tags,
    /// Its part of [`Model::indices`].
    pub indices: Range<u32>,
    /// The middle of it, in the room or in its node, in metres.
    pub centre: Vec3,
    /// How far its corners are from there at the most, in metres.
    pub radius: f32,
}

impl Model {
    /// Triangles of all parts.
    pub fn triangles(&self) -> usize {
        self.indices.len() / 3
    }

    /// The clip of this name.
    pub fn clip(&self, name: &str) -> Option<usize> {
        self.clips.iter().position(|clip| clip.name == name)
    }
}
