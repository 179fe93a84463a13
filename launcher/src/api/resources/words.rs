//! Words in each language.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The same words in each language; `sv` and `en` are always there.
pub type Texts = BTreeMap<String, String>;

/// Something the caregiver should know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Notice {
    /// Stable code, such as `PhotoReduced`.
    pub code: String,
    /// What happened, what Utsikt did, and the one thing to do.
    pub text: Texts,
}
