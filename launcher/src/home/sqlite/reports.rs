//! Reports in SQLite: one pass over the table of facts, which triggers keep like `sessions` and `observations`
//! (see [`super::facts`]).

use std::ops::ControlFlow;

use rusqlite::{Row, Transaction, named_params};

use super::{Sqlite, time};
use crate::{
    api::resources::Texts,
    home::{
        HomeError, Reports,
        reports::{Names, Which},
    },
    reports::{Fact, export::ExportedSession, pseudonym::Pseudonyms},
};

impl Reports for Sqlite {
    fn facts(&self, which: &Which, each: &mut dyn FnMut(&Fact)) -> Result<(), HomeError> {
        self.read(|state| {
            // A number that nobody has: nothing is found by it.
            let number = |id: &Option<String>| -> Result<Option<i64>, HomeError> {
                let Some(id) = id else { return Ok(None) };
                let mut select = state.prepare_cached("SELECT number FROM keys WHERE text = ?1")?;
                let found = select.query_map([id], |row| row.get(0))?.next();
                Ok(Some(found.transpose()?.unwrap_or(-1)))
            };
            let (resident, experience) = (number(&which.resident)?, number(&which.experience)?);
            let mut select = state.prepare_cached(
                "SELECT started, resident, experience, staff, seconds, taps, before, after, ticks, dizzy
                 FROM facts
                 WHERE started >= :from AND started < :until
                 AND (:resident IS NULL OR resident = :resident)
                 AND (:experience IS NULL OR experience = :experience)
                 ORDER BY started",
            )?;
            let mut rows = select.query(named_params! {
                ":from": which.from.unwrap_or(i64::MIN),
                ":until": which.until.unwrap_or(i64::MAX),
                ":resident": resident,
                ":experience": experience,
            })?;
            while let Some(row) = rows.next()? {
                each(&fact(row)?);
            }
            Ok(())
        })
    }

    fn names(&self) -> Result<Names, HomeError> {
        self.read(names)
    }

    fn exported(
        &self,
        which: &Which,
        each: &mut dyn FnMut(ExportedSession) -> ControlFlow<()>,
    ) -> Result<(), HomeError> {
        let pseudonyms = self.pseudonyms()?;
        self.read(|state| {
            let mut select = state.prepare_cached(
                "SELECT sessions.*, observations.before, observations.after, observations.ticks,
                    observations.at AS observed
                 FROM sessions LEFT JOIN observations ON observations.session = sessions.id
                 WHERE ended IS NOT NULL AND started >= :from AND started < :until
                 AND (:resident IS NULL OR resident = :resident)
                 AND (:experience IS NULL OR experience = :experience)
                 ORDER BY started",
            )?;
            let mut rows = select.query(named_params! {
                ":from": which.from.unwrap_or(i64::MIN),
                ":until": which.until.unwrap_or(i64::MAX),
                ":resident": which.resident,
                ":experience": which.experience,
            })?;
            while let Some(row) = rows.next()? {
                if each(session(row, &pseudonyms)?).is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    fn pseudonyms(&self) -> Result<Pseudonyms, HomeError> {
        self.read(|state| {
            let secret: Vec<u8> = state.query_row(
                "SELECT value FROM secrets WHERE name = 'pseudonyms'",
                [],
                |row| row.get(0),
            )?;
            Ok(Pseudonyms::new(&secret))
        })
    }
}

fn fact(row: &Row<'_>) -> rusqlite::Result<Fact> {
    Ok(Fact {
        started: row.get(0)?,
        resident: row.get(1)?,
        experience: row.get(2)?,
        staff: row.get(3)?,
        seconds: row.get(4)?,
        taps: row.get(5)?,
        before: row.get(6)?,
        after: row.get(7)?,
        ticks: row.get(8)?,
        dizzy: row.get(9)?,
    })
}

fn names(state: &Transaction<'_>) -> Result<Names, HomeError> {
    let mut names = Names::default();
    let mut select = state.prepare_cached("SELECT number, text FROM keys")?;
    for row in select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
        names.ids.extend([row?]);
    }
    let mut select = state.prepare_cached("SELECT id, name FROM residents")?;
    for row in select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
        names.residents.extend([row?]);
    }
    let mut select = state.prepare_cached("SELECT id, name, role FROM staff")?;
    for row in select.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))? {
        names.staff.extend([row?]);
    }
    // The index on (experience, started) is walked from experience to experience, not row by row.
    let mut select = state.prepare_cached(
        "WITH RECURSIVE each (id) AS (
            SELECT min(experience) FROM sessions
            UNION ALL
            SELECT (SELECT min(experience) FROM sessions WHERE experience > each.id) FROM each WHERE each.id IS NOT NULL
         )
         SELECT each.id, (SELECT title FROM sessions WHERE experience = each.id ORDER BY started DESC LIMIT 1)
         FROM each WHERE each.id IS NOT NULL",
    )?;
    for row in select.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })? {
        let (id, title) = row?;
        names.titles.insert(id, texts(&title)?);
    }
    Ok(names)
}

fn session(row: &Row<'_>, pseudonyms: &Pseudonyms) -> Result<ExportedSession, HomeError> {
    let resident: Option<String> = row.get("resident")?;
    let staff: Option<String> = row.get("staff")?;
    let ticks: Option<String> = row.get("ticks")?;
    let taps: u32 = row.get("taps")?;
    Ok(ExportedSession {
        session: row.get("id")?,
        resident: resident.map(|id| pseudonyms.resident(&id)),
        staff: staff.map(|id| pseudonyms.staff(&id)),
        experience: row.get("experience")?,
        title: texts(&row.get::<_, String>("title")?)?,
        group: row.get("group_id")?,
        started: time(row.get("started")?),
        ended: time(row.get("ended")?),
        why: row.get::<_, Option<String>>("why")?.unwrap_or_default(),
        seconds: row.get("seconds")?,
        taps: (taps > 0).then_some(taps),
        before: row.get("before")?,
        after: row.get("after")?,
        ticks: ticks.map_or_else(|| Ok(Vec::new()), |ticks| read("ticks", &ticks))?,
        observed: row.get::<_, Option<i64>>("observed")?.map(time),
    })
}

fn texts(title: &str) -> Result<Texts, HomeError> {
    read("a session's title", title)
}

fn read<T: serde::de::DeserializeOwned>(what: &'static str, text: &str) -> Result<T, HomeError> {
    serde_json::from_str(text).map_err(|error| HomeError::Unreadable {
        what,
        error: error.to_string(),
    })
}
