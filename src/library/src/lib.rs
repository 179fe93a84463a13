//! The experiences at hand: which there are, which are broken and why, and where their files lie.
//!
//! A [`Library`] is the same for the tablet's server, the headset and the command line. Where
//! experiences come from stands behind [`Source`]: a [`Folder`] of experiences today. Nothing is
//! decoded here, and no path ever leads out of an experience's own folder, links included.
//!
//! ```no_run
//! let mut library = library::Library::open("experiences");
//! for entry in &library.experiences {
//!     println!("{} in {}", entry.experience.id, entry.dir.display());
//! }
//! for broken in &library.broken {
//!     broken.problems.iter().for_each(|problem| eprintln!("{problem}"));
//! }
//! if library.rescan() {
//!     println!("something was added, changed or removed");
//! }
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};

use manifest::{Experience, MediaKind, Place, Problem, codes};
use media::loudness::Loudness;

mod files;
mod folder;
mod kind;
mod loudness;
pub mod model;
mod slots;
mod whole;

pub use files::{FolderFiles, Opened};
pub use folder::{Folder, check_manifest};
pub use kind::kind_of;
pub use loudness::{LOUDNESS_FILE, Measured};
pub use slots::{Filled, LeftOut, SLOTS_FOLDER, fill};
pub use whole::photo_is_whole;

/// The experiences of a source, as they were at the last scan.
pub struct Library {
    /// Those that can be shown, by id.
    pub experiences: Vec<Entry>,
    /// Those that can't, with the reasons.
    pub broken: Vec<Broken>,
    source: Box<dyn Source>,
    stamps: BTreeMap<String, Stamp>,
    /// To where sounds are measured, once that was asked for.
    meter: Option<mpsc::Sender<loudness::Job>>,
}

/// An experience that can be shown.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where it lies.
    pub dir: PathBuf,
    /// What it is.
    pub experience: Arc<Experience>,
    /// What is probably not meant.
    pub warnings: Vec<Problem>,
    /// How loud its sounds are, as far as that is known yet.
    pub measured: Measured,
}

impl Entry {
    /// How loud a sound or the sound of a film is; `path` is as the manifest writes it. None until it has
    /// been measured, which happens in the background of a library that is [measuring](Library::measuring).
    pub fn loudness(&self, path: &str) -> Option<Loudness> {
        self.measured.get(path)
    }
}

/// Measures every sound of an experience's folder, also those that are known, and keeps the figures there.
/// What came of it, file by file: the loudness, or why there is none.
///
/// # Errors
/// When the figures can't be kept.
pub fn measure(
    dir: &Path,
    experience: &Experience,
) -> std::io::Result<Vec<(String, Result<Loudness, String>)>> {
    let files = heard(experience, &FolderFiles::new(dir));
    let measured = Measured::default();
    let figures = files
        .iter()
        .map(|(path, file)| (path.clone(), measured.measure(path, file)))
        .collect();
    measured.write(dir)?;
    Ok(figures)
}

/// The files of an experience that have sound, and where they lie.
fn heard(experience: &Experience, files: &FolderFiles) -> Vec<(String, PathBuf)> {
    experience
        .media_files()
        .into_iter()
        .filter(|(kind, _)| matches!(kind, MediaKind::Sound | MediaKind::Film))
        .filter_map(|(_, path)| Some((path.to_owned(), files.resolve(path).ok()?)))
        .collect()
}

/// An experience that can't be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Broken {
    /// Where it lies.
    pub dir: PathBuf,
    /// Why.
    pub problems: Vec<Problem>,
}

/// Where experiences come from.
pub trait Source: Send + Sync {
    /// What there is, by name, each with a mark that changes when it changes. Must be quick.
    ///
    /// # Errors
    /// Why nothing can be listed.
    fn list(&self) -> Result<BTreeMap<String, Stamp>, Broken>;

    /// Reads one.
    ///
    /// # Errors
    /// Why it can't be shown.
    fn load(&self, name: &str) -> Result<Entry, Broken>;

    /// Where a file of an experience lies; `path` is as its manifest writes it.
    ///
    /// # Errors
    /// Why it can't be had: it is missing, or lies outside.
    fn resolve(&self, entry: &Entry, path: &str) -> Result<PathBuf, Problem>;
}

/// A mark that changes when an experience changes: a fold of the times and sizes of its files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp(pub u64);

impl Library {
    /// The experiences in a folder: each in a folder of its own that holds an `experience.ron`.
    ///
    /// A folder that is missing or can't be read is an empty library with that as its one
    /// [`broken`](Self::broken) entry; a later [`rescan`](Self::rescan) finds it when it is there.
    pub fn open(dir: impl Into<PathBuf>) -> Self {
        Self::new(Box::new(Folder::new(dir)))
    }

