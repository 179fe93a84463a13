//! Captions: what is spoken, as text and times, from WebVTT and SubRip (SRT) files.
//!
//! [`read`] makes [`Cue`]s of a file's bytes, in the order they are shown, and lists **every** problem
//! with its line and what to write there; [`pages()`] breaks them into what is shown at one time: at
//! most two short lines, one page after the other.
//!
//! Files come from many programs, so reading is lenient: either kind's times in either kind of file,
//! any line ends, a byte order mark, UTF-16, hours left out, blank lines missing. Where a cue stands on
//! the picture and how it is styled is left out on purpose: a resident always finds the text in the
//! same place and the same letters. Names in `<v Name>` are left out with the tag.
//!
//! ```
//! let file = "WEBVTT\n\n00:01.000 --> 00:03.500 align:start\n<v Märta>Sjön är <i>alldeles</i> stilla.\n";
//! let captions = media::captions::read(file.as_bytes());
//! assert_eq!(captions.cues[0].lines, ["Sjön är alldeles stilla."]);
//! assert_eq!(captions.cues[0].from, std::time::Duration::from_secs(1));
//! assert!(captions.problems.is_empty());
//! ```

mod blocks;
mod encoding;
mod pages;
mod text;
mod times;

use std::path::Path;
use std::time::Duration;

use crate::MediaError;

pub use pages::{CHARACTERS, LINES, pages};

/// The most bytes that are read: some hundred hours of speech.
pub const MOST_BYTES: u64 = 8 << 20;

/// Words and when they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cue {
    /// When they come, from the beginning of the film or the narration.
    pub from: Duration,
    /// When they go; always later than `from`.
    pub to: Duration,
    /// The lines as the file has them, without tags; none is empty.
    pub lines: Vec<String>,
}

/// All that a caption file says, and all that is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Captions {
    /// The cues in the order they come; they may overlap.
    pub cues: Vec<Cue>,
    /// What is wrong, by line.
    pub problems: Vec<CaptionProblem>,
}

/// Something wrong in a caption file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct CaptionProblem {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong and what to write instead.
    pub fault: CaptionFault,
}

/// What can be wrong in a caption file, with what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CaptionFault {
    /// There is not one cue.
    #[error(
        "There are no captions in the file. Write a time and below it the words:\n00:00:01.000 --> 00:00:04.000\nThe words."
    )]
    NoCues,
    /// A line that means to be times but is not.
    #[error("`{found}` is not a time span. Write {wanted}.")]
    NotATimeSpan {
        /// The line, shortened.
        found: String,
        /// What to write.
        wanted: String,
    },
    /// A cue that ends before it has begun.
    #[error(
        "The words go at {to}, which is not after they come, at {from}. Write the later time to the right of `-->`."
    )]
    Backwards {
        /// When they come, as WebVTT writes it.
        from: String,
        /// When they go, as WebVTT writes it.
        to: String,
    },
    /// A time span with nothing below it.
    #[error(
        "There are no words below the time. Write them on the next line, or take the time away."
    )]
    NoWords,
    /// Words without a time.
    #[error(
        "`{found}` has no time above it. Write one, such as 00:00:01.000 --> 00:00:04.000, or take the blank line away if the words belong to the cue above."
    )]
    NoTime {
        /// The words, shortened.
        found: String,
    },
    /// A cue below another that begins later.
    #[error(
        "The words come at {from}, before those above them. They are shown in the order of their times; move them up."
    )]
    OutOfOrder {
        /// When they come, as WebVTT writes it.
        from: String,
    },
    /// Bytes that are no UTF-8.
    #[error(
        "The file is not saved as UTF-8; it is read as Windows-1252. Check å, ä and ö, and save it as UTF-8."
    )]
    NotUtf8,
    /// UTF-16 that breaks its own rules.
    #[error("The file is damaged UTF-16 here. Save it as UTF-8.")]
    DamagedUtf16,
}

impl CaptionFault {
    /// A code that never changes its meaning.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoCues => "M0601",
            Self::NotATimeSpan { .. } => "M0602",
            Self::Backwards { .. } => "M0603",
            Self::NoWords => "M0604",
            Self::NoTime { .. } => "M0605",
            Self::OutOfOrder { .. } => "M0606",
            Self::NotUtf8 => "M0607",
            Self::DamagedUtf16 => "M0608",
        }
    }

    /// Whether words are not shown because of it; all else is mended in reading.
    pub fn words_are_lost(&self) -> bool {
        !matches!(
            self,
            Self::NoWords | Self::OutOfOrder { .. } | Self::NotUtf8
        )
    }
}

/// Reads a caption file. Never fails: what cannot be read is among the problems.
pub fn read(bytes: &[u8]) -> Captions {
    let (words, problem) = encoding::decode(bytes);
    let mut captions = blocks::read(&words);
    captions.problems.extend(problem);
    captions.problems.sort_by_key(|problem| problem.line);
    captions
}

/// Reads a caption file from the disk.
///
/// # Errors
/// When it cannot be opened ([`MediaError::Unreadable`]) or is far too long for captions.
pub fn open(path: &Path) -> Result<Captions, MediaError> {
    let unreadable = |source| MediaError::Unreadable {
        path: path.to_owned(),
        source,
    };
    if std::fs::metadata(path).map_err(unreadable)?.len() > MOST_BYTES {
        return Err(MediaError::Unsupported {
            what: "longer than 8 MB of captions",
            advice: "Check that it is a WebVTT or SRT file.",
        });
    }
    Ok(read(&std::fs::read(path).map_err(unreadable)?))
}
