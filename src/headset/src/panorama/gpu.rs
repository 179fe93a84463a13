//! The shader of panoramas made ready for a target: pipelines, uniforms and bind groups.
//!
//! wgpu is used directly instead of Bevy's pipeline cache: there is one shader, known when the
//! program is built, and a resident should not wait for a queue to get round to it.

use std::collections::HashMap;
use std::ops::Range;

use bevy::ecs::entity::Entity;
use bevy::ecs::resource::Resource;
use bevy::ecs::world::{FromWorld, World};
use bevy::math::{Mat3, Mat4, Quat, Vec2, Vec4};
use bevy::render::render_resource::encase::UniformBuffer;
use bevy::render::render_resource::{
    AddressMode, BindGroup, BindGroupEntry, BindGroupLayout, BindGroupLayoutEntry, BindingResource,
    BindingType, BlendState, Buffer, BufferBindingType, BufferDescriptor, BufferUsages,
    ColorTargetState, ColorWrites, FilterMode, MultisampleState, PipelineCompilationOptions,
    PipelineLayoutDescriptor, PrimitiveState, RawFragmentState, RawRenderPipelineDescriptor,
    RawVertexBufferLayout, RawVertexState, RenderPipeline, Sampler, SamplerBindingType,
    SamplerDescriptor, ShaderModule, ShaderModuleDescriptor, ShaderSource, ShaderStages,
    ShaderType, TextureFormat, TextureSampleType, TextureViewDimension, VertexAttribute,
    VertexFormat, VertexStepMode,
};
use bevy::render::renderer::{RenderDevice, RenderQueue};
use media::{Eye, Geometry, Shape};

use super::cells::{Cells, Corner, Sight};
use super::texture::GpuPicture;

const SHADER: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../assets/shaders/panorama.wgsl"
));

/// What the shader is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// The picture around the viewer; each pixel finds its own place.
    Around,
    /// The same for the corners of cells (module `cells`): those that are not straight.
    AroundInCells,
    /// The pixels of straight cells.
    Follow,
    /// The picture as it is, into a compositor's image.
    Unwrap,
}

/// The shader's view of one camera; see `assets/shaders/panorama.wgsl`.
#[derive(Debug, Clone, ShaderType)]
pub struct ViewUniform {
    turn: Mat3,
    frustum: Vec4,
    part: Vec4,
    extent: Vec4,
    file: Vec4,
    surround: Vec4,
    red: Vec4,
    green: Vec4,
    blue: Vec4,
    upright: Vec4,
    chroma: Vec4,
}

impl ViewUniform {
    /// What `eye` sees of a picture with `geometry`.
    ///
    /// `turn` takes view directions to directions in front of the resident (before the picture's own
    /// heading), `clip_from_view` is the camera's projection, `light` the share of light, 0 to 1.
    pub fn new(
        picture: &GpuPicture,
        geometry: &Geometry,
        eye: Eye,
        turn: Quat,
        clip_from_view: Mat4,
        light: f32,
    ) -> Self {
        let rect = geometry.eye_rect(eye);
        let (extent, closed) = match geometry.shape {
            Shape::Sphere {
                left,
                right,
                bottom,
                top,
            } => {
                let closed = right - left > 359.99 && rect.width > 0.99;
                let extent = Vec4::new((left + right) / 2.0, right - left, top, top - bottom);
                (extent * std::f32::consts::PI / 180.0, closed)
            }
            Shape::Flat { width, height } => {
                let tangent = |degrees: f32| (degrees / 2.0).to_radians().tan();
                (Vec4::new(0.0, tangent(width), 0.0, tangent(height)), false)
            }
        };
        let p = clip_from_view;
        let dark = media::SURROUND.map(|channel| f32::from(channel) / 255.0);
        let reading = picture.reading();
        Self {
            turn: Mat3::from_quat(Quat::from_array(geometry.picture_from_view()) * turn),
            frustum: Vec4::new(
                1.0 / p.x_axis.x,
                p.z_axis.x / p.x_axis.x,
                1.0 / p.y_axis.y,
                p.z_axis.y / p.y_axis.y,
            ),
            part: Vec4::new(rect.x, rect.y, rect.width, rect.height),
            extent,
            file: Vec4::new(
                picture.width() as f32,
                picture.height() as f32,
                if closed { 1.0 } else { 0.0 },
                1.0,
            ),
            surround: Vec4::new(dark[0], dark[1], dark[2], light.clamp(0.0, 1.0)),
            red: reading.colours.red,
            green: reading.colours.green,
            blue: reading.colours.blue,
            upright: reading.upright,
            chroma: Vec4::from((reading.chroma_scale, reading.chroma_shift)),
        }
    }
}

