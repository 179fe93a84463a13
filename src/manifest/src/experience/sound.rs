//! What is heard in a scene besides the sound of its film.
//!
//! Gains are decibels, −40 to +6, on top of what brings every file to the same loudness.

use serde::{Deserialize, Serialize};

use super::{Localized, is_false, is_zero};

/// Something heard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Sound {
    /// A loop all around the resident, for as long as the scene lasts.
    Ambience(Ambience),
    /// A loop that was recorded with its directions, and keeps them as the head turns.
    Ambisonics(Ambisonics),
    /// Something in one place, which stays there as the head turns.
    At(Placed),
    /// Somebody tells or reads; everything else is softer meanwhile.
    Narration(Narration),
    /// Music.
    Music(Music),
}

/// A loop all around the resident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ambience {
    /// Path below the experience's folder, with `/` between its parts.
    pub file: String,
    /// Louder or softer.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub gain: f32,
}

/// A loop in first-order ambisonics: four channels as AmbiX has them (W Y Z X, SN3D).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ambisonics {
    /// Path below the experience's folder, with `/` between its parts.
    pub file: String,
    /// The yaw in the recording that is heard from straight ahead of the resident.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub heading: f32,
    /// Louder or softer.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub gain: f32,
}

/// A sound in one place. In a manifest the word is `At`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placed {
    /// Path below the experience's folder, with `/` between its parts.
    pub file: String,
    /// Degrees right of straight ahead.
    pub yaw: f32,
    /// Degrees above the horizon.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub pitch: f32,
    /// Metres from the head, 0.2 to 100. At 2 m it is as loud as the file.
    #[serde(default = "arms_length", skip_serializing_if = "is_arms_length")]
    pub distance: f32,
    /// Louder or softer.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub gain: f32,
    /// When it is heard.
    #[serde(default, skip_serializing_if = "Times::is_loop")]
    pub times: Times,
}

fn arms_length() -> f32 {
    2.0
}

fn is_arms_length(distance: &f32) -> bool {
    *distance == arms_length()
}

/// When a sound is heard in its scene.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Times {
    /// Over and over, without a gap.
    #[default]
    Loop,
    /// One time.
    Once {
        /// Seconds into the scene, 0 to 1800.
        after: f32,
    },
    /// Again and again with silence between, as a bird calls.
    Every {
        /// The shortest silence in seconds, 1 to 1800.
        from: f32,
        /// The longest, not shorter than `from`.
        to: f32,
    },
}

impl Times {
    fn is_loop(&self) -> bool {
        *self == Times::Loop
    }
}

/// Somebody tells or reads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Narration {
    /// The recording in each language.
    pub file: Localized<String>,
    /// What is said, as WebVTT or SRT, in each language that is spoken (H13).
    pub captions: Localized<String>,
    /// Seconds into the scene.
    #[serde(default = "a_while", skip_serializing_if = "is_a_while")]
    pub after: f32,
    /// Louder or softer.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub gain: f32,
    /// A made voice that stands in until somebody has read it: put a recording in its place and take this away.
    #[serde(default, skip_serializing_if = "is_false")]
    pub stand_in: bool,
}

fn a_while() -> f32 {
    5.0
}

fn is_a_while(after: &f32) -> bool {
    *after == a_while()
}

/// Music.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Music {
    /// Path below the experience's folder, with `/` between its parts.
    pub file: String,
    /// Louder or softer.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub gain: f32,
    /// Seconds into the scene.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub after: f32,
    /// Whether it begins anew at its end.
    #[serde(default, skip_serializing_if = "is_false")]
    pub loops: bool,
}
