//! Sessions in SQLite.

use super::Sqlite;
use crate::home::Sessions;

impl Sessions for Sqlite {}
