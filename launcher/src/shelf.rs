//! The experiences there are, looked at again every second, so that one that is added, changed or
//! removed shows without a restart. A broken one is listed with what is wrong, never hidden.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    thread,
    time::{Duration, UNIX_EPOCH},
};

use library::{Broken, Entry, Library};
use manifest::{Film, Link, Localized, Narration, Photo, Sound, View};
use tokio::sync::watch;

use crate::{
    api::resources::{
        Experience, ExperienceProblem, Motion, NextScene, Posture, Scene, Slot, SlotKind,
        Stimulation,
    },
    films::{FilmProblem, Films},
    search::Index,
    words,
};

/// How often the folder is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// What a poster is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct PosterSource {
    /// The photo's or the film's file.
    pub path: PathBuf,
    /// What the manifest says of it.
    pub view: View,
    /// The view the manifest asks for.
    pub wanted: Option<manifest::Poster>,
    /// Differs when any of it differs: from the file's time and size and from the rest.
    pub stamp: String,
}

/// The experiences at one time.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// Grows with each change.
    pub version: u64,
    /// All of them, the broken ones last.
    pub experiences: Vec<Experience>,
    /// Their texts, to look for words in.
    pub index: Index,
    /// What the posters are made of, by experience.
    pub posters: BTreeMap<String, PosterSource>,
}

impl Listing {
    /// One of them.
    pub fn find(&self, id: &str) -> Option<&Experience> {
        self.experiences
            .iter()
            .find(|experience| experience.id == id)
    }
}

/// The experiences there are.
#[derive(Debug)]
pub struct Shelf {
    listing: watch::Receiver<Arc<Listing>>,
    // The thread ends when this is dropped.
    _stop: mpsc::Sender<()>,
}

impl Shelf {
    /// Reads the experiences in `folder` and starts the thread that looks again.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn open(folder: &Path) -> std::io::Result<Self> {
        let mut library = Library::open(folder);
        let mut films = Films::default();
        let listing = watch::Sender::new(Arc::new(list(&library, &mut films, 1)));
        let (stop, stopped) = mpsc::channel();
        let shelf = Self {
            listing: listing.subscribe(),
            _stop: stop,
        };
        tracing::info!(folder = %folder.display(), experiences = library.experiences.len(), broken = library.broken.len(), "experiences read");
        thread::Builder::new()
            .name("shelf".to_owned())
            .spawn(move || {
                while stopped.recv_timeout(LOOK_EVERY) == Err(mpsc::RecvTimeoutError::Timeout) {
                    if library.rescan() {
                        let version = listing.borrow().version + 1;
                        tracing::info!(
                            experiences = library.experiences.len(),
                            broken = library.broken.len(),
                            "experiences changed"
                        );
                        films.forget_gone();
                        listing.send_replace(Arc::new(list(&library, &mut films, version)));
                    }
                }
            })?;
        Ok(shelf)
    }

    /// The experiences now.
    pub fn listing(&self) -> Arc<Listing> {
        Arc::clone(&self.listing.borrow())
    }

    /// Tells of each change.
    pub fn changes(&self) -> watch::Receiver<Arc<Listing>> {
        self.listing.clone()
    }
}

fn list(library: &Library, films: &mut Films, version: u64) -> Listing {
    let posters: BTreeMap<_, _> = library
        .experiences
        .iter()
        .filter_map(|entry| Some((entry.experience.id.clone(), poster_source(library, entry)?)))
        .collect();
    let good = library.experiences.iter().map(|entry| {
        let poster = posters.get(&entry.experience.id);
        experience(entry, poster, films.problems(library, entry))
    });
    let experiences: Vec<_> = good.chain(library.broken.iter().map(broken)).collect();
    Listing {
        version,
        index: Index::new(&experiences),
        experiences,
        posters,
    }
}

fn poster_source(library: &Library, entry: &Entry) -> Option<PosterSource> {
    let experience = &entry.experience;
    let wanted = experience.poster.clone();
    let scene = wanted
        .as_ref()
        .map_or(&experience.start, |poster| &poster.scene);
    let made = wanted.as_ref().and_then(|poster| poster.file.as_ref());
    let view = match (&experience.scenes.get(scene)?.view, made) {
        (_, Some(file)) => View::Photo(Photo {
            file: file.clone(),
            projection: Some(manifest::Projection::Flat),
            ..Photo::default()
        }),
        (View::Film(film), None) => film.still.as_ref().map_or_else(
            || View::Film(film.clone()),
            |still| View::Photo(in_place_of(film, still)),
        ),
        (other, None) => other.clone(),
    };
    let path = match &view {
        View::Photo(Photo { file, .. }) | View::Film(Film { file, .. }) => {
            library.resolve(entry, file).ok()?
        }
        View::World(_) | View::Model(_) | View::Album(_) => return None,
    };
    let file = std::fs::metadata(&path).ok()?;
    let changed = file
        .modified()
        .ok()?
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let all = format!("{path:?} {changed:?} {} {view:?} {wanted:?}", file.len());
    let stamp = blake3::hash(all.as_bytes()).to_hex()[..16].to_owned();
    Some(PosterSource {
        path,
        view,
        wanted,
        stamp,
    })
}

/// The photo that stands in a film's place, lying around the resident as the film does.
fn in_place_of(film: &Film, still: &str) -> Photo {
    Photo {
        file: still.to_owned(),
        projection: film.projection,
        stereo: film.stereo,
        heading: film.heading,
        pitch: film.pitch,
        roll: film.roll,
        width: film.width,
    }
}

