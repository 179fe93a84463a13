//! The segments before a JPEG's first scan (ITU-T T.81, annex B).

use std::io::{Read, Seek};

use super::{Coding, Found};
use crate::source::Source;
use crate::{MediaError, Orientation, Panorama, exif, gpano};

const KIND: &str = "JPEG";
const EXIF: &[u8] = b"Exif\0\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";

pub(super) fn headers<R: Read + Seek>(source: &mut Source<R>) -> Result<Found, MediaError> {
    let mut offset = 2;
    let mut orientation = Orientation::default();
    let mut panorama: Option<Panorama> = None;
    let mut size = None;
    loop {
        let head = source.exactly(offset, 2, KIND)?;
        let &[0xff, marker] = head.as_slice() else {
            return Err(MediaError::Damaged {
                kind: KIND,
                reason: format!("there is no marker at byte {offset}"),
            });
        };
        offset += match marker {
            0xff => {
                // A fill byte: the marker begins one byte later.
                offset += 1;
                continue;
            }
            0x00 | 0x01 | 0xd0..=0xd8 => 2,
            0xd9 | 0xda => break,
            _ => {
                let length = source.exactly(offset + 2, 2, KIND)?;
                let length = u64::from(u16::from_be_bytes([length[0], length[1]]));
                if length < 2 {
                    let reason = format!("a segment at byte {offset} is {length} bytes long");
                    return Err(MediaError::Damaged { kind: KIND, reason });
                }
                let body = offset + 4;
                match marker {
                    0xe1 => {
                        let segment = source.exactly(body, length - 2, KIND)?;
                        if let Some(tiff) = segment.strip_prefix(EXIF) {
                            orientation = exif::orientation(tiff).unwrap_or(orientation);
                        } else if let Some(xmp) = segment.strip_prefix(XMP) {
                            panorama = panorama.or(gpano::read(xmp));
                        }
                    }
                    // Every start of frame; C4, C8 and CC are tables and an extension.
                    0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                        let frame = source.exactly(body, 6.min(length - 2), KIND)?;
                        size = frame_size(&frame).map(|size| (size, marker));
                    }
                    _ => {}
                }
                2 + length
            }
        };
    }
    let Some(((width, height), marker)) = size else {
        return Err(MediaError::Damaged {
            kind: KIND,
            reason: "it says no size before its first scan".into(),
        });
    };
    let coding = if matches!(marker, 0xc0 | 0xc1) {
        Coding::Sequential
    } else {
        Coding::Passes
    };
    Ok(Found {
        width,
        height,
        orientation,
        panorama,
        coding,
    })
}

/// Width and height in a start-of-frame segment's body: precision, height, width, components.
fn frame_size(frame: &[u8]) -> Option<(u32, u32)> {
    let &[_, h1, h0, w1, w0, _] = frame else {
        return None;
    };
    Some((
        u32::from(u16::from_be_bytes([w1, w0])),
        u32::from(u16::from_be_bytes([h1, h0])),
    ))
}
