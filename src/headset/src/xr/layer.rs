//! Pictures handed to the compositor, which samples them itself: no eye buffer, one resampling.
//!
//! A photo that has been loaded is drawn once into an image of the compositor, band by band so that
//! no frame waits for it; from then on it costs the app nothing per frame. Its planes are let go, and
//! a small copy stays for the picture on the tablet.
//!
//! A film has a few images that take turns: each new frame is drawn into one that the compositor does not
//! read, planes to colours, and handed over. When there is none free, the frame is handed over a frame later.
//!
//! While one picture becomes another, the compositor keeps the old one, and the app draws the coming one over
//! it in the eye buffers: a layer cannot be made half transparent everywhere.

use std::sync::Arc;

use bevy::app::{App, Plugin, Update};
use bevy::ecs::prelude::*;
use bevy::math::{Mat4, Quat};
use bevy::render::RenderApp;
use bevy::render::render_resource::{
    CommandEncoderDescriptor, Extent3d, LoadOp, Operations, RenderPassColorAttachment,
    RenderPassDescriptor, StoreOp, TextureDescriptor, TextureDimension, TextureFormat,
    TextureUsages, TextureView, TextureViewDescriptor,
};
use bevy::render::renderer::{RenderDevice, RenderQueue};
use bevy_mod_openxr::exts::OxrEnabledExtensions;
use bevy_mod_openxr::resources::OxrRenderLayers;
use bevy_mod_openxr::session::OxrSession;
use media::{Eye, Geometry, Shape};
use openxr::sys;

use super::composed::{PictureLayer, SurroundLayer, WhenNeeded};
use super::swapchain::{MovingImage, StillImage, SwapchainError};
use crate::loading::Ticket;
use crate::panorama::gpu::{Pane, PanoramaGpu, Purpose, Variant, ViewUniform};
use crate::panorama::{GpuPicture, Placed, Scenery};
use crate::systems::HeadsetSystems;

/// Pixels drawn into a compositor image per frame at the most.
const BAND: u32 = 4 << 20;
/// Width of the copy for the tablet.
const COPY_WIDTH: u32 = 2048;

/// Hands pictures to the compositor where it takes them.
pub struct LayerPlugin {
    /// Whether to, when the runtime can.
    pub wanted: bool,
}

impl Plugin for LayerPlugin {
    fn build(&self, app: &mut App) {
        app.insert_resource(PictureLayers {
            wanted: self.wanted,
            ..Default::default()
        })
        .add_systems(
            Update,
            (fill, hand_over_frames)
                .chain()
                .after(HeadsetSystems::Conduct),
        );
    }

    fn finish(&self, app: &mut App) {
        let Some(render_app) = app.get_sub_app_mut(RenderApp) else {
            return;
        };
        if let Some(mut layers) = render_app.world_mut().get_resource_mut::<OxrRenderLayers>() {
            // Behind everything; the last one is the eye buffers with the dark of a fade.
            let eyes = std::mem::take(&mut layers.0);
            layers.0 = vec![
                Box::new(SurroundLayer),
                Box::new(PictureLayer(Eye::Left)),
                Box::new(PictureLayer(Eye::Right)),
            ];
            layers
                .0
                .extend(eyes.into_iter().map(|eye| Box::new(WhenNeeded(eye)) as _));
        }
    }
}

/// A picture the compositor has.
pub struct LayerImage {
    image: Image,
    /// A one-coloured image that stands around pictures that do not reach all around.
    pub(super) surround: Option<Arc<StillImage>>,
}

enum Image {
    Still(StillImage),
    Moving(MovingImage),
}

impl LayerImage {
    pub(super) fn raw(&self) -> sys::Swapchain {
        match &self.image {
            Image::Still(image) => image.raw(),
            Image::Moving(image) => image.raw(),
        }
    }

    pub(super) fn size(&self) -> (u32, u32) {
        match &self.image {
            Image::Still(image) => image.size(),
            Image::Moving(image) => image.size(),
        }
    }
}

