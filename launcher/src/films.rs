//! Whether the films of an experience can be played, from what their files say of themselves, so that a
//! caregiver learns it in the list and not in front of a resident.
//!
//! Nothing is decoded, and a file that has not changed is not opened again. A film that says of itself
//! that it can be played may still break where it is decoded: then the headset tells.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use library::{Entry, Library};
use manifest::{Film, View};
use media::{
    MediaError,
    film::{FilmInfo, probe},
    place::film_geometry,
};

use crate::{api::resources::ExperienceProblem, words};

/// What is wrong with a film.
#[derive(Debug, Clone, PartialEq)]
pub struct FilmProblem {
    /// As it is told.
    pub problem: ExperienceProblem,
    /// Whether the experience cannot be started for it.
    pub stops: bool,
}

/// What is known of the films there are.
#[derive(Debug, Default)]
pub struct Films {
    known: BTreeMap<PathBuf, Known>,
}

/// A file's size and time, and what it said then.
#[derive(Debug)]
struct Known {
    size: u64,
    changed: Option<SystemTime>,
    said: Arc<Result<FilmInfo, MediaError>>,
}

impl Films {
    /// What is wrong with the films of an experience. Files that are missing are the library's to tell.
    pub fn problems(&mut self, library: &Library, entry: &Entry) -> Vec<FilmProblem> {
        let mut told = BTreeSet::new();
        let scenes = entry.experience.scenes.values();
        scenes
            .filter_map(|scene| match &scene.view {
                View::Film(film) => Some(film),
                View::Photo(_) | View::World(_) | View::Model(_) | View::Album(_) => None,
            })
            .filter_map(|film| {
                let path = library.resolve(entry, &film.file).ok()?;
                let said = self.ask(&path)?;
                let found = match &*said {
                    Ok(info) => judge(film, info)?,
                    Err(error) => problem(&film.file, error, true),
                };
                told.insert(film.file.clone()).then_some(found)
            })
            .collect()
    }

    fn ask(&mut self, path: &Path) -> Option<Arc<Result<FilmInfo, MediaError>>> {
        let file = std::fs::metadata(path).ok()?;
        let (size, changed) = (file.len(), file.modified().ok());
        match self.known.get(path) {
            Some(known) if (known.size, known.changed) == (size, changed) => {
                Some(Arc::clone(&known.said))
            }
            _ => {
                let said = Arc::new(probe(path));
                let known = Known {
                    size,
                    changed,
                    said: Arc::clone(&said),
                };
                self.known.insert(path.to_owned(), known);
                Some(said)
            }
        }
    }

    /// Forgets the films that are there no longer.
    pub fn forget_gone(&mut self) {
        self.known.retain(|path, _| path.exists());
    }
}

/// What is wrong with a film that can be read.
fn judge(film: &Film, info: &FilmInfo) -> Option<FilmProblem> {
    if let Err(error) = film_geometry(info, film) {
        return Some(problem(&film.file, &error, true));
    }
    let percent = info.cut?;
    let kind = ["MP4", "QuickTime", "Matroska", "WebM"]
        .into_iter()
        .find(|kind| *kind == info.container)
        .unwrap_or("video");
    let error = MediaError::FilmCutShort { kind, percent };
    Some(problem(&film.file, &error, false))
}

fn problem(file: &str, error: &MediaError, stops: bool) -> FilmProblem {
    let said = error.to_string();
    let (details, command) = match said.split_once(" Convert it: ffmpeg ") {
        Some((details, advised)) => (details.to_owned(), Some(command(file, advised))),
        None => (said, None),
    };
    let name = file.rsplit('/').next().unwrap_or(file);
    FilmProblem {
        problem: ExperienceProblem {
            code: error.code().to_owned(),
            text: words::film_problem(name, error, stops),
            command,
            details,
            file: Some(file.to_owned()),
            line: None,
            column: None,
        },
        stops,
    }
}

/// The conversion that a sentence of `media` advises, with the names of the files in it.
fn command(file: &str, advised: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let other = if file.ends_with(".mp4") { "-h264" } else { "" };
    let advised = advised
        .replace("INPUT", &quoted(file))
        .replace("OUTPUT.mp4", &quoted(&format!("{stem}{other}.mp4")));
    format!("ffmpeg {advised}")
}

/// A path as a shell takes it.
fn quoted(path: &str) -> String {
    let plain = |character: char| character.is_alphanumeric() || "./_-".contains(character);
    if path.chars().all(plain) {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}
