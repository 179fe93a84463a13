//! Backups in SQLite: `VACUUM INTO` a file that gets its name when it is complete, and going back table by table
//! in one transaction, so that whoever is killed in between has lost nothing.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Mutex,
};

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use rusqlite::Connection;

use super::{Sqlite, append, files, lock};
use crate::home::{
    Backups, By, HomeError,
    backups::{Backup, Why, outlived},
};

/// What is brought back, each after those it refers to. The rest is about who may come in and who looked at what.
const BROUGHT_BACK: [&str; 8] = [
    "residents",
    "checklists",
    "tastes",
    "media",
    "fills",
    "sessions",
    "observations",
    "settings",
];
/// How the access log calls that all of a resident was erased.
const ERASED: &str = "resident-erased";

/// Held while a copy is made: what else lies there half done is of somebody who was killed.
static COPYING: Mutex<()> = Mutex::new(());

impl Backups for Sqlite {
    fn backups(&self) -> Result<Vec<Backup>, HomeError> {
        let copies = files::copies(self.folder())?;
        Ok(copies.iter().filter_map(|path| told(path)).collect())
    }

    fn back_up(&self, by: &By, why: Why) -> Result<Backup, HomeError> {
        let one_at_a_time = lock(&COPYING);
        files::remove_parts(self.folder());
        let path = self.backup_path(by.at, why);
        // Read beside whoever writes: a copy of a large home takes seconds.
        let state = self.beside()?;
        files::copy(&state, &path)?;
        drop((state, one_at_a_time));
        // The log tells what people do; what the launcher does each night stands in its own.
        if by.staff.is_some() {
            self.write(|change| append(change, by, None, "backup-made", &name_of(&path)))?;
        }
        told(&path).ok_or_else(|| HomeError::BackupUnknown(name_of(&path)))
    }

    fn restore(&self, by: &By, name: &str) -> Result<Backup, HomeError> {
        let unknown = || HomeError::BackupUnknown(name.to_owned());
        let copies = files::copies(self.folder())?;
        let wanted = copies
            .into_iter()
            .find(|path| name_of(path) == name)
            .ok_or_else(unknown)?;
        if !files::is_sound(&wanted) {
            return Err(HomeError::BackupBroken(name.to_owned()));
        }
        let saved = self.back_up(by, Why::Restore)?;
        // A copy of the copy is brought up to date, so that the tables are alike.
        let part = self.folder().join("restore.part");
        let remove = || {
            for suffix in ["", "-wal", "-shm"] {
                let mut name = part.clone().into_os_string();
                name.push(suffix);
                // It may not be there at all.
                let _ = fs::remove_file(name);
            }
        };
        remove();
        let restored = files::put_back(&wanted, &part)
            .and_then(|()| files::bring_up_to_date(&part, self.steps))
            .and_then(|()| self.exclusively(|connection| bring_back(connection, &part, by, name)));
        remove();
        restored.map(|()| saved)
    }

    fn thin_backups(&self, now: Timestamp) -> Result<usize, HomeError> {
        let copies = self.backups()?;
        let outlived = outlived(&copies, now);
        for copy in &outlived {
            let path = self.folder().join(files::BACKUPS).join(&copy.name);
            fs::remove_file(&path).map_err(|error| HomeError::Folder { path, error })?;
        }
        Ok(outlived.len())
    }
}

impl Sqlite {
    fn backup_path(&self, at: Timestamp, why: Why) -> PathBuf {
        let why = match why {
            Why::Daily => "-daily",
            Why::Asked => "-asked",
            Why::Migration => "-before-step",
            Why::Restore => "-before-restore",
        };
        self.folder()
            .join(files::BACKUPS)
            .join(files::name(at, why))
    }
}

/// Exchanges what is brought back for what the copy holds, in one transaction.
fn bring_back(
    connection: &mut Connection,
    copy: &Path,
    by: &By,
    name: &str,
) -> Result<(), HomeError> {
    connection.execute("ATTACH ?1 AS copy", [copy.to_string_lossy()])?;
    let exchanged = exchange(connection, by, name);
    let detached = connection.execute_batch("DETACH copy");
    exchanged?;
    Ok(detached?)
}

fn exchange(connection: &mut Connection, by: &By, name: &str) -> Result<(), HomeError> {
    let change = connection.transaction()?;
    for table in BROUGHT_BACK.iter().rev() {
        change.execute(&format!("DELETE FROM main.{table}"), [])?;
    }
    for table in BROUGHT_BACK {
        change.execute(
            &format!("INSERT INTO main.{table} SELECT * FROM copy.{table}"),
            [],
        )?;
    }
    // Pseudonyms stay what they were when others got them.
    change.execute(
        "DELETE FROM residents WHERE id IN (SELECT resident FROM access_log WHERE what = ?1)",
        [ERASED],
    )?;
    append(&change, by, None, "backup-restored", name)?;
    Ok(change.commit()?)
}

/// What a file's name and size tell of a copy; none if it is no copy of ours.
fn told(path: &Path) -> Option<Backup> {
    let name = name_of(path);
    let rest = name.strip_prefix("home-")?.strip_suffix(".db")?;
    let (time, why) = rest.split_at_checked("20261128T023000000Z".len())?;
    let time = time.strip_suffix('Z')?;
    let (seconds, thousandths) = time.split_at_checked(15)?;
    let at = DateTime::strptime("%Y%m%dT%H%M%S", seconds).ok()?;
    let at = at.to_zoned(TimeZone::UTC).ok()?.timestamp();
    let thousandths: i64 = thousandths.parse().ok()?;
    let at = Timestamp::from_millisecond(at.as_millisecond() + thousandths).ok()?;
    let why = match why {
        "-daily" => Why::Daily,
        "-before-restore" => Why::Restore,
        why if why.starts_with("-before-step") => Why::Migration,
        _ => Why::Asked,
    };
    let bytes = fs::metadata(path).ok()?.len();
    Some(Backup {
        name,
        at,
        bytes,
        why,
    })
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_told_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let at: Timestamp = "2026-11-28T02:30:00.25Z".parse().unwrap();
        for (suffix, why) in [
            ("-daily", Why::Daily),
            ("-asked", Why::Asked),
            ("", Why::Asked),
            ("-before-step-3", Why::Migration),
            ("-before-restore", Why::Restore),
        ] {
            let path = folder.path().join(files::name(at, suffix));
            fs::write(&path, "123").unwrap();
            let backup = told(&path).unwrap();
            assert_eq!((backup.at, backup.bytes, backup.why), (at, 3, why));
        }
        for other in [
            "home-.db",
            "home-2026.db",
            "other.db",
            "home-åäöåäöåäöåäöåäöåäö.db",
        ] {
            assert_eq!(told(&folder.path().join(other)), None, "{other}");
        }
    }
}
