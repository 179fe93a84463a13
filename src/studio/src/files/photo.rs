//! A photo: whole, not too large, and it is known how it lies around the resident.

use std::fs::File;

use manifest::{Photo, Trouble};
use media::Limits;

use super::{cut_short, trouble};

/// Looks at a photo; how it lies around the resident only where `photo` says what is wanted of it.
pub(super) fn check(file: &mut File, photo: Option<&Photo>) -> Result<(), Trouble> {
    let info = media::probe_open(&mut *file).map_err(trouble)?;
    small_enough(&info)?;
    let whole = library::photo_is_whole(file, info.kind)
        .map_err(|reason| Trouble::Unreadable(reason.to_string()))?;
    if !whole {
        return Err(cut_short());
    }
    if let Some(photo) = photo {
        media::geometry(&info, photo).map_err(trouble)?;
    }
    Ok(())
}

/// Whether the decoder takes a picture of so many pixels.
fn small_enough(info: &media::PhotoInfo) -> Result<(), Trouble> {
    let most = match info.coding {
        media::probe::Coding::Sequential => Limits::default().max_pixels,
        media::probe::Coding::Passes => Limits::MAX_HELD,
    };
    if u64::from(info.width) * u64::from(info.height) <= most {
        return Ok(());
    }
    let most = most / 1_000_000;
    Err(Trouble::TooLarge(format!(
        "{} × {} pixels, of at most {most} million",
        info.width, info.height
    )))
}
