//! What a headset says of itself.

use manifest::Localized;
use serde::{Deserialize, Serialize};

use crate::{Desired, Notice, SessionId};

/// The name of one headset: random, made once and kept in its state folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HeadsetId(pub String);

/// All that a headset says of itself, always sent whole: at each change and at least once a second.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The last wish of the launcher that the headset has acted on; its revision is acknowledged by this.
    pub desired: Option<Desired>,
    /// The last session that came to its end here since the headset was started.
    pub ended: Option<Ended>,
    /// What the headset does.
    pub state: State,
    /// The experience that is loading, playing, paused or ending.
    pub experience: Option<String>,
    /// The scene that is seen.
    pub scene: Option<String>,
    /// Where "next scene" leads; none when there is nowhere to go.
    pub next: Option<NextScene>,
    /// What the caregiver can tap in this scene.
    #[serde(default)]
    pub cues: Vec<Cue>,
    /// What the experience says to the caregiver now: the latest few, oldest first.
    #[serde(default)]
    pub prompts: Vec<Prompt>,
    /// What is brought about together, and how far it has come.
    #[serde(default)]
    pub task: Option<Task>,
    /// Seconds of the session that have been played; a pause does not count.
    pub elapsed_seconds: f32,
    /// Seconds of the scene that have been played.
    pub scene_seconds: f32,
    /// Seconds until the session ends by itself.
    pub remaining_seconds: Option<f32>,
    /// 0.0 to 1.0.
    pub volume: f32,
    /// How loud what is heard now is: root of the mean square of its samples, 0.0 in silence, 1.0 at full
    /// scale; none without anything to play sound with.
    #[serde(default)]
    pub level: Option<f32>,
    /// Whether someone wears the headset; none when it cannot tell.
    pub worn: Option<bool>,
    /// Charge of the battery, 0.0 to 1.0; none without a battery.
    pub battery: Option<f32>,
    /// How the picture reaches the eye.
    pub mode: Mode,
    /// What the caregiver should know now.
    pub notices: Vec<Notice>,
    /// How smoothly pictures are drawn.
    pub frames: Option<Frames>,
    /// How it keeps step with those that began together with it; none in a session of its own.
    #[serde(default)]
    pub together: Option<InStep>,
}

/// How a headset keeps step with others, as it measures it itself.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InStep {
    /// What is heard (or seen, where nothing runs that can be heard) minus what should be now, in milliseconds:
    /// ahead is positive. None before it has begun, and where it is not to keep step.
    pub skew_ms: Option<f32>,
    /// The launcher's clock is known to so many milliseconds; none where it is not known.
    pub uncertain_ms: Option<f32>,
    /// It could not begin with the others and came to them later.
    pub late: bool,
    /// It does not keep step any more: it was held, or went on to another scene by itself.
    pub alone: bool,
}

/// What a headset does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum State {
    /// Shows the calm scene, ready to start.
    Lobby,
    /// Shows the calm scene while an experience is prepared.
    Loading,
    /// An experience runs.
    Playing,
    /// An experience is held still, by the caregiver or because the headset was lifted off.
    Paused,
    /// An experience fades out.
    Ending,
}

/// How the picture reaches the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Mode {
    /// Through an OpenXR runtime.
    Xr,
    /// In a window of a desktop.
    Window,
    /// Not at all: only the preview picture is drawn.
    Offscreen,
}

/// Where "next scene" leads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextScene {
    /// The scene's id.
    pub scene: String,
    /// What the button says.
    pub label: Localized<String>,
}

/// A button of the experience.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// Its id, counted in [`crate::Play::cues`].
    pub id: String,
    /// What it says.
    pub label: Localized<String>,
}

/// Something that the experience says to the caregiver.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    /// Counts those of the session, from 1: another number is another prompt.
    pub number: u32,
    /// What it says.
    pub text: Localized<String>,
}

/// Something that is brought about together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// What it is.
    pub label: Localized<String>,
    /// So much has been counted.
    pub counted: u32,
    /// So much is enough.
    pub goal: u32,
}

/// A session that came to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ended {
    /// Which one.
    pub session: SessionId,
    /// Why.
    pub reason: EndedReason,
}

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EndedReason {
    /// Its time was over, or its story.
    Finished,
    /// The caregiver ended it.
    Stopped,
    /// The caregiver ended it because the resident was dizzy.
    Dizzy,
    /// Another session took its place.
    Replaced,
    /// It could not be shown; a notice says why.
    Failed,
}

/// How smoothly pictures are drawn, over the last second.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frames {
    /// Pictures a second.
    pub per_second: f32,
    /// The longest time between two pictures, in milliseconds.
    pub longest_ms: f32,
}

impl Report {
    /// The report of a headset that has just started.
    pub fn new(mode: Mode) -> Report {
        Report {
            desired: None,
            ended: None,
            state: State::Lobby,
            experience: None,
            scene: None,
            next: None,
            cues: Vec::new(),
            prompts: Vec::new(),
            task: None,
            elapsed_seconds: 0.0,
            scene_seconds: 0.0,
            remaining_seconds: None,
            volume: crate::DEFAULT_VOLUME,
            level: None,
            worn: None,
            battery: None,
            mode,
            notices: Vec::new(),
            frames: None,
            together: None,
        }
    }

    /// The revision that this report acknowledges; 0 when the headset was told nothing yet.
    pub fn revision(&self) -> u64 {
        self.desired.as_ref().map_or(0, |desired| desired.revision)
    }

    /// The session that the headset has acted on last.
    pub fn session(&self) -> Option<&SessionId> {
        self.desired.as_ref().and_then(Desired::session)
    }

    /// Whether `other` says the same but for figures that run by themselves (times, level, battery, frames, skew).
    pub fn agrees_with(&self, other: &Report) -> bool {
        let quiet = |report: &Report| Report {
            elapsed_seconds: 0.0,
            scene_seconds: 0.0,
            remaining_seconds: report.remaining_seconds.map(|_| 0.0),
            level: report.level.map(|_| 0.0),
            battery: report.battery.map(|_| 0.0),
            frames: None,
            together: report.together.map(|step| InStep {
                skew_ms: step.skew_ms.map(|_| 0.0),
                uncertain_ms: step.uncertain_ms.map(|_| 0.0),
                ..step
            }),
            ..report.clone()
        };
        quiet(self) == quiet(other)
    }

    /// What is wrong with the values, in words for a log.
    pub(crate) fn problem(&self) -> Option<&'static str> {
        let share = |value: f32| (0.0..=1.0).contains(&value);
        let seconds = |value: f32| (0.0..=86_400.0).contains(&value);
        if let Some(problem) = self.desired.as_ref().and_then(Desired::problem) {
            Some(problem)
        } else if [Some(self.volume), self.level, self.battery]
            .into_iter()
            .flatten()
            .any(|value| !share(value))
        {
            Some("volume, level and battery must lie between 0 and 1")
        } else if !seconds(self.elapsed_seconds)
            || !seconds(self.scene_seconds)
            || self.remaining_seconds.is_some_and(|left| !seconds(left))
        {
            Some("times must lie between 0 and 86400 seconds")
        } else if self
            .frames
            .is_some_and(|frames| !frames.per_second.is_finite() || !frames.longest_ms.is_finite())
        {
            Some("frame figures must be finite")
        } else if self
            .together
            .iter()
            .flat_map(|step| [step.skew_ms, step.uncertain_ms])
            .flatten()
            .any(|value| value.abs() > 1e9 || value.is_nan())
        {
            Some("figures of keeping step must be milliseconds")
        } else {
            None
        }
    }
}
