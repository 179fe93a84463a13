//! What was seen in sessions and could not be written into the records: kept in a file that has its room on the disk from
//! the start, so that it can be written when the disk is full.
//!
//! It is written over in place and read at the next start. Whatever is half written there counts as nothing: its hash
//! says so.

use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    io::{Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    api::resources::Tick,
    home::{By, sessions::Observation},
};

/// The file in the state folder.
const FILE: &str = "waiting.bin";
/// Its size in bytes: some hundred observations.
const ROOM: usize = 256 * 1024;
/// Length and hash of what is in it.
const HEAD: usize = 4 + blake3::OUT_LEN;

/// What was seen in a session, by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Waiting {
    pub(super) observation: Observation,
    at: Timestamp,
    staff: Option<String>,
    tablet: Option<String>,
}

/// The same as it lies in the file.
#[derive(Serialize, Deserialize)]
struct Line {
    session: String,
    at: Timestamp,
    staff: Option<String>,
    tablet: Option<String>,
    before: Option<u8>,
    after: Option<u8>,
    ticks: Vec<Tick>,
    line: String,
}

impl Waiting {
    pub(super) fn of(by: &By, observation: Observation) -> Self {
        Self {
            observation,
            at: by.at,
            staff: by.staff.clone(),
            tablet: by.tablet.clone(),
        }
    }

    pub(super) fn by(&self) -> By {
        By {
            at: self.at,
            staff: self.staff.clone(),
            tablet: self.tablet.clone(),
        }
    }
}

/// The file.
#[derive(Debug)]
pub(super) struct WaitingFile {
    path: PathBuf,
    /// None where there is no room or no folder: then what waits is in memory only.
    file: Option<File>,
}

impl WaitingFile {
    /// Opens the file and reads what waits in it; makes it, with all its room, where it is not there.
    pub(super) fn open(folder: &Path) -> (Self, BTreeMap<String, Waiting>) {
        let path = folder.join(FILE);
        let opened = open(&path).and_then(|mut file| {
            let found = read(&mut file)?;
            Ok((file, found))
        });
        match opened {
            Ok((file, found)) => {
                let file = Some(file);
                (Self { path, file }, found)
            }
            Err(error) => {
                tracing::warn!(path = %path.display(), "there is no room for what cannot be saved: {error}");
                let file = None;
                (Self { path, file }, BTreeMap::new())
            }
        }
    }

    /// Writes what waits, all of it. What does not fit stays in memory.
    pub(super) fn save(&mut self, waiting: &BTreeMap<String, Waiting>) {
        if self.file.is_none() {
            self.file = open(&self.path).ok();
        }
        let Some(file) = &mut self.file else { return };
        if let Err(error) = write(file, waiting) {
            tracing::error!("what cannot be saved is in memory only: {error}");
        }
    }
}

fn open(path: &Path) -> std::io::Result<File> {
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)?;
    let length = file.metadata()?.len();
    if length < ROOM as u64 {
        // Written, not only declared: or else the room is not there when it is needed.
        file.seek(SeekFrom::Start(length))?;
        let missing = ROOM.saturating_sub(usize::try_from(length).unwrap_or(ROOM));
        file.write_all(&vec![0; missing])?;
        file.sync_all()?;
    }
    Ok(file)
}

fn write(file: &mut File, waiting: &BTreeMap<String, Waiting>) -> std::io::Result<()> {
    let lines: Vec<_> = waiting
        .iter()
        .map(|(session, waiting)| {
            let Observation {
                before,
                after,
                ticks,
                line,
            } = waiting.observation.clone();
            Line {
                session: session.clone(),
                at: waiting.at,
                staff: waiting.staff.clone(),
                tablet: waiting.tablet.clone(),
                before,
                after,
                ticks,
                line,
            }
        })
        .collect();
    let text = serde_json::to_vec(&lines)?;
    let length = u32::try_from(text.len()).map_err(std::io::Error::other)?;
    if HEAD + text.len() > ROOM {
        return Err(std::io::Error::other("more waits than there is room for"));
    }
    let mut all = Vec::with_capacity(HEAD + text.len());
    all.extend(length.to_le_bytes());
    all.extend(blake3::hash(&text).as_bytes());
    all.extend(&text);
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&all)?;
    file.sync_data()
}

fn read(file: &mut File) -> std::io::Result<BTreeMap<String, Waiting>> {
    let mut all = vec![0; ROOM];
    file.seek(SeekFrom::Start(0))?;
    file.read_exact(&mut all)?;
    let (head, rest) = all.split_at(HEAD);
    let (length, hash) = head.split_at(4);
    let length = length
        .iter()
        .rev()
        .fold(0_usize, |all, byte| (all << 8) | usize::from(*byte));
    let Some(text) = rest.get(..length) else {
        return Ok(BTreeMap::new());
    };
    if length == 0 || blake3::hash(text).as_bytes() != hash {
        return Ok(BTreeMap::new());
    }
    let lines: Vec<Line> = serde_json::from_slice(text)?;
    let waiting = lines.into_iter().map(|line| {
        let waiting = Waiting {
            observation: Observation {
                before: line.before,
                after: line.after,
                ticks: line.ticks,
                line: line.line,
            },
            at: line.at,
            staff: line.staff,
            tablet: line.tablet,
        };
        (line.session, waiting)
    });
    Ok(waiting.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(line: &str) -> BTreeMap<String, Waiting> {
        let observation = Observation {
            after: Some(4),
            line: line.to_owned(),
            ..Observation::default()
        };
        let by = By {
            at: "2026-05-04T08:00:00Z".parse().unwrap(),
            staff: Some("anna".to_owned()),
            tablet: None,
        };
        BTreeMap::from([("s1".to_owned(), Waiting::of(&by, observation))])
    }

    #[test]
    fn what_waits_is_there_after_a_kill() {
        let folder = tempfile::tempdir().unwrap();
        let (mut file, found) = WaitingFile::open(folder.path());
        assert!(found.is_empty());
        file.save(&waiting("Log hela vägen 🌻"));
        file.save(&waiting("Log"));
        let size = std::fs::metadata(folder.path().join(FILE)).unwrap().len();
        assert_eq!(size, ROOM as u64, "it takes no room that it had not before");
        let (mut file, found) = WaitingFile::open(folder.path());
        assert_eq!(found, waiting("Log"));
        file.save(&BTreeMap::new());
        assert!(WaitingFile::open(folder.path()).1.is_empty());
    }

    #[test]
    fn what_is_half_written_counts_as_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (mut file, _) = WaitingFile::open(folder.path());
        file.save(&waiting("Log"));
        let path = folder.path().join(FILE);
        let mut all = std::fs::read(&path).unwrap();
        all[HEAD + 3] ^= 1;
        std::fs::write(&path, &all).unwrap();
        assert!(WaitingFile::open(folder.path()).1.is_empty());
        all[..4].copy_from_slice(&u32::MAX.to_le_bytes());
        std::fs::write(&path, &all).unwrap();
        assert!(WaitingFile::open(folder.path()).1.is_empty());
        // More than there is room for is kept in memory, and spoils nothing.
        let (mut file, _) = WaitingFile::open(folder.path());
        file.save(&waiting("Log"));
        file.save(&waiting(&"x".repeat(ROOM)));
        assert_eq!(WaitingFile::open(folder.path()).1, waiting("Log"));
    }
}
