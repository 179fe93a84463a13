//! A film's frames on the graphics card: planes as the decoder has them, turned into colours by the shader.
//!
//! The way of a frame, and every copy on it:
//!
//! 1. The decoder's memory → memory the graphics card reads (module `staging`; row by row, padding left out).
//! 2. From there → textures, done by the graphics card. On a card that is a program, this is the processor too.
//!
//! Nothing is copied within the program, nothing is converted on the processor, and nothing is allocated per
//! frame in it. The one exception: a card without 16-bit textures gets the upper eight bits of a 10-bit film,
//! which are picked out on the way.
//!
//! Two sets of textures take turns: while one is shown, the next frame goes into the other. Who writes
//! must know that the set shown before has been left ([`FilmTextures::write`]); then nobody ever waits, and
//! a frame is never changed while it is seen.
//!
//! A graphics card that is a program gets what is seen of a large film, as colours (module `sparing`): the first copy
//! is the conversion then, and both are an eighth as large or so. Nothing else is copied there either.

use bevy::math::{Vec2, Vec4};
use bevy::render::render_resource::{
    Extent3d, Origin3d, TexelCopyBufferLayout, TexelCopyTextureInfo, Texture, TextureAspect,
    TextureDescriptor, TextureDimension, TextureFormat, TextureUsages, TextureViewDescriptor,
};
use media::Orientation;
use media::film::{PlaneFormat, PlaneLayout, Planes};

use super::colours::Colours;
use super::sparing::Sparing;
use super::staging::{Part, Staging};
use super::texture::{GpuPicture, Reading, Uploader};

/// Sets of textures.
const SETS: usize = 2;

/// Why a frame cannot be put on the graphics card.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum FrameError {
    /// A side is longer than a texture may be.
    #[error(
        "a frame of {width} × {height} pixels is larger than this graphics card takes, {limit} a side"
    )]
    TooLarge {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
        /// Pixels.
        limit: u32,
    },
    /// A plane has fewer bytes than its layout says.
    #[error("plane {plane} of a frame has {bytes} bytes instead of {wanted}")]
    Short {
        /// Its number.
        plane: usize,
        /// What there is.
        bytes: usize,
        /// What there should be.
        wanted: usize,
    },
}

/// The textures of one film.
pub struct FilmTextures {
    uploader: Uploader,
    orientation: Orientation,
    sets: Vec<Set>,
    layout: Option<PlaneLayout>,
    next: usize,
    staging: Staging,
    /// Whether the card is a program, one camera looks, and frames are upright as they are.
    spares: bool,
    /// Instead of all above, for films that are sent so.
    sparing: Option<Sparing>,
    /// Where the upper halves of samples are gathered, on cards without 16-bit textures.
    narrow: Vec<u8>,
}

struct Set {
    textures: Vec<Texture>,
    picture: GpuPicture,
}

/// One plane of a layout: its size in samples, and its texture.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Plane {
    width: u32,
    height: u32,
    /// Samples side by side in one texel.
    channels: u32,
    /// Bytes of one sample in the decoder's memory.
    bytes: u32,
}

impl FilmTextures {
    /// For frames that are to be turned by `orientation`.
    pub fn new(uploader: Uploader, orientation: Orientation) -> Self {
        let card = uploader.device.wgpu_device().adapter_info();
        let spares = card.device_type == wgpu::DeviceType::Cpu
            && uploader.one_camera
            && matches!(orientation, Orientation::Upright);
        Self {
            spares,
            sparing: None,
            uploader,
            orientation,
            sets: Vec::new(),
            layout: None,
            next: 0,
            staging: Staging::default(),
            narrow: Vec::new(),
        }
    }

