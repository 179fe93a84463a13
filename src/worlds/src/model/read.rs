//! From the bytes of a glb to a [`Model`], with everything that is refused.

use glam::{Mat4, Quat, Vec3, Vec4};
use gltf::mesh::Mode;
use gltf::{Document, Gltf, Semantic};
use serde_json::Value;

use super::accessors::Numbers;
use super::join::{Mesh, join};
use super::nodes::name_and_tags;
use super::{
    Emitter, EmitterKind, Kind, Material, Model, Node, Placement, SoundPlace, Tags, Target, Vertex,
    clips, textures,
};
use crate::error::WorldError;

/// What a clip takes further than this wanders, in metres.
const WANDERS: f32 = 0.4;
/// Where the eyes are when the world does not say, in metres.
const SEAT: Vec3 = Vec3::new(0.0, 1.2, 0.0);

/// What is refused, and what is wanted besides.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Triangles in the whole file.
    pub triangles: u64,
    /// Bytes that the textures take on the graphics card.
    pub texture_bytes: u64,
    /// Nodes.
    pub nodes: usize,
    /// Names of nodes that are to be shown and hidden by themselves.
    pub apart: Vec<String>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            triangles: 1_000_000,
            texture_bytes: 200 << 20,
            nodes: 20_000,
            apart: Vec::new(),
        }
    }
}

/// What the file says of itself. The reader's own check (gltf 1.4.1) panics over a mesh that names an accessor which is
/// not there; that is a slip of the file all the same.
fn parse(bytes: &[u8]) -> Result<Gltf, WorldError> {
    let parsed = std::panic::catch_unwind(|| Gltf::from_slice(bytes));
    let parsed = parsed.map_err(|_| WorldError::Malformed {
        reason: "a mesh names numbers that are not there".to_owned(),
    })?;
    parsed.map_err(|error| WorldError::NoGlb {
        reason: error.to_string(),
    })
}

/// Reads a world.
///
/// # Errors
/// Any [`WorldError`] but those about opening the file and the settings beside it.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Model, WorldError> {
    check_length(bytes)?;
    let Gltf { document, blob } = parse(bytes)?;
    let blob = blob.unwrap_or_default();
    let triangles = triangles(&document);
    if triangles > limits.triangles {
        return Err(WorldError::TooManyTriangles {
            triangles,
            most: limits.triangles,
        });
    }
    if document.nodes().len() > limits.nodes {
        return Err(WorldError::Malformed {
            reason: format!("it has more than {} nodes", limits.nodes),
        });
    }
    let numbers = Numbers::new(&document, &blob)?;
    let mut model = Model {
        seat: SEAT,
        ..Model::default()
    };
    read_materials(&document, &numbers, limits, &mut model)?;
    let order = read_nodes(&document, &mut model)?;
    let mut place = vec![None; document.nodes().len()];
    for (own, node) in order.iter().enumerate() {
        place[node.index()] = Some(own);
    }
    model.clips = clips::read(&document, &numbers, &place, &mut model.warnings)?;
    mark_moving(&order, &limits.apart, &mut model);
    let in_room = in_room(&model.nodes);
    read_special(&order, &in_room, &mut model);
    let meshes = read_meshes(&order, &numbers, &mut model)?;
    find_extents(&meshes, &in_room, &mut model);
    find_water(&meshes, &in_room, &mut model);
    let whole: Vec<bool> = model
        .materials
        .iter()
        .map(|material| matches!(material.kind, Kind::Water | Kind::Glass))
        .collect();
    join(&mut model, meshes, &in_room, |material| whole[material]);
    if model.parts.is_empty() {
        return Err(WorldError::Nothing);
    }
    Ok(model)
}

/// The header says how long the file is: a cut one is told apart from a broken one.
fn check_length(bytes: &[u8]) -> Result<(), WorldError> {
    let says = bytes
        .get(8..12)
        .map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]));
    match says {
        Some(length) if bytes.starts_with(b"glTF") && length as usize > bytes.len() => {
            Err(WorldError::CutOff {
                missing: length as usize - bytes.len(),
            })
        }
        Some(_) => Ok(()),
        None => Err(WorldError::NoGlb {
            reason: "it is shorter than the header of one".to_owned(),
        }),
    }
}

fn triangles(document: &Document) -> u64 {
    let of_mesh = |mesh: gltf::Mesh<'_>| -> u64 {
        mesh.primitives()
            .map(|primitive| {
                let corners = primitive
                    .indices()
                    .or_else(|| primitive.get(&Semantic::Positions))
                    .map_or(0, |accessor| accessor.count());
                corners as u64 / 3
            })
            .sum()
    };
    document
        .nodes()
        .filter_map(|node| node.mesh())
        .map(of_mesh)
        .sum()
}

