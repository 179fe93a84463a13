//! Residents' own files: rows in SQLite, contents in `media/<hash>` beside it.
//!
//! A content is on the disk before its row, and goes after it; what has no row any more is noted and swept away.

use std::{
    collections::BTreeSet,
    fs,
    io::{ErrorKind, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{Sqlite, append, milliseconds, time};
use crate::{
    api::resources::MediaKind,
    home::{
        By, HomeError, Media,
        media::{Added, File, Fill},
    },
};

/// The folder beside the database.
const FOLDER: &str = "media";
/// What is noted in the settings of contents that may have to go.
const LEAVING: &str = "media-leaving";
/// How long a hash is, in hexadecimal.
const HASH: usize = 64;

impl Media for Sqlite {
    fn media(&self, by: &By, resident: &str) -> Result<Option<Vec<File>>, HomeError> {
        let found =
            self.read(|state| Ok(is_known(state, resident)?.then(|| files(state, resident))))?;
        let Some(found) = found.transpose()? else {
            return Ok(None);
        };
        self.write(|change| append(change, by, Some(resident), "media-listed", ""))?;
        Ok(Some(found))
    }

    fn medium(
        &self,
        by: &By,
        resident: &str,
        id: &str,
    ) -> Result<Option<(File, Vec<u8>)>, HomeError> {
        let found = self.read(|state| find(state, resident, id))?;
        let Some(file) = found else { return Ok(None) };
        let Some(content) = self.content(&file.hash)? else {
            return Ok(None);
        };
        self.write(|change| append(change, by, Some(resident), "media-read", id))?;
        Ok(Some((file, content)))
    }

    fn add_medium(&self, by: &By, file: &File, content: &[u8]) -> Result<Added, HomeError> {
        self.write(|change| {
            if !is_known(change, &file.resident)? {
                return Ok(Added::NoSuchResident);
            }
            if let Some(known) = same(change, file)? {
                return Ok(Added::Known(known));
            }
            // In here, so that nobody sweeps it away before its row is there.
            put(self.folder(), &file.hash, content)?;
            change.execute(
                "INSERT INTO media (id, resident, kind, name, type, bytes, hash, added) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    file.id,
                    file.resident,
                    name(file.kind),
                    file.name,
                    file.media_type,
                    i64::try_from(file.bytes).unwrap_or(i64::MAX),
                    file.hash,
                    milliseconds(file.added)
                ],
            )?;
            append(change, by, Some(&file.resident), "media-added", &file.id)?;
            Ok(Added::New)
        })
    }

    fn remove_medium(&self, by: &By, resident: &str, id: &str) -> Result<bool, HomeError> {
        let removed = self.write(|change| {
            let hash: Option<String> = change
                .query_row(
                    "DELETE FROM media WHERE id = ?2 AND resident = ?1 RETURNING hash",
                    [resident, id],
                    |row| row.get(0),
                )
                .optional()?;
            let removed = hash.is_some();
            if let Some(hash) = hash {
                leave(change, &[hash])?;
                append(change, by, Some(resident), "media-removed", id)?;
            }
            Ok(removed)
        })?;
        if removed {
            sweep(self)?;
        }
        Ok(removed)
    }

    fn fills(&self, by: &By, resident: &str) -> Result<Option<Vec<Fill>>, HomeError> {
        let found =
            self.read(|state| Ok(is_known(state, resident)?.then(|| fills(state, resident))))?;
        let Some(found) = found.transpose()? else {
            return Ok(None);
        };
        self.write(|change| append(change, by, Some(resident), "slots-read", ""))?;
        Ok(Some(found))
    }

    fn set_fill(&self, by: &By, resident: &str, fill: &Fill) -> Result<bool, HomeError> {
        self.write(|change| {
            for id in &fill.media {
                if find(change, resident, id)?.is_none() {
                    return Ok(false);
                }
            }
            change.execute(
                "DELETE FROM fills WHERE resident = ?1 AND experience = ?2 AND slot = ?3",
                params![resident, fill.experience, fill.slot],
            )?;
            for (place, id) in fill.media.iter().enumerate() {
                change.execute(
                    "INSERT INTO fills (resident, experience, slot, place, media) VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![resident, fill.experience, fill.slot, i64::try_from(place).unwrap_or(i64::MAX), id],
                )?;
            }
            let detail = format!("{} {}", fill.experience, fill.slot);
            append(change, by, Some(resident), "slot-filled", &detail)?;
            Ok(true)
        })
    }

    fn filling(&self, resident: &str, experience: &str) -> Result<Vec<(String, File)>, HomeError> {
        self.read(|state| {
            let mut select = state.prepare_cached(
                "SELECT fills.slot, media.* FROM fills JOIN media ON media.id = fills.media
                 WHERE fills.resident = ?1 AND fills.experience = ?2 ORDER BY fills.slot, fills.place",
            )?;
            let rows = select.query_map([resident, experience], |row| Ok((row.get("slot")?, file(row)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    fn piece(&self, hash: &str, from: u64, most: usize) -> Result<Vec<u8>, HomeError> {
        let Some(path) = path(self.folder(), hash) else {
            return Ok(Vec::new());
        };
        let read = || -> std::io::Result<Vec<u8>> {
            let mut file = fs::File::open(&path)?;
            file.seek(SeekFrom::Start(from))?;
            let mut piece = Vec::with_capacity(most);
            file.take(most as u64).read_to_end(&mut piece)?;
            Ok(piece)
        };
        match read() {
            Ok(piece) => Ok(piece),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(on(&path, error)),
        }
    }

    fn content(&self, hash: &str) -> Result<Option<Vec<u8>>, HomeError> {
        let Some(path) = path(self.folder(), hash) else {
            return Ok(None);
        };
        match fs::read(&path) {
            Ok(content) => Ok(Some(content)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(on(&path, error)),
        }
    }

    fn sweep_media(&self) -> Result<(), HomeError> {
        sweep(self)
    }
}

/// The files of a resident, the newest first.
pub(super) fn files(state: &Transaction<'_>, resident: &str) -> Result<Vec<File>, HomeError> {
    let mut select =
        state.prepare_cached("SELECT * FROM media WHERE resident = ?1 ORDER BY added DESC, id")?;
    let rows = select.query_map([resident], file)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What lies in which slot for a resident.
pub(super) fn fills(state: &Transaction<'_>, resident: &str) -> Result<Vec<Fill>, HomeError> {
    let mut select = state.prepare_cached(
        "SELECT experience, slot, media FROM fills WHERE resident = ?1 ORDER BY experience, slot, place",
    )?;
    let rows = select.query_map([resident], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    let mut fills = Vec::<Fill>::new();
    for row in rows {
        let (experience, slot, media): (String, String, String) = row?;
        match fills.last_mut() {
            Some(fill) if fill.experience == experience && fill.slot == slot => {
                fill.media.push(media)
            }
            _ => fills.push(Fill {
                experience,
                slot,
                media: vec![media],
            }),
        }
    }
    Ok(fills)
}

/// Notes contents that may have to go, in the transaction that takes their rows away: a kill after it loses none.
pub(super) fn leave(change: &Transaction<'_>, hashes: &[String]) -> Result<(), HomeError> {
    if hashes.is_empty() {
        return Ok(());
    }
    let mut all = leaving(change)?;
    all.extend(hashes.iter().cloned());
    let all: Vec<_> = all.into_iter().collect();
    change.execute(
        "INSERT OR REPLACE INTO settings (name, value) VALUES (?1, ?2)",
        [LEAVING, &all.join(" ")],
    )?;
    Ok(())
}

fn leaving(state: &Transaction<'_>) -> Result<BTreeSet<String>, HomeError> {
    let noted: Option<String> = state
        .query_row(
            "SELECT value FROM settings WHERE name = ?1",
            [LEAVING],
            |row| row.get(0),
        )
        .optional()?;
    let noted = noted.unwrap_or_default();
    Ok(noted.split_whitespace().map(str::to_owned).collect())
}

/// Takes contents away that were noted and that no row names. What lies there without having been noted stays: it may
/// belong to records that somebody goes back to.
pub(super) fn sweep(home: &Sqlite) -> Result<(), HomeError> {
    home.write(|change| {
        let noted = leaving(change)?;
        for hash in &noted {
            let named: bool = change
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM media WHERE hash = ?1)")?
                .query_row([hash], |row| row.get(0))?;
            let Some(path) = path(home.folder(), hash).filter(|_| !named) else {
                continue;
            };
            match fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(on(&path, error)),
                _ => {}
            }
        }
        if !noted.is_empty() {
            change.execute("DELETE FROM settings WHERE name = ?1", [LEAVING])?;
        }
        Ok(())
    })
}

fn is_known(state: &Transaction<'_>, resident: &str) -> Result<bool, HomeError> {
    let known = state
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM residents WHERE id = ?1)")?
        .query_row([resident], |row| row.get(0))?;
    Ok(known)
}

fn find(state: &Transaction<'_>, resident: &str, id: &str) -> Result<Option<File>, HomeError> {
    let found = state
        .prepare_cached("SELECT * FROM media WHERE id = ?2 AND resident = ?1")?
        .query_row([resident, id], file)
        .optional()?;
    Ok(found)
}

fn same(state: &Transaction<'_>, like: &File) -> Result<Option<File>, HomeError> {
    let found = state
        .prepare_cached("SELECT * FROM media WHERE resident = ?1 AND hash = ?2")?
        .query_row([&like.resident, &like.hash], file)
        .optional()?;
    Ok(found)
}

fn file(row: &Row<'_>) -> rusqlite::Result<File> {
    let kind: String = row.get("kind")?;
    Ok(File {
        id: row.get("id")?,
        resident: row.get("resident")?,
        kind: if kind == name(MediaKind::Photo) {
            MediaKind::Photo
        } else {
            MediaKind::Sound
        },
        name: row.get("name")?,
        media_type: row.get("type")?,
        bytes: row.get::<_, i64>("bytes")?.unsigned_abs(),
        hash: row.get("hash")?,
        added: time(row.get("added")?),
    })
}

fn name(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Photo => "photo",
        MediaKind::Sound => "sound",
    }
}

/// Where a content lies; none for what is no hash, which could be a way out of the folder.
fn path(home: &Path, hash: &str) -> Option<PathBuf> {
    let is_hash = hash.len() == HASH && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| home.join(FOLDER).join(hash))
}

fn put(home: &Path, hash: &str, content: &[u8]) -> Result<(), HomeError> {
    let Some(path) = path(home, hash) else {
        return Err(HomeError::Database(
            "a hash is 64 hexadecimal digits".into(),
        ));
    };
    let folder = home.join(FOLDER);
    fs::create_dir_all(&folder).map_err(|error| on(&folder, error))?;
    let part = path.with_extension("part");
    let write = || -> std::io::Result<()> {
        let mut file = fs::File::create(&part)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&part, &path)?;
        fs::File::open(&folder)?.sync_all()
    };
    write().map_err(|error| {
        // It may not be there at all.
        let _ = fs::remove_file(&part);
        on(&path, error)
    })
}

fn on(path: &Path, error: std::io::Error) -> HomeError {
    match error.kind() {
        ErrorKind::StorageFull => HomeError::Full,
        _ => HomeError::Folder {
            path: path.to_owned(),
            error,
        },
    }
}
