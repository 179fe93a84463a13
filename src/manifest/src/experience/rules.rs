//! What happens in a scene: rules, moments, things to look at, buttons for the caregiver, a task.
//!
//! ```ron
//! hotspots: [Hotspot(id: "boat", yaw: -30, pitch: -5, label: {"sv": "Ekan", "en": "The boat"}, on: [Narrate("boat")])],
//! timeline: [At(30, [Caption("loon")])],
//! cues: [Cue(id: "ducks", label: {"sv": "Änder", "en": "Ducks"})],
//! behaviours: [When(Any([Gazed("duck"), Cue("ducks")]), [Animate("duck-comes"), Wait(3), Count("ducks")])],
//! ```

use serde::{Deserialize, Serialize};

use super::{Localized, Weather, is_false, is_zero};

/// A rule: when this has happened, do these things, one after the other.
///
/// It is done again each time its trigger comes true anew; while it is being done, what would start it is
/// let pass.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct When(pub Trigger, pub Vec<Action>);

/// What starts a rule.
///
/// Some are things that happen ([`Gazed`](Trigger::Gazed), [`LookedAway`](Trigger::LookedAway),
/// [`Cue`](Trigger::Cue), [`Idle`](Trigger::Idle)): a rule can follow each time they do. The others come
/// true once and stay so: rules of a scene begin anew with each visit to it, those of the experience go on
/// through the session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Trigger {
    /// The scene is there; for a rule of the experience, its first scene.
    Entered,
    /// So many seconds in the scene have been played; for a rule of the experience, in the session.
    After(f32),
    /// The resident has looked at this so long that the ring is full: a hotspot's id, a target of the world or a
    /// node of the model. The seconds are for somebody with the usual dwell of 1.2; for another they are longer
    /// or shorter in proportion. Left out, they are the resident's own.
    Gazed(String, #[serde(default)] Option<f32>),
    /// The resident has looked away from this after having looked at it.
    LookedAway(String),
    /// The caregiver has tapped this.
    Cue(String),
    /// So much has been counted under this name.
    Counted(String, u32),
    /// There is something in this slot.
    Filled(String),
    /// The resident has not looked at anything there is to look at for so many seconds.
    Idle(f32),
    /// All of these have happened since the rule was last done.
    All(Vec<Trigger>),
    /// One of these has happened.
    Any(Vec<Trigger>),
    /// This, but only the first time.
    Once(Box<Trigger>),
}

/// Something that a rule does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Action {
    /// Has a sound heard: one of [`Experience::sounds`](super::Experience::sounds), what is in a slot for sounds
    /// (the next each time), a sound of the world, or one of the [tunes](crate::world::TUNES).
    Play(String),
    /// Has something told: one of [`Experience::narrations`](super::Experience::narrations), or what is in a
    /// slot for words.
    Narrate(String),
    /// Shows one of [`Experience::captions`](super::Experience::captions) for as long as it takes to read.
    Caption(String),
    /// Makes something happen in the world, or plays an animation of the model.
    Animate(String),
    /// Goes on to another scene.
    GoTo(String),
    /// Lets a hotspot, a target or a node be there.
    Show(String),
    /// Takes it away, softly.
    Hide(String),
    /// Lets a sound that was played die away, in so many seconds.
    Fade(String, f32),
    /// Sets the lamps of the world: 0.0 out to 1.0 full, in so many seconds.
    Light(f32, f32),
    /// Lets the weather of the world become another, in so many seconds.
    Weather(Weather, f32),
    /// Waits so many seconds before going on with this rule; other rules do not wait.
    Wait(f32),
    /// Counts one more under this name.
    Count(String),
    /// Says something to the caregiver, on the tablet.
    Prompt(Localized<String>),
    /// Does these so many times over.
    Repeat(u32, Vec<Action>),
}

impl Trigger {
    /// This trigger and all within it.
    pub fn all(&self) -> Vec<&Trigger> {
        let mut all = vec![self];
        let mut next = 0;
        while let Some(trigger) = all.get(next).copied() {
            match trigger {
                Trigger::All(inner) | Trigger::Any(inner) => all.extend(inner),
                Trigger::Once(inner) => all.push(inner),
                _ => {}
            }
            next += 1;
        }
        all
    }
}

impl Action {
    /// These actions and those within them, in their order.
    pub fn all(actions: &[Action]) -> Vec<&Action> {
        let mut all = Vec::new();
        for action in actions {
            all.push(action);
            if let Action::Repeat(_, inner) = action {
                all.extend(Action::all(inner));
            }
        }
        all
    }
}

/// What happens at a moment of a scene. In a manifest the word is `At`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "At")]
pub struct Moment(pub f32, pub Vec<Action>);

/// Something to look at.
///
/// It lies in a direction, or on a target of the world; rules know it by its id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hotspot {
    /// Its name in rules.
    pub id: String,
    /// Degrees right of straight ahead.
    #[serde(default)]
    pub yaw: Option<f32>,
    /// Degrees above the horizon.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub pitch: f32,
    /// Degrees across (H4).
    #[serde(default = "usual_size", skip_serializing_if = "is_usual_size")]
    pub size: f32,
    /// The target of the world or the node of the model that it lies on, instead of a direction.
    #[serde(default)]
    pub target: Option<String>,
    /// What stands beside it while it is looked at.
    #[serde(default)]
    pub label: Localized<String>,
    /// The height of that text in degrees; the resident's own when left out (H3).
    #[serde(default)]
    pub text: Option<f32>,
    /// How long it is looked at before it answers, as in [`Trigger::Gazed`].
    #[serde(default)]
    pub dwell: Option<f32>,
    /// Whether it is not there until a rule shows it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hidden: bool,
    /// What happens when the resident looks at it.
    #[serde(default)]
    pub on: Vec<Action>,
}

fn usual_size() -> f32 {
    8.0
}

fn is_usual_size(size: &f32) -> bool {
    *size == usual_size()
}

/// A button for the caregiver.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// Its name in rules.
    pub id: String,
    /// What it says.
    pub label: Localized<String>,
}

/// Something to bring about together: it is done when so much has been counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// What the tablet says of it, such as "Berries in the basket".
    pub label: Localized<String>,
    /// The name under which it is counted.
    pub count: String,
    /// How much is enough.
    pub goal: u32,
}
