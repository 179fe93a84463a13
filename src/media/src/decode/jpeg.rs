//! JPEG to brightness and colour apart, as the file stores them.
//!
//! Nearly every photo is a baseline JPEG with its brightness and colours in one scan. Those go
//! through [`baseline`]: planes straight from the file, in bands, on two threads, without the full
//! picture ever being held. All others (progressive, CMYK, RGB, unusual subsampling, several scans) are left to
//! `zune-jpeg` in [`whole`].

use super::Receive;
use crate::MediaError;
use crate::probe::PhotoInfo;

mod baseline;
mod bits;
mod frame;
mod huffman;
mod transform;
mod whole;

const KIND: &str = "JPEG";

/// Sends the rows of a JPEG to `receiver`.
pub(super) fn decode(
    bytes: &[u8],
    info: &PhotoInfo,
    receiver: &mut dyn Receive,
) -> Result<(), MediaError> {
    match frame::plain(bytes) {
        Some(plain) => baseline::decode(&plain?, receiver),
        None => whole::decode(bytes, info, receiver),
    }
}

fn damaged(reason: impl Into<String>) -> MediaError {
    MediaError::Damaged {
        kind: KIND,
        reason: reason.into(),
    }
}
