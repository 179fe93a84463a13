//! The pictures behind the director's tickets: loading, on their way to the compositor, ready.

use std::collections::HashMap;
use std::path::PathBuf;

use director::{Event, Ticket};
use protocol::Notice;

use crate::loading::{PhotoLoader, Source, Wanted};
use crate::panorama::{Placed, Uploader};
use crate::xr::layer::PictureLayers;

/// The picture of the calm scene; a part of the program, so that it can never be missing (H10).
const LOBBY: &[u8] = include_bytes!("../../../../assets/lobby/lake.jpg");
/// Pictures are read before there is a graphics card to ask; this is what all of them take.
const SIDE_BEFORE_CARD: u32 = 8192;

pub(super) struct Pictures {
    loader: PhotoLoader,
    ready: HashMap<Ticket, Placed>,
    /// The loads that are waited for by their own number: a ticket comes again when the renderer was lost.
    wanted: HashMap<u64, Load>,
    loads: u64,
}

/// A load that is waited for.
struct Load {
    ticket: Ticket,
    file: String,
    /// It stands in for a film until that comes: nothing is lost without it.
    still: bool,
}

/// What came of the loads since last time.
#[derive(Default)]
pub(super) struct Heard {
    pub(super) events: Vec<Event>,
    pub(super) notices: Vec<Notice>,
}

impl Pictures {
    pub(super) fn new() -> Self {
        Self {
            loader: PhotoLoader::new(SIDE_BEFORE_CARD),
            ready: HashMap::new(),
            wanted: HashMap::new(),
            loads: 0,
        }
    }

    pub(super) fn connect(&mut self, uploader: Uploader) {
        self.loader.connect(Some(uploader));
    }

    pub(super) fn lost(&mut self) {
        self.loader.connect(None);
        self.ready.clear();
        self.wanted.clear();
    }

    pub(super) fn load_lobby(&mut self, ticket: Ticket) {
        self.start(
            ticket,
            String::new(),
            Source::Bytes(LOBBY),
            manifest::Photo::default(),
            false,
        );
    }

    pub(super) fn load(&mut self, ticket: Ticket, photo: manifest::Photo, path: PathBuf) {
        let file = photo.file.clone();
        self.start(ticket, file, Source::File(path), photo, false);
    }

    /// Loads what stands in a film's place while that is being opened.
    pub(super) fn load_still(&mut self, ticket: Ticket, film: &manifest::Film, path: PathBuf) {
        let photo = manifest::Photo {
            file: film.still.clone().unwrap_or_default(),
            projection: film.projection,
            stereo: film.stereo,
            heading: film.heading,
            pitch: film.pitch,
            roll: film.roll,
            width: film.width,
        };
        let file = photo.file.clone();
        self.start(ticket, file, Source::File(path), photo, true);
    }

    /// The film is there before its still is: nobody waits for that any more.
    pub(super) fn needs_no_still(&mut self, ticket: Ticket) {
        self.wanted
            .retain(|_, load| load.ticket != ticket || !load.still);
    }

    fn start(
        &mut self,
        ticket: Ticket,
        file: String,
        source: Source,
        photo: manifest::Photo,
        still: bool,
    ) {
        self.loads += 1;
        let load = Load {
            ticket,
            file,
            still,
        };
        self.wanted.insert(self.loads, load);
        self.loader.start(Wanted {
            ticket: self.loads,
            source,
            photo,
        });
    }

    pub(super) fn unload(&mut self, ticket: Ticket) {
        self.ready.remove(&ticket);
        self.wanted.retain(|_, load| load.ticket != ticket);
    }

    pub(super) fn placed(&self, ticket: Ticket) -> Option<&Placed> {
        self.ready.get(&ticket)
    }

    /// Moves loads on: from the disk to the compositor, where it takes pictures, to ready.
    pub(super) fn finished(&mut self, mut layers: Option<&mut PictureLayers>) -> Heard {
        let mut heard = Heard::default();
        for (number, result) in self.loader.finished() {
            // A load that nobody waits for any more is let go.
            let Some(load) = self.wanted.get(&number) else {
                continue;
            };
            let (ticket, file, still) = (load.ticket, load.file.clone(), load.still);
            match result {
                Ok(loaded) => {
                    if let Some(from) = loaded.reduced_from {
                        heard.notices.push(Notice::PhotoReduced {
                            file,
                            from,
                            to: loaded.size,
                        });
                    }
                    match layers.as_deref_mut().filter(|layers| layers.wanted()) {
                        Some(layers) => layers.start(number, loaded.placed),
                        None => self.arrive(number, loaded.placed, &mut heard),
                    }
                }
                Err(error) => {
                    tracing::warn!(code = error.code(), %error, "a photo cannot be shown");
                    self.wanted.remove(&number);
                    if still {
                        continue;
                    }
                    heard.notices.push(Notice::PhotoBroken { file });
                    heard.events.push(Event::LoadFailed { ticket });
                }
            }
        }
        for (number, placed) in layers.map(PictureLayers::finished).unwrap_or_default() {
            self.arrive(number, placed, &mut heard);
        }
        heard
    }

    fn arrive(&mut self, number: u64, placed: Placed, heard: &mut Heard) {
        if let Some(Load { ticket, .. }) = self.wanted.remove(&number) {
            self.ready.insert(ticket, placed);
            heard.events.push(Event::Loaded { ticket });
        }
    }
}
