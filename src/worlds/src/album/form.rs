//! Shapes that are put into a room: flat four-cornered faces, boxes, and the light that was baked around them.

use glam::{Vec3, Vec4};

use super::layout::Wall;
use crate::model::{Material, Model, Node, Part, Placement, Tags, Target, Vertex};

/// Faces that are drawn together.
#[derive(Debug, Default)]
pub(super) struct Form {
    vertices: Vec<Vertex>,
    indices: Vec<u32>,
}

/// The whole of a picture, in the order of a face's corners.
const WHOLE: [[f32; 2]; 4] = [[0.0, 1.0], [1.0, 1.0], [1.0, 0.0], [0.0, 0.0]];

impl Form {
    /// A face: lower left, lower right, upper right, upper left as seen from its front. The colour is linear.
    pub(super) fn face(&mut self, corners: [Vec3; 4], colour: Vec3) {
        let first = self.vertices.len() as u32;
        let normal = (corners[1] - corners[0])
            .cross(corners[3] - corners[0])
            .normalize_or_zero();
        let open = Vec4::new(1.0, 0.0, 1.0, 0.0);
        self.vertices.extend(
            corners
                .iter()
                .zip(WHOLE)
                .map(|(at, uv)| Vertex::new(*at, normal, colour.extend(0.0), open, Vec4::ONE, uv)),
        );
        self.indices.extend([0, 1, 2, 0, 2, 3].map(|at| first + at));
    }

    /// A box around `middle` with its sides along the axes.
    pub(super) fn block(&mut self, middle: Vec3, size: Vec3, colour: Vec3) {
        let half = size / 2.0;
        for facing in [Vec3::X, Vec3::Y, Vec3::Z]
            .into_iter()
            .flat_map(|axis| [axis, -axis])
        {
            let up = if facing.y == 0.0 {
                Vec3::Y
            } else {
                Vec3::NEG_Z
            };
            let right = up.cross(facing);
            let at = |x: f32, y: f32| middle + (facing + right * x + up * y) * half;
            self.face(
                [at(-1.0, -1.0), at(1.0, -1.0), at(1.0, 1.0), at(-1.0, 1.0)],
                colour,
            );
        }
    }

    /// Lit as what is behind it.
    pub(super) fn light(&mut self, baked: &Baked, shift: Vec3) {
        for vertex in &mut self.vertices {
            let (light, sun) = baked.at(vertex.position() + shift);
            vertex.light = light;
            vertex.sun = sun;
        }
    }

    /// Takes it into the model, with a node.
    pub(super) fn put(self, model: &mut Model, material: usize, node: usize) {
        if self.indices.is_empty() {
            return;
        }
        let (first, begin) = (model.vertices.len() as u32, model.indices.len() as u32);
        let (least, most) = self.reach();
        model.vertices.extend(&self.vertices);
        model
            .indices
            .extend(self.indices.iter().map(|at| first + at));
        model.parts.push(Part {
            material,
            node: Some(node),
            tags: Tags::ALWAYS,
            indices: begin..model.indices.len() as u32,
            centre: (least + most) / 2.0,
            radius: (most - least).length() / 2.0,
        });
    }

    /// Its least and its greatest corner.
    pub(super) fn reach(&self) -> (Vec3, Vec3) {
        let corners = self.vertices.iter().map(Vertex::position);
        corners.fold((Vec3::INFINITY, Vec3::NEG_INFINITY), |(least, most), at| {
            (least.min(at), most.max(at))
        })
    }
}

/// A new node that stands in the room.
pub(super) fn node(model: &mut Model, name: &str, position: Vec3, moves: bool) -> usize {
    model.nodes.push(Node {
        name: name.to_owned(),
        parent: None,
        rest: Placement {
            position,
            ..Placement::SAME
        },
        tags: Tags::ALWAYS,
        moves,
        wanders: false,
    });
    model.nodes.len() - 1
}

/// Lets a node be looked at.
pub(super) fn target(model: &mut Model, node: usize, reach: (Vec3, Vec3)) {
    model.targets.push(Target {
        id: model.nodes[node].name.clone(),
        declared: true,
        node,
        extents: vec![(None, reach.0, reach.1)],
    });
}

/// A material without a name of its own.
pub(super) fn material(model: &mut Model, material: Material) -> usize {
    model.materials.push(material);
    model.materials.len() - 1
}

/// A linear colour of how it is written: `0x8a6a34`.
pub(super) fn colour(hex: u32) -> Vec3 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Vec3::from_array([red, green, blue].map(|byte| (f32::from(byte) / 255.0).powf(2.2)))
}

/// The light on a surface, at its corners.
pub(super) struct Baked {
    corners: Vec<Vertex>,
}

/// What stands out further from a wall is not the wall, in metres.
const FLAT: f32 = 0.03;

impl Baked {
    /// The light on a wall above its panelling.
    pub(super) fn of_wall(model: &Model, wall: &Wall) -> Self {
        let facing = wall.facing();
        let is_wall = |vertex: &Vertex| {
            let off = (vertex.position() - wall.origin).dot(facing);
            off.abs() < FLAT && vertex.position[1] > wall.low.min(1.1)
        };
        Self::of(model, facing, is_wall)
    }

    /// The light on what lies flat at this height.
    pub(super) fn of_top(model: &Model, middle: Vec3, reach: f32) -> Self {
        Self::of(model, Vec3::Y, |vertex| {
            (vertex.position() - middle).abs().max_element() < reach
        })
    }

    fn of(model: &Model, facing: Vec3, is_it: impl Fn(&Vertex) -> bool) -> Self {
        let faces = |vertex: &Vertex| {
            let [x, y, z, _] = vertex.normal.map(f32::from);
            Vec3::new(x, y, z).dot(facing) > 0.95 * 127.0
        };
        let still = model.parts.iter().filter(|part| part.node.is_none());
        let corners = still.flat_map(|part| {
            let range = part.indices.start as usize..part.indices.end as usize;
            model.indices[range]
                .iter()
                .map(|at| model.vertices[*at as usize])
        });
        let mut corners: Vec<Vertex> = corners.filter(|at| faces(at) && is_it(at)).collect();
        corners.dedup();
        Self { corners }
    }

    /// The light and the sun at a place: of the corners around it, the near ones most.
    fn at(&self, place: Vec3) -> ([u8; 4], [u8; 4]) {
        /// Nearer corners count alike, in metres.
        const SOFT: f32 = 0.08;
        let (mut sums, mut weights) = ([0.0_f32; 8], 0.0);
        for corner in &self.corners {
            let away = corner.position().distance_squared(place) + SOFT * SOFT;
            let weight = 1.0 / (away * away);
            weights += weight;
            for (sum, byte) in sums.iter_mut().zip(corner.light.iter().chain(&corner.sun)) {
                *sum += weight * f32::from(*byte);
            }
        }
        if weights <= 0.0 {
            // A room without baked light: as in the open.
            return ([180, 0, 180, 0], [180; 4]);
        }
        let byte = |at: usize| (sums[at] / weights).round() as u8;
        (
            [byte(0), byte(1), byte(2), byte(3)],
            [byte(4), byte(5), byte(6), byte(7)],
        )
    }
}
