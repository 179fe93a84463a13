//! A film: it can be played, it is known how it lies around the resident, and what is said in it can be read.

use std::path::Path;
use std::time::Duration;

use manifest::{Film, Trouble};
use media::film::{self, FilmInfo};

use super::{too_short, trouble};

/// Looks at a film. `speechless` is whether the manifest says that nobody speaks in it.
pub(super) fn check(path: &Path, film: &Film, speechless: bool) -> Result<(), Trouble> {
    let info = whole(path)?;
    media::place::film_geometry(&info, film).map_err(trouble)?;
    let seconds = info.duration.as_secs_f32();
    if film.start >= seconds {
        return Err(Trouble::StartsAfterEnd { seconds });
    }
    // Where there is no decoder for it, that is for those to find out who play it.
    if let Ok(Some(found)) = film::flashing(path) {
        return Err(Trouble::Flashing {
            at: found.at.as_secs_f32(),
            flashes: found.flashes,
        });
    }
    let captioned = speechless || !film.captions.is_empty();
    if !info.audio.is_empty() && !captioned {
        return Err(Trouble::Uncaptioned);
    }
    Ok(())
}

/// Looks at a film of which the manifest can't be read.
pub(super) fn check_alone(path: &Path) -> Result<(), Trouble> {
    whole(path).map(drop)
}

/// What the film says of itself, if all of it is there.
fn whole(path: &Path) -> Result<FilmInfo, Trouble> {
    let info = film::probe(path).map_err(trouble)?;
    match info.cut {
        Some(percent) => Err(too_short(percent)),
        None => Ok(info),
    }
}

/// How long it lasts, if it is a film.
pub(super) fn length(path: &Path) -> Option<Duration> {
    film::probe(path).ok().map(|info| info.duration)
}
