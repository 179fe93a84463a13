//! Residents in SQLite.

use super::Sqlite;
use crate::home::Residents;

impl Residents for Sqlite {}
