//! The tablets that belong here, and the codes with which a new one comes in.

use jiff::Timestamp;

use super::{By, HomeError, staff::Member};

/// A tablet that belongs here: one browser with its cookie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tablet {
    /// Which.
    pub id: String,
    /// Called so.
    pub name: String,
    /// The hash of its cookie.
    pub token: String,
    /// Since when.
    pub enrolled: Timestamp,
    /// When it was last seen, to some minutes.
    pub seen: Timestamp,
}

/// What came of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enrolled {
    /// The tablet belongs here now.
    Done,
    /// There is no such code, or it is used up or too old.
    NoSuchCode,
}

/// Tablets and their invitations.
pub trait Tablets {
    /// Those that belong here, by name.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn tablets(&self) -> Result<Vec<Tablet>, HomeError>;

    /// One, also one that belongs here no longer.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn tablet(&self, id: &str) -> Result<Option<Tablet>, HomeError>;

    /// The one whose cookie has this hash, if it belongs here.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn tablet_with(&self, token: &str) -> Result<Option<Tablet>, HomeError>;

    /// Makes a code (given as its hash) with which one tablet may come in until then. Codes that are
    /// used or too old are forgotten.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn invite(&self, by: &By, code: &str, until: Timestamp) -> Result<(), HomeError>;

    /// A tablet comes in with a code (given as its hash), which is used up by it.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn enrol(&self, at: Timestamp, code: &str, tablet: &Tablet) -> Result<Enrolled, HomeError>;

    /// The very first admin and tablet. False, and nothing is done, if there is an admin already.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn set_up(&self, at: Timestamp, admin: &Member, tablet: &Tablet) -> Result<bool, HomeError>;

    /// Gives a tablet another name; none if there is none with that id.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn rename_tablet(&self, by: &By, id: &str, name: &str) -> Result<Option<Tablet>, HomeError>;

    /// A tablet belongs here no longer; who is logged in at it is logged out. False if there is none.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn remove_tablet(&self, by: &By, id: &str) -> Result<bool, HomeError>;

    /// A tablet was seen.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn tablet_seen(&self, id: &str, at: Timestamp) -> Result<(), HomeError>;
}
