//! What all worlds on one graphics card share: shaders, layouts, noise, samplers, pipelines.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use wgpu::util::{DeviceExt, TextureDataOrder};

use super::frame::FrameUniform;
use super::noise;
use super::thing::THING_BYTES;
use crate::model::Vertex;

const SHADER: &str = concat!(
    include_str!("../../../../assets/shaders/world/common.wgsl"),
    include_str!("../../../../assets/shaders/world/things.wgsl"),
    include_str!("../../../../assets/shaders/world/sky.wgsl"),
    include_str!("../../../../assets/shaders/world/water.wgsl"),
    include_str!("../../../../assets/shaders/world/particles.wgsl"),
);
/// Near is 1, far is 0: a world is as exact at the horizon as at the window sill.
pub(super) const DEPTH: wgpu::TextureFormat = wgpu::TextureFormat::Depth32Float;
/// What the mirror of the water holds.
pub(super) const MIRRORED: wgpu::TextureFormat = wgpu::TextureFormat::Rgba16Float;

/// Shared by all worlds on one graphics card.
pub struct Workshop {
    pub(super) device: wgpu::Device,
    pub(super) queue: wgpu::Queue,
    pub(super) frame_layout: wgpu::BindGroupLayout,
    pub(super) thing_layout: wgpu::BindGroupLayout,
    pub(super) picture_layout: wgpu::BindGroupLayout,
    pub(super) noise: wgpu::TextureView,
    pub(super) repeating: wgpu::Sampler,
    pub(super) clamped: wgpu::Sampler,
    pub(super) picture_sampler: wgpu::Sampler,
    /// Stands where there is no mirror yet.
    pub(super) no_mirror: wgpu::TextureView,
    /// On things without a picture.
    pub(super) white: wgpu::BindGroup,
    layout: wgpu::PipelineLayout,
    shader: wgpu::ShaderModule,
    pipelines: Mutex<HashMap<Variant, wgpu::RenderPipeline>>,
}

/// One way to draw into one kind of target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Variant {
    pub(super) what: What,
    pub(super) format: wgpu::TextureFormat,
    pub(super) samples: u32,
}

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum What {
    /// Firm things, seen from their front.
    Thing,
    /// Things seen from both sides.
    TwoSided,
    Glass,
    Water,
    Sky,
    Falling,
    Emitted,
}

const CORNERS: [wgpu::VertexAttribute; 6] = wgpu::vertex_attr_array![
    0 => Float32x3, 1 => Snorm8x4, 2 => Unorm8x4, 3 => Unorm8x4, 4 => Unorm8x4, 5 => Float32x2
];
/// Bytes of one particle in [`What::Emitted`].
pub(super) const SOURCE_BYTES: u64 = 32;
const SOURCES: [wgpu::VertexAttribute; 2] =
    wgpu::vertex_attr_array![0 => Float32x4, 1 => Float32x4];