/// The pictures on their way to the compositor.
#[derive(Resource, Default)]
pub struct PictureLayers {
    wanted: bool,
    waiting: Vec<(Ticket, Placed)>,
    films: Vec<(Ticket, Placed)>,
    filling: Option<Filling>,
    done: Vec<(Ticket, Placed)>,
    films_done: Vec<(Ticket, Placed)>,
    surround: Option<Arc<StillImage>>,
}

struct Filling {
    ticket: Ticket,
    source: Placed,
    image: StillImage,
    target: TextureView,
    next_row: u32,
}

impl PictureLayers {
    /// Whether pictures should come here before they are shown.
    pub fn wanted(&self) -> bool {
        self.wanted
    }

    /// Starts to hand a picture over.
    pub fn start(&mut self, ticket: Ticket, placed: Placed) {
        self.waiting.push((ticket, placed));
    }

    /// Starts to hand over a film, beginning with the frame that `placed` holds.
    pub fn start_film(&mut self, ticket: Ticket, placed: Placed) {
        self.films.push((ticket, placed));
    }

    /// The pictures that are ready since the last call. One the compositor refused is as it was.
    pub fn finished(&mut self) -> Vec<(Ticket, Placed)> {
        std::mem::take(&mut self.done)
    }

    /// The films that are ready since the last call, likewise.
    pub fn finished_films(&mut self) -> Vec<(Ticket, Placed)> {
        std::mem::take(&mut self.films_done)
    }

    fn refuse(&mut self, ticket: Ticket, placed: Placed, error: &SwapchainError) {
        tracing::warn!(%error, "the compositor took no layer; the picture is drawn by the app");
        self.done.push((ticket, placed));
    }
}

fn fill(
    mut layers: ResMut<PictureLayers>,
    mut gpu: Local<Option<PanoramaGpu>>,
    session: Option<Res<OxrSession>>,
    extensions: Option<Res<OxrEnabledExtensions>>,
    device: Res<RenderDevice>,
    queue: Res<RenderQueue>,
) {
    let (Some(session), Some(extensions)) = (session, extensions) else {
        return;
    };
    if layers.wanted && !extensions.0.raw().khr_composition_layer_equirect2 {
        tracing::info!(
            "this runtime takes no equirectangular layers; pictures are drawn by the app"
        );
        layers.wanted = false;
        let waiting = std::mem::take(&mut layers.waiting);
        layers.done.extend(waiting);
        let films = std::mem::take(&mut layers.films);
        layers.films_done.extend(films);
    }
    let gpu = gpu.get_or_insert_with(|| PanoramaGpu::new(&device));
    for (ticket, placed) in std::mem::take(&mut layers.films) {
        match film_layer(&mut layers, gpu, &placed, &session, &device, &queue) {
            Ok(layer) => layers.films_done.push((ticket, Placed { layer, ..placed })),
            Err(error) => {
                tracing::warn!(%error, "the compositor took no layer; the film is drawn by the app");
                layers.films_done.push((ticket, placed));
            }
        }
    }
    if layers.filling.is_none() && !layers.waiting.is_empty() {
        let (ticket, source) = layers.waiting.remove(0);
        match StillImage::new(
            &session,
            &device,
            source.picture.width(),
            source.picture.height(),
        ) {
            Ok(image) => {
                let target = TextureView::from(image.target());
                layers.filling = Some(Filling {
                    ticket,
                    source,
                    image,
                    target,
                    next_row: 0,
                });
            }
            Err(error) => layers.refuse(ticket, source, &error),
        }
    }
    let Some(mut filling) = layers.filling.take() else {
        return;
    };
    let (width, height) = filling.image.size();
    let rows = (BAND / width.max(1)).clamp(1, height - filling.next_row);
    unwrap_into(
        gpu,
        &device,
        &queue,
        &filling.source.picture,
        &filling.target,
        StillImage::FORMAT,
        [0, filling.next_row, width, rows],
    );
    filling.next_row += rows;
    if filling.next_row < height {
        layers.filling = Some(filling);
        return;
    }
    let Filling {
        ticket,
        source,
        mut image,
        ..
    } = filling;
    let surround = match surround_for(&mut layers, &source.geometry, &session, &device, &queue) {
        Ok(surround) => surround,
        Err(error) => return layers.refuse(ticket, source, &error),
    };
    match image.release() {
        Ok(()) => {
            let copy = small_copy(gpu, &device, &queue, &source.picture);
            let layer = Some(Arc::new(LayerImage {
                image: Image::Still(image),
                surround,
            }));
            let placed = Placed {
                layer,
                ..Placed::new(copy, source.geometry)
            };
            layers.done.push((ticket, placed));
        }
        Err(error) => layers.refuse(ticket, source, &error),
    }
}

