//! Any JPEG that is not plain, held whole, through `zune-jpeg`.

use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use super::held::{self, BAND};
use super::{KIND, damaged, frame};
use crate::MediaError;
use crate::decode::{Band, Format, Layout, Receive};
use crate::probe::PhotoInfo;

pub(super) fn decode(
    bytes: &[u8],
    info: &PhotoInfo,
    receiver: &mut dyn Receive,
) -> Result<(), MediaError> {
    held::small_enough(info)?;
    let options = DecoderOptions::new_fast()
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .set_strict_mode(true);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|error| failure(&error))?;
    let wanted = match decoder.input_colorspace() {
        Some(ColorSpace::YCbCr) => ColorSpace::YCbCr,
        Some(ColorSpace::Luma) => ColorSpace::Luma,
        _ => ColorSpace::RGB,
    };
    decoder.set_options(options.jpeg_set_out_colorspace(wanted));
    let samples = decoder.decode().map_err(|error| failure(&error))?;
    held::complete(&samples, info, wanted.num_components())?;
    match wanted {
        ColorSpace::YCbCr => send_apart(&samples, info, frame::chroma_steps(bytes), receiver),
        _ => held::send(&samples, info, wanted.num_components(), receiver),
    }
    Ok(())
}

/// Takes brightness and colour apart and brings colour back to as few samples as the file has.
fn send_apart(
    samples: &[u8],
    info: &PhotoInfo,
    (across, down): (u32, u32),
    receiver: &mut dyn Receive,
) {
    let (width, height) = (info.stored_width, info.stored_height);
    let (chroma_width, chroma_height) = (width.div_ceil(across), height.div_ceil(down));
    receiver.begin(Layout {
        width,
        height,
        format: Format::YCbCr {
            chroma_width,
            chroma_height,
        },
    });
    let row = width as usize * 3;
    let (mut luma, mut chroma) = (Vec::new(), Vec::new());
    for (index, rows) in samples.chunks(row * BAND).enumerate() {
        luma.clear();
        chroma.clear();
        luma.extend(rows.as_chunks::<3>().0.iter().map(|[luma, _, _]| *luma));
        for shared in rows.chunks(row * down as usize) {
            mean_colours(shared, row, across as usize, &mut chroma);
        }
        let top = (index * BAND) as u32;
        receiver.band(Band::YCbCr {
            top,
            luma: &luma,
            chroma_top: top / down,
            chroma: &chroma,
        });
    }
}

/// The mean colour of each `across` pixels in all of the given rows; fewer at the right edge.
fn mean_colours(rows: &[u8], row: usize, across: usize, chroma: &mut Vec<u8>) {
    let rows: Vec<&[[u8; 3]]> = rows
        .chunks_exact(row)
        .map(|row| row.as_chunks().0)
        .collect();
    for left in (0..row / 3).step_by(across) {
        let (mut sum, mut count) = ([0_u32; 2], 0);
        for pixel in rows.iter().flat_map(|row| row[left..].iter().take(across)) {
            sum[0] += u32::from(pixel[1]);
            sum[1] += u32::from(pixel[2]);
            count += 1;
        }
        chroma.extend(sum.map(|sum| ((sum + count / 2) / count.max(1)) as u8));
    }
}

fn failure(error: &zune_jpeg::errors::DecodeErrors) -> MediaError {
    use zune_jpeg::errors::DecodeErrors;
    match error {
        DecodeErrors::ExhaustedData | DecodeErrors::IoErrors(_) => MediaError::CutShort {
            kind: KIND,
            percent: 0,
        },
        other => damaged(other.to_string()),
    }
}