    /// Sends a frame to the set of textures that is not shown. The picture written before this one must have been
    /// shown, or be given up: then the one before that is free.
    ///
    /// # Errors
    /// When the frame does not fit or is not whole; the textures are as they were.
    pub fn write(&mut self, planes: Box<dyn Planes>) -> Result<GpuPicture, FrameError> {
        let layout = planes.layout();
        let parts = parts(&layout);
        for (index, part) in parts.iter().enumerate() {
            let (bytes, stride) = planes.plane(index);
            let row = (part.width * part.channels * part.bytes) as usize;
            let wanted = stride.max(row) * (part.height as usize - 1) + row;
            if bytes.len() < wanted || stride < row {
                return Err(FrameError::Short {
                    plane: index,
                    bytes: bytes.len(),
                    wanted,
                });
            }
        }
        let deep = self.takes_sixteen_bits();
        if self.layout != Some(layout) {
            self.make(layout, &parts, deep)?;
        }
        if let Some(sparing) = &mut self.sparing {
            return Ok(sparing.write(&self.uploader, planes));
        }
        let set = &self.sets[self.next];
        self.next = (self.next + 1) % SETS;
        if deep || parts.iter().all(|part| part.bytes == 1) {
            let staged: Vec<Part> = parts
                .iter()
                .zip(&set.textures)
                .enumerate()
                .map(|(index, (part, texture))| {
                    let (bytes, stride) = planes.plane(index);
                    Part {
                        texture,
                        size: extent(part),
                        row: (part.width * part.channels * part.bytes) as usize,
                        bytes,
                        stride,
                    }
                })
                .collect();
            if self.staging.send(&self.uploader, &staged) {
                return Ok(set.picture.clone());
            }
        }
        for (index, (part, texture)) in parts.iter().zip(&set.textures).enumerate() {
            let (bytes, stride) = planes.plane(index);
            if part.bytes == 2 && !deep {
                upper_halves(bytes, stride, part, layout.format, &mut self.narrow);
                let row = part.width * part.channels;
                send(&self.uploader, texture, part, &self.narrow, row);
            } else {
                send(&self.uploader, texture, part, bytes, stride as u32);
            }
        }
        Ok(set.picture.clone())
    }

    fn takes_sixteen_bits(&self) -> bool {
        let features = self.uploader.device.features();
        features.contains(wgpu::Features::TEXTURE_FORMAT_16BIT_NORM)
    }

    fn make(&mut self, layout: PlaneLayout, parts: &[Plane], deep: bool) -> Result<(), FrameError> {
        let PlaneLayout { width, height, .. } = layout;
        let device = &self.uploader.device;
        let limit = device.limits().max_texture_dimension_2d;
        if width.max(height) > limit {
            return Err(FrameError::TooLarge {
                width,
                height,
                limit,
            });
        }
        self.layout = Some(layout);
        self.next = 0;
        self.sparing = Some(layout).filter(|_| self.spares).and_then(Sparing::new);
        if self.sparing.is_some() {
            self.sets.clear();
            return Ok(());
        }
        let reading = reading(&layout, self.orientation, deep);
        let (width, height) = self.orientation.upright(width, height);
        let set = || {
            let textures: Vec<Texture> = parts
                .iter()
                .map(|part| {
                    device.create_texture(&TextureDescriptor {
                        label: Some("film"),
                        size: extent(part),
                        mip_level_count: 1,
                        sample_count: 1,
                        dimension: TextureDimension::D2,
                        format: part.format(deep),
                        usage: TextureUsages::TEXTURE_BINDING | TextureUsages::COPY_DST,
                        view_formats: &[],
                    })
                })
                .collect();
            let views = textures
                .iter()
                .map(|texture| texture.create_view(&TextureViewDescriptor::default()))
                .collect();
            Set {
                picture: GpuPicture::planes(width, height, views, reading),
                textures,
            }
        };
        self.sets = std::iter::repeat_with(set).take(SETS).collect();
        Ok(())
    }
}

impl Plane {
    fn format(&self, deep: bool) -> TextureFormat {
        match (self.bytes == 2 && deep, self.channels) {
            (false, 1) => TextureFormat::R8Unorm,
            (false, _) => TextureFormat::Rg8Unorm,
            (true, 1) => TextureFormat::R16Unorm,
            (true, _) => TextureFormat::Rg16Unorm,
        }
    }
}

