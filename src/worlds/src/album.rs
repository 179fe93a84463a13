//! A room with the resident's own pictures: photos in frames on its walls, slides on a screen.
//!
//! The room is a built-in world; what belongs to the resident is added to its [`Model`] when it is read, lit by the
//! light that was baked into the walls behind it:
//!
//! | thing | is |
//! |---|---|
//! | `frame-1` … `frame-12` | a target: a photo in its own proportions, with mount and frame |
//! | `projector` | a target: the slide projector on the table |
//! | `projector-on` | happens: the screen unrolls before the window, the next slide is shown |
//! | `projector-next` | happens: one slide becomes the next |
//! | `projector-off` | happens: the slide goes, the screen rolls up |
//! | `film-on` | happens: the screen unrolls, the next film is on it |
//! | `film-off` | happens: the film goes, the screen rolls up |
//!
//! Whatever the room has by itself stays, but for the pictures that hung where photos are to hang. A photo that
//! cannot be read is left out, the others close the gap. Of a film only its first picture is here: whoever shows the
//! world decodes it ([`crate::Stage::film`]) and gives its pictures to [`crate::World::put_picture`].

mod films;
mod form;
mod frames;
mod layout;
mod pictures;
mod projector;
mod room;

use std::path::PathBuf;

use manifest::WorldKind;

pub use films::{Film, Found, as_on_screen};
pub use layout::{Hung, Wall, hang};
pub use room::{FIRST, REST, places};

use crate::model::{Limits, Model, Texture};

/// Photos on the walls at the most.
pub const MOST_FRAMES: usize = manifest::world::MOST_FRAMES as usize;
/// The yaw in the room that stands straight ahead of the resident, in degrees: photos to the left of it, the radio
/// and the window with the screen to the right. Nothing that listens for a gaze stands there itself.
pub const HEADING: f32 = -37.0;

/// What is shown in a room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Album {
    /// Photos for the walls, in their order; what is more than [`MOST_FRAMES`] is not shown.
    pub frames: Vec<PathBuf>,
    /// Photos for the screen, in their order. Without any there is no screen.
    pub slides: Vec<PathBuf>,
    /// Films for the same screen, in their order.
    pub films: Vec<PathBuf>,
}

/// The world whose room it is.
pub const fn world_of(room: manifest::Room) -> WorldKind {
    match room {
        manifest::Room::Cottage => WorldKind::Kitchen,
    }
}

/// Puts an album into its room. What cannot be read is told among the model's warnings and left out.
pub fn furnish(model: &mut Model, album: &Album, limits: &Limits) {
    let (frames, slides) = pictures::read(album, model, limits);
    let films = films::read(&album.films, model);
    furnish_with(model, frames, slides, films);
}

/// Puts pictures that are read into the room.
pub fn furnish_with(
    model: &mut Model,
    frames: Vec<Texture>,
    slides: Vec<Texture>,
    films: Vec<Found>,
) {
    if !frames.is_empty() {
        room::take_down(model);
        let places: Vec<Hung> = room::places(&proportions(&frames));
        frames::add(model, frames, &places);
    }
    if !slides.is_empty() || !films.is_empty() {
        projector::add(model, slides, films);
    }
}

fn proportions(pictures: &[Texture]) -> Vec<f32> {
    let of = |picture: &Texture| picture.width as f32 / picture.height.max(1) as f32;
    pictures.iter().map(of).collect()
}
