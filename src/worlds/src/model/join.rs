//! Puts what stands still together, by material and by the direction it is seen in: few calls to draw, and what
//! is behind the head is left out.

use std::collections::BTreeMap;

use glam::{Mat4, Vec3};

use super::nodes::Tags;
use super::vertex::Vertex;
use super::{Model, Part};

/// Directions around the seat that are drawn apart.
const SECTORS: usize = 6;
/// Fewer triangles than this are not worth parting.
const WORTH_PARTING: usize = 1500;

/// A mesh of the file before it is put together.
pub(super) struct Mesh {
    pub(super) material: usize,
    /// The node it stands in.
    pub(super) node: usize,
    pub(super) tags: Tags,
    pub(super) vertices: Vec<Vertex>,
    pub(super) indices: Vec<u32>,
}

/// Fills the model with parts. `in_room` is where each node stands at rest; `drawn_apart` are materials that stay whole.
pub(super) fn join(
    model: &mut Model,
    meshes: Vec<Mesh>,
    in_room: &[Mat4],
    drawn_apart: impl Fn(usize) -> bool,
) {
    let mut still: BTreeMap<(usize, Tags), (Vec<Vertex>, Vec<u32>)> = BTreeMap::new();
    for mesh in meshes {
        if model.nodes[mesh.node].moves {
            add(
                model,
                mesh.material,
                Some(mesh.node),
                mesh.tags,
                &mesh.vertices,
                &mesh.indices,
            );
            continue;
        }
        let (vertices, indices) = still.entry((mesh.material, mesh.tags)).or_default();
        let first = vertices.len() as u32;
        let mut placed = mesh.vertices;
        place(&mut placed, in_room[mesh.node]);
        vertices.extend(placed);
        let mirrored = in_room[mesh.node].determinant() < 0.0;
        for corner in mesh.indices.chunks_exact(3) {
            let [a, b, c] = [corner[0] + first, corner[1] + first, corner[2] + first];
            indices.extend(if mirrored { [a, c, b] } else { [a, b, c] });
        }
    }
    for ((material, tags), (vertices, indices)) in still {
        if indices.len() / 3 < WORTH_PARTING || drawn_apart(material) {
            add(model, material, None, tags, &vertices, &indices);
            continue;
        }
        let mut sectors: [Vec<u32>; SECTORS] = Default::default();
        for corners in indices.chunks_exact(3) {
            let middle = corners
                .iter()
                .map(|corner| vertices[*corner as usize].position())
                .sum::<Vec3>()
                / 3.0
                - model.seat;
            let share = middle.x.atan2(-middle.z) / std::f32::consts::TAU + 0.5;
            let sector = ((share * SECTORS as f32) as usize).min(SECTORS - 1);
            sectors[sector].extend_from_slice(corners);
        }
        for sector in sectors.iter().filter(|sector| !sector.is_empty()) {
            add(model, material, None, tags, &vertices, sector);
        }
    }
}

/// Moves corners to where their node stands.
fn place(vertices: &mut [Vertex], to: Mat4) {
    let normals = to.inverse().transpose();
    for vertex in vertices {
        vertex.position = to.transform_point3(vertex.position()).to_array();
        let [x, y, z, _] = vertex.normal.map(f32::from);
        let turned = normals.transform_vector3(Vec3::new(x, y, z));
        vertex.turn(turned);
    }
}

/// A part of the corners that `indices` name, and only those.
fn add(
    model: &mut Model,
    material: usize,
    node: Option<usize>,
    tags: Tags,
    vertices: &[Vertex],
    indices: &[u32],
) {
    if indices.is_empty() {
        return;
    }
    let mut moved = vec![u32::MAX; vertices.len()];
    let begin = model.indices.len() as u32;
    let (mut least, mut most) = (Vec3::INFINITY, Vec3::NEG_INFINITY);
    for index in indices {
        let own = &mut moved[*index as usize];
        if *own == u32::MAX {
            *own = model.vertices.len() as u32;
            let vertex = vertices[*index as usize];
            least = least.min(vertex.position());
            most = most.max(vertex.position());
            model.vertices.push(vertex);
        }
        model.indices.push(*own);
    }
    model.parts.push(Part {
        material,
        node,
        tags,
        indices: begin..model.indices.len() as u32,
        centre: (least + most) / 2.0,
        radius: (most - least).length() / 2.0,
    });
}
