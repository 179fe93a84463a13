//! Reads the photos of an album, upright and no larger than they are seen; a broken one is left out.

use std::path::{Path, PathBuf};

use super::{Album, MOST_FRAMES};
use crate::model::{Limits, Model, Texture};

/// Pixels along the longer side of a photo on a wall: at most 1 m wide, seen from 2.7 m and further.
const FRAME_SIDE: u32 = 768;
/// Pixels along the longer side of a slide.
const SLIDE_SIDE: u32 = 1024;
/// However many there are, none is smaller.
const LEAST_SIDE: u32 = 256;

/// Photos and slides that can be shown.
pub(super) fn read(
    album: &Album,
    model: &mut Model,
    limits: &Limits,
) -> (Vec<Texture>, Vec<Texture>) {
    let frames = &album.frames[..album.frames.len().min(MOST_FRAMES)];
    let room: u64 = model.textures.iter().map(bytes).sum();
    let free = limits.texture_bytes.saturating_sub(room);
    let side = side_of(frames.len() + album.slides.len(), free);
    let mut all = |files: &[PathBuf], most: u32| -> Vec<Texture> {
        let read = files.iter().map(|file| one(file, side.min(most)));
        let told = read.filter_map(|read| {
            read.inspect_err(|reason| model.warnings.push(reason.clone()))
                .ok()
        });
        told.collect()
    };
    let frames = all(frames, FRAME_SIDE);
    let slides = all(&album.slides, SLIDE_SIDE);
    (frames, slides)
}

/// The longest side with which so many pictures fit into so many bytes, even if all are square.
fn side_of(count: usize, bytes: u64) -> u32 {
    let each = bytes as f64 / (count.max(1) as f64 * 4.0 * 4.0 / 3.0);
    (each.sqrt() as u32).clamp(LEAST_SIDE, SLIDE_SIDE)
}

/// What a picture takes on the graphics card with its smaller sizes.
fn bytes(picture: &Texture) -> u64 {
    picture.pixels.len() as u64 * 4 / 3
}

fn one(file: &Path, side: u32) -> Result<Texture, String> {
    let limits = media::Limits {
        max_side: side,
        ..media::Limits::default()
    };
    let decoded = media::decode(file, &limits)
        .map_err(|error| format!("{} is left out: {error}", file.display()))?;
    Ok(Texture::of(&decoded.picture))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_many_pictures_there_are_they_fit() {
        let budget = 190 << 20;
        for count in [0, 1, 5, 12, 42, 100] {
            let side = u64::from(side_of(count, budget));
            assert!(
                side * side * 4 * 4 / 3 * count as u64 <= budget,
                "{count}: {side}"
            );
        }
        assert_eq!(side_of(12, budget), SLIDE_SIDE);
        assert!(side_of(42, budget) > 800);
    }
}
