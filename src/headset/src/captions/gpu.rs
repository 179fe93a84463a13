//! Captions on the graphics card: one draw over the picture in each camera.
//!
//! The picture of a page is uploaded once with its smaller sizes; after that a caption costs a uniform
//! and a strip of triangles a camera, and nothing at all while none is seen. It is drawn after the panorama
//! in the same view, over the picture or over what is left clear for the compositor's layers.

use std::collections::HashMap;

use bevy::app::App;
use bevy::ecs::prelude::*;
use bevy::math::{Mat4, Vec3};
use bevy::render::render_resource::{
    BindGroup, BindGroupEntry, BindGroupLayout, BindGroupLayoutEntry, BindingResource, BindingType,
    BlendState, Buffer, BufferBindingType, BufferDescriptor, BufferUsages, ColorTargetState,
    ColorWrites, Extent3d, FilterMode, LoadOp, MultisampleState, Operations,
    PipelineCompilationOptions, PipelineLayoutDescriptor, PrimitiveState, PrimitiveTopology,
    RawFragmentState, RawRenderPipelineDescriptor, RawVertexState, RenderPassColorAttachment,
    RenderPassDescriptor, RenderPipeline, Sampler, SamplerBindingType, SamplerDescriptor,
    ShaderModule, ShaderModuleDescriptor, ShaderSource, ShaderStages, StoreOp, Texture,
    TextureDescriptor, TextureDimension, TextureFormat, TextureSampleType, TextureUsages,
    TextureView, TextureViewDescriptor, TextureViewDimension,
};
use bevy::render::renderer::{RenderContext, RenderDevice, RenderQueue, ViewQuery};
use bevy::render::view::{ExtractedView, ViewTarget};
use bevy::render::{ExtractSchedule, GpuResourceAppExt, RenderApp};
use media::Eye;

use super::lettering::CaptionPicture;
use super::size::DISTANCE;
use super::{Seen, SeenCaption};
use crate::panorama::{DrawCalls, PanoramaCamera, PanoramaView, Scenery};

const SHADER: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../assets/shaders/captions.wgsl"
));
/// The flat pieces a caption is made of.
const PIECES: u32 = 16;
/// The numbers the shader is given: a matrix and two vectors.
const NUMBERS: usize = 24;
const UNIFORM_BYTES: u64 = (NUMBERS * size_of::<f32>()) as u64;

pub(super) fn add_to(app: &mut App) {
    let Some(render_app) = app.get_sub_app_mut(RenderApp) else {
        return;
    };
    render_app
        .init_gpu_resource::<CaptionGpu>()
        .add_systems(
            PanoramaView,
            draw.after(crate::panorama::draw)
                .after(crate::world::draw_coming),
        )
        .add_systems(ExtractSchedule, forget_despawned);
}

/// The picture of a page on the graphics card.
pub(super) struct CaptionTexture {
    view: TextureView,
    /// Degrees.
    across: f32,
    /// Degrees.
    high: f32,
    /// Keeps the memory for as long as the view may be bound.
    _texture: Texture,
}

impl CaptionTexture {
    /// Uploads a picture with its smaller sizes, the largest first; `None` where there is nothing to see.
    pub(super) fn new(
        device: &RenderDevice,
        queue: &RenderQueue,
        sizes: &[CaptionPicture],
    ) -> Option<Self> {
        let largest = sizes
            .first()
            .filter(|size| size.width > 0 && size.height > 0)?;
        let texture = device.create_texture(&TextureDescriptor {
            label: Some("caption"),
            size: extent(largest),
            mip_level_count: sizes.len() as u32,
            sample_count: 1,
            dimension: TextureDimension::D2,
            format: TextureFormat::Rgba8Unorm,
            usage: TextureUsages::TEXTURE_BINDING | TextureUsages::COPY_DST,
            view_formats: &[],
        });
        for (level, size) in (0..).zip(sizes) {
            queue.write_texture(
                wgpu::TexelCopyTextureInfo {
                    texture: &texture,
                    mip_level: level,
                    origin: wgpu::Origin3d::ZERO,
                    aspect: wgpu::TextureAspect::All,
                },
                &size.pixels,
                wgpu::TexelCopyBufferLayout {
                    offset: 0,
                    bytes_per_row: Some(size.width * 4),
                    rows_per_image: None,
                },
                extent(size),
            );
        }
        Some(Self {
            view: texture.create_view(&TextureViewDescriptor::default()),
            across: largest.across,
            high: largest.high,
            _texture: texture,
        })
    }
}

