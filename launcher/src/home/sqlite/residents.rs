//! Residents in SQLite.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde::{Serialize, de::DeserializeOwned};

use super::{Sqlite, append, media, milliseconds, sessions, time};
use crate::{
    api::resources::{ChecklistAnswers, Taste},
    home::{
        By, HomeError, Residents,
        residents::{About, Asked, Card, Change, Everything, Resident, Whole},
    },
};

impl Residents for Sqlite {
    fn residents(&self, by: &By) -> Result<Vec<Card>, HomeError> {
        self.write(|change| append(change, by, None, "residents-listed", ""))?;
        self.read(cards)
    }

    fn resident(&self, by: &By, id: &str, what: &str) -> Result<Option<Whole>, HomeError> {
        let Some(found) = self.read(|state| whole(state, id))? else {
            return Ok(None);
        };
        self.write(|change| append(change, by, Some(id), what, ""))?;
        Ok(Some(found))
    }

    fn add_resident(&self, by: &By, new: &Resident) -> Result<bool, HomeError> {
        self.write(|change| {
            let added = change
                .prepare_cached(
                    "INSERT INTO residents (id, name, room, about, created, changed)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (id) DO NOTHING",
                )?
                .execute(params![
                    new.id,
                    new.name,
                    new.room,
                    written(&new.about)?,
                    milliseconds(new.created),
                    milliseconds(new.changed)
                ])?;
            if added == 1 {
                append(change, by, Some(&new.id), "resident-added", "")?;
            }
            Ok(added == 1)
        })
    }

    fn change_resident(&self, by: &By, id: &str, change: &Change) -> Result<bool, HomeError> {
        self.write(|writing| {
            let Some(now) = find(writing, id)? else {
                return Ok(false);
            };
            let change = change.clone();
            let about = About {
                languages: change.languages.unwrap_or(now.about.languages),
                life_story: change.life_story.unwrap_or(now.about.life_story),
                settings: change.settings.unwrap_or(now.about.settings),
            };
            writing
                .prepare_cached(
                    "UPDATE residents SET name = ?2, room = ?3, about = ?4, changed = ?5 WHERE id = ?1",
                )?
                .execute(params![
                    id,
                    change.name.unwrap_or(now.name),
                    change.room.unwrap_or(now.room),
                    written(&about)?,
                    milliseconds(by.at)
                ])?;
            append(writing, by, Some(id), "resident-changed", "")?;
            Ok(true)
        })
    }

    fn erase_resident(&self, by: &By, id: &str) -> Result<bool, HomeError> {
        let erased = self.exclusively(|connection| {
            // What is taken away is written over, not only left out.
            connection.pragma_update(None, "secure_delete", true)?;
            let change =
                connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let files = media::files(&change, id)?;
            let hashes: Vec<_> = files.into_iter().map(|file| file.hash).collect();
            let erased = change.execute("DELETE FROM residents WHERE id = ?1", [id])? == 1;
            if erased {
                media::leave(&change, &hashes)?;
                append(&change, by, Some(id), "resident-erased", "")?;
            }
            change.commit()?;
            Ok(erased)
        })?;
        if erased {
            self.exclusively(|connection| {
                // The log beside the file still holds what was there before.
                connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
                Ok(())
            })?;
            media::sweep(self)?;
        }
        Ok(erased)
    }

    fn everything_about(&self, by: &By, id: &str) -> Result<Option<Everything>, HomeError> {
        let found = self.read(|state| {
            let Some(whole) = whole(state, id)? else {
                return Ok(None);
            };
            let logged = state.query_row(
                "SELECT count(*) FROM access_log WHERE resident = ?1",
                [id],
                |row| row.get::<_, i64>(0),
            )?;
            Ok(Some(Everything {
                checklists: checklists(state, id)?,
                media: media::files(state, id)?,
                fills: media::fills(state, id)?,
                sessions: sessions::of_resident(state, id)?,
                whole,
                logged: logged.unsigned_abs(),
            }))
        })?;
        if found.is_some() {
            self.write(|change| append(change, by, Some(id), "resident-exported", ""))?;
        }
        Ok(found)
    }

    fn add_checklist(
        &self,
        by: &By,
        id: &str,
        answers: &ChecklistAnswers,
    ) -> Result<bool, HomeError> {
        self.write(|change| {
            if find(change, id)?.is_none() {
                return Ok(false);
            }
            change.execute(
                "INSERT OR REPLACE INTO checklists (resident, at, staff, answers) VALUES (?1, ?2, ?3, ?4)",
                params![id, milliseconds(by.at), by.staff, written(answers)?],
            )?;
            append(change, by, Some(id), "checklist-answered", "")?;
            Ok(true)
        })
    }

