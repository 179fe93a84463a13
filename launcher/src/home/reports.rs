//! Figures over what was done.

/// See the head of this module.
pub trait Reports {}
