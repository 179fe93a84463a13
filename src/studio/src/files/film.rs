//! A film: it can be played, it is known how it lies around the resident, and what is said in it can be read.

use std::path::Path;
use std::time::Duration;

use manifest::{Film, Trouble};
use media::film;

use super::trouble;

/// Looks at a film. `speechless` is whether the manifest says that nobody speaks in it.
pub(super) fn check(path: &Path, film: &Film, speechless: bool) -> Result<(), Trouble> {
    let info = film::probe(path).map_err(trouble)?;
    media::place::film_geometry(&info, film).map_err(trouble)?;
    let seconds = info.duration.as_secs_f32();
    if film.start >= seconds {
        return Err(Trouble::StartsAfterEnd { seconds });
    }
    let captioned = speechless || !film.captions.is_empty();
    if !info.audio.is_empty() && !captioned {
        return Err(Trouble::Uncaptioned);
    }
    Ok(())
}

/// Looks at a film of which the manifest can't be read.
pub(super) fn check_alone(path: &Path) -> Result<(), Trouble> {
    film::probe(path).map(drop).map_err(trouble)
}

/// How long it lasts, if it is a film.
pub(super) fn length(path: &Path) -> Option<Duration> {
    film::probe(path).ok().map(|info| info.duration)
}
