//! Whether the launcher is well.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether the launcher is well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Health {
    /// `ok`, or the code of what is wrong.
    pub status: String,
}
