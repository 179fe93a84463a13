//! Everything heard: the loops around the resident, their fades, the volume, the pause.
//!
//! [`SoundOutput`] is a handle to a thread that owns the sound device. Without one, or when it goes
//! away, a silent output takes its place whose clock runs on, so nothing else has to know; a device
//! that comes later is found. A sound that cannot be played is a notice to the caregiver and silence
//! to the resident. Loops are streamed from their files and never loaded whole.
//!
//! Fades are near equal power: two loops that cross stay as loud as one. Nothing starts, stops or
//! pauses faster than [`SOFTEST`]. Not here: sounds that come from somewhere, and films, whose sound
//! belongs to their pictures.
//!
//! ```no_run
//! # use std::time::Duration;
//! # use sound::{SoundOutput, Track};
//! let sound = SoundOutput::open();
//! let waves = Track::file("experiences/lake/media/waves.ogg".into(), "media/waves.ogg".into(), -3.0);
//! sound.ambience(vec![waves], Duration::from_secs(4));
//! sound.volume(0.5, Duration::from_millis(300));
//! ```

#[cfg(test)]
mod capture;
mod mixer;
mod output;
#[cfg(test)]
mod output_tests;
mod problem;
mod silent;
mod stream;
#[cfg(test)]
mod tests;
mod track;
mod worker;

use std::time::Duration;

pub use output::SoundOutput;
pub use problem::SoundProblem;
pub use track::Track;

/// Nothing that is heard begins or ends faster than this.
pub const SOFTEST: Duration = Duration::from_millis(60);
