//! The launcher's side: [`Headsets`] knows every headset, what is wanted of it and what it says.

mod headset;
mod headsets;
mod wish;

pub use headset::Headset;
pub use headsets::{ConnectionId, Headsets, Input, Output};
pub use wish::{Change, Kept, NoSession};
