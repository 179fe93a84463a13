//! What can be wrong with the sound, for whoever tells the caregiver.

/// Something a caregiver should know of the sound. Nothing of it stops what is heard otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SoundProblem {
    /// A sound could not be played, or broke off.
    Broken {
        /// The file, as it was named when it was asked for.
        file: String,
    },
    /// There is nothing to play sound with; whoever listens is told when that changes by [`is_silent`].
    ///
    /// [`is_silent`]: crate::SoundOutput::is_silent
    NoDevice,
}
