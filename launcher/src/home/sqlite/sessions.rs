//! Sessions in SQLite.

use rusqlite::{OptionalExtension, Row, Transaction, named_params, params};

use super::{
    Sqlite, append, milliseconds,
    residents::{understood, written},
    time,
};
use crate::{
    api::resources::{EndedWhy, Seen, Texts, Tick},
    home::{
        By, HomeError, Sessions,
        sessions::{Asked, Course, LastOn, NewSession, Observation, Open, PastSession},
    },
    suggest::Outing,
};

impl Sessions for Sqlite {
    fn begin_session(&self, by: &By, new: &NewSession) -> Result<(), HomeError> {
        self.write(|change| {
            change
                .prepare_cached(
                    "INSERT INTO sessions (id, resident, experience, title, headset, group_id, staff, tablet, room, started, taps)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                )?
                .execute(params![
                    new.id,
                    new.resident,
                    new.experience,
                    written(&new.title)?,
                    new.headset,
                    new.group,
                    by.staff,
                    by.tablet,
                    new.room,
                    milliseconds(by.at),
                    new.taps
                ])?;
            append(change, by, new.resident.as_deref(), "session-started", &new.id)
        })
    }

    fn never_began(&self, by: &By, id: &str) -> Result<(), HomeError> {
        self.write(|change| {
            let resident: Option<Option<String>> = change
                .query_row(
                    "DELETE FROM sessions WHERE id = ?1 RETURNING resident",
                    [id],
                    |row| row.get(0),
                )
                .optional()?;
            match resident {
                Some(resident) => {
                    append(change, by, resident.as_deref(), "session-not-started", id)
                }
                None => Ok(()),
            }
        })
    }

    fn follow_sessions(&self, courses: &[Course]) -> Result<(), HomeError> {
        self.write(|change| {
            for course in courses {
                change
                    .prepare_cached(
                        "UPDATE sessions SET seconds = max(seconds, ?2), ended = ?3, why = ?4
                         WHERE id = ?1 AND (ended IS NULL OR why = 'Lost')",
                    )?
                    .execute(params![
                        course.id,
                        course.seconds,
                        course.ended.map(|(at, _)| milliseconds(at)),
                        course.ended.map(|(_, why)| name(why)),
                    ])?;
            }
            Ok(())
        })
    }

    fn open_sessions(&self) -> Result<Vec<Open>, HomeError> {
        self.read(|state| {
            let mut select = state.prepare_cached(
                "SELECT * FROM sessions WHERE ended IS NULL ORDER BY started, id",
            )?;
            let mut rows = select.query([])?;
            let mut open = Vec::new();
            while let Some(row) = rows.next()? {
                open.push(Open {
                    session: session(row)?,
                    staff: row.get("staff")?,
                    tablet: row.get("tablet")?,
                    started: time(row.get("started")?),
                    seconds: row.get("seconds")?,
                });
            }
            Ok(open)
        })
    }

    fn last_on_headsets(&self) -> Result<Vec<LastOn>, HomeError> {
        self.read(|state| {
            let mut select = state.prepare_cached(
                "WITH RECURSIVE headsets (headset) AS (
                    SELECT min(headset) FROM sessions
                    UNION ALL
                    SELECT (SELECT min(headset) FROM sessions WHERE headset > headsets.headset)
                    FROM headsets WHERE headset IS NOT NULL)
                 SELECT sessions.* FROM headsets JOIN sessions ON sessions.rowid =
                    (SELECT rowid FROM sessions WHERE headset = headsets.headset ORDER BY started DESC LIMIT 1)",
            )?;
            let rows = select.query_map([], |row| {
                Ok(LastOn {
                    session: row.get("id")?,
                    headset: row.get("headset")?,
                    resident: row.get("resident")?,
                    experience: row.get("experience")?,
                    room: row.get("room")?,
                    started: time(row.get("started")?),
                    ended: row.get::<_, Option<i64>>("ended")?.map(time),
                    wiped: row.get::<_, Option<i64>>("wiped")?.is_some(),
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    fn headset_wiped(&self, by: &By, headset: &str) -> Result<(), HomeError> {
        self.write(|change| {
            change.execute(
                "UPDATE sessions SET wiped = ?2 WHERE headset = ?1 AND wiped IS NULL",
                params![headset, milliseconds(by.at)],
            )?;
            append(change, by, None, "headset-wiped", headset)
        })
    }

    fn observation(&self, by: &By, session: &str) -> Result<Option<Observation>, HomeError> {
        let found = self.read(|state| seen(state, session))?;
        let Some((resident, observation)) = found else {
            return Ok(None);
        };
        self.write(|change| append(change, by, resident.as_deref(), "observation-read", session))?;
        Ok(Some(observation))
    }

    fn seen_in(&self, session: &str) -> Result<Option<Observation>, HomeError> {
        let found = self.read(|state| seen(state, session))?;
        Ok(found.map(|(_, observation)| observation))
    }

    fn observe(&self, by: &By, session: &str, seen: &Observation) -> Result<bool, HomeError> {
        self.write(|change| {
            let resident: Option<Option<String>> = change
                .prepare_cached("SELECT resident FROM sessions WHERE id = ?1")?
                .query_row([session], |row| row.get(0))
                .optional()?;
            let Some(resident) = resident else {
                return Ok(false);
            };
            change
                .prepare_cached(
                    "INSERT OR REPLACE INTO observations (session, before, after, ticks, line, staff, at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![
                    session,
                    seen.before,
                    seen.after,
                    written(&seen.ticks)?,
                    seen.line,
                    by.staff,
                    milliseconds(by.at)
                ])?;
            append(change, by, resident.as_deref(), "session-observed", session)?;
            Ok(true)
        })
    }

    fn history(&self, by: &By, asked: &Asked) -> Result<(Vec<PastSession>, u64), HomeError> {
        let found = self.read(|state| past(state, asked))?;
        self.write(|change| append(change, by, asked.resident.as_deref(), "history-read", ""))?;
        Ok(found)
    }

    fn outings(&self, resident: &str, most: u32) -> Result<Vec<Outing>, HomeError> {
        self.read(|state| {
            let asked = Asked {
                resident: Some(resident.to_owned()),
                limit: most,
                ..Asked::default()
            };
            let (sessions, _) = past(state, &asked)?;
            Ok(sessions.into_iter().map(outing).collect())
        })
    }
}

fn outing(past: PastSession) -> Outing {
    let Observation {
        before,
        after,
        ticks,
        ..
    } = past.observation;
    let sorry = |tick: &&Tick| matches!(tick.tick, Seen::Restless | Seen::Sad | Seen::Sick);
    let many = |ticks: usize| u32::try_from(ticks).unwrap_or(u32::MAX);
    let sorry = ticks.iter().filter(sorry).count();
    Outing {
        experience: past.session.experience,
        at: past.started,
        before,
        after,
        glad: many(ticks.len() - sorry),
        sorry: many(sorry),
        dizzy: matches!(past.ended, Some((_, EndedWhy::Dizzy))),
    }
}

/// All sessions of a resident, the newest first.
pub(super) fn of_resident(
    state: &Transaction<'_>,
    resident: &str,
) -> Result<Vec<PastSession>, HomeError> {
    let asked = Asked {
        resident: Some(resident.to_owned()),
        limit: u32::MAX,
        ..Asked::default()
    };
    past(state, &asked).map(|(sessions, _)| sessions)
}

fn past(state: &Transaction<'_>, asked: &Asked) -> Result<(Vec<PastSession>, u64), HomeError> {
    let mut narrow = String::from("WHERE TRUE");
    // Only what is asked for stands in the question, so that the index for it is used.
    for (is, condition) in [
        (
            asked.resident.is_some(),
            " AND sessions.resident = :resident",
        ),
        (
            asked.experience.is_some(),
            " AND sessions.experience = :experience",
        ),
        (asked.from.is_some(), " AND sessions.started >= :from"),
        (asked.to.is_some(), " AND sessions.started < :to"),
    ] {
        if is {
            narrow.push_str(condition);
        }
    }
    let (from, to) = (asked.from.map(milliseconds), asked.to.map(milliseconds));
    let mut values: Vec<(&str, &dyn rusqlite::ToSql)> = Vec::new();
    if let Some(resident) = &asked.resident {
        values.push((":resident", resident));
    }
    if let Some(experience) = &asked.experience {
        values.push((":experience", experience));
    }
    if let Some(from) = &from {
        values.push((":from", from));
    }
    if let Some(to) = &to {
        values.push((":to", to));
    }
    let total = state
        .prepare_cached(&format!("SELECT count(*) FROM sessions {narrow}"))?
        .query_row(&*values, |row| row.get::<_, i64>(0))?
        .unsigned_abs();
    values.push((":limit", &asked.limit));
    values.push((":offset", &asked.offset));
    let mut select = state.prepare_cached(&format!(
        "SELECT sessions.*, residents.name AS resident_name, staff.name AS staff_name,
            observations.before, observations.after, observations.ticks, observations.line
         FROM sessions LEFT JOIN residents ON residents.id = sessions.resident
            LEFT JOIN staff ON staff.id = sessions.staff
            LEFT JOIN observations ON observations.session = sessions.id
         {narrow} ORDER BY sessions.started DESC, sessions.id LIMIT :limit OFFSET :offset"
    ))?;
    let mut rows = select.query(&*values)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let ended = row.get::<_, Option<i64>>("ended")?.map(time);
        let why = row.get::<_, Option<String>>("why")?;
        found.push(PastSession {
            session: session(row)?,
            resident_name: row.get("resident_name")?,
            staff_name: row.get("staff_name")?,
            started: time(row.get("started")?),
            ended: ended.map(|at| (at, why.as_deref().map_or(EndedWhy::Lost, named))),
            seconds: row.get("seconds")?,
            observation: observation(row)?,
        });
    }
    Ok((found, total))
}

type SeenIn = (Option<String>, Observation);

fn seen(state: &Transaction<'_>, id: &str) -> Result<Option<SeenIn>, HomeError> {
    let mut select = state.prepare_cached(
        "SELECT sessions.resident, observations.before, observations.after, observations.ticks, observations.line
         FROM sessions LEFT JOIN observations ON observations.session = sessions.id WHERE sessions.id = :id",
    )?;
    let mut rows = select.query(named_params! {":id": id})?;
    match rows.next()? {
        Some(row) => Ok(Some((row.get("resident")?, observation(row)?))),
        None => Ok(None),
    }
}

/// What was seen; nothing where there is no such row.
fn observation(row: &Row<'_>) -> Result<Observation, HomeError> {
    let Some(ticks) = row.get::<_, Option<String>>("ticks")? else {
        return Ok(Observation::default());
    };
    Ok(Observation {
        before: row.get("before")?,
        after: row.get("after")?,
        ticks: understood("what was seen", &ticks)?,
        line: row.get("line")?,
    })
}

fn session(row: &Row<'_>) -> Result<NewSession, HomeError> {
    let title: String = row.get("title")?;
    Ok(NewSession {
        id: row.get("id")?,
        resident: row.get("resident")?,
        experience: row.get("experience")?,
        title: understood::<Texts>("a title", &title)?,
        headset: row.get("headset")?,
        group: row.get("group_id")?,
        room: row.get("room")?,
        taps: row.get("taps")?,
    })
}

fn name(why: EndedWhy) -> &'static str {
    match why {
        EndedWhy::Stopped => "Stopped",
        EndedWhy::Dizzy => "Dizzy",
        EndedWhy::Replaced => "Replaced",
        EndedWhy::Finished => "Finished",
        EndedWhy::Failed => "Failed",
        EndedWhy::Lost => "Lost",
    }
}

fn named(why: &str) -> EndedWhy {
    match why {
        "Stopped" => EndedWhy::Stopped,
        "Dizzy" => EndedWhy::Dizzy,
        "Replaced" => EndedWhy::Replaced,
        "Finished" => EndedWhy::Finished,
        "Failed" => EndedWhy::Failed,
        _ => EndedWhy::Lost,
    }
}
