//! How it went (T7), and what was done before.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{EndedWhy, Texts};

/// How a session went, as seen by the caregiver and said by the resident.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Observation {
    /// The resident's own smiley before: 1 sad to 5 glad.
    #[schema(minimum = 1, maximum = 5)]
    pub before: Option<u8>,
    /// The same after.
    #[schema(minimum = 1, maximum = 5)]
    pub after: Option<u8>,
    /// What was seen, in the order of time.
    pub ticks: Vec<Tick>,
    /// One free line.
    pub line: String,
    /// Whether it is on the disk. False while there is no room: it is kept and saved as soon as there is.
    pub saved: bool,
}

/// Something that was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Tick {
    /// What.
    pub tick: Seen,
    /// When, of the session.
    pub when: When,
    /// When, by the launcher's own clock.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// What a caregiver can tick.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// Smiles or laughs.
    Smile,
    /// Talks or tells.
    Talks,
    /// Sings or hums.
    Sings,
    /// Reaches out or points.
    ReachesOut,
    /// Is restless.
    Restless,
    /// Is sad.
    Sad,
    /// Feels sick or dizzy.
    Sick,
}

/// When, of a session.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// Before it.
    Before,
    /// While it went on.
    During,
    /// After it.
    After,
}

/// Ticks something while a session goes on; the launcher's clock says when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddTick {
    /// What was seen.
    pub tick: Seen,
}

/// Says how a session went; replaces what was said before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SetObservation {
    /// The resident's own smiley before: 1 sad to 5 glad.
    #[schema(minimum = 1, maximum = 5)]
    pub before: Option<u8>,
    /// The same after.
    #[schema(minimum = 1, maximum = 5)]
    pub after: Option<u8>,
    /// What was seen. Left out leaves the ticks as they are.
    pub ticks: Option<Vec<SetTick>>,
    /// One free line, at most 300 characters.
    pub line: String,
}

/// Something that was seen, as a page says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetTick {
    /// What.
    pub tick: Seen,
    /// When, of the session.
    pub when: When,
    /// The time of a tick that is there already, as it was told; a new one gets its time from the launcher, whose
    /// clock alone counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
}

/// Sessions that were, the newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct History {
    /// One page of them.
    pub sessions: Vec<PastSession>,
    /// How many there are in all.
    pub total: u64,
}

/// A session that was, or still goes on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PastSession {
    /// Name in addresses.
    pub id: String,
    /// Whose it was; none for a session without a resident.
    pub resident: Option<Named>,
    /// The experience.
    pub experience: String,
    /// What the experience was called then.
    pub title: Texts,
    /// The headset's name for people.
    pub headset: String,
    /// Where it was; may be empty.
    pub room: String,
    /// When it was started.
    #[schema(value_type = String, format = DateTime)]
    pub started: Timestamp,
    /// When it ended; none while it goes on.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended: Option<Timestamp>,
    /// Why it ended.
    pub why: Option<EndedWhy>,
    /// Seconds played, pauses not counted.
    pub seconds: u32,
    /// Who started it; none where that person is not known here any more.
    pub staff: Option<String>,
    /// The resident's own smiley before.
    pub before: Option<u8>,
    /// The same after.
    pub after: Option<u8>,
    /// What was seen.
    pub ticks: Vec<Tick>,
    /// One free line.
    pub line: String,
}

/// Somebody or something with a name for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Named {
    /// Name in addresses.
    pub id: String,
    /// Name for people.
    pub name: String,
}
