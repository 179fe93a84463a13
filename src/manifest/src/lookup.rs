//! Questions that every program asks of an experience.

use crate::experience::{Experience, Film, Localized, Scene, Sound, View};
use crate::schema::{LANGUAGES, MediaKind};

impl Experience {
    /// The scene with this id.
    pub fn scene(&self, id: &str) -> Option<&Scene> {
        self.scenes.get(id)
    }

    /// The scene it starts in.
    pub fn first_scene(&self) -> Option<&Scene> {
        self.scene(&self.start)
    }

    /// Every file it needs, each once, in the order of its scenes.
    pub fn media_files(&self) -> Vec<(MediaKind, &str)> {
        let mut files = Vec::new();
        for scene in self.scenes.values() {
            let view = scene.view.files();
            for file in view
                .into_iter()
                .chain(scene.sound.iter().flat_map(Sound::files))
            {
                if !files.contains(&file) {
                    files.push(file);
                }
            }
        }
        files
    }
}

impl Scene {
    /// The film that surrounds the resident, if it is one.
    pub fn film(&self) -> Option<&Film> {
        match &self.view {
            View::Film(film) => Some(film),
            View::Photo(_) => None,
        }
    }
}

impl View {
    /// The file of the picture itself.
    pub fn file(&self) -> &str {
        match self {
            View::Photo(photo) => &photo.file,
            View::Film(film) => &film.file,
        }
    }

    /// Every file it needs, the picture's own first.
    pub fn files(&self) -> Vec<(MediaKind, &str)> {
        match self {
            View::Photo(photo) => vec![(MediaKind::Photo, &photo.file)],
            View::Film(film) => {
                let still = film.still.iter().map(|file| (MediaKind::Photo, &**file));
                std::iter::once((MediaKind::Film, &*film.file))
                    .chain(still)
                    .chain(each(MediaKind::Captions, &film.captions))
                    .chain(each(MediaKind::Sound, &film.description))
                    .collect()
            }
        }
    }
}

impl Sound {
    /// Every file it needs, in every language.
    pub fn files(&self) -> Vec<(MediaKind, &str)> {
        let file = match self {
            Sound::Ambience(ambience) => &ambience.file,
            Sound::Ambisonics(ambisonics) => &ambisonics.file,
            Sound::At(placed) => &placed.file,
            Sound::Music(music) => &music.file,
            Sound::Narration(narration) => {
                return each(MediaKind::Sound, &narration.file)
                    .chain(each(MediaKind::Captions, &narration.captions))
                    .collect();
            }
        };
        vec![(MediaKind::Sound, file)]
    }
}

fn each(kind: MediaKind, files: &Localized<String>) -> impl Iterator<Item = (MediaKind, &str)> {
    files.values().map(move |file| (kind, file.as_str()))
}

/// What there is in a language: else in Swedish, in English, in any.
///
/// ```
/// let title = [("sv".to_owned(), "Bryggan".to_owned())].into();
/// assert_eq!(manifest::text(&title, "en").map(String::as_str), Some("Bryggan"));
/// ```
pub fn text<'t, T>(localized: &'t Localized<T>, language: &str) -> Option<&'t T> {
    let fallbacks = LANGUAGES.iter().map(|(tag, _)| *tag);
    let base = language.split('-').next().unwrap_or(language);
    [language, base]
        .into_iter()
        .chain(fallbacks)
        .find_map(|tag| localized.get(tag))
        .or_else(|| localized.values().next())
}
