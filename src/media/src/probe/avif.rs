//! The boxes of an AVIF file (ISO/IEC 14496-12, 23008-12).

use std::io::{Read, Seek};

use super::Found;
use crate::MediaError;
use crate::source::Source;

pub(super) fn headers<R: Read + Seek>(_: &mut Source<R>) -> Result<Found, MediaError> {
    Err(MediaError::Unsupported {
        what: "an AVIF picture",
        advice: "Convert it to JPEG: `avifdec -q 95 photo.avif photo.jpg`.",
    })
}
