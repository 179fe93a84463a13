//! One frame of a film as a picture, for posters.

use std::path::Path;
use std::time::Duration;

use super::gstreamer::start;
use super::{FilmSource, FilmState, FrameContent, OpenOptions, colour};
use crate::{MediaError, Picture, Pixels};

/// How long a decoder may take for the frame.
const PATIENCE: Duration = Duration::from_secs(60);

/// The frame that is shown at `place` of the film at `path`, upright; in a place behind its end, as if it went
/// round. Waits for the decoder, a minute at the longest.
///
/// # Errors
/// As [`super::open`], and [`MediaError::FilmBroken`] where there is no frame to be had.
pub fn still(path: &Path, place: Duration) -> Result<Picture, MediaError> {
    let options = OpenOptions {
        start: place,
        sound: false,
        ..OpenOptions::default()
    };
    let mut film = start(path, &options)?;
    film.wait_for_frame(PATIENCE);
    let Some(frame) = film.frame(place) else {
        let reason = match film.state() {
            FilmState::Failed(fault) => fault.reason,
            _ => format!("there is no frame at {:.3} s", place.as_secs_f64()),
        };
        return Err(MediaError::FilmBroken { reason });
    };
    let FrameContent::Planes(planes) = frame.content else {
        return Err(MediaError::FilmBroken {
            reason: "its frames are not in memory".into(),
        });
    };
    let layout = planes.layout();
    Ok(Picture {
        width: layout.width,
        height: layout.height,
        pixels: Pixels::Rgba(colour::to_rgba(&*planes)),
    })
}
