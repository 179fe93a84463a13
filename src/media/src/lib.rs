//! Photos from files to pictures in memory, and where each pixel of them stands around the viewer.
//!
//! [`probe()`] reads what a file says of itself, [`geometry()`] says how it stands around the viewer,
//! [`decode()`] makes pixels of it, [`project::view`] shows it from one direction, [`poster()`] makes
//! the picture on the tablet. The types here are the seam to the headset (which turns them into
//! textures and layers) and the launcher.
//!
//! Deliberately absent: anything that needs a C compiler on Android, a graphics card or a clock;
//! colour profiles (pixels are taken as sRGB); films and sound.

pub mod audio;
pub mod captions;
pub mod decode;
pub mod error;
mod exif;
pub mod film;
pub mod geometry;
pub mod gpano;
pub mod loudness;
pub mod picture;
pub mod place;
pub mod poster;
pub mod probe;
pub mod project;
mod reduce;
mod source;

pub use decode::{Decoded, Limits, Notice, decode, decode_bytes};
pub use error::MediaError;
pub use exif::Orientation;
pub use geometry::{Eye, Geometry, Projection, Rect, Shape, Stereo};
pub use gpano::{Crop, Panorama, PanoramaProjection};
pub use picture::{Picture, Pixels};
pub use place::geometry;
pub use poster::{best_view, encode_jpeg, poster};
pub use probe::{Kind, PhotoInfo, probe, probe_bytes, probe_open};
pub use project::{SURROUND, View};
