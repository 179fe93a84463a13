//! Everything a tablet shows, as the events socket sends it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Headset, Notice, Session};

/// Everything a tablet shows, as the events socket sends it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
pub struct Truth {
    /// Each headset that was ever heard from, by its name for people.
    pub headsets: Vec<Headset>,
    /// Sessions going on and those ended lately, the newest first.
    pub sessions: Vec<Session>,
    /// Those sessions that began together, the newest first.
    #[serde(default)]
    pub groups: Vec<crate::api::groups::Group>,
    /// Grows when the list of experiences has changed and should be fetched again.
    pub experiences: u64,
    /// Grows when something of the residents has changed and should be fetched again.
    #[serde(default)]
    pub residents: u64,
    /// What the caregiver should know about the launcher itself.
    pub notices: Vec<Notice>,
}
