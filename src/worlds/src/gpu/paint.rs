//! A world on the graphics card, and how it is drawn.

use std::collections::HashMap;
use std::sync::Arc;

use glam::Vec3;
use wgpu::util::{BufferInitDescriptor, DeviceExt};

use super::eye::{Eye, begin, buffers};
use super::frame::{Camera, FrameUniform};
use super::mirror::{MIRROR_AGE, MIRROR_SIDE, Mirror, sides};
use super::over::Over;
use super::sources::sources;
use super::thing::{THING_BYTES, THING_STEP, Thing};
use super::workshop::{MIRRORED, SOURCE_BYTES, Variant, What, Workshop};
use crate::model::{Kind, Texture};
use crate::stage::Stage;

/// Flakes and drops around the eye.
const FALLING: u32 = 1400;
/// Parts that are fainter are not drawn.
const FAINT: f32 = 1.0 / 255.0;

/// Where a picture goes.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// Names the eye: its buffers are kept under this number.
    pub eye: u64,
    /// The picture.
    pub view: &'a wgpu::TextureView,
    /// Its format.
    pub format: wgpu::TextureFormat,
    /// Its size in pixels.
    pub size: (u32, u32),
    /// Samples a pixel, 1 or 4: smooth edges.
    pub samples: u32,
}

/// What one picture took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Draw calls.
    pub calls: u32,
    /// Triangles of the world itself.
    pub triangles: u32,
}

impl Drawn {
    fn add(&mut self, more: Self) {
        self.calls += more.calls;
        self.triangles += more.triangles;
    }
}

/// A world on the graphics card.
pub struct World {
    workshop: Arc<Workshop>,
    stage: Stage,
    vertices: wgpu::Buffer,
    indices: wgpu::Buffer,
    things: wgpu::Buffer,
    /// What `things` holds; parts that move stand at its end.
    thing_bytes: Vec<u8>,
    thing_group: wgpu::BindGroup,
    pictures: Vec<wgpu::BindGroup>,
    /// The textures of films, by their places.
    changing: HashMap<usize, wgpu::Texture>,
    sources: wgpu::Buffer,
    source_count: u32,
    /// Parts by what they are drawn with, the nearest first.
    solid: Vec<usize>,
    water: Vec<usize>,
    glass: Vec<usize>,
    eyes: HashMap<u64, Eye>,
    over: HashMap<u64, Over>,
    mirror: Option<Mirror>,
}

