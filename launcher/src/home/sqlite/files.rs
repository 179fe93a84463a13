//! The file as a file: opening, bringing up to date, copying, and going back to a copy when it is broken.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use jiff::{Timestamp, tz::TimeZone};
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::{BUSY, is_broken};
use crate::home::{HomeError, Opened};

/// Where copies are, below the folder of the file.
pub const BACKUPS: &str = "backups";

/// Opens `file` in `folder` for writing, up to date and sound.
pub(super) fn open(
    folder: &Path,
    file: &str,
    steps: &[&str],
) -> Result<(Connection, Opened), HomeError> {
    fs::create_dir_all(folder).map_err(on(folder))?;
    for_us_only(folder)?;
    let path = folder.join(file);
    match prepare(&path, folder, steps) {
        Err(error) if is_broken(&error) => {
            let opened = mend(folder, &path)?;
            tracing::error!(
                moved_to = ?opened.set_aside,
                restored = ?opened.restored,
                "the home's records were broken ({error}); they were moved aside"
            );
            Ok((prepare(&path, folder, steps)?, opened))
        }
        other => Ok((other?, Opened::default())),
    }
}

/// Nobody else on this machine may look into a folder.
fn for_us_only(folder: &Path) -> Result<(), HomeError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(on(folder))?;
    }
    Ok(())
}

fn prepare(path: &Path, folder: &Path, steps: &[&str]) -> Result<Connection, HomeError> {
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Who was erased is not to be found in the file either.
    connection.pragma_update(None, "secure_delete", true)?;
    check(&connection)?;
    let known = u32::try_from(steps.len()).unwrap_or(u32::MAX);
    // Nothing is in a new file that could be lost.
    let is_new = done(&connection)? == 0;
    loop {
        let done = done(&connection)?;
        if done > known {
            return Err(HomeError::Later {
                path: path.to_owned(),
                found: done,
                known,
            });
        }
        let Some(statements) = steps.get(done as usize) else {
            return Ok(connection);
        };
        let step = done + 1;
        if !is_new {
            let name = name(Timestamp::now(), &format!("-before-step-{step}"));
            copy(&connection, &folder.join(BACKUPS).join(name))?;
        }
        let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        change.execute_batch(statements)?;
        change.execute("INSERT INTO migrations (step) VALUES (?1)", [step])?;
        change.commit()?;
        tracing::info!(step, "the home's records were brought up to date");
    }
}

/// Does to another file of ours the steps that it has not been through.
pub(super) fn bring_up_to_date(path: &Path, steps: &[&str]) -> Result<(), HomeError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    prepare(path, folder, steps).map(drop)
}

/// The last migration step that was done.
fn done(connection: &Connection) -> Result<u32, HomeError> {
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS migrations (step INTEGER PRIMARY KEY NOT NULL) STRICT",
    )?;
    let done =
        connection.query_row("SELECT coalesce(max(step), 0) FROM migrations", [], |row| {
            row.get(0)
        })?;
    Ok(done)
}

/// Whether a database is sound.
fn check(connection: &Connection) -> Result<(), HomeError> {
    let said: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said == "ok" {
        return Ok(());
    }
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    Err(rusqlite::Error::SqliteFailure(code, Some(said)).into())
}

/// The name of a copy made at that time. Names sort as their times do.
pub fn name(at: Timestamp, why: &str) -> String {
    let time = at.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%S%3fZ");
    format!("home-{time}{why}.db")
}

/// Puts a copy of the whole database at `target`; on the disk when this returns, or not at all.
///
/// # Errors
/// When there is no room, or the folder cannot be made.
pub fn copy(connection: &Connection, target: &Path) -> Result<(), HomeError> {
    let folder = target.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(on(folder))?;
    let part = target.with_extension("part");
    let copied = fill(connection, &part)
        .and_then(|()| fs::rename(&part, target).map_err(on(target)))
        .and_then(|()| sync(folder));
    if copied.is_err() {
        // It may not be there at all.
        let _ = fs::remove_file(&part);
    }
    copied
}

fn fill(connection: &Connection, part: &Path) -> Result<(), HomeError> {
    match fs::remove_file(part) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(on(part)(error)),
        _ => {}
    }
    connection.execute("VACUUM INTO ?1", [part.to_string_lossy()])?;
    sync(part)
}

/// Copies, the newest first.
///
/// # Errors
/// When the folder cannot be read. That there is none is no error.
pub fn copies(folder: &Path) -> Result<Vec<PathBuf>, HomeError> {
    let folder = folder.join(BACKUPS);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(on(&folder)(error)),
    };
    let mut found: Vec<_> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "db"))
        .collect();
    found.sort();
    found.reverse();
    Ok(found)
}

/// Removes what was left of copies that were never finished. Nobody may be making one.
pub(super) fn remove_parts(folder: &Path) {
    let entries = fs::read_dir(folder.join(BACKUPS)).into_iter().flatten();
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path
            .extension()
            .is_some_and(|extension| extension == "part")
        {
            // It is tried again with the next copy.
            let _ = fs::remove_file(path);
        }
    }
}

