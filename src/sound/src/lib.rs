//! Everything heard: what is around the resident, films and their clock, words, tones; and how loud.
//!
//! [`SoundOutput`] is a handle to a thread that owns the sound device. Without one, or when it goes
//! away, a silent output takes its place and goes on with the very next frame, so nothing else has to
//! know; a device that comes later is found. A sound that cannot be played is a [`SoundProblem`] for the
//! caregiver and silence to the resident.
//!
//! | module | what it does |
//! |---|---|
//! | `rig` | what should be heard, on whatever output there is |
//! | `feed` | reads files and films a moment ahead: resamples, repeats, makes slower and faster |
//! | `stage` | mixes what has been read, on the thread of the device; says when a film's samples are heard |
//! | `spatial` | directions, the head that turns, two ears |
//! | `mixer`, `master` | volume, pause, words lifted; cap and limiter, mono |
//! | `backend`, `worker` | the device, silence, and who sees to it that there is one of them |
//! | `device` | how loud each headset may be |
//!
//! Nothing starts, stops or pauses faster than [`SOFTEST`] (H8). Two sounds that cross are together as loud as
//! one. Everything is brought to −23 LUFS, and no peak is above −1 dBTP (H9).
//!
//! A film's picture follows [`FilmClock`], which says what is heard *now*, behind all buffers. Not
//! here: decoding (crate `media`), what is to be heard when (crate `director`), rooms that answer.
//!
//! ```no_run
//! # use std::time::Duration;
//! # use sound::{AudioFile, SceneSound, SoundOutput, Times, Track, TrackKind};
//! let sound = SoundOutput::open();
//! let waves = AudioFile::at("experiences/lake/media/waves.ogg", "media/waves.ogg");
//! let loon = AudioFile::at("experiences/lake/media/loon.ogg", "media/loon.ogg");
//! let from_the_bay = TrackKind::Placed {
//!     yaw: 40.0,
//!     pitch: 5.0,
//!     distance: 8.0,
//!     times: Times::Every { from: Duration::from_secs(20), to: Duration::from_secs(60) },
//! };
//! let scene = SceneSound {
//!     tracks: vec![Track::new(waves, TrackKind::Ambience), Track::new(loon, from_the_bay)],
//! };
//! sound.scene(scene, Duration::from_secs(4));
//! sound.volume(0.5, Duration::from_millis(300));
//! sound.head([0.0, 0.0, 0.0, 1.0]);
//! ```

mod backend;
mod device;
mod feed;
mod film;
mod glide;
mod master;
mod mixer;
mod offline;
mod output;
mod problem;
mod rig;
mod scene;
mod settings;
mod spatial;
mod stage;
mod time;
mod tone;
mod worker;

use std::time::Duration;

pub use device::cap_of;
pub use film::{Drift, FilmClock, FilmTrack};
pub use offline::OfflineSound;
pub use output::SoundOutput;
pub use problem::SoundProblem;
pub use scene::{AudioFile, Narration, SceneSound, Times, Track, TrackKind};
pub use settings::Settings;
pub use tone::Tone;

/// Nothing that is heard begins or ends faster than this.
pub const SOFTEST: Duration = Duration::from_millis(60);
