//! Backups in SQLite.

use super::Sqlite;
use crate::home::Backups;

impl Backups for Sqlite {}
