//! What is heard in a scene, and the words spoken over it.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use media::loudness::Loudness;

/// The sound of the calm scene, part of the program so that it is never missing.
pub(crate) const LOBBY: &[u8] = include_bytes!("../../../assets/lobby/lake.ogg");
/// No gain is beyond these, in decibels.
const GAINS: std::ops::RangeInclusive<f32> = -60.0..=12.0;

/// Everything that is heard in a scene but its film and its narration.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SceneSound {
    /// The sounds, in any order.
    pub tracks: Vec<Track>,
}

impl SceneSound {
    /// The sound of the calm scene.
    pub fn lobby() -> SceneSound {
        SceneSound {
            tracks: vec![Track::new(AudioFile::lobby(), TrackKind::Ambience)],
        }
    }
}

/// One sound of a scene.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// Its file.
    pub file: AudioFile,
    /// How it is heard.
    pub kind: TrackKind,
    /// Louder or softer than it would be at −23 LUFS, in decibels.
    pub gain: f32,
    /// How loud the file is; it is brought to −23 LUFS if that is known, else left as it is.
    pub loudness: Option<Loudness>,
    /// From when [`TrackKind::Music`] and [`Times::Once`] count; from when it is asked for, if there is nothing. What should
    /// have begun before, and does not begin anew at its end, is heard from where it would be.
    pub begins: Option<Instant>,
}

impl Track {
    /// A sound as loud as its file.
    pub fn new(file: AudioFile, kind: TrackKind) -> Track {
        Track {
            file,
            kind,
            gain: 0.0,
            loudness: None,
            begins: None,
        }
    }

    /// Whether it is the same sound from the same place, however loud.
    pub(crate) fn continues(&self, other: &Track) -> bool {
        self.file == other.file && self.kind == other.kind
    }

    /// The factor its samples are multiplied with.
    pub(crate) fn amplitude(&self) -> f32 {
        amplitude(self.gain, self.loudness)
    }
}

/// How a sound of a scene is heard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TrackKind {
    /// In both ears as it is, again and again; one or two channels.
    Ambience,
    /// First-order ambisonics (AmbiX, four channels), again and again; turned by the head.
    Ambisonics {
        /// The yaw in the recording that stands straight ahead, degrees.
        heading: f32,
    },
    /// From one place, which stays where it is while the head turns. A file of two channels is heard as one.
    Placed {
        /// Where it stands: right is positive, degrees.
        yaw: f32,
        /// Where it stands: up is positive, degrees.
        pitch: f32,
        /// How far away, in metres; from 1.5 m on it is softer with distance.
        distance: f32,
        /// When it is heard.
        times: Times,
    },
    /// In both ears as it is; one or two channels.
    Music {
        /// How long after the scene began.
        after: Duration,
        /// Whether it begins anew at its end.
        loops: bool,
    },
}

/// When a placed sound is heard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Times {
    /// Again and again, without a gap.
    Loop,
    /// Once.
    Once {
        /// How long after the scene began.
        after: Duration,
    },
    /// Again and again, with silence in between that is never quite the same.
    Every {
        /// The shortest silence.
        from: Duration,
        /// The longest silence.
        to: Duration,
    },
}

/// Words spoken over a scene; all else is held down by 9 dB while there are any, and comes back in long silences.
#[derive(Debug, Clone, PartialEq)]
pub struct Narration {
    /// The recording; one or two channels.
    pub file: AudioFile,
    /// Louder or softer than −23 LUFS, in decibels.
    pub gain: f32,
    /// How loud the file is, as in [`Track::loudness`].
    pub loudness: Option<Loudness>,
    /// How long after being asked for, or after `begins`, the first word may be heard.
    pub after: Duration,
    /// From when `after` counts: several headsets speak together so. What should have been spoken before is left out.
    pub begins: Option<Instant>,
    /// Where in the recording it begins: what was told before a headset was restarted is not told again.
    pub from: Duration,
}

impl Narration {
    pub(crate) fn amplitude(&self) -> f32 {
        amplitude(self.gain, self.loudness)
    }
}

/// A sound file, and what a problem with it is told by.
#[derive(Debug, Clone, PartialEq)]
pub struct AudioFile(pub(crate) Source);

/// Where a sound's bytes are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Source {
    Lobby,
    File { path: PathBuf, name: String },
}

impl AudioFile {
    /// The file at `path`, called `name` in problems.
    pub fn at(path: impl Into<PathBuf>, name: impl Into<String>) -> AudioFile {
        AudioFile(Source::File {
            path: path.into(),
            name: name.into(),
        })
    }

    /// The sound of the calm scene.
    pub fn lobby() -> AudioFile {
        AudioFile(Source::Lobby)
    }

    pub(crate) fn name(&self) -> &str {
        match &self.0 {
            Source::Lobby => "lobby/lake.ogg",
            Source::File { name, .. } => name,
        }
    }
}

/// The factor for a gain in decibels upon what brings the file to −23 LUFS.
pub(crate) fn amplitude(gain: f32, loudness: Option<Loudness>) -> f32 {
    let gain = if gain.is_finite() {
        gain.clamp(*GAINS.start(), *GAINS.end())
    } else {
        0.0
    };
    let level = loudness.map_or(0.0, |loudness| loudness.gain());
    10_f32.powf((gain + level) / 20.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_track_is_brought_to_its_loudness_and_then_made_louder_or_softer() {
        let mut track = Track::new(AudioFile::lobby(), TrackKind::Ambience);
        assert_eq!(track.amplitude(), 1.0);
        track.loudness = Some(Loudness {
            integrated: -29.0,
            true_peak: -20.0,
        });
        assert!((track.amplitude() - 1.9953).abs() < 0.001);
        track.gain = -6.0;
        assert!((track.amplitude() - 1.0).abs() < 0.001);
        track.gain = f32::NAN;
        assert!((track.amplitude() - 1.9953).abs() < 0.001);
        track.gain = 900.0;
        assert!((track.amplitude() - 7.943).abs() < 0.01);
    }
}
