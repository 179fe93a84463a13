//! Films on a graphics card that is a program: what is seen of each frame, as colours.
//!
//! There, everything is done by the processor that also decodes. Three looks into planes for each pixel of a view cost
//! five times as much as one into a texture of colours, and a view shows a tenth of a film that is all around. So of
//! each frame the part that was seen of the one before, and as much further as a head turns in a tenth of a second, is
//! made into colours once ([`media::film::colour::Quick`]) on its way into a texture of that size.
//!
//! The decoder's own frame is kept until the next but one. A view that sees more than was sent has it made anew before
//! it is drawn ([`Frame::seen`]): nothing is ever seen that is not there, whatever the head does, and of a film that
//! nobody looks at nothing is sent.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bevy::math::{Vec2, Vec4};
use bevy::render::render_resource::{
    Extent3d, Texture, TextureDescriptor, TextureDimension, TextureFormat, TextureUsages,
    TextureViewDescriptor,
};
use media::Rect;
use media::film::colour::Quick;
use media::film::{PlaneLayout, Planes};

use super::cells::Sight;
use super::colours::Colours;
use super::region::{AROUND, FURTHER, Region, Texels};
use super::staging::Staging;
use super::texture::{GpuPicture, Reading, Uploader};

/// Narrower films are sent as everywhere.
const FROM: u32 = 1024;
/// Textures are as large as a multiple of this, so that a head that turns does not need another one for each frame.
const STEP: u32 = 128;
/// When so many frames have not been seen, nobody looks.
const UNSEEN: u32 = 30;

/// The way of a film's frames.
pub(super) struct Sparing {
    layout: PlaneLayout,
    quick: Quick,
    watched: Arc<Watched>,
    staging: Staging,
    /// They take turns: while one is shown, the next frame goes into the other.
    textures: [Option<Texture>; 2],
}

impl Sparing {
    /// For frames of this layout; nothing for those that are sent as everywhere.
    pub(super) fn new(layout: PlaneLayout) -> Option<Self> {
        let quick = Quick::new(layout).filter(|_| layout.width >= FROM)?;
        Some(Self {
            layout,
            quick,
            watched: Arc::default(),
            staging: Staging::default(),
            textures: [None, None],
        })
    }

    /// Sends what is needed of a frame that is whole.
    pub(super) fn write(&mut self, uploader: &Uploader, planes: Box<dyn Planes>) -> GpuPicture {
        let sent = self.watched.take().and_then(|region| {
            let texels = Texels::of(&region, (self.layout.width, self.layout.height));
            self.textures.swap(0, 1);
            let kept = self.textures[0].take();
            let texture = kept
                .filter(|texture| fits(texture, &texels))
                .unwrap_or_else(|| texture(uploader, &texels));
            let quick = &mut self.quick;
            let size = (texels.width, texels.height);
            let whole = self
                .staging
                .send_rows(uploader, &texture, size, |row, out| {
                    put_row(quick, &*planes, &texels, row, out);
                });
            let picture = part(&self.layout, &texture, &texels);
            self.textures[0] = Some(texture);
            whole.then_some((region, picture))
        });
        let frame = Frame {
            planes,
            uploader: uploader.clone(),
            watched: Arc::clone(&self.watched),
            sent: Mutex::new(sent),
        };
        GpuPicture::of_frame(self.layout.width, self.layout.height, frame)
    }
}

/// A frame of which a part was sent.
pub(super) struct Frame {
    planes: Box<dyn Planes>,
    uploader: Uploader,
    watched: Arc<Watched>,
    sent: Mutex<Option<(Region, GpuPicture)>>,
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Frame").finish_non_exhaustive()
    }
}

impl Frame {
    /// The picture with everything in it that a view sees whose eye sees the part `rect` of the frame.
    pub(super) fn seen(&self, sight: &Sight, rect: &Rect) -> GpuPicture {
        let further = Region::of(sight, rect, FURTHER);
        self.with(&Region::of(sight, rect, AROUND), further)
    }

    /// The picture with everything in it.
    pub(super) fn whole(&self) -> GpuPicture {
        self.with(&Region::ALL, Region::ALL)
    }

