//! The headset's side: [`Link`] keeps the connection and takes wishes in, [`Steps`] turns one wish
//! after the other into what is to be done, each thing once.

mod link;
mod steps;

pub use link::{Event, Input, Link, Output};
pub use steps::{Step, Steps};
