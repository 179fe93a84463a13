//! What can be picked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Texts;

/// An experience a caregiver can pick, or one that is broken and says why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Experience {
    /// Name in addresses; the same as its folder.
    #[schema(example = "skogssjo")]
    pub id: String,
    /// Short name.
    pub title: Texts,
    /// Two short sentences.
    pub description: Texts,
    /// How long a session is meant to be.
    pub minutes: u32,
    /// How much happens.
    pub stimulation: Stimulation,
    /// Whether the view itself moves.
    pub motion: Motion,
    /// How a resident may be placed in it: seated, lying back, or both.
    pub postures: Vec<Posture>,
    /// Whether something in it is a film.
    pub film: bool,
    /// The languages in which what is spoken can be read; empty where there is nothing to read.
    pub captions: Vec<String>,
    /// The languages in which what is seen can be told; empty where nothing is.
    pub descriptions: Vec<String>,
    /// Whether a voice in it is a made one that stands in until somebody has read the words.
    pub stand_in: bool,
    /// Search words.
    pub topics: Vec<String>,
    /// First and last year it reminds of.
    pub years: Option<[u16; 2]>,
    /// Openings for a conversation in each language.
    pub prompts: BTreeMap<String, Vec<String>>,
    /// The places in it, the one it starts in first.
    pub scenes: Vec<Scene>,
    /// What can be filled with a resident's own files.
    pub slots: Vec<Slot>,
    /// Address of its picture; it changes when the picture does. None for a broken experience.
    #[schema(example = "/api/v1/experiences/skogssjo/poster.jpg?v=1")]
    pub poster: Option<String>,
    /// Whether it can be started: it has no problem that stands in the way.
    pub playable: bool,
    /// What is wrong with it; empty for most.
    pub problems: Vec<ExperienceProblem>,
}

/// How much happens around the resident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Stimulation {
    /// Still, little sound.
    Low,
    /// Something to follow with the eyes.
    Medium,
    /// People, music, much to see.
    High,
}

/// Whether the view moves without the resident having moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Motion {
    /// The point of view stands still.
    Still,
    /// The camera travels.
    Moving,
}

/// One place in an experience.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Scene {
    /// Name within the experience.
    pub id: String,
    /// Name for the tablet; the experience's own where the scene has none.
    pub title: Texts,
    /// Openings for a conversation here, besides those of the experience.
    pub prompts: BTreeMap<String, Vec<String>>,
    /// Where "next scene" leads; none where the scene has no such way on.
    pub next: Option<NextScene>,
}

/// Where "next scene" leads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NextScene {
    /// The scene.
    pub scene: String,
    /// What the button says.
    pub label: Texts,
}

/// Something wrong with an experience.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExperienceProblem {
    /// Stable code, such as `E0107`.
    pub code: String,
    /// What it means, to the caregiver.
    pub text: Texts,
    /// What exactly is wrong and how to mend it, to whoever makes experiences; in English.
    pub details: String,
    /// The command that mends it, where there is one.
    #[schema(
        example = "ffmpeg -i walk.wmv -c:v libx264 -crf 18 -pix_fmt yuv420p -c:a aac walk.mp4"
    )]
    pub command: Option<String>,
    /// The file it stands in, below the experience's folder.
    pub file: Option<String>,
    /// Line in that file, from 1.
    pub line: Option<u32>,
    /// Column in that line, from 1.
    pub column: Option<u32>,
}

/// How a resident is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Posture {
    /// In a chair.
    Seated,
    /// Lying back, in a bed or a chair.
    Reclined,
}

/// A place in an experience for a resident's own files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Slot {
    /// Name within the experience.
    #[schema(example = "photos")]
    pub name: String,
    /// What goes there.
    pub kind: SlotKind,
    /// What it is called.
    pub label: Texts,
    /// Most files.
    pub max: u32,
}

/// What goes into a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum SlotKind {
    /// Photos.
    Photos,
    /// Music and other sound.
    Sound,
    /// Films.
    Film,
    /// Spoken words.
    Words,
}
