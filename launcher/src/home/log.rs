//! The access log: who looked at or changed what, of whom, when, from which tablet.
//!
//! Each row is chained to the one before it by a hash, so that a row that was changed, taken out or put
//! in between is found by [`AccessLog::check_log`]. Rows are kept for five years; what is left when old ones
//! go is still checked, from the last one that went. Rows taken off at the end are found by whoever noted
//! the head of the chain before: [`Checked`] says it, and so do backups.

use jiff::Timestamp;

use super::{By, HomeError};

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number; they follow one another without a gap.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// Who; none when nobody was logged in, or the launcher did it by itself.
    pub staff: Option<String>,
    /// From which tablet.
    pub tablet: Option<String>,
    /// Of whom: an opaque id, kept when everything else about them is erased.
    pub resident: Option<String>,
    /// What was done, such as `resident-read`.
    pub what: String,
    /// What of it, such as the experience's id. No names, no notes.
    pub detail: String,
    /// The hash that chains it, in hexadecimal.
    pub chain: String,
}

/// Which rows; what is none does not narrow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub to: Option<Timestamp>,
    /// About this resident.
    pub resident: Option<String>,
    /// By this member of staff.
    pub staff: Option<String>,
    /// So many are passed over.
    pub offset: u32,
    /// So many at most.
    pub limit: u32,
}

/// What was found when the chain was gone through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// How many rows there are.
    pub rows: u64,
    /// The number of the first row that does not fit to the one before it; none if all do.
    pub broken: Option<i64>,
    /// The last row's number, and its hash: whoever notes them can find later that rows are missing.
    pub head: Option<(i64, String)>,
}

/// The access log.
pub trait AccessLog {
    /// Writes a row about something that was only read. What is changed writes its own.
    ///
    /// # Errors
    /// See [`HomeError`]. Then what was read must not be shown.
    fn note(
        &self,
        by: &By,
        resident: Option<&str>,
        what: &str,
        detail: &str,
    ) -> Result<(), HomeError>;

    /// Rows, the newest first, and how many there are in all.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn log(&self, asked: &Asked) -> Result<(Vec<Entry>, u64), HomeError>;

    /// Goes through the whole chain.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn check_log(&self) -> Result<Checked, HomeError>;

    /// Forgets rows older than that; the chain of what is left still fits.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn forget_log(&self, before: Timestamp) -> Result<u64, HomeError>;
}
