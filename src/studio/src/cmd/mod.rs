//! The verbs, one a file. Each has its `Arguments` and a `run` that says how the program ends.

pub(crate) mod check;
pub(crate) mod explain;
pub(crate) mod loudness;
pub(crate) mod new;
pub(crate) mod reference;
