//! Pictures all around: what is shown, and the full-view material that shows it in any camera.
//!
//! A picture reaches the eye in one of two ways that look the same: where an OpenXR compositor takes
//! equirectangular layers it gets the picture itself (see [`crate::xr`]); everywhere else, and for
//! the picture on the tablet, each camera draws one triangle whose pixels find their own place in
//! the picture (on a graphics card that is a program: `cells`, whose corners do). This module is the second way,
//! and owns [`Scenery`], the one answer to «what is seen». Worlds are drawn by [`crate::world`].
//!
//! It does not decide what is shown or when ([`crate::conductor`] does) and does not read files
//! ([`crate::loading`] does).

mod cells;
pub mod colours;
pub mod film;
pub mod gpu;
mod region;
mod sparing;
mod staging;
pub mod texture;

use std::ops::Range;
use std::sync::Arc;

use bevy::app::{App, Plugin};
use bevy::ecs::component::Component;
use bevy::ecs::prelude::*;
use bevy::ecs::schedule::ScheduleLabel;
use bevy::math::{EulerRot, Quat, Vec2, Vec3};
use bevy::render::RenderApp;
use bevy::render::extract_component::{ExtractComponent, ExtractComponentPlugin};
use bevy::render::extract_resource::{ExtractResource, ExtractResourcePlugin};
use bevy::render::render_resource::{
    BindGroup, LoadOp, Operations, RenderPassColorAttachment, RenderPassDescriptor, RenderPipeline,
    StoreOp,
};
use bevy::render::renderer::{
    RenderAdapterInfo, RenderContext, RenderDevice, RenderQueue, ViewQuery,
};
use bevy::render::view::{ExtractedView, ViewTarget};
use bevy::render::{ExtractSchedule, GpuResourceAppExt, Render, RenderSystems};
use media::{Eye, Geometry, Shape};

use crate::ring::Ring;
use crate::world::ShownWorld;
use crate::xr::layer::LayerImage;

use gpu::{DrawnCells, Pane, PanoramaGpu, Purpose, Variant, ViewUniform};
pub use texture::{FramesDone, GpuPicture, Upload, Uploader};

/// Draws [`Scenery`] in every camera that carries a [`PanoramaCamera`].
pub struct PanoramaPlugin;

impl Plugin for PanoramaPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<Scenery>()
            .init_resource::<FramesDone>()
            .add_plugins((
                ExtractResourcePlugin::<Scenery>::default(),
                ExtractComponentPlugin::<PanoramaCamera>::default(),
            ));
        let frames = app.world().resource::<FramesDone>().clone();
        let Some(render_app) = app.get_sub_app_mut(RenderApp) else {
            return;
        };
        render_app
            .init_gpu_resource::<PanoramaGpu>()
            .init_resource::<DrawCalls>()
            .init_schedule(PanoramaView)
            .add_systems(PanoramaView, draw)
            .add_systems(ExtractSchedule, forget_despawned)
            .add_systems(
                Render,
                (
                    release_unseen.in_set(RenderSystems::Prepare),
                    (move || frames.add()).in_set(RenderSystems::Cleanup),
                ),
            );
    }
}

/// What surrounds the resident now.
#[derive(Resource, Clone, Default, ExtractResource)]
pub struct Scenery {
    /// The picture that is shown; nothing before the first one has come.
    pub shown: Option<Placed>,
    /// The picture that comes over it, and its share, 0 to 1.
    pub coming: Option<(Placed, f32)>,
    /// The world that is seen instead of a picture.
    pub world: Option<ShownWorld>,
    /// The world that comes over what is seen, and its share, 0 to 1.
    pub coming_world: Option<(ShownWorld, f32)>,
    /// The ring on what is looked at.
    pub ring: Option<Ring>,
    /// The share of light let through, 0 (dark) to 1 (H8).
    pub light: f32,
    /// The yaw the resident faces, in radians about +Y: the middle of the picture is there (H7).
    pub facing: f32,
    /// The pitch that is level for the resident, in radians: not 0 for somebody who lies back (H7).
    pub level: f32,
    /// How much further than the head the view has turned, in radians about +Y (H6).
    pub further: f32,
    /// Where the head was when that was asked for, in metres: a world's seat is there. None before.
    pub origin: Option<Vec3>,
    /// How much higher than a world's seat the resident sits, in metres.
    pub rise: f32,
}

