//! Who is logged in where, and how often a PIN was wrong.

use std::time::Duration;

use jiff::Timestamp;

use super::HomeError;

/// Somebody logged in at a tablet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// The hash of its cookie.
    pub token: String,
    /// Who.
    pub staff: String,
    /// At which tablet.
    pub tablet: String,
    /// Since when.
    pub began: Timestamp,
    /// When it was last used, to about a minute.
    pub used: Timestamp,
}

/// How wrong PINs are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// So many wrong ones in a row close the door.
    pub tries: u32,
    /// For so long.
    pub closed_for: Duration,
}

/// Whether a PIN may be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// It may, and is counted as wrong until it is said to be right. So many are left after it.
    Allowed {
        /// Tries left if this one is wrong.
        left: u32,
    },
    /// The door is closed until then, for the right PIN too.
    Closed {
        /// Until when.
        until: Timestamp,
    },
}

/// Logins and attempts.
pub trait Logins {
    /// Whether a PIN of this member may be tried at this tablet now. Counted before it is checked, so that
    /// ten at once count as ten. A closed door never stays closed for longer than `closed_for` from now,
    /// also when a clock was set back.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn attempt(
        &self,
        staff: &str,
        tablet: &str,
        at: Timestamp,
        patience: Patience,
    ) -> Result<Attempt, HomeError>;

    /// The PIN was right: the count begins anew.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn forgive(&self, staff: &str, tablet: &str) -> Result<(), HomeError>;

    /// The PIN was right: the count begins anew, the login begins, and one that this tablet still had ends.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn log_in(&self, login: &Login) -> Result<(), HomeError>;

    /// The login whose cookie has this hash, if it has not ended and both still belong here.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn login_with(&self, token: &str) -> Result<Option<Login>, HomeError>;

    /// It was used.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn login_used(&self, token: &str, at: Timestamp) -> Result<(), HomeError>;

    /// It is over. Nothing happens to one that is over already.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn log_out(&self, token: &str, at: Timestamp) -> Result<(), HomeError>;
}
