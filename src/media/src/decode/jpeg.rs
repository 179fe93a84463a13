//! JPEG to brightness and colour apart.

use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use super::{Band, Format, Layout, Receive, rgba};
use crate::MediaError;
use crate::probe::PhotoInfo;

const KIND: &str = "JPEG";
/// Rows that are passed on together; even, so that halved colour rows stay whole.
const BAND: u32 = 32;

pub(super) fn decode(
    bytes: &[u8],
    info: &PhotoInfo,
    receiver: &mut dyn Receive,
) -> Result<(), MediaError> {
    whole(bytes, info, receiver)
}

/// Any JPEG, held whole.
fn whole(bytes: &[u8], info: &PhotoInfo, receiver: &mut dyn Receive) -> Result<(), MediaError> {
    let (width, height) = (info.stored_width, info.stored_height);
    let options = DecoderOptions::new_fast()
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .set_strict_mode(true)
        .jpeg_set_out_colorspace(ColorSpace::YCbCr);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|error| damaged(&error))?;
    let stored = decoder.input_colorspace().unwrap_or(ColorSpace::YCbCr);
    let apart = matches!(stored, ColorSpace::YCbCr | ColorSpace::Luma);
    if !apart {
        decoder.set_options(options.jpeg_set_out_colorspace(ColorSpace::RGB));
    } else if stored == ColorSpace::Luma {
        decoder.set_options(options.jpeg_set_out_colorspace(ColorSpace::Luma));
    }
    let samples = decoder.decode().map_err(|error| damaged(&error))?;
    if !apart {
        receiver.begin(Layout {
            width,
            height,
            format: Format::Rgba,
        });
        let mut out = Vec::new();
        for (index, rows) in samples.chunks((width * BAND) as usize * 3).enumerate() {
            out.clear();
            rgba::append(rows, 3, &mut out);
            receiver.band(Band::Rgba {
                top: index as u32 * BAND,
                rows: &out,
            });
        }
        return Ok(());
    }
    let (chroma_width, chroma_height) = (width.div_ceil(2), height.div_ceil(2));
    receiver.begin(Layout {
        width,
        height,
        format: Format::YCbCr {
            chroma_width,
            chroma_height,
        },
    });
    let channels = if stored == ColorSpace::Luma { 1 } else { 3 };
    let row = width as usize * channels;
    let (mut luma, mut chroma) = (Vec::new(), Vec::new());
    for (index, rows) in samples.chunks(row * BAND as usize).enumerate() {
        luma.clear();
        chroma.clear();
        if channels == 1 {
            luma.extend_from_slice(rows);
            chroma.resize(
                (rows.len() / row).div_ceil(2) * chroma_width as usize * 2,
                128,
            );
        } else {
            luma.extend(rows.as_chunks::<3>().0.iter().map(|[luma, _, _]| *luma));
            for pair in rows.chunks(row * 2) {
                halve_colour(pair, row, &mut chroma);
            }
        }
        let top = index as u32 * BAND;
        receiver.band(Band::YCbCr {
            top,
            luma: &luma,
            chroma_top: top / 2,
            chroma: &chroma,
        });
    }
    Ok(())
}

/// The mean colour of each two by two pixels in two rows (or one, at the lower edge).
fn halve_colour(pair: &[u8], row: usize, chroma: &mut Vec<u8>) {
    let (upper, lower) = pair.split_at(row.min(pair.len()));
    let lower = if lower.is_empty() { upper } else { lower };
    let (upper, _) = upper.as_chunks::<3>();
    let (lower, _) = lower.as_chunks::<3>();
    for (upper, lower) in upper.chunks(2).zip(lower.chunks(2)) {
        let sum = |channel: usize| {
            let column = |pixels: &[[u8; 3]]| {
                u16::from(pixels[0][channel])
                    + u16::from(pixels.last().map_or(0, |pixel| pixel[channel]))
            };
            ((column(upper) + column(lower) + 2) / 4) as u8
        };
        chroma.extend([sum(1), sum(2)]);
    }
}

fn damaged(error: &zune_jpeg::errors::DecodeErrors) -> MediaError {
    MediaError::Damaged {
        kind: KIND,
        reason: format!("{error}"),
    }
}
