//! Bytes to text, whatever program wrote them.

use super::{CaptionFault, CaptionProblem};

/// What Windows-1252 has where Latin-1 has control characters, 0x80 to 0x9F.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text, with `\n` at the end of each line, and what is wrong with how it was saved.
pub(super) fn decode(bytes: &[u8]) -> (String, Option<CaptionProblem>) {
    let (text, problem) = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] | rest => utf8(rest),
    };
    (text.replace("\r\n", "\n").replace('\r', "\n"), problem)
}

fn utf8(bytes: &[u8]) -> (String, Option<CaptionProblem>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), None),
        Err(error) => {
            let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let text = bytes.iter().map(|&byte| match byte {
                0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
                byte => char::from(byte),
            });
            (
                text.collect(),
                Some(at_end_of(&good, CaptionFault::NotUtf8)),
            )
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (String, Option<CaptionProblem>) {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut text = String::with_capacity(bytes.len());
    let mut problem = None;
    for decoded in char::decode_utf16(units) {
        text.push(decoded.unwrap_or_else(|_| {
            problem.get_or_insert_with(|| at_end_of(&text, CaptionFault::DamagedUtf16));
            char::REPLACEMENT_CHARACTER
        }));
    }
    (text, problem)
}

fn at_end_of(text: &str, fault: CaptionFault) -> CaptionProblem {
    let text = text.replace("\r\n", "\n");
    let line = 1 + text.matches(['\n', '\r']).count();
    CaptionProblem { line, fault }
}
