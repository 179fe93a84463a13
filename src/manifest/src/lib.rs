//! The experience format: its types, how a file is read and written, and what makes it right.
//!
//! No input or output happens here and nothing knows of Bevy: bytes come in, values and
//! [problems](crate::experience) go out, so the tablet, the headset and the command line all agree.

pub mod experience;

pub use experience::*;
