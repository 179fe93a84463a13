//! Models (`.glb`): whole, within what a headset draws, with all their textures, and with something before the
//! resident.
//!
//! Only the description in a file is read, not its points and pictures: one of gigabytes is judged as quickly as
//! a small one. Whoever loads a model asks here first: loaders trust what a description says of itself.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use gltf::json::Root;
use gltf::json::validation::Checked;
use gltf::{Document, Node};
use manifest::{Model, Trouble};

mod transform;

use transform::Transform;

/// The longest description that is read, in bytes.
const LONGEST: u32 = 64 * 1024 * 1024;
/// Triangles and parts that are drawn smoothly.
const TRIANGLES: u64 = 150_000;
const PARTS: u64 = 120;
/// Triangles that can't be loaded at all.
const MOST_TRIANGLES: u64 = 2_000_000;
/// Seconds of the longest animation.
const LONGEST_ANIMATION: f32 = 1800.0;
/// Degrees to each side of straight ahead that are before the resident's eyes.
const BEFORE: f32 = 60.0;
/// Nodes inside each other that are followed.
const DEEPEST: usize = 64;

/// What a model has that rules can name.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Names {
    /// Its nodes, without what follows an `@`.
    pub nodes: BTreeSet<String>,
    /// Its animations.
    pub animations: BTreeSet<String>,
}

/// Looks at a model; `model` is how the manifest uses it.
///
/// # Errors
/// Why it can't be used, or, with [`Trouble::OverBudget`] and [`Trouble::NothingInView`], what speaks against it.
pub fn check(file: &mut File, model: Option<&Model>) -> Result<(), Trouble> {
    let gltf = read(file)?;
    textures(&gltf)?;
    animations(&gltf)?;
    let counted = Counted::of(&gltf, model.map_or(0.0, |model| model.heading));
    if counted.triangles > MOST_TRIANGLES {
        let reason = format!("it has {} triangles", grouped(counted.triangles));
        return Err(Trouble::ModelTooLarge(reason));
    }
    if !counted.before {
        return Err(Trouble::NothingInView);
    }
    if counted.triangles > TRIANGLES || counted.parts > PARTS {
        let reason = format!(
            "{} triangles in {} parts",
            grouped(counted.triangles),
            counted.parts
        );
        return Err(Trouble::OverBudget(reason));
    }
    Ok(())
}

/// The names of its nodes and animations, if it can be read.
pub fn names(file: &mut File) -> Option<Names> {
    let gltf = read(file).ok()?;
    let plain = |name: &str| name.split('@').next().unwrap_or(name).to_owned();
    Some(Names {
        nodes: gltf
            .nodes()
            .filter_map(|node| node.name().map(plain))
            .collect(),
        animations: gltf
            .animations()
            .filter_map(|animation| animation.name().map(str::to_owned))
            .collect(),
    })
}

/// Reads the description, once the file has been found to be as long as it says.
fn read(file: &mut File) -> Result<Document, Trouble> {
    let unreadable = |reason: std::io::Error| Trouble::Unreadable(reason.to_string());
    let length = file.seek(SeekFrom::End(0)).map_err(unreadable)?;
    file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let mut head = [0_u8; 20];
    if length < head.len() as u64 {
        return Err(cut_short(length, head.len() as u64));
    }
    file.read_exact(&mut head).map_err(unreadable)?;
    let word = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    let (version, stated, description, kind) = (word(4), word(8), word(12), word(16));
    if version != 2 {
        let reason = format!("it is glTF {version}, where 2 is known");
        return Err(Trouble::Broken(reason));
    }
    if u64::from(stated) > length {
        return Err(cut_short(length, stated.into()));
    }
    if kind != u32::from_le_bytes(*b"JSON") || u64::from(description) + 20 > length {
        return Err(Trouble::Broken(
            "it has no description of what is in it".to_owned(),
        ));
    }
    if description > LONGEST {
        let reason = format!("its description alone has {} MB", description / 1_000_000);
        return Err(Trouble::ModelTooLarge(reason));
    }
    let mut json = vec![0; description as usize];
    file.read_exact(&mut json).map_err(unreadable)?;
    let content = length - 20 - u64::from(description);
    let root = Root::from_slice(&json).map_err(|reason| wrong(&reason.to_string()))?;
    fits(&root, content.saturating_sub(8))?;
    Document::from_json(root).map_err(|reason| wrong(&reason.to_string()))
}

fn wrong(reason: &str) -> Trouble {
    let reason = reason.trim_end_matches([';', ' ']);
    Trouble::Broken(format!("its description is wrong: {reason}"))
}