fn extent(picture: &CaptionPicture) -> Extent3d {
    Extent3d {
        width: picture.width,
        height: picture.height,
        depth_or_array_layers: 1,
    }
}

/// What draws captions: the shader made ready for each kind of target, and each camera's numbers.
#[derive(Resource)]
struct CaptionGpu {
    shader: ShaderModule,
    layout: BindGroupLayout,
    sampler: Sampler,
    pipelines: HashMap<TextureFormat, RenderPipeline>,
    cameras: HashMap<Entity, Buffer>,
}

impl FromWorld for CaptionGpu {
    fn from_world(world: &mut World) -> Self {
        let device = world.resource::<RenderDevice>();
        let shader = device.create_and_validate_shader_module(ShaderModuleDescriptor {
            label: Some("captions"),
            source: ShaderSource::Wgsl(SHADER.into()),
        });
        let entry = |binding, visibility, ty| BindGroupLayoutEntry {
            binding,
            visibility,
            ty,
            count: None,
        };
        let pane = BindingType::Buffer {
            ty: BufferBindingType::Storage { read_only: true },
            has_dynamic_offset: false,
            min_binding_size: std::num::NonZero::new(UNIFORM_BYTES),
        };
        let words = BindingType::Texture {
            sample_type: TextureSampleType::Float { filterable: true },
            view_dimension: TextureViewDimension::D2,
            multisampled: false,
        };
        let filtering = BindingType::Sampler(SamplerBindingType::Filtering);
        let layout = device.create_bind_group_layout(
            "captions",
            &[
                entry(0, ShaderStages::VERTEX_FRAGMENT, pane),
                entry(1, ShaderStages::FRAGMENT, words),
                entry(2, ShaderStages::FRAGMENT, filtering),
            ],
        );
        let sampler = device.create_sampler(&SamplerDescriptor {
            label: Some("captions"),
            mag_filter: FilterMode::Linear,
            min_filter: FilterMode::Linear,
            mipmap_filter: wgpu::MipmapFilterMode::Linear,
            ..Default::default()
        });
        Self {
            shader,
            layout,
            sampler,
            pipelines: HashMap::new(),
            cameras: HashMap::new(),
        }
    }
}

impl CaptionGpu {
    fn pipeline(&mut self, device: &RenderDevice, format: TextureFormat) -> RenderPipeline {
        let (shader, layout) = (&self.shader, &self.layout);
        let make = || {
            let pipeline_layout = device.create_pipeline_layout(&PipelineLayoutDescriptor {
                label: Some("captions"),
                bind_group_layouts: &[Some(layout)],
                immediate_size: 0,
            });
            let pieces = [("PIECES", f64::from(PIECES))];
            let encoding = [("LINEAR_OUT", f64::from(u8::from(format.is_srgb())))];
            device.create_render_pipeline(&RawRenderPipelineDescriptor {
                label: Some("captions"),
                layout: Some(&pipeline_layout),
                vertex: RawVertexState {
                    module: shader,
                    entry_point: Some("edge"),
                    compilation_options: PipelineCompilationOptions {
                        constants: &pieces,
                        ..Default::default()
                    },
                    buffers: &[],
                },
                primitive: PrimitiveState {
                    topology: PrimitiveTopology::TriangleStrip,
                    ..Default::default()
                },
                depth_stencil: None,
                multisample: MultisampleState::default(),
                fragment: Some(RawFragmentState {
                    module: shader,
                    entry_point: Some("ink"),
                    compilation_options: PipelineCompilationOptions {
                        constants: &encoding,
                        ..Default::default()
                    },
                    targets: &[Some(ColorTargetState {
                        format,
                        blend: Some(BlendState::PREMULTIPLIED_ALPHA_BLENDING),
                        write_mask: ColorWrites::ALL,
                    })],
                }),
                multiview_mask: None,
                cache: None,
            })
        };
        self.pipelines.entry(format).or_insert_with(make).clone()
    }

