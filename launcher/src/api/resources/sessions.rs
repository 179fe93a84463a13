//! A resident's time in an experience: what it should be and what it is.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{HeadsetState, Named, NextScene, Stimulation, Texts};

/// One resident's time in an experience: what it should be and what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// Name in addresses.
    pub id: String,
    /// The experience.
    pub experience: String,
    /// The headset.
    pub headset: String,
    /// Whose it is; none for one without a resident.
    #[serde(default)]
    pub resident: Option<String>,
    /// Whether it is practice: everything as real, nothing written down.
    #[serde(default)]
    pub practice: bool,
    /// The group it was started in.
    #[serde(default)]
    pub group: Option<String>,
    /// The tablet and the person that steered it last; none where nobody has since the launcher started.
    #[serde(default)]
    pub steered_by: Option<Steering>,
    /// After how many minutes it ends, where that is sooner than the experience's own: a first visit is short.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// Whether something of it, its end or how it went, could not be put on the disk yet. It is kept and saved as
    /// soon as there is room.
    #[serde(default)]
    pub unsaved: bool,
    /// When it was started.
    #[schema(value_type = String, format = DateTime)]
    pub started: Timestamp,
    /// When and why it ended; none while it goes on.
    pub ended: Option<Ended>,
    /// What the headset should be doing.
    pub desired: Desired,
    /// What the headset last said it does in this session; none before it has said anything.
    pub reported: Option<Reported>,
    /// Whether the headset has taken the last change of `desired`.
    pub acknowledged: bool,
}

/// When and why a session ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Ended {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Why.
    pub why: EndedWhy,
}

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum EndedWhy {
    /// The caregiver ended it.
    Stopped,
    /// The caregiver tapped "dizzy – stop".
    Dizzy,
    /// Another session was started on the same headset.
    Replaced,
    /// Its time was over, or its story.
    Finished,
    /// It could not be shown; a notice of the headset says why.
    Failed,
    /// The headset was away so long that someone else may wear it now.
    Lost,
}

/// What a headset should be doing in a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Desired {
    /// Grows with every change.
    pub revision: u64,
    /// Whether it is to be held.
    pub paused: bool,
    /// 0 silent to 1 full.
    pub volume: f32,
    /// How the resident hears and reads.
    pub listening: Listening,
    /// How the resident sits, looks and reads.
    pub person: Person,
    /// How it is to end, once that was asked for.
    pub stop: Option<StopHow>,
}

/// How a resident sits, looks and reads.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Person {
    /// How long something is looked at before it answers, in seconds.
    #[schema(minimum = 0.8, maximum = 2.0)]
    pub dwell: f32,
    /// How far the view turns for each degree the head turns.
    #[schema(minimum = 1, maximum = 3)]
    pub yaw_gain: f32,
    /// Whether the resident lies back.
    pub reclined: bool,
    /// Height of the eyes above the floor in metres; none for as the headset measures it.
    #[schema(minimum = 0.5, maximum = 2)]
    pub eye_height: Option<f32>,
    /// Height of text in degrees.
    #[schema(minimum = 1.5, maximum = 3)]
    pub text: f32,
    /// The most that goes on around the resident.
    pub stimulation: Stimulation,
    /// Whether eyes are followed where the headset can.
    pub eye_gaze: bool,
}

/// How a resident hears and reads what is spoken and played.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Listening {
    /// The language of voices and captions, as a tag. Where there is nothing in it, another is taken.
    #[schema(example = "sv")]
    pub language: String,
    /// Whether what is spoken stands as text in the view.
    pub captions: bool,
    /// Whether what is seen in films is told.
    pub description: bool,
    /// Whether both ears hear the same.
    pub mono: bool,
    /// Whether speech is made clearer.
    pub speech_boost: bool,
}

/// How a session is ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum StopHow {
    /// Fading out over five seconds.
    Gently,
    /// Within a second, to a calm still scene.
    Dizzy,
}

/// What a headset last said of a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Reported {
    /// The last revision of `desired` it has taken.
    pub revision: u64,
    /// What it does.
    pub state: HeadsetState,
    /// The scene the resident is in.
    pub scene: Option<String>,
    /// Where "next scene" leads from there; none when there is nowhere to go.
    pub next: Option<NextScene>,
    /// The experience's own buttons in that scene.
    pub cues: Vec<Cue>,
    /// What the experience says to the caregiver: the latest few, oldest first.
    pub prompts: Vec<Prompt>,
    /// What is brought about together, and how far it has come; none in most experiences.
    pub task: Option<Task>,
    /// Seconds played, pauses not counted.
    pub elapsed: f64,
    /// Seconds left until it ends by itself.
    pub remaining: Option<f64>,
    /// 0 silent to 1 full.
    pub volume: f32,
    /// How loud what is heard now is: root of the mean square of its samples, 0 in silence, 1 at full
    /// scale; none where nothing can be heard.
    pub level: Option<f32>,
}

/// A button of an experience, such as “Ducks”.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Cue {
    /// Its name within the scene.
    #[schema(example = "ducks")]
    pub id: String,
    /// What it says.
    pub label: Texts,
}

/// Something an experience says to the caregiver.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Prompt {
    /// Counts those of the session, from 1.
    pub number: u32,
    /// What it says.
    pub text: Texts,
}

/// Something that is brought about together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Task {
    /// What it is.
    pub label: Texts,
    /// So much is done.
    pub counted: u32,
    /// So much is all of it.
    pub goal: u32,
}

/// Who steers a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Steering {
    /// The tablet.
    pub tablet: Named,
    /// The person; none where nobody was logged in.
    pub staff: Option<Named>,
}
