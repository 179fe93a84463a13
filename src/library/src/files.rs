//! The files in one experience's folder, found without ever leaving it.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use manifest::{FILE_NAME, Files, MediaUse, Place, Problem, Trouble, codes};

use crate::kind::{HEAD, is_named_right, kind_of};
use crate::plain;

/// The files of one experience's folder.
#[derive(Debug, Clone)]
pub struct FolderFiles {
    dir: PathBuf,
    /// The folder without links, once that had to be known.
    real: OnceLock<Option<PathBuf>>,
    name: Option<String>,
}

impl FolderFiles {
    /// The folder of an experience.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        let dir = dir.into();
        let real = OnceLock::new();
        // `studio check .` is about a folder with a name, too.
        let named = dir.file_name().or_else(|| {
            let real = real.get_or_init(|| fs::canonicalize(&dir).ok());
            real.as_deref().and_then(Path::file_name)
        });
        let name = named.map(|name| name.to_string_lossy().into_owned());
        Self { dir, real, name }
    }

    /// The folder without links, if it is there.
    fn real(&self) -> Option<&Path> {
        let real = self.real.get_or_init(|| fs::canonicalize(&self.dir).ok());
        real.as_deref()
    }

    /// Where a file of the experience lies, free of links; `path` is as its manifest writes it.
    ///
    /// # Errors
    /// The problem with it, when it is missing, or not inside the folder.
    pub fn resolve(&self, path: &str) -> Result<PathBuf, Problem> {
        manifest::check_path(path)?;
        let found = || {
            let (found, _) = self.find(path)?;
            // The way to the folder may go over links; where it ends is asked for only here.
            let below = found.strip_prefix(&self.dir);
            match (self.real(), below) {
                (Some(real), Ok(below)) => Ok(real.join(below)),
                _ => Ok(found),
            }
        };
        found().map_err(|trouble| {
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

    /// Opens a file of the experience that is what its name says; `path` is as its manifest writes it.
    ///
    /// # Errors
    /// Why it can't be used: it is missing, outside, empty, or of another kind.
    pub fn open(&self, path: &str) -> Result<Opened, Trouble> {
        let unreadable = |reason: std::io::Error| Trouble::Unreadable(plain(&reason));
        let (found, about) = self.find(path)?;
        // Looked at before it is opened: a pipe would never open.
        if !about.is_file() {
            return Err(Trouble::Unreadable("it is not a file".to_owned()));
        }
        let mut file = File::open(&found).map_err(unreadable)?;
        let mut head = Vec::with_capacity(HEAD);
        (&mut file)
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
            Some(kind) if is_named_right(kind, &ending) => Ok(Opened { file, path: found }),
            Some(kind) => Err(Trouble::Misnamed(kind)),
            // Words and times begin in any way.
            None if ending == "srt" => Ok(Opened { file, path: found }),
            None => Err(Trouble::Broken(format!(
                "it does not begin as a .{ending} file does"
            ))),
        }
    }

    /// Where a file lies and what it is, as far as no link leads out of the folder.
    fn find(&self, path: &str) -> Result<(PathBuf, fs::Metadata), Trouble> {
        let trouble = |reason: std::io::Error| match reason.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Trouble::Missing {
                near: self.near(path),
            },
            _ => Trouble::Unreadable(plain(&reason)),
        };
        let mut found = self.dir.clone();
        let mut about = None;
        for part in path.split('/') {
            found.push(part);
            let this = fs::symlink_metadata(&found).map_err(trouble)?;
            if this.is_symlink() {
                // Only a link can lead out; where it ends is for the system to say.
                let dir = self.real().ok_or(Trouble::Missing { near: None })?;
                let real = fs::canonicalize(dir.join(path)).map_err(trouble)?;
                if !real.starts_with(dir) {
                    return Err(Trouble::Outside);
                }
                let about = fs::metadata(&real).map_err(trouble)?;
                return Ok((real, about));
            }
            about = Some(this);
        }
        about
            .map(|about| (found, about))
            .ok_or(Trouble::Missing { near: None })
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
        self.open(&wanted.path).map(drop)
    }
}

/// A file that is open, a few bytes from its beginning.
#[derive(Debug)]
pub struct Opened {
    /// The file.
    pub file: File,
    /// Where it lies, for those who have to open it themselves.
    pub path: PathBuf,
}
