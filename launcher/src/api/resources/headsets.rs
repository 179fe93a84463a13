//! Headsets as they were last heard from.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Notice;

/// A headset as it was last heard from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Headset {
    /// Name in addresses, chosen by the headset once.
    pub id: String,
    /// Name for people.
    #[schema(example = "Glasögon 1")]
    pub name: String,
    /// Whether it is linked now.
    pub connected: bool,
    /// Since when it has been linked, or gone.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// How it shows pictures; none until it has been heard from since the launcher started.
    pub mode: Option<HeadsetMode>,
    /// What it is doing.
    pub state: HeadsetState,
    /// Whether somebody wears it; none when it cannot tell.
    pub worn: Option<bool>,
    /// Charge of its battery, 0 empty to 1 full; none without a battery.
    pub battery: Option<f32>,
    /// The session it is in.
    pub session: Option<String>,
    /// Whether it is to be wiped, with a new liner, before somebody else wears it.
    pub needs_wipe: bool,
    /// Its last session; none where none is known.
    pub last: Option<LastUse>,
    /// What the caregiver should know.
    pub notices: Vec<Notice>,
}

/// How a headset shows pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum HeadsetMode {
    /// Worn, through an OpenXR runtime.
    Xr,
    /// A window on a screen.
    Window,
    /// No display; for trials.
    Offscreen,
}

/// What a headset is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum HeadsetState {
    /// The calm scene between sessions.
    Lobby,
    /// Fetching an experience.
    Loading,
    /// In an experience.
    Playing,
    /// In an experience, held: by the caregiver, or because nobody wears the headset.
    Paused,
    /// Fading out.
    Ending,
    /// Not linked: nobody knows. It goes on by itself and is heard from again.
    Unreachable,
}

/// A headset's last session, without whose it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LastUse {
    /// The experience.
    pub experience: String,
    /// The room it was used in; none where that is not known.
    pub room: Option<String>,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// When it ended; none while it goes on.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
}

/// Changes a headset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeHeadset {
    /// Its name for people, 1 to 40 characters.
    #[schema(example = "Glasögon 2, Solsidan")]
    pub name: String,
}
