//! The picture on the tablet: a photo's best view as a JPEG.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::{Eye, Geometry, MediaError, Picture, Pixels, View, project, reduce};

/// JPEG quality of posters, 1–100.
const QUALITY: u8 = 85;

/// Degrees across of a poster whose view is found from the picture.
const WIDTH: f32 = 80.0;

/// Makes a poster of `width × height` pixels as a JPEG file: the view that the manifest asks for, or
/// else the best one.
///
/// # Errors
/// [`MediaError::Encoding`] for a size that JPEG does not have.
pub fn poster(
    picture: &Picture,
    geometry: &Geometry,
    wanted: Option<&manifest::Poster>,
    width: u32,
    height: u32,
) -> Result<Vec<u8>, MediaError> {
    let (yaw, pitch, horizontal_fov) = match wanted {
        Some(poster) => (poster.yaw, poster.pitch, poster.width),
        None => {
            let (yaw, pitch) = best_view(picture, geometry);
            (yaw, pitch, WIDTH)
        }
    };
    let view = View {
        eye: Eye::Left,
        yaw,
        pitch,
        roll: 0.0,
        horizontal_fov,
        width,
        height,
    };
    encode_jpeg(&project::view(picture, geometry, &view), QUALITY)
}

/// Width of the copy that views are judged on.
const COPY: u32 = 512;

/// Yaw and pitch of the view that tells most about the picture: rich in contrast, edges and colour,
/// rather ahead than behind, rather at the horizon than above or below, and inside the picture.
///
/// The same picture always has the same best view.
pub fn best_view(picture: &Picture, geometry: &Geometry) -> (f32, f32) {
    let scale = (f64::from(COPY) / f64::from(picture.width.max(1))).min(1.0);
    let side = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
    let small = reduce::smaller(picture, side(picture.width), side(picture.height));
    let mut best = (f32::MIN, 0.0, 0.0);
    for pitch in [0.0, -10.0, 10.0] {
        // Straight ahead first, then further and further to both sides.
        for step in 0..24_i16 {
            let yaw = f32::from((step + 1) / 2) * 15.0 * if step % 2 == 0 { 1.0 } else { -1.0 };
            let score = judge(&small, geometry, yaw, pitch);
            if score > best.0 {
                best = (score, yaw, pitch);
            }
        }
    }
    (best.1, best.2)
}

/// How much a view tells, higher is better.
fn judge(picture: &Picture, geometry: &Geometry, yaw: f32, pitch: f32) -> f32 {
    const COLUMNS: usize = 48;
    const ROWS: usize = 32;
    let view = View {
        eye: Eye::Left,
        yaw,
        pitch,
        roll: 0.0,
        horizontal_fov: WIDTH,
        width: COLUMNS as u32,
        height: ROWS as u32,
    };
    let Pixels::Rgba(data) = project::view(picture, geometry, &view).pixels else {
        return f32::MIN;
    };
    let pixels: Vec<[f32; 3]> = data
        .as_chunks::<4>()
        .0
        .iter()
        .map(|&[r, g, b, _]| [r, g, b].map(f32::from))
        .collect();
    let luma: Vec<f32> = pixels
        .iter()
        .map(|[r, g, b]| 0.299 * r + 0.587 * g + 0.114 * b)
        .collect();
    let count = pixels.len() as f32;
    let mean = luma.iter().sum::<f32>() / count;
    let contrast = (luma.iter().map(|value| (value - mean).powi(2)).sum::<f32>() / count).sqrt();
    let mut edges = 0.0;
    for row in 0..ROWS - 1 {
        for column in 0..COLUMNS - 1 {
            let at = row * COLUMNS + column;
            let steepness = (luma[at + 1] - luma[at]).abs() + (luma[at + COLUMNS] - luma[at]).abs();
            // One hard line must not outweigh a whole lively view.
            edges += steepness.min(40.0);
        }
    }
    edges /= count;
    let colour = pixels
        .iter()
        .map(|[r, g, b]| r.max(*g).max(*b) - r.min(*g).min(*b))
        .sum::<f32>()
        / count;
    let empty = data
        .as_chunks::<4>()
        .0
        .iter()
        .filter(|[r, g, b, _]| [*r, *g, *b] == project::SURROUND)
        .count();
    let front = 1.0 - 0.25 * (yaw.abs() / 180.0) - 0.1 * (pitch.abs() / 10.0);
    let dark = (mean / 60.0).min(1.0);
    (contrast + 2.0 * edges + 0.5 * colour) * front * dark - 300.0 * empty as f32 / count
}

/// Writes a picture as a baseline JPEG file, `quality` 1–100.
///
/// # Errors
/// [`MediaError::Encoding`] for a size that JPEG does not have (0, or more than 65535).
pub fn encode_jpeg(picture: &Picture, quality: u8) -> Result<Vec<u8>, MediaError> {
    let side = |length: u32| {
        u16::try_from(length)
            .ok()
            .filter(|length| *length > 0)
            .ok_or_else(|| MediaError::Encoding {
                reason: format!(
                    "a JPEG cannot be {} × {} pixels",
                    picture.width, picture.height
                ),
            })
    };
    let (width, height) = (side(picture.width)?, side(picture.height)?);
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, quality.clamp(1, 100));
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    let encoded = match &picture.pixels {
        Pixels::Rgba(data) => encoder.encode(data, width, height, ColorType::Rgba),
        Pixels::YCbCr { .. } => {
            encoder.encode(&interleaved(picture), width, height, ColorType::Ycbcr)
        }
    };
    encoded.map_err(|error| MediaError::Encoding {
        reason: error.to_string(),
    })?;
    Ok(out)
}

/// Brightness and colour side by side for each pixel.
fn interleaved(picture: &Picture) -> Vec<u8> {
    let Pixels::YCbCr {
        luma,
        chroma,
        chroma_width,
        ..
    } = &picture.pixels
    else {
        return Vec::new();
    };
    let width = picture.width as usize;
    let (across, down) = picture.chroma_steps();
    let (chroma, _) = chroma.as_chunks::<2>();
    let mut out = Vec::with_capacity(luma.len() * 3);
    for (y, row) in luma.chunks_exact(width).enumerate() {
        let colours = &chroma[y / down * *chroma_width as usize..];
        for (x, luma) in row.iter().enumerate() {
            let [cb, cr] = colours[x / across];
            out.extend([*luma, cb, cr]);
        }
    }
    out
}
