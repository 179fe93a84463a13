//! What happens in a scene: rules, moments, things to look at, buttons, a task.

use super::place::WEATHER;
use super::{PITCH, WAIT, YAW};
use crate::codes;
use crate::schema::{Field, Kind, Range, Ref, Struct};

/// What may stand in `hotspots`.
pub(super) static HOTSPOT: Struct = Struct {
    name: "Hotspot",
    about: "Something to look at: in a direction, or on a target of the world. Rules know it by its id.",
    fields: &[
        Field::must(
            "id",
            Kind::Id,
            "Its name in rules, another than that of any target of the world.",
        ),
        Field::may(
            "yaw",
            Kind::Number(&YAW),
            "it lies on a target",
            "Degrees to the right of straight ahead.",
        ),
        Field::may(
            "pitch",
            Kind::Number(&PITCH),
            "0",
            "Degrees above the horizon.",
        ),
        Field::may(
            "size",
            Kind::Number(&SIZE),
            "8",
            "Degrees across. Smaller than 3.7 can't be looked at with certainty.",
        ),
        Field::may(
            "target",
            Kind::Ref(Ref::Target),
            "it lies in a direction",
            "The target of the world, or the node of the model, that it lies on.",
        ),
        Field::may(
            "label",
            Kind::Localized(&Kind::Text(28)),
            "no text",
            "What stands beside it while it is looked at.",
        ),
        Field::may(
            "text",
            Kind::Number(&TEXT),
            "the resident's own, 2 for most",
            "The height of that text.",
        ),
        Field::may(
            "dwell",
            Kind::Number(&DWELL),
            "the resident's own, 1.2 for most",
            "How long it is looked at before it answers, for somebody with the usual dwell of 1.2; longer or shorter in proportion for others.",
        ),
        Field::may(
            "hidden",
            Kind::Truth,
            "false",
            "Whether it is not there until a rule shows it.",
        ),
        Field::may(
            "on",
            Kind::List(&ACTION),
            "[]",
            "What happens when the resident looks at it.",
        ),
    ],
};

/// What may stand in `timeline`.
pub(super) static MOMENT: Struct = Struct {
    name: "At",
    about: "A moment of the scene, in `timeline`, and what happens then.",
    fields: &[
        Field::value("seconds", Kind::Number(&WAIT), "Time in the scene."),
        Field::value(
            "actions",
            Kind::List(&ACTION),
            "What happens then, one after the other.",
        ),
    ],
};

/// What may stand in `cues`.
pub(super) static CUE: Struct = Struct {
    name: "Cue",
    about: "A button for the caregiver. What it does stands in a rule: `When(Cue(\"id\"), […])`.",
    fields: &[
        Field::must("id", Kind::Id, "Its name in rules."),
        Field::must(
            "label",
            Kind::Localized(&Kind::Text(28)),
            "What the button says.",
        ),
    ],
};

/// What may stand in `task`.
pub(super) static TASK: Struct = Struct {
    name: "Task",
    about: "Something to bring about together. The tablet shows how far it has come.",
    fields: &[
        Field::must(
            "label",
            Kind::Localized(&Kind::Text(40)),
            "What it is, such as “Berries in the basket”.",
        ),
        Field::must(
            "count",
            Kind::Ref(Ref::Count),
            "The name under which rules count, with `Count`.",
        ),
        Field::must("goal", Kind::Whole(&COUNT), "How much is enough."),
    ],
};

/// What may stand in `behaviours`.
pub(super) static WHEN: Struct = Struct {
    name: "When",
    about: "A rule: when this has happened, do these things, one after the other. It is done again each time its trigger comes true anew; while it is being done, what would start it is let pass.",
    fields: &[
        Field::value("trigger", Kind::OneOf(TRIGGERS), "What starts it."),
        Field::value("actions", Kind::List(&ACTION), "What is done."),
    ],
};

static ACTION: Kind = Kind::OneOf(ALL_ACTIONS);

static TRIGGERS: &[&Struct] = &[
    &ENTERED,
    &AFTER,
    &GAZED,
    &LOOKED_AWAY,
    &CUE_TAPPED,
    &COUNTED,
    &FILLED,
    &IDLE,
    &ALL,
    &ANY,
    &ONCE,
];

