//! The shapes the HTTP API speaks in: what a tablet reads and writes.
//!
//! They are the launcher's own, apart from the experience format and from the messages of the
//! headset link, so that each of the three can change without the others.
//!
//! Texts are maps from language tag to words; `sv` and `en` are always there. Times are RFC 3339,
//! durations seconds, volumes shares from 0 to 1.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The same words in each language; `sv` and `en` are always there.
pub type Texts = BTreeMap<String, String>;

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

/// Something the caregiver should know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Notice {
    /// Stable code, such as `PhotoReduced`.
    pub code: String,
    /// What happened, what Utsikt did, and the one thing to do.
    pub text: Texts,
}

/// One resident's time in an experience: what it should be and what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// Name in addresses.
    pub id: String,
    /// The experience.
    pub experience: String,
    /// The headset.
    pub headset: String,
    /// The group it began together with; none for a session of its own.
    #[serde(default)]
    pub group: Option<String>,
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

/// Asks for a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartSession {
    /// The experience to play.
    #[schema(example = "skogssjo")]
    pub experience: String,
    /// The headset to play it on; what it plays now is ended.
    pub headset: String,
    /// How the resident hears and reads, apart from the usual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listening: Option<ChangeListening>,
    /// How the resident sits, looks and reads, apart from the usual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<ChangePerson>,
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

/// Everything a tablet shows, as the events socket sends it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
pub struct Truth {
    /// Each headset that was ever heard from, by its name for people.
    pub headsets: Vec<Headset>,
    /// Sessions going on and those ended lately, the newest first.
    pub sessions: Vec<Session>,
    /// Those sessions that began together, the newest first.
    #[serde(default)]
    pub groups: Vec<super::groups::Group>,
    /// Grows when the list of experiences has changed and should be fetched again.
    pub experiences: u64,
    /// What the caregiver should know about the launcher itself.
    pub notices: Vec<Notice>,
}

/// Whether the launcher is well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Health {
    /// `ok`, or the code of what is wrong.
    pub status: String,
}
