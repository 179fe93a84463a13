//! What rules have done in a scene, and what there is in it to look at.

use std::time::Duration;

use manifest::{Localized, Weather};

/// Something to do in the scene that is seen. What it names stands in the manifest, or in the scene's world.
///
/// Every change is soft: a time of zero comes only where a scene is put back as it was, in the dark.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// The resident has looked at this long enough: a soft tone, and it answers within 0.2 s. What it does
    /// follows in the same step.
    Answer {
        /// As in [`Live::id`].
        target: String,
    },
    /// Play a sound from its beginning: one of `sounds`, else what is in a slot for sounds, else a sound of the world.
    Play {
        /// Its name; [`Act::Fade`] knows it by that.
        name: String,
        /// For a slot: which of its files, from 0, over and over through all of them.
        number: usize,
    },
    /// Let a sound that plays die away.
    Fade {
        /// Its name.
        name: String,
        /// In this time.
        over: Duration,
    },
    /// Have something told: one of `narrations`, else what is in a slot for words. What is being told
    /// is told to its end first; one may wait, the latest.
    Narrate {
        /// Its name.
        name: String,
        /// For a slot: which of its files, from 0.
        number: usize,
    },
    /// Show one of `captions`; it takes the place of one that is shown.
    Caption {
        /// Its name.
        name: String,
        /// For so long.
        lasts: Duration,
    },
    /// Make something happen: an animation of this name, once, from its beginning.
    Animate {
        /// Its name.
        happening: String,
    },
    /// Let a hotspot, a target or a node be there, or not; in a second.
    Show {
        /// Its name.
        target: String,
        /// Whether it is there.
        there: bool,
    },
    /// Set the lamps of the world.
    Light {
        /// 0.0 out, 1.0 full.
        level: f32,
        /// In this time.
        over: Duration,
    },
    /// Let the weather become another.
    Weather {
        /// Which.
        weather: Weather,
        /// In this time.
        over: Duration,
    },
}

/// Something that answers when it is looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Live {
    /// Its name in [`crate::Event::Gaze`].
    pub id: String,
    /// Where it is.
    pub place: LivePlace,
    /// What stands beside it while it is looked at; empty for nothing.
    pub label: Localized<String>,
    /// Height of that text in degrees, if not the resident's own.
    pub text: Option<f32>,
}

/// Where something is that answers when it is looked at.
#[derive(Debug, Clone, PartialEq)]
pub enum LivePlace {
    /// In a direction: degrees right of straight ahead, above the horizon, and across.
    Direction {
        /// Degrees right of straight ahead.
        yaw: f32,
        /// Degrees above the horizon.
        pitch: f32,
        /// Degrees across.
        size: f32,
    },
    /// On a target of the world or a node of the model, with all that belongs to it.
    Node(String),
}

/// The ring that fills while something is looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Ring {
    /// On what, as in [`Live::id`].
    pub target: String,
    /// 0.0 to 1.0. It falls again, slowly, while the resident looks elsewhere.
    pub progress: f32,
}

/// Something a rule says to the caregiver.
#[derive(Debug, Clone, PartialEq)]
pub struct Raised {
    /// Counts those of the session, from 1.
    pub number: u32,
    /// What it says.
    pub text: Localized<String>,
}

/// How far a task has come.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// What it is.
    pub label: Localized<String>,
    /// So much has been counted, at most `goal`.
    pub counted: u32,
    /// So much is enough.
    pub goal: u32,
}
