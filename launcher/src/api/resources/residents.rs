//! Residents: as little as works. A name to be called by, never a personal identity number.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ChangeListening, ChangePerson, Texts};

/// A resident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Resident {
    /// Name in addresses; means nothing outside this home.
    pub id: String,
    /// What the resident likes to be called.
    #[schema(example = "Märta")]
    pub name: String,
    /// Where the resident lives here; may be empty.
    #[schema(example = "12")]
    pub room: String,
    /// Languages as tags, the one liked best first.
    pub languages: Vec<String>,
    /// What the resident carries along from life.
    pub life_story: LifeStory,
    /// How this resident sits, looks, hears and reads.
    pub settings: ResidentSettings,
    /// What was answered last before a visit; none where nobody has asked yet.
    pub checklist: Option<Checklist>,
    /// Whether the questions are to be asked before the next session: never asked, or a year ago.
    pub checklist_due: bool,
    /// How many sessions there have been.
    pub visits: u32,
    /// The last session; none before the first.
    pub last: Option<LastVisit>,
    /// The experiences this resident likes best.
    pub favourites: Vec<String>,
    /// Those that are never suggested.
    pub disliked: Vec<String>,
    /// When it was first written.
    #[schema(value_type = String, format = DateTime)]
    pub created: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub changed: Timestamp,
}

/// A resident in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ResidentCard {
    /// Name in addresses.
    pub id: String,
    /// What the resident likes to be called.
    pub name: String,
    /// Where the resident lives here.
    pub room: String,
    /// The experiences this resident likes best.
    pub favourites: Vec<String>,
    /// The last session; none before the first.
    pub last: Option<LastVisit>,
    /// Whether the questions are to be asked before the next session.
    pub checklist_due: bool,
}

/// A resident's last session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LastVisit {
    /// The experience.
    pub experience: String,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// What a resident carries along from life. Words are an experience's own topics (`fishing`) or the caregiver's own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LifeStory {
    /// What is liked.
    #[schema(example = json!(["fishing", "baka"]))]
    pub interests: Vec<String>,
    /// Music that is liked.
    pub music: Vec<String>,
    /// Places lived in or longed for.
    pub places: Vec<String>,
    /// The years that are remembered best.
    pub years: Option<Years>,
    /// What is not to come up.
    pub dislikes: Vec<String>,
}

/// A span of years, the last one with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Years {
    /// The first.
    #[schema(example = 1940)]
    pub from: u16,
    /// The last.
    #[schema(example = 1965)]
    pub to: u16,
}

/// How one resident sits, looks, hears and reads; what is left out is as usual in the home.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ResidentSettings {
    /// 0 silent to 1 full.
    #[schema(minimum = 0, maximum = 1)]
    pub volume: Option<f32>,
    /// How the resident hears and reads.
    pub listening: ChangeListening,
    /// How the resident sits, looks and reads.
    pub person: ChangePerson,
    /// Which visits are kept as short as a first one.
    pub short_visits: ShortVisits,
}

/// Which visits of a resident are kept as short as a first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ShortVisits {
    /// The first one.
    #[default]
    First,
    /// Every one.
    All,
}

/// What is asked before a first visit, and each year after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Checklist {
    /// When it was asked.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who asked; none where that person is not known here any more.
    pub staff: Option<String>,
    /// Epilepsy or fits.
    pub epilepsy: bool,
    /// A pacemaker or another device in the body.
    pub pacemaker: bool,
    /// Wounds on face or head.
    pub wounds: bool,
    /// Pain in the neck.
    pub neck: bool,
    /// A stroke lately.
    pub stroke: bool,
    /// Blindness.
    pub blindness: bool,
    /// How the resident agreed.
    pub consent: Consent,
}

/// The answers: true where there is something to be careful about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistAnswers {
    /// Epilepsy or fits.
    pub epilepsy: bool,
    /// A pacemaker or another device in the body.
    pub pacemaker: bool,
    /// Wounds on face or head.
    pub wounds: bool,
    /// Pain in the neck.
    pub neck: bool,
    /// A stroke lately.
    pub stroke: bool,
    /// Blindness.
    pub blindness: bool,
    /// How the resident agrees.
    pub consent: Consent,
}

