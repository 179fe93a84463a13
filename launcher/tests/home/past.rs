//! What was done, made up: sessions and what was noted of them, put into an SQLite file as they are kept.

use launcher::home::{HomeError, sqlite::Sqlite};
use rusqlite::params;

use crate::support::at;

/// A session that has ended.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Past {
    pub(crate) id: &'static str,
    pub(crate) resident: Option<&'static str>,
    pub(crate) experience: &'static str,
    pub(crate) staff: Option<&'static str>,
    pub(crate) headset: &'static str,
    pub(crate) started: i64,
    pub(crate) why: Option<&'static str>,
    pub(crate) taps: u32,
}

impl Past {
    /// One of ten minutes, with the lake.
    pub(crate) fn new(id: &'static str, started: i64) -> Self {
        Self {
            id,
            resident: Some("r1"),
            experience: "sjo",
            staff: Some("anna"),
            headset: "g1",
            started,
            why: Some("Finished"),
            taps: 4,
        }
    }

    pub(crate) fn keep(self, home: &Sqlite) {
        self.try_keep(home).unwrap();
    }

    pub(crate) fn try_keep(self, home: &Sqlite) -> Result<(), HomeError> {
        let started = at(self.started).as_millisecond();
        home.write(|change| {
            change.execute(
                "INSERT INTO sessions (id, resident, experience, title, headset, staff, room, started, ended, why,
                    seconds, taps)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, '12', ?7, ?8, ?9, 600, ?10)",
                params![
                    self.id,
                    self.resident,
                    self.experience,
                    format!(r#"{{"sv": "{0}, sv", "en": "{0}, en"}}"#, self.experience),
                    self.headset,
                    self.staff,
                    started,
                    self.why.map(|_| started + 600_000),
                    self.why,
                    self.taps,
                ],
            )?;
            Ok(())
        })
    }
}

/// Makes a resident up.
pub(crate) fn resident(home: &Sqlite, id: &str) {
    home.write(|change| {
        change.execute(
            "INSERT INTO residents (id, name, room, about, created, changed) VALUES (?1, ?2, '12', '{}', 0, 0)",
            [id, &format!("Name of {id}")],
        )?;
        Ok(())
    })
    .unwrap();
}

/// Notes how a session went.
pub(crate) fn observe(home: &Sqlite, session: &str, smileys: [u8; 2], ticks: &str) {
    home.write(|change| {
        change.execute(
            "INSERT INTO observations (session, before, after, ticks, line, staff, at) VALUES (?1, ?2, ?3, ?4, 'Märta log', 'anna', 0)
             ON CONFLICT (session) DO UPDATE SET before = excluded.before, after = excluded.after, ticks = excluded.ticks",
            params![session, smileys[0], smileys[1], ticks],
        )?;
        Ok(())
    })
    .unwrap();
}

/// Changes something in the file.
pub(crate) fn change(home: &Sqlite, statement: &str) {
    home.write(|change| Ok(change.execute_batch(statement)?))
        .unwrap();
}
