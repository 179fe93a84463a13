//! A loop that can be played: a file of an experience, or the calm scene's own.

use std::path::PathBuf;

use kira::sound::streaming::StreamingSoundData;

use crate::stream::{Stream, StreamError};

/// The sound of the calm scene, part of the program so that it is never missing.
pub(crate) const LOBBY: &[u8] = include_bytes!("../../../assets/lobby/lake.ogg");

/// A loop that can be played.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    source: Source,
    gain: f32,
}

/// Where a loop's bytes are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Source {
    Lobby,
    File { path: PathBuf, name: String },
}

impl Track {
    /// The sound of the calm scene.
    pub fn lobby() -> Track {
        Track {
            source: Source::Lobby,
            gain: 0.0,
        }
    }

    /// The file at `path`, which a notice calls `name`, louder or softer by `gain` decibels.
    pub fn file(path: PathBuf, name: String, gain: f32) -> Track {
        Track {
            source: Source::File { path, name },
            gain: if gain.is_finite() {
                gain.clamp(-60.0, 12.0)
            } else {
                0.0
            },
        }
    }

    pub(crate) fn gain(&self) -> f32 {
        self.gain
    }

    pub(crate) fn name(&self) -> &str {
        match &self.source {
            Source::Lobby => "lobby/lake.ogg",
            Source::File { name, .. } => name,
        }
    }

    /// Whether the same file is played, however loud.
    pub(crate) fn is_same_sound(&self, other: &Track) -> bool {
        self.source == other.source
    }

    pub(crate) fn open(&self) -> Result<StreamingSoundData<StreamError>, StreamError> {
        Ok(StreamingSoundData::from_decoder(Stream::open(
            self.source.clone(),
        )?))
    }
}
