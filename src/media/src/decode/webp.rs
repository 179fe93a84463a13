//! WebP, whole: the format cannot be read in bands.

use std::io::Cursor;

use image_webp::{DecodingError, WebPDecoder};

use super::{Band, Format, Layout, Receive, rgba};
use crate::MediaError;

const KIND: &str = "WebP";
/// Rows that are passed on together.
const BAND: usize = 32;

pub(super) fn decode(bytes: &[u8], receiver: &mut dyn Receive) -> Result<(), MediaError> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|error| failure(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > super::Limits::MAX_HELD {
        return Err(MediaError::TooLarge {
            width,
            height,
            megapixels: super::Limits::MAX_HELD / 1_000_000,
        });
    }
    let channels = if decoder.has_alpha() { 4 } else { 3 };
    let mut samples = vec![0; width as usize * height as usize * channels];
    decoder
        .read_image(&mut samples)
        .map_err(|error| failure(&error))?;
    receiver.begin(Layout {
        width,
        height,
        format: Format::Rgba,
    });
    let mut out = Vec::new();
    for (index, rows) in samples.chunks(width as usize * channels * BAND).enumerate() {
        out.clear();
        rgba::append(rows, channels, &mut out);
        receiver.band(Band::Rgba {
            top: (index * BAND) as u32,
            rows: &out,
        });
    }
    Ok(())
}

fn failure(error: &DecodingError) -> MediaError {
    match error {
        DecodingError::IoError(io) if io.kind() == std::io::ErrorKind::UnexpectedEof => {
            MediaError::CutShort {
                kind: KIND,
                percent: 0,
            }
        }
        other => MediaError::Damaged {
            kind: KIND,
            reason: other.to_string(),
        },
    }
}
