//! The files of an experience, looked into: what can't be opened, placed, played or read is found before
//! anybody puts on a headset.

use std::path::Path;
use std::time::Duration;

use library::{FolderFiles, Opened};
use manifest::{Files, MediaKind, MediaUse, Purpose, Trouble, View};
use media::MediaError;

mod captions;
mod film;
mod ogg;
mod photo;
mod sound;

/// A folder whose files are opened, not only looked for.
pub(crate) struct OpenedFiles {
    folder: FolderFiles,
}

impl OpenedFiles {
    pub(crate) fn new(dir: &Path) -> Self {
        Self {
            folder: FolderFiles::new(dir),
        }
    }

    /// What a model has that rules can name, if it can be read.
    pub(crate) fn names(&self, path: &str) -> Option<library::model::Names> {
        library::model::names(&mut self.folder.open(path).ok()?.file)
    }

    /// How long the film or recording at this path lasts, if that can be told.
    pub(crate) fn length(&self, path: &str) -> Option<Duration> {
        let Opened { path, .. } = self.folder.open(path).ok()?;
        film::length(&path).or_else(|| sound::length(&path))
    }
}

impl Files for OpenedFiles {
    fn folder_name(&self) -> Option<&str> {
        self.folder.folder_name()
    }

    fn look(&self, wanted: &MediaUse) -> Result<(), Trouble> {
        let mut opened = self.folder.open(&wanted.path)?;
        match (wanted.kind, &wanted.purpose) {
            (
                MediaKind::Film,
                Purpose::View {
                    view: View::Film(film),
                    speechless,
                },
            ) => film::check(&opened.path, film, *speechless),
            (MediaKind::Film, _) => film::check_alone(&opened.path),
            (
                MediaKind::Photo,
                Purpose::View {
                    view: View::Photo(photo),
                    ..
                },
            ) => photo::check(&mut opened.file, Some(photo)),
            (MediaKind::Photo, _) => photo::check(&mut opened.file, None),
            (MediaKind::Sound, purpose) => {
                sound::check(&mut opened, *purpose == Purpose::Ambisonics)
            }
            (MediaKind::Captions, Purpose::CaptionsOf(spoken)) => {
                captions::check(&opened.path, self.length(spoken))
            }
            (MediaKind::Captions, _) => captions::check(&opened.path, None),
            (
                MediaKind::Model,
                Purpose::View {
                    view: View::Model(wanted),
                    ..
                },
            ) => library::model::check(&mut opened.file, Some(wanted)),
            (MediaKind::Model, _) => library::model::check(&mut opened.file, None),
        }
    }
}

/// Why a photo or film can't be used.
fn trouble(error: MediaError) -> Trouble {
    match error {
        MediaError::Empty => Trouble::Empty,
        MediaError::Unreadable { source, .. } => Trouble::Unreadable(source.to_string()),
        MediaError::ProjectionUnknown { .. } => Trouble::Unplaced,
        MediaError::CutShort { .. } => cut_short(),
        MediaError::FilmCutShort { percent, .. } => too_short(percent),
        MediaError::Damaged { reason, .. } => Trouble::Broken(reason),
        other => {
            let (reason, advice) = reason_and_advice(&other.to_string());
            match other {
                MediaError::NoPicture
                | MediaError::NoLength
                | MediaError::CodecUnknown { .. }
                | MediaError::Unsupported { .. } => Trouble::Unplayable { reason, advice },
                _ => Trouble::Broken(reason),
            }
        }
    }
}

fn too_short(percent: u8) -> Trouble {
    Trouble::Broken(format!("it ends too early, {percent} % of it is there"))
}

fn cut_short() -> Trouble {
    Trouble::Broken("it ends before the picture does".to_owned())
}

/// Parts a message into its first sentence, as it stands within another, and what to do about it.
fn reason_and_advice(message: &str) -> (String, String) {
    let message = message.replace('\n', " ");
    let (reason, advice) = message
        .split_once(". ")
        .unwrap_or((message.trim_end_matches('.'), ""));
    let mut letters = reason.chars();
    let small = letters
        .next()
        .map_or(String::new(), |first| first.to_lowercase().collect());
    (small + letters.as_str(), advice.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_parted_into_what_is_wrong_and_what_to_do() {
        let error = MediaError::CodecUnknown {
            codec: "ProRes".to_owned(),
        };
        let Trouble::Unplayable { reason, advice } = trouble(error) else {
            panic!("a film that can't be played")
        };
        assert_eq!(
            reason,
            "the film is coded as ProRes, which cannot be played"
        );
        assert!(advice.starts_with("Convert it: ffmpeg -i "), "{advice}");
    }
}
