//! What the launcher wants of one headset.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::own::MOST_FILES;
use crate::{Own, Person};

/// The most cues of one session that are counted.
pub(crate) const MOST_CUES: usize = 64;

/// The name of one session, made by the launcher; says nothing of whose it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SessionId(pub String);

/// All that the launcher wants of a headset, always sent whole.
///
/// ```
/// # use protocol::*;
/// let desired = Desired { revision: 3, target: Target::Lobby { how: How::Gentle } };
/// assert_eq!(
///     serde_json::to_string(&desired).unwrap(),
///     r#"{"revision":3,"target":{"Lobby":{"how":"Gentle"}}}"#
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desired {
    /// Grows with every change, from 1. The headset takes nothing that is not newer.
    pub revision: u64,
    /// What should be.
    pub target: Target,
}

/// What should be in a headset.
#[expect(
    clippy::large_enum_variant,
    reason = "one is held for each headset, never many"
)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Target {
    /// The calm scene.
    Lobby {
        /// How to get there, if something is playing.
        how: How,
    },
    /// An experience.
    Play(Play),
}

/// How a session is left (H8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum How {
    /// By a slow fade.
    Gentle,
    /// Within a second: the resident is dizzy.
    Dizzy,
}

/// A session as it should be now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Play {
    /// Which session.
    pub session: SessionId,
    /// The experience's id.
    pub experience: String,
    /// Whether the caregiver holds it still.
    pub paused: bool,
    /// 0.0 (silent) to 1.0 (as loud as this headset may be).
    pub volume: f32,
    /// How many times in this session the caregiver has asked to face forward.
    pub recentres: u32,
    /// How many times in this session the caregiver has asked for the next scene.
    pub advances: u32,
    /// How many times in this session the caregiver has tapped each cue of the experience, by its id.
    #[serde(default)]
    pub cues: BTreeMap<String, u32>,
    /// How the resident hears and reads.
    #[serde(default)]
    pub listening: Listening,
    /// How the resident sits, looks and reads.
    #[serde(default)]
    pub person: Person,
    /// Where to begin, if the headset is not in this session already: it was restarted, or comes to the others later.
    pub resume: Option<Resume>,
    /// When it begins together with others; alone, as soon as it can, if there is nothing.
    #[serde(default)]
    pub together: Option<Together>,
    /// After how many minutes it ends at the latest, 1 to 30; as the experience has it, if there is nothing (H1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// The resident's own files that fill slots of the experience, by slot and in their order.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub own: BTreeMap<String, Vec<Own>>,
}

/// A moment at which several headsets begin the same.
///
/// With it in the past, [`Play::resume`] says where in the session the others were: a scene began at
/// `elapsed_seconds` − `scene_seconds` of the session, and so it does for whoever comes to it later.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Together {
    /// The name of those that begin together, made by the launcher.
    pub group: String,
    /// From which beginning the launcher counts, as in [`crate::clock::ClockAnswer::era`].
    pub era: String,
    /// When the session's time is zero, in microseconds of the launcher's clock.
    pub begins: u64,
}

/// How a resident hears and reads what is spoken and played (H9, H13).
///
/// ```
/// # use protocol::Listening;
/// let hard_of_hearing = Listening { captions: true, speech_boost: true, ..Listening::default() };
/// assert_eq!(hard_of_hearing.language, "sv");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listening {
    /// The language of narrations, captions and descriptions: a tag such as `sv`. Where there is
    /// nothing in it, another is taken.
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

impl Default for Listening {
    fn default() -> Listening {
        Listening {
            language: "sv".to_owned(),
            captions: false,
            description: false,
            mono: false,
            speech_boost: false,
        }
    }
}

/// The place in a session where a restarted headset goes on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resume {
    /// The scene.
    pub scene: String,
    /// Seconds of the session that have been played.
    pub elapsed_seconds: f32,
    /// Seconds of the scene that have been played.
    pub scene_seconds: f32,
    /// How many of [`Play::advances`] are carried out in getting here; only those above are still to be done.
    pub advances: u32,
    /// The same of [`Play::cues`].
    #[serde(default)]
    pub cues: BTreeMap<String, u32>,
}

impl Desired {
    /// The session that should be playing.
    pub fn session(&self) -> Option<&SessionId> {
        self.play().map(|play| &play.session)
    }

    /// The target as a session, if it is one.
    pub fn play(&self) -> Option<&Play> {
        match &self.target {
            Target::Play(play) => Some(play),
            Target::Lobby { .. } => None,
        }
    }

    /// What is wrong with the values, in words for a log.
    pub(crate) fn problem(&self) -> Option<&'static str> {
        let play = self.play()?;
        let seconds = |value: f32| (0.0..=86_400.0).contains(&value);
        if !(0.0..=1.0).contains(&play.volume) {
            Some("volume must lie between 0 and 1")
        } else if !is_identifier(&play.session.0) || !is_identifier(&play.experience) {
            Some("a session or experience id must be 1 to 64 letters, digits, - or _")
        } else if !is_identifier(&play.listening.language) {
            Some("a language is a tag such as sv")
        } else if play.cues.len() > MOST_CUES || !play.cues.keys().all(|id| is_identifier(id)) {
            Some("cues are at most 64, each with an id of 1 to 64 letters, digits, - or _")
        } else if play.together.as_ref().is_some_and(|together| {
            !is_identifier(&together.group) || !is_identifier(&together.era)
        }) {
            Some("a group or era must be 1 to 64 letters, digits, - or _")
        } else if play
            .minutes
            .is_some_and(|minutes| !(1..=30).contains(&minutes))
        {
            Some("a session lasts 1 to 30 minutes")
        } else if !are_sound(&play.own) {
            Some(
                "own files are at most 256, of 64 MiB each, in slots named by 1 to 64 letters, digits, - or _",
            )
        } else if let Some(problem) = play.person.problem() {
            Some(problem)
        } else if play.resume.as_ref().is_some_and(|resume| {
            !seconds(resume.elapsed_seconds) || !seconds(resume.scene_seconds)
        }) {
            Some("times must lie between 0 and 86400 seconds")
        } else {
            None
        }
    }
}

fn are_sound(own: &BTreeMap<String, Vec<Own>>) -> bool {
    own.values().map(Vec::len).sum::<usize>() <= MOST_FILES
        && own.keys().all(|slot| is_identifier(slot))
        && own.values().flatten().all(Own::is_sound)
}

/// Whether `text` can name a session, a headset or an experience in a message.
pub(crate) fn is_identifier(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}