    /// Writes what `camera` needs for this frame and gives what to bind for its draw.
    fn bind(
        &mut self,
        device: &RenderDevice,
        queue: &RenderQueue,
        camera: Entity,
        texture: &CaptionTexture,
        numbers: &[f32; NUMBERS],
    ) -> BindGroup {
        let buffer = self.cameras.entry(camera).or_insert_with(|| {
            device.create_buffer(&BufferDescriptor {
                label: Some("caption"),
                size: UNIFORM_BYTES,
                usage: BufferUsages::STORAGE | BufferUsages::COPY_DST,
                mapped_at_creation: false,
            })
        });
        queue.write_buffer(buffer, 0, bytemuck::cast_slice(numbers));
        device.create_bind_group(
            "captions",
            &self.layout,
            &[
                BindGroupEntry {
                    binding: 0,
                    resource: buffer.as_entire_binding(),
                },
                BindGroupEntry {
                    binding: 1,
                    resource: BindingResource::TextureView(&texture.view),
                },
                BindGroupEntry {
                    binding: 2,
                    resource: BindingResource::Sampler(&self.sampler),
                },
            ],
        )
    }
}

/// The shader's numbers for one eye; see `assets/shaders/captions.wgsl`.
fn numbers(seen: &Seen, view: &ExtractedView, eye: Eye, light: f32) -> [f32; NUMBERS] {
    let side = match eye {
        Eye::Left => -0.5,
        Eye::Right => 0.5,
    };
    let from_head = Mat4::from_translation(Vec3::X * -side * seen.eye_distance);
    let head_from_caption = view.world_from_view.rotation().inverse() * seen.room_from_caption;
    let clip_from_caption = view.clip_from_view * from_head * Mat4::from_quat(head_from_caption);
    let half = |degrees: f32| (degrees / 2.0).to_radians();
    let mut numbers = [0.0; NUMBERS];
    numbers[..16].copy_from_slice(&clip_from_caption.to_cols_array());
    numbers[16..20].copy_from_slice(&[
        half(seen.texture.across),
        DISTANCE * half(seen.texture.high).tan(),
        DISTANCE,
        seen.level,
    ]);
    numbers[20] = light.clamp(0.0, 1.0);
    numbers
}

#[expect(clippy::too_many_arguments, reason = "each is something of the frame")]
fn draw(
    view: ViewQuery<(&ExtractedView, &ViewTarget, &PanoramaCamera)>,
    caption: Res<SeenCaption>,
    scenery: Res<Scenery>,
    device: Res<RenderDevice>,
    queue: Res<RenderQueue>,
    mut gpu: ResMut<CaptionGpu>,
    mut calls: ResMut<DrawCalls>,
    mut context: RenderContext,
) {
    let camera = view.entity();
    let (extracted, target, panorama) = view.into_inner();
    let (Some(seen), Some(out), Some(format)) = (
        &caption.0,
        target.out_texture(),
        target.out_texture_view_format(),
    ) else {
        return;
    };
    let numbers = numbers(seen, extracted, panorama.eye, scenery.light);
    let group = gpu.bind(&device, &queue, camera, &seen.texture, &numbers);
    let pipeline = gpu.pipeline(&device, format);
    let mut pass = context
        .command_encoder()
        .begin_render_pass(&RenderPassDescriptor {
            label: Some("captions"),
            color_attachments: &[Some(RenderPassColorAttachment {
                view: out,
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
    pass.draw(0..2 * (PIECES + 1), 0..1);
    calls.passes += 1;
    calls.draws += 1;
}

fn forget_despawned(mut gone: RemovedComponents<PanoramaCamera>, mut gpu: ResMut<CaptionGpu>) {
    for camera in gone.read() {
        gpu.cameras.remove(&camera);
    }
}
