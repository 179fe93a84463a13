//! What was done, as figures and exports read it. What it means is worked out in [`crate::reports`].
//!
//! Sessions are kept a second time as [`Fact`]s, a few integers each in the order in which they began, so that any report
//! is one pass over them; the database itself keeps the two alike.

use std::{collections::BTreeMap, ops::ControlFlow};

use super::HomeError;
use crate::{
    api::resources::Texts,
    reports::{Fact, export::ExportedSession, pseudonym::Pseudonyms},
};

/// Which sessions; what is none does not narrow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Which {
    /// Begun in this millisecond since 1970 or later.
    pub from: Option<i64>,
    /// Begun before this one.
    pub until: Option<i64>,
    /// For this resident.
    pub resident: Option<String>,
    /// Of this experience.
    pub experience: Option<String>,
}

/// What the numbers in facts stand for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// The id of each number.
    pub ids: BTreeMap<u32, String>,
    /// Everybody who lives here now, by id.
    pub residents: BTreeMap<String, String>,
    /// Everybody who works here or did, by id: name and role.
    pub staff: BTreeMap<String, (String, String)>,
    /// What each experience was called last, by id.
    pub titles: BTreeMap<String, Texts>,
}

/// Figures over what was done.
pub trait Reports {
    /// Gives each session that has ended to `each`, in the order in which they began. Those that could not be
    /// shown are not among them.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn facts(&self, which: &Which, each: &mut dyn FnMut(&Fact)) -> Result<(), HomeError>;

    /// What the numbers in facts stand for.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn names(&self) -> Result<Names, HomeError>;

    /// Gives each session that has ended to `each` as it leaves the home, in the order in which they began,
    /// until `each` breaks off.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn exported(
        &self,
        which: &Which,
        each: &mut dyn FnMut(ExportedSession) -> ControlFlow<()>,
    ) -> Result<(), HomeError>;

    /// What people are called in what leaves the home.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn pseudonyms(&self) -> Result<Pseudonyms, HomeError>;
}
