//! Ways on from a scene.

use serde::{Deserialize, Serialize};

use super::Localized;

/// A way on from a scene.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Link {
    /// By time.
    After(After),
    /// When the caregiver taps "next scene".
    Next(Next),
    /// The experience ends here by time, before its minutes are over.
    End(End),
    /// When the scene's film is over.
    Ended(Ended),
}

/// On to another scene by time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct After {
    /// Seconds in this scene, at least ten.
    pub seconds: f32,
    /// The scene to go on to.
    pub to: String,
}

/// On to another scene when the caregiver taps "next scene".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Next {
    /// The scene to go on to.
    pub to: String,
    /// What the button says; the title of the scene when left out.
    #[serde(default)]
    pub label: Localized<String>,
}

/// The end by time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// Seconds in this scene, at least ten.
    pub after: f32,
}

/// On to another scene when the film of this one is over; it must not loop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ended {
    /// The scene to go on to.
    pub to: String,
}