    fn set_taste(
        &self,
        by: &By,
        id: &str,
        experience: &str,
        taste: Option<Taste>,
    ) -> Result<bool, HomeError> {
        self.write(|change| {
            if find(change, id)?.is_none() {
                return Ok(false);
            }
            match taste {
                Some(taste) => change.execute(
                    "INSERT OR REPLACE INTO tastes (resident, experience, taste, at) VALUES (?1, ?2, ?3, ?4)",
                    params![id, experience, name(taste), milliseconds(by.at)],
                )?,
                None => change.execute(
                    "DELETE FROM tastes WHERE resident = ?1 AND experience = ?2",
                    params![id, experience],
                )?,
            };
            append(change, by, Some(id), "taste-set", experience)?;
            Ok(true)
        })
    }
}

fn cards(state: &Transaction<'_>) -> Result<Vec<Card>, HomeError> {
    let mut favourites = BTreeMap::<String, Vec<String>>::new();
    let mut select = state.prepare_cached(
        "SELECT resident, experience FROM tastes WHERE taste = 'favourite' ORDER BY at DESC, experience",
    )?;
    for row in select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
        let (resident, experience): (String, String) = row?;
        favourites.entry(resident).or_default().push(experience);
    }
    let mut select = state.prepare_cached(
        "SELECT id, name, room,
            (SELECT max(at) FROM checklists WHERE resident = residents.id) AS asked,
            (SELECT experience FROM sessions WHERE resident = residents.id ORDER BY started DESC LIMIT 1) AS experience,
            (SELECT max(started) FROM sessions WHERE resident = residents.id) AS started
         FROM residents",
    )?;
    let rows = select.query_map([], |row| {
        let id: String = row.get("id")?;
        let started = row.get::<_, Option<i64>>("started")?.map(time);
        Ok(Card {
            favourites: favourites.remove(&id).unwrap_or_default(),
            id,
            name: row.get("name")?,
            room: row.get("room")?,
            last: row.get::<_, Option<String>>("experience")?.zip(started),
            asked: row.get::<_, Option<i64>>("asked")?.map(time),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A resident with what hangs on it.
pub(super) fn whole(state: &Transaction<'_>, id: &str) -> Result<Option<Whole>, HomeError> {
    let Some(resident) = find(state, id)? else {
        return Ok(None);
    };
    let mut select = state.prepare_cached(
        "SELECT experience, taste FROM tastes WHERE resident = ?1 ORDER BY at DESC, experience",
    )?;
    let tastes = select.query_map([id], |row| {
        let taste: String = row.get(1)?;
        let taste = if taste == name(Taste::Favourite) {
            Taste::Favourite
        } else {
            Taste::Disliked
        };
        Ok((row.get(0)?, taste))
    })?;
    let visits = state
        .prepare_cached("SELECT count(*) FROM sessions WHERE resident = ?1 AND ended IS NOT NULL AND seconds > 0")?
        .query_row([id], |row| row.get(0))?;
    let last = state
        .prepare_cached("SELECT experience, started FROM sessions WHERE resident = ?1 ORDER BY started DESC LIMIT 1")?
        .query_row([id], |row| Ok((row.get(0)?, time(row.get(1)?))))
        .optional()?;
    Ok(Some(Whole {
        last,
        checklist: checklists(state, id)?.into_iter().next(),
        tastes: tastes.collect::<Result<_, _>>()?,
        visits,
        resident,
    }))
}

fn checklists(state: &Transaction<'_>, id: &str) -> Result<Vec<Asked>, HomeError> {
    let mut select = state.prepare_cached(
        "SELECT at, staff, answers FROM checklists WHERE resident = ?1 ORDER BY at DESC",
    )?;
    let rows = select.query_map([id], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?))
    })?;
    let mut asked = Vec::new();
    for row in rows {
        let (at, staff, answers) = row?;
        asked.push(Asked {
            at: time(at),
            staff,
            answers: understood("a check-list", &answers)?,
        });
    }
    Ok(asked)
}

fn find(state: &Transaction<'_>, id: &str) -> Result<Option<Resident>, HomeError> {
    let found = state
        .prepare_cached("SELECT * FROM residents WHERE id = ?1")?
        .query_row([id], |row| {
            Ok((resident(row)?, row.get::<_, String>("about")?))
        })
        .optional()?;
    let Some((resident, about)) = found else {
        return Ok(None);
    };
    let about = understood("a resident", &about)?;
    Ok(Some(Resident { about, ..resident }))
}

fn resident(row: &Row<'_>) -> rusqlite::Result<Resident> {
    Ok(Resident {
        id: row.get("id")?,
        name: row.get("name")?,
        room: row.get("room")?,
        about: About::default(),
        created: time(row.get("created")?),
        changed: time(row.get("changed")?),
    })
}

fn name(taste: Taste) -> &'static str {
    match taste {
        Taste::Favourite => "favourite",
        Taste::Disliked => "disliked",
    }
}

/// A value as it is kept: JSON.
pub(super) fn written(value: &impl Serialize) -> Result<String, HomeError> {
    serde_json::to_string(value).map_err(|error| HomeError::Database(error.into()))
}

/// A value that was kept.
pub(super) fn understood<T: DeserializeOwned>(
    what: &'static str,
    text: &str,
) -> Result<T, HomeError> {
    serde_json::from_str(text).map_err(|error| HomeError::Unreadable {
        what,
        error: error.to_string(),
    })
}
