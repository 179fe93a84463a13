//! Baseline JPEGs that store each colour in a scan of its own, through `jpeg-decoder`.
//!
//! `zune-jpeg` 0.5 mixes their colours up where colours are stored at half size. Few programs write
//! such files (some "optimising" savers do), so they need not be fast, only right.

use super::{KIND, damaged, held};
use crate::MediaError;
use crate::decode::Receive;
use crate::probe::PhotoInfo;

/// Whether the colours of a baseline JPEG stand in scans of their own.
pub(super) fn is_apart(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    let mut in_frame = 0;
    while let [0xff, marker, tail @ ..] = rest {
        let [high, low, ..] = *tail else { return false };
        let length = usize::from(u16::from_be_bytes([high, low]));
        match marker {
            // Bytes that fill up before a marker.
            0xff => {
                rest = rest.get(1..).unwrap_or_default();
                continue;
            }
            // A baseline or extended sequential frame: how many components it has.
            0xc0 | 0xc1 => in_frame = tail.get(7).copied().unwrap_or(0),
            // The first scan: how many of them it holds.
            0xda => {
                return tail
                    .get(2)
                    .is_some_and(|&in_scan| in_frame == 3 && in_scan < in_frame);
            }
            _ => {}
        }
        rest = tail.get(length..).unwrap_or_default();
    }
    false
}

pub(super) fn decode(
    bytes: &[u8],
    info: &PhotoInfo,
    receiver: &mut dyn Receive,
) -> Result<(), MediaError> {
    held::small_enough(info)?;
    let samples = jpeg_decoder::Decoder::new(bytes)
        .decode()
        .map_err(|error| match error {
            jpeg_decoder::Error::Io(_) => MediaError::CutShort {
                kind: KIND,
                percent: 0,
            },
            other => damaged(other.to_string()),
        })?;
    held::complete(&samples, info, 3)?;
    held::send(&samples, info, 3, receiver);
    Ok(())
}
