//! Experiences in a folder on disk.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use manifest::{Checked, FILE_NAME, Files, Problem};

use crate::files::FolderFiles;
use crate::{Broken, Entry, LOUDNESS_FILE, Measured, Source, Stamp, heard, unreadable};

/// A folder that holds experiences, each in a folder of its own.
#[derive(Debug, Clone)]
pub struct Folder {
    dir: PathBuf,
}

impl Folder {
    /// The folder at this path; nothing is read yet.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }
}

impl Source for Folder {
    fn list(&self) -> Result<BTreeMap<String, Stamp>, Broken> {
        let broken = |reason: std::io::Error| Broken {
            dir: self.dir.clone(),
            problems: vec![unreadable(self.dir.display().to_string(), &reason)],
        };
        let mut found = BTreeMap::new();
        for item in fs::read_dir(&self.dir).map_err(broken)? {
            let Ok(item) = item else { continue };
            let dir = item.path();
            let Ok(manifest) = fs::metadata(dir.join(FILE_NAME)) else {
                continue;
            };
            if let Some(name) = item.file_name().to_str() {
                found.insert(name.to_owned(), stamp(&dir, &manifest));
            }
        }
        Ok(found)
    }

    fn load(&self, name: &str) -> Result<Entry, Broken> {
        let dir = self.dir.join(name);
        match check_manifest(&dir.join(FILE_NAME), &FolderFiles::new(&dir)) {
            Checked {
                experience: Some(experience),
                problems,
            } => Ok(Entry {
                measured: Measured::read(&dir, &heard(&experience, &FolderFiles::new(&dir))),
                dir,
                experience: Arc::new(experience),
                warnings: problems,
            }),
            Checked {
                experience: None,
                problems,
            } => Err(Broken { dir, problems }),
        }
    }

    fn resolve(&self, entry: &Entry, path: &str) -> Result<PathBuf, Problem> {
        FolderFiles::new(&entry.dir).resolve(path)
    }
}

/// Reads a manifest from disk and looks at everything in it and at the files it names.
///
/// The size is looked at first, so that a huge file costs nothing.
pub fn check_manifest(file: &Path, files: &dyn Files) -> Checked {
    let name = file.display().to_string();
    let read = || -> std::io::Result<Result<Vec<u8>, Problem>> {
        let mut opened = File::open(file)?;
        let about = opened.metadata()?;
        if about.is_dir() {
            return Err(std::io::ErrorKind::IsADirectory.into());
        }
        if about.len() > manifest::LARGEST as u64 {
            return Ok(Err(manifest::too_large(about.len())));
        }
        let mut bytes = Vec::with_capacity(about.len() as usize + 1);
        // A device or a growing file may hold more than it says.
        (&mut opened)
            .take(manifest::LARGEST as u64 + 1)
            .read_to_end(&mut bytes)?;
        Ok(Ok(bytes))
    };
    let refused = |problem: Problem| Checked {
        experience: None,
        problems: vec![problem],
    };
    let mut checked = match read() {
        Ok(Ok(bytes)) => manifest::check(&bytes, files),
        Ok(Err(problem)) => refused(problem),
        Err(reason) => refused(unreadable(name.clone(), &reason)),
    };
    for problem in &mut checked.problems {
        problem.file.clone_from(&name);
    }
    checked
}

/// A mark of the manifest and of what lies in the folder and in its media folder.
fn stamp(dir: &Path, manifest: &fs::Metadata) -> Stamp {
    let mut marks = vec![mark(String::new(), manifest)];
    for folder in [dir.to_owned(), dir.join("media")] {
        for item in fs::read_dir(folder).into_iter().flatten().flatten() {
            // What the library itself writes there makes no other experience of it.
            if item.file_name().to_string_lossy().contains(LOUDNESS_FILE) {
                continue;
            }
            if let Ok(about) = fs::metadata(item.path()) {
                marks.push(mark(item.path().to_string_lossy().into_owned(), &about));
            }
        }
    }
    marks.sort_unstable();
    let mut fold = DefaultHasher::new();
    marks.hash(&mut fold);
    Stamp(fold.finish())
}

fn mark(name: String, about: &fs::Metadata) -> (String, u64, u128) {
    let changed = about
        .modified()
        .ok()
        .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    (name, about.len(), changed.map_or(0, |time| time.as_nanos()))
}
