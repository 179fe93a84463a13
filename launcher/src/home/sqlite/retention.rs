//! Forgetting in SQLite: one transaction, and what was deleted is overwritten.

use jiff::Timestamp;

use super::{Sqlite, append, milliseconds};
use crate::home::{
    By, HomeError,
    retention::{Forgotten, Retention},
};

impl Retention for Sqlite {
    fn forget(
        &self,
        by: &By,
        before: Timestamp,
        logins: Timestamp,
    ) -> Result<Forgotten, HomeError> {
        self.write(|change| {
            let gone = |statement: &str, before: Timestamp| {
                change
                    .execute(statement, [milliseconds(before)])
                    .map(|rows| rows as u64)
            };
            let forgotten = Forgotten {
                sessions: gone("DELETE FROM sessions WHERE started < ?1", before)?,
                checklists: gone(
                    "DELETE FROM checklists WHERE at < ?1 AND EXISTS (
                        SELECT 1 FROM checklists AS newer
                        WHERE newer.resident = checklists.resident AND newer.at > checklists.at)",
                    before,
                )?,
                logins: gone("DELETE FROM logins WHERE began < ?1", logins)?
                    + gone("DELETE FROM invitations WHERE until < ?1", logins)?,
            };
            if forgotten != Forgotten::default() {
                let detail = format!(
                    "sessions {}, checklists {}, logins {}",
                    forgotten.sessions, forgotten.checklists, forgotten.logins
                );
                append(change, by, None, "outlived-forgotten", &detail)?;
            }
            Ok(forgotten)
        })
    }
}