/// The compositor's images for a film, with its first frame in them. One frame is small enough to be drawn at once.
fn film_layer(
    layers: &mut PictureLayers,
    gpu: &mut PanoramaGpu,
    placed: &Placed,
    session: &OxrSession,
    device: &RenderDevice,
    queue: &RenderQueue,
) -> Result<Option<Arc<LayerImage>>, SwapchainError> {
    let (width, height) = (placed.picture.width(), placed.picture.height());
    let image = MovingImage::new(session, device, width, height)?;
    if !hand_over(&image, gpu, device, queue, &placed.picture)? {
        return Err(SwapchainError::NothingFree);
    }
    let surround = surround_for(layers, &placed.geometry, session, device, queue)?;
    let layer = LayerImage {
        image: Image::Moving(image),
        surround,
    };
    Ok(Some(Arc::new(layer)))
}

fn hand_over(
    image: &MovingImage,
    gpu: &mut PanoramaGpu,
    device: &RenderDevice,
    queue: &RenderQueue,
    picture: &GpuPicture,
) -> Result<bool, SwapchainError> {
    let (width, height) = image.size();
    image.draw(|target| {
        let target = TextureView::from(target.clone());
        let whole = [0, 0, width, height];
        let format = StillImage::FORMAT;
        unwrap_into(gpu, device, queue, picture, &target, format, whole);
    })
}

/// Hands new frames of films that are seen to the compositor.
fn hand_over_frames(
    mut gpu: Local<Option<PanoramaGpu>>,
    mut handed: Local<Vec<(sys::Swapchain, u64)>>,
    scenery: Res<Scenery>,
    device: Res<RenderDevice>,
    queue: Res<RenderQueue>,
) {
    let coming = scenery.coming.as_ref().map(|(placed, _)| placed);
    let before = std::mem::take(&mut *handed);
    for placed in [scenery.shown.as_ref(), coming].into_iter().flatten() {
        let Some(layer) = &placed.layer else { continue };
        let Image::Moving(image) = &layer.image else {
            continue;
        };
        let known = before.iter().find(|(known, _)| *known == image.raw());
        let frame = known.map_or(0, |(_, frame)| *frame);
        let gpu = gpu.get_or_insert_with(|| PanoramaGpu::new(&device));
        let handed_over = frame == placed.frame
            || hand_over(image, gpu, &device, &queue, &placed.picture).unwrap_or_else(|error| {
                tracing::warn!(%error, "the compositor did not take a frame of a film");
                false
            });
        let now = if handed_over { placed.frame } else { frame };
        handed.push((image.raw(), now));
    }
}

