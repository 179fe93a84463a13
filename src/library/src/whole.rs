//! Whether a photo goes on to its end.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

/// Whether the file goes on to its end mark: a copy that was cut short does not.
///
/// In a JPEG the mark `FF D9` can't stand within the coded picture, and is looked for from the end
/// backwards, since cameras write things of their own after it.
///
/// # Errors
/// When the file can't be read.
pub fn photo_is_whole(file: &mut File, kind: media::Kind) -> std::io::Result<bool> {
    let mark: &[u8] = match kind {
        media::Kind::Jpeg => b"\xFF\xD9",
        media::Kind::Png => b"IEND",
        // The beginning of a WebP file says how long it is, and the probe goes by that.
        _ => return Ok(true),
    };
    ends_with_mark(file, mark)
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
