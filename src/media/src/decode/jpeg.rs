//! JPEG to brightness and colour apart, as the file stores them.
//!
//! Nearly every photo is a baseline JPEG with its brightness and colours in one scan. Those go
//! through [`baseline`]: planes straight from the file, in bands, on two threads, without the full
//! picture ever being held. All others (progressive, CMYK, RGB, unusual subsampling) are left to
//! `zune-jpeg` in [`whole`], but for those whose colours stand in scans of their own ([`apart`]).

use super::Receive;
use crate::MediaError;
use crate::probe::PhotoInfo;

mod apart;
mod baseline;
mod bits;
mod frame;
mod held;
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
        None if apart::is_apart(bytes) => apart::decode(bytes, info, receiver),
        None => whole::decode(bytes, info, receiver),
    }
}

fn damaged(reason: impl Into<String>) -> MediaError {
    MediaError::Damaged {
        kind: KIND,
        reason: reason.into(),
    }
}
