//! What is wrong with a manifest: the code, the place, and what to write instead.

use std::fmt;

use serde::Serialize;

use crate::codes::{Code, Severity};

/// The name of the file an experience is written in.
pub const FILE_NAME: &str = "experience.ron";

/// One thing that is wrong.
///
/// ```
/// let problems = manifest::parse(b"Experience(format: 1, minuts: 10)").unwrap_err();
/// let typo = problems.iter().find(|p| p.code == manifest::codes::UNKNOWN_FIELD).unwrap();
/// assert_eq!((typo.place.line, typo.place.column), (1, 23));
/// assert_eq!(typo.instead, "Write `minutes`.");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Which kind of problem it is.
    pub code: Code,
    /// Whether the experience can be shown all the same.
    pub severity: Severity,
    /// The file it stands in, as the person would name it.
    pub file: String,
    /// Where in that file.
    #[serde(flatten)]
    pub place: Place,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to write or do instead, in a sentence.
    pub instead: String,
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Characters from there that it is about, on the same line, at least 1.
    pub length: u32,
}

impl Place {
    /// The beginning of the file: for what concerns all of it.
    pub const START: Self = Self {
        line: 1,
        column: 1,
        length: 1,
    };
}

impl Problem {
    /// A problem in a file named [`FILE_NAME`].
    pub fn new(
        code: Code,
        place: Place,
        message: impl Into<String>,
        instead: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity: code.severity(),
            file: FILE_NAME.to_owned(),
            place,
            message: message.into(),
            instead: instead.into(),
        }
    }

    /// The same problem in a file of another name.
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.file = file.into();
        self
    }

    /// Whether it keeps the experience from being shown.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { line, column, .. } = self.place;
        write!(
            out,
            "{}:{line}:{column}: {} {} {}",
            self.file, self.code, self.message, self.instead
        )
    }
}
