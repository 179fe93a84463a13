//! A film's sound, and the clock its picture follows.

mod clock;
mod drift;

use std::time::Duration;

use media::film::FilmSound;
use media::loudness::Loudness;

pub use clock::FilmClock;
pub(crate) use clock::{FilmShared, Heard};
pub use drift::Drift;

/// A film to be heard.
pub struct FilmTrack {
    /// Its sound, from [`media::film::FilmSource::take_sound`]; none if it has none.
    pub sound: Option<Box<dyn FilmSound>>,
    /// The yaw in an ambisonic sound that stands straight ahead, degrees; as the picture's `heading`.
    pub heading: f32,
    /// Louder or softer than −23 LUFS, in decibels.
    pub gain: f32,
    /// How loud the film is, as in [`crate::Track::loudness`].
    pub loudness: Option<Loudness>,
    /// Where in the film it begins.
    pub start: Duration,
    /// How slowly it comes.
    pub fade: Duration,
    /// Whether it runs from the beginning; else it waits for [`FilmClock::play`].
    pub playing: bool,
}

impl std::fmt::Debug for FilmTrack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FilmTrack")
            .field(
                "channels",
                &self.sound.as_ref().map(|sound| sound.channels()),
            )
            .field("start", &self.start)
            .field("playing", &self.playing)
            .finish_non_exhaustive()
    }
}
