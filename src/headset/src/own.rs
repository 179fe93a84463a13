//! The resident's own files while a session needs them: fetched from the launcher, written into a folder that crate
//! `library` fills slots from, and taken away again.
//!
//! A file gets its place by its slot and its number, never by the name somebody gave it; nothing here says whose it
//! is. What an earlier run of the program left behind goes at the start. Checking and writing happen on a thread of
//! their own: a frame never waits for a disk.
//!
//! What it deliberately does not do: ask the launcher (the link does, [`crate::link::Link::fetch`]) or look into a
//! file ([`library::fill`] does).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};

use protocol::{Fetched, Own};

/// The folder below the headset's state folder.
const FOLDER: &str = "own";

/// The resident's own files for the session that comes, or is.
#[derive(Debug)]
pub(crate) struct OwnFiles {
    folder: PathBuf,
    /// Counts sessions with files: each has a folder of its own, for the former may still be fading.
    number: u32,
    /// Where each file goes, by its hash.
    places: BTreeMap<String, Vec<Place>>,
    /// Files that are not there yet.
    awaited: BTreeSet<String>,
    /// Files that will not come.
    lost: BTreeSet<String>,
    jobs: Sender<Job>,
    /// Never locked: only that makes it fit for a resource.
    done: Mutex<Receiver<Done>>,
}

#[derive(Debug, Clone)]
struct Place {
    slot: String,
    number: usize,
    ending: String,
}

#[derive(Debug)]
enum Job {
    Write {
        number: u32,
        hash: String,
        content: Vec<u8>,
        paths: Vec<PathBuf>,
    },
    Remove(PathBuf),
}

#[derive(Debug)]
struct Done {
    number: u32,
    hash: String,
    good: bool,
}

impl OwnFiles {
    /// None, and none left from before below `state`.
    pub(crate) fn new(state: &Path) -> Self {
        let folder = state.join(FOLDER);
        let (jobs, orders) = channel();
        let (tell, done) = channel();
        let spawned = std::thread::Builder::new()
            .name("own files".into())
            .spawn(move || work(&orders, &tell));
        if let Err(error) = spawned {
            tracing::error!(%error, "no thread for residents' own files; samples take their place");
        }
        let files = Self {
            folder,
            number: 0,
            places: BTreeMap::new(),
            awaited: BTreeSet::new(),
            lost: BTreeSet::new(),
            jobs,
            done: Mutex::new(done),
        };
        files.remove(files.folder.clone());
        files
    }

    /// A session with these files by slot comes next. Which of them are to be fetched, each once.
    pub(crate) fn want(&mut self, own: BTreeMap<String, Vec<Own>>) -> Vec<Own> {
        self.number += 1;
        self.places.clear();
        self.lost.clear();
        let mut wanted = BTreeMap::new();
        for (slot, files) in own {
            for (number, file) in files.into_iter().enumerate() {
                let places = self.places.entry(file.hash.clone()).or_default();
                places.push(Place {
                    slot: slot.clone(),
                    number: number + 1,
                    ending: file.ending.clone(),
                });
                wanted.insert(file.hash.clone(), file);
            }
        }
        self.awaited = wanted.keys().cloned().collect();
        wanted.into_values().collect()
    }

    /// One of them has come, or will not.
    pub(crate) fn take(&mut self, fetched: Fetched) {
        let Fetched { hash, content } = fetched;
        let Some(places) = self
            .places
            .get(&hash)
            .filter(|_| self.awaited.contains(&hash))
        else {
            return;
        };
        let folder = self.here();
        let path = |place: &Place| {
            let name = format!("{:03}.{}", place.number, place.ending);
            folder.join(&place.slot).join(name)
        };
        let sent = content.map(|content| {
            self.jobs.send(Job::Write {
                number: self.number,
                hash: hash.clone(),
                content,
                paths: places.iter().map(path).collect(),
            })
        });
        if !matches!(sent, Some(Ok(()))) {
            self.awaited.remove(&hash);
            self.lost.insert(hash);
        }
    }

    /// Hears what is on the disk by now.
    pub(crate) fn turn(&mut self) {
        let done = self.done.get_mut().unwrap_or_else(PoisonError::into_inner);
        while let Ok(Done { number, hash, good }) = done.try_recv() {
            if number == self.number && self.awaited.remove(&hash) && !good {
                self.lost.insert(hash);
            }
        }
    }

    /// Whether nothing more is to come.
    pub(crate) fn is_whole(&self) -> bool {
        self.awaited.is_empty()
    }

    /// The folder with a folder for each slot; none if the session has no files of the resident's.
    pub(crate) fn folder(&self) -> Option<PathBuf> {
        (!self.places.is_empty()).then(|| self.here())
    }

    /// What is not there, as the caregiver may know it: the slot and which of its files.
    pub(crate) fn missing(&self) -> Vec<String> {
        let missing = self.lost.union(&self.awaited);
        let places = missing.filter_map(|hash| self.places.get(hash)).flatten();
        places
            .map(|place| format!("{} {}", place.slot, place.number))
            .collect()
    }

    /// Takes away what belongs to no session that is or comes.
    pub(crate) fn clear_former(&self) {
        let folders = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let former = folders
            .map(|item| item.path())
            .filter(|path| *path != self.here());
        former.for_each(|path| self.remove(path));
    }