impl Workshop {
    /// Everything shared, made once. Pipelines are made when they are first wanted, or by
    /// [`warm`](Self::warm).
    pub fn new(device: wgpu::Device, queue: wgpu::Queue) -> Self {
        let uniform = |binding, dynamic, size: u64| wgpu::BindGroupLayoutEntry {
            binding,
            visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
            ty: wgpu::BindingType::Buffer {
                ty: wgpu::BufferBindingType::Uniform,
                has_dynamic_offset: dynamic,
                min_binding_size: std::num::NonZeroU64::new(size),
            },
            count: None,
        };
        let texture = |binding, view_dimension| wgpu::BindGroupLayoutEntry {
            binding,
            visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
            ty: wgpu::BindingType::Texture {
                sample_type: wgpu::TextureSampleType::Float { filterable: true },
                view_dimension,
                multisampled: false,
            },
            count: None,
        };
        let sampler = |binding| wgpu::BindGroupLayoutEntry {
            binding,
            visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
            ty: wgpu::BindingType::Sampler(wgpu::SamplerBindingType::Filtering),
            count: None,
        };
        let layout = |label, entries: &[wgpu::BindGroupLayoutEntry]| {
            device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
                label: Some(label),
                entries,
            })
        };
        let flat = wgpu::TextureViewDimension::D2;
        let frame_layout = layout(
            "world frame",
            &[
                uniform(0, false, size_of::<FrameUniform>() as u64),
                texture(1, flat),
                sampler(2),
                texture(3, wgpu::TextureViewDimension::Cube),
                sampler(4),
            ],
        );
        let thing_layout = layout("world thing", &[uniform(0, true, THING_BYTES)]);
        let picture_layout = layout("world picture", &[texture(0, flat), sampler(1)]);
        let picture_sampler = sampler_of(&device, wgpu::AddressMode::Repeat, 4);
        let white = texture_of(
            &device,
            &queue,
            1,
            1,
            wgpu::TextureFormat::Rgba8UnormSrgb,
            &[vec![255; 4]],
        );
        let white = picture_group(&device, &picture_layout, &white, &picture_sampler);
        let side = noise::SIDE as u32;
        let noise = texture_of(
            &device,
            &queue,
            side,
            side,
            wgpu::TextureFormat::Rgba8Unorm,
            &noise::picture(),
        );
        let no_mirror =
            cube(&device, 1, wgpu::TextureUsages::TEXTURE_BINDING).create_view(&cube_view());
        let shader = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("world"),
            source: wgpu::ShaderSource::Wgsl(SHADER.into()),
        });
        let pipeline_layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some("world"),
            bind_group_layouts: &[
                Some(&frame_layout),
                Some(&thing_layout),
                Some(&picture_layout),
            ],
            immediate_size: 0,
        });
        Self {
            noise,
            repeating: sampler_of(&device, wgpu::AddressMode::Repeat, 1),
            clamped: sampler_of(&device, wgpu::AddressMode::ClampToEdge, 1),
            picture_sampler,
            no_mirror,
            white,
            layout: pipeline_layout,
            shader,
            pipelines: Mutex::default(),
            frame_layout,
            thing_layout,
            picture_layout,
            device,
            queue,
        }
    }

    /// The graphics card.
    pub fn device(&self) -> &wgpu::Device {
        &self.device
    }

    /// Where drawings are sent.
    pub fn queue(&self) -> &wgpu::Queue {
        &self.queue
    }

    /// Whether a program draws, not a graphics card.
    pub fn is_software(&self) -> bool {
        self.device.adapter_info().device_type == wgpu::DeviceType::Cpu
    }

    /// Makes all pipelines for a kind of target, so that no picture has to wait for one.
    pub fn warm(&self, format: wgpu::TextureFormat, samples: u32) {
        let all = [
            What::Thing,
            What::TwoSided,
            What::Glass,
            What::Water,
            What::Sky,
            What::Falling,
            What::Emitted,
        ];
        for what in all {
            self.pipeline(Variant {
                what,
                format,
                samples,
            });
        }
    }

    pub(super) fn pipeline(&self, variant: Variant) -> wgpu::RenderPipeline {
        let mut pipelines = self
            .pipelines
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        pipelines
            .entry(variant)
            .or_insert_with(|| self.make(variant))
            .clone()
    }

    fn make(&self, variant: Variant) -> wgpu::RenderPipeline {
        let Variant {
            what,
            format,
            samples,
        } = variant;
        let (vertex, fragment) = match what {
            What::Thing | What::TwoSided => ("thing_corner", "thing_colour"),
            What::Glass => ("thing_corner", "glass_colour"),
            What::Water => ("thing_corner", "water_colour"),
            What::Sky => ("sky_corner", "sky_colour"),
            What::Falling => ("falling_corner", "falling_colour"),
            What::Emitted => ("emitted_corner", "emitted_colour"),
        };
        let corners = wgpu::VertexBufferLayout {
            array_stride: size_of::<Vertex>() as u64,
            step_mode: wgpu::VertexStepMode::Vertex,
            attributes: &CORNERS,
        };
        let sources = wgpu::VertexBufferLayout {
            array_stride: SOURCE_BYTES,
            step_mode: wgpu::VertexStepMode::Instance,
            attributes: &SOURCES,
        };
        let buffers: &[wgpu::VertexBufferLayout<'_>] = match what {
            What::Sky | What::Falling => &[],
            What::Emitted => &[sources],
            _ => &[corners],
        };
        let seen_through = matches!(what, What::Glass | What::Falling | What::Emitted);
        let constants = [
            ("LINEAR_OUT", f64::from(format.is_srgb())),
            ("MIRROR", f64::from(format == MIRRORED)),
        ];
        let compilation_options = wgpu::PipelineCompilationOptions {
            constants: &constants,
            ..Default::default()
        };
        self.device
            .create_render_pipeline(&wgpu::RenderPipelineDescriptor {
                label: Some(fragment),
                layout: Some(&self.layout),
                vertex: wgpu::VertexState {
                    module: &self.shader,
                    entry_point: Some(vertex),
                    compilation_options: compilation_options.clone(),
                    buffers,
                },
                primitive: wgpu::PrimitiveState {
                    cull_mode: (what == What::Thing).then_some(wgpu::Face::Back),
                    ..Default::default()
                },
                depth_stencil: Some(wgpu::DepthStencilState {
                    format: DEPTH,
                    depth_write_enabled: Some(!seen_through && what != What::Sky),
                    depth_compare: Some(wgpu::CompareFunction::GreaterEqual),
                    stencil: wgpu::StencilState::default(),
                    bias: wgpu::DepthBiasState::default(),
                }),
                multisample: wgpu::MultisampleState {
                    count: samples,
                    ..Default::default()
                },
                fragment: Some(wgpu::FragmentState {
                    module: &self.shader,
                    entry_point: Some(fragment),
                    compilation_options,
                    targets: &[Some(wgpu::ColorTargetState {
                        format,
                        blend: seen_through.then_some(wgpu::BlendState::ALPHA_BLENDING),
                        write_mask: wgpu::ColorWrites::ALL,
                    })],
                }),
                multiview_mask: None,
                cache: None,
            })
    }

    /// A picture for materials, with all its smaller sizes.
    /// A picture that changes: in one size only.
    pub(super) fn changing_picture(
        &self,
        picture: &crate::model::Texture,
    ) -> (wgpu::Texture, wgpu::BindGroup) {
        let texture = self.device.create_texture_with_data(
            &self.queue,
            &descriptor_of(
                (picture.width, picture.height),
                wgpu::TextureFormat::Rgba8UnormSrgb,
                1,
            ),
            TextureDataOrder::MipMajor,
            &picture.pixels,
        );
        let view = texture.create_view(&wgpu::TextureViewDescriptor::default());
        let group = picture_group(
            &self.device,
            &self.picture_layout,
            &view,
            &self.picture_sampler,
        );
        (texture, group)
    }

    /// A picture in all sizes down to a pixel.
    pub(super) fn picture(&self, picture: &crate::model::Texture) -> wgpu::BindGroup {
        let sizes = smaller_sizes(picture);
        let view = texture_of(
            &self.device,
            &self.queue,
            picture.width,
            picture.height,
            wgpu::TextureFormat::Rgba8UnormSrgb,
            &sizes,
        );
        picture_group(
            &self.device,
            &self.picture_layout,
            &view,
            &self.picture_sampler,
        )
    }
}

