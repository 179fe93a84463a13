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
    wanted: HashMap<u64, (Ticket, String)>,
    loads: u64,
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
        );
    }

    pub(super) fn load(&mut self, ticket: Ticket, photo: manifest::Photo, path: PathBuf) {
        self.start(ticket, photo.file.clone(), Source::File(path), photo);
    }

    fn start(&mut self, ticket: Ticket, file: String, source: Source, photo: manifest::Photo) {
        self.loads += 1;
        self.wanted.insert(self.loads, (ticket, file));
        self.loader.start(Wanted {
            ticket: self.loads,
            source,
            photo,
        });
    }

    pub(super) fn unload(&mut self, ticket: Ticket) {
        self.ready.remove(&ticket);
        self.wanted.retain(|_, (waiting, _)| *waiting != ticket);
    }

    pub(super) fn placed(&self, ticket: Ticket) -> Option<&Placed> {
        self.ready.get(&ticket)
    }

    /// Moves loads on: from the disk to the compositor, where it takes pictures, to ready.
    pub(super) fn finished(&mut self, mut layers: Option<&mut PictureLayers>) -> Heard {
        let mut heard = Heard::default();
        for (number, result) in self.loader.finished() {
            // A load that nobody waits for any more is let go.
            let Some((ticket, file)) = self.wanted.get(&number).cloned() else {
                continue;
            };
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
                    heard.notices.push(Notice::PhotoBroken { file });
                    self.wanted.remove(&number);
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
        if let Some((ticket, _)) = self.wanted.remove(&number) {
            self.ready.insert(ticket, placed);
            heard.events.push(Event::Loaded { ticket });
        }
    }
}