impl ViewUniform {
    /// The same, laid over what is drawn already by a share from 0 to 1 ([`Variant::over`]).
    pub fn over(mut self, share: f32) -> Self {
        self.file.w = share.clamp(0.0, 1.0);
        self
    }

    /// Lets the shader read the planes of this picture: another, or a part of the one it was made for.
    pub(super) fn read(&mut self, picture: &GpuPicture) {
        let reading = picture.reading();
        self.red = reading.colours.red;
        self.green = reading.colours.green;
        self.blue = reading.colours.blue;
        self.upright = reading.upright;
        self.chroma = Vec4::from((reading.chroma_scale, reading.chroma_shift));
    }

    /// The same as numbers for cells; `view` is the camera's size in pixels.
    pub fn sight(&self, geometry: &Geometry, view: Vec2) -> Sight {
        Sight {
            turn: self.turn,
            frustum: self.frustum,
            shape: geometry.shape,
            texels: Vec2::new(self.file.x * self.part.z, self.file.y * self.part.w),
            closed: self.file.z > 0.5,
            view,
        }
    }
}

/// All that a pipeline is made for. What is the same for a whole picture is told to the compiler of the
/// shader: some drivers compile anew whenever a branch depends on a number in a buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Variant {
    /// What for.
    pub purpose: Purpose,
    /// The format of the target.
    pub format: TextureFormat,
    /// Planes of the picture as [`GpuPicture::plane_count`] has them.
    pub planes: usize,
    /// Whether it is an upright plane, not a part of a sphere.
    pub flat: bool,
    /// Whether it is laid over what is drawn already, by the light of the view.
    pub over: bool,
}

/// Everything on the graphics card that draws panoramas.
#[derive(Resource)]
pub struct PanoramaGpu {
    shader: ShaderModule,
    layout: BindGroupLayout,
    sampler: Sampler,
    pipelines: HashMap<Variant, RenderPipeline>,
    views: HashMap<(Entity, Pane), ViewGpu>,
}

/// Which of the two pictures that one camera may draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The one that is shown.
    Shown,
    /// The one that comes over it in a cross-fade.
    Coming,
}

struct ViewGpu {
    uniform: Buffer,
    bound: Option<(GpuPicture, BindGroup)>,
    /// The cells as they were written last, and how many corners are of straight ones, and of all.
    cells: Option<(Sight, Buffer, u32, u32)>,
}

/// The cells of one camera, ready to be drawn.
pub struct DrawnCells {
    /// Their corners.
    pub corners: Buffer,
    /// Which of them are of straight cells.
    pub straight: Range<u32>,
    /// Which of them are of all other cells.
    pub others: Range<u32>,
}

const CELL_CORNERS: [RawVertexBufferLayout<'static>; 1] = [RawVertexBufferLayout {
    array_stride: size_of::<Corner>() as u64,
    step_mode: VertexStepMode::Vertex,
    attributes: &[
        VertexAttribute {
            format: VertexFormat::Float32x2,
            offset: 0,
            shader_location: 0,
        },
        VertexAttribute {
            format: VertexFormat::Float32x2,
            offset: 8,
            shader_location: 1,
        },
    ],
}];

impl FromWorld for PanoramaGpu {
    fn from_world(world: &mut World) -> Self {
        Self::new(world.resource::<RenderDevice>())
    }
}