/// A picture and where its pixels stand.
#[derive(Clone)]
pub struct Placed {
    /// The pixels; a small copy of them where the compositor has the picture.
    pub picture: GpuPicture,
    /// Where they stand.
    pub geometry: Geometry,
    /// The picture in the compositor's hands.
    pub layer: Option<Arc<LayerImage>>,
    /// Counts the frames of a film; photos stay at 0.
    pub frame: u64,
}

impl Placed {
    /// A picture that the app draws itself.
    pub fn new(picture: GpuPicture, geometry: Geometry) -> Self {
        Self {
            picture,
            geometry,
            layer: None,
            frame: 0,
        }
    }
}

impl Scenery {
    /// Whether the app has anything to draw: not while the compositor has the picture, and nothing veils it, comes over
    /// it or lies on it.
    pub fn needs_eye_buffers(&self) -> bool {
        let layered = self
            .shown
            .as_ref()
            .is_some_and(|placed| placed.layer.is_some());
        let comes = self.coming.is_some() || self.coming_world.is_some();
        !layered || self.light < 1.0 || comes || self.ring.is_some()
    }

    /// From directions in the room to directions in front of the resident.
    pub fn front_from_room(&self) -> Quat {
        Quat::from_rotation_y(self.further) * self.front_unturned()
    }

    /// The same for somebody whose view turns with the head (H6).
    pub fn front_unturned(&self) -> Quat {
        Quat::from_rotation_x(-self.level) * Quat::from_rotation_y(-self.facing)
    }

    /// From a place in the room to where it is from a world's seat, in metres in front of the resident.
    pub fn from_seat(&self, place: Vec3) -> Vec3 {
        let moved = place - self.origin.unwrap_or(Vec3::ZERO);
        self.front_from_room() * moved + Vec3::Y * self.rise
    }
}

/// The yaw of a rotation about +Y in radians, as [`Scenery::facing`] wants it.
pub fn yaw_of(rotation: Quat) -> f32 {
    rotation.to_euler(EulerRot::YXZ).0
}

/// A camera that shows [`Scenery`], and as which eye.
#[derive(Component, Debug, Clone, Copy, ExtractComponent)]
pub struct PanoramaCamera {
    /// Which eye's picture.
    pub eye: Eye,
    /// What this camera draws.
    pub draws: Draws,
}

/// What a [`PanoramaCamera`] draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draws {
    /// The picture itself.
    Picture,
    /// Only the dark of a fade, transparent where the light is full: the compositor has the picture.
    Veil,
}

/// The schedule a camera runs that shows a picture and nothing else: one pass, straight into its target.
#[derive(ScheduleLabel, Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct PanoramaView;

/// Draw calls and passes made for panoramas since the start.
#[derive(Resource, Debug, Clone, Copy, Default)]
pub struct DrawCalls {
    /// Triangles drawn.
    pub draws: u64,
    /// Passes begun, those that only clear included.
    pub passes: u64,
}