fn parts(layout: &PlaneLayout) -> Vec<Plane> {
    let (width, height) = (layout.width.max(1), layout.height.max(1));
    let (bytes, side_by_side) = match layout.format {
        PlaneFormat::Nv12 => (1, true),
        PlaneFormat::I420 => (1, false),
        PlaneFormat::P010 => (2, true),
        PlaneFormat::I420p10 => (2, false),
    };
    let chroma = Plane {
        width: width.div_ceil(2),
        height: height.div_ceil(2),
        channels: if side_by_side { 2 } else { 1 },
        bytes,
    };
    let luma = Plane {
        width,
        height,
        channels: 1,
        bytes,
    };
    if side_by_side {
        vec![luma, chroma]
    } else {
        vec![luma, chroma, chroma]
    }
}

/// How the textures of a layout are read.
fn reading(layout: &PlaneLayout, orientation: Orientation, deep: bool) -> Reading {
    let format = match (layout.format, deep) {
        // Only the upper eight of the ten bits are there.
        (PlaneFormat::P010, false) => PlaneFormat::Nv12,
        (PlaneFormat::I420p10, false) => PlaneFormat::I420,
        (format, _) => format,
    };
    // A chroma sample stands at the left one of its two columns, and between its two rows. Half of an odd
    // size is rounded up, so the last one reaches beyond the picture.
    let size = Vec2::new(layout.width.max(1) as f32, layout.height.max(1) as f32);
    let chroma = (size / 2.0).ceil();
    Reading {
        colours: Colours::of(layout.colour, format),
        upright: texture_from_upright(orientation),
        chroma_scale: size / (2.0 * chroma),
        chroma_shift: Vec2::new(0.25 / chroma.x, 0.0),
        part: false,
    }
}

/// The columns of the matrix that takes a place in the upright picture to the one in the texture, both
/// about their middles (x right, y down).
fn texture_from_upright(orientation: Orientation) -> Vec4 {
    let ([right_x, right_y], [down_x, down_y]) = match orientation {
        Orientation::Upright => ([1.0, 0.0], [0.0, 1.0]),
        Orientation::Mirrored => ([-1.0, 0.0], [0.0, 1.0]),
        Orientation::HalfTurn => ([-1.0, 0.0], [0.0, -1.0]),
        Orientation::Flipped => ([1.0, 0.0], [0.0, -1.0]),
        Orientation::Transposed => ([0.0, 1.0], [1.0, 0.0]),
        Orientation::QuarterRight => ([0.0, -1.0], [1.0, 0.0]),
        Orientation::Transversed => ([0.0, -1.0], [-1.0, 0.0]),
        Orientation::QuarterLeft => ([0.0, 1.0], [-1.0, 0.0]),
    };
    Vec4::new(right_x, right_y, down_x, down_y)
}

fn extent(part: &Plane) -> Extent3d {
    Extent3d {
        width: part.width,
        height: part.height,
        depth_or_array_layers: 1,
    }
}

fn send(uploader: &Uploader, texture: &Texture, part: &Plane, bytes: &[u8], stride: u32) {
    uploader.queue.write_texture(
        TexelCopyTextureInfo {
            texture,
            mip_level: 0,
            origin: Origin3d::ZERO,
            aspect: TextureAspect::All,
        },
        bytes,
        TexelCopyBufferLayout {
            offset: 0,
            bytes_per_row: Some(stride),
            rows_per_image: None,
        },
        extent(part),
    );
}

/// Gathers the upper eight of ten bits.
fn upper_halves(
    bytes: &[u8],
    stride: usize,
    part: &Plane,
    format: PlaneFormat,
    into: &mut Vec<u8>,
) {
    let samples = (part.width * part.channels) as usize;
    let shift = if format == PlaneFormat::P010 { 8 } else { 2 };
    into.clear();
    for row in bytes.chunks(stride).take(part.height as usize) {
        let (pairs, _) = row.as_chunks::<2>();
        into.extend(
            pairs
                .iter()
                .take(samples)
                .map(|pair| (u16::from_le_bytes(*pair) >> shift).min(255) as u8),
        );
    }
}
