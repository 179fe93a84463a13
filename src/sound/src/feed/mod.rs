//! Reads what will be heard a moment ahead, away from the thread of the sound device.
//!
//! A [`FileFeed`] reads, resamples and repeats a file; a [`FilmFeed`] takes a film's sound, makes it slower or
//! faster, and marks where in the film it is. Both put frames into rings, as far as there is room.
//! [`Feeding`] is who turns them: threads, or (where sound is not made in step with time) whoever makes it.

mod file;
mod film;
mod resample;
mod stretch;
mod supply;

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

pub(crate) use file::{FileFeed, Plan};
pub(crate) use film::FilmFeed;
pub(crate) use supply::Shape;

use crate::SoundProblem;

/// How often files are looked after; a tenth of what is read ahead.
const TURN: Duration = Duration::from_millis(60);
/// How long a film's sound is waited for before looking around.
const PATIENCE: Duration = Duration::from_millis(50);
/// How long a film's thread rests when there is room for no more.
const REST: Duration = Duration::from_millis(15);

/// What a turn of a feed came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fed {
    /// There may be more at once.
    More,
    /// There is no room.
    Full,
    /// Nothing came in time.
    Nothing,
    /// Nobody listens any more, or there is nothing left.
    Done,
}

/// Problems on their way to whoever asks for them.
pub(crate) type Problems = Arc<Mutex<Vec<SoundProblem>>>;

pub(crate) fn tell(problems: &Problems, problem: SoundProblem) {
    problems
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(problem);
}

/// Who turns the feeds.
pub(crate) enum Feeding {
    /// Threads.
    Threads { files: Sender<FileFeed> },
    /// Whoever calls [`Feeding::turn`].
    ByHand {
        files: Vec<FileFeed>,
        films: Vec<FilmFeed>,
    },
}

impl Feeding {
    pub(crate) fn threads() -> Feeding {
        let (files, inbox) = mpsc::channel();
        if let Err(error) = thread::Builder::new()
            .name("sound files".into())
            .spawn(move || look_after(&inbox))
        {
            tracing::error!(%error, "no thread to read sounds");
        }
        Feeding::Threads { files }
    }

    pub(crate) fn by_hand() -> Feeding {
        Feeding::ByHand {
            files: Vec::new(),
            films: Vec::new(),
        }
    }

    /// Takes a file whose ring has been filled once.
    pub(crate) fn file(&mut self, feed: FileFeed) {
        match self {
            Feeding::Threads { files } => {
                if files.send(feed).is_err() {
                    tracing::error!("the thread that reads sounds is gone");
                }
            }
            Feeding::ByHand { files, .. } => files.push(feed),
        }
    }

    pub(crate) fn film(&mut self, mut feed: FilmFeed) {
        match self {
            Feeding::Threads { .. } => {
                let run = move || {
                    loop {
                        match feed.turn(PATIENCE) {
                            Fed::Done => return,
                            Fed::Full => thread::park_timeout(REST),
                            Fed::More | Fed::Nothing => {}
                        }
                    }
                };
                let spawned = thread::Builder::new().name("film sound".into()).spawn(run);
                if let Err(error) = spawned {
                    tracing::error!(%error, "no thread to read a film's sound");
                }
            }
            Feeding::ByHand { films, .. } => films.push(feed),
        }
    }

    /// Fills all rings.
    pub(crate) fn turn(&mut self) {
        if let Feeding::ByHand { files, films } = self {
            files.retain_mut(|feed| feed.turn() != Fed::Done);
            films.retain_mut(|feed| {
                loop {
                    match feed.turn(Duration::ZERO) {
                        Fed::More => {}
                        Fed::Full | Fed::Nothing => return true,
                        Fed::Done => return false,
                    }
                }
            });
        }
    }
}

fn look_after(inbox: &Receiver<FileFeed>) {
    let mut feeds: Vec<FileFeed> = Vec::new();
    loop {
        match inbox.recv_timeout(TURN) {
            Ok(feed) => feeds.push(feed),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) if feeds.is_empty() => return,
            // Those that are heard are read to their end; nobody listens soon.
            Err(RecvTimeoutError::Disconnected) => thread::park_timeout(TURN),
        }
        feeds.retain_mut(|feed| feed.turn() != Fed::Done);
    }
}
