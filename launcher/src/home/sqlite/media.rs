//! Media in SQLite.

use super::Sqlite;
use crate::home::Media;

impl Media for Sqlite {}