fn experience(entry: &Entry, poster: Option<&PosterSource>, films: Vec<FilmProblem>) -> Experience {
    let from = &*entry.experience;
    let id = from.id.clone();
    let start = from.scenes.get_key_value(&from.start);
    let others = from
        .scenes
        .iter()
        .filter(|(scene, _)| **scene != from.start);
    Experience {
        poster: poster
            .map(|poster| format!("/api/v1/experiences/{id}/poster.jpg?v={}", poster.stamp)),
        id,
        title: from.title.clone(),
        description: from.description.clone(),
        minutes: from.minutes,
        stimulation: match from.stimulation {
            manifest::Stimulation::Low => Stimulation::Low,
            manifest::Stimulation::Medium => Stimulation::Medium,
            manifest::Stimulation::High => Stimulation::High,
        },
        motion: match from.motion {
            manifest::Motion::Still => Motion::Still,
            manifest::Motion::Moving => Motion::Moving,
        },
        postures: postures(from),
        film: films_of(from).next().is_some(),
        captions: languages(
            films_of(from)
                .map(|film| &film.captions)
                .chain(narrations(from).map(|narration| &narration.captions)),
        ),
        descriptions: languages(films_of(from).map(|film| &film.description)),
        stand_in: narrations(from).any(|narration| narration.stand_in),
        topics: from.topics.clone(),
        years: from.years.map(|(first, last)| [first, last]),
        prompts: from.prompts.clone(),
        slots: from
            .slots
            .iter()
            .map(|(name, slot)| self::slot(name, slot))
            .collect(),
        scenes: start
            .into_iter()
            .chain(others)
            .map(|(id, scene)| self::scene(from, id, scene))
            .collect(),
        playable: !films.iter().any(|film| film.stops),
        problems: films
            .into_iter()
            .map(|film| film.problem)
            .chain(entry.warnings.iter().map(problem))
            .collect(),
    }
}

fn scene(experience: &manifest::Experience, id: &str, scene: &manifest::Scene) -> Scene {
    let title = |scene: &manifest::Scene| or_else(&scene.title, &experience.title);
    let next = scene.links.iter().find_map(|link| match link {
        Link::Next(next) => experience.scenes.get(&next.to).map(|to| NextScene {
            scene: next.to.clone(),
            label: or_else(&next.label, &title(to)),
        }),
        Link::After(_) | Link::End(_) | Link::Ended(_) => None,
    });
    Scene {
        id: id.to_owned(),
        title: title(scene),
        prompts: scene.prompts.clone(),
        next,
    }
}

/// The topic of an experience that is made for looking up from a bed.
const LYING_DOWN: &str = "lying down";

/// Everything turns its horizon to a resident who lies back (H7), but a view that travels while somebody lies is
/// for nobody, and what is made for lying is little fun in a chair.
fn postures(experience: &manifest::Experience) -> Vec<Posture> {
    let lying = experience.topics.iter().any(|topic| topic == LYING_DOWN);
    let still = experience.motion == manifest::Motion::Still;
    let seated = (!lying).then_some(Posture::Seated);
    let reclined = (lying || still).then_some(Posture::Reclined);
    seated.into_iter().chain(reclined).collect()
}

fn slot(name: &str, slot: &manifest::Slot) -> Slot {
    let fill = slot.fill();
    Slot {
        name: name.to_owned(),
        kind: match slot {
            manifest::Slot::Photos(_) => SlotKind::Photos,
            manifest::Slot::Sound(_) => SlotKind::Sound,
            manifest::Slot::Film(_) => SlotKind::Film,
            manifest::Slot::Words(_) => SlotKind::Words,
        },
        label: fill.label.clone(),
        max: fill.max,
    }
}

fn films_of(experience: &manifest::Experience) -> impl Iterator<Item = &Film> {
    let views = experience.scenes.values().map(|scene| &scene.view);
    views.filter_map(|view| match view {
        View::Film(film) => Some(film),
        View::Photo(_) | View::World(_) | View::Model(_) | View::Album(_) => None,
    })
}

fn narrations(experience: &manifest::Experience) -> impl Iterator<Item = &Narration> {
    let sounds = experience.scenes.values().flat_map(|scene| &scene.sound);
    sounds.filter_map(|sound| match sound {
        Sound::Narration(narration) => Some(narration),
        _ => None,
    })
}

/// The languages in which there is something.
fn languages<'a>(texts: impl Iterator<Item = &'a Localized<String>>) -> Vec<String> {
    let all: BTreeSet<_> = texts.flat_map(BTreeMap::keys).cloned().collect();
    all.into_iter().collect()
}

fn or_else(words: &Localized<String>, otherwise: &Localized<String>) -> Localized<String> {
    if words.is_empty() {
        otherwise.clone()
    } else {
        words.clone()
    }
}

fn broken(broken: &Broken) -> Experience {
    let id = broken
        .dir
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    Experience {
        title: words::both(id.clone(), id.clone()),
        id,
        description: words::broken_experience(),
        minutes: 0,
        stimulation: Stimulation::Low,
        motion: Motion::Still,
        postures: Vec::new(),
        film: false,
        captions: Vec::new(),
        descriptions: Vec::new(),
        stand_in: false,
        topics: Vec::new(),
        years: None,
        prompts: BTreeMap::new(),
        scenes: Vec::new(),
        slots: Vec::new(),
        poster: None,
        playable: false,
        problems: broken.problems.iter().map(problem).collect(),
    }
}

fn problem(from: &manifest::Problem) -> ExperienceProblem {
    ExperienceProblem {
        code: from.code.as_str().to_owned(),
        text: words::experience_problem(from),
        details: format!("{} {}", from.message, from.instead),
        command: None,
        // Where the folder lies on the server is nobody's business.
        file: from.file.rsplit('/').next().map(str::to_owned),
        line: Some(from.place.line),
        column: Some(from.place.column),
    }
}
