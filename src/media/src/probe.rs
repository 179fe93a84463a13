//! What a picture file says of itself, from its headers alone.
//!
//! The kind is told by the first bytes, never by the name. Nothing is guessed from the shape of a
//! picture here: a square file may hold two whole panoramas one above the other or be an ordinary
//! square picture, and only the manifest's author knows. [`crate::place::geometry`] says which
//! defaults follow from what is found.

use std::io::{Cursor, Read, Seek};
use std::path::Path;

use crate::source::Source;
use crate::{MediaError, Orientation, Panorama};

pub(crate) mod avif;
mod jpeg;
mod kind;
mod png;
mod webp;

pub use kind::Kind;

/// What a picture file says of itself.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PhotoInfo {
    /// The format, told by the first bytes.
    pub kind: Kind,
    /// Width in pixels once upright.
    pub width: u32,
    /// Height in pixels once upright.
    pub height: u32,
    /// Width in pixels as stored.
    pub stored_width: u32,
    /// Height in pixels as stored.
    pub stored_height: u32,
    /// How the stored picture is to be turned.
    pub orientation: Orientation,
    /// Photo Sphere metadata (GPano), if there is any.
    pub panorama: Option<Panorama>,
    /// The ending of the file's name, if it belongs to another format than the content.
    pub named_wrong: Option<String>,
    /// How the pixels are coded.
    pub coding: Coding,
}

/// How the pixels are coded, as far as it decides how a file can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// From top to bottom: can be read in bands.
    Sequential,
    /// In passes over the whole picture: must be held whole.
    Passes,
}

/// Reads the headers of the file at `path`.
///
/// # Errors
/// [`MediaError`] for a file that cannot be opened, is empty, is no picture, is of a kind that is
/// not shown, or whose headers are damaged or cut.
pub fn probe(path: &Path) -> Result<PhotoInfo, MediaError> {
    let unreadable = |source| MediaError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
    }
    let mut info = probe_source(Source::new(file).map_err(unreadable)?)?;
    info.named_wrong = wrong_ending(path, info.kind);
    Ok(info)
}

/// Reads the headers of a file in memory. See [`probe`].
///
/// # Errors
/// As [`probe`], except for opening.
pub fn probe_bytes(bytes: &[u8]) -> Result<PhotoInfo, MediaError> {
    probe_open(Cursor::new(bytes))
}

/// Reads the headers of a picture that is open already, wherever it stands. See [`probe`].
///
/// # Errors
/// As [`probe`], except for opening.
pub fn probe_open<R: Read + Seek>(picture: R) -> Result<PhotoInfo, MediaError> {
    let source = Source::new(picture).map_err(|error| MediaError::Damaged {
        kind: "picture",
        reason: error.to_string(),
    })?;
    probe_source(source)
}

/// The name's ending if it belongs to another format than `kind`.
pub(crate) fn wrong_ending(path: &Path, kind: Kind) -> Option<String> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    (!kind.endings().contains(&ending.as_str())).then_some(ending)
}

/// What the reader of one format finds.
struct Found {
    width: u32,
    height: u32,
    orientation: Orientation,
    panorama: Option<Panorama>,
    coding: Coding,
}

fn probe_source<R: Read + Seek>(mut source: Source<R>) -> Result<PhotoInfo, MediaError> {
    if source.length == 0 {
        return Err(MediaError::Empty);
    }
    let head = source
        .up_to(0, kind::HEAD)
        .map_err(|error| MediaError::Damaged {
            kind: "picture",
            reason: format!("it cannot be read: {error}"),
        })?;
    let kind = Kind::of(&head)?;
    let found = match kind {
        Kind::Jpeg => jpeg::headers(&mut source)?,
        Kind::Png => png::headers(&mut source)?,
        Kind::WebP => webp::headers(&mut source)?,
        Kind::Avif => avif::headers(&mut source)?,
    };
    if found.width == 0 || found.height == 0 {
        return Err(MediaError::Damaged {
            kind: kind.name(),
            reason: format!("its size is {} × {}", found.width, found.height),
        });
    }
    let (width, height) = found.orientation.upright(found.width, found.height);
    Ok(PhotoInfo {
        kind,
        width,
        height,
        stored_width: found.width,
        stored_height: found.height,
        orientation: found.orientation,
        panorama: found.panorama,
        named_wrong: None,
        coding: found.coding,
    })
}