/// Whether a copy can be gone back to: a sound database of ours.
pub fn is_sound(copy: &Path) -> bool {
    let look = || -> Result<(), HomeError> {
        let connection = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        check(&connection)?;
        connection.query_row("SELECT max(step) FROM migrations", [], |_| Ok(()))?;
        Ok(())
    };
    look().is_ok()
}

/// Puts a copy in the place of the database, which must be closed. What stood there is gone.
///
/// # Errors
/// When there is no room, or files cannot be moved; then what stood there is still there.
pub fn put_back(copy: &Path, path: &Path) -> Result<(), HomeError> {
    let part = beside(path, ".part");
    let put = || -> std::io::Result<()> {
        fs::copy(copy, &part)?;
        File::open(&part)?.sync_all()
    };
    put().map_err(on(&part)).inspect_err(|_| {
        let _ = fs::remove_file(&part);
    })?;
    remove_log(path)?;
    fs::rename(&part, path).map_err(on(path))?;
    sync(path.parent().unwrap_or(Path::new(".")))
}

/// Moves what is broken aside and puts the newest sound copy in its place, if there is one.
fn mend(folder: &Path, path: &Path) -> Result<Opened, HomeError> {
    let aside = beside(
        path,
        &format!(".broken-{}", Timestamp::now().as_millisecond()),
    );
    fs::rename(path, &aside).map_err(on(path))?;
    // Its log belongs to it, and would be read into whatever comes in its place.
    for suffix in ["-wal", "-shm"] {
        let log = beside(path, suffix);
        match fs::rename(&log, beside(&aside, suffix)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(on(&log)(error));
            }
            _ => {}
        }
    }
    let sound = copies(folder)?.into_iter().find(|copy| is_sound(copy));
    if let Some(copy) = &sound {
        put_back(copy, path)?;
    }
    Ok(Opened {
        set_aside: Some(aside),
        restored: sound,
    })
}

fn remove_log(path: &Path) -> Result<(), HomeError> {
    for suffix in ["-wal", "-shm"] {
        let log = beside(path, suffix);
        match fs::remove_file(&log) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(on(&log)(error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.to_owned().into_os_string();
    name.push(suffix);
    name.into()
}

fn sync(path: &Path) -> Result<(), HomeError> {
    File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(on(path))
}

fn on(path: &Path) -> impl FnOnce(std::io::Error) -> HomeError {
    let path = path.to_owned();
    move |error| match error.kind() {
        std::io::ErrorKind::StorageFull => HomeError::Full,
        _ => HomeError::Folder { path, error },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "CREATE TABLE one (value TEXT NOT NULL) STRICT";

    #[test]
    fn each_step_is_done_once_and_a_copy_made_before_it() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let (connection, opened) = open(folder, "home.db", &[FIRST]).unwrap();
        assert_eq!(opened, Opened::default());
        connection
            .execute("INSERT INTO one VALUES ('before')", [])
            .unwrap();
        assert!(
            copies(folder).unwrap().is_empty(),
            "a new file needs no copy"
        );
        drop(connection);
        let second = "UPDATE one SET value = 'after'";
        for _ in 0..2 {
            let (connection, _) = open(folder, "home.db", &[FIRST, second]).unwrap();
            assert_eq!(value(&connection), "after");
        }
        let copies = copies(folder).unwrap();
        assert_eq!(copies.len(), 1, "{copies:?}");
        assert!(copies[0].to_string_lossy().ends_with("-before-step-2.db"));
        assert!(is_sound(&copies[0]));
        assert_eq!(value(&Connection::open(&copies[0]).unwrap()), "before");
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        drop(open(folder, "home.db", &[FIRST]).unwrap());
        let wrong = "INSERT INTO one VALUES ('half'); INSERT INTO nowhere VALUES (1)";
        open(folder, "home.db", &[FIRST, wrong]).unwrap_err();
        let (connection, _) = open(folder, "home.db", &[FIRST]).unwrap();
        let rows: u32 = connection
            .query_row("SELECT count(*) FROM one", [], |row| row.get(0))
            .unwrap();
        assert_eq!((rows, done(&connection).unwrap()), (0, 1));
    }

    #[test]
    fn names_of_copies_sort_as_their_times_do() {
        let time = |text: &str| text.parse::<Timestamp>().unwrap();
        let names = [
            name(time("2026-05-04T08:00:00.5Z"), ""),
            name(time("2026-05-04T08:00:00.51Z"), "-before-step-2"),
            name(time("2026-12-01T00:00:00Z"), ""),
        ];
        assert!(names.is_sorted(), "{names:?}");
        assert_eq!(names[0], "home-20260504T080000500Z.db");
    }

    fn value(connection: &Connection) -> String {
        connection
            .query_row("SELECT value FROM one", [], |row| row.get(0))
            .unwrap()
    }
}