    fn with(&self, needed: &Region, further: Region) -> GpuPicture {
        self.watched.see(further);
        let mut sent = lock(&self.sent);
        match &*sent {
            Some((region, picture)) if region.holds(needed) => picture.clone(),
            other => {
                // Another view may need what it has already.
                let region = other
                    .as_ref()
                    .map_or(further, |(region, _)| region.with(&further));
                let picture = self.make(&region);
                *sent = Some((region, picture.clone()));
                picture
            }
        }
    }

    /// Sends a part of it at once, past the memory that frames go through otherwise.
    fn make(&self, region: &Region) -> GpuPicture {
        let layout = self.planes.layout();
        let texels = Texels::of(region, (layout.width, layout.height));
        let texture = texture(&self.uploader, &texels);
        let mut pixels = Vec::with_capacity((texels.width * texels.height * 4) as usize);
        if let Some(mut quick) = Quick::new(layout) {
            for row in 0..texels.height {
                put_row(&mut quick, &*self.planes, &texels, row, &mut pixels);
            }
        }
        self.uploader.queue.write_texture(
            texture.as_image_copy(),
            &pixels,
            wgpu::TexelCopyBufferLayout {
                offset: 0,
                bytes_per_row: Some(texels.width * 4),
                rows_per_image: None,
            },
            Extent3d {
                width: texels.width,
                height: texels.height,
                depth_or_array_layers: 1,
            },
        );
        part(&layout, &texture, &texels)
    }
}

/// What was seen of a film since a frame was sent last, by all views together.
#[derive(Debug, Default)]
struct Watched(Mutex<Seen>);

#[derive(Debug, Default)]
struct Seen {
    /// Since the last frame was sent.
    since: Option<Region>,
    /// Before.
    before: Option<Region>,
    /// How many frames were sent and not seen.
    unseen: u32,
}

impl Watched {
    /// What the next frame is needed of; nothing if nobody looks.
    fn take(&self) -> Option<Region> {
        let mut seen = lock(&self.0);
        match seen.since.take() {
            Some(since) => (seen.before, seen.unseen) = (Some(since), 0),
            None if seen.unseen >= UNSEEN => seen.before = None,
            None => seen.unseen += 1,
        }
        seen.before
    }

    fn see(&self, region: Region) {
        let mut seen = lock(&self.0);
        let since = seen.since.map_or(region, |since| since.with(&region));
        seen.since = Some(since);
    }
}

fn put_row(quick: &mut Quick, planes: &dyn Planes, texels: &Texels, row: u32, out: &mut Vec<u8>) {
    for columns in texels.runs() {
        if !columns.is_empty() {
            quick.row(planes, texels.top + row, columns, out);
        }
    }
}

/// The size of a texture for these texels: where all columns are there it has no more, so that it goes round.
fn size(texels: &Texels) -> (u32, u32) {
    let width = if texels.is_all_around() {
        texels.width
    } else {
        texels.width.next_multiple_of(STEP)
    };
    (width, texels.height.next_multiple_of(STEP))
}

fn fits(texture: &Texture, texels: &Texels) -> bool {
    (texture.width(), texture.height()) == size(texels)
}

fn texture(uploader: &Uploader, texels: &Texels) -> Texture {
    let (width, height) = size(texels);
    uploader.device.create_texture(&TextureDescriptor {
        label: Some("what is seen of a film"),
        size: Extent3d {
            width,
            height,
            depth_or_array_layers: 1,
        },
        mip_level_count: 1,
        sample_count: 1,
        dimension: TextureDimension::D2,
        format: TextureFormat::Rgba8Unorm,
        usage: TextureUsages::TEXTURE_BINDING | TextureUsages::COPY_DST,
        view_formats: &[],
    })
}

/// The picture whose texels are at the beginning of a texture.
fn part(layout: &PlaneLayout, texture: &Texture, texels: &Texels) -> GpuPicture {
    let whole = Vec2::new(layout.width as f32, layout.height as f32);
    let reading = Reading {
        colours: Colours::SAME,
        upright: Vec4::new(1.0, 0.0, 0.0, 1.0),
        chroma_scale: whole / Vec2::new(texture.width() as f32, texture.height() as f32),
        chroma_shift: Vec2::new(texels.left as f32, texels.top as f32) / whole,
        part: true,
    };
    let view = texture.create_view(&TextureViewDescriptor::default());
    GpuPicture::planes(layout.width, layout.height, vec![view], reading)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
