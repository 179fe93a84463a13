//! What rules know by name: sounds, narrations, slots.

use super::{GAIN, PITCH, YAW, sound::DISTANCE};
use crate::codes;
use crate::schema::{Field, Kind, MediaKind, Range, Ref, Struct};

pub(super) static RECORDING: Struct = Struct {
    name: "Recording",
    about: "A sound for rules to play. Without a direction it is all around, as music is.",
    fields: &[
        Field::must(
            "file",
            Kind::File(MediaKind::Sound),
            "Path from the experience's folder.",
        ),
        Field::may(
            "gain",
            Kind::Number(&GAIN),
            "0",
            "Louder (+) or softer (−) than the file.",
        ),
        Field::may(
            "loops",
            Kind::Truth,
            "false",
            "Whether it begins anew at its end, until a rule fades it.",
        ),
        Field::may(
            "target",
            Kind::Ref(Ref::AnyTarget),
            "none",
            "The target of the world, or the node of the model, that it comes from.",
        ),
        Field::may(
            "yaw",
            Kind::Number(&YAW),
            "none",
            "The direction it comes from: degrees to the right of straight ahead.",
        ),
        Field::may(
            "pitch",
            Kind::Number(&PITCH),
            "0",
            "Degrees above the horizon.",
        ),
        Field::may(
            "distance",
            Kind::Number(&DISTANCE),
            "2",
            "How far away. At 2 m it is as loud as the file.",
        ),
    ],
};

pub(super) static TOLD: Struct = Struct {
    name: "Told",
    about: "Something that rules have told. Everything else is softer meanwhile.",
    fields: &[
        Field::must(
            "file",
            Kind::Localized(&Kind::File(MediaKind::Sound)),
            "The recording in each language.",
        ),
        Field::must(
            "captions",
            Kind::Localized(&Kind::File(MediaKind::Captions)),
            "What is said, in each language, for those who do not hear it.",
        ),
        Field::may(
            "gain",
            Kind::Number(&GAIN),
            "0",
            "Louder (+) or softer (−) than the file.",
        ),
        Field::may(
            "stand_in",
            Kind::Truth,
            "false",
            "Whether this is a made voice that waits for a recording to take its place.",
        ),
    ],
};

/// What may stand in `slots`.
pub(super) static SLOTS: &[&Struct] = &[&PHOTOS, &SOUNDS, &FILMS, &WORDS];

static PHOTOS: Struct = Struct {
    name: "Photos",
    about: "A slot for the resident's own photos.",
    fields: &[
        LABEL,
        MAX,
        Field::may(
            "samples",
            Kind::List(&Kind::File(MediaKind::Photo)),
            "[]",
            SAMPLES,
        ),
    ],
};
static SOUNDS: Struct = Struct {
    name: "Sound",
    about: "A slot for the resident's own songs and other sounds.",
    fields: &[
        LABEL,
        MAX,
        Field::may(
            "samples",
            Kind::List(&Kind::File(MediaKind::Sound)),
            "[]",
            SAMPLES,
        ),
    ],
};
static FILMS: Struct = Struct {
    name: "Film",
    about: "A slot for the resident's own films.",
    fields: &[
        LABEL,
        MAX,
        Field::may(
            "samples",
            Kind::List(&Kind::File(MediaKind::Film)),
            "[]",
            SAMPLES,
        ),
    ],
};
static WORDS: Struct = Struct {
    name: "Words",
    about: "A slot for words spoken by somebody near.",
    fields: &[
        LABEL,
        MAX,
        Field::may(
            "samples",
            Kind::List(&Kind::File(MediaKind::Sound)),
            "[]",
            SAMPLES,
        ),
    ],
};

const LABEL: Field = Field::may(
    "label",
    Kind::Localized(&Kind::Text(40)),
    "its name",
    "What the tablet asks for.",
);
const MAX: Field = Field::may("max", Kind::Whole(&MOST), "12", "The most files it takes.");
const SAMPLES: &str = "Files of the experience that are there while nobody has filled it.";

static MOST: Range = Range {
    from: 1.0,
    to: 100.0,
    unit: "files",
    code: codes::NUMBER,
};
