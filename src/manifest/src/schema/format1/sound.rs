//! What is heard in a scene besides the sound of its film.

use super::{GAIN, PITCH, WAIT, YAW};
use crate::codes;
use crate::schema::{Field, Kind, MediaKind, Need, Range, Struct};

/// What may stand in `sound`.
pub(super) static ALL: &[&Struct] = &[&AMBIENCE, &AMBISONICS, &AT, &NARRATION, &MUSIC];

static AMBIENCE: Struct = Struct {
    name: "Ambience",
    about: "A sound all around the resident, over and over for as long as the scene lasts.",
    fields: &[
        Field {
            name: "file",
            kind: Kind::File(MediaKind::Sound),
            need: Need::Always,
            about: "Path from the experience's folder.",
        },
        Field {
            name: "gain",
            kind: Kind::Number(&GAIN),
            need: Need::Else("0"),
            about: "Louder (+) or softer (−) than the file.",
        },
    ],
};

static AMBISONICS: Struct = Struct {
    name: "Ambisonics",
    about: "A sound recorded with its directions, which stay as the head turns, over and over for as long as the scene lasts. The file has four channels as AmbiX has them.",
    fields: &[
        Field {
            name: "file",
            kind: Kind::File(MediaKind::Sound),
            need: Need::Always,
            about: "Path from the experience's folder.",
        },
        Field {
            name: "heading",
            kind: Kind::Number(&YAW),
            need: Need::Else("0"),
            about: "The yaw in the recording that is heard from straight ahead of the resident.",
        },
        Field {
            name: "gain",
            kind: Kind::Number(&GAIN),
            need: Need::Else("0"),
            about: "Louder (+) or softer (−) than the file.",
        },
    ],
};

static AT: Struct = Struct {
    name: "At",
    about: "A sound in one place, which stays there as the head turns.",
    fields: &[
        Field {
            name: "file",
            kind: Kind::File(MediaKind::Sound),
            need: Need::Always,
            about: "Path from the experience's folder.",
        },
        Field {
            name: "yaw",
            kind: Kind::Number(&YAW),
            need: Need::Always,
            about: "Degrees to the right of straight ahead.",
        },
        Field {
            name: "pitch",
            kind: Kind::Number(&PITCH),
            need: Need::Else("0"),
            about: "Degrees above the horizon.",
        },
        Field {
            name: "distance",
            kind: Kind::Number(&DISTANCE),
            need: Need::Else("2"),
            about: "How far away. At 2 m it is as loud as the file.",
        },
        Field {
            name: "gain",
            kind: Kind::Number(&GAIN),
            need: Need::Else("0"),
            about: "Louder (+) or softer (−) than the file.",
        },
        Field {
            name: "times",
            kind: Kind::OneOf(&[&LOOP, &ONCE, &EVERY]),
            need: Need::Else("Loop"),
            about: "When it is heard.",
        },
    ],
};

static NARRATION: Struct = Struct {
    name: "Narration",
    about: "Somebody tells or reads. Everything else is softer meanwhile.",
    fields: &[
        Field {
            name: "file",
            kind: Kind::Localized(&Kind::File(MediaKind::Sound)),
            need: Need::Always,
            about: "The recording in each language.",
        },
        Field {
            name: "captions",
            kind: Kind::Localized(&Kind::File(MediaKind::Captions)),
            need: Need::Always,
            about: "What is said, in each language, for those who do not hear it.",
        },
        Field {
            name: "after",
            kind: Kind::Number(&WAIT),
            need: Need::Else("5"),
            about: "Time in the scene before it begins.",
        },
        Field {
            name: "gain",
            kind: Kind::Number(&GAIN),
            need: Need::Else("0"),
            about: "Louder (+) or softer (−) than the file.",
        },
        Field {
            name: "stand_in",
            kind: Kind::Truth,
            need: Need::Else("false"),
            about: "Whether this is a made voice that waits for a recording to take its place.",
        },
    ],
};

static MUSIC: Struct = Struct {
    name: "Music",
    about: "Music.",
    fields: &[
        Field {
            name: "file",
            kind: Kind::File(MediaKind::Sound),
            need: Need::Always,
            about: "Path from the experience's folder.",
        },
        Field {
            name: "gain",
            kind: Kind::Number(&GAIN),
            need: Need::Else("0"),
            about: "Louder (+) or softer (−) than the file.",
        },
        Field {
            name: "after",
            kind: Kind::Number(&WAIT),
            need: Need::Else("0"),
            about: "Time in the scene before it begins.",
        },
        Field {
            name: "loops",
            kind: Kind::Truth,
            need: Need::Else("false"),
            about: "Whether it begins anew at its end.",
        },
    ],
};

static LOOP: Struct = Struct {
    name: "Loop",
    about: "Over and over, without a gap. The word stands alone.",
    fields: &[],
};

static ONCE: Struct = Struct {
    name: "Once",
    about: "One time.",
    fields: &[Field {
        name: "after",
        kind: Kind::Number(&WAIT),
        need: Need::Always,
        about: "Time in the scene before it is heard.",
    }],
};

static EVERY: Struct = Struct {
    name: "Every",
    about: "Again and again with silence between, as a bird calls.",
    fields: &[
        Field {
            name: "from",
            kind: Kind::Number(&SILENCE),
            need: Need::Always,
            about: "The shortest silence.",
        },
        Field {
            name: "to",
            kind: Kind::Number(&SILENCE),
            need: Need::Always,
            about: "The longest silence, not shorter than `from`.",
        },
    ],
};

pub(super) static DISTANCE: Range = Range {
    from: 0.2,
    to: 100.0,
    unit: "metres",
    code: codes::DISTANCE,
};
static SILENCE: Range = Range {
    from: 1.0,
    to: 1800.0,
    unit: "seconds",
    code: codes::WAIT,
};
