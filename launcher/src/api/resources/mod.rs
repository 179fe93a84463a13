//! The shapes the HTTP API speaks in: what a tablet reads and writes.
//!
//! They are the launcher's own, apart from the experience format and from the messages of the
//! headset link, so that each of the three can change without the others.
//!
//! Texts are maps from language tag to words; `sv` and `en` are always there. Times are RFC 3339,
//! durations seconds, volumes shares from 0 to 1.

mod experiences;
mod headsets;
mod health;
mod observations;
mod residents;
mod sessions;
mod taps;
mod truth;
mod words;

pub use experiences::{
    Experience, ExperienceProblem, Motion, NextScene, Posture, Scene, Slot, SlotKind, Stimulation,
};
pub use headsets::{ChangeHeadset, Headset, HeadsetMode, HeadsetState, LastUse};
pub use health::Health;
pub use observations::{
    AddTick, History, Named, Observation, PastSession, Seen, SetObservation, SetTick, Tick, When,
};
pub use residents::{
    ChangeResident, Checklist, ChecklistAnswers, Consent, ExportedMedia, Fill, LastVisit,
    LifeStory, Media, MediaKind, NewResident, Reason, Resident, ResidentCard, ResidentExport,
    ResidentSettings, SetFill, SetTaste, ShortVisits, Suggestion, Taste, Years,
};
pub use sessions::{
    Cue, Desired, Ended, EndedWhy, Listening, Person, Prompt, Reported, Session, Steering, StopHow,
    Task,
};
pub use taps::{
    ChangeListening, ChangePerson, ChangeSession, Despite, GoToNext, StartSession, StopSession,
    TapCue,
};
pub use truth::Truth;
pub use words::{Notice, Texts};
