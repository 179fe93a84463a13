//! Photos from the disk to the graphics card, on a thread of their own.
//!
//! Decoding starts at once, also before there is a graphics card to send to (so that starting the
//! program and reading the first picture go side by side); sending waits for [`PhotoLoader::connect`].
//! The loader outlives the Bevy app: after an OpenXR runtime was lost, the next app connects anew.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use media::{Decoded, Limits, MediaError};

use crate::panorama::{Placed, Uploader};

/// What a load was started for; told back with its result.
pub type Ticket = u64;

/// A photo that is wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Told back with the result.
    pub ticket: Ticket,
    /// The file.
    pub file: PathBuf,
    /// What the manifest says of it.
    pub photo: manifest::Photo,
}

/// A photo on the graphics card.
#[derive(Debug, Clone)]
pub struct LoadedPhoto {
    /// The picture and where its pixels stand.
    pub placed: Placed,
    /// The size in the file, when it had to be brought down to fit.
    pub reduced_from: Option<(u32, u32)>,
    /// The size shown.
    pub size: (u32, u32),
}

/// Reads photos in the background.
pub struct PhotoLoader {
    results: Receiver<(Ticket, Result<LoadedPhoto, MediaError>)>,
    sender: Sender<(Ticket, Result<LoadedPhoto, MediaError>)>,
    card: Arc<Card>,
    max_side: u32,
}

/// The graphics card, once there is one.
#[derive(Default)]
struct Card {
    uploader: Mutex<Option<Uploader>>,
    came: Condvar,
}

impl PhotoLoader {
    /// A loader that brings pictures down to at most `max_side` pixels a side.
    pub fn new(max_side: u32) -> Self {
        let (sender, results) = channel();
        Self { results, sender, card: Arc::default(), max_side }
    }

    /// Gives the graphics card that pictures go to from now on; `None` while there is none.
    pub fn connect(&mut self, uploader: Option<Uploader>) {
        if let Some(uploader) = &uploader {
            self.max_side = uploader.device.limits().max_texture_dimension_2d;
        }
        *self.card.uploader.lock().unwrap_or_else(PoisonError::into_inner) = uploader;
        self.card.came.notify_all();
    }

    /// Starts to read a photo; the result comes through [`finished`](Self::finished).
    pub fn start(&self, wanted: Wanted) {
        let (sender, card, limits) = (self.sender.clone(), Arc::clone(&self.card), Limits::for_side(self.max_side));
        let ticket = wanted.ticket;
        let thread = std::thread::Builder::new().name("photo".into()).spawn(move || {
            let result = decode(&wanted, &limits).map(|(decoded, geometry)| {
                let size = (decoded.picture.width, decoded.picture.height);
                let reduced_from = decoded.reduced_from;
                let picture = card.wait().upload(decoded.picture);
                LoadedPhoto { placed: Placed::new(picture, geometry), reduced_from, size }
            });
            // Nobody listens any more when the program ends.
            let _ = sender.send((wanted.ticket, result));
        });
        if let Err(error) = thread {
            let _ = self.sender.send((ticket, Err(MediaError::Io { detail: error.to_string() })));
        }
    }

    /// The loads that have ended since the last call.
    pub fn finished(&self) -> impl Iterator<Item = (Ticket, Result<LoadedPhoto, MediaError>)> + '_ {
        self.results.try_iter()
    }
}

fn decode(wanted: &Wanted, limits: &Limits) -> Result<(Decoded, media::Geometry), MediaError> {
    let decoded = media::decode(&wanted.file, limits)?;
    let geometry = media::geometry(&decoded.info, &wanted.photo)?;
    Ok((decoded, geometry))
}

impl Card {
    fn wait(&self) -> Uploader {
        let mut uploader = self.uploader.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match &*uploader {
                Some(uploader) => return uploader.clone(),
                None => uploader = self.came.wait(uploader).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}
