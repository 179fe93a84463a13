//! Every problem a manifest can have, by number: one page each, with what to write instead.
//!
//! A number never changes its meaning and is never used again, so that it can be searched for.
//! `E` is an error (the experience is not shown), `W` a warning (it is). The hundreds group them:
//!
//! | numbers | about |
//! |---|---|
//! | 01xx | the text itself: RON, fields, types |
//! | 02xx | ids and references between scenes |
//! | 03xx | texts and languages |
//! | 04xx | the photos, films, sounds and captions it names |
//! | 05xx | figures: angles, times, levels, years |
//! | 06xx | what happens when it is played: rules, time, what there is to be seen |

use std::fmt;

use serde::{Serialize, Serializer};

mod figures;
mod happenings;
mod media;
mod references;
mod syntax;
mod texts;

pub use figures::*;
pub use happenings::*;
pub use media::*;
pub use references::*;
pub use syntax::*;
pub use texts::*;

/// What is said about one code.
#[derive(Debug)]
pub struct Page {
    /// The code, such as `E0107`.
    pub code: &'static str,
    /// A short name in words, such as `unknown-field`.
    pub name: &'static str,
    /// What it means and why it matters.
    pub meaning: &'static str,
    /// What to write instead.
    pub instead: &'static str,
    /// A piece of a manifest that has the problem, when one can be shown.
    pub wrong: &'static str,
    /// The same piece put right.
    pub right: &'static str,
}

/// One kind of problem.
#[derive(Clone, Copy)]
pub struct Code(&'static Page);

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The experience can't be shown.
    Error,
    /// It can be shown, but is probably not what was meant.
    Warning,
}

impl Code {
    /// All codes there are, by number.
    pub fn all() -> impl Iterator<Item = Code> {
        [
            syntax::ALL,
            references::ALL,
            texts::ALL,
            media::ALL,
            figures::ALL,
            happenings::ALL,
        ]
        .into_iter()
        .flatten()
        .copied()
    }

    /// The code with this number, in either case: `E0107` or `e0107`.
    pub fn find(code: &str) -> Option<Code> {
        Code::all().find(|known| known.as_str().eq_ignore_ascii_case(code))
    }

    /// The number with its letter, such as `E0107`.
    pub fn as_str(self) -> &'static str {
        self.0.code
    }

    /// What is said about it.
    pub fn page(self) -> &'static Page {
        self.0
    }

    /// How bad it is: told by its letter.
    pub fn severity(self) -> Severity {
        if self.0.code.starts_with('W') {
            Severity::Warning
        } else {
            Severity::Error
        }
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.0.code == other.0.code
    }
}

impl Eq for Code {}

impl fmt::Debug for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.0.code, self.0.name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0.code)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.code)
    }
}

/// Writes down a group of pages: a constant for each, and `ALL` of them.
macro_rules! pages {
    ($($constant:ident = $code:literal $name:literal {
        meaning: $meaning:literal, instead: $instead:literal, wrong: $wrong:literal, right: $right:literal $(,)?
    })*) => {
        $(
            #[doc = $meaning]
            pub const $constant: $crate::codes::Code = $crate::codes::Code(&$crate::codes::Page {
                code: $code, name: $name, meaning: $meaning, instead: $instead, wrong: $wrong, right: $right,
            });
        )*
        pub(super) const ALL: &[$crate::codes::Code] = &[$($constant),*];
    };
}
use pages;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_has_its_own_number_and_name_in_its_group() {
        let mut numbers = BTreeSet::new();
        let mut names = BTreeSet::new();
        for code in Code::all() {
            let page = code.page();
            assert!(numbers.insert(page.code), "{code} stands twice");
            assert!(names.insert(page.name), "{} stands twice", page.name);
            assert!(
                page.code.len() == 5 && page.code[1..].bytes().all(|b| b.is_ascii_digit()),
                "{code}"
            );
            assert!(matches!(page.code.as_bytes()[0], b'E' | b'W'), "{code}");
            assert!(
                page.name
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b == b'-'),
                "{}",
                page.name
            );
            assert!(
                !page.meaning.is_empty() && !page.instead.is_empty(),
                "{code} says too little"
            );
        }
        assert!(numbers.len() > 40);
    }

    #[test]
    fn a_code_is_found_by_its_number_in_either_case() {
        assert_eq!(Code::find("e0107"), Some(UNKNOWN_FIELD));
        assert_eq!(Code::find("E9999"), None);
        assert_eq!(UNKNOWN_FIELD.severity(), Severity::Error);
        assert_eq!(MINUTES_LONG.severity(), Severity::Warning);
    }
}
