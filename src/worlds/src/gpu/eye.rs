//! What one eye needs on the graphics card: its numbers, its depth, its samples; and a pass that draws for it.

use super::frame::FrameUniform;
use super::workshop::{DEPTH, Workshop};

/// What one eye needs.
pub(super) struct Eye {
    pub(super) frame: wgpu::Buffer,
    pub(super) group: wgpu::BindGroup,
    /// Depth, and the samples of the picture where there are several; for a size and a number of samples.
    pub(super) buffers: Option<(Key, wgpu::TextureView, Option<wgpu::TextureView>)>,
}

/// What depth and samples were made for: format, size, samples a pixel.
pub(super) type Key = (wgpu::TextureFormat, (u32, u32), u32);

impl Eye {
    pub(super) fn new(workshop: &Workshop, mirror: &wgpu::TextureView) -> Self {
        let frame = workshop.device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("world frame"),
            size: size_of::<FrameUniform>() as u64,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        let entry = |binding, resource| wgpu::BindGroupEntry { binding, resource };
        let group = workshop
            .device
            .create_bind_group(&wgpu::BindGroupDescriptor {
                label: Some("world frame"),
                layout: &workshop.frame_layout,
                entries: &[
                    entry(0, frame.as_entire_binding()),
                    entry(1, wgpu::BindingResource::TextureView(&workshop.noise)),
                    entry(2, wgpu::BindingResource::Sampler(&workshop.repeating)),
                    entry(3, wgpu::BindingResource::TextureView(mirror)),
                    entry(4, wgpu::BindingResource::Sampler(&workshop.clamped)),
                ],
            });
        Self {
            frame,
            group,
            buffers: None,
        }
    }
}

/// A picture to draw into.
pub(super) fn attachment(
    workshop: &Workshop,
    format: wgpu::TextureFormat,
    (width, height): (u32, u32),
    samples: u32,
) -> wgpu::TextureView {
    workshop
        .device
        .create_texture(&wgpu::TextureDescriptor {
            label: Some("world picture"),
            size: wgpu::Extent3d {
                width,
                height,
                depth_or_array_layers: 1,
            },
            mip_level_count: 1,
            sample_count: samples,
            dimension: wgpu::TextureDimension::D2,
            format,
            usage: wgpu::TextureUsages::RENDER_ATTACHMENT,
            view_formats: &[],
        })
        .create_view(&wgpu::TextureViewDescriptor::default())
}

/// Depth, and the samples of the picture where there are several.
pub(super) fn buffers(
    workshop: &Workshop,
    key: Key,
) -> (Key, wgpu::TextureView, Option<wgpu::TextureView>) {
    let (format, size, samples) = key;
    let several = (samples > 1).then(|| attachment(workshop, format, size, samples));
    (key, attachment(workshop, DEPTH, size, samples), several)
}

/// A pass from a clear picture; several samples are brought together into `resolve_target`.
pub(super) fn begin<'a>(
    encoder: &'a mut wgpu::CommandEncoder,
    view: &wgpu::TextureView,
    resolve_target: Option<&wgpu::TextureView>,
    depth: &wgpu::TextureView,
) -> wgpu::RenderPass<'a> {
    encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
        label: Some("world"),
        color_attachments: &[Some(wgpu::RenderPassColorAttachment {
            view,
            depth_slice: None,
            resolve_target,
            ops: wgpu::Operations {
                load: wgpu::LoadOp::Clear(wgpu::Color::BLACK),
                store: if resolve_target.is_some() {
                    wgpu::StoreOp::Discard
                } else {
                    wgpu::StoreOp::Store
                },
            },
        })],
        depth_stencil_attachment: Some(wgpu::RenderPassDepthStencilAttachment {
            view: depth,
            depth_ops: Some(wgpu::Operations {
                load: wgpu::LoadOp::Clear(0.0),
                store: wgpu::StoreOp::Discard,
            }),
            stencil_ops: None,
        }),
        timestamp_writes: None,
        occlusion_query_set: None,
        multiview_mask: None,
    })
}
