//! What holds of the SQLite file beyond the contract: broken, full, of a later version, tampered with.

use std::{
    fs,
    io::{Seek, SeekFrom, Write},
    path::Path,
};

use launcher::home::{
    AccessLog, HomeError, Settings, Staff,
    sqlite::{Sqlite, files},
};
use rusqlite::Connection;

use crate::support::{all, at, by, set_up};

#[test]
fn a_broken_file_is_moved_aside_and_the_newest_sound_backup_put_back() {
    let folder = tempfile::tempdir().unwrap();
    let home = Sqlite::new(folder.path());
    set_up(&home);
    let backups = folder.path().join(files::BACKUPS);
    let backup = backups.join(files::name(at(100), ""));
    home.exclusively(|connection| files::copy(connection, &backup))
        .unwrap();
    // A newer one that is broken itself must not be taken.
    fs::write(backups.join(files::name(at(200), "")), b"no database").unwrap();
    let name = [("name".to_owned(), "after the backup".to_owned())];
    home.set(&by(150), &name.into()).unwrap();
    drop(home);
    break_file(folder.path());

    let home = Sqlite::new(folder.path());
    let opened = home.open().unwrap();
    assert_eq!(opened.restored, Some(backup));
    assert!(opened.set_aside.is_some_and(|aside| aside.exists()));
    assert_eq!(home.staff().unwrap().len(), 1);
    assert!(
        home.settings().unwrap().is_empty(),
        "as it was at the backup"
    );
    assert_eq!(home.check_log().unwrap().broken, None);
}

#[test]
fn a_broken_file_without_a_backup_begins_anew() {
    let folder = tempfile::tempdir().unwrap();
    let home = Sqlite::new(folder.path());
    set_up(&home);
    drop(home);
    break_file(folder.path());
    let home = Sqlite::new(folder.path());
    let opened = home.open().unwrap();
    assert!(opened.set_aside.is_some() && opened.restored.is_none());
    assert!(home.staff().unwrap().is_empty());
}

#[test]
fn a_file_that_breaks_while_it_is_used_is_mended_at_the_next_question() {
    let folder = tempfile::tempdir().unwrap();
    let home = Sqlite::new(folder.path());
    set_up(&home);
    // Everything into the file itself, then all of it but the first page is overwritten.
    home.exclusively(|connection| {
        let pragma = "PRAGMA wal_checkpoint(TRUNCATE)";
        Ok(connection.query_row(pragma, [], |_| Ok(()))?)
    })
    .unwrap();
    assert_eq!(home.staff().unwrap().len(), 1);
    let mut file = fs::OpenOptions::new()
        .write(true)
        .open(folder.path().join("home.db"))
        .unwrap();
    let length = file.metadata().unwrap().len();
    file.seek(SeekFrom::Start(4096)).unwrap();
    file.write_all(&vec![0xa5; usize::try_from(length - 4096).unwrap()])
        .unwrap();
    assert!(home.check_log().is_err());
    assert!(home.staff().unwrap().is_empty());
    assert!(home.open().unwrap().set_aside.is_some());
}

#[test]
fn a_file_of_a_later_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let home = Sqlite::new(folder.path());
    set_up(&home);
    drop(home);
    let path = folder.path().join("home.db");
    let connection = Connection::open(&path).unwrap();
    connection
        .execute("INSERT INTO migrations (step) VALUES (99)", [])
        .unwrap();
    drop(connection);
    let later = Sqlite::new(folder.path()).open();
    assert!(
        matches!(later, Err(HomeError::Later { found: 99, .. })),
        "{later:?}"
    );
}

#[test]
fn a_full_disk_is_said_and_nothing_is_half_kept() {
    let folder = tempfile::tempdir().unwrap();
    let home = Sqlite::new(folder.path());
    set_up(&home);
    // No page more than it has: what a disk without room looks like to the database.
    let limit = |pages: i64| {
        home.exclusively(|connection| {
            let pragma = format!("PRAGMA max_page_count = {pages}");
            Ok(connection.query_row(&pragma, [], |_| Ok(()))?)
        })
        .unwrap();
    };
    limit(1);
    let large = |value: &str| [("name".to_owned(), value.repeat(100_000))].into();
    let full = home.set(&by(1), &large("x"));
    assert!(matches!(full, Err(HomeError::Full)), "{full:?}");
    assert!(home.settings().unwrap().is_empty());
    assert_eq!(all(&home).len(), 2, "nor is it told as done");
    limit(1_000_000);
    home.set(&by(2), &large("y")).unwrap();
    assert_eq!(home.settings().unwrap().len(), 1);
}

#[test]
fn a_log_that_was_tampered_with_is_found() {
    let tampered = |with: &str| {
        let folder = tempfile::tempdir().unwrap();
        let home = Sqlite::new(folder.path());
        for second in 0..5 {
            home.note(&by(second), Some("r1"), "resident-read", "")
                .unwrap();
        }
        let connection = Connection::open(folder.path().join("home.db")).unwrap();
        assert_eq!(connection.execute(with, []).unwrap(), 1, "{with}");
        home.check_log().unwrap().broken
    };
    let fields = [
        "at = 0",
        "staff = 'bo'",
        "tablet = NULL",
        "resident = 'r2'",
        "what = 'x'",
        "detail = 'x'",
    ];
    for field in fields {
        let with = format!("UPDATE access_log SET {field} WHERE number = 3");
        assert_eq!(tampered(&with), Some(3), "{with}");
    }
    assert_eq!(
        tampered("UPDATE access_log SET chain = 'x' WHERE number = 3"),
        Some(3)
    );
    assert_eq!(
        tampered("DELETE FROM access_log WHERE number = 3"),
        Some(4),
        "the first that no longer fits"
    );
    assert_eq!(tampered("DELETE FROM access_log WHERE number = 1"), Some(2));
}

/// Writes over the file what is no database, and takes away the log that would mend it.
fn break_file(folder: &Path) {
    let _ = fs::remove_file(folder.join("home.db-wal"));
    fs::write(
        folder.join("home.db"),
        b"no database at all, but long enough to look at".repeat(500),
    )
    .unwrap();
}
