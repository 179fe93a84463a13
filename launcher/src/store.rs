//! What survives a kill: one SQLite file with what each headset should be doing.
//!
//! Every write is a transaction that is on the disk before the call returns (WAL,
//! `synchronous = FULL`), so a wish that was answered for is there after `kill -9` or a power cut.
//!
//! A file that is not a database any more is moved aside and a new one begun: the headsets remember
//! what they were last told, so little is lost. A folder that cannot be written to does not keep the
//! launcher from running: each write tries again, and fails until the folder can be written to.
//!
//! No names of people are here, and no pictures.

use std::{
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use jiff::Timestamp;
use protocol::launcher::Kept;
use rusqlite::{Connection, ErrorCode, params};

/// Name of the file in the state folder.
const FILE: &str = "launcher.db";

/// The steps from an empty file to today's tables. A step that was released is never changed; new
/// ones are added below it.
const MIGRATIONS: &[&str] = &["CREATE TABLE desired (
    headset TEXT PRIMARY KEY NOT NULL,
    -- protocol::launcher::Kept as JSON.
    kept TEXT NOT NULL,
    -- When the session wanted was started, in milliseconds since 1970; null in the calm scene.
    started INTEGER,
    -- When this was written, in the same measure.
    written INTEGER NOT NULL
) STRICT"];

/// Why something was not stored.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No room is left.
    #[error("the disk is full")]
    Full,
    /// Another launcher has the state folder.
    #[error("another launcher uses {0}; end it, or give this one another folder with --state")]
    InUse(PathBuf),
    /// A file made by a later version.
    #[error(
        "{path} was written by a later version of Utsikt (step {found}; this one knows {known}); update Utsikt"
    )]
    Later {
        /// The file.
        path: PathBuf,
        /// The last step in it.
        found: usize,
        /// The last step known here.
        known: usize,
    },
    /// The folder could not be made or the broken file not be moved.
    #[error("{path}: {error}")]
    Folder {
        /// What could not be worked on.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// Anything else the database says.
    #[error("{0}")]
    Database(rusqlite::Error),
}

/// What is stored of one headset.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What the link machine wants kept.
    pub kept: Kept,
    /// When the session wanted was started.
    pub started: Option<Timestamp>,
}

/// What was found when the file was opened.
#[derive(Debug, Default)]
pub struct Found {
    /// Each headset, with how long ago it was written.
    pub rows: Vec<(Row, Duration)>,
    /// Where a broken file was moved to.
    pub set_aside: Option<PathBuf>,
}

/// The file.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    connection: Option<Connection>,
}

impl Store {
    /// A store in `folder`, not opened yet.
    pub fn new(folder: &Path) -> Self {
        Self {
            path: folder.join(FILE),
            connection: None,
        }
    }

    /// Opens the file, makes it or brings it up to date, and reads what is in it.
    ///
    /// # Errors
    /// When the folder cannot be written to, another launcher has it, or a later version wrote it.
    pub fn open(&mut self) -> Result<Found, StoreError> {
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| StoreError::Folder {
                path: folder.to_owned(),
                error,
            })?;
        }
        match self.try_open() {
            Err(StoreError::Database(error)) if is_broken(&error) => {
                let set_aside = self.set_aside()?;
                tracing::error!(moved_to = %set_aside.display(), "the database is broken ({error}); it was moved aside and a new one begun");
                Ok(Found {
                    set_aside: Some(set_aside),
                    ..self.try_open()?
                })
            }
            other => other,
        }
    }

    /// Stores headsets, all or none.
    ///
    /// # Errors
    /// When it is not on the disk.
    pub fn save(&mut self, rows: &[Row]) -> Result<(), StoreError> {
        if self.connection.is_none() {
            self.open()?;
        }
        let Some(connection) = &mut self.connection else {
            return Ok(());
        };
        let saved = write(connection, rows);
        if let Err(StoreError::Database(error)) = &saved
            && is_broken(error)
        {
            // What is wanted is in memory; the next write begins a new file.
            let moved_to = self.set_aside()?;
            tracing::error!(moved_to = %moved_to.display(), "the database broke ({error}); it was moved aside and a new one is begun");
        }
        saved
    }

    /// Whether something could be stored now.
    ///
    /// # Errors
    /// What storing would meet.
    pub fn probe(&mut self) -> Result<(), StoreError> {
        self.save(&[])
    }

    fn try_open(&mut self) -> Result<Found, StoreError> {
        let mut connection = Connection::open(&self.path).map_err(StoreError::from)?;
        let opened = prepare(&mut connection, &self.path).and_then(|()| read(&connection));
        match opened {
            Ok(rows) => {
                self.connection = Some(connection);
                Ok(Found {
                    rows,
                    set_aside: None,
                })
            }
            Err(StoreError::Database(error)) if is_busy(&error) => {
                Err(StoreError::InUse(self.path.clone()))
            }
            Err(error) => Err(error),
        }
    }

    fn set_aside(&mut self) -> Result<PathBuf, StoreError> {
        self.connection = None;
        let aside = |suffix: &str| {
            let mut name = self.path.clone().into_os_string();
            name.push(suffix);
            PathBuf::from(name)
        };
        let broken = aside(&format!(".broken-{}", milliseconds(SystemTime::now())));
        std::fs::rename(&self.path, &broken).map_err(|error| StoreError::Folder {
            path: self.path.clone(),
            error,
        })?;
        for suffix in ["-wal", "-shm"] {
            let beside = aside(suffix);
            match std::fs::remove_file(&beside) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(StoreError::Folder {
                        path: beside,
                        error,
                    });
                }
                _ => {}
            }
        }
        Ok(broken)
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            _ => Self::Database(error),
        }
    }
}

