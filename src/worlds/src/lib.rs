//! Worlds to be in: drawn places whose season, time of day, weather and liveliness are parameters.
//!
//! | part | does |
//! |---|---|
//! | [`mod@load`] | finds a world's files and reads them, or a content maker's own glTF file |
//! | [`model`] | what stands in a file, checked and put together for drawing |
//! | [`album`] | a room with a resident's own photos on its walls, and slides |
//! | [`look`] | light, air and sky of every season, time and weather: one table |
//! | [`life`], [`pose`] | which movements run, and where everything is |
//! | [`Stage`] | a world at a moment: all of the above; what is looked at ([`gaze`]) |
//! | [`gpu`] | a [`World`] on the graphics card |
//!
//! A frame costs next to nothing: light is baked into the corners of triangles (from the sky, from lamps, from the sun
//! at four times of the day) and only multiplied with the look of the moment. What mirrors in water is taken once from
//! the mirrored seat, for the resident sits still.
//!
//! Bevy is deliberately absent, and with it assets, entities and render graphs: a world is one thing with one draw
//! function, which the headset's plugin calls for each eye, and the content maker's viewer (`examples/seat.rs`) without
//! any of it. Sounds, rules and what happens next are not decided here either.

pub mod album;
pub mod error;
pub mod gaze;
pub mod gpu;
pub mod life;
pub mod load;
pub mod look;
pub mod model;
pub mod pose;
pub mod settings;
mod slides;
pub mod stage;
pub mod table;

pub use album::Album;
pub use error::WorldError;
pub use gpu::{Camera, Drawn, Target, Workshop, World};
pub use load::{Source, load};
pub use model::Model;
pub use settings::Settings;
pub use stage::Stage;