impl PanoramaGpu {
    /// Compiles the shader for a device.
    pub fn new(device: &RenderDevice) -> Self {
        let shader = device.create_and_validate_shader_module(ShaderModuleDescriptor {
            label: Some("panorama"),
            source: ShaderSource::Wgsl(SHADER.into()),
        });
        let texture = |binding| BindGroupLayoutEntry {
            binding,
            visibility: ShaderStages::FRAGMENT,
            ty: BindingType::Texture {
                sample_type: TextureSampleType::Float { filterable: true },
                view_dimension: TextureViewDimension::D2,
                multisampled: false,
            },
            count: None,
        };
        let layout = device.create_bind_group_layout(
            "panorama",
            &[
                BindGroupLayoutEntry {
                    binding: 0,
                    visibility: ShaderStages::FRAGMENT,
                    ty: BindingType::Buffer {
                        ty: BufferBindingType::Uniform,
                        has_dynamic_offset: false,
                        min_binding_size: Some(ViewUniform::min_size()),
                    },
                    count: None,
                },
                texture(1),
                texture(2),
                texture(3),
                BindGroupLayoutEntry {
                    binding: 4,
                    visibility: ShaderStages::FRAGMENT,
                    ty: BindingType::Sampler(SamplerBindingType::Filtering),
                    count: None,
                },
            ],
        );
        let sampler = device.create_sampler(&SamplerDescriptor {
            label: Some("panorama"),
            address_mode_u: AddressMode::Repeat,
            mag_filter: FilterMode::Linear,
            min_filter: FilterMode::Linear,
            ..Default::default()
        });
        Self {
            shader,
            layout,
            sampler,
            pipelines: HashMap::new(),
            views: HashMap::new(),
        }
    }

    /// The pipeline for this; made when first asked for.
    pub fn pipeline(&mut self, device: &RenderDevice, variant: Variant) -> RenderPipeline {
        let (shader, layout) = (&self.shader, &self.layout);
        let Variant {
            purpose, format, ..
        } = variant;
        let in_cells = matches!(purpose, Purpose::AroundInCells | Purpose::Follow);
        let make = || {
            let constants = [
                ("PLANES", variant.planes as f64),
                ("LINEAR_OUT", f64::from(format.is_srgb())),
                ("FLAT", f64::from(variant.flat)),
                ("OVER", f64::from(variant.over)),
            ];
            let options = PipelineCompilationOptions {
                constants: &constants,
                ..Default::default()
            };
            let pipeline_layout = device.create_pipeline_layout(&PipelineLayoutDescriptor {
                label: Some("panorama"),
                bind_group_layouts: &[Some(layout)],
                immediate_size: 0,
            });
            device.create_render_pipeline(&RawRenderPipelineDescriptor {
                label: Some("panorama"),
                layout: Some(&pipeline_layout),
                vertex: RawVertexState {
                    module: shader,
                    entry_point: Some(if in_cells { "cell" } else { "corner" }),
                    compilation_options: PipelineCompilationOptions::default(),
                    buffers: if in_cells { &CELL_CORNERS } else { &[] },
                },
                primitive: PrimitiveState::default(),
                depth_stencil: None,
                multisample: MultisampleState::default(),
                fragment: Some(RawFragmentState {
                    module: shader,
                    entry_point: Some(match purpose {
                        Purpose::Around | Purpose::AroundInCells => "around",
                        Purpose::Follow => "follow",
                        Purpose::Unwrap => "unwrap",
                    }),
                    compilation_options: options,
                    targets: &[Some(ColorTargetState {
                        format,
                        blend: variant
                            .over
                            .then_some(BlendState::PREMULTIPLIED_ALPHA_BLENDING),
                        write_mask: ColorWrites::ALL,
                    })],
                }),
                multiview_mask: None,
                cache: None,
            })
        };
        self.pipelines.entry(variant).or_insert_with(make).clone()
    }

