//! Who lives here: names, rooms, life stories, settings, check-lists, tastes. As little as works.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{By, HomeError, media::Fill, sessions::PastSession};
use crate::api::resources::{ChecklistAnswers, LifeStory, ResidentSettings, Taste};

/// A resident as written down.
#[derive(Debug, Clone, PartialEq)]
pub struct Resident {
    /// UUID.
    pub id: String,
    /// What the resident likes to be called.
    pub name: String,
    /// Where the resident lives here; may be empty.
    pub room: String,
    /// Everything else.
    pub about: About,
    /// When it was first written.
    pub created: Timestamp,
    /// When it was last changed.
    pub changed: Timestamp,
}

/// What is kept of a resident beside name and room.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// Languages as tags, the one liked best first.
    pub languages: Vec<String>,
    /// What is carried along from life.
    pub life_story: LifeStory,
    /// How this resident sits, looks, hears and reads.
    pub settings: ResidentSettings,
}

/// A resident with what hangs on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Whole {
    /// The resident.
    pub resident: Resident,
    /// The check-list as it was asked last.
    pub checklist: Option<Asked>,
    /// What is liked best and what is not to be suggested, by experience.
    pub tastes: Vec<(String, Taste)>,
    /// How many sessions there have been.
    pub visits: u32,
    /// Experience and beginning of the last session.
    pub last: Option<(String, Timestamp)>,
}

/// One asking of the check-list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// When.
    pub at: Timestamp,
    /// Who asked: a member of staff's id.
    pub staff: Option<String>,
    /// What was answered.
    pub answers: ChecklistAnswers,
}

/// A resident in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// UUID.
    pub id: String,
    /// What the resident likes to be called.
    pub name: String,
    /// Where the resident lives here.
    pub room: String,
    /// The experiences liked best.
    pub favourites: Vec<String>,
    /// Experience and beginning of the last session.
    pub last: Option<(String, Timestamp)>,
    /// When the check-list was asked last.
    pub asked: Option<Timestamp>,
}

/// What is to be different of a resident; what is none stays.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Change {
    /// Another name.
    pub name: Option<String>,
    /// Another room.
    pub room: Option<String>,
    /// Other languages.
    pub languages: Option<Vec<String>>,
    /// Another life story.
    pub life_story: Option<LifeStory>,
    /// Other settings.
    pub settings: Option<ResidentSettings>,
}

/// Everything that is kept of one resident, but the files.
#[derive(Debug, Clone, PartialEq)]
pub struct Everything {
    /// The resident.
    pub whole: Whole,
    /// Every asking of the check-list, the newest first.
    pub checklists: Vec<Asked>,
    /// The resident's own files.
    pub media: Vec<super::media::File>,
    /// What lies in which slot.
    pub fills: Vec<Fill>,
    /// The sessions, the newest first.
    pub sessions: Vec<PastSession>,
    /// How many rows of the access log are about this resident.
    pub logged: u64,
}

/// Residents.
pub trait Residents {
    /// All, in no order.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn residents(&self, by: &By) -> Result<Vec<Card>, HomeError>;

    /// One, with what hangs on it; `what` goes to the access log: what it is read for.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn resident(&self, by: &By, id: &str, what: &str) -> Result<Option<Whole>, HomeError>;

    /// Writes one down. False when its id is there already: then nothing is changed.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn add_resident(&self, by: &By, new: &Resident) -> Result<bool, HomeError>;

    /// Changes one; false when there is none.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn change_resident(&self, by: &By, id: &str, change: &Change) -> Result<bool, HomeError>;

    /// Takes everything of one away: rows, files, sessions. The access log keeps its rows, with an id that means
    /// nothing any more. False when there is none.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn erase_resident(&self, by: &By, id: &str) -> Result<bool, HomeError>;

    /// Everything about one.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn everything_about(&self, by: &By, id: &str) -> Result<Option<Everything>, HomeError>;

    /// Writes down what was answered now; false when there is no such resident.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn add_checklist(
        &self,
        by: &By,
        id: &str,
        answers: &ChecklistAnswers,
    ) -> Result<bool, HomeError>;

    /// Says what a resident thinks of an experience; false when there is no such resident.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn set_taste(
        &self,
        by: &By,
        id: &str,
        experience: &str,
        taste: Option<Taste>,
    ) -> Result<bool, HomeError>;
}
