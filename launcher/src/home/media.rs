//! Residents' own photos and sounds, and the slots of experiences they fill.

/// See the head of this module.
pub trait Media {}