    /// Writes what `camera` needs for this frame and gives what to bind for its draw.
    pub fn bind(
        &mut self,
        device: &RenderDevice,
        queue: &RenderQueue,
        camera: (Entity, Pane),
        picture: &GpuPicture,
        uniform: &ViewUniform,
    ) -> BindGroup {
        let view = self.views.entry(camera).or_insert_with(|| ViewGpu {
            uniform: device.create_buffer(&BufferDescriptor {
                label: Some("panorama view"),
                size: ViewUniform::min_size().get(),
                usage: BufferUsages::UNIFORM | BufferUsages::COPY_DST,
                mapped_at_creation: false,
            }),
            bound: None,
            cells: None,
        });
        let mut bytes = UniformBuffer::new(Vec::new());
        if let Err(error) = bytes.write(uniform) {
            tracing::error!(%error, "the view of a camera could not be written");
        }
        queue.write_buffer(&view.uniform, 0, bytes.as_ref());
        match &view.bound {
            Some((bound, group)) if bound.same(picture) => group.clone(),
            _ => {
                let group = bind_group(device, &self.layout, &self.sampler, &view.uniform, picture);
                view.bound = Some((picture.clone(), group.clone()));
                group
            }
        }
    }

    /// The cells of a camera that [`bind`](Self::bind) was called for in this frame; cut anew when it sees
    /// something else. Nothing for a camera that is not known.
    pub fn cells(
        &mut self,
        device: &RenderDevice,
        queue: &RenderQueue,
        camera: (Entity, Pane),
        sight: &Sight,
    ) -> Option<DrawnCells> {
        let view = self.views.get_mut(&camera)?;
        let old = view.cells.take();
        let (buffer, straight, all) = match old {
            Some((seen, buffer, straight, all)) if seen == *sight => (buffer, straight, all),
            old => {
                let cells = Cells::of(sight);
                let bytes: &[u8] = bytemuck::cast_slice(&cells.corners);
                let buffer = old
                    .map(|(_, buffer, ..)| buffer)
                    .filter(|buffer| buffer.size() >= bytes.len() as u64)
                    .unwrap_or_else(|| {
                        device.create_buffer(&BufferDescriptor {
                            label: Some("panorama cells"),
                            size: bytes.len().next_power_of_two() as u64,
                            usage: BufferUsages::VERTEX | BufferUsages::COPY_DST,
                            mapped_at_creation: false,
                        })
                    });
                queue.write_buffer(&buffer, 0, bytes);
                (buffer, cells.straight, cells.corners.len() as u32)
            }
        };
        view.cells = Some((*sight, buffer.clone(), straight, all));
        Some(DrawnCells {
            corners: buffer,
            straight: 0..straight,
            others: straight..all,
        })
    }

    /// Forgets a camera, and with it its hold on a picture.
    pub fn forget(&mut self, gone: impl Fn(Entity) -> bool) {
        self.views.retain(|(camera, _), _| !gone(*camera));
    }

    /// Lets go of every picture but those of `seen`, so that memory follows what is seen.
    pub fn keep_only(&mut self, seen: &[&GpuPicture]) {
        for view in self.views.values_mut() {
            if view
                .bound
                .as_ref()
                .is_some_and(|(bound, _)| !seen.iter().any(|seen| seen.same(bound)))
            {
                view.bound = None;
            }
        }
    }
}

fn bind_group(
    device: &RenderDevice,
    layout: &BindGroupLayout,
    sampler: &Sampler,
    uniform: &Buffer,
    picture: &GpuPicture,
) -> BindGroup {
    let plane = |index: usize| BindGroupEntry {
        binding: 1 + index as u32,
        resource: BindingResource::TextureView(picture.plane(index)),
    };
    device.create_bind_group(
        "panorama",
        layout,
        &[
            BindGroupEntry {
                binding: 0,
                resource: uniform.as_entire_binding(),
            },
            plane(0),
            plane(1),
            plane(2),
            BindGroupEntry {
                binding: 4,
                resource: BindingResource::Sampler(sampler),
            },
        ],
    )
}