fn read_materials(
    document: &Document,
    numbers: &Numbers<'_>,
    limits: &Limits,
    model: &mut Model,
) -> Result<(), WorldError> {
    let mut known: Vec<Option<usize>> = vec![None; document.images().len()];
    let mut bytes = 0;
    for material in document.materials() {
        let name = material.name().unwrap_or_default();
        let extras = properties(material.extras());
        let surface = material.pbr_metallic_roughness();
        let [r, g, b, _] = surface.base_color_factor();
        let mut own = Material::read(
            name,
            extras.as_ref(),
            Vec3::new(r, g, b),
            &mut model.warnings,
        );
        own.two_sided |= material.double_sided();
        if let Some(info) = surface.base_color_texture() {
            let image = info.texture().source().index();
            let known = known.get_mut(image).ok_or_else(|| WorldError::Texture {
                material: name.to_owned(),
                reason: "the file does not hold it".to_owned(),
            })?;
            if known.is_none() {
                let texture = textures::read(document, numbers, image, name)?;
                bytes += texture.pixels.len() as u64 * 4 / 3;
                if bytes > limits.texture_bytes {
                    return Err(WorldError::TooMuchTexture {
                        megabytes: bytes >> 20,
                        most: limits.texture_bytes >> 20,
                    });
                }
                *known = Some(model.textures.len());
                model.textures.push(texture);
            }
            own.texture = *known;
        }
        model.materials.push(own);
    }
    model.materials.push(Material::plain());
    Ok(())
}

/// Whether a property is true; Blender writes some as 1.
fn is_set(properties: &Value, name: &str) -> bool {
    let value = properties.get(name);
    value.is_some_and(|value| {
        value.as_bool() == Some(true) || value.as_f64().is_some_and(|one| one != 0.0)
    })
}

fn properties(extras: &gltf::json::Extras) -> Option<Value> {
    serde_json::from_str(extras.as_ref()?.get()).ok()
}

/// The nodes of the file's scene, parents first; the model's nodes are in the same order.
fn read_nodes<'a>(
    document: &'a Document,
    model: &mut Model,
) -> Result<Vec<gltf::Node<'a>>, WorldError> {
    let scene = document
        .default_scene()
        .or_else(|| document.scenes().next())
        .ok_or(WorldError::Nothing)?;
    let mut waiting: Vec<(gltf::Node<'a>, Option<usize>)> =
        scene.nodes().map(|node| (node, None)).collect();
    let mut seen = vec![false; document.nodes().len()];
    let mut order = Vec::new();
    while let Some((node, parent)) = waiting.pop() {
        if std::mem::replace(&mut seen[node.index()], true) {
            return Err(WorldError::Malformed {
                reason: "a node stands in two places".to_owned(),
            });
        }
        let (name, tags) = name_and_tags(node.name().unwrap_or_default(), &mut model.warnings);
        let above = parent.map_or(Tags::ALWAYS, |parent: usize| model.nodes[parent].tags);
        let (position, rotation, scale) = node.transform().decomposed();
        let own = model.nodes.len();
        model.nodes.push(Node {
            name: name.to_owned(),
            parent,
            rest: Placement {
                position: finite(position),
                rotation: Quat::from_array(rotation).try_normalize(),
                scale: finite(scale),
            },
            tags: tags.and(above),
            moves: false,
            wanders: false,
        });
        waiting.extend(node.children().map(|child| (child, Some(own))));
        order.push(node);
    }
    Ok(order)
}

/// A quaternion that may be anything.
trait TryNormalize {
    fn try_normalize(self) -> Self;
}

impl TryNormalize for Quat {
    fn try_normalize(self) -> Self {
        let usable = self.is_finite() && self.length_squared() > 1e-6;
        if usable {
            self.normalize()
        } else {
            Quat::IDENTITY
        }
    }
}

fn finite(values: [f32; 3]) -> Vec3 {
    Vec3::from_array(values.map(|value| if value.is_finite() { value } else { 0.0 }))
}

/// What a clip moves is drawn apart, and what rules may show and hide: targets and what its maker wants kept.
fn mark_moving(order: &[gltf::Node<'_>], apart: &[String], model: &mut Model) {
    for (own, node) in order.iter().enumerate() {
        model.nodes[own].moves = apart.contains(&model.nodes[own].name);
        if let Some(extras) = properties(node.extras()) {
            model.nodes[own].moves |= is_set(&extras, "target") || is_set(&extras, "keep");
        }
    }
    for clip in &model.clips {
        for curve in &clip.curves {
            model.nodes[curve.node].moves = true;
            model.nodes[curve.node].wanders |= curve.travels() > WANDERS;
        }
    }
    for node in 0..model.nodes.len() {
        if let Some(parent) = model.nodes[node].parent {
            model.nodes[node].moves |= model.nodes[parent].moves;
            model.nodes[node].wanders |= model.nodes[parent].wanders;
        }
    }
}

/// Where each node stands in the room at rest.
fn in_room(nodes: &[Node]) -> Vec<Mat4> {
    let mut placed: Vec<Mat4> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let own = Mat4::from_scale_rotation_translation(
            node.rest.scale,
            node.rest.rotation,
            node.rest.position,
        );
        placed.push(node.parent.map_or(own, |parent| placed[parent] * own));
    }
    placed
}