/// Holds what the description says of its content against how much there is. The library's own validation does
/// not, and trips over numbers of things that are not there.
fn fits(root: &Root, content: u64) -> Result<(), Trouble> {
    let missing =
        |what: &str| Trouble::Broken(format!("its description names {what} that is not there"));
    for mesh in &root.meshes {
        for primitive in &mesh.primitives {
            let points = primitive.attributes.values().chain(&primitive.indices);
            if points.into_iter().any(|index| root.get(*index).is_none()) {
                return Err(missing("a list of points"));
            }
        }
    }
    for accessor in &root.accessors {
        let (Checked::Valid(kind), Checked::Valid(component)) =
            (accessor.type_, accessor.component_type)
        else {
            return Err(wrong("a list of an unknown kind"));
        };
        let Some(view) = accessor.buffer_view else {
            continue;
        };
        let view = root
            .get(view)
            .ok_or_else(|| missing("a part of its content"))?;
        let one = (kind.multiplicity() * component.0.size()) as u64;
        let step = view.byte_stride.map_or(one, |stride| stride.0 as u64);
        let offset = accessor.byte_offset.map_or(0, |offset| offset.0);
        let end = accessor.count.0.checked_sub(1).map_or(Some(0), |last| {
            last.checked_mul(step)?
                .checked_add(one)?
                .checked_add(offset)
        });
        if end.is_none_or(|end| end > view.byte_length.0) {
            return Err(Trouble::Broken(
                "a list in it is longer than its content".to_owned(),
            ));
        }
        let buffer = root
            .get(view.buffer)
            .ok_or_else(|| missing("its content"))?;
        let from = view.byte_offset.map_or(0, |offset| offset.0);
        let end = from.checked_add(view.byte_length.0);
        if end.is_none_or(|end| end > buffer.byte_length.0) {
            return Err(Trouble::Broken(
                "a part of it is longer than its content".to_owned(),
            ));
        }
    }
    match root.buffers.first() {
        Some(buffer) if buffer.uri.is_none() && buffer.byte_length.0 > content => {
            Err(cut_short(content, buffer.byte_length.0))
        }
        _ => Ok(()),
    }
}

fn cut_short(length: u64, stated: u64) -> Trouble {
    let percent = length * 100 / stated.max(1);
    Trouble::Broken(format!("it ends too early, {percent} % of it is there"))
}

/// Every picture has to be in the file.
fn textures(gltf: &Document) -> Result<(), Trouble> {
    for image in gltf.images() {
        if let gltf::image::Source::Uri { uri, .. } = image.source()
            && !uri.starts_with("data:")
        {
            return Err(Trouble::TextureMissing(uri.to_owned()));
        }
    }
    for buffer in gltf.buffers() {
        if let gltf::buffer::Source::Uri(uri) = buffer.source()
            && !uri.starts_with("data:")
        {
            let reason = format!("its content is in another file, {uri}");
            return Err(Trouble::Broken(reason));
        }
    }
    Ok(())
}

/// Every animation has to have an end.
fn animations(gltf: &Document) -> Result<(), Trouble> {
    for animation in gltf.animations() {
        for sampler in animation.samplers() {
            let input = sampler.input();
            let last = input.max().and_then(|max| {
                let last = max.as_array()?.first()?.as_f64()?;
                Some(last as f32)
            });
            if !last.is_some_and(|last| (0.0..=LONGEST_ANIMATION).contains(&last)) {
                let name = animation.name().map_or_else(
                    || format!("number {}", animation.index() + 1),
                    str::to_owned,
                );
                return Err(Trouble::AnimationEndless(name));
            }
        }
    }
    Ok(())
}

/// What there is to be drawn.
#[derive(Default)]
struct Counted {
    triangles: u64,
    parts: u64,
    /// Something stands before the resident.
    before: bool,
}

impl Counted {
    fn of(gltf: &Document, heading: f32) -> Counted {
        let mut counted = Counted::default();
        let scene = gltf.default_scene().or_else(|| gltf.scenes().next());
        for node in scene.iter().flat_map(gltf::Scene::nodes) {
            counted.add(&node, &Transform::default(), heading, 0);
        }
        counted
    }

    fn add(&mut self, node: &Node<'_>, around: &Transform, heading: f32, depth: usize) {
        let here = around.then(node.transform().matrix());
        for primitive in node.mesh().iter().flat_map(gltf::Mesh::primitives) {
            let points = primitive.get(&gltf::Semantic::Positions);
            let corners = primitive
                .indices()
                .or_else(|| points.clone())
                .map_or(0, |corners| corners.count());
            self.parts += 1;
            self.triangles = self.triangles.saturating_add(corners as u64 / 3);
            if let Some(points) = points {
                self.before |= is_before(&here, &points, heading);
            }
        }
        if depth < DEEPEST {
            for child in node.children() {
                self.add(&child, &here, heading, depth + 1);
            }
        }
    }
}

/// Whether any part of the box around these points lies before the resident's eyes.
fn is_before(here: &Transform, points: &gltf::Accessor<'_>, heading: f32) -> bool {
    let bound = |value: Option<gltf::json::Value>| -> Option<[f32; 3]> {
        let value = value?;
        let all = value.as_array()?;
        let at = |axis: usize| all.get(axis)?.as_f64().map(|value| value as f32);
        Some([at(0)?, at(1)?, at(2)?])
    };
    let (Some(least), Some(most)) = (bound(points.min()), bound(points.max())) else {
        return true;
    };
    // Corners and middles: a wall ahead may have its corners far to the sides.
    let steps = [0.0, 0.5, 1.0];
    let at = |axis: usize, share: f32| least[axis] + (most[axis] - least[axis]) * share;
    steps.iter().any(|x| {
        steps.iter().any(|y| {
            steps.iter().any(|z| {
                let [x, _, z] = here.point([at(0, *x), at(1, *y), at(2, *z)]);
                let yaw = x.atan2(-z).to_degrees() - heading;
                let yaw = (yaw + 540.0).rem_euclid(360.0) - 180.0;
                x.hypot(z) > 0.3 && yaw.abs() <= BEFORE
            })
        })
    })
}

/// `1,234,567`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