static ENTERED: Struct = Struct {
    name: "Entered",
    about: "A trigger: the scene is there; in a rule of the experience, its first scene. The word stands alone.",
    fields: &[],
};
static AFTER: Struct = Struct {
    name: "After",
    about: "A trigger: so many seconds in the scene have been played; in a rule of the experience, in the session.",
    fields: &[Field::value(
        "seconds",
        Kind::Number(&WAIT),
        "Time in the scene.",
    )],
};
static GAZED: Struct = Struct {
    name: "Gazed",
    about: "A trigger: the resident has looked at something so long that the ring is full.",
    fields: &[
        Field::value(
            "target",
            Kind::Ref(Ref::Target),
            "A hotspot, a target of the world or a node of the model.",
        ),
        Field::last(
            "dwell",
            Kind::Number(&DWELL),
            "the resident's own, 1.2 for most",
            "How long, for somebody with the usual dwell of 1.2; longer or shorter in proportion for others.",
        ),
    ],
};
static LOOKED_AWAY: Struct = Struct {
    name: "LookedAway",
    about: "A trigger: the resident has looked at something until the ring was full, and has looked away from it again.",
    fields: &[Field::value(
        "target",
        Kind::Ref(Ref::Target),
        "A hotspot, a target of the world or a node of the model.",
    )],
};
static CUE_TAPPED: Struct = Struct {
    name: "Cue",
    about: "A trigger: the caregiver has tapped the button with this id.",
    fields: &[Field::value(
        "id",
        Kind::Ref(Ref::Cue),
        "The id of a `Cue` in `cues`.",
    )],
};
static COUNTED: Struct = Struct {
    name: "Counted",
    about: "A trigger: so much has been counted. Counts go on through the whole experience.",
    fields: &[
        Field::value(
            "name",
            Kind::Ref(Ref::Count),
            "The name under which rules count, with `Count`.",
        ),
        Field::value("number", Kind::Whole(&COUNT), "How much."),
    ],
};
static FILLED: Struct = Struct {
    name: "Filled",
    about: "A trigger: there is something in the slot.",
    fields: &[Field::value(
        "slot",
        Kind::Ref(Ref::Slot),
        "The name of the slot.",
    )],
};
static IDLE: Struct = Struct {
    name: "Idle",
    about: "A trigger: for so many seconds the resident has not looked at anything there is to look at.",
    fields: &[Field::value(
        "seconds",
        Kind::Number(&IDLE_SECONDS),
        "How long.",
    )],
};
static ALL: Struct = Struct {
    name: "All",
    about: "A trigger: all of these have happened since the rule was last done.",
    fields: &[Field::value(
        "triggers",
        Kind::List(&Kind::OneOf(TRIGGERS)),
        "Which.",
    )],
};
static ANY: Struct = Struct {
    name: "Any",
    about: "A trigger: one of these has happened.",
    fields: &[Field::value(
        "triggers",
        Kind::List(&Kind::OneOf(TRIGGERS)),
        "Which.",
    )],
};
static ONCE: Struct = Struct {
    name: "Once",
    about: "A trigger: this, but only the first time.",
    fields: &[Field::value("trigger", Kind::OneOf(TRIGGERS), "Which.")],
};

static ALL_ACTIONS: &[&Struct] = &[
    &PLAY,
    &NARRATE,
    &CAPTION,
    &ANIMATE,
    &GO_TO,
    &SHOW,
    &HIDE,
    &FADE,
    &LIGHT,
    &WEATHER_BECOMES,
    &WAIT_FOR,
    &COUNT_ONE,
    &PROMPT,
    &REPEAT,
];

