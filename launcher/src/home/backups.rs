//! Copies of all records, and going back to one.

/// See the head of this module.
pub trait Backups {}
