//! A recording: it can be played, is whole as far as can be told at once, and has the channels it should have.
//!
//! It is not decoded to its end; that is done when its loudness is measured.

use std::fs::File;
use std::path::Path;
use std::time::Duration;

use library::Opened;
use manifest::Trouble;
use media::audio::{AudioError, SoundFile};

use super::ogg;

/// Looks at a recording.
pub(super) fn check(opened: &mut Opened, ambisonic: bool) -> Result<(), Trouble> {
    let unreadable = |reason: std::io::Error| Trouble::Unreadable(reason.to_string());
    let channels = match ogg::look(&mut opened.file).map_err(unreadable)? {
        Some(sound) if !sound.whole => {
            return Err(Trouble::Broken("it ends before the sound does".to_owned()));
        }
        Some(sound) => sound.channels,
        None => SoundFile::open(&opened.path)
            .map_err(|error| match error {
                AudioError::Io(reason) => unreadable(reason),
                other => Trouble::Broken(other.to_string()),
            })?
            .channels(),
    };
    if ambisonic && channels != 4 {
        return Err(Trouble::NotAmbisonics { channels });
    }
    Ok(())
}

/// How long it lasts, if it is a recording.
pub(super) fn length(path: &Path) -> Option<Duration> {
    let mut file = File::open(path).ok()?;
    if let Some(sound) = ogg::look(&mut file).ok()? {
        return Some(sound.length);
    }
    let sound = SoundFile::open(path).ok()?;
    Some(Duration::from_secs_f64(
        sound.frames() as f64 / f64::from(sound.rate()),
    ))
}