    /// Takes all of it away.
    pub(crate) fn clear(&mut self) {
        self.want(BTreeMap::new());
        self.clear_former();
    }

    fn here(&self) -> PathBuf {
        self.folder.join(self.number.to_string())
    }

    fn remove(&self, path: PathBuf) {
        // Without the thread nothing was ever written either.
        let _ = self.jobs.send(Job::Remove(path));
    }
}

/// Carries out one job after the other until the headset ends.
fn work(orders: &Receiver<Job>, tell: &Sender<Done>) {
    for job in orders {
        match job {
            Job::Write {
                number,
                hash,
                content,
                paths,
            } => {
                let good = blake3::hash(&content).to_hex().as_str() == hash.to_ascii_lowercase();
                if !good {
                    tracing::warn!("a resident's own file did not arrive as it was sent");
                }
                let good = good && paths.iter().all(|path| write(path, &content));
                // The headset may be ending.
                let _ = tell.send(Done { number, hash, good });
            }
            Job::Remove(path) => match fs::remove_dir_all(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    tracing::warn!(%error, "a resident's own files could not be taken away; the next start tries again");
                }
                _ => {}
            },
        }
    }
}

fn write(path: &Path, content: &[u8]) -> bool {
    let folder = path.parent().unwrap_or(Path::new("."));
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(path, content));
    if let Err(error) = &written {
        tracing::warn!(%error, "a resident's own file could not be written");
    }
    written.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn own(content: &[u8]) -> Own {
        Own {
            hash: blake3::hash(content).to_hex().to_string(),
            ending: "jpg".into(),
            bytes: content.len() as u64,
        }
    }

    fn fetched(content: &[u8], arrives: Option<&[u8]>) -> Fetched {
        Fetched {
            hash: own(content).hash,
            content: arrives.map(<[u8]>::to_vec),
        }
    }

    fn until(files: &mut OwnFiles, done: impl Fn(&OwnFiles) -> bool) {
        let began = Instant::now();
        while !done(files) {
            assert!(began.elapsed() < Duration::from_secs(20), "{files:?}");
            files.turn();
            std::thread::yield_now();
        }
    }

    #[test]
    fn each_file_is_fetched_once_and_lies_in_every_place_it_has() {
        let state = tempfile::tempdir().unwrap();
        let mut files = OwnFiles::new(state.path());
        assert_eq!(files.folder(), None);
        let slots = |all: &[(&str, &[&[u8]])]| {
            let slots = all.iter();
            slots
                .map(|(slot, files)| {
                    let files = files.iter().map(|file| own(file)).collect();
                    ((*slot).to_owned(), files)
                })
                .collect::<BTreeMap<_, Vec<_>>>()
        };
        let wanted = files.want(slots(&[("photos", &[b"a", b"b"]), ("best", &[b"b"])]));
        assert_eq!(wanted.len(), 2);
        files.take(fetched(b"a", Some(b"a")));
        files.take(fetched(b"b", Some(b"b")));
        until(&mut files, OwnFiles::is_whole);
        let folder = files.folder().unwrap();
        let read = |name: &str| fs::read(folder.join(name)).unwrap();
        assert_eq!(read("photos/001.jpg"), b"a");
        assert_eq!(read("photos/002.jpg"), b"b");
        assert_eq!(read("best/001.jpg"), b"b");
        assert!(files.missing().is_empty());

        // The next session's come to a place of their own, and the former go when they are not needed.
        files.want(slots(&[("photos", &[b"c"])]));
        files.take(fetched(b"c", Some(b"c")));
        until(&mut files, OwnFiles::is_whole);
        files.clear_former();
        until(&mut files, |_| !folder.exists());
        assert!(files.folder().unwrap().join("photos/001.jpg").exists());
        files.clear();
        let rest = state.path().join(FOLDER);
        until(&mut files, |_| fs::read_dir(&rest).unwrap().count() == 0);
        assert_eq!(files.folder(), None);
    }

    #[test]
    fn what_is_gone_or_comes_changed_is_told_by_its_place() {
        let state = tempfile::tempdir().unwrap();
        let mut files = OwnFiles::new(state.path());
        let three = vec![own(b"a"), own(b"b"), own(b"c")];
        files.want(BTreeMap::from([("photos".to_owned(), three)]));
        files.take(fetched(b"a", None));
        files.take(fetched(b"b", Some(b"another")));
        files.take(fetched(b"d", Some(b"d")));
        until(&mut files, |files| files.missing().len() == 3);
        files.take(fetched(b"c", Some(b"c")));
        until(&mut files, OwnFiles::is_whole);
        assert_eq!(files.missing().len(), 2);
        assert!(files.missing().contains(&"photos 1".to_owned()));
        assert!(files.missing().contains(&"photos 2".to_owned()));
    }

    #[test]
    fn nothing_of_an_earlier_run_stays() {
        let state = tempfile::tempdir().unwrap();
        let left = state.path().join(FOLDER).join("7/photos");
        fs::create_dir_all(&left).unwrap();
        fs::write(left.join("001.jpg"), "photo").unwrap();
        let mut files = OwnFiles::new(state.path());
        until(&mut files, |_| !left.exists());
    }
}
