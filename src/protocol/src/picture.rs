//! The preview picture on the wire: its number as eight bytes, most significant first, then the JPEG.
//!
//! Numbers grow by one while a headset runs and begin again when it is restarted.

use crate::{MAX_BINARY_BYTES, Refusal, RefusalCode};

/// Puts the number in front of the JPEG.
pub fn encode(number: u64, jpeg: &[u8]) -> Vec<u8> {
    let mut message = Vec::with_capacity(8 + jpeg.len());
    message.extend_from_slice(&number.to_be_bytes());
    message.extend_from_slice(jpeg);
    message
}

/// Takes number and JPEG apart. Only the first bytes of the JPEG are looked at; it is not decoded.
pub fn decode(message: &[u8]) -> Result<(u64, &[u8]), Refusal> {
    if message.len() > MAX_BINARY_BYTES {
        return Err(Refusal::new(
            RefusalCode::TooLarge,
            format!(
                "a picture message of {} bytes; {MAX_BINARY_BYTES} is the most",
                message.len()
            ),
        ));
    }
    match message.split_first_chunk::<8>() {
        Some((number, jpeg)) if jpeg.starts_with(&[0xFF, 0xD8, 0xFF]) => {
            Ok((u64::from_be_bytes(*number), jpeg))
        }
        _ => Err(Refusal::malformed(
            "a binary message that is not a picture: eight bytes of number, then a JPEG",
        )),
    }
}
