//! Questions that every program asks of an experience.

use std::collections::BTreeMap;

use crate::experience::{
    Experience, FORMAT, Film, Localized, Motion, Scene, Sound, Stimulation, Surroundings, View,
};
use crate::schema::{LANGUAGES, MediaKind};

impl Experience {
    /// An experience of ten minutes without scenes and texts, as something to fill in.
    pub fn new(id: impl Into<String>) -> Experience {
        Experience {
            format: FORMAT,
            id: id.into(),
            title: Localized::new(),
            description: Localized::new(),
            minutes: 10,
            stimulation: Stimulation::Low,
            motion: Motion::Still,
            topics: Vec::new(),
            years: None,
            prompts: Localized::new(),
            poster: None,
            start: String::new(),
            scenes: BTreeMap::new(),
            cues: Vec::new(),
            behaviours: Vec::new(),
            task: None,
            sounds: BTreeMap::new(),
            narrations: BTreeMap::new(),
            captions: BTreeMap::new(),
            slots: BTreeMap::new(),
        }
    }

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
        let poster = self
            .poster
            .iter()
            .filter_map(|poster| poster.file.as_deref());
        files.extend(poster.map(|file| (MediaKind::Photo, file)));
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
        let named = self
            .sounds
            .values()
            .map(|sound| (MediaKind::Sound, sound.file.as_str()));
        let told = self.narrations.values().flat_map(|told| {
            each(MediaKind::Sound, &told.file).chain(each(MediaKind::Captions, &told.captions))
        });
        let samples = self.slots.values().flat_map(|slot| {
            let samples = slot.fill().samples.iter();
            samples.map(|file| (slot.kind(), file.as_str()))
        });
        for file in named.chain(told).chain(samples) {
            if !files.contains(&file) {
                files.push(file);
            }
        }
        files
    }
}

impl Scene {
    /// A scene with nothing in it but its view.
    pub fn new(view: View) -> Scene {
        Scene {
            title: Localized::new(),
            view,
            sound: Vec::new(),
            prompts: Localized::new(),
            links: Vec::new(),
            hotspots: Vec::new(),
            timeline: Vec::new(),
            cues: Vec::new(),
            behaviours: Vec::new(),
        }
    }

    /// The film that surrounds the resident, if it is one.
    pub fn film(&self) -> Option<&Film> {
        match &self.view {
            View::Film(film) => Some(film),
            View::Photo(_) | View::World(_) | View::Model(_) | View::Album(_) => None,
        }
    }
}

impl View {
    /// The file of the picture or model itself; none where it is built in.
    pub fn file(&self) -> Option<&str> {
        match self {
            View::Photo(photo) => Some(&photo.file),
            View::Film(film) => Some(&film.file),
            View::Model(model) => Some(&model.file),
            View::World(_) | View::Album(_) => None,
        }
    }

    /// Whether it is drawn, so that things can happen in it, and not a picture.
    pub fn is_drawn(&self) -> bool {
        match self {
            View::Photo(_) | View::Film(_) => false,
            View::World(_) | View::Model(_) | View::Album(_) => true,
        }
    }

    /// The season, the time of day and the weather, where it is drawn.
    pub fn surroundings(&self) -> Option<&Surroundings> {
        match self {
            View::Photo(_) | View::Film(_) => None,
            View::World(world) => Some(world.surroundings()),
            View::Model(model) => Some(&model.surroundings),
            View::Album(album) => Some(&album.surroundings),
        }
    }

    /// Every file it needs, the picture's own first.
    pub fn files(&self) -> Vec<(MediaKind, &str)> {
        match self {
            View::Photo(photo) => vec![(MediaKind::Photo, &photo.file)],
            View::Model(model) => vec![(MediaKind::Model, &model.file)],
            View::World(_) | View::Album(_) => Vec::new(),
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
