//! What both decoders that hold a whole picture do before and after.

use super::damaged;
use crate::MediaError;
use crate::decode::{Band, Format, Layout, Limits, Receive, rgba};
use crate::probe::PhotoInfo;

/// Rows that are passed on together; even, so that halved colour rows stay whole.
pub(super) const BAND: usize = 32;

/// Whether a picture may be held whole.
pub(super) fn small_enough(info: &PhotoInfo) -> Result<(), MediaError> {
    let (width, height) = (info.stored_width, info.stored_height);
    if u64::from(width) * u64::from(height) <= Limits::MAX_HELD {
        return Ok(());
    }
    Err(MediaError::TooLarge {
        width,
        height,
        megapixels: Limits::MAX_HELD / 1_000_000,
    })
}

/// Whether there are as many samples as the headers promise, `channels` for each pixel.
pub(super) fn complete(
    samples: &[u8],
    info: &PhotoInfo,
    channels: usize,
) -> Result<(), MediaError> {
    let pixels = info.stored_width as usize * info.stored_height as usize;
    if samples.len() == pixels * channels {
        Ok(())
    } else {
        Err(damaged("its headers contradict each other"))
    }
}

/// Passes on samples of red, green and blue, or of grey.
pub(super) fn send(samples: &[u8], info: &PhotoInfo, channels: usize, receiver: &mut dyn Receive) {
    receiver.begin(Layout {
        width: info.stored_width,
        height: info.stored_height,
        format: Format::Rgba,
    });
    let row = info.stored_width as usize * channels;
    let mut out = Vec::new();
    for (index, rows) in samples.chunks(row * BAND).enumerate() {
        out.clear();
        rgba::append(rows, channels, &mut out);
        receiver.band(Band::Rgba {
            top: (index * BAND) as u32,
            rows: &out,
        });
    }
}
