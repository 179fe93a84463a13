//! Tablets and their invitations in SQLite.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{Sqlite, append, milliseconds, staff, time};
use crate::home::{
    By, HomeError, Tablets,
    staff::Member,
    tablets::{Enrolled, Tablet},
};

impl Tablets for Sqlite {
    fn tablets(&self) -> Result<Vec<Tablet>, HomeError> {
        self.read(|state| {
            let mut select = state
                .prepare_cached("SELECT * FROM tablets WHERE removed IS NULL ORDER BY name, id")?;
            let rows = select.query_map([], tablet)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    fn tablet(&self, id: &str) -> Result<Option<Tablet>, HomeError> {
        self.read(|state| {
            let found = state
                .prepare_cached("SELECT * FROM tablets WHERE id = ?1")?
                .query_row([id], tablet)
                .optional()?;
            Ok(found)
        })
    }

    fn tablet_with(&self, token: &str) -> Result<Option<Tablet>, HomeError> {
        self.read(|state| {
            let found = state
                .prepare_cached("SELECT * FROM tablets WHERE token = ?1 AND removed IS NULL")?
                .query_row([token], tablet)
                .optional()?;
            Ok(found)
        })
    }

    fn invite(&self, by: &By, code: &str, until: Timestamp) -> Result<(), HomeError> {
        self.write(|change| {
            let at = milliseconds(by.at);
            change.execute(
                "DELETE FROM invitations WHERE used IS NOT NULL OR until <= ?1",
                [at],
            )?;
            change.execute(
                "INSERT INTO invitations (code, made, until) VALUES (?1, ?2, ?3)",
                params![code, at, milliseconds(until)],
            )?;
            append(change, by, None, "tablet-invited", "")
        })
    }

    fn enrol(&self, at: Timestamp, code: &str, new: &Tablet) -> Result<Enrolled, HomeError> {
        self.write(|change| {
            // A clock that was set back must not make a code last longer: it is good from when it was
            // made until it ends, nowhere else.
            let used = change.execute(
                "UPDATE invitations SET used = ?2
                 WHERE code = ?1 AND used IS NULL AND made <= ?2 AND ?2 < until",
                params![code, milliseconds(at)],
            )?;
            if used == 0 {
                return Ok(Enrolled::NoSuchCode);
            }
            add(change, at, new)?;
            Ok(Enrolled::Done)
        })
    }

    fn set_up(&self, at: Timestamp, admin: &Member, new: &Tablet) -> Result<bool, HomeError> {
        self.write(|change| {
            if staff::has_admin(change)? {
                return Ok(false);
            }
            add(change, at, new)?;
            let by = By {
                at,
                staff: None,
                tablet: Some(new.id.clone()),
            };
            staff::add(change, &by, admin)?;
            Ok(true)
        })
    }

    fn rename_tablet(&self, by: &By, id: &str, name: &str) -> Result<Option<Tablet>, HomeError> {
        self.write(|change| {
            let renamed = change
                .query_row(
                    "UPDATE tablets SET name = ?2 WHERE id = ?1 AND removed IS NULL RETURNING *",
                    [id, name],
                    tablet,
                )
                .optional()?;
            if renamed.is_some() {
                append(change, by, None, "tablet-renamed", id)?;
            }
            Ok(renamed)
        })
    }

    fn remove_tablet(&self, by: &By, id: &str) -> Result<bool, HomeError> {
        self.write(|change| {
            let at = milliseconds(by.at);
            let removed = change.execute(
                "UPDATE tablets SET removed = ?2 WHERE id = ?1 AND removed IS NULL",
                params![id, at],
            )?;
            if removed == 0 {
                return Ok(false);
            }
            change.execute(
                "UPDATE logins SET ended = ?2 WHERE tablet = ?1 AND ended IS NULL",
                params![id, at],
            )?;
            append(change, by, None, "tablet-removed", id)?;
            Ok(true)
        })
    }

    fn tablet_seen(&self, id: &str, at: Timestamp) -> Result<(), HomeError> {
        self.write(|change| {
            change.execute(
                "UPDATE tablets SET seen = ?2 WHERE id = ?1",
                params![id, milliseconds(at)],
            )?;
            Ok(())
        })
    }
}

fn add(change: &Transaction<'_>, at: Timestamp, new: &Tablet) -> Result<(), HomeError> {
    change.execute(
        "INSERT INTO tablets (id, name, token, enrolled, seen) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            new.id,
            new.name,
            new.token,
            milliseconds(new.enrolled),
            milliseconds(new.seen)
        ],
    )?;
    let by = By {
        at,
        staff: None,
        tablet: Some(new.id.clone()),
    };
    append(change, &by, None, "tablet-enrolled", &new.id)
}

fn tablet(row: &Row<'_>) -> rusqlite::Result<Tablet> {
    Ok(Tablet {
        id: row.get("id")?,
        name: row.get("name")?,
        token: row.get("token")?,
        enrolled: time(row.get("enrolled")?),
        seen: time(row.get("seen")?),
    })
}
