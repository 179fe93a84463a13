//! Settings in SQLite.

use std::collections::BTreeMap;

use super::{Sqlite, append};
use crate::home::{By, HomeError, Settings};

impl Settings for Sqlite {
    fn settings(&self) -> Result<BTreeMap<String, String>, HomeError> {
        self.read(|state| {
            let mut select = state.prepare_cached("SELECT name, value FROM settings")?;
            let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    fn set(&self, by: &By, values: &BTreeMap<String, String>) -> Result<(), HomeError> {
        self.write(|change| {
            for (name, value) in values {
                change
                    .prepare_cached(
                        "INSERT OR REPLACE INTO settings (name, value) VALUES (?1, ?2)",
                    )?
                    .execute([name, value])?;
                append(change, by, None, "setting-changed", name)?;
            }
            Ok(())
        })
    }
}
