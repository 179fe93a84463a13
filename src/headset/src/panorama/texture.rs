//! Pictures on the graphics card, and the way there.
//!
//! A picture is written band by band, so that neither a frame nor the memory feels it: JPEG's
//! brightness and colour planes go up as they are (1.5 bytes a pixel) and are turned into colours
//! by the shader that shows them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bevy::ecs::resource::Resource;
use bevy::math::{Vec2, Vec4};
use bevy::render::render_resource::{
    Extent3d, Origin3d, TexelCopyBufferLayout, TexelCopyTextureInfo, Texture, TextureAspect,
    TextureDescriptor, TextureDimension, TextureFormat, TextureUsages, TextureView,
    TextureViewDescriptor,
};
use bevy::render::renderer::{RenderDevice, RenderQueue};
use media::Rect;
use media::decode::{Band, Format, Layout};

use super::cells::Sight;
use super::colours::Colours;
use super::sparing::Frame;

/// Bytes sent to the graphics card between two frames at the most.
const IN_FLIGHT: usize = 16 << 20;

/// What the shader calls one plane that holds a part of the picture.
pub const PART: usize = 4;

/// A picture on the graphics card. Cloning shares it.
#[derive(Debug, Clone)]
pub struct GpuPicture(Arc<Planes>);

#[derive(Debug)]
struct Planes {
    width: u32,
    height: u32,
    views: Vec<TextureView>,
    reading: Reading,
    /// Instead of all of them: what is seen of it is made of this.
    frame: Option<Frame>,
}

/// How the texels of a picture become the colours of an upright picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// What the numbers in the planes mean.
    pub colours: Colours,
    /// From places in the upright picture to places in the texture, both about their middles: the columns
    /// of a matrix of two by two.
    pub upright: Vec4,
    /// From places of brightness to places of colour, in shares of their planes.
    pub chroma_scale: Vec2,
    /// What is added to that.
    pub chroma_shift: Vec2,
    /// Whether there is one plane with a part of the picture in it. Then the two above are what takes a place in the
    /// picture to one in that part: the shift is taken away first, and what is left of 0 goes on at 1.
    pub part: bool,
}

impl Reading {
    /// An upright picture whose planes lie exactly over each other.
    pub const fn upright(colours: Colours) -> Self {
        Self {
            colours,
            upright: Vec4::new(1.0, 0.0, 0.0, 1.0),
            chroma_scale: Vec2::ONE,
            chroma_shift: Vec2::ZERO,
            part: false,
        }
    }
}

impl GpuPicture {
    /// A picture whose pixels one RGBA texture holds.
    pub fn rgba(width: u32, height: u32, view: TextureView) -> Self {
        Self::planes(width, height, vec![view], Reading::upright(Colours::SAME))
    }

    /// A picture in one to three planes: RGBA; brightness and both colours; brightness, Cb, Cr.
    /// `width` and `height` are those of the upright picture.
    pub(super) fn planes(
        width: u32,
        height: u32,
        views: Vec<TextureView>,
        reading: Reading,
    ) -> Self {
        Self(Arc::new(Planes {
            width,
            height,
            views,
            reading,
            frame: None,
        }))
    }

    /// A picture of which only what is seen is there to be drawn: ask for it with [`seen`](Self::seen), or for
    /// [`whole`](Self::whole).
    pub(super) fn of_frame(width: u32, height: u32, frame: Frame) -> Self {
        Self(Arc::new(Planes {
            width,
            height,
            views: Vec::new(),
            reading: Reading::upright(Colours::SAME),
            frame: Some(frame),
        }))
    }

    /// The picture to be drawn for a view whose eye sees the part `rect` of this one.
    pub(super) fn seen(&self, sight: &Sight, rect: &Rect) -> Self {
        let frame = self.0.frame.as_ref();
        frame.map_or_else(|| self.clone(), |frame| frame.seen(sight, rect))
    }

    /// The picture to be drawn where all of this one is seen.
    pub fn whole(&self) -> Self {
        let frame = self.0.frame.as_ref();
        frame.map_or_else(|| self.clone(), Frame::whole)
    }

    /// Width of the upright picture in pixels.
    pub fn width(&self) -> u32 {
        self.0.width
    }

    /// Height of the upright picture in pixels.
    pub fn height(&self) -> u32 {
        self.0.height
    }

