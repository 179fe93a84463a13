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
                let changed = change
                    .prepare_cached(
                        "INSERT INTO settings (name, value) VALUES (?1, ?2)
                         ON CONFLICT (name) DO UPDATE SET value = ?2 WHERE value <> ?2",
                    )?
                    .execute([name, value])?;
                if changed > 0 {
                    append(change, by, None, "setting-changed", name)?;
                }
            }
            Ok(())
        })
    }
}