fn prepare(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    connection.busy_timeout(Duration::from_millis(500))?;
    // One launcher a folder; the lock goes with the process, however that ends.
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    let sound: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if sound != "ok" {
        let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
        return Err(StoreError::Database(rusqlite::Error::SqliteFailure(
            code,
            Some(sound),
        )));
    }
    let steps = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    steps.execute_batch(
        "CREATE TABLE IF NOT EXISTS migrations (step INTEGER PRIMARY KEY NOT NULL) STRICT",
    )?;
    let done: u32 =
        steps.query_row("SELECT coalesce(max(step), 0) FROM migrations", [], |row| {
            row.get(0)
        })?;
    let done = usize::try_from(done).unwrap_or(usize::MAX);
    if done > MIGRATIONS.len() {
        return Err(StoreError::Later {
            path: path.to_owned(),
            found: done,
            known: MIGRATIONS.len(),
        });
    }
    for (step, statements) in (1_u32..).zip(MIGRATIONS).skip(done) {
        steps.execute_batch(statements)?;
        steps.execute("INSERT INTO migrations (step) VALUES (?1)", [step])?;
    }
    Ok(steps.commit()?)
}

fn read(connection: &Connection) -> Result<Vec<(Row, Duration)>, StoreError> {
    let now = SystemTime::now();
    let mut select = connection.prepare("SELECT headset, kept, started, written FROM desired")?;
    let rows = select.query_map([], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, Option<i64>>(2)?,
            row.get::<_, i64>(3)?,
        ))
    })?;
    let mut found = Vec::new();
    for row in rows {
        let (headset, kept, started, written) = row?;
        match serde_json::from_str(&kept) {
            Ok(kept) => {
                let away = milliseconds(now).saturating_sub(written).max(0);
                let started = started.and_then(|started| Timestamp::from_millisecond(started).ok());
                found.push((
                    Row { kept, started },
                    Duration::from_millis(away.unsigned_abs()),
                ));
            }
            // The headset itself remembers what it was last told.
            Err(error) => tracing::error!(
                headset,
                "what is stored of a headset cannot be read ({error}); passed over"
            ),
        }
    }
    Ok(found)
}

fn write(connection: &mut Connection, rows: &[Row]) -> Result<(), StoreError> {
    let written = milliseconds(SystemTime::now());
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    for row in rows {
        let kept = serde_json::to_string(&row.kept).map_err(|error| {
            StoreError::Database(rusqlite::Error::ToSqlConversionFailure(error.into()))
        })?;
        transaction
            .prepare_cached("INSERT OR REPLACE INTO desired (headset, kept, started, written) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![row.kept.id.0, kept, row.started.map(Timestamp::as_millisecond), written])?;
    }
    Ok(transaction.commit()?)
}

fn milliseconds(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}

fn is_broken(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

#[cfg(test)]
mod tests {
    use protocol::{Desired, HeadsetId, How, Target};

    use super::*;

    fn row(id: &str, revision: u64, name: &str) -> Row {
        let target = Target::Lobby { how: How::Gentle };
        let desired = Desired { revision, target };
        let kept = Kept {
            id: HeadsetId(id.to_owned()),
            name: name.to_owned(),
            desired,
            progress: None,
        };
        Row {
            kept,
            started: None,
        }
    }

    #[test]
    fn a_full_disk_is_said_and_nothing_is_half_stored() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::new(folder.path());
        store.open().unwrap();
        let before = row("g1", 1, "Glasögon 1");
        store.save(std::slice::from_ref(&before)).unwrap();
        // No page more than it has: what a disk without room looks like to the database.
        let connection = store.connection.as_ref().unwrap();
        let pages: i64 = connection
            .query_row("PRAGMA page_count", [], |row| row.get(0))
            .unwrap();
        connection
            .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
            .unwrap();
        let large = row("g2", 1, &"x".repeat(100_000));
        let full = store.save(&[row("g1", 2, "Glasögon 1"), large]);
        assert!(matches!(full, Err(StoreError::Full)), "{full:?}");
        drop(store);
        let found = Store::new(folder.path()).open().unwrap();
        let rows: Vec<_> = found.rows.into_iter().map(|(row, _)| row).collect();
        assert_eq!(rows, [before]);
    }

    #[test]
    fn a_file_of_a_later_version_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::new(folder.path());
        store.open().unwrap();
        let connection = store.connection.take().unwrap();
        connection
            .execute("INSERT INTO migrations (step) VALUES (99)", [])
            .unwrap();
        drop(connection);
        let later = store.open();
        assert!(
            matches!(
                later,
                Err(StoreError::Later {
                    found: 99,
                    known: 1,
                    ..
                })
            ),
            "{later:?}"
        );
    }
}
