//! What kind of file it is, by its first bytes.

/// Bytes from the beginning that tell the kind.
pub(crate) const HEAD: usize = 64;

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
        [b'g', b'l', b'T', b'F', ..] => Some("glb"),
        [b'G', b'I', b'F', b'8', ..] => Some("gif"),
        [b'B', b'M', ..] => Some("bmp"),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Some("tiff"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', ..] => Some("avif"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'h', b'e', ..] => Some("heic"),
        [
            _,
            _,
            _,
            _,
            b'f',
            b't',
            b'y',
            b'p',
            b'q',
            b't',
            b' ',
            b' ',
            ..,
        ] => Some("mov"),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some("mp4"),
        // Old QuickTime films begin with any of their boxes.
        [_, _, _, _, b'm', b'o', b'o', b'v', ..]
        | [_, _, _, _, b'm', b'd', b'a', b't', ..]
        | [_, _, _, _, b'w', b'i', b'd', b'e', ..] => Some("mov"),
        [0x1A, 0x45, 0xDF, 0xA3, ..] if contains(head, b"webm") => Some("webm"),
        [0x1A, 0x45, 0xDF, 0xA3, ..] => Some("mkv"),
        [0xEF, 0xBB, 0xBF, b'W', b'E', b'B', b'V', b'T', b'T', ..]
        | [b'W', b'E', b'B', b'V', b'T', b'T', ..] => Some("vtt"),
        _ => None,
    }
}

/// Whether a file of this kind may have this ending (in small letters).
///
/// Endings that stand for the same family of files go for each other: players open them all the same.
pub(crate) fn is_named_right(kind: &str, ending: &str) -> bool {
    const FAMILIES: [&[&str]; 3] = [
        &["jpg", "jpeg"],
        &["mp4", "m4v", "m4a", "mov"],
        &["mkv", "webm"],
    ];
    kind == ending
        || FAMILIES
            .iter()
            .any(|family| family.contains(&kind) && family.contains(&ending))
}

fn contains(head: &[u8], word: &[u8]) -> bool {
    head.windows(word.len()).any(|window| window == word)
}

#[cfg(test)]
mod tests {
    use super::{is_named_right, kind_of};

    #[test]
    fn kinds_are_told_by_their_first_bytes() {
        assert_eq!(kind_of(b"\xFF\xD8\xFF\xE0"), Some("jpg"));
        assert_eq!(kind_of(b"RIFF\x10\0\0\0WAVEfmt "), Some("wav"));
        assert_eq!(kind_of(b"RIFF\x10\0\0\0WEBPVP8 "), Some("webp"));
        assert_eq!(kind_of(b"\xFF\xFB\x90\x64"), Some("mp3"));
        assert_eq!(kind_of(b"\0\0\0\x18ftypavif"), Some("avif"));
        assert_eq!(kind_of(b"\0\0\0\x14ftypqt  "), Some("mov"));
        assert_eq!(kind_of(b"\0\0\0\x14ftypisom"), Some("mp4"));
        let matroska = b"\x1A\x45\xDF\xA3\x9FB\x86\x81\x01B\xF7\x81\x01B\x82\x88matroska";
        assert_eq!(kind_of(matroska), Some("mkv"));
        assert_eq!(kind_of(b"\x1A\x45\xDF\xA3\x9FB\x82\x84webm"), Some("webm"));
        assert_eq!(kind_of(b"\xEF\xBB\xBFWEBVTT\n"), Some("vtt"));
        assert_eq!(kind_of(b"glTF\x02\0\0\0"), Some("glb"));
        assert_eq!(kind_of(b"Experience("), None);
        assert_eq!(kind_of(b""), None);
    }

    #[test]
    fn a_name_of_the_same_family_is_right() {
        for (kind, ending) in [
            ("jpg", "jpeg"),
            ("mp4", "m4v"),
            ("mov", "mp4"),
            ("webm", "mkv"),
        ] {
            assert!(is_named_right(kind, ending), "{kind} .{ending}");
        }
        for (kind, ending) in [
            ("png", "jpg"),
            ("mp4", "mkv"),
            ("vtt", "srt"),
            ("ogg", "wav"),
        ] {
            assert!(!is_named_right(kind, ending), "{kind} .{ending}");
        }
    }
}