/// Draws a part (x, y, width, height) of a picture into a target of any size.
fn unwrap_into(
    gpu: &mut PanoramaGpu,
    device: &RenderDevice,
    queue: &RenderQueue,
    picture: &GpuPicture,
    target: &TextureView,
    format: TextureFormat,
    [x, y, width, height]: [u32; 4],
) {
    let picture = &picture.whole();
    let variant = Variant {
        purpose: Purpose::Unwrap,
        format,
        planes: picture.plane_count(),
        flat: false,
        over: false,
    };
    let pipeline = gpu.pipeline(device, variant);
    let uniform = ViewUniform::new(
        picture,
        &Geometry::SPHERE,
        Eye::Left,
        Quat::IDENTITY,
        Mat4::IDENTITY,
        1.0,
    );
    let group = gpu.bind(
        device,
        queue,
        (Entity::PLACEHOLDER, Pane::Shown),
        picture,
        &uniform,
    );
    let mut encoder = device.create_command_encoder(&CommandEncoderDescriptor {
        label: Some("unwrap"),
    });
    {
        let mut pass = encoder.begin_render_pass(&RenderPassDescriptor {
            label: Some("unwrap"),
            color_attachments: &[Some(RenderPassColorAttachment {
                view: target,
                depth_slice: None,
                resolve_target: None,
                ops: Operations {
                    load: LoadOp::Load,
                    store: StoreOp::Store,
                },
            })],
            depth_stencil_attachment: None,
            timestamp_writes: None,
            occlusion_query_set: None,
            multiview_mask: None,
        });
        pass.set_pipeline(&pipeline);
        pass.set_bind_group(0, &*group, &[]);
        pass.set_scissor_rect(x, y, width, height);
        pass.draw(0..3, 0..1);
    }
    queue.submit([encoder.finish()]);
    gpu.keep_only(&[]);
}

fn small_copy(
    gpu: &mut PanoramaGpu,
    device: &RenderDevice,
    queue: &RenderQueue,
    picture: &GpuPicture,
) -> GpuPicture {
    let width = picture.width().min(COPY_WIDTH);
    let height = (picture.height() * width / picture.width().max(1)).max(1);
    let texture = device.create_texture(&TextureDescriptor {
        label: Some("copy for the tablet"),
        size: Extent3d {
            width,
            height,
            depth_or_array_layers: 1,
        },
        mip_level_count: 1,
        sample_count: 1,
        dimension: TextureDimension::D2,
        format: TextureFormat::Rgba8Unorm,
        usage: TextureUsages::RENDER_ATTACHMENT | TextureUsages::TEXTURE_BINDING,
        view_formats: &[],
    });
    let view = texture.create_view(&TextureViewDescriptor::default());
    unwrap_into(
        gpu,
        device,
        queue,
        picture,
        &view,
        TextureFormat::Rgba8Unorm,
        [0, 0, width, height],
    );
    GpuPicture::rgba(width, height, view)
}

/// The one-coloured image around a picture that does not reach all around; made once.
fn surround_for(
    layers: &mut PictureLayers,
    geometry: &Geometry,
    session: &OxrSession,
    device: &RenderDevice,
    queue: &RenderQueue,
) -> Result<Option<Arc<StillImage>>, SwapchainError> {
    let all_around = matches!(geometry.shape, Shape::Sphere { left, right, bottom, top }
        if right - left > 359.99 && top - bottom > 179.99);
    if all_around {
        return Ok(None);
    }
    if layers.surround.is_none() {
        let mut image = StillImage::new(session, device, 16, 8)?;
        let target = image.target();
        // The image is sRGB: what is cleared to is linear light.
        let [red, green, blue] = media::SURROUND.map(linear);
        let mut encoder = device.create_command_encoder(&CommandEncoderDescriptor {
            label: Some("surround"),
        });
        drop(encoder.begin_render_pass(&RenderPassDescriptor {
            label: Some("surround"),
            color_attachments: &[Some(RenderPassColorAttachment {
                view: &target,
                depth_slice: None,
                resolve_target: None,
                ops: Operations {
                    load: LoadOp::Clear(wgpu::Color {
                        r: red,
                        g: green,
                        b: blue,
                        a: 1.0,
                    }),
                    store: StoreOp::Store,
                },
            })],
            depth_stencil_attachment: None,
            timestamp_writes: None,
            occlusion_query_set: None,
            multiview_mask: None,
        }));
        queue.submit([encoder.finish()]);
        image.release()?;
        layers.surround = Some(Arc::new(image));
    }
    Ok(layers.surround.clone())
}

/// Linear light of an sRGB value.
fn linear(value: u8) -> f64 {
    let encoded = f64::from(value) / 255.0;
    if encoded <= 0.04045 {
        encoded / 12.92
    } else {
        ((encoded + 0.055) / 1.055).powf(2.4)
    }
}
