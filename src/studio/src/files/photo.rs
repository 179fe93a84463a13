//! A photo: whole, not too large, and it is known how it lies around the resident.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use manifest::{Photo, Trouble};
use media::Limits;

use super::{cut_short, trouble};

/// Looks at a photo; how it lies around the resident only where `photo` says what is wanted of it.
pub(super) fn check(file: &mut File, photo: Option<&Photo>) -> Result<(), Trouble> {
    let info = media::probe_open(&mut *file).map_err(trouble)?;
    small_enough(&info)?;
    whole(file, info.kind)?;
    if let Some(photo) = photo {
        media::geometry(&info, photo).map_err(trouble)?;
    }
    Ok(())
}

/// Whether the decoder takes a picture of so many pixels.
fn small_enough(info: &media::PhotoInfo) -> Result<(), Trouble> {
    let most = match info.coding {
        media::probe::Coding::Sequential => Limits::default().max_pixels,
        media::probe::Coding::Passes => Limits::MAX_HELD,
    };
    if u64::from(info.width) * u64::from(info.height) <= most {
        return Ok(());
    }
    let most = most / 1_000_000;
    Err(Trouble::TooLarge(format!(
        "{} × {} pixels, of at most {most} million",
        info.width, info.height
    )))
}

/// Whether the file goes on to its end mark: a copy that was cut short does not.
///
/// In a JPEG the mark `FF D9` can't stand within the coded picture, and is looked for from the end
/// backwards, since cameras write things of their own after it.
fn whole(file: &mut File, kind: media::Kind) -> Result<(), Trouble> {
    let mark: &[u8] = match kind {
        media::Kind::Jpeg => b"\xFF\xD9",
        media::Kind::Png => b"IEND",
        // The beginning of a WebP file says how long it is, and the probe goes by that.
        _ => return Ok(()),
    };
    let found =
        ends_with_mark(file, mark).map_err(|reason| Trouble::Unreadable(reason.to_string()))?;
    if found { Ok(()) } else { Err(cut_short()) }
}

fn ends_with_mark(file: &mut File, mark: &[u8]) -> std::io::Result<bool> {
    // Most often it is the very last thing.
    let mut step = 4 * 1024;
    let mut end = file.seek(SeekFrom::End(0))?;
    let mut bytes = Vec::new();
    while end > 0 {
        let start = end.saturating_sub(step);
        file.seek(SeekFrom::Start(start))?;
        bytes.clear();
        // Room for all of it, or it would be read in many small pieces.
        bytes.reserve((end - start) as usize);
        file.by_ref().take(end - start).read_to_end(&mut bytes)?;
        if bytes.windows(mark.len()).rev().any(|window| window == mark) {
            return Ok(true);
        }
        // One step overlaps the next, so that a mark on the border is seen.
        end = if start == 0 {
            0
        } else {
            start + mark.len() as u64 - 1
        };
        step = 64 * 1024;
    }
    Ok(false)
}
