//! Ogg Vorbis, as far as can be told from a file's first and last page.
//!
//! A decoder builds large tables before it says anything, which is too slow for checking thousands of
//! files; and it would not notice a file that was cut short before it comes to its end.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::time::Duration;

/// What the first and the last page say.
pub(super) struct Vorbis {
    pub(super) channels: u16,
    /// Whether it goes on to the page that is marked as the last.
    pub(super) whole: bool,
    /// How long it lasts, as far as it is there.
    pub(super) length: Duration,
}

/// A page has at most 27 bytes of header, 255 of a table and 255 × 255 of content.
const LARGEST_PAGE: u64 = 27 + 255 + 255 * 255;
/// Where the packets begin in a first page, which holds one short packet.
const FIRST_PACKET: usize = 28;

/// Reads a file that is open, wherever it stands; none if it does not begin as Ogg Vorbis does.
pub(super) fn look(file: &mut File) -> std::io::Result<Option<Vorbis>> {
    let mut head = [0; FIRST_PACKET + 16];
    file.seek(SeekFrom::Start(0))?;
    if let Err(error) = file.read_exact(&mut head) {
        let short = error.kind() == std::io::ErrorKind::UnexpectedEof;
        return if short { Ok(None) } else { Err(error) };
    }
    let packet = &head[FIRST_PACKET..];
    if !head.starts_with(b"OggS") || !packet.starts_with(b"\x01vorbis") {
        return Ok(None);
    }
    let channels = u16::from(packet[11]);
    let rate = u32::from_le_bytes([packet[12], packet[13], packet[14], packet[15]]);
    if channels == 0 || rate == 0 {
        return Ok(None);
    }
    let end = file.seek(SeekFrom::End(0))?;
    // Room for all of it, or it would be read in many small pieces.
    let mut tail = Vec::with_capacity(end.min(LARGEST_PAGE) as usize);
    file.seek(SeekFrom::Start(end.saturating_sub(LARGEST_PAGE)))?;
    file.by_ref().take(LARGEST_PAGE).read_to_end(&mut tail)?;
    let last = (0..tail.len().saturating_sub(26))
        .rev()
        .find_map(|at| Page::at(&tail[at..]));
    let frames = last.as_ref().map_or(0, |page| page.frames);
    Ok(Some(Vorbis {
        channels,
        whole: last.is_some_and(|page| page.is_last && page.is_whole),
        length: Duration::from_secs_f64(frames as f64 / f64::from(rate)),
    }))
}

struct Page {
    is_last: bool,
    is_whole: bool,
    /// Frames from the beginning to the end of this page.
    frames: u64,
}

impl Page {
    fn at(bytes: &[u8]) -> Option<Page> {
        let table = usize::from(*bytes.get(26)?);
        if !bytes.starts_with(b"OggS\0") {
            return None;
        }
        let lengths = bytes.get(27..27 + table);
        let content: usize = lengths?.iter().map(|length| usize::from(*length)).sum();
        let frames = i64::from_le_bytes(bytes[6..14].try_into().ok()?);
        Some(Page {
            is_last: bytes[5] & 4 != 0,
            is_whole: bytes.len() >= 27 + table + content,
            frames: u64::try_from(frames).unwrap_or(0),
        })
    }
}
