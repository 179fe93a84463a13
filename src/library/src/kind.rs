//! What kind of file it is, by its first bytes.

/// Bytes from the beginning that tell the kind.
pub(crate) const HEAD: usize = 16;

/// The ending that a file which begins with these bytes should have, if it is of a known kind.
///
/// ```
/// assert_eq!(library::kind_of(b"\x89PNG\r\n\x1a\n"), Some("png"));
/// ```
pub fn kind_of(head: &[u8]) -> Option<&'static str> {
    let form = head.get(8..12);
    match head {
        [0xFF, 0xD8, 0xFF, ..] => Some("jpg"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some("png"),
        [b'R', b'I', b'F', b'F', ..] if form == Some(b"WEBP") => Some("webp"),
        [b'R', b'I', b'F', b'F', ..] if form == Some(b"WAVE") => Some("wav"),
        [b'O', b'g', b'g', b'S', ..] => Some("ogg"),
        [b'f', b'L', b'a', b'C', ..] => Some("flac"),
        // An ID3 tag, or the sync bits of an MPEG audio frame that is layer III.
        [b'I', b'D', b'3', ..] => Some("mp3"),
        [0xFF, second, ..] if second & 0xE6 == 0xE2 => Some("mp3"),
        [b'G', b'I', b'F', b'8', ..] => Some("gif"),
        [b'B', b'M', ..] => Some("bmp"),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Some("tiff"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', ..] => Some("avif"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'h', b'e', ..] => Some("heic"),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some("mp4"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::kind_of;

    #[test]
    fn kinds_are_told_by_their_first_bytes() {
        assert_eq!(kind_of(b"\xFF\xD8\xFF\xE0"), Some("jpg"));
        assert_eq!(kind_of(b"RIFF\x10\0\0\0WAVEfmt "), Some("wav"));
        assert_eq!(kind_of(b"RIFF\x10\0\0\0WEBPVP8 "), Some("webp"));
        assert_eq!(kind_of(b"\xFF\xFB\x90\x64"), Some("mp3"));
        assert_eq!(kind_of(b"\0\0\0\x18ftypavif"), Some("avif"));
        assert_eq!(kind_of(b"Experience("), None);
        assert_eq!(kind_of(b""), None);
    }
}
