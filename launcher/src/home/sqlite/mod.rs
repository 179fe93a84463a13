//! The home's records in one SQLite file, `home.db` (WAL, `synchronous = FULL`, foreign keys on).
//!
//! One connection writes, behind a lock; a few read-only ones serve lists and reports beside it, each seeing
//! one state of the whole. Before a migration step a copy is put into `backups/`. A file that is broken is
//! moved aside and the newest sound backup put in its place ([`Opened`] says so). A folder that cannot
//! be worked on does not keep the launcher from running: each call tries again.
//!
//! One file an area; each is `impl Area for Sqlite` on [`Sqlite::read`] and [`Sqlite::write`].
//!
//! Deliberately absent: a lock against a second launcher. [`crate::store`] has it, for the same folder.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use super::{HomeError, Opened};

mod backups;
mod facts;
pub mod files;
mod log;
mod logins;
mod media;
mod migrations;
mod reports;
mod residents;
mod retention;
mod sessions;
mod settings;
mod staff;
mod tablets;

pub(super) use log::append;

/// Name of the file in the folder.
const FILE: &str = "home.db";
/// Read-only connections kept for the next question.
const READERS: usize = 4;
/// How long one writer waits for another, which is only ever a tool that somebody runs beside us.
const BUSY: Duration = Duration::from_secs(2);

/// The records of one home in a folder.
#[derive(Debug)]
pub struct Sqlite {
    folder: PathBuf,
    steps: &'static [&'static str],
    writer: Mutex<Writer>,
    readers: Mutex<Readers>,
}

#[derive(Debug, Default)]
struct Writer {
    connection: Option<Connection>,
    opened: Opened,
}

/// Read-only connections nobody uses just now, all to the file of this generation.
#[derive(Debug, Default)]
struct Readers {
    generation: u64,
    idle: Vec<Connection>,
}

impl Sqlite {
    /// Of the records in `folder`, not opened yet.
    pub fn new(folder: &Path) -> Self {
        Self::with_steps(folder, migrations::MIGRATIONS)
    }

    fn with_steps(folder: &Path, steps: &'static [&'static str]) -> Self {
        Self {
            folder: folder.to_owned(),
            steps,
            writer: Mutex::default(),
            readers: Mutex::default(),
        }
    }

    /// Opens the file, makes it or brings it up to date. Done by itself at the first question, too.
    ///
    /// # Errors
    /// When the folder cannot be written to, or a later version wrote the file.
    pub fn open(&self) -> Result<Opened, HomeError> {
        let mut writer = lock(&self.writer);
        self.opened(&mut writer)?;
        Ok(writer.opened.clone())
    }

    /// The folder of the file, its backups and the residents' media.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file itself.
    pub fn path(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// Changes something: all of it, on the disk, or nothing.
    ///
    /// # Errors
    /// What `change` says, or what the database does.
    pub fn write<T>(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, HomeError>,
    ) -> Result<T, HomeError> {
        let mut writer = lock(&self.writer);
        let connection = self.opened(&mut writer)?;
        let done = transaction(connection, change);
        self.look_after(&mut writer, &done);
        done
    }

    /// Works on the connection that writes, with no transaction begun: for what SQLite does only there.
    ///
    /// # Errors
    /// What `work` says, or what the database does.
    pub fn exclusively<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, HomeError>,
    ) -> Result<T, HomeError> {
        let mut writer = lock(&self.writer);
        let done = work(self.opened(&mut writer)?);
        self.look_after(&mut writer, &done);
        done
    }

    /// Reads something: one state of the whole, beside whoever writes.
    ///
    /// # Errors
    /// What `question` says, or what the database does.
    pub fn read<T>(
        &self,
        question: impl FnOnce(&Transaction<'_>) -> Result<T, HomeError>,
    ) -> Result<T, HomeError> {
        let (generation, mut connection) = self.reader()?;
        let answer = connection
            .transaction()
            .map_err(HomeError::from)
            .and_then(|state| question(&state));
        if broken(&answer) {
            drop(connection);
            self.look_after(&mut lock(&self.writer), &answer);
        } else {
            let mut readers = lock(&self.readers);
            if readers.generation == generation && readers.idle.len() < READERS {
                readers.idle.push(connection);
            }
        }
        answer
    }

    /// Closes every connection, so that the file can be exchanged; the next question opens it again.
    ///
    /// # Errors
    /// What `exchange` says.
    pub fn closed<T>(
        &self,
        exchange: impl FnOnce(&Path) -> Result<T, HomeError>,
    ) -> Result<T, HomeError> {
        let mut writer = lock(&self.writer);
        self.close(&mut writer);
        exchange(&self.path())
    }

    /// A connection of one's own that only reads, for what no transaction may be around.
    fn beside(&self) -> Result<Connection, HomeError> {
        Ok(self.reader()?.1)
    }

    fn reader(&self) -> Result<(u64, Connection), HomeError> {
        let generation = {
            let mut readers = lock(&self.readers);
            if let Some(connection) = readers.idle.pop() {
                return Ok((readers.generation, connection));
            }
            readers.generation
        };
        self.open()?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(self.path(), flags)?;
        connection.busy_timeout(BUSY)?;
        Ok((generation, connection))
    }

    fn opened<'a>(&self, writer: &'a mut Writer) -> Result<&'a mut Connection, HomeError> {
        if writer.connection.is_none() {
            let (connection, opened) = files::open(&self.folder, FILE, self.steps)?;
            // What happened before is still to be known, unless it happened again.
            if opened != Opened::default() {
                writer.opened = opened;
            }
            writer.connection = Some(connection);
        }
        // It was put there just above.
        writer
            .connection
            .as_mut()
            .ok_or(HomeError::Database("no connection".into()))
    }

    /// After an answer that says the file is broken: the next question looks at it anew.
    fn look_after<T>(&self, writer: &mut Writer, answer: &Result<T, HomeError>) {
        if broken(answer) {
            tracing::error!("the home's records are broken; they are looked at again");
            self.close(writer);
        }
    }

    fn close(&self, writer: &mut Writer) {
        writer.connection = None;
        let mut readers = lock(&self.readers);
        readers.generation += 1;
        readers.idle.clear();
    }
}

/// A poisoned lock means that a question panicked; its transaction was rolled back, so nothing is half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn transaction<T>(
    connection: &mut Connection,
    change: impl FnOnce(&Transaction<'_>) -> Result<T, HomeError>,
) -> Result<T, HomeError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = change(&transaction)?;
    transaction.commit()?;
    Ok(done)
}

impl From<rusqlite::Error> for HomeError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            _ => Self::Database(Box::new(error)),
        }
    }
}

fn broken<T>(answer: &Result<T, HomeError>) -> bool {
    answer.as_ref().err().is_some_and(is_broken)
}

fn is_broken(error: &HomeError) -> bool {
    let HomeError::Database(error) = error else {
        return false;
    };
    error
        .downcast_ref::<rusqlite::Error>()
        .and_then(rusqlite::Error::sqlite_error_code)
        .is_some_and(|code| matches!(code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// A time as it is kept.
pub(super) fn milliseconds(time: Timestamp) -> i64 {
    time.as_millisecond()
}

/// A time that was kept. One that lies outside of what a clock can show counts as the farthest it can.
pub(super) fn time(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or(if milliseconds < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}
