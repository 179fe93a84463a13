//! The chunks of a WebP file (RFC 9649).

use std::io::{Read, Seek};

use super::{Coding, Found};
use crate::source::Source;
use crate::{MediaError, Orientation, exif, gpano};

const KIND: &str = "WebP";
/// Far more chunks than a still picture has.
const MOST_CHUNKS: u32 = 10_000;

pub(super) fn headers<R: Read + Seek>(source: &mut Source<R>) -> Result<Found, MediaError> {
    let mut size = None;
    let mut orientation = Orientation::default();
    let mut panorama = None;
    let mut offset = 12;
    for _ in 0..MOST_CHUNKS {
        let Ok(head) = source.exactly(offset, 8, KIND) else {
            break;
        };
        let length = u64::from(u32::from_le_bytes([head[4], head[5], head[6], head[7]]));
        let body = offset + 8;
        match &head[..4] {
            b"VP8X" => size = Some(canvas(&source.exactly(body, 10, KIND)?)),
            b"VP8 " if size.is_none() => size = Some(lossy(&source.exactly(body, 10, KIND)?)?),
            b"VP8L" if size.is_none() => size = Some(lossless(&source.exactly(body, 5, KIND)?)?),
            b"EXIF" => {
                let bytes = source.exactly(body, length, KIND).unwrap_or_default();
                // Some writers keep JPEG's introduction.
                let tiff = bytes.strip_prefix(b"Exif\0\0").unwrap_or(&bytes);
                orientation = exif::orientation(tiff).unwrap_or(orientation);
            }
            b"XMP " => {
                panorama = panorama.or(source
                    .exactly(body, length, KIND)
                    .ok()
                    .and_then(|xmp| gpano::read(&xmp)))
            }
            _ => {}
        }
        offset = body + length + (length & 1);
    }
    let Some((width, height)) = size else {
        return Err(MediaError::CutShort {
            kind: KIND,
            percent: 0,
        });
    };
    Ok(Found {
        width,
        height,
        orientation,
        panorama,
        coding: Coding::Passes,
    })
}

fn canvas(body: &[u8]) -> (u32, u32) {
    let number = |at: usize| 1 + u32::from_le_bytes([body[at], body[at + 1], body[at + 2], 0]);
    (number(4), number(7))
}

fn lossy(body: &[u8]) -> Result<(u32, u32), MediaError> {
    if body[3..6] != [0x9d, 0x01, 0x2a] {
        return Err(MediaError::Damaged {
            kind: KIND,
            reason: "its picture does not begin as it should".into(),
        });
    }
    let number = |at: usize| u32::from(u16::from_le_bytes([body[at], body[at + 1]]) & 0x3fff);
    Ok((number(6), number(8)))
}

fn lossless(body: &[u8]) -> Result<(u32, u32), MediaError> {
    if body[0] != 0x2f {
        return Err(MediaError::Damaged {
            kind: KIND,
            reason: "its picture does not begin as it should".into(),
        });
    }
    let bits = u32::from_le_bytes([body[1], body[2], body[3], body[4]]);
    Ok((1 + (bits & 0x3fff), 1 + ((bits >> 14) & 0x3fff)))
}
