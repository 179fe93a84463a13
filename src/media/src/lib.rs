//! Photos from files to pictures in memory, and where each pixel of them stands around the viewer.
//!
//! The types here are the seam to the headset (which turns them into textures and layers) and the
//! launcher (which makes posters of them).

pub mod geometry;
pub mod picture;

pub use geometry::{Eye, Geometry, Rect, Shape};
pub use picture::{Picture, Pixels};
