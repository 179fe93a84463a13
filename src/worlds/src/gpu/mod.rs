//! Worlds on the graphics card: one pass an eye, straight into the target, light as it was baked.
//!
//! wgpu is used directly, as the headset's panoramas do: few pipelines, known when the program is built, one
//! shader text (`assets/shaders/world`), nothing allocated or created once a world is shown.

mod eye;
mod frame;
mod mirror;
mod noise;
mod over;
mod paint;
mod sources;
mod thing;
mod workshop;

pub use frame::Camera;
pub use paint::{Drawn, Target, World};
pub use workshop::Workshop;
