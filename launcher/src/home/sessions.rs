//! What was done: sessions and what was observed in them.

/// See the head of this module.
pub trait Sessions {}
