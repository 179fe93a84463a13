//! Memory that the planes of a film go through on their way to the graphics card, always the same.
//!
//! A frame is large: to ask for new memory for each would cost as much as copying it, and what is free
//! between two frames would stand about. So there is one buffer. The processor writes it, the graphics card
//! copies it to textures, and when it is done the buffer is the processor's again. Where that takes
//! longer than a frame, the frame goes another way ([`Staging::send`] says so).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bevy::render::render_resource::{Extent3d, Texture};

use super::texture::Uploader;

/// Rows in a buffer begin at multiples of this.
const ROW: u64 = wgpu::COPY_BYTES_PER_ROW_ALIGNMENT as u64;

/// One plane of a frame, and where it goes.
pub(super) struct Part<'a> {
    /// Its texture.
    pub(super) texture: &'a Texture,
    /// The size of that.
    pub(super) size: Extent3d,
    /// Bytes of a row, without padding.
    pub(super) row: usize,
    /// Its bytes.
    pub(super) bytes: &'a [u8],
    /// Bytes from one row to the next.
    pub(super) stride: usize,
}

impl Part<'_> {
    /// Bytes from one row to the next in the buffer.
    fn pitch(&self) -> u64 {
        (self.row as u64).next_multiple_of(ROW)
    }

    fn length(&self) -> u64 {
        self.pitch() * u64::from(self.size.height)
    }
}

/// The memory of one film's frames.
#[derive(Default)]
pub(super) struct Staging {
    buffer: Option<wgpu::Buffer>,
    /// Where a row is made.
    row: Vec<u8>,
    /// Whether it is the processor's.
    ours: Arc<AtomicBool>,
}

impl Staging {
    /// Sends the planes of a frame to their textures; false when the memory is still the graphics card's, and nothing
    /// was done.
    pub(super) fn send(&mut self, uploader: &Uploader, parts: &[Part<'_>]) -> bool {
        let wanted = parts.iter().map(Part::length).sum::<u64>();
        let write = |memory: &mut wgpu::BufferViewMut| {
            let mut at = 0;
            for part in parts {
                for row in part
                    .bytes
                    .chunks(part.stride)
                    .take(part.size.height as usize)
                {
                    let to = at..at + part.row;
                    memory.slice(to).copy_from_slice(&row[..part.row]);
                    at += part.pitch() as usize;
                }
            }
        };
        self.through(uploader, wanted, write, |encoder, buffer| {
            let mut offset = 0;
            for part in parts {
                encoder.copy_buffer_to_texture(
                    wgpu::TexelCopyBufferInfo {
                        buffer,
                        layout: wgpu::TexelCopyBufferLayout {
                            offset,
                            bytes_per_row: u32::try_from(part.pitch()).ok(),
                            rows_per_image: None,
                        },
                    },
                    part.texture.as_image_copy(),
                    part.size,
                );
                offset += part.length();
            }
        })
    }

    /// Sends so many rows of pixels, all of the same length, each as `row` makes it, to the beginning of a texture of
    /// four bytes a pixel; false likewise.
    pub(super) fn send_rows(
        &mut self,
        uploader: &Uploader,
        texture: &Texture,
        (width, height): (u32, u32),
        mut row: impl FnMut(u32, &mut Vec<u8>),
    ) -> bool {
        let pitch = (u64::from(width) * 4).next_multiple_of(ROW);
        // The size changes with what is seen: only when it is much more or less, there is new memory.
        let wanted = (pitch * u64::from(height)).next_multiple_of(1 << 20);
        let mut made = std::mem::take(&mut self.row);
        let write = |memory: &mut wgpu::BufferViewMut| {
            for number in 0..height {
                made.clear();
                row(number, &mut made);
                let at = number as usize * pitch as usize;
                memory.slice(at..at + made.len()).copy_from_slice(&made);
            }
        };
        let sent = self.through(uploader, wanted, write, |encoder, buffer| {
            encoder.copy_buffer_to_texture(
                wgpu::TexelCopyBufferInfo {
                    buffer,
                    layout: wgpu::TexelCopyBufferLayout {
                        offset: 0,
                        bytes_per_row: u32::try_from(pitch).ok(),
                        rows_per_image: None,
                    },
                },
                texture.as_image_copy(),
                Extent3d {
                    width,
                    height,
                    depth_or_array_layers: 1,
                },
            );
        });
        self.row = made;
        sent
    }

    /// Lets the processor write so many bytes, and the graphics card copy them.
    fn through(
        &mut self,
        uploader: &Uploader,
        wanted: u64,
        write: impl FnOnce(&mut wgpu::BufferViewMut),
        copy: impl FnOnce(&mut wgpu::CommandEncoder, &wgpu::Buffer),
    ) -> bool {
        let device = uploader.device.wgpu_device();
        let buffer = match &self.buffer {
            Some(buffer) if buffer.size() == wanted => buffer,
            _ => {
                self.ours = Arc::new(AtomicBool::new(true));
                self.buffer
                    .insert(device.create_buffer(&wgpu::BufferDescriptor {
                        label: Some("film"),
                        size: wanted,
                        usage: wgpu::BufferUsages::MAP_WRITE | wgpu::BufferUsages::COPY_SRC,
                        mapped_at_creation: true,
                    }))
            }
        };
        if !self.ours.load(Ordering::Acquire) {
            // It may be done and not have said so yet. Whatever else is wrong with the card is told elsewhere.
            let _ = device.poll(wgpu::PollType::Poll);
            if !self.ours.load(Ordering::Acquire) {
                return false;
            }
        }
        self.ours.store(false, Ordering::Release);
        write(&mut buffer.get_mapped_range_mut(..));
        buffer.unmap();
        let about = wgpu::CommandEncoderDescriptor {
            label: Some("film"),
        };
        let mut encoder = device.create_command_encoder(&about);
        copy(&mut encoder, buffer);
        uploader.queue.submit([encoder.finish()]);
        let ours = Arc::clone(&self.ours);
        buffer.map_async(wgpu::MapMode::Write, .., move |mapped| {
            ours.store(mapped.is_ok(), Ordering::Release);
        });
        true
    }
}
