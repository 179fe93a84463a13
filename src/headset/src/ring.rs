//! The ring that fills while something is looked at (H5): a thin warm circle on it, in every camera.
//!
//! Whether and how far it is filled is the director's; where it stands is found by the conductor. It is as large
//! before the eye wherever it is, and as far away as what it lies on, so that both eyes see it there.

use std::collections::HashMap;

use bevy::app::{App, Plugin};
use bevy::ecs::prelude::*;
use bevy::math::{Mat4, Vec3, Vec4};
use bevy::render::render_resource::{
    BlendState, Buffer, BufferDescriptor, BufferUsages, ColorTargetState, ColorWrites, LoadOp,
    MultisampleState, Operations, PipelineCompilationOptions, PrimitiveState, PrimitiveTopology,
    RawFragmentState, RawRenderPipelineDescriptor, RawVertexState, RenderPassColorAttachment,
    RenderPassDescriptor, RenderPipeline, ShaderModule, ShaderModuleDescriptor, ShaderSource,
    StoreOp, TextureFormat,
};
use bevy::render::renderer::{RenderContext, RenderDevice, RenderQueue, ViewQuery};
use bevy::render::view::{ExtractedView, ViewTarget};
use bevy::render::{ExtractSchedule, GpuResourceAppExt, RenderApp};

use crate::panorama::{DrawCalls, PanoramaCamera, PanoramaView, Scenery};

const SHADER: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../assets/shaders/ring.wgsl"
));
/// From its middle to its rim, in degrees.
const REACH: f32 = 1.7;
/// It is fully there when it is filled so far.
const THERE: f32 = 0.12;
/// The numbers the shader is given: a matrix and two vectors.
const NUMBERS: usize = 24;
const UNIFORM_BYTES: u64 = (NUMBERS * size_of::<f32>()) as u64;

/// Draws [`Scenery::ring`].
pub struct RingPlugin;

impl Plugin for RingPlugin {
    fn build(&self, app: &mut App) {
        let Some(render_app) = app.get_sub_app_mut(RenderApp) else {
            return;
        };
        render_app
            .init_gpu_resource::<RingGpu>()
            .add_systems(
                PanoramaView,
                draw.after(crate::panorama::draw)
                    .after(crate::world::draw_coming),
            )
            .add_systems(ExtractSchedule, forget_despawned);
    }
}

/// A ring in the room.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ring {
    /// Its middle, in metres.
    pub middle: Vec3,
    /// How far it is filled, 0 to 1.
    pub progress: f32,
}

impl Ring {
    /// The shader's numbers for one eye; see `assets/shaders/ring.wgsl`.
    fn numbers(&self, view_from_room: Mat4, clip_from_view: Mat4, light: f32) -> [f32; NUMBERS] {
        let middle = view_from_room.transform_point3(self.middle);
        let reach = middle.length() * REACH.to_radians().tan();
        let there = (self.progress / THERE).clamp(0.0, 1.0);
        let shown = Vec4::new(
            self.progress.clamp(0.0, 1.0),
            there,
            light.clamp(0.0, 1.0),
            0.0,
        );
        let mut numbers = [0.0; NUMBERS];
        numbers[..16].copy_from_slice(&clip_from_view.to_cols_array());
        numbers[16..20].copy_from_slice(&middle.extend(reach).to_array());
        numbers[20..].copy_from_slice(&shown.to_array());
        numbers
    }
}

/// The shader made ready for each kind of target, and each camera's numbers.
#[derive(Resource)]
struct RingGpu {
    shader: ShaderModule,
    pipelines: HashMap<TextureFormat, RenderPipeline>,
    cameras: HashMap<Entity, Buffer>,
}

impl FromWorld for RingGpu {
    fn from_world(world: &mut World) -> Self {
        let device = world.resource::<RenderDevice>();
        let shader = device.create_and_validate_shader_module(ShaderModuleDescriptor {
            label: Some("ring"),
            source: ShaderSource::Wgsl(SHADER.into()),
        });
        Self {
            shader,
            pipelines: HashMap::new(),
            cameras: HashMap::new(),
        }
    }
}

impl RingGpu {
    fn pipeline(&mut self, device: &RenderDevice, format: TextureFormat) -> RenderPipeline {
        let shader = &self.shader;
        let make = || {
            let constants = [("LINEAR_OUT", f64::from(format.is_srgb()))];
            device.create_render_pipeline(&RawRenderPipelineDescriptor {
                label: Some("ring"),
                layout: None,
                vertex: RawVertexState {
                    module: shader,
                    entry_point: Some("corner"),
                    compilation_options: PipelineCompilationOptions::default(),
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
                    entry_point: Some("warm"),
                    compilation_options: PipelineCompilationOptions {
                        constants: &constants,
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
}

fn draw(
    view: ViewQuery<(&ExtractedView, &ViewTarget), With<PanoramaCamera>>,
    scenery: Res<Scenery>,
    device: Res<RenderDevice>,
    queue: Res<RenderQueue>,
    mut gpu: ResMut<RingGpu>,
    mut calls: ResMut<DrawCalls>,
    mut context: RenderContext,
) {
    let camera = view.entity();
    let (extracted, target) = view.into_inner();
    let (Some(ring), Some(out), Some(format)) = (
        scenery.ring.filter(|ring| ring.progress > 0.0),
        target.out_texture(),
        target.out_texture_view_format(),
    ) else {
        return;
    };
    let view_from_room = extracted.world_from_view.to_matrix().inverse();
    let numbers = ring.numbers(view_from_room, extracted.clip_from_view, scenery.light);
    let pipeline = gpu.pipeline(&device, format);
    let buffer = gpu.cameras.entry(camera).or_insert_with(|| {
        device.create_buffer(&BufferDescriptor {
            label: Some("ring"),
            size: UNIFORM_BYTES,
            usage: BufferUsages::UNIFORM | BufferUsages::COPY_DST,
            mapped_at_creation: false,
        })
    });
    queue.write_buffer(buffer, 0, bytemuck::cast_slice(&numbers));
    let group = device
        .wgpu_device()
        .create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("ring"),
            layout: &pipeline.get_bind_group_layout(0),
            entries: &[wgpu::BindGroupEntry {
                binding: 0,
                resource: buffer.as_entire_binding(),
            }],
        });
    let mut pass = context
        .command_encoder()
        .begin_render_pass(&RenderPassDescriptor {
            label: Some("ring"),
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
    pass.set_bind_group(0, &group, &[]);
    pass.draw(0..4, 0..1);
    calls.passes += 1;
    calls.draws += 1;
}

fn forget_despawned(mut gone: RemovedComponents<PanoramaCamera>, mut gpu: ResMut<RingGpu>) {
    for camera in gone.read() {
        gpu.cameras.remove(&camera);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_as_large_before_the_eye_wherever_it_is() {
        let reach = |away: f32| {
            let ring = Ring {
                middle: Vec3::NEG_Z * away,
                progress: 0.5,
            };
            let numbers = ring.numbers(Mat4::IDENTITY, Mat4::IDENTITY, 1.0);
            (numbers[19] / away).atan().to_degrees()
        };
        assert!((reach(1.5) - REACH).abs() < 1e-3);
        assert!((reach(30.0) - REACH).abs() < 1e-3);
    }
}
