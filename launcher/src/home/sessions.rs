//! What was done: sessions, and what was observed in them.

use jiff::Timestamp;

use super::{By, HomeError};
use crate::{
    api::resources::{EndedWhy, Texts, Tick},
    suggest::Outing,
};

/// A session that begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession {
    /// UUID.
    pub id: String,
    /// Whose it is.
    pub resident: Option<String>,
    /// The experience.
    pub experience: String,
    /// What it is called now.
    pub title: Texts,
    /// The headset.
    pub headset: String,
    /// The group it is part of.
    pub group: Option<String>,
    /// Where it is; none where that is not known.
    pub room: Option<String>,
    /// How many taps it took from the resident to playing.
    pub taps: u32,
}

/// A session whose end is not written down yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// The session.
    pub session: NewSession,
    /// Who started it.
    pub staff: Option<String>,
    /// From which tablet.
    pub tablet: Option<String>,
    /// When.
    pub started: Timestamp,
    /// Seconds played, as far as they are written down.
    pub seconds: u32,
}

/// How far a session has come, or that it is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// The session.
    pub id: String,
    /// Seconds played, pauses not counted.
    pub seconds: u32,
    /// When and why it ended.
    pub ended: Option<(Timestamp, EndedWhy)>,
}

/// What was seen in a session.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Observation {
    /// The resident's smiley before, 1 to 5.
    pub before: Option<u8>,
    /// The same after.
    pub after: Option<u8>,
    /// What was seen, in the order of time.
    pub ticks: Vec<Tick>,
    /// One free line.
    pub line: String,
}

/// A session that was, or still goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastSession {
    /// The session.
    pub session: NewSession,
    /// What its resident is called.
    pub resident_name: Option<String>,
    /// Who started it: the name, where it is known.
    pub staff_name: Option<String>,
    /// When it was started.
    pub started: Timestamp,
    /// When and why it ended.
    pub ended: Option<(Timestamp, EndedWhy)>,
    /// Seconds played.
    pub seconds: u32,
    /// What was seen.
    pub observation: Observation,
}

/// The last session on a headset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastOn {
    /// Its id.
    pub session: String,
    /// The headset.
    pub headset: String,
    /// Whose it was.
    pub resident: Option<String>,
    /// The experience.
    pub experience: String,
    /// Where it was.
    pub room: Option<String>,
    /// When it began.
    pub started: Timestamp,
    /// When it ended; none while it goes on.
    pub ended: Option<Timestamp>,
    /// Whether the headset was wiped since.
    pub wiped: bool,
}

/// Which sessions; what is none does not narrow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// Of this resident.
    pub resident: Option<String>,
    /// Of this experience.
    pub experience: Option<String>,
    /// Begun not before.
    pub from: Option<Timestamp>,
    /// Begun before.
    pub to: Option<Timestamp>,
    /// So many are passed over.
    pub offset: u32,
    /// So many at most.
    pub limit: u32,
}

/// Sessions.
pub trait Sessions {
    /// Writes down that a session begins, now, by whom.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn begin_session(&self, by: &By, new: &NewSession) -> Result<(), HomeError>;

    /// Takes back that a session began: it did not.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn never_began(&self, by: &By, id: &str) -> Result<(), HomeError>;

    /// Writes down how far sessions have come. What is over already stays as it is, unless it counted as lost.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn follow_sessions(&self, courses: &[Course]) -> Result<(), HomeError>;

    /// Those whose end is not written down.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn open_sessions(&self) -> Result<Vec<Open>, HomeError>;

    /// The last session on each headset.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn last_on_headsets(&self) -> Result<Vec<LastOn>, HomeError>;

    /// Writes down that a headset was wiped and has a new liner.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn headset_wiped(&self, by: &By, headset: &str) -> Result<(), HomeError>;

    /// What was seen in a session; none when there is no such session.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn observation(&self, by: &By, session: &str) -> Result<Option<Observation>, HomeError>;

    /// The same for whoever is about to say what was seen, and notes that.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn seen_in(&self, session: &str) -> Result<Option<Observation>, HomeError>;

    /// Says what was seen in a session, in the place of what was said before; false when there is no such session.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn observe(&self, by: &By, session: &str, seen: &Observation) -> Result<bool, HomeError>;

    /// Sessions, the newest first, and how many there are in all.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn history(&self, by: &By, asked: &Asked) -> Result<(Vec<PastSession>, u64), HomeError>;

    /// How a resident's sessions went, the newest first; not more than `most`. Whoever asks has noted what for.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn outings(&self, resident: &str, most: u32) -> Result<Vec<Outing>, HomeError>;
}
