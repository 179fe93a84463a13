//! What surrounds the resident: a photo or a film and how it lies around, or a place that is drawn
//! ([`World`], [`Model`], [`Album`]).

use serde::{Deserialize, Serialize};

use super::{Album, Localized, Model, World, is_true, is_zero, yes};

/// What surrounds the resident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum View {
    /// A still picture.
    Photo(Photo),
    /// A film.
    Film(Film),
    /// One of the places that are built in.
    World(World),
    /// A scene of somebody's own making, as glTF.
    Model(Model),
    /// A room with the resident's own photos, films, songs and words in it.
    Album(Album),
}

/// A still picture. What is left out is taken from what the file says of itself (GPano, EXIF).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Photo {
    /// Path below the experience's folder, with `/` between its parts.
    pub file: String,
    /// How the picture lies around the resident.
    #[serde(default)]
    pub projection: Option<Projection>,
    /// Where the two eyes' pictures stand in the file.
    #[serde(default)]
    pub stereo: Option<Stereo>,
    /// The yaw in the picture that stands straight ahead of the resident.
    #[serde(default)]
    pub heading: Option<f32>,
    /// The pitch at which the camera was held; the picture is turned back to level.
    #[serde(default)]
    pub pitch: Option<f32>,
    /// The roll at which the camera was held, clockwise +; the picture is turned back to level.
    #[serde(default)]
    pub roll: Option<f32>,
    /// Degrees across, for [`Projection::Flat`] only.
    #[serde(default)]
    pub width: Option<f32>,
}

/// A film. What is left out is taken from what the file says of itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Film {
    /// Path below the experience's folder, with `/` between its parts.
    pub file: String,
    /// How the picture lies around the resident.
    #[serde(default)]
    pub projection: Option<Projection>,
    /// Where the two eyes' pictures stand in the file.
    #[serde(default)]
    pub stereo: Option<Stereo>,
    /// The yaw in the picture that stands straight ahead of the resident.
    #[serde(default)]
    pub heading: Option<f32>,
    /// The pitch at which the camera was held; the picture is turned back to level.
    #[serde(default)]
    pub pitch: Option<f32>,
    /// The roll at which the camera was held, clockwise +; the picture is turned back to level.
    #[serde(default)]
    pub roll: Option<f32>,
    /// Degrees across, for [`Projection::Flat`] only.
    #[serde(default)]
    pub width: Option<f32>,
    /// Seconds into the film at which it begins the first time.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub start: f32,
    /// Whether it begins anew at its end. If not, [`crate::Ended`] says where to go then.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub loops: bool,
    /// Its own sound louder or softer, in decibels, −40 to +6.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub gain: f32,
    /// Whether four channels of sound in it are first-order ambisonics (AmbiX).
    #[serde(default)]
    pub ambisonics: Option<bool>,
    /// A photo that stands in its place while it is being opened, and makes the picture on the tablet.
    #[serde(default)]
    pub still: Option<String>,
    /// What is said in it, as WebVTT or SRT, in each language (H13).
    #[serde(default)]
    pub captions: Localized<String>,
    /// What is seen, told in a recording as long as the film, in each language (H13).
    #[serde(default)]
    pub description: Localized<String>,
}

impl Default for Film {
    fn default() -> Self {
        Self {
            file: String::new(),
            projection: None,
            stereo: None,
            heading: None,
            pitch: None,
            roll: None,
            width: None,
            start: 0.0,
            loops: true,
            gain: 0.0,
            ambisonics: None,
            still: None,
            captions: Localized::new(),
            description: Localized::new(),
        }
    }
}

/// How a picture lies around the viewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Projection {
    /// The whole sphere, columns are yaw and rows are pitch (or the part of it that GPano states).
    Equirectangular,
    /// The front half of the sphere, as VR180 cameras take it.
    HalfEquirectangular,
    /// An ordinary picture, standing upright in front of the viewer.
    Flat,
}

/// Where the two eyes' pictures stand in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Stereo {
    /// One picture for both eyes.
    Mono,
    /// Left eye above, right eye below.
    TopBottom,
    /// Left eye on the left.
    LeftRight,
}
