//! From bytes to text, and from places in the text to lines and columns.

use std::cell::OnceCell;

use crate::codes;
use crate::problem::{Place, Problem};

/// The largest manifest that is read, in bytes.
pub const LARGEST: usize = 1_000_000;

/// A part of the text, in bytes from its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The text of a manifest, without its byte order mark.
pub(crate) struct Source<'a> {
    pub(crate) text: &'a str,
    lines: OnceCell<Vec<usize>>,
}

impl<'a> Source<'a> {
    /// Takes the bytes as text, or says why that can't be done.
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, Problem> {
        if bytes.len() > LARGEST {
            return Err(too_large(bytes.len() as u64));
        }
        let unmarked = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let text = std::str::from_utf8(unmarked)
            .map_err(|error| not_text(unmarked, error.valid_up_to()))?;
        if text.contains('\0') {
            return Err(not_text(unmarked, text.find('\0').unwrap_or(0)));
        }
        if text.trim().is_empty() {
            return Err(Problem::new(
                codes::EMPTY_FILE,
                Place::START,
                "There is nothing in the file.",
                "Start from a ready one: `studio new my-experience`.",
            ));
        }
        Ok(Self {
            text,
            lines: OnceCell::new(),
        })
    }

    /// Where in the text a span stands, as a person counts.
    pub(crate) fn place(&self, span: Span) -> Place {
        let lines = self.lines.get_or_init(|| {
            let breaks = self
                .text
                .bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0)
                .chain(breaks.map(|(at, _)| at + 1))
                .collect()
        });
        let line = lines
            .partition_point(|start| *start <= span.start)
            .saturating_sub(1);
        let before = self.text.get(lines[line]..span.start).unwrap_or("");
        let covered = self.text.get(span.start..span.end).unwrap_or("");
        let covered = covered.lines().next().unwrap_or("");
        Place {
            line: count(line + 1),
            column: count(before.chars().count() + 1),
            length: count(covered.chars().count().max(1)),
        }
    }
}

/// The problem of a file of so many bytes, for those who see its size before they read it.
pub fn too_large(bytes: u64) -> Problem {
    let size = match bytes {
        0..2_000_000 => format!("{} kB", bytes / 1000),
        _ => format!("{} MB", bytes / 1_000_000),
    };
    Problem::new(
        codes::TOO_LARGE,
        Place::START,
        format!("The file is {size}; a manifest is at most 1 MB, so it was not read."),
        "Keep photos and sounds in the media folder, and write only their paths here.",
    )
}

fn not_text(bytes: &[u8], valid: usize) -> Problem {
    let utf16 =
        bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || bytes.contains(&0);
    let message = if utf16 && bytes.len() >= 2 {
        "The file is saved as UTF-16 or is not text at all."
    } else {
        "The file is saved in an old encoding (Latin-1 or Windows-1252, perhaps), or is not text at all."
    };
    let before = bytes
        .get(..valid)
        .and_then(|valid| std::str::from_utf8(valid).ok())
        .unwrap_or("");
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let place = Place {
        line: count(before.matches('\n').count() + 1),
        column: count(before[line_start..].chars().count() + 1),
        length: 1,
    };
    Problem::new(
        codes::NOT_TEXT,
        place,
        message,
        "Save it with the encoding UTF-8: in most editors under Save as.",
    )
}

/// Lines and columns fit in 32 bits, since the text is at most [`LARGEST`].
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_letters_not_bytes() {
        let source = Source::new("å: 1,\r\nsjö: \"ö\"".as_bytes()).unwrap();
        let at = source.text.find("\"ö\"").unwrap();
        assert_eq!(
            source.place(Span {
                start: at,
                end: at + 4
            }),
            Place {
                line: 2,
                column: 6,
                length: 3
            }
        );
    }

    #[test]
    fn encodings_are_told_apart() {
        let latin = Source::new(b"title: \"Sj\xF6n\"").err().unwrap();
        assert!(latin.message.contains("Latin-1"), "{latin}");
        assert_eq!(latin.place.column, 11);
        let utf16: Vec<u8> = "Experience"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(
            Source::new(&utf16)
                .err()
                .unwrap()
                .message
                .contains("UTF-16")
        );
        assert_eq!(Source::new(b"\xEF\xBB\xBF x").unwrap().text, " x");
        assert_eq!(Source::new(b" \r\n").err().unwrap().code, codes::EMPTY_FILE);
    }
}
