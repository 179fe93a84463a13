//! What the door holds in memory, and what it is told and tells.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use crate::{
    access::{AtTablet, LoggedIn, limits::Lasts},
    home::staff::Role,
};

/// What is held in memory, so that an answer needs no disk.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// By the hash of the cookie.
    pub(super) tablets: HashMap<String, KnownTablet>,
    /// By the hash of the cookie.
    pub(super) logins: HashMap<String, KnownLogin>,
    /// Doors that are closed, by member and tablet.
    pub(super) closed: HashMap<(String, String), Instant>,
}

/// A tablet that was asked for lately.
#[derive(Debug)]
pub(super) struct KnownTablet {
    pub(super) tablet: AtTablet,
    pub(super) seen_kept: Instant,
}

/// A login that goes on.
#[derive(Debug)]
pub(super) struct KnownLogin {
    pub(super) login: LoggedIn,
    pub(super) tablet: String,
    pub(super) lasts: Lasts,
    pub(super) used_kept: Instant,
}

/// Who comes in first, as it was typed.
#[derive(Debug, Clone, Copy)]
pub struct FirstAdmin<'a> {
    /// The code that was printed.
    pub code: &'a str,
    /// What the home is called.
    pub home: Option<&'a str>,
    /// The admin's name.
    pub name: &'a str,
    /// The admin's PIN.
    pub pin: &'a str,
    /// What the tablet is called.
    pub tablet: &'a str,
}

/// What is left of a login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// Its person's role, as it is now.
    pub role: Role,
    /// Time until it ends without use.
    pub idle: Duration,
    /// Time until it ends in any case.
    pub longest: Duration,
}
