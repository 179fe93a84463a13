//! What rules know by name: sounds, narrations, and slots that a caregiver fills for one resident.

use serde::{Deserialize, Serialize};

use super::{Localized, is_false, is_zero};

/// A sound for rules to play.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recording {
    /// Path below the experience's folder, with `/` between its parts.
    pub file: String,
    /// Louder or softer, in decibels.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub gain: f32,
    /// Whether it begins anew at its end, until a rule fades it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub loops: bool,
    /// The target of the world or the node of the model that it comes from.
    #[serde(default)]
    pub target: Option<String>,
    /// The direction it comes from, degrees right of straight ahead. Without this and `target` it is all around,
    /// as music is.
    #[serde(default)]
    pub yaw: Option<f32>,
    /// Degrees above the horizon.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub pitch: f32,
    /// Metres from the head, 0.2 to 100.
    #[serde(default = "near", skip_serializing_if = "is_near")]
    pub distance: f32,
}

fn near() -> f32 {
    2.0
}

fn is_near(distance: &f32) -> bool {
    *distance == near()
}

/// Something that rules have told; everything else is softer meanwhile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// The recording in each language.
    pub file: Localized<String>,
    /// What is said, as WebVTT or SRT, in each language that is spoken (H13).
    pub captions: Localized<String>,
    /// Louder or softer, in decibels.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub gain: f32,
    /// A made voice that stands in until somebody has read it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub stand_in: bool,
}

/// A place for files of one resident. What is there until then are its samples.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Slot {
    /// Photos.
    Photos(Fill),
    /// Songs and other sounds.
    Sound(Fill),
    /// Films.
    Film(Fill),
    /// Words spoken by somebody near.
    Words(Fill),
}

/// What goes into a slot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fill {
    /// What the tablet asks for.
    #[serde(default)]
    pub label: Localized<String>,
    /// The most files it takes.
    #[serde(default = "usual_most", skip_serializing_if = "is_usual_most")]
    pub max: u32,
    /// Files of the experience that are there while nobody has filled it.
    #[serde(default)]
    pub samples: Vec<String>,
}

impl Default for Fill {
    fn default() -> Self {
        Self {
            label: Localized::new(),
            max: usual_most(),
            samples: Vec::new(),
        }
    }
}

fn usual_most() -> u32 {
    12
}

fn is_usual_most(most: &u32) -> bool {
    *most == usual_most()
}

impl Slot {
    /// What goes into it, of whatever kind.
    pub fn fill(&self) -> &Fill {
        match self {
            Slot::Photos(fill) | Slot::Sound(fill) | Slot::Film(fill) | Slot::Words(fill) => fill,
        }
    }

    /// The kind of files it takes.
    pub fn kind(&self) -> crate::MediaKind {
        match self {
            Slot::Photos(_) => crate::MediaKind::Photo,
            Slot::Film(_) => crate::MediaKind::Film,
            Slot::Sound(_) | Slot::Words(_) => crate::MediaKind::Sound,
        }
    }
}
