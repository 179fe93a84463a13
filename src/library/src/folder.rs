//! Experiences in a folder on disk.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use manifest::{Checked, FILE_NAME, Files, MediaUse, Place, Problem, Trouble, codes};

use crate::kind::{HEAD, kind_of};
use crate::{Broken, Entry, Source, Stamp, plain, unreadable};

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

/// The files of one experience's folder.
#[derive(Debug, Clone)]
pub struct FolderFiles {
    dir: PathBuf,
    /// The folder without links, once it is there.
    real: Option<PathBuf>,
    name: Option<String>,
}

impl FolderFiles {
    /// The folder of an experience.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        let dir = dir.into();
        let real = fs::canonicalize(&dir).ok();
        // `studio check .` is about a folder with a name, too.
        let named = dir
            .file_name()
            .or_else(|| real.as_deref().and_then(Path::file_name));
        let name = named.map(|name| name.to_string_lossy().into_owned());
        Self { dir, real, name }
    }

    /// Where a file of the experience lies, free of links; `path` is as its manifest writes it.
    ///
    /// # Errors
    /// The problem with it, when it is missing, or not inside the folder.
    pub fn resolve(&self, path: &str) -> Result<PathBuf, Problem> {
        manifest::check_path(path)?;
        self.find(path).map_err(|trouble| {
            let code = match trouble {
                Trouble::Outside => codes::PATH_OUTSIDE,
                Trouble::Missing { .. } => codes::FILE_MISSING,
                _ => codes::UNREADABLE,
            };
            let file = self.dir.join(FILE_NAME).display().to_string();
            let message = format!("{path} can't be used: {trouble}.");
            Problem::new(
                code,
                Place::START,
                message,
                "Put the file itself into the media folder.",
            )
            .in_file(file)
        })
    }

    fn find(&self, path: &str) -> Result<PathBuf, Trouble> {
        let trouble = |reason: std::io::Error| match reason.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Trouble::Missing {
                near: self.near(path),
            },
            _ => Trouble::Unreadable(plain(&reason)),
        };
        let Some(dir) = &self.real else {
            return Err(Trouble::Missing { near: None });
        };
        let mut found = dir.clone();
        for part in path.split('/') {
            found.push(part);
            if fs::symlink_metadata(&found).map_err(trouble)?.is_symlink() {
                // Only a link can lead out; where it ends is for the system to say.
                let real = fs::canonicalize(dir.join(path)).map_err(trouble)?;
                return if real.starts_with(dir) {
                    Ok(real)
                } else {
                    Err(Trouble::Outside)
                };
            }
        }
        Ok(found)
    }

    /// A file beside the one that is missing whose name is nearly the same.
    fn near(&self, path: &str) -> Option<String> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let names: Vec<String> = fs::read_dir(self.dir.join(folder))
            .ok()?
            .filter_map(|item| item.ok()?.file_name().into_string().ok())
            .filter(|name| name != FILE_NAME)
            .collect();
        let near = manifest::nearest(name, names.iter().map(String::as_str))?;
        Some(if folder.is_empty() {
            near.to_owned()
        } else {
            format!("{folder}/{near}")
        })
    }
}

impl Files for FolderFiles {
    fn folder_name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    fn look(&self, wanted: &MediaUse) -> Result<(), Trouble> {
        let path = wanted.path.as_str();
        let unreadable = |reason: std::io::Error| Trouble::Unreadable(plain(&reason));
        let real = self.find(path)?;
        if !fs::metadata(&real).map_err(unreadable)?.is_file() {
            return Err(Trouble::Unreadable("it is not a file".to_owned()));
        }
        let mut head = Vec::with_capacity(HEAD);
        File::open(&real)
            .map_err(unreadable)?
            .take(HEAD as u64)
            .read_to_end(&mut head)
            .map_err(unreadable)?;
        if head.is_empty() {
            return Err(Trouble::Empty);
        }
        let ending = path
            .rsplit_once('.')
            .map_or("", |(_, ending)| ending)
            .to_ascii_lowercase();
        match kind_of(&head) {
            Some(kind) if kind == ending || (kind == "jpg" && ending == "jpeg") => Ok(()),
            Some(kind) => Err(Trouble::Misnamed(kind)),
            None => Err(Trouble::Broken(format!(
                "it does not begin as a .{ending} file does"
            ))),
        }
    }
}

/// A mark of the manifest and of what lies in the folder and in its media folder.
fn stamp(dir: &Path, manifest: &fs::Metadata) -> Stamp {
    let mut marks = vec![mark(String::new(), manifest)];
    for folder in [dir.to_owned(), dir.join("media")] {
        for item in fs::read_dir(folder).into_iter().flatten().flatten() {
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
