//! Format 1.

use super::{Field, Kind, MediaKind, Need, Range, Struct, Word};
use crate::codes;

mod link;
mod named;
mod place;
mod rules;
mod sound;
mod view;

/// The whole file.
pub static EXPERIENCE: Struct = Struct {
    name: "Experience",
    about: "One experience: what a caregiver picks and a resident is in. The file holds exactly one.",
    fields: &[
        Field {
            name: "format",
            kind: Kind::Format,
            need: Need::Always,
            about: "The version of the format; stands first.",
        },
        Field {
            name: "id",
            kind: Kind::Id,
            need: Need::Always,
            about: "Its name in files and addresses, the same as its folder.",
        },
        Field {
            name: "title",
            kind: Kind::Localized(&Kind::Text(40)),
            need: Need::Always,
            about: "Short name for the tablet.",
        },
        Field {
            name: "description",
            kind: Kind::Localized(&Kind::Text(200)),
            need: Need::Always,
            about: "One or two short sentences that help a caregiver to choose.",
        },
        Field {
            name: "minutes",
            kind: Kind::Whole(&MINUTES),
            need: Need::Else("10"),
            about: "How long a session is meant to be.",
        },
        Field {
            name: "stimulation",
            kind: Kind::Word(STIMULATION),
            need: Need::Always,
            about: "How much happens around the resident.",
        },
        Field {
            name: "motion",
            kind: Kind::Word(MOTION),
            need: Need::Else("Still"),
            about: "Whether the view moves without the resident moving; the caregiver is told before.",
        },
        Field {
            name: "topics",
            kind: Kind::List(&Kind::Text(30)),
            need: Need::Else("[]"),
            about: "Words to find it by, such as \"nature\".",
        },
        Field {
            name: "years",
            kind: Kind::Years,
            need: Need::Else("no years"),
            about: "The first and last year it reminds of.",
        },
        Field {
            name: "prompts",
            kind: Kind::Prompts(3),
            need: Need::Always,
            about: "Openings for a conversation, at least three in each language.",
        },
        Field {
            name: "poster",
            kind: Kind::Struct(&POSTER),
            need: Need::Else("the best view, found from the picture"),
            about: "The view that makes the picture on the tablet.",
        },
        Field {
            name: "start",
            kind: Kind::Scene,
            need: Need::Always,
            about: "The id of the scene it starts in.",
        },
        Field {
            name: "scenes",
            kind: Kind::Scenes(&SCENE),
            need: Need::Always,
            about: "Its scenes by id.",
        },
        Field::may(
            "cues",
            Kind::List(&Kind::Struct(&rules::CUE)),
            "[]",
            "Buttons for the caregiver in every scene.",
        ),
        Field::may(
            "behaviours",
            Kind::List(&Kind::Struct(&rules::WHEN)),
            "[]",
            "Rules that hold in every scene.",
        ),
        Field::may(
            "task",
            Kind::Struct(&rules::TASK),
            "no task",
            "Something to bring about together.",
        ),
        Field::may(
            "sounds",
            Kind::Named(&Kind::Struct(&named::RECORDING)),
            "{}",
            "Sounds for rules to play, by name.",
        ),
        Field::may(
            "narrations",
            Kind::Named(&Kind::Struct(&named::TOLD)),
            "{}",
            "What rules have told, by name.",
        ),
        Field::may(
            "captions",
            Kind::Named(&Kind::Localized(&Kind::Text(56))),
            "{}",
            "Texts that rules show, by name: at most two lines of 28 letters.",
        ),
        Field::may(
            "slots",
            Kind::Named(&Kind::OneOf(named::SLOTS)),
            "{}",
            "What a caregiver fills in for one resident, by name.",
        ),
    ],
};

