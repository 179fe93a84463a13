//! Photos from the disk to the graphics card, on a thread of their own.
//!
//! Decoding starts at once, also before there is a graphics card to send to (so that starting the
//! program and reading the first picture go side by side); sending waits for [`PhotoLoader::connect`].
//! The loader outlives the Bevy app: after an OpenXR runtime was lost, the next app connects anew.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use media::decode::{Band, Format, Layout, Receive};
use media::{Limits, MediaError};

use crate::panorama::{GpuPicture, Placed, Upload, Uploader};

/// What a load was started for; told back with its result.
pub type Ticket = u64;

/// A photo that is wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Told back with the result.
    pub ticket: Ticket,
    /// Where it is.
    pub source: Source,
    /// What the manifest says of it.
    pub photo: manifest::Photo,
}

/// Where a photo comes from.
#[derive(Debug, Clone)]
pub enum Source {
    /// A file, opened by its path: also on Android nothing is read whole before it is known to be a photo.
    File(PathBuf),
    /// A file that is a part of the program.
    Bytes(&'static [u8]),
}

/// A photo on the graphics card.
#[derive(Clone)]
pub struct LoadedPhoto {
    /// The picture and where its pixels stand.
    pub placed: Placed,
    /// The size in the file, when it had to be brought down to fit.
    pub reduced_from: Option<(u32, u32)>,
    /// The size shown.
    pub size: (u32, u32),
}

/// What came of a load.
pub type Finished = (Ticket, Result<LoadedPhoto, MediaError>);

/// Reads photos in the background.
pub struct PhotoLoader {
    /// Behind a lock only because the app's resources are shared between threads.
    results: Mutex<Receiver<Finished>>,
    sender: Sender<Finished>,
    card: Arc<Card>,
    max_side: u32,
    threads: Vec<JoinHandle<()>>,
}

/// The graphics card, once there is one.
#[derive(Default)]
struct Card {
    state: Mutex<CardState>,
    changed: Condvar,
}

#[derive(Default)]
struct CardState {
    uploader: Option<Uploader>,
    /// The program ends: nobody waits for a card any more.
    closed: bool,
}

impl PhotoLoader {
    /// A loader that brings pictures down to at most `max_side` pixels a side.
    pub fn new(max_side: u32) -> Self {
        let (sender, results) = channel();
        Self {
            results: Mutex::new(results),
            sender,
            card: Arc::default(),
            max_side,
            threads: Vec::new(),
        }
    }

    /// Gives the graphics card that pictures go to from now on; `None` while there is none.
    pub fn connect(&mut self, uploader: Option<Uploader>) {
        if let Some(uploader) = &uploader {
            self.max_side = uploader.device.limits().max_texture_dimension_2d;
        }
        self.card.state().uploader = uploader;
        self.card.changed.notify_all();
    }

    /// Starts to read a photo; the result comes through [`finished`](Self::finished).
    pub fn start(&mut self, wanted: Wanted) {
        self.threads.retain(|thread| !thread.is_finished());
        let (sender, card, limits) = (
            self.sender.clone(),
            Arc::clone(&self.card),
            Limits {
                max_side: self.max_side,
                ..Limits::default()
            },
        );
        let ticket = wanted.ticket;
        let thread = std::thread::Builder::new()
            .name("photo".into())
            .spawn(move || {
                if let Some(result) = load(&wanted, &limits, &card) {
                    // Nobody listens any more when the program ends.
                    let _ = sender.send((wanted.ticket, result));
                }
            });
        match thread {
            Ok(thread) => self.threads.push(thread),
            Err(source) => {
                let path = PathBuf::new();
                let failed = (ticket, Err(MediaError::Unreadable { path, source }));
                // We hold the other end ourselves.
                let _ = self.sender.send(failed);
            }
        }
    }