pub(crate) fn draw(
    view: ViewQuery<(&ExtractedView, &ViewTarget, &PanoramaCamera)>,
    scenery: Res<Scenery>,
    (device, queue, adapter): (Res<RenderDevice>, Res<RenderQueue>, Res<RenderAdapterInfo>),
    mut gpu: ResMut<PanoramaGpu>,
    mut calls: ResMut<DrawCalls>,
    mut context: RenderContext,
) {
    let camera = view.entity();
    let (extracted, target, panorama) = view.into_inner();
    // Asked for in this way, a window knows that it has been drawn into and is to be shown.
    let (Some(out), Some(format)) = (
        target.out_texture_color_attachment(None),
        target.out_texture_view_format(),
    ) else {
        return;
    };
    let software = adapter.device_type == wgpu::DeviceType::Cpu;
    // Light is dimmed as the eye counts it (in encoded values); a blend works in linear light.
    let veil = 1.0 - f64::from(scenery.light.clamp(0.0, 1.0)).powf(2.2);
    let clear = match panorama.draws {
        Draws::Picture => wgpu::Color::BLACK,
        Draws::Veil => wgpu::Color {
            r: 0.0,
            g: 0.0,
            b: 0.0,
            a: veil,
        },
    };
    let mut pane = |placed: &Placed, pane, share: Option<f32>| {
        let turn = scenery.front_from_room() * extracted.world_from_view.rotation();
        let mut uniform = ViewUniform::new(
            &placed.picture,
            &placed.geometry,
            panorama.eye,
            turn,
            extracted.clip_from_view,
            scenery.light,
        )
        .over(share.unwrap_or(1.0));
        let camera = (camera, pane);
        let [_, _, width, height] = extracted.viewport.to_array().map(|pixels| pixels as f32);
        let size = Vec2::new(width, height);
        let sight = software.then(|| uniform.sight(&placed.geometry, size));
        let picture = match &sight {
            None => placed.picture.clone(),
            Some(sight) => {
                let rect = placed.geometry.eye_rect(panorama.eye);
                let picture = placed.picture.seen(sight, &rect);
                uniform.read(&picture);
                picture
            }
        };
        let group = gpu.bind(&device, &queue, camera, &picture, &uniform);
        let cells = sight.and_then(|sight| gpu.cells(&device, &queue, camera, &sight));
        let mut pipeline = |purpose| {
            let variant = Variant {
                purpose,
                format,
                planes: picture.plane_count(),
                flat: matches!(placed.geometry.shape, Shape::Flat { .. }),
                over: share.is_some(),
            };
            gpu.pipeline(&device, variant)
        };
        let steps = match &cells {
            None => vec![(pipeline(Purpose::Around), 0..3)],
            Some(cells) => vec![
                (pipeline(Purpose::Follow), cells.straight.clone()),
                (pipeline(Purpose::AroundInCells), cells.others.clone()),
            ],
        };
        Prepared {
            group,
            cells,
            steps,
        }
    };
    let mut prepared = Vec::with_capacity(2);
    if let (Some(placed), Draws::Picture) = (&scenery.shown, panorama.draws) {
        prepared.push(pane(placed, Pane::Shown, None));
    }
    if let Some((placed, share)) = &scenery.coming {
        prepared.push(pane(placed, Pane::Coming, Some(*share)));
    }
    if scenery.world.is_some() && prepared.is_empty() {
        return;
    }
    let load = match scenery.world {
        Some(_) => LoadOp::Load,
        None => LoadOp::Clear(clear),
    };
    let mut pass = context
        .command_encoder()
        .begin_render_pass(&RenderPassDescriptor {
            label: Some("panorama"),
            color_attachments: &[Some(RenderPassColorAttachment {
                ops: Operations {
                    load,
                    store: StoreOp::Store,
                },
                ..out
            })],
            depth_stencil_attachment: None,
            timestamp_writes: None,
            occlusion_query_set: None,
            multiview_mask: None,
        });
    calls.passes += 1;
    for Prepared {
        group,
        cells,
        steps,
    } in prepared
    {
        pass.set_bind_group(0, &*group, &[]);
        if let Some(cells) = &cells {
            pass.set_vertex_buffer(0, *cells.corners.slice(..));
        }
        for (pipeline, corners) in steps {
            if !corners.is_empty() {
                pass.set_pipeline(&pipeline);
                pass.draw(corners, 0..1);
                calls.draws += 1;
            }
        }
    }
}

/// One picture, ready to be drawn by one camera.
struct Prepared {
    group: BindGroup,
    cells: Option<DrawnCells>,
    steps: Vec<(RenderPipeline, Range<u32>)>,
}

fn release_unseen(scenery: Res<Scenery>, mut gpu: ResMut<PanoramaGpu>) {
    let coming = scenery.coming.as_ref().map(|(placed, _)| placed);
    let seen: Vec<&GpuPicture> = [scenery.shown.as_ref(), coming]
        .into_iter()
        .flatten()
        .map(|placed| &placed.picture)
        .collect();
    gpu.keep_only(&seen);
}

fn forget_despawned(mut gone: RemovedComponents<PanoramaCamera>, mut gpu: ResMut<PanoramaGpu>) {
    if !gone.is_empty() {
        let entities: Vec<Entity> = gone.read().collect();
        gpu.forget(|camera| entities.contains(&camera));
    }
}
