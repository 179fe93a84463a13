//! Lays the finished picture of a world over what is in the target already: for cross-fades only.

use super::paint::Target;

const SHADER: &str = include_str!("../../../../assets/shaders/world/over.wgsl");

/// One eye's picture before it is laid over another.
pub(super) struct Over {
    pub(super) view: wgpu::TextureView,
    held: (wgpu::TextureFormat, (u32, u32)),
    group: wgpu::BindGroup,
    share: wgpu::Buffer,
    pipeline: wgpu::RenderPipeline,
}

impl Over {
    pub(super) fn new(device: &wgpu::Device, target: &Target<'_>) -> Self {
        let (width, height) = target.size;
        let view = device
            .create_texture(&wgpu::TextureDescriptor {
                label: Some("world over another"),
                size: wgpu::Extent3d {
                    width,
                    height,
                    depth_or_array_layers: 1,
                },
                mip_level_count: 1,
                sample_count: 1,
                dimension: wgpu::TextureDimension::D2,
                format: target.format,
                usage: wgpu::TextureUsages::RENDER_ATTACHMENT
                    | wgpu::TextureUsages::TEXTURE_BINDING,
                view_formats: &[],
            })
            .create_view(&wgpu::TextureViewDescriptor::default());
        let share = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("world over another"),
            size: 16,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        let shader = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("world over another"),
            source: wgpu::ShaderSource::Wgsl(SHADER.into()),
        });
        let pipeline = device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
            label: Some("world over another"),
            layout: None,
            vertex: wgpu::VertexState {
                module: &shader,
                entry_point: Some("over_corner"),
                compilation_options: wgpu::PipelineCompilationOptions::default(),
                buffers: &[],
            },
            primitive: wgpu::PrimitiveState::default(),
            depth_stencil: None,
            multisample: wgpu::MultisampleState::default(),
            fragment: Some(wgpu::FragmentState {
                module: &shader,
                entry_point: Some("over_colour"),
                compilation_options: wgpu::PipelineCompilationOptions::default(),
                targets: &[Some(wgpu::ColorTargetState {
                    format: target.format,
                    blend: Some(wgpu::BlendState::PREMULTIPLIED_ALPHA_BLENDING),
                    write_mask: wgpu::ColorWrites::ALL,
                })],
            }),
            multiview_mask: None,
            cache: None,
        });
        let group = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("world over another"),
            layout: &pipeline.get_bind_group_layout(0),
            entries: &[
                wgpu::BindGroupEntry {
                    binding: 0,
                    resource: wgpu::BindingResource::TextureView(&view),
                },
                wgpu::BindGroupEntry {
                    binding: 1,
                    resource: share.as_entire_binding(),
                },
            ],
        });
        Self {
            view,
            held: (target.format, target.size),
            group,
            share,
            pipeline,
        }
    }

    pub(super) fn fits(&self, target: &Target<'_>) -> bool {
        self.held == (target.format, target.size)
    }

    /// Lays it over the target, by a share from 0 to 1.
    pub(super) fn lay(
        &self,
        queue: &wgpu::Queue,
        encoder: &mut wgpu::CommandEncoder,
        target: &Target<'_>,
        share: f32,
    ) {
        let numbers = [share.clamp(0.0, 1.0), 0.0, 0.0, 0.0];
        queue.write_buffer(&self.share, 0, bytemuck::cast_slice(&numbers));
        let mut pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            label: Some("world over another"),
            color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                view: target.view,
                depth_slice: None,
                resolve_target: None,
                ops: wgpu::Operations {
                    load: wgpu::LoadOp::Load,
                    store: wgpu::StoreOp::Store,
                },
            })],
            depth_stencil_attachment: None,
            timestamp_writes: None,
            occlusion_query_set: None,
            multiview_mask: None,
        });
        pass.set_pipeline(&self.pipeline);
        pass.set_bind_group(0, &self.group, &[]);
        pass.draw(0..3, 0..1);
    }
}
