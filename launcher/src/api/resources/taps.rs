//! What a caregiver asks of a session.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Stimulation, StopHow};

/// Asks for a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartSession {
    /// The experience to play.
    #[schema(example = "skogssjo")]
    pub experience: String,
    /// The headset to play it on; what it plays now is ended.
    pub headset: String,
    /// Whose session it is. What is kept of how this resident sits, hears and reads is laid under what is asked here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resident: Option<String>,
    /// Whether it is practice: everything as real, nothing written down.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub practice: bool,
    /// After how many minutes it ends at the latest; none for as usual: a first visit is short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 30)]
    pub minutes: Option<u32>,
    /// Whether to take the headset where another tablet has something playing on it. What this tablet itself started is
    /// replaced without it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub replace: bool,
    /// How many taps it took from the resident to here, as the page counts them; for the reports on effort.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taps: Option<u32>,
    /// What the caregiver has seen and starts all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub despite: Vec<Despite>,
    /// How the resident hears and reads, apart from the usual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listening: Option<ChangeListening>,
    /// How the resident sits, looks and reads, apart from the usual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<ChangePerson>,
}

/// What a caregiver may see and start all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Despite {
    /// Something in the resident's check-list to be careful about.
    Checklist,
}

/// Changes a session; what is left out stays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeSession {
    /// Whether it is to be held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused: Option<bool>,
    /// 0 silent to 1 full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 1)]
    pub volume: Option<f32>,
    /// How the resident is to hear and read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listening: Option<ChangeListening>,
    /// How the resident sits, looks and reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<ChangePerson>,
}

/// Changes how a resident sits, looks and reads; what is left out stays.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePerson {
    /// How long something is looked at before it answers, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0.8, maximum = 2.0)]
    pub dwell: Option<f32>,
    /// How far the view turns for each degree the head turns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 3)]
    pub yaw_gain: Option<f32>,
    /// Whether the resident lies back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reclined: Option<bool>,
    /// Height of the eyes above the floor in metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0.5, maximum = 2)]
    pub eye_height: Option<f32>,
    /// Height of text in degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1.5, maximum = 3)]
    pub text: Option<f32>,
    /// The most that goes on around the resident.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stimulation: Option<Stimulation>,
    /// Whether eyes are followed where the headset can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eye_gaze: Option<bool>,
}

/// Taps one of the experience's own buttons.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TapCue {
    /// Its id, as `reported.cues` has it.
    #[schema(example = "ducks")]
    pub id: String,
}

/// Changes how a resident hears and reads; what is left out stays.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeListening {
    /// The language of voices and captions, as a tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "sv")]
    pub language: Option<String>,
    /// Whether what is spoken stands as text in the view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captions: Option<bool>,
    /// Whether what is seen in films is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<bool>,
    /// Whether both ears hear the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mono: Option<bool>,
    /// Whether speech is made clearer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speech_boost: Option<bool>,
}

/// Ends a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StopSession {
    /// How.
    pub how: StopHow,
}

/// Goes on to the next scene.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GoToNext {
    /// The scene the caregiver saw when tapping. When the resident is elsewhere by then, nothing
    /// happens: two taps in a row never skip a scene.
    pub from: String,
}
