//! From a file to upright pixels that fit the graphics card.
//!
//! ```no_run
//! use media::{Limits, decode};
//! let decoded = decode("media/shore.jpg".as_ref(), &Limits::default())?;
//! assert!(decoded.picture.width <= Limits::default().max_side);
//! # Ok::<(), media::MediaError>(())
//! ```
//!
//! Every format ends in [`Band`]s of rows, which a [`Receive`]r takes one after the other:
//! [`decode()`] gathers them to a [`Picture`], [`decode_bands`] hands them to the caller, who can
//! send the first to the graphics card while the last are still being read. A picture larger than
//! [`Limits::max_side`] is made smaller on the way, row by row, so that its full size is never held
//! where the format allows reading in bands (baseline JPEG and PNG that is not interlaced).
//!
//! Deliberately absent: colour profiles (everything is taken as sRGB) and animation (the first
//! picture counts).

use std::path::Path;

use crate::probe::{PhotoInfo, wrong_ending};
use crate::{MediaError, Orientation, Picture, probe_bytes};

mod avif;
mod bands;
mod fit;
mod jpeg;
mod png;
mod rgba;
mod turn;
mod webp;

pub use bands::{Band, Format, Layout, Receive};

use bands::Gather;
use fit::Fit;

/// How large a picture may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The longest side in pixels that the picture may have in the end: what the graphics card takes.
    pub max_side: u32,
    /// The most pixels a file may have. Formats that must be held whole are also limited by
    /// [`Limits::MAX_HELD`].
    pub max_pixels: u64,
}

impl Limits {
    /// The most pixels of a file that must be held whole while it is decoded (progressive JPEG,
    /// interlaced PNG, WebP, AVIF). They take up to nine bytes a pixel.
    pub const MAX_HELD: u64 = 150_000_000;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_side: 8192,
            max_pixels: 1_000_000_000,
        }
    }
}

/// A photo in memory.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// The pixels, upright, within the limits.
    pub picture: Picture,
    /// What the file says of itself.
    pub info: PhotoInfo,
    /// Width and height of the file's picture (upright) if it had to be made smaller.
    pub reduced_from: Option<(u32, u32)>,
    /// What the caregiver or the content maker may want to know.
    pub notices: Vec<Notice>,
}

/// How reading in bands went.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// What the file says of itself.
    pub info: PhotoInfo,
    /// Width and height of the file's picture (upright) if it had to be made smaller.
    pub reduced_from: Option<(u32, u32)>,
    /// What the caregiver or the content maker may want to know.
    pub notices: Vec<Notice>,
}

/// Something that is not an error and still worth saying.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// The picture was larger than the graphics card takes.
    Reduced {
        /// Width and height in the file, upright.
        from: (u32, u32),
        /// Width and height now.
        to: (u32, u32),
    },
    /// The file's name ends as another format's.
    NamedWrong {
        /// The ending, without its dot.
        ending: String,
        /// The format the file really has.
        kind: &'static str,
    },
    /// The right eye's picture lies embedded in the file and is not used: both eyes see the left one.
    RightEyeNotUsed,
}

impl Notice {
    /// A code that never changes its meaning.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Reduced { .. } => "M0401",
            Self::NamedWrong { .. } => "M0402",
            Self::RightEyeNotUsed => "M0403",
        }
    }
}

/// Decodes the file at `path`. The whole file is read into memory while it is decoded.
///
/// # Errors
/// Any [`MediaError`] but those about geometry and writing.
pub fn decode(path: &Path, limits: &Limits) -> Result<Decoded, MediaError> {
    let mut gather = Gather::default();
    let outcome = decode_bands(path, limits, &mut gather)?;
    Ok(gathered(gather, outcome))
}

