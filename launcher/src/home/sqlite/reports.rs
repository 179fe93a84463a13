//! Reports in SQLite.

use super::Sqlite;
use crate::home::Reports;

impl Reports for Sqlite {}