    /// The loads that have ended since the last call.
    pub fn finished(&mut self) -> Vec<Finished> {
        self.results
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .try_iter()
            .collect()
    }
}

/// The program may not end while a thread still speaks to the graphics card.
impl Drop for PhotoLoader {
    fn drop(&mut self) {
        self.card.state().closed = true;
        self.card.changed.notify_all();
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a thread that loaded a photo had a fault");
            }
        }
    }
}

/// Nothing when the program ends before there is anywhere to load to.
fn load(wanted: &Wanted, limits: &Limits, card: &Card) -> Option<Result<LoadedPhoto, MediaError>> {
    let mut sending = Sending {
        card,
        upload: None,
        early: Early::default(),
    };
    let outcome = match &wanted.source {
        Source::File(path) => media::decode::decode_bands(path, limits, &mut sending),
        Source::Bytes(bytes) => media::decode::decode_bytes_bands(bytes, limits, &mut sending),
    };
    let placed = outcome.and_then(|outcome| {
        let geometry = media::geometry(&outcome.info, &wanted.photo)?;
        Ok((outcome.reduced_from, geometry))
    });
    let (reduced_from, geometry) = match placed {
        Ok(placed) => placed,
        Err(error) => return Some(Err(error)),
    };
    let picture = sending.finish()?;
    let size = (picture.width(), picture.height());
    Some(Ok(LoadedPhoto {
        placed: Placed::new(picture, geometry),
        reduced_from,
        size,
    }))
}

/// Sends rows on as they are decoded. Before there is a graphics card they are kept.
struct Sending<'a> {
    card: &'a Card,
    upload: Option<Upload>,
    early: Early,
}

/// The rows that came before there was a graphics card.
#[derive(Default)]
struct Early {
    layout: Option<Layout>,
    first: Vec<u8>,
    chroma: Vec<u8>,
}

impl Receive for Sending<'_> {
    fn begin(&mut self, layout: Layout) {
        self.early.layout = Some(layout);
        self.upload = self
            .card
            .now()
            .map(|uploader| Upload::new(uploader, layout));
    }

    fn band(&mut self, band: Band<'_>) {
        if self.upload.is_none()
            && let Some(uploader) = self.card.now()
        {
            self.catch_up(uploader);
        }
        match &mut self.upload {
            Some(upload) => upload.send(band),
            None => self.early.keep(band),
        }
    }
}

impl Sending<'_> {
    fn catch_up(&mut self, uploader: Uploader) {
        let early = std::mem::take(&mut self.early);
        if let Some(layout) = early.layout {
            let mut upload = Upload::new(uploader, layout);
            upload.send(early.band(layout));
            self.upload = Some(upload);
        }
    }

    /// The picture; nothing when the program ends first.
    fn finish(mut self) -> Option<GpuPicture> {
        if self.upload.is_none() {
            self.catch_up(self.card.wait()?);
        }
        self.upload.map(Upload::finish)
    }
}

impl Early {
    fn keep(&mut self, band: Band<'_>) {
        match band {
            Band::Rgba { rows, .. } => self.first.extend_from_slice(rows),
            Band::YCbCr { luma, chroma, .. } => {
                self.first.extend_from_slice(luma);
                self.chroma.extend_from_slice(chroma);
            }
        }
    }

    fn band(&self, layout: Layout) -> Band<'_> {
        match layout.format {
            Format::Rgba => Band::Rgba {
                top: 0,
                rows: &self.first,
            },
            Format::YCbCr { .. } => Band::YCbCr {
                top: 0,
                luma: &self.first,
                chroma_top: 0,
                chroma: &self.chroma,
            },
        }
    }
}

impl Card {
    fn state(&self) -> MutexGuard<'_, CardState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> Option<Uploader> {
        self.state().uploader.clone()
    }

    /// Waits for a graphics card; nothing when the program ends first.
    fn wait(&self) -> Option<Uploader> {
        let mut state = self.state();
        while state.uploader.is_none() && !state.closed {
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        state.uploader.clone()
    }
}
