//! Questions that every program asks of an experience.

use crate::experience::{Experience, Localized, Scene, Sound, View};
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
            let View::Photo(photo) = &scene.view;
            let sounds = scene
                .sound
                .iter()
                .map(|Sound::Ambience(ambience)| (MediaKind::Sound, ambience.file.as_str()));
            for file in std::iter::once((MediaKind::Photo, photo.file.as_str())).chain(sounds) {
                if !files.contains(&file) {
                    files.push(file);
                }
            }
        }
        files
    }
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