/// The seat, sounds, emitters and targets.
fn read_special(order: &[gltf::Node<'_>], in_room: &[Mat4], model: &mut Model) {
    for (own, node) in order.iter().enumerate() {
        let name = model.nodes[own].name.clone();
        let position = in_room[own].w_axis.truncate();
        let base = name.split('.').next().unwrap_or_default();
        if base == "seat" {
            model.seat = position;
        }
        if let Some(id) = name.strip_prefix("sound-") {
            let id = id.to_owned();
            model.sounds.push(SoundPlace { id, node: own });
        }
        if name.starts_with("emit-") {
            match EmitterKind::of_name(&name) {
                Some(kind) => model.emitters.push(Emitter {
                    kind,
                    node: own,
                    position,
                    size: in_room[own].x_axis.truncate().length().clamp(0.01, 100.0),
                    tags: model.nodes[own].tags,
                }),
                None => model.warnings.push(format!(
                    "node \"{name}\": particles are smoke, embers, fireflies, petals, leaves or steam"
                )),
            }
        }
        let declared = properties(node.extras()).is_some_and(|extras| is_set(&extras, "target"));
        let is_named = !base.is_empty() && base != "seat";
        if declared || is_named {
            model.targets.push(Target {
                id: base.to_owned(),
                declared,
                node: own,
                extents: Vec::new(),
            });
        }
    }
}

fn read_meshes(
    order: &[gltf::Node<'_>],
    numbers: &Numbers<'_>,
    model: &mut Model,
) -> Result<Vec<Mesh>, WorldError> {
    let mut meshes = Vec::new();
    for (own, node) in order.iter().enumerate() {
        let Some(mesh) = node.mesh() else { continue };
        for primitive in mesh.primitives() {
            if primitive.mode() != Mode::Triangles {
                let name = &model.nodes[own].name;
                model.warnings.push(format!(
                    "node \"{name}\": only triangles are drawn, not lines and points"
                ));
                continue;
            }
            let material = primitive
                .material()
                .index()
                .unwrap_or(model.materials.len() - 1);
            let tags = model.nodes[own].tags.and(model.materials[material].tags);
            let mut lacks = Lacks::default();
            let vertices = corners(&primitive, numbers, &model.materials[material], &mut lacks)?;
            let indices = match primitive.indices() {
                Some(accessor) => numbers.whole(&accessor)?,
                None => (0..vertices.len() as u32).collect(),
            };
            if indices
                .iter()
                .any(|index| *index as usize >= vertices.len())
            {
                return Err(WorldError::Malformed {
                    reason: format!(
                        "a mesh in node \"{}\" names corners it does not have",
                        model.nodes[own].name
                    ),
                });
            }
            lacks.tell(
                &model.nodes[own].name,
                model.materials[material].kind,
                &mut model.warnings,
            );
            meshes.push(Mesh {
                material,
                node: own,
                tags,
                vertices,
                indices,
            });
        }
    }
    Ok(meshes)
}

/// What a mesh does not say.
#[derive(Default)]
struct Lacks {
    colour: bool,
    light: bool,
}

impl Lacks {
    fn tell(&self, node: &str, kind: Kind, warnings: &mut Vec<String>) {
        if self.light && !matches!(kind, Kind::Water | Kind::Glass) {
            warnings.push(format!("node \"{node}\": its mesh has no _LIGHT or no _SUN; it is lit as if it stood in the open"));
        }
        if self.colour {
            warnings.push(format!(
                "node \"{node}\": its mesh has no colours (COLOR_0) and no texture"
            ));
        }
    }
}

fn corners(
    primitive: &gltf::Primitive<'_>,
    numbers: &Numbers<'_>,
    material: &Material,
    lacks: &mut Lacks,
) -> Result<Vec<Vertex>, WorldError> {
    let positions = primitive
        .get(&Semantic::Positions)
        .ok_or_else(|| WorldError::Malformed {
            reason: "a mesh has no positions".to_owned(),
        })?;
    let positions = numbers.rows::<3>(&positions, [0.0; 3])?;
    let count = positions.len();
    let rows = |semantic: &Semantic, rest: [f32; 4]| -> Result<Option<Vec<[f32; 4]>>, WorldError> {
        match primitive.get(semantic) {
            Some(accessor) => Ok(Some(numbers.rows::<4>(&accessor, rest)?)),
            None => Ok(None),
        }
    };
    let normals = rows(&Semantic::Normals, [0.0, 1.0, 0.0, 0.0])?;
    let colours = rows(&Semantic::Colors(0), [1.0; 4])?;
    let light = rows(&Semantic::Extras("LIGHT".to_owned()), [1.0, 0.0, 1.0, 0.0])?;
    let sun = rows(&Semantic::Extras("SUN".to_owned()), [1.0; 4])?;
    let uv = rows(&Semantic::TexCoords(0), [0.0; 4])?;
    lacks.light = light.is_none() || sun.is_none();
    lacks.colour = colours.is_none() && material.texture.is_none() && material.colour == Vec3::ONE;
    let sways = matches!(material.kind, Kind::Leaf | Kind::Grass | Kind::Cloth);
    let at = |rows: &Option<Vec<[f32; 4]>>, index: usize| {
        rows.as_ref()
            .and_then(|rows| rows.get(index))
            .copied()
            .map(Vec4::from_array)
    };
    let vertices = (0..count).map(|index| {
        let normal = at(&normals, index).unwrap_or(Vec4::Y).truncate();
        // What was not baked is lit as if nothing stood around it.
        let open = Vec4::new(0.65 + 0.35 * normal.normalize_or_zero().y, 0.0, 1.0, 0.0);
        // A file that says nothing of sway means things that are firm.
        let rigid = Vec4::new(1.0, 1.0, 1.0, 0.0);
        let mut albedo = at(&colours, index).unwrap_or(rigid) * material.colour.extend(1.0);
        if !sways {
            albedo.w = 0.0;
        }
        let place = at(&uv, index).unwrap_or(Vec4::ZERO);
        Vertex::new(
            Vec3::from_array(positions[index]),
            normal,
            albedo,
            at(&light, index).unwrap_or(open),
            at(&sun, index).unwrap_or(Vec4::ONE),
            [place.x, place.y],
        )
    });
    Ok(vertices.collect())
}

/// How far all that belongs to a target reaches. What stands still is one box; what moves, one for each mesh.
fn find_extents(meshes: &[Mesh], in_room: &[Mat4], model: &mut Model) {
    let mut of_node: Vec<Option<usize>> = vec![None; model.nodes.len()];
    for (place, target) in model.targets.iter().enumerate() {
        of_node[target.node] = Some(place);
    }
    for mesh in meshes.iter().filter(|mesh| !mesh.vertices.is_empty()) {
        let node = model.nodes[mesh.node].moves.then_some(mesh.node);
        let to = node.map_or(in_room[mesh.node], |_| Mat4::IDENTITY);
        let (least, most) = reach(mesh, to);
        let mut above = Some(mesh.node);
        while let Some(at) = above {
            if let Some(target) = of_node[at] {
                add_extent(&mut model.targets[target].extents, (node, least, most));
            }
            above = model.nodes[at].parent;
        }
    }
    for target in &mut model.targets {
        if target.extents.is_empty() && target.declared {
            // An empty: as large as it is drawn in the editor.
            let node = model.nodes[target.node].moves.then_some(target.node);
            let position = node.map_or(in_room[target.node].w_axis.truncate(), |_| Vec3::ZERO);
            let half = Vec3::splat(0.15);
            target
                .extents
                .push((node, position - half, position + half));
        }
    }
    model.targets.retain(|target| !target.extents.is_empty());
}

fn add_extent(extents: &mut Vec<(Option<usize>, Vec3, Vec3)>, new: (Option<usize>, Vec3, Vec3)) {
    let (node, least, most) = new;
    match extents.iter_mut().find(|(own, ..)| *own == node) {
        Some((_, own_least, own_most)) => {
            *own_least = own_least.min(least);
            *own_most = own_most.max(most);
        }
        None => extents.push(new),
    }
}

fn reach(mesh: &Mesh, to: Mat4) -> (Vec3, Vec3) {
    let corners = mesh
        .vertices
        .iter()
        .map(|vertex| to.transform_point3(vertex.position()));
    corners.fold(
        (Vec3::INFINITY, Vec3::NEG_INFINITY),
        |(least, most), corner| (least.min(corner), most.max(corner)),
    )
}

/// The water with the most triangles' extent counts: its height is where things mirror.
fn find_water(meshes: &[Mesh], in_room: &[Mat4], model: &mut Model) {
    let water = meshes
        .iter()
        .filter(|mesh| model.materials[mesh.material].kind == Kind::Water);
    let spread = |mesh: &Mesh| {
        let (least, most) = reach(mesh, in_room[mesh.node]);
        ((most - least).length(), (least.y + most.y) / 2.0)
    };
    model.water = water
        .filter(|mesh| !mesh.vertices.is_empty())
        .map(spread)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, height)| height);
}
