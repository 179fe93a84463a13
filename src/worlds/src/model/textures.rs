//! Pictures on materials.

use gltf::Document;
use media::Pixels;

use super::accessors::Numbers;
use crate::error::WorldError;

/// A picture on a material; upright, RGBA, encoded as sRGB.
#[derive(Debug, Clone, PartialEq)]
pub struct Texture {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Four bytes a pixel, rows from the top.
    pub pixels: Vec<u8>,
}

impl Texture {
    /// Of a picture that is decoded.
    pub(crate) fn of(picture: &media::Picture) -> Self {
        Self {
            width: picture.width,
            height: picture.height,
            pixels: colours(
                &picture.pixels,
                picture.width as usize,
                picture.chroma_steps(),
            ),
        }
    }
}

/// A side may have so many pixels; larger ones are brought down.
const LONGEST_SIDE: u32 = 2048;

/// A picture of the file. `material` is who wants it.
pub(super) fn read(
    document: &Document,
    numbers: &Numbers<'_>,
    image: usize,
    material: &str,
) -> Result<Texture, WorldError> {
    let broken = |reason: String| WorldError::Texture {
        material: material.to_owned(),
        reason,
    };
    let image = document
        .images()
        .nth(image)
        .ok_or_else(|| broken("the file does not hold it".to_owned()))?;
    let bytes = match image.source() {
        gltf::image::Source::View { view, .. } => numbers.view(&view)?,
        gltf::image::Source::Uri { uri, .. } => {
            return Err(broken(format!("it lies in another file, {uri}")));
        }
    };
    let limits = media::Limits {
        max_side: LONGEST_SIDE,
        ..media::Limits::default()
    };
    let decoded = media::decode_bytes(bytes, &limits).map_err(|error| broken(error.to_string()))?;
    Ok(Texture::of(&decoded.picture))
}

/// RGBA of what the decoder gave; JPEG's brightness and colours are put together.
fn colours(pixels: &Pixels, width: usize, (across, down): (usize, usize)) -> Vec<u8> {
    match pixels {
        Pixels::Rgba(pixels) => pixels.clone(),
        Pixels::YCbCr {
            luma,
            chroma,
            chroma_width,
            ..
        } => {
            let mut rgba = Vec::with_capacity(luma.len() * 4);
            for (place, luma) in luma.iter().enumerate() {
                let (x, y) = (place % width, place / width);
                let at = (y / down * *chroma_width as usize + x / across) * 2;
                let colour = |at: usize| f32::from(chroma.get(at).copied().unwrap_or(128)) - 128.0;
                let (luma, blue, red) = (f32::from(*luma), colour(at), colour(at + 1));
                // BT.601, full range.
                rgba.extend_from_slice(&[
                    (luma + 1.402 * red).clamp(0.0, 255.0) as u8,
                    (luma - 0.344_14 * blue - 0.714_14 * red).clamp(0.0, 255.0) as u8,
                    (luma + 1.772 * blue).clamp(0.0, 255.0) as u8,
                    255,
                ]);
            }
            rgba
        }
    }
}