impl World {
    /// Takes a world to the graphics card. May be called on any thread.
    pub fn new(workshop: Arc<Workshop>, stage: Stage) -> Self {
        let model = Arc::clone(stage.model());
        let device = &workshop.device;
        let buffer = |label, contents: &[u8], usage| {
            device.create_buffer_init(&BufferInitDescriptor {
                label: Some(label),
                contents,
                usage,
            })
        };
        let vertices = buffer(
            "world corners",
            bytemuck::cast_slice(&model.vertices),
            wgpu::BufferUsages::VERTEX,
        );
        let indices = buffer(
            "world triangles",
            bytemuck::cast_slice(&model.indices),
            wgpu::BufferUsages::INDEX,
        );
        let thing_bytes = vec![0; model.parts.len().max(1) * THING_STEP as usize];
        let things = buffer(
            "world things",
            &thing_bytes,
            wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
        );
        let thing_group = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("world things"),
            layout: &workshop.thing_layout,
            entries: &[wgpu::BindGroupEntry {
                binding: 0,
                resource: wgpu::BindingResource::Buffer(wgpu::BufferBinding {
                    buffer: &things,
                    offset: 0,
                    size: std::num::NonZeroU64::new(THING_BYTES),
                }),
            }],
        });
        let source_bytes = sources(&model);
        let source_count = (source_bytes.len() as u64 / SOURCE_BYTES) as u32;
        let sources = if source_bytes.is_empty() {
            buffer(
                "world particles",
                &[0; SOURCE_BYTES as usize],
                wgpu::BufferUsages::VERTEX,
            )
        } else {
            buffer(
                "world particles",
                bytemuck::cast_slice(&source_bytes),
                wgpu::BufferUsages::VERTEX,
            )
        };
        let mut pictures: Vec<wgpu::BindGroup> = Vec::with_capacity(model.textures.len());
        let mut changing = HashMap::new();
        for (place, picture) in model.textures.iter().enumerate() {
            if model.films.iter().any(|film| film.texture == place) {
                let (texture, group) = workshop.changing_picture(picture);
                changing.insert(place, texture);
                pictures.push(group);
            } else {
                pictures.push(workshop.picture(picture));
            }
        }
        let of_kind = |wanted: &dyn Fn(Kind) -> bool| {
            let mut parts: Vec<usize> = (0..model.parts.len())
                .filter(|part| wanted(model.materials[model.parts[*part].material].kind))
                .collect();
            let away = |part: &usize| {
                let (middle, radius) = ball(&stage, *part);
                middle.distance(model.seat) - radius * 0.5
            };
            parts.sort_by(|a, b| away(a).total_cmp(&away(b)));
            parts
        };
        let solid = of_kind(&|kind| !matches!(kind, Kind::Water | Kind::Glass | Kind::Slide));
        let water = of_kind(&|kind| kind == Kind::Water);
        let mut glass = of_kind(&|kind| matches!(kind, Kind::Glass | Kind::Slide));
        // What is seen through is drawn from afar.
        glass.reverse();
        let mirror = (!water.is_empty()).then(|| Mirror::new(&workshop));
        let mut world = Self {
            vertices,
            indices,
            things,
            thing_bytes,
            thing_group,
            pictures,
            changing,
            sources,
            source_count,
            solid,
            water,
            glass,
            eyes: HashMap::new(),
            over: HashMap::new(),
            mirror,
            workshop,
            stage,
        };
        world.write_things();
        world
    }

    /// The world as it is now.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// What it shares with other worlds on the same graphics card.
    pub fn workshop(&self) -> &Workshop {
        &self.workshop
    }

    /// Time passes in it.
    pub fn advance(&mut self, seconds: f32) {
        self.stage.advance(seconds);
        if let Some(mirror) = &mut self.mirror {
            mirror.stale |= self.stage.changes();
        }
        self.write_things();
    }

    /// For what changes the world at once: happenings, light, weather.
    pub fn stage_mut(&mut self) -> &mut Stage {
        if let Some(mirror) = &mut self.mirror {
            mirror.stale = true;
        }
        &mut self.stage
    }

    /// Gives a film's texture its next picture, which must be as large as its first one.
    pub fn put_picture(&self, texture: usize, picture: &Texture) {
        let Some(of_film) = self.changing.get(&texture) else {
            return;
        };
        let size = of_film.size();
        let fits = (size.width, size.height) == (picture.width, picture.height)
            && picture.pixels.len() == (size.width * size.height * 4) as usize;
        if fits {
            let layout = wgpu::TexelCopyBufferLayout {
                offset: 0,
                bytes_per_row: Some(size.width * 4),
                rows_per_image: None,
            };
            let whole = of_film.as_image_copy();
            let queue = &self.workshop.queue;
            queue.write_texture(whole, &picture.pixels, layout, size);
        }
    }

    /// Bytes of its textures on the graphics card, the mirror and the noise included.
    pub fn texture_bytes(&self) -> u64 {
        let pictures: u64 = self
            .stage
            .model()
            .textures
            .iter()
            .map(|picture| picture.pixels.len() as u64 * 4 / 3)
            .sum();
        let side = u64::from(MIRROR_SIDE);
        let mirror = if self.mirror.is_some() {
            side * side * (6 * 8 + 4)
        } else {
            0
        };
        pictures + mirror + 256 * 256 * 4 * 4 / 3
    }

    fn write_things(&mut self) {
        let stage = &self.stage;
        let model = stage.model();
        let season = stage.surroundings().season;
        for (part, slot) in self
            .thing_bytes
            .chunks_exact_mut(THING_STEP as usize)
            .enumerate()
        {
            let Some(own) = model.parts.get(part) else {
                break;
            };
            let thing = Thing::new(
                &model.materials[own.material],
                season,
                stage.place_of(part),
                stage.presence(part),
            );
            slot[..THING_BYTES as usize].copy_from_slice(bytemuck::bytes_of(&thing));
        }
        self.workshop
            .queue
            .write_buffer(&self.things, 0, &self.thing_bytes);
    }

    /// Draws what `camera` sees. `light` is the share let through to the eye (H8), as the eye counts it.
    pub fn draw(
        &mut self,
        encoder: &mut wgpu::CommandEncoder,
        camera: &Camera,
        target: &Target<'_>,
        light: f32,
    ) -> Drawn {
        self.look_into_mirror(encoder);
        let workshop = Arc::clone(&self.workshop);
        let mirrored = self
            .mirror
            .as_ref()
            .map_or(&workshop.no_mirror, |mirror| &mirror.whole);
        let eye = self
            .eyes
            .entry(target.eye)
            .or_insert_with(|| Eye::new(&workshop, mirrored));
        let key = (target.format, target.size, target.samples);
        if eye.buffers.as_ref().is_none_or(|(held, ..)| *held != key) {
            eye.buffers = Some(buffers(&workshop, key));
        }
        let frame = FrameUniform::new(&self.stage, camera, light);
        workshop
            .queue
            .write_buffer(&eye.frame, 0, bytemuck::bytes_of(&frame));
        let eye = &self.eyes[&target.eye];
        let Some((_, depth, several)) = &eye.buffers else {
            return Drawn::default();
        };
        let (view, resolve_target) = match several {
            Some(several) => (several, Some(target.view)),
            None => (target.view, None),
        };
        let mut pass = begin(encoder, view, resolve_target, depth);
        self.paint(
            &mut pass,
            &eye.group,
            camera,
            (target.format, target.samples),
        )
    }

    /// Draws it over what is in the target, by a share from 0 to 1: while it becomes what is seen.
    pub fn draw_over(
        &mut self,
        encoder: &mut wgpu::CommandEncoder,
        camera: &Camera,
        target: &Target<'_>,
        light: f32,
        share: f32,
    ) -> Drawn {
        let over = match self
            .over
            .remove(&target.eye)
            .filter(|over| over.fits(target))
        {
            Some(over) => over,
            None => Over::new(&self.workshop.device, target),
        };
        let apart = Target {
            view: &over.view,
            ..*target
        };
        let drawn = self.draw(encoder, camera, &apart, light);
        over.lay(&self.workshop.queue, encoder, target, share);
        self.over.insert(target.eye, over);
        drawn
    }

    /// Lets go of what was kept for an eye that is gone.
    pub fn forget(&mut self, eye: u64) {
        self.eyes.remove(&eye);
        self.over.remove(&eye);
    }

    /// The world without a graphics card, to be taken to another one.
    pub fn into_stage(self) -> Stage {
        self.stage
    }

    fn look_into_mirror(&mut self, encoder: &mut wgpu::CommandEncoder) {
        let now = self.stage.seconds();
        let Some(mirror) = &mut self.mirror else {
            return;
        };
        let due = match mirror.taken {
            None => true,
            Some(taken) => mirror.stale && now - taken >= MIRROR_AGE,
        };
        if !due {
            return;
        }
        mirror.taken = Some(now);
        mirror.stale = false;
        let model = self.stage.model();
        let height = model.water.unwrap_or_default();
        let seat = Vec3::new(model.seat.x, 2.0 * height - model.seat.y, model.seat.z);
        let Some(mirror) = &self.mirror else { return };
        for ((view, eye), turn) in mirror.sides.iter().zip(sides()) {
            let camera = Camera {
                position: seat,
                turn,
                tangents: [-1.0, 1.0, -1.0, 1.0],
            };
            let frame = FrameUniform::new(&self.stage, &camera, 1.0);
            self.workshop
                .queue
                .write_buffer(&eye.frame, 0, bytemuck::bytes_of(&frame));
            let mut pass = begin(encoder, view, None, &mirror.depth);
            self.paint(&mut pass, &eye.group, &camera, (MIRRORED, 1));
        }
    }

    fn paint(
        &self,
        pass: &mut wgpu::RenderPass<'_>,
        frame: &wgpu::BindGroup,
        camera: &Camera,
        (format, samples): (wgpu::TextureFormat, u32),
    ) -> Drawn {
        let pipeline = |what| {
            self.workshop.pipeline(Variant {
                what,
                format,
                samples,
            })
        };
        let look = self.stage.look();
        let mut drawn = Drawn::default();
        pass.set_bind_group(0, frame, &[]);
        pass.set_bind_group(1, &self.thing_group, &[0]);
        pass.set_bind_group(2, &self.workshop.white, &[]);
        pass.set_vertex_buffer(0, self.vertices.slice(..));
        pass.set_index_buffer(self.indices.slice(..), wgpu::IndexFormat::Uint32);
        let to = (format, samples);
        drawn.add(self.paint_parts(pass, &self.solid, camera, to));
        drawn.add(self.paint_parts(pass, &self.water, camera, to));
        pass.set_pipeline(&pipeline(What::Sky));
        pass.draw(0..3, 0..1);
        drawn.calls += 1;
        drawn.add(self.paint_parts(pass, &self.glass, camera, to));
        if self.source_count > 0 {
            pass.set_pipeline(&pipeline(What::Emitted));
            pass.set_vertex_buffer(0, self.sources.slice(..));
            pass.draw(0..6, 0..self.source_count);
            drawn.calls += 1;
        }
        let falls = look.rain > 0.0 || look.flakes > 0.0;
        if falls && format != MIRRORED {
            pass.set_pipeline(&pipeline(What::Falling));
            pass.draw(0..6, 0..FALLING);
            drawn.calls += 1;
        }
        drawn
    }

    /// Parts that are there and in view, in their order.
    fn paint_parts(
        &self,
        pass: &mut wgpu::RenderPass<'_>,
        parts: &[usize],
        camera: &Camera,
        (format, samples): (wgpu::TextureFormat, u32),
    ) -> Drawn {
        let model = self.stage.model();
        let mut drawn = Drawn::default();
        let mut now = None;
        for part in parts {
            let own = &model.parts[*part];
            let material = &model.materials[own.material];
            let (middle, radius) = ball(&self.stage, *part);
            let is_there = self.stage.presence(*part) >= FAINT && radius >= 1e-4;
            // The mirror is looked into seldom: what wanders would stay behind in it.
            let stays = own.node.is_none_or(|node| !model.nodes[node].wanders);
            if !is_there || !camera.sees(middle, radius) || (format == MIRRORED && !stays) {
                continue;
            }
            let what = match material.kind {
                Kind::Water => What::Water,
                Kind::Glass | Kind::Slide => What::Glass,
                _ if material.two_sided => What::TwoSided,
                _ => What::Thing,
            };
            if now != Some(what) {
                pass.set_pipeline(&self.workshop.pipeline(Variant {
                    what,
                    format,
                    samples,
                }));
                now = Some(what);
            }
            let picture = material
                .texture
                .map_or(&self.workshop.white, |picture| &self.pictures[picture]);
            pass.set_bind_group(1, &self.thing_group, &[*part as u32 * THING_STEP as u32]);
            pass.set_bind_group(2, picture, &[]);
            pass.draw_indexed(own.indices.clone(), 0, 0..1);
            drawn.calls += 1;
            drawn.triangles += (own.indices.len() / 3) as u32;
        }
        drawn
    }
}

/// A ball around a part, in the room.
fn ball(stage: &Stage, part: usize) -> (Vec3, f32) {
    let own = &stage.model().parts[part];
    match own.node {
        None => (own.centre, own.radius),
        Some(node) => {
            let middle = stage.pose().in_room(node).transform_point3(own.centre);
            (middle, own.radius * stage.pose().size(node))
        }
    }
}
