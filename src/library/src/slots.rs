//! What is in the slots of an experience: a resident's own files, or its samples while there are none.
//!
//! A resident's files lie in a folder of their own, in it a folder for each slot with that slot's name. They come
//! in the order of their names. What can't be used is left out and told of; all the rest is there.
//!
//! ```text
//! slots/photos/01 sommar.jpg
//! slots/photos/02 bröllop.jpg
//! slots/songs/Kostervalsen.ogg
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use manifest::{Fill, MediaKind, Slot};
use media::audio::SoundFile;

use crate::{Entry, FolderFiles, photo_is_whole};

/// The folder beside an experience's manifest in which a resident's files lie, if nothing else is said.
pub const SLOTS_FOLDER: &str = "slots";

/// What is in the slots of an experience.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Filled {
    /// The files of each slot, in their order; a slot with none has an empty list.
    pub slots: BTreeMap<String, Vec<PathBuf>>,
    /// What is there but can't be used.
    pub left_out: Vec<LeftOut>,
}

/// A file that can't be used.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOut {
    /// The slot.
    pub slot: String,
    /// The file.
    pub file: PathBuf,
    /// Why, in words.
    pub reason: String,
}

impl Filled {
    /// How many files there are in each slot.
    pub fn counts(&self) -> BTreeMap<String, usize> {
        let slots = self.slots.iter();
        slots
            .map(|(name, files)| (name.clone(), files.len()))
            .collect()
    }
}

/// Looks what is in the slots of an experience. `own` is the folder with the resident's files; where there is
/// none, or none of a slot's files in it can be used, the slot has its samples.
///
/// Every file is opened, so this takes a while: not for a thread that draws.
pub fn fill(entry: &Entry, own: Option<&Path>) -> Filled {
    let mut filled = Filled::default();
    let beside = entry.dir.join(SLOTS_FOLDER);
    let own = own.unwrap_or(&beside);
    for (name, slot) in &entry.experience.slots {
        let Fill { max, samples, .. } = slot.fill();
        let mut files = Vec::new();
        for file in listed(&own.join(name)) {
            filled.take(name, slot, file, &mut files);
        }
        if files.is_empty() {
            let folder = FolderFiles::new(&entry.dir);
            for sample in samples {
                match folder.resolve(sample) {
                    Ok(file) => filled.take(name, slot, file, &mut files),
                    Err(problem) => filled.leave_out(name, entry.dir.join(sample), problem.message),
                }
            }
        }
        files.truncate(*max as usize);
        filled.slots.insert(name.clone(), files);
    }
    filled
}

impl Filled {
    fn take(&mut self, name: &str, slot: &Slot, file: PathBuf, files: &mut Vec<PathBuf>) {
        match usable(&file, slot.kind()) {
            Ok(()) => files.push(file),
            Err(reason) => self.leave_out(name, file, reason),
        }
    }

    fn leave_out(&mut self, slot: &str, file: PathBuf, reason: String) {
        self.left_out.push(LeftOut {
            slot: slot.to_owned(),
            file,
            reason,
        });
    }
}

/// The files in a folder by their names; hidden ones and what belongs to them are no content.
fn listed(folder: &Path) -> Vec<PathBuf> {
    let items = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = items
        .filter(|item| {
            let name = item.file_name();
            let name = name.to_string_lossy();
            let words = [".vtt", ".srt", ".txt", ".ron"];
            !name.starts_with('.') && !words.iter().any(|ending| name.ends_with(ending))
        })
        // A link may lead anywhere; a resident's files are copied here.
        .filter(|item| item.file_type().is_ok_and(|kind| kind.is_file()))
        .map(|item| item.path())
        .collect();
    files.sort();
    files
}

/// Whether a file can be shown or heard; else why not, in words.
fn usable(file: &Path, kind: MediaKind) -> Result<(), String> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    manifest::paths::ending(&name, kind).map_err(|(_, message, _)| message)?;
    let folder = FolderFiles::new(file.parent().unwrap_or(Path::new(".")));
    let mut opened = folder.open(&name).map_err(|trouble| trouble.to_string())?;
    match kind {
        MediaKind::Photo => {
            let info = media::probe_open(&mut opened.file).map_err(|error| error.to_string())?;
            match photo_is_whole(&mut opened.file, info.kind) {
                Ok(true) => Ok(()),
                Ok(false) => Err("it ends before the picture does".to_owned()),
                Err(reason) => Err(reason.to_string()),
            }
        }
        MediaKind::Film => media::film::probe(file)
            .map(drop)
            .map_err(|error| error.to_string()),
        MediaKind::Sound => SoundFile::open(file)
            .map(drop)
            .map_err(|error| error.to_string()),
        MediaKind::Captions | MediaKind::Model => Err("it belongs in no slot".to_owned()),
    }
}
