//! Films from the disk to the graphics card, in step with what is heard.
//!
//! | part | does |
//! |---|---|
//! | [`screen`] | one film on a thread of its own: decoder in, textures out |
//! | [`pace`] | how well picture and sound go together, and whether frames are left out |
//!
//! The clock is the sound that is heard ([`sound::FilmClock`]). Each frame of the app, the conductor says which
//! moment of the film will be heard when that frame is seen; the film's thread asks the decoder for the picture
//! of that moment and sends it to the graphics card, so that the frame loop copies nothing and waits for
//! nothing. A decoder or a card that is too slow leaves out pictures, evenly, since each time the newest due
//! one is taken; the sound is never touched.
//!
//! A film outlives the renderer: when an OpenXR runtime was lost, decoder and sound go on, and
//! the picture that was seen last is sent to the next graphics card.
//!
//! Not here: what is played when (crate `director`), decoders (crate `media`), sound (crate `sound`).

pub mod pace;
pub mod screen;

pub use pace::{Pace, Paced};
pub use screen::{Opened, Screen, Shot};
