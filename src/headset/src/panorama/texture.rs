//! Pictures on the graphics card, and the way there.
//!
//! A picture is written band by band, so that neither a frame nor the memory feels it: JPEG's
//! brightness and colour planes go up as they are (1.5 bytes a pixel) and are turned into colours
//! by the shader that shows them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bevy::ecs::resource::Resource;
use bevy::render::render_resource::{
    Extent3d, Origin3d, TexelCopyBufferLayout, TexelCopyTextureInfo, Texture, TextureAspect,
    TextureDescriptor, TextureDimension, TextureFormat, TextureUsages, TextureView,
    TextureViewDescriptor,
};
use bevy::render::renderer::{RenderDevice, RenderQueue};
use media::{Picture, Pixels};

/// Bytes sent to the graphics card between two frames at the most.
const BAND: usize = 16 << 20;

/// A picture on the graphics card. Cloning shares it.
#[derive(Debug, Clone)]
pub struct GpuPicture(Arc<Planes>);

#[derive(Debug)]
struct Planes {
    width: u32,
    height: u32,
    first: TextureView,
    second: Option<TextureView>,
}

impl GpuPicture {
    /// A picture whose pixels one RGBA texture holds.
    pub fn rgba(width: u32, height: u32, view: TextureView) -> Self {
        Self(Arc::new(Planes { width, height, first: view, second: None }))
    }

    /// Width of the file in pixels.
    pub fn width(&self) -> u32 {
        self.0.width
    }

    /// Height of the file in pixels.
    pub fn height(&self) -> u32 {
        self.0.height
    }

    /// Brightness, or RGBA where [`planar`](Self::planar) is false.
    pub fn first(&self) -> &TextureView {
        &self.0.first
    }

    /// Cb and Cr; the first plane again where there is only one.
    pub fn second(&self) -> &TextureView {
        self.0.second.as_ref().unwrap_or(&self.0.first)
    }

    /// Whether brightness and colour stand in two textures.
    pub fn planar(&self) -> bool {
        self.0.second.is_some()
    }

    /// Whether two values are the same picture.
    pub fn same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Counts the frames that were handed to the graphics card, so that uploads can wait for them.
#[derive(Resource, Clone, Default)]
pub struct FramesDone(Arc<AtomicU64>);

impl FramesDone {
    /// Called once a frame.
    pub fn add(&self) {
        self.0.fetch_add(1, Ordering::Release);
    }

    /// Waits until a frame was handed over since `seen`, or a moment where none come (the headset
    /// lies on the table): memory in flight is bounded, and a load never hangs.
    fn wait_past(&self, seen: u64) {
        let patience = Instant::now() + Duration::from_millis(50);
        while self.0.load(Ordering::Acquire) == seen && Instant::now() < patience {
            std::thread::park_timeout(Duration::from_micros(500));
        }
    }

    fn now(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }
}

/// The graphics card as a loading thread sees it.
#[derive(Clone)]
pub struct Uploader {
    /// Where textures are made.
    pub device: RenderDevice,
    /// Where bytes are sent.
    pub queue: RenderQueue,
    /// The frames that carry them.
    pub frames: FramesDone,
}

impl Uploader {
    /// Sends a picture to the graphics card, freeing its memory here plane by plane.
    ///
    /// Runs on the loading thread and keeps pace with the frames.
    pub fn upload(&self, picture: Picture) -> GpuPicture {
        let (width, height) = (picture.width, picture.height);
        match picture.pixels {
            Pixels::Rgba(data) => {
                GpuPicture::rgba(width, height, self.plane("photo", TextureFormat::Rgba8Unorm, width, height, &data))
            }
            Pixels::YCbCr { luma, chroma, chroma_width, chroma_height } => {
                let first = self.plane("photo brightness", TextureFormat::R8Unorm, width, height, &luma);
                drop(luma);
                let second =
                    self.plane("photo colour", TextureFormat::Rg8Unorm, chroma_width, chroma_height, &chroma);
                GpuPicture(Arc::new(Planes { width, height, first, second: Some(second) }))
            }
        }
    }

    fn plane(&self, label: &str, format: TextureFormat, width: u32, height: u32, data: &[u8]) -> TextureView {
        let texture = self.device.create_texture(&TextureDescriptor {
            label: Some(label),
            size: Extent3d { width, height, depth_or_array_layers: 1 },
            mip_level_count: 1,
            sample_count: 1,
            dimension: TextureDimension::D2,
            format,
            usage: TextureUsages::TEXTURE_BINDING | TextureUsages::COPY_DST,
            view_formats: &[],
        });
        let row = data.len() / height.max(1) as usize;
        let rows = (BAND / row.max(1)).max(1);
        for (index, band) in data.chunks(row * rows).enumerate() {
            let seen = self.frames.now();
            self.write_rows(&texture, width, (index * rows) as u32, row as u32, band);
            if (index + 1) * rows < height as usize {
                self.frames.wait_past(seen);
            }
        }
        texture.create_view(&TextureViewDescriptor::default())
    }

    fn write_rows(&self, texture: &Texture, width: u32, top: u32, row: u32, band: &[u8]) {
        self.queue.write_texture(
            TexelCopyTextureInfo {
                texture,
                mip_level: 0,
                origin: Origin3d { x: 0, y: top, z: 0 },
                aspect: TextureAspect::All,
            },
            band,
            TexelCopyBufferLayout { offset: 0, bytes_per_row: Some(row), rows_per_image: None },
            Extent3d { width, height: band.len() as u32 / row, depth_or_array_layers: 1 },
        );
    }
}
