//! What can be wrong with a sound file.

use symphonia::core::errors::Error as SymphoniaError;

/// Why a sound file cannot be played, or not to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AudioError {
    /// The file is not there or the system refuses it.
    #[error("the file could not be read: {0}")]
    Io(#[from] std::io::Error),
    /// Not a sound that is known here, or a damaged one.
    #[error("the file is no sound that can be played ({0}); export it as WAV, FLAC or Ogg Vorbis")]
    Format(SymphoniaError),
    /// Nothing to hear in it.
    #[error("there is no sound in the file")]
    Empty,
    /// Its length is not known before all of it is decoded.
    #[error("the file does not say how long it is; export it again as WAV, FLAC or Ogg Vorbis")]
    Endless,
    /// A rate or a number of channels that no sound has.
    #[error("the file has {channels} channels at {rate} Hz, which cannot be played")]
    Rate {
        /// Channels.
        channels: u16,
        /// Frames a second.
        rate: u32,
    },
    /// The number of channels changes within the file.
    #[error("the number of channels changes within the file; export it again")]
    Changed,
    /// The file ends before the sound does.
    #[error("the file ends {missing} frames before the {frames} it says it has; copy it again")]
    Short {
        /// How many frames are missing.
        missing: u64,
        /// How many there should be.
        frames: u64,
    },
}

impl AudioError {
    /// A code that never changes its meaning.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io(_) => "M0501",
            Self::Format(_) => "M0502",
            Self::Empty => "M0503",
            Self::Endless => "M0504",
            Self::Rate { .. } => "M0505",
            Self::Changed => "M0506",
            Self::Short { .. } => "M0507",
        }
    }
}

impl From<SymphoniaError> for AudioError {
    fn from(error: SymphoniaError) -> AudioError {
        match error {
            SymphoniaError::IoError(error) => AudioError::Io(error),
            error => AudioError::Format(error),
        }
    }
}