/// A cube for the mirror of the water.
pub(super) fn cube(device: &wgpu::Device, side: u32, usage: wgpu::TextureUsages) -> wgpu::Texture {
    device.create_texture(&wgpu::TextureDescriptor {
        label: Some("world mirror"),
        size: wgpu::Extent3d {
            width: side,
            height: side,
            depth_or_array_layers: 6,
        },
        mip_level_count: 1,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format: MIRRORED,
        usage,
        view_formats: &[],
    })
}

/// All six sides of it.
pub(super) fn cube_view() -> wgpu::TextureViewDescriptor<'static> {
    wgpu::TextureViewDescriptor {
        dimension: Some(wgpu::TextureViewDimension::Cube),
        ..Default::default()
    }
}

fn sampler_of(device: &wgpu::Device, address: wgpu::AddressMode, anisotropy: u16) -> wgpu::Sampler {
    device.create_sampler(&wgpu::SamplerDescriptor {
        label: Some("world"),
        address_mode_u: address,
        address_mode_v: address,
        address_mode_w: address,
        mag_filter: wgpu::FilterMode::Linear,
        min_filter: wgpu::FilterMode::Linear,
        mipmap_filter: wgpu::MipmapFilterMode::Linear,
        anisotropy_clamp: anisotropy,
        ..Default::default()
    })
}

fn texture_of(
    device: &wgpu::Device,
    queue: &wgpu::Queue,
    width: u32,
    height: u32,
    format: wgpu::TextureFormat,
    sizes: &[Vec<u8>],
) -> wgpu::TextureView {
    device
        .create_texture_with_data(
            queue,
            &descriptor_of((width, height), format, sizes.len() as u32),
            TextureDataOrder::MipMajor,
            &sizes.concat(),
        )
        .create_view(&wgpu::TextureViewDescriptor::default())
}

fn descriptor_of(
    (width, height): (u32, u32),
    format: wgpu::TextureFormat,
    sizes: u32,
) -> wgpu::TextureDescriptor<'static> {
    wgpu::TextureDescriptor {
        label: Some("world picture"),
        size: wgpu::Extent3d {
            width,
            height,
            depth_or_array_layers: 1,
        },
        mip_level_count: sizes,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format,
        usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
        view_formats: &[],
    }
}

fn picture_group(
    device: &wgpu::Device,
    layout: &wgpu::BindGroupLayout,
    view: &wgpu::TextureView,
    sampler: &wgpu::Sampler,
) -> wgpu::BindGroup {
    device.create_bind_group(&wgpu::BindGroupDescriptor {
        label: Some("world picture"),
        layout,
        entries: &[
            wgpu::BindGroupEntry {
                binding: 0,
                resource: wgpu::BindingResource::TextureView(view),
            },
            wgpu::BindGroupEntry {
                binding: 1,
                resource: wgpu::BindingResource::Sampler(sampler),
            },
        ],
    })
}

/// The picture, half of it, half of that, down to a pixel.
fn smaller_sizes(picture: &crate::model::Texture) -> Vec<Vec<u8>> {
    let (mut width, mut height) = (picture.width as usize, picture.height as usize);
    let mut sizes = vec![picture.pixels.clone()];
    while width > 1 || height > 1 {
        let Some(large) = sizes.last() else { break };
        let (half_width, half_height) = ((width / 2).max(1), (height / 2).max(1));
        let mut small = Vec::with_capacity(half_width * half_height * 4);
        for y in 0..half_height {
            for x in 0..half_width {
                for channel in 0..4 {
                    let at = |dx: usize, dy: usize| {
                        let (x, y) = ((x * 2 + dx).min(width - 1), (y * 2 + dy).min(height - 1));
                        u32::from(large[(y * width + x) * 4 + channel])
                    };
                    small.push(((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1) + 2) / 4) as u8);
                }
            }
        }
        sizes.push(small);
        (width, height) = (half_width, half_height);
    }
    sizes
}