static POSTER: Struct = Struct {
    name: "Poster",
    about: "The view that makes the picture on the tablet.",
    fields: &[
        Field {
            name: "scene",
            kind: Kind::Scene,
            need: Need::Always,
            about: "The id of the scene it is taken in.",
        },
        Field {
            name: "yaw",
            kind: Kind::Number(&YAW),
            need: Need::Else("0"),
            about: "Degrees to the right of straight ahead.",
        },
        Field {
            name: "pitch",
            kind: Kind::Number(&PITCH),
            need: Need::Else("0"),
            about: "Degrees above the horizon.",
        },
        Field {
            name: "width",
            kind: Kind::Number(&WIDTH),
            need: Need::Else("80"),
            about: "Degrees from its left edge to its right.",
        },
        Field {
            name: "file",
            kind: Kind::File(MediaKind::Photo),
            need: Need::Else("made from the scene's picture"),
            about: "A photo that is the picture, for scenes that are drawn.",
        },
    ],
};

static SCENE: Struct = Struct {
    name: "Scene",
    about: "One place in an experience.",
    fields: &[
        Field {
            name: "title",
            kind: Kind::Localized(&Kind::Text(40)),
            need: Need::Else("the title of the experience"),
            about: "Name of the place for the tablet.",
        },
        Field {
            name: "view",
            kind: Kind::OneOf(view::ALL),
            need: Need::Always,
            about: "What surrounds the resident.",
        },
        Field {
            name: "sound",
            kind: Kind::List(&Kind::OneOf(sound::ALL)),
            need: Need::Else("[]"),
            about: "What is heard.",
        },
        Field {
            name: "prompts",
            kind: Kind::Prompts(0),
            need: Need::Else("those of the experience"),
            about: "Openings for a conversation in this scene, besides those of the experience.",
        },
        Field {
            name: "links",
            kind: Kind::List(&Kind::OneOf(link::ALL)),
            need: Need::Else("[]"),
            about: "Ways on from here. Where there are several scenes, each has at least one.",
        },
        Field::may(
            "hotspots",
            Kind::List(&Kind::Struct(&rules::HOTSPOT)),
            "[]",
            "Things to look at.",
        ),
        Field::may(
            "timeline",
            Kind::List(&Kind::Struct(&rules::MOMENT)),
            "[]",
            "What happens at which moment.",
        ),
        Field::may(
            "cues",
            Kind::List(&Kind::Struct(&rules::CUE)),
            "[]",
            "Buttons for the caregiver here, besides those of the experience.",
        ),
        Field::may(
            "behaviours",
            Kind::List(&Kind::Struct(&rules::WHEN)),
            "[]",
            "Rules that hold here, besides those of the experience.",
        ),
    ],
};

static STIMULATION: &[Word] = &[
    Word {
        name: "Low",
        about: "Still, little sound, nothing that asks for an answer.",
    },
    Word {
        name: "Medium",
        about: "Something to follow with the eyes.",
    },
    Word {
        name: "High",
        about: "People, music, much to see.",
    },
];

static MOTION: &[Word] = &[
    Word {
        name: "Still",
        about: "The point of view stands still.",
    },
    Word {
        name: "Moving",
        about: "The camera travels.",
    },
];

static MINUTES: Range = Range {
    from: 1.0,
    to: 30.0,
    unit: "minutes",
    code: codes::MINUTES,
};
static YAW: Range = Range {
    from: -180.0,
    to: 180.0,
    unit: "degrees",
    code: codes::ANGLE,
};
static PITCH: Range = Range {
    from: -90.0,
    to: 90.0,
    unit: "degrees",
    code: codes::ANGLE,
};
static WIDTH: Range = Range {
    from: 1.0,
    to: 170.0,
    unit: "degrees",
    code: codes::ANGLE,
};
static GAIN: Range = Range {
    from: -40.0,
    to: 6.0,
    unit: "decibels",
    code: codes::GAIN,
};
static SECONDS: Range = Range {
    from: 10.0,
    to: 1800.0,
    unit: "seconds",
    code: codes::SECONDS,
};
static WAIT: Range = Range {
    from: 0.0,
    to: 1800.0,
    unit: "seconds",
    code: codes::WAIT,
};
