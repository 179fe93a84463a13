//! The pictures on the tablet: each experience's best view, made once and kept as a JPEG file.
//!
//! A file is named after the content of the photo (or the place, time and size of the film) and the
//! settings it was made with, so a changed photo gets a new poster and a moved one keeps it. They are made one at a time, off the threads
//! that serve requests: a tablet's first look must not take the machine from the headsets.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use manifest::{Film, Photo, View};
use media::{Geometry, Limits, MediaError, Picture, film, place::film_geometry};

use crate::shelf::{Listing, PosterSource};

/// Size in pixels.
const SIZE: (u32, u32) = (960, 640);
/// Longest side in pixels that a photo is decoded to: a view 80° across shows a quarter of it.
const DECODE_SIDE: u32 = 4096;
/// Part of each file's name; another number whenever the same photo would give another poster.
const SETTINGS: &str = "2";
/// Degrees across at which a picture that was made for the tablet is hung to be taken.
const MADE_ACROSS: f32 = 60.0;
/// Shares of a film at which it is looked at; not its ends, where films fade.
const LOOKED_AT: [f32; 4] = [0.1, 0.35, 0.6, 0.85];

/// An experience's picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Poster {
    /// Names this very picture.
    pub name: String,
    /// The picture.
    pub jpeg: Arc<[u8]>,
}

/// Why there is no poster.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct NoPoster(String);

/// The posters made so far, and how to make more.
#[derive(Debug)]
pub struct Posters {
    folder: PathBuf,
    known: Mutex<BTreeMap<String, Result<Poster, NoPoster>>>,
    one: tokio::sync::Mutex<()>,
}