    /// The experiences of any source.
    pub fn new(source: Box<dyn Source>) -> Self {
        let mut library = Self {
            experiences: Vec::new(),
            broken: Vec::new(),
            source,
            stamps: BTreeMap::new(),
            meter: None,
        };
        library.rescan();
        library
    }

    /// Has the loudness of sounds measured that is not known yet, one after the other on a thread of its own,
    /// now and whenever an experience enters. [`Entry::loudness`] tells as soon as it is known.
    ///
    /// Where no thread can be had, it stays unknown.
    pub fn measuring(mut self) -> Self {
        let (meter, jobs) = mpsc::channel::<loudness::Job>();
        let started = std::thread::Builder::new()
            .name("loudness".to_owned())
            .spawn(move || jobs.into_iter().for_each(loudness::Job::run));
        match started {
            Ok(_) => {
                self.meter = Some(meter);
                self.experiences
                    .iter()
                    .for_each(|entry| self.have_measured(entry));
            }
            Err(reason) => tracing::warn!(%reason, "loudness is not measured"),
        }
        self
    }

    fn have_measured(&self, entry: &Entry) {
        let Some(meter) = &self.meter else { return };
        let mut files = heard(&entry.experience, &FolderFiles::new(&entry.dir));
        files.retain(|(path, _)| entry.loudness(path).is_none());
        if !files.is_empty() {
            // The thread ends with the library only.
            let _ = meter.send(loudness::Job {
                dir: entry.dir.clone(),
                files,
                measured: entry.measured.clone(),
            });
        }
    }

    /// Looks again; true if anything was added, changed or removed. Only what changed is read.
    pub fn rescan(&mut self) -> bool {
        let stamps = match self.source.list() {
            Ok(stamps) => stamps,
            Err(broken) => {
                let changed = !self.experiences.is_empty()
                    || self.broken.as_slice() != [broken.clone()].as_slice();
                self.experiences.clear();
                self.stamps.clear();
                self.broken = vec![broken];
                return changed;
            }
        };
        if stamps == self.stamps && (!stamps.is_empty() || self.broken.is_empty()) {
            return false;
        }
        let unchanged = |name: Option<&str>| {
            name.is_some_and(|name| {
                stamps.contains_key(name) && stamps.get(name) == self.stamps.get(name)
            })
        };
        self.experiences
            .retain(|entry| unchanged(folder_name(&entry.dir)));
        self.broken
            .retain(|broken| unchanged(folder_name(&broken.dir)));
        for (name, stamp) in &stamps {
            if self.stamps.get(name) == Some(stamp) {
                continue;
            }
            match self.source.load(name) {
                Ok(entry) => {
                    self.have_measured(&entry);
                    self.experiences.push(entry);
                }
                Err(broken) => self.broken.push(broken),
            }
        }
        self.experiences
            .sort_by(|a, b| a.experience.id.cmp(&b.experience.id));
        self.broken.sort_by(|a, b| a.dir.cmp(&b.dir));
        self.stamps = stamps;
        true
    }

    /// The experience with this id, if it can be shown.
    pub fn find(&self, id: &str) -> Option<&Entry> {
        self.experiences
            .iter()
            .find(|entry| entry.experience.id == id)
    }

    /// Where a file of an experience lies now, as a path that is sure to lie in its folder.
    ///
    /// # Errors
    /// The problem with it, when it is missing, or a link that leads outside.
    pub fn resolve(&self, entry: &Entry, path: &str) -> Result<PathBuf, Problem> {
        self.source.resolve(entry, path)
    }
}

fn folder_name(dir: &std::path::Path) -> Option<&str> {
    dir.file_name().and_then(|name| name.to_str())
}

/// A problem of a file or folder as a whole.
fn unreadable(file: String, reason: &std::io::Error) -> Problem {
    let message = format!("{file} can't be read: {}.", plain(reason));
    Problem::new(
        codes::UNREADABLE,
        Place::START,
        message,
        "Check that it is there and that you may open it.",
    )
    .in_file(file)
}

/// The reason of the system, without its number.
fn plain(reason: &std::io::Error) -> String {
    match reason.kind() {
        std::io::ErrorKind::NotFound => "it is not there".to_owned(),
        std::io::ErrorKind::PermissionDenied => "you may not open it".to_owned(),
        _ => reason
            .to_string()
            .split(" (os error")
            .next()
            .unwrap_or("the disk refuses")
            .to_lowercase(),
    }
}