static PLAY: Struct = Struct {
    name: "Play",
    about: "Has a sound heard, from its beginning.",
    fields: &[Field::value(
        "sound",
        Kind::Ref(Ref::Sound),
        "A name in `sounds`, a slot for sounds (the next of them each time), a sound of the world, or a tune that is built in: hambo, hymn, lucia, lullaby, sailing, schottis, varmland, walking-tune, waltz.",
    )],
};
static NARRATE: Struct = Struct {
    name: "Narrate",
    about: "Has something told. Everything else is softer meanwhile.",
    fields: &[Field::value(
        "narration",
        Kind::Ref(Ref::Narration),
        "A name in `narrations`, or a slot for words.",
    )],
};
static CAPTION: Struct = Struct {
    name: "Caption",
    about: "Shows a text for as long as it takes to read.",
    fields: &[Field::value(
        "caption",
        Kind::Ref(Ref::Caption),
        "A name in `captions`.",
    )],
};
static ANIMATE: Struct = Struct {
    name: "Animate",
    about: "Makes something happen in the world, or plays an animation of the model once.",
    fields: &[Field::value(
        "happening",
        Kind::Ref(Ref::Happening),
        "Its name.",
    )],
};
static GO_TO: Struct = Struct {
    name: "GoTo",
    about: "Goes on to another scene.",
    fields: &[Field::value("scene", Kind::Scene, "The id of that scene.")],
};
static SHOW: Struct = Struct {
    name: "Show",
    about: "Lets a hotspot, a target of the world or a node of the model be there.",
    fields: &[Field::value("target", Kind::Ref(Ref::Target), "Its name.")],
};
static HIDE: Struct = Struct {
    name: "Hide",
    about: "Takes a hotspot, a target of the world or a node of the model away, softly.",
    fields: &[Field::value("target", Kind::Ref(Ref::Target), "Its name.")],
};
static FADE: Struct = Struct {
    name: "Fade",
    about: "Lets a sound that was played die away.",
    fields: &[
        Field::value("sound", Kind::Ref(Ref::Sound), "The name it was played by."),
        Field::value("seconds", Kind::Number(&OVER), "In this time."),
    ],
};
static LIGHT: Struct = Struct {
    name: "Light",
    about: "Sets the lamps of the world or the model.",
    fields: &[
        Field::value("level", Kind::Number(&SHARE), "0 is out, 1 is full."),
        Field::value("seconds", Kind::Number(&OVER), "In this time."),
    ],
};
static WEATHER_BECOMES: Struct = Struct {
    name: "Weather",
    about: "Lets the weather of the world or the model become another.",
    fields: &[
        Field::value("weather", Kind::Word(WEATHER), "Which."),
        Field::value("seconds", Kind::Number(&OVER), "In this time."),
    ],
};
static WAIT_FOR: Struct = Struct {
    name: "Wait",
    about: "Waits before going on with this rule; other rules do not wait.",
    fields: &[Field::value("seconds", Kind::Number(&WAIT), "How long.")],
};
static COUNT_ONE: Struct = Struct {
    name: "Count",
    about: "Counts one more.",
    fields: &[Field::value(
        "name",
        Kind::Id,
        "The name under which it is counted.",
    )],
};
static PROMPT: Struct = Struct {
    name: "Prompt",
    about: "Says something to the caregiver, on the tablet: an opening for a conversation about what just happened.",
    fields: &[Field::value(
        "text",
        Kind::Localized(&Kind::Text(120)),
        "What it says.",
    )],
};
static REPEAT: Struct = Struct {
    name: "Repeat",
    about: "Does these so many times over.",
    fields: &[
        Field::value("times", Kind::Whole(&TIMES), "How many times."),
        Field::value("actions", Kind::List(&ACTION), "What."),
    ],
};

static SIZE: Range = Range {
    from: 3.7,
    to: 120.0,
    unit: "degrees",
    code: codes::HOTSPOT_SIZE,
};
static TEXT: Range = Range {
    from: 1.5,
    to: 5.0,
    unit: "degrees",
    code: codes::TEXT_SIZE,
};
static DWELL: Range = Range {
    from: 0.8,
    to: 10.0,
    unit: "seconds",
    code: codes::DWELL,
};
static IDLE_SECONDS: Range = Range {
    from: 3.0,
    to: 1800.0,
    unit: "seconds",
    code: codes::WAIT,
};
static OVER: Range = Range {
    from: 0.5,
    to: 300.0,
    unit: "seconds",
    code: codes::TOO_SUDDEN,
};
static SHARE: Range = Range {
    from: 0.0,
    to: 1.0,
    unit: "of a whole",
    code: codes::SHARE,
};
static COUNT: Range = Range {
    from: 1.0,
    to: 1000.0,
    unit: "times",
    code: codes::NUMBER,
};
static TIMES: Range = Range {
    from: 1.0,
    to: 100.0,
    unit: "times",
    code: codes::NUMBER,
};
