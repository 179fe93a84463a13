//! The experience format as Rust types: what an `experience.ron` may say, and what its words mean.
//!
//! These are plain data. How they are read, with which errors, stands in [`crate::parse()`]; which
//! combinations make sense, in [`crate::validate()`]. Angles are degrees (yaw right +, pitch up +),
//! times seconds, sound levels decibels.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

mod link;
mod named;
mod place;
mod rules;
mod sound;
mod view;

pub use link::*;
pub use named::*;
pub use place::*;
pub use rules::*;
pub use sound::*;
pub use view::*;

/// The format number this crate reads and writes.
pub const FORMAT: u32 = 1;

/// A language tag such as `sv` or `en`.
pub type Language = String;

/// The same thing in each language: `{"sv": …, "en": …}`.
pub type Localized<T> = BTreeMap<Language, T>;

/// One experience: what a caregiver picks and a resident is in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Experience {
    /// The format this file is written in; always [`FORMAT`] once read.
    pub format: u32,
    /// Name of the experience in files and addresses: `a-z`, `0-9` and `-`, the same as its folder.
    pub id: String,
    /// Short name for the tablet.
    pub title: Localized<String>,
    /// Two short sentences for the caregiver.
    pub description: Localized<String>,
    /// How long a session is meant to be (H1).
    #[serde(default = "default_minutes")]
    pub minutes: u32,
    /// How much happens (H12).
    pub stimulation: Stimulation,
    /// Whether the view itself moves (H2).
    #[serde(default)]
    pub motion: Motion,
    /// Search words such as `"nature"`.
    #[serde(default)]
    pub topics: Vec<String>,
    /// First and last year the experience reminds of.
    #[serde(default)]
    pub years: Option<(u16, u16)>,
    /// Openings for a conversation (T5), at least three in each language.
    #[serde(default)]
    pub prompts: Localized<Vec<String>>,
    /// Which view makes the picture on the tablet; found from the photo when left out.
    #[serde(default)]
    pub poster: Option<Poster>,
    /// The scene the experience starts in.
    pub start: String,
    /// The scenes by id.
    pub scenes: BTreeMap<String, Scene>,
    /// Buttons for the caregiver in every scene.
    #[serde(default)]
    pub cues: Vec<Cue>,
    /// Rules that hold in every scene.
    #[serde(default)]
    pub behaviours: Vec<When>,
    /// Something to bring about together.
    #[serde(default)]
    pub task: Option<Task>,
    /// Sounds for rules to play, by name.
    #[serde(default)]
    pub sounds: BTreeMap<String, Recording>,
    /// What rules have told, by name.
    #[serde(default)]
    pub narrations: BTreeMap<String, Told>,
    /// Texts that rules show, by name.
    #[serde(default)]
    pub captions: BTreeMap<String, Localized<String>>,
    /// What a caregiver fills in for one resident, by name.
    #[serde(default)]
    pub slots: BTreeMap<String, Slot>,
}

fn default_minutes() -> u32 {
    10
}

/// How much happens around the resident (H12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Stimulation {
    /// Still, little sound, nothing that asks for an answer.
    Low,
    /// Something to follow with the eyes.
    Medium,
    /// People, music, much to see.
    High,
}

/// Whether the view moves without the resident having moved (H2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Motion {
    /// The point of view stands still.
    #[default]
    Still,
    /// The camera travels; the caregiver is told before.
    Moving,
}

/// The view that becomes the picture on the tablet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Poster {
    /// The scene it is taken in.
    pub scene: String,
    /// Degrees right of straight ahead.
    #[serde(default)]
    pub yaw: f32,
    /// Degrees above the horizon.
    #[serde(default)]
    pub pitch: f32,
    /// Degrees across.
    #[serde(default = "default_poster_width")]
    pub width: f32,
    /// A photo that is the picture, made beforehand: for scenes that are drawn, of which there is no other.
    #[serde(default)]
    pub file: Option<String>,
}

fn default_poster_width() -> f32 {
    80.0
}

/// One place in an experience.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scene {
    /// Name of the place for the tablet; the experience's own when left out.
    #[serde(default)]
    pub title: Localized<String>,
    /// What surrounds the resident.
    pub view: View,
    /// What is heard.
    #[serde(default)]
    pub sound: Vec<Sound>,
    /// Openings for a conversation in this scene, besides those of the experience.
    #[serde(default)]
    pub prompts: Localized<Vec<String>>,
    /// Ways on from here.
    #[serde(default)]
    pub links: Vec<Link>,
    /// Things to look at.
    #[serde(default)]
    pub hotspots: Vec<Hotspot>,
    /// What happens at which moment.
    #[serde(default)]
    pub timeline: Vec<Moment>,
    /// Buttons for the caregiver here, besides those of the experience.
    #[serde(default)]
    pub cues: Vec<Cue>,
    /// Rules that hold here, besides those of the experience.
    #[serde(default)]
    pub behaviours: Vec<When>,
}

/// Whether a figure says nothing: it is what holds anyway.
fn is_zero(value: &f32) -> bool {
    *value == 0.0
}

fn is_half(value: &f32) -> bool {
    *value == place::half()
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn is_true(value: &bool) -> bool {
    *value
}

fn is_false(value: &bool) -> bool {
    !*value
}

fn yes() -> bool {
    true
}