/// Decodes a file in memory. See [`decode()`].
///
/// # Errors
/// As [`decode()`], except for opening.
pub fn decode_bytes(bytes: &[u8], limits: &Limits) -> Result<Decoded, MediaError> {
    let mut gather = Gather::default();
    let outcome = decode_bytes_bands(bytes, limits, &mut gather)?;
    Ok(gathered(gather, outcome))
}

/// Decodes the file at `path` and hands its rows to `receiver` as they come.
///
/// An error may come after some bands have been received; they are then worth nothing.
///
/// # Errors
/// As [`decode()`].
pub fn decode_bands(
    path: &Path,
    limits: &Limits,
    receiver: &mut dyn Receive,
) -> Result<Outcome, MediaError> {
    let bytes = std::fs::read(path).map_err(|source| MediaError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    let mut info = probe_bytes(&bytes)?;
    info.named_wrong = wrong_ending(path, info.kind);
    decode_known(&bytes, info, limits, receiver)
}

/// Decodes a file in memory and hands its rows to `receiver` as they come. See [`decode_bands`].
///
/// # Errors
/// As [`decode()`], except for opening.
pub fn decode_bytes_bands(
    bytes: &[u8],
    limits: &Limits,
    receiver: &mut dyn Receive,
) -> Result<Outcome, MediaError> {
    decode_known(bytes, probe_bytes(bytes)?, limits, receiver)
}

fn gathered(gather: Gather, outcome: Outcome) -> Decoded {
    let Outcome {
        info,
        reduced_from,
        notices,
    } = outcome;
    Decoded {
        picture: gather.into_picture(),
        info,
        reduced_from,
        notices,
    }
}

fn decode_known(
    bytes: &[u8],
    info: PhotoInfo,
    limits: &Limits,
    receiver: &mut dyn Receive,
) -> Result<Outcome, MediaError> {
    let pixels = u64::from(info.width) * u64::from(info.height);
    let most = match info.coding {
        crate::probe::Coding::Sequential => limits.max_pixels,
        crate::probe::Coding::Passes => limits.max_pixels.min(Limits::MAX_HELD),
    };
    if pixels > most {
        return Err(MediaError::TooLarge {
            width: info.width,
            height: info.height,
            megapixels: most / 1_000_000,
        });
    }
    let to = fit::size_within(info.stored_width, info.stored_height, limits.max_side);
    if info.orientation == Orientation::Upright {
        dispatch(bytes, &info, &mut Fit::new(to, receiver))?;
    } else {
        // Rows become columns, or the last comes first: this needs the whole picture, made smaller before it is turned.
        let mut gather = Gather::default();
        dispatch(bytes, &info, &mut Fit::new(to, &mut gather))?;
        turn::upright(gather.into_picture(), info.orientation).send(receiver);
    }
    let reduced = to != (info.stored_width, info.stored_height);
    let reduced_from = reduced.then_some((info.width, info.height));
    let mut notices = Vec::new();
    if let Some(from) = reduced_from {
        notices.push(Notice::Reduced {
            from,
            to: info.orientation.upright(to.0, to.1),
        });
    }
    if let Some(ending) = info.named_wrong.clone() {
        notices.push(Notice::NamedWrong {
            ending,
            kind: info.kind.name(),
        });
    }
    if info
        .panorama
        .as_ref()
        .is_some_and(|panorama| panorama.embedded_right_eye)
    {
        notices.push(Notice::RightEyeNotUsed);
    }
    Ok(Outcome {
        info,
        reduced_from,
        notices,
    })
}

/// Lets the format's own decoder send its rows to `receiver`.
fn dispatch(bytes: &[u8], info: &PhotoInfo, receiver: &mut dyn Receive) -> Result<(), MediaError> {
    match info.kind {
        crate::Kind::Jpeg => jpeg::decode(bytes, info, receiver),
        crate::Kind::Png => png::decode(bytes, receiver),
        crate::Kind::WebP => webp::decode(bytes, receiver),
        crate::Kind::Avif => avif::decode(bytes, receiver),
    }
}