/// How a resident agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Consent {
    /// In words.
    Consent,
    /// By showing it: the resident is at ease with it.
    Assent,
}

/// Writes a resident down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewResident {
    /// A UUID made by the page: sent twice, it is still one resident. None lets the launcher choose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What the resident likes to be called, 1 to 100 characters.
    pub name: String,
    /// Where the resident lives here, at most 20 characters.
    #[serde(default)]
    pub room: String,
    /// Languages as tags, the one liked best first.
    #[serde(default)]
    pub languages: Vec<String>,
    /// What the resident carries along from life.
    #[serde(default)]
    pub life_story: LifeStory,
    /// How this resident sits, looks, hears and reads.
    #[serde(default)]
    pub settings: ResidentSettings,
}

/// Changes a resident; what is left out stays, what is there replaces the whole of its part.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeResident {
    /// What the resident likes to be called, 1 to 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where the resident lives here, at most 20 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// Languages as tags, the one liked best first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<String>>,
    /// What the resident carries along from life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub life_story: Option<LifeStory>,
    /// How this resident sits, looks, hears and reads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<ResidentSettings>,
}

/// What a resident thinks of an experience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Taste {
    /// Liked best.
    Favourite,
    /// Not to be suggested again.
    Disliked,
}

/// Says what a resident thinks of an experience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetTaste {
    /// What; null for nothing in particular.
    pub taste: Option<Taste>,
}

/// An experience that suits a resident, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Suggestion {
    /// The experience.
    pub experience: String,
    /// Why, the strongest reason first; never empty.
    pub reasons: Vec<Reason>,
    /// Whether it is a favourite.
    pub favourite: bool,
    /// Whether it went well last time.
    pub liked: bool,
}

/// Why an experience is suggested.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Reason {
    /// Stable code: `favourite`, `liked`, `interest`, `music`, `place`, `years`, `language`, `calm`, `new`, `again`.
    #[schema(example = "interest")]
    pub code: String,
    /// A few words, such as “fiske” or “gick bra i maj”.
    pub text: Texts,
}

/// A resident's own photo or sound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Media {
    /// Name in addresses.
    pub id: String,
    /// What it is.
    pub kind: MediaKind,
    /// What its file was called.
    pub name: String,
    /// Its media type.
    #[serde(rename = "type")]
    #[schema(example = "image/jpeg")]
    pub media_type: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was added.
    #[schema(value_type = String, format = DateTime)]
    pub added: Timestamp,
}

/// What a resident's own file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum MediaKind {
    /// A photo.
    Photo,
    /// Music, or somebody's voice.
    Sound,
}

/// What lies in one slot of an experience for a resident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Fill {
    /// The experience.
    pub experience: String,
    /// Its slot.
    pub slot: String,
    /// The resident's own files, in order.
    pub media: Vec<String>,
}

/// Says what lies in a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetFill {
    /// The resident's own files, in order; empty lets the experience's samples hang there again.
    pub media: Vec<String>,
}

/// Everything that is kept about one resident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ResidentExport {
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    pub exported: Timestamp,
    /// The resident.
    pub resident: Resident,
    /// Every time the questions were asked.
    pub checklists: Vec<Checklist>,
    /// What lies in which slot.
    pub slots: Vec<Fill>,
    /// The sessions, the newest first.
    pub sessions: Vec<super::PastSession>,
    /// The resident's own files.
    pub media: Vec<ExportedMedia>,
    /// Counts what else names this resident, by kind.
    pub counts: BTreeMap<String, u64>,
}

/// A resident's own file in an export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExportedMedia {
    /// What it is.
    #[serde(flatten)]
    pub media: Media,
    /// The file itself, in base64 (RFC 4648, with padding).
    pub base64: String,
}
