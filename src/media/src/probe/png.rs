//! The chunks of a PNG (W3C PNG, third edition), by their lengths, without their content.

use std::io::{Read, Seek};

use super::{Coding, Found};
use crate::source::Source;
use crate::{MediaError, Orientation, exif, gpano};

const KIND: &str = "PNG";
/// Keyword, end of it, and four bytes that say: not compressed, no language, no translated keyword.
const XMP: &[u8] = b"XML:com.adobe.xmp\0\0\0\0\0";
/// Far more chunks than any writer makes of a photo.
const MOST_CHUNKS: u32 = 100_000;

pub(super) fn headers<R: Read + Seek>(source: &mut Source<R>) -> Result<Found, MediaError> {
    let header = source.exactly(8, 8 + 13, KIND)?;
    if &header[4..8] != b"IHDR" {
        return Err(MediaError::Damaged {
            kind: KIND,
            reason: "its first chunk is not its header".into(),
        });
    }
    let number = |at: usize| {
        u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
    };
    let mut found = Found {
        width: number(8),
        height: number(12),
        orientation: Orientation::default(),
        panorama: None,
        coding: if header[20] == 0 {
            Coding::Sequential
        } else {
            Coding::Passes
        },
    };
    let mut offset = 8;
    for _ in 0..MOST_CHUNKS {
        // What stands after the picture is optional; whether the picture is whole is the decoder's to say.
        let Ok(head) = source.exactly(offset, 8, KIND) else {
            break;
        };
        let length = u64::from(u32::from_be_bytes([head[0], head[1], head[2], head[3]]));
        match &head[4..8] {
            b"eXIf" => {
                if let Some(orientation) = source
                    .exactly(offset + 8, length, KIND)
                    .ok()
                    .and_then(|tiff| exif::orientation(&tiff))
                {
                    found.orientation = orientation;
                }
            }
            b"iTXt" => {
                let text = source.exactly(offset + 8, length, KIND).unwrap_or_default();
                if let Some(xmp) = text.strip_prefix(XMP) {
                    found.panorama = found.panorama.or(gpano::read(xmp));
                }
            }
            b"IEND" => break,
            _ => {}
        }
        offset += 12 + length;
    }
    Ok(found)
}
