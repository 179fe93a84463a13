//! PNG, row by row where it is not interlaced.

use std::io::Cursor;

use png::{DecodingError, Transformations};

use super::{Band, Format, Layout, Receive, rgba};
use crate::MediaError;

const KIND: &str = "PNG";
/// Rows that are passed on together.
const BAND: usize = 32;
/// The most memory the decoder may take beside the rows; a row of the widest PNG fits many times.
const MEMORY: usize = 256 << 20;

pub(super) fn decode(bytes: &[u8], receiver: &mut dyn Receive) -> Result<(), MediaError> {
    let mut decoder =
        png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: MEMORY });
    // Palettes and small grey levels become whole bytes, 16 bits become 8.
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    decoder.ignore_checksums(false);
    let mut reader = decoder.read_info().map_err(|error| failure(&error, 0))?;
    let (width, height) = reader.info().size();
    let interlaced = reader.info().interlaced;
    let (colour, _) = reader.output_color_type();
    let channels = colour.samples();
    receiver.begin(Layout {
        width,
        height,
        format: Format::Rgba,
    });
    let mut out = Vec::new();
    if interlaced {
        let size = reader.output_buffer_size().unwrap_or(usize::MAX);
        if size as u64 > super::Limits::MAX_HELD * 4 {
            return Err(MediaError::TooLarge {
                width,
                height,
                megapixels: super::Limits::MAX_HELD / 1_000_000,
            });
        }
        let mut samples = vec![0; size];
        reader
            .next_frame(&mut samples)
            .map_err(|error| failure(&error, 0))?;
        let rows = samples.chunks_exact((width as usize * channels).max(1));
        for (top, row) in rows.take(height as usize).enumerate() {
            out.clear();
            rgba::append(row, channels, &mut out);
            receiver.band(Band::Rgba {
                top: top as u32,
                rows: &out,
            });
        }
        return Ok(());
    }
    let mut top = 0;
    let mut gathered = 0;
    while let Some(row) = reader
        .next_row()
        .map_err(|error| failure(&error, share(top + gathered, height)))?
    {
        rgba::append(row.data(), channels, &mut out);
        gathered += 1;
        if gathered as usize == BAND {
            receiver.band(Band::Rgba { top, rows: &out });
            out.clear();
            top += gathered;
            gathered = 0;
        }
    }
    if gathered > 0 {
        receiver.band(Band::Rgba { top, rows: &out });
    }
    if top + gathered < height {
        return Err(MediaError::CutShort {
            kind: KIND,
            percent: share(top + gathered, height),
        });
    }
    Ok(())
}

fn share(rows: u32, of: u32) -> u8 {
    (u64::from(rows) * 100 / u64::from(of.max(1))).min(99) as u8
}

fn failure(error: &DecodingError, percent: u8) -> MediaError {
    match error {
        DecodingError::IoError(io) if io.kind() == std::io::ErrorKind::UnexpectedEof => {
            MediaError::CutShort {
                kind: KIND,
                percent,
            }
        }
        other => MediaError::Damaged {
            kind: KIND,
            reason: other.to_string(),
        },
    }
}
