//! The launcher's side: [`Headsets`] knows every headset, what is wanted of it and what it says.

mod headsets;
mod wish;

pub use headsets::{ConnectionId, Headset, Headsets, Input, Output};
pub use wish::{Change, Kept, NoSession};