impl Posters {
    /// Posters kept in `folder`, which is made when there is something to keep.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            known: Mutex::default(),
            one: tokio::sync::Mutex::default(),
        }
    }

    /// The poster made of `source`, made now if need be.
    ///
    /// # Errors
    /// When the photo cannot be read or shown. It is not tried again until the file is another.
    pub async fn get(&self, source: &PosterSource) -> Result<Poster, NoPoster> {
        if let Some(known) = self.known(&source.stamp) {
            return known;
        }
        let _one = self.one.lock().await;
        if let Some(known) = self.known(&source.stamp) {
            return known;
        }
        let (folder, from) = (self.folder.clone(), source.clone());
        let made = tokio::task::spawn_blocking(move || kept_or_made(&folder, &from)).await;
        let made = made
            .unwrap_or_else(|error| Err(NoPoster(format!("making the poster failed: {error}"))));
        if let Err(error) = &made {
            tracing::warn!(file = %source.path.display(), "no poster can be made: {error}");
        }
        self.lock().insert(source.stamp.clone(), made.clone());
        made
    }

    /// Makes those of a listing that are not there yet, and drops those of earlier ones.
    pub async fn prepare(&self, listing: &Listing) {
        let wanted: Vec<_> = listing
            .posters
            .values()
            .map(|source| source.stamp.as_str())
            .collect();
        self.lock()
            .retain(|stamp, _| wanted.contains(&stamp.as_str()));
        for source in listing.posters.values() {
            // The reason is logged, and told to whoever asks for it.
            let _ = self.get(source).await;
        }
        let names = self
            .lock()
            .values()
            .flatten()
            .map(|poster| poster.name.clone() + ".jpg")
            .collect::<Vec<_>>();
        let folder = self.folder.clone();
        // Files that stay behind cost a little room, nothing else.
        let _ = tokio::task::spawn_blocking(move || remove_others(&folder, &names)).await;
    }

    fn known(&self, stamp: &str) -> Option<Result<Poster, NoPoster>> {
        self.lock().get(stamp).cloned()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Result<Poster, NoPoster>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn kept_or_made(folder: &Path, source: &PosterSource) -> Result<Poster, NoPoster> {
    let failed = |error: &dyn std::fmt::Display| NoPoster(error.to_string());
    let mut hash = blake3::Hasher::new();
    match &source.view {
        // Of what is drawn there is no file to make one of.
        View::World(_) | View::Model(_) | View::Album(_) => {
            return Err(NoPoster(
                "a scene that is drawn has no picture of its own".to_owned(),
            ));
        }
        View::Photo(_) => {
            let mut file = std::fs::File::open(&source.path).map_err(|error| failed(&error))?;
            hash.update_reader(&mut file)
                .map_err(|error| failed(&error))?;
        }
        // Gigabytes are not read for a name: the time and size of the file are in this.
        View::Film(_) => {
            hash.update(source.stamp.as_bytes());
        }
    }
    hash.update(
        format!(
            "{SETTINGS} {SIZE:?} {DECODE_SIDE} {:?} {:?}",
            source.view, source.wanted
        )
        .as_bytes(),
    );
    let name = hash.finalize().to_hex()[..32].to_owned();
    let path = folder.join(format!("{name}.jpg"));
    if let Ok(jpeg) = std::fs::read(&path) {
        return Ok(Poster {
            name,
            jpeg: jpeg.into(),
        });
    }
    let jpeg = match &source.view {
        View::Photo(photo) => of_photo(source, photo),
        View::Film(film) => of_film(source, film),
        View::World(_) | View::Model(_) | View::Album(_) => Err(MediaError::NoPicture),
    }
    .map_err(|error| failed(&error))?;
    if let Err(error) = keep(folder, &path, &jpeg) {
        tracing::warn!(file = %path.display(), "a poster cannot be kept and is made again next time: {error}");
    }
    Ok(Poster {
        name,
        jpeg: jpeg.into(),
    })
}

fn of_photo(source: &PosterSource, photo: &Photo) -> Result<Vec<u8>, MediaError> {
    let limits = Limits {
        max_side: DECODE_SIDE,
        ..Limits::default()
    };
    let decoded = media::decode(&source.path, &limits)?;
    let made = source
        .wanted
        .as_ref()
        .filter(|poster| poster.file.is_some());
    let Some(made) = made else {
        let geometry = media::geometry(&decoded.info, photo)?;
        return draw(source, &decoded.picture, &geometry);
    };
    // A picture that was made for it fills the poster: what is too wide or too high is left out.
    let photo = Photo {
        width: Some(MADE_ACROSS),
        ..photo.clone()
    };
    let geometry = media::geometry(&decoded.info, &photo)?;
    let middle = manifest::Poster {
        yaw: 0.0,
        pitch: 0.0,
        width: filling(&decoded.picture),
        ..made.clone()
    };
    let (width, height) = SIZE;
    media::poster(&decoded.picture, &geometry, Some(&middle), width, height)
}

/// Degrees across of the largest view in the middle of a flat picture, [`MADE_ACROSS`] wide, that it fills.
fn filling(picture: &Picture) -> f32 {
    let across = (MADE_ACROSS / 2.0).to_radians().tan();
    let upwards = across * picture.height as f32 / picture.width.max(1) as f32;
    let fits = across.min(upwards * SIZE.0 as f32 / SIZE.1 as f32);
    // A hair less, so that nothing of its edge is mixed with what is around it.
    2.0 * (fits * 0.995).atan().to_degrees()
}

/// Of frames along the film, the one of which the poster packs worst is taken: in a black, blurred or
/// empty frame there is little to pack.
fn of_film(source: &PosterSource, film: &Film) -> Result<Vec<u8>, MediaError> {
    let info = film::probe(&source.path)?;
    let geometry = film_geometry(&info, film)?;
    let mut best: Result<Vec<u8>, _> = Err(MediaError::NoPicture);
    for share in LOOKED_AT {
        let place = info.duration.mul_f32(share);
        let drawn =
            film::still(&source.path, place).and_then(|picture| draw(source, &picture, &geometry));
        match (&best, &drawn) {
            (Ok(before), Ok(now)) if now.len() <= before.len() => {}
            // A film that is cut short has no frames at its end; those before do.
            (Ok(_), Err(_)) => {}
            _ => best = drawn,
        }
    }
    best
}

fn draw(
    source: &PosterSource,
    picture: &Picture,
    geometry: &Geometry,
) -> Result<Vec<u8>, MediaError> {
    media::poster(picture, geometry, source.wanted.as_ref(), SIZE.0, SIZE.1)
}

/// Writes beside and renames, so that a file is there whole or not at all.
fn keep(folder: &Path, path: &Path, jpeg: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let unfinished = path.with_extension("unfinished");
    std::fs::write(&unfinished, jpeg)?;
    std::fs::rename(unfinished, path)
}

fn remove_others(folder: &Path, names: &[String]) -> std::io::Result<()> {
    for file in std::fs::read_dir(folder)? {
        let file = file?;
        if !names.iter().any(|name| file.file_name() == name.as_str()) {
            std::fs::remove_file(file.path())?;
        }
    }
    Ok(())
}
