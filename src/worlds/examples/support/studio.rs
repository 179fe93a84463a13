//! A graphics card without a display, and pictures made with it.
#![allow(dead_code, unreachable_pub, reason = "each example uses what it needs")]

use std::sync::Arc;

use anyhow::{Context, Result};
use worlds::{Camera, Target, Workshop, World};

/// A graphics card and a picture on it.
pub struct Studio {
    device: wgpu::Device,
    queue: wgpu::Queue,
    pub workshop: Arc<Workshop>,
    texture: wgpu::Texture,
    view: wgpu::TextureView,
    size: (u32, u32),
    /// Pixels drawn for each pixel of the picture, in both directions.
    finer: u32,
}

const FORMAT: wgpu::TextureFormat = wgpu::TextureFormat::Rgba8Unorm;

impl Studio {
    /// Opens it, for pictures of this size; `finer` pixels are drawn for each of them, in both directions.
    pub fn open((width, height): (u32, u32), finer: u32) -> Result<Self> {
        let size = (width * finer, height * finer);
        let instance = wgpu::Instance::new(wgpu::InstanceDescriptor {
            backends: wgpu::Backends::VULKAN,
            ..wgpu::InstanceDescriptor::new_without_display_handle()
        });
        let adapter =
            pollster::block_on(instance.request_adapter(&wgpu::RequestAdapterOptions::default()))
                .context(
                "there is no graphics card, nor a program that draws as one (mesa-vulkan-drivers)",
            )?;
        let (device, queue) =
            pollster::block_on(adapter.request_device(&wgpu::DeviceDescriptor::default()))?;
        let texture = device.create_texture(&wgpu::TextureDescriptor {
            label: Some("picture"),
            size: wgpu::Extent3d {
                width: size.0,
                height: size.1,
                depth_or_array_layers: 1,
            },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: FORMAT,
            usage: wgpu::TextureUsages::RENDER_ATTACHMENT | wgpu::TextureUsages::COPY_SRC,
            view_formats: &[],
        });
        Ok(Self {
            workshop: Arc::new(Workshop::new(device.clone(), queue.clone())),
            view: texture.create_view(&wgpu::TextureViewDescriptor::default()),
            device,
            queue,
            texture,
            size,
            finer,
        })
    }

    /// What the program does for a picture, without having it done.
    pub fn encode(&self, world: &mut World, camera: &Camera) -> wgpu::CommandBuffer {
        let mut encoder = self
            .device
            .create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        world.draw(&mut encoder, camera, &self.target(), 1.0);
        encoder.finish()
    }

    fn target(&self) -> Target<'_> {
        Target {
            eye: 0,
            view: &self.view,
            format: FORMAT,
            size: self.size,
            samples: 1,
        }
    }

    /// Draws what a camera sees, at full light.
    pub fn draw(&self, world: &mut World, camera: &Camera) -> worlds::Drawn {
        let mut encoder = self
            .device
            .create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        let drawn = world.draw(&mut encoder, camera, &self.target(), 1.0);
        self.queue.submit([encoder.finish()]);
        drawn
    }

    /// Where drawings are sent.
    pub fn queue(&self) -> &wgpu::Queue {
        &self.queue
    }

    /// Waits for all drawings.
    pub fn wait(&self) {
        self.device
            .poll(wgpu::PollType::wait_indefinitely())
            .unwrap();
    }

    /// The pixels of what was drawn last, RGBA.
    pub fn read(&self) -> Result<Vec<u8>> {
        let (width, height) = self.size;
        let row = (width * 4).next_multiple_of(256);
        let buffer = self.device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("picture"),
            size: u64::from(row * height),
            usage: wgpu::BufferUsages::COPY_DST | wgpu::BufferUsages::MAP_READ,
            mapped_at_creation: false,
        });
        let mut encoder = self
            .device
            .create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        encoder.copy_texture_to_buffer(
            self.texture.as_image_copy(),
            wgpu::TexelCopyBufferInfo {
                buffer: &buffer,
                layout: wgpu::TexelCopyBufferLayout {
                    offset: 0,
                    bytes_per_row: Some(row),
                    rows_per_image: None,
                },
            },
            self.texture.size(),
        );
        self.queue.submit([encoder.finish()]);
        buffer.map_async(wgpu::MapMode::Read, .., |result| result.unwrap());
        self.wait();
        let mapped = buffer.get_mapped_range(..);
        let rows = mapped.chunks_exact(row as usize);
        let pixels: Vec<u8> = rows
            .flat_map(|line| &line[..width as usize * 4])
            .copied()
            .collect();
        Ok(brought_down(&pixels, width as usize, self.finer as usize))
    }
}

/// Each pixel the mean of `finer` by `finer`.
fn brought_down(pixels: &[u8], width: usize, finer: usize) -> Vec<u8> {
    if finer == 1 {
        return pixels.to_vec();
    }
    let mut small = Vec::with_capacity(pixels.len() / finer / finer);
    for rows in pixels.chunks_exact(width * 4 * finer) {
        for x in 0..width / finer {
            for channel in 0..4 {
                let of_row = |y: usize| -> usize {
                    let at = |dx: usize| (y * width + x * finer + dx) * 4 + channel;
                    (0..finer).map(|dx| usize::from(rows[at(dx)])).sum()
                };
                small.push(((0..finer).map(of_row).sum::<usize>() / finer / finer) as u8);
            }
        }
    }
    small
}
