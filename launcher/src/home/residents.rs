//! Who lives here: names, rooms, life stories, settings, check-lists, tastes.

/// See the head of this module.
pub trait Residents {}
