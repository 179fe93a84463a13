//! What the decoder's threads, the one that shows and the one that plays the sound share.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::super::{Colour, FilmFault, FilmInfo, OpenOptions};
use super::pictures::Pictures;
use super::sound::Sound;
use super::turn::{Pass, Turn};
use crate::MediaError;

/// One film's shared state.
pub(super) struct Shared {
    state: Mutex<State>,
    /// Something in the state changed: room in a queue, something in one, a seek, the end.
    pub(super) changed: Condvar,
    /// How much of the file is there in percent, if it is cut.
    pub(super) cut: Option<u8>,
    /// Where the film begins.
    pub(super) start: Duration,
    container: &'static str,
    /// What the container says of the colours, which goes before what reaches the end of the pipeline: some
    /// demultiplexers lose the range on the way.
    pub(super) colour: Option<Colour>,
}

/// What [`Shared`] guards.
pub(super) struct State {
    pub(super) pictures: Pictures,
    pub(super) sound: Sound,
    pub(super) looping: bool,
    /// The film is dropped.
    pub(super) stopping: bool,
    pub(super) fault: Option<FilmFault>,
    /// The number of the seek asked for last.
    pub(super) wanted: u32,
    /// What follows the flush of the seek that is being carried out.
    pub(super) pending: Pass,
    /// The pipeline knows its streams.
    pub(super) ready: bool,
}

/// One of the two streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stream {
    Pictures,
    Sound,
}

impl State {
    /// Where a stream stands.
    pub(super) fn turn(&mut self, stream: Stream) -> &mut Turn {
        match stream {
            Stream::Pictures => &mut self.pictures.turn,
            Stream::Sound => &mut self.sound.turn,
        }
    }

    /// Whether a seek was asked for that has not been carried out.
    pub(super) fn is_sought(&self) -> bool {
        self.pictures
            .turn
            .pass
            .is_some_and(|pass| pass.serial != self.wanted)
    }

    /// Whether what a stream brings is of no use.
    pub(super) fn is_unwanted(&mut self, stream: Stream) -> bool {
        let wanted = self.wanted;
        let turn = self.turn(stream);
        let old = turn.flushing || turn.pass.is_some_and(|pass| pass.serial != wanted);
        old || self.stopping || self.fault.is_some()
    }

    /// Whether one more frame or piece may be put in. Before the first seek is carried out decoders wait for it.
    pub(super) fn has_room(&mut self, stream: Stream) -> bool {
        if self.turn(stream).pass.is_none() {
            return false;
        }
        match stream {
            Stream::Pictures => self.pictures.has_room(self.sound.heard),
            Stream::Sound => self.sound.has_room(self.pictures.asked),
        }
    }
}

impl Shared {
    pub(super) fn new(info: &FilmInfo, options: &OpenOptions, channels: u16) -> Self {
        let pending = Pass {
            serial: 0,
            begins: options.start,
            rounds: 0,
        };
        let state = State {
            pictures: Pictures::new(Turn::new(info.duration), options.every_frame),
            sound: Sound::new(Turn::new(info.duration), channels),
            looping: options.looping,
            stopping: false,
            fault: None,
            wanted: 0,
            pending,
            ready: false,
        };
        let container = match info.container.as_str() {
            "MP4" => "MP4",
            "MOV" => "MOV",
            "WebM" => "WebM",
            _ => "Matroska",
        };
        Self {
            state: Mutex::new(state),
            changed: Condvar::new(),
            cut: info.cut,
            start: options.start,
            container,
            colour: info.colour,
        }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a change, at most `longest`.
    pub(super) fn wait<'a>(
        &self,
        state: MutexGuard<'a, State>,
        longest: Duration,
    ) -> MutexGuard<'a, State> {
        self.changed
            .wait_timeout(state, longest)
            .unwrap_or_else(PoisonError::into_inner)
            .0
    }

    /// Waits until one more frame or piece may be put in; `None` if it is of no use any more.
    pub(super) fn wait_for_room(&self, stream: Stream) -> Option<MutexGuard<'_, State>> {
        let mut state = self.lock();
        loop {
            if state.is_unwanted(stream) {
                return None;
            }
            if state.has_room(stream) {
                return Some(state);
            }
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// From now on only what follows the seek `serial` counts.
    pub(super) fn want(&self, serial: u32) {
        let mut state = self.lock();
        state.wanted = serial;
        state.pictures.clear();
        state.pictures.turn.ended = false;
        state.sound.clear();
        state.sound.turn.ended = false;
        drop(state);
        self.changed.notify_all();
    }

    pub(super) fn stop(&self) {
        self.lock().stopping = true;
        self.changed.notify_all();
    }

    /// The decoder gave up. The first reason counts.
    pub(super) fn fail(&self, error: &MediaError) {
        tracing::warn!(code = error.code(), %error, "a film broke off");
        self.lock().fault.get_or_insert(FilmFault {
            code: error.code(),
            reason: error.to_string(),
        });
        self.changed.notify_all();
    }

    /// A round of pictures is over: was it all there?
    pub(super) fn check_end(&self, seen_until: Option<Duration>, duration: Duration) {
        let Some(seen_until) = seen_until else {
            return;
        };
        let missing = duration.saturating_sub(seen_until);
        if let Some(percent) = self.cut.filter(|_| missing > Duration::from_millis(100)) {
            self.fail(&MediaError::FilmCutShort {
                kind: self.container,
                percent,
            });
        } else if missing > Duration::from_millis(1_500).max(duration / 20) {
            let reason = format!(
                "it broke off after {:.1} of {:.1} s",
                seen_until.as_secs_f64(),
                duration.as_secs_f64()
            );
            self.fail(&MediaError::FilmBroken { reason });
        }
    }

    /// The length of a film whose header does not say it.
    pub(super) fn wait_for_duration(&self, patience: Duration) -> Result<Duration, MediaError> {
        let until = Instant::now() + patience;
        let mut state = self.lock();
        loop {
            if let Some(fault) = &state.fault {
                return Err(MediaError::FilmBroken {
                    reason: fault.reason.clone(),
                });
            }
            if state.ready {
                let duration = state.pictures.turn.duration;
                return if duration.is_zero() {
                    Err(MediaError::NoLength)
                } else {
                    Ok(duration)
                };
            }
            let Some(left) = until.checked_duration_since(Instant::now()) else {
                return Err(MediaError::NoLength);
            };
            state = self.wait(state, left);
        }
    }
}
