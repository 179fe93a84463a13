//! What surrounds the resident.

use super::place::{ALBUM, MODEL, WORLD};
use super::{GAIN, PITCH, WIDTH, YAW};
use crate::codes;
use crate::schema::{Field, Kind, MediaKind, Need, Range, Struct, Word};

/// What may stand in `view`.
pub(super) static ALL: &[&Struct] = &[&PHOTO, &FILM, &WORLD, &MODEL, &ALBUM];

static PHOTO: Struct = Struct {
    name: "Photo",
    about: "A still picture. What is left out is taken from what the file says of itself (GPano, EXIF).",
    fields: &[
        Field {
            name: "file",
            kind: Kind::File(MediaKind::Photo),
            need: Need::Always,
            about: "Path from the experience's folder.",
        },
        Field {
            name: "projection",
            kind: Kind::Word(PROJECTION),
            need: Need::Else("what the file says"),
            about: "How the picture lies around the resident.",
        },
        Field {
            name: "stereo",
            kind: Kind::Word(STEREO),
            need: Need::Else("what the file says"),
            about: "Where the two eyes' pictures stand in the file.",
        },
        Field {
            name: "heading",
            kind: Kind::Number(&YAW),
            need: Need::Else("what the file says"),
            about: "The yaw in the picture that stands straight ahead of the resident; 0 is its middle.",
        },
        Field {
            name: "pitch",
            kind: Kind::Number(&PITCH),
            need: Need::Else("what the file says"),
            about: "How far up the camera was tilted; the picture is turned back to level.",
        },
        Field {
            name: "roll",
            kind: Kind::Number(&YAW),
            need: Need::Else("what the file says"),
            about: "How far clockwise the camera was tilted; the picture is turned back to level.",
        },
        Field {
            name: "width",
            kind: Kind::Number(&WIDTH),
            need: Need::Else("what suits the picture"),
            about: "Degrees across, with `projection: Flat` only.",
        },
    ],
};

static FILM: Struct = Struct {
    name: "Film",
    about: "A film. What is left out is taken from what the file says of itself.",
    fields: &[
        Field {
            name: "file",
            kind: Kind::File(MediaKind::Film),
            need: Need::Always,
            about: "Path from the experience's folder.",
        },
        Field {
            name: "projection",
            kind: Kind::Word(PROJECTION),
            need: Need::Else("what the file says"),
            about: "How the picture lies around the resident.",
        },
        Field {
            name: "stereo",
            kind: Kind::Word(STEREO),
            need: Need::Else("what the file says"),
            about: "Where the two eyes' pictures stand in the file.",
        },
        Field {
            name: "heading",
            kind: Kind::Number(&YAW),
            need: Need::Else("what the file says"),
            about: "The yaw in the picture that stands straight ahead of the resident; 0 is its middle.",
        },
        Field {
            name: "pitch",
            kind: Kind::Number(&PITCH),
            need: Need::Else("what the file says"),
            about: "How far up the camera was tilted; the picture is turned back to level.",
        },
        Field {
            name: "roll",
            kind: Kind::Number(&YAW),
            need: Need::Else("what the file says"),
            about: "How far clockwise the camera was tilted; the picture is turned back to level.",
        },
        Field {
            name: "width",
            kind: Kind::Number(&WIDTH),
            need: Need::Else("what suits the picture"),
            about: "Degrees across, with `projection: Flat` only.",
        },
        Field {
            name: "start",
            kind: Kind::Number(&FILM_START),
            need: Need::Else("0"),
            about: "Where in the film it begins the first time.",
        },
        Field {
            name: "loops",
            kind: Kind::Truth,
            need: Need::Else("true"),
            about: "Whether it begins anew at its end. If not, `Ended` says where to go then; without links the experience ends.",
        },
        Field {
            name: "gain",
            kind: Kind::Number(&GAIN),
            need: Need::Else("0"),
            about: "Its own sound louder (+) or softer (−).",
        },
        Field {
            name: "ambisonics",
            kind: Kind::Truth,
            need: Need::Else("what the file says"),
            about: "Whether four channels of sound in it are first-order ambisonics (AmbiX).",
        },
        Field {
            name: "still",
            kind: Kind::File(MediaKind::Photo),
            need: Need::Else("a frame of the film"),
            about: "A photo that stands in its place while it is opened, and makes the picture on the tablet.",
        },
        Field {
            name: "captions",
            kind: Kind::LocalizedOrNone(&Kind::File(MediaKind::Captions)),
            need: Need::Else("nobody speaks in it"),
            about: "What is said in it, in each language. `{}` says that nobody speaks.",
        },
        Field {
            name: "description",
            kind: Kind::Localized(&Kind::File(MediaKind::Sound)),
            need: Need::Else("none"),
            about: "What is seen, told in a recording that runs beside the film, in each language.",
        },
    ],
};

static PROJECTION: &[Word] = &[
    Word {
        name: "Equirectangular",
        about: "The whole sphere, twice as wide as high (or the part of it that the file states).",
    },
    Word {
        name: "HalfEquirectangular",
        about: "The front half of the sphere, as VR180 cameras take it.",
    },
    Word {
        name: "Flat",
        about: "An ordinary picture, standing upright in front of the resident.",
    },
];

static STEREO: &[Word] = &[
    Word {
        name: "Mono",
        about: "One picture for both eyes.",
    },
    Word {
        name: "TopBottom",
        about: "Left eye above, right eye below.",
    },
    Word {
        name: "LeftRight",
        about: "Left eye on the left, right eye on the right.",
    },
];

static FILM_START: Range = Range {
    from: 0.0,
    to: 43_200.0,
    unit: "seconds",
    code: codes::FILM_START,
};
