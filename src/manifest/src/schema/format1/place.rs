//! Places that are drawn: worlds, models, albums, and when and in which weather they are there.

use super::YAW;
use crate::codes;
use crate::schema::{Field, Kind, MediaKind, Need, Range, Ref, Struct, Word};

pub(super) static WORLD: Struct = Struct {
    name: "World",
    about: "One of the places that are built in. It moves, and things can be looked at in it and made to happen.",
    fields: &[Field {
        name: "world",
        kind: Kind::OneOf(&[&LAKE, &MEADOW, &CABIN, &GARDEN, &PAVILION, &KITCHEN]),
        need: Need::InOrder,
        about: "Which, and when.",
    }],
};

static LAKE: Struct = Struct {
    name: "Lake",
    about: "The shore of a forest lake, with a jetty and a boat.",
    fields: SURROUNDED,
};

static MEADOW: Struct = Struct {
    name: "Meadow",
    about: "A meadow with birches at the edge of the forest.",
    fields: SURROUNDED,
};

static CABIN: Struct = Struct {
    name: "Cabin",
    about: "A cabin with a fire, and the night outside.",
    fields: SURROUNDED,
};

static GARDEN: Struct = Struct {
    name: "Garden",
    about: "A garden with roses and an apple tree.",
    fields: SURROUNDED,
};

static PAVILION: Struct = Struct {
    name: "Pavilion",
    about: "A dance pavilion by the water.",
    fields: SURROUNDED,
};

static KITCHEN: Struct = Struct {
    name: "Kitchen",
    about: "A kitchen of the 1950s.",
    fields: SURROUNDED,
};

static SURROUNDINGS: Struct = Struct {
    name: "Surroundings",
    about: "When it is, and in which weather.",
    fields: SURROUNDED,
};

static SURROUNDED: &[Field] = &[
    Field {
        name: "season",
        kind: Kind::Word(SEASON),
        need: Need::Else("Summer"),
        about: "The season.",
    },
    Field {
        name: "time",
        kind: Kind::Word(TIME),
        need: Need::Else("Day"),
        about: "The time of day.",
    },
    Field {
        name: "weather",
        kind: Kind::Word(WEATHER),
        need: Need::Else("Clear"),
        about: "The weather.",
    },
    Field {
        name: "liveliness",
        kind: Kind::Number(&LIVELINESS),
        need: Need::Else("0.5"),
        about: "How much goes on: 0 hardly anything, 1 always something. A resident's own limit may lower it.",
    },
];

pub(super) static MODEL: Struct = Struct {
    name: "Model",
    about: "A scene of your own, as glTF in one piece (.glb): metres, the resident at its origin with the floor at height 0, looking along −Z. Nodes can be looked at and animations played by their names.",
    fields: &[
        Field {
            name: "file",
            kind: Kind::File(MediaKind::Model),
            need: Need::Always,
            about: "Path from the experience's folder.",
        },
        Field {
            name: "heading",
            kind: Kind::Number(&YAW),
            need: Need::Else("0"),
            about: "The yaw in the model that stands straight ahead of the resident.",
        },
        Field {
            name: "surroundings",
            kind: Kind::Struct(&SURROUNDINGS),
            need: Need::Else("a clear day in summer"),
            about: "The sky around it.",
        },
    ],
};

pub(super) static ALBUM: Struct = Struct {
    name: "Album",
    about: "A room with the resident's own things. What has no slot is not in the room.",
    fields: &[
        Field {
            name: "room",
            kind: Kind::Word(ROOM),
            need: Need::Else("Cottage"),
            about: "Which room.",
        },
        Field {
            name: "frames",
            kind: Kind::Ref(Ref::Photos),
            need: Need::Else("no frames"),
            about: "The slot with the photos that hang in frames on the wall, twelve at most.",
        },
        Field {
            name: "projector",
            kind: Kind::Ref(Ref::Photos),
            need: Need::Else("no slides"),
            about: "The slot with the photos that the slide projector shows, one at a time.",
        },
        Field {
            name: "film",
            kind: Kind::Ref(Ref::Films),
            need: Need::Else("no film"),
            about: "The slot with the films for the projector's screen, shown one at a time with `film-on`.",
        },
        Field {
            name: "radio",
            kind: Kind::Ref(Ref::Songs),
            need: Need::Else("no radio"),
            about: "The slot with the songs that the radio plays.",
        },
        Field {
            name: "surroundings",
            kind: Kind::Struct(&SURROUNDINGS),
            need: Need::Else("a clear day in summer"),
            about: "Outside the window.",
        },
    ],
};

static ROOM: &[Word] = &[Word {
    name: "Cottage",
    about: "The living room of a summer cottage.",
}];

pub(super) static SEASON: &[Word] = &[
    Word {
        name: "Spring",
        about: "New leaves.",
    },
    Word {
        name: "Summer",
        about: "Full green.",
    },
    Word {
        name: "Autumn",
        about: "Yellow and red.",
    },
    Word {
        name: "Winter",
        about: "Snow and ice.",
    },
];

pub(super) static TIME: &[Word] = &[
    Word {
        name: "Morning",
        about: "The sun is up since an hour.",
    },
    Word {
        name: "Day",
        about: "The sun stands high.",
    },
    Word {
        name: "Evening",
        about: "The sun is about to set.",
    },
    Word {
        name: "Night",
        about: "Moon and stars.",
    },
];

pub(super) static WEATHER: &[Word] = &[
    Word {
        name: "Clear",
        about: "A few clouds at most.",
    },
    Word {
        name: "Rain",
        about: "Soft rain.",
    },
    Word {
        name: "Snow",
        about: "Snow that falls slowly.",
    },
    Word {
        name: "Fog",
        about: "Fog.",
    },
];

static LIVELINESS: Range = Range {
    from: 0.0,
    to: 1.0,
    unit: "of a whole",
    code: codes::SHARE,
};