    /// How many planes there are, 1 to 3; [`PART`] where there is one with a part of the picture.
    pub fn plane_count(&self) -> usize {
        if self.0.reading.part {
            PART
        } else {
            self.0.views.len()
        }
    }

    /// A plane; the last one again where there are fewer.
    pub fn plane(&self, index: usize) -> &TextureView {
        &self.0.views[index.min(self.0.views.len() - 1)]
    }

    /// How the planes are read.
    pub fn reading(&self) -> &Reading {
        &self.0.reading
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
    /// Whether one camera alone looks at what is sent: no eyes, no compositor.
    pub one_camera: bool,
}

/// A picture on its way to the graphics card, in the order its rows come.
pub struct Upload {
    uploader: Uploader,
    layout: Layout,
    first: Texture,
    second: Option<Texture>,
    /// Bytes sent since a frame last carried any away.
    in_flight: usize,
}

impl Upload {
    /// Makes room for a picture on the graphics card.
    pub fn new(uploader: Uploader, layout: Layout) -> Self {
        let texture = |label, format, width, height| {
            uploader.device.create_texture(&TextureDescriptor {
                label: Some(label),
                size: Extent3d {
                    width,
                    height,
                    depth_or_array_layers: 1,
                },
                mip_level_count: 1,
                sample_count: 1,
                dimension: TextureDimension::D2,
                format,
                usage: TextureUsages::TEXTURE_BINDING | TextureUsages::COPY_DST,
                view_formats: &[],
            })
        };
        let Layout {
            width,
            height,
            format,
        } = layout;
        let (first, second) = match format {
            Format::Rgba => (
                texture("photo", TextureFormat::Rgba8Unorm, width, height),
                None,
            ),
            Format::YCbCr {
                chroma_width,
                chroma_height,
            } => (
                texture("photo brightness", TextureFormat::R8Unorm, width, height),
                Some(texture(
                    "photo colour",
                    TextureFormat::Rg8Unorm,
                    chroma_width,
                    chroma_height,
                )),
            ),
        };
        Self {
            uploader,
            layout,
            first,
            second,
            in_flight: 0,
        }
    }

    /// Sends some rows; waits for a frame when much is under way.
    pub fn send(&mut self, band: Band<'_>) {
        match band {
            Band::Rgba { top, rows } => self.write(&self.first, top, self.layout.width, 4, rows),
            Band::YCbCr {
                top,
                luma,
                chroma_top,
                chroma,
            } => {
                self.write(&self.first, top, self.layout.width, 1, luma);
                if let (Some(second), Format::YCbCr { chroma_width, .. }) =
                    (&self.second, self.layout.format)
                {
                    self.write(second, chroma_top, chroma_width, 2, chroma);
                }
            }
        }
        self.in_flight += match band {
            Band::Rgba { rows, .. } => rows.len(),
            Band::YCbCr { luma, chroma, .. } => luma.len() + chroma.len(),
        };
        if self.in_flight > IN_FLIGHT {
            self.uploader.frames.wait_past(self.uploader.frames.now());
            self.in_flight = 0;
        }
    }

    /// The picture, once all rows have been sent.
    pub fn finish(self) -> GpuPicture {
        let view = |texture: &Texture| texture.create_view(&TextureViewDescriptor::default());
        let Layout { width, height, .. } = self.layout;
        match &self.second {
            None => GpuPicture::rgba(width, height, view(&self.first)),
            Some(second) => GpuPicture::planes(
                width,
                height,
                vec![view(&self.first), view(second)],
                Reading::upright(Colours::JPEG),
            ),
        }
    }

    fn write(&self, texture: &Texture, top: u32, width: u32, pixel: u32, rows: &[u8]) {
        let height = rows.len() as u32 / (width * pixel).max(1);
        if height == 0 {
            return;
        }
        self.uploader.queue.write_texture(
            TexelCopyTextureInfo {
                texture,
                mip_level: 0,
                origin: Origin3d { x: 0, y: top, z: 0 },
                aspect: TextureAspect::All,
            },
            rows,
            TexelCopyBufferLayout {
                offset: 0,
                bytes_per_row: Some(width * pixel),
                rows_per_image: None,
            },
            Extent3d {
                width,
                height,
                depth_or_array_layers: 1,
            },
        );
    }
}
