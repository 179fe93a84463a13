//! Ways on from a scene.

use super::SECONDS;
use crate::schema::{Field, Kind, Need, Struct};

/// What may stand in `links`.
pub(super) static ALL: &[&Struct] = &[&AFTER, &NEXT, &END, &ENDED];

static AFTER: Struct = Struct {
    name: "After",
    about: "On to another scene by time.",
    fields: &[
        Field {
            name: "seconds",
            kind: Kind::Number(&SECONDS),
            need: Need::Always,
            about: "Time in this scene.",
        },
        Field {
            name: "to",
            kind: Kind::Scene,
            need: Need::Always,
            about: "The id of the scene to go on to.",
        },
    ],
};

static NEXT: Struct = Struct {
    name: "Next",
    about: "On to another scene when the caregiver taps “next scene”.",
    fields: &[
        Field {
            name: "to",
            kind: Kind::Scene,
            need: Need::Always,
            about: "The id of the scene to go on to.",
        },
        Field {
            name: "label",
            kind: Kind::Localized(&Kind::Text(28)),
            need: Need::Else("the title of that scene"),
            about: "What the button says.",
        },
    ],
};

static END: Struct = Struct {
    name: "End",
    about: "The experience ends here by time, before its minutes are over.",
    fields: &[Field {
        name: "after",
        kind: Kind::Number(&SECONDS),
        need: Need::Always,
        about: "Time in this scene.",
    }],
};

static ENDED: Struct = Struct {
    name: "Ended",
    about: "On to another scene when the film of this one is over. For a film with `loops: false`.",
    fields: &[Field {
        name: "to",
        kind: Kind::Scene,
        need: Need::Always,
        about: "The id of the scene to go on to.",
    }],
};
