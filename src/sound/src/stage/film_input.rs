//! A film's samples on their way out, and the noting of when which of them is heard.
//!
//! A film is held, sought and starved of samples by the same means: a gate that closes in 60 ms and opens
//! in 60 ms. While it is closed, nothing moves.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rtrb::Consumer;

use super::schedule::Schedule;
use crate::SOFTEST;
use crate::film::{FilmShared, Heard};
use crate::glide::{Fade, apply};
use crate::time::{Nanos, RATE, frames_last};

/// What must be there before it begins, in frames.
const ENOUGH: usize = RATE as usize / 10;
/// With less than this there the sound is going to break off: it goes softly before, in frames.
const LITTLE: usize = (RATE as usize * SOFTEST.as_millis() as usize) / 1000;
/// Pieces that are noted together.
const PIECES: usize = 32;

/// What samples from one frame on are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Mark {
    /// From which frame on, counted over all that ever went into the ring.
    pub(crate) from: u64,
    /// The run time of that frame, in seconds.
    pub(crate) run: f64,
    /// Run time for each second that is heard.
    pub(crate) speed: f64,
    pub(crate) serial: u32,
}

/// A film's samples.
pub(crate) struct FilmInput {
    shared: Arc<FilmShared>,
    supply: Option<Supply>,
    now: Mark,
    gate: Fade,
    starving: bool,
    schedule: Schedule,
    pieces: Vec<Heard>,
}

/// Where a film's samples come from, if it has sound.
pub(crate) struct Supply {
    ring: Consumer<f32>,
    marks: Consumer<Mark>,
    channels: usize,
    /// Whether no more is to come for now: the sound has ended.
    ended: Arc<AtomicBool>,
    taken: u64,
}

impl FilmInput {
    /// A film that has no sound; its clock runs all the same.
    pub(crate) fn silent(shared: Arc<FilmShared>) -> FilmInput {
        FilmInput {
            now: Mark {
                from: 0,
                run: shared.place(),
                speed: 1.0,
                serial: shared.serial(),
            },
            shared,
            supply: None,
            gate: Fade::silent(),
            starving: false,
            schedule: Schedule::default(),
            pieces: Vec::with_capacity(PIECES),
        }
    }

    pub(crate) fn new(
        shared: Arc<FilmShared>,
        ring: Consumer<f32>,
        marks: Consumer<Mark>,
        channels: usize,
        ended: Arc<AtomicBool>,
    ) -> FilmInput {
        FilmInput {
            supply: Some(Supply {
                ring,
                marks,
                channels,
                ended,
                taken: 0,
            }),
            starving: true,
            ..FilmInput::silent(shared)
        }
    }

    pub(crate) fn channels(&self) -> usize {
        self.supply.as_ref().map_or(1, |supply| supply.channels)
    }

    pub(crate) fn leaving(&self) -> Option<Duration> {
        self.shared.leaving()
    }

    pub(crate) fn read(&mut self, samples: &mut [f32], heard: Nanos) {
        samples.fill(0.0);
        let channels = self.channels();
        let frames = samples.len() / channels;
        let there = self.get_ready(frames);
        let waits = frames_until(self.shared.begins(), heard);
        let wanted = self.shared.serial() == self.now.serial
            && self.shared.is_playing()
            && self.shared.leaving().is_none()
            && waits < frames as u64
            && !self.starving;
        let opens = self.gate.is_silent();
        if wanted != self.gate.goes_up() {
            self.gate.toward(wanted, SOFTEST);
        }
        if self.gate.is_silent() {
            self.flush();
            return;
        }
        let (from, to) = self.schedule.span(heard, frames);
        let stretch = (to - from) as f64 / frames_last(frames) as f64;
        let at = |frame: usize| from + (frames_last(frame) as f64 * stretch) as Nanos;
        // It begins in the middle of a block, if that is when it is to begin.
        let mut done = if opens { waits as usize } else { 0 };
        while done < frames {
            let (take, moves) = self.next(frames - done, there - done.min(there));
            if !moves {
                break;
            }
            if let Some(supply) = &mut self.supply {
                let taken = &mut samples[done * channels..(done + take) * channels];
                if supply.ring.pop_entire_slice(taken).is_ok() {
                    supply.taken += take as u64;
                }
            }
            let piece = Heard {
                from: at(done),
                to: at(done + take),
                run: (
                    self.now.run,
                    self.now.run + take as f64 * self.now.speed / f64::from(RATE),
                ),
                serial: self.now.serial,
            };
            self.now.run = piece.run.1;
            done += take;
            if self.pieces.len() < PIECES {
                self.pieces.push(piece);
            }
        }
        let gate = self.gate.span(frames);
        apply(samples, channels, gate);
        self.flush();
    }

    /// Looks at what has come and whether it lasts; says how many frames are there.
    fn get_ready(&mut self, frames: usize) -> usize {
        let wanted = self.shared.serial();
        let Some(supply) = &mut self.supply else {
            self.now.speed = self.shared.rate();
            if self.now.serial != wanted {
                (self.now.serial, self.now.run) = (wanted, self.shared.place());
            }
            return 0;
        };
        if self.gate.is_silent() {
            self.starving |= supply.skip_to(&mut self.now, wanted);
        }
        let ended = supply.ended.load(Ordering::Acquire);
        let there = supply.ring.slots() / supply.channels;
        if self.starving {
            self.starving = !(ended || there >= ENOUGH);
        } else if !ended && there < frames + LITTLE {
            self.starving = true;
            if self.now.serial == wanted && self.shared.is_playing() {
                self.shared.underruns.fetch_add(1, Ordering::Relaxed);
            }
        }
        there
    }

    /// How many of the next frames belong together, and whether the film moves on with them.
    fn next(&mut self, frames: usize, there: usize) -> (usize, bool) {
        let Some(supply) = &mut self.supply else {
            return (frames, true);
        };
        let serial = self.now.serial;
        supply.pass_marks(&mut self.now);
        if self.now.serial != serial {
            // Another place begins before what was heard of the last was over.
            return (0, false);
        }
        let until = supply
            .marks
            .peek()
            .map_or(u64::MAX, |mark| mark.from - supply.taken);
        let take = frames
            .min(there)
            .min(usize::try_from(until).unwrap_or(usize::MAX));
        if take > 0 {
            return (take, true);
        }
        // The sound has ended, the film may not have.
        let ended = supply.ended.load(Ordering::Acquire);
        (frames, ended && supply.ring.is_empty())
    }

    fn flush(&mut self) {
        if !self.pieces.is_empty() && self.shared.note(&self.pieces) {
            self.pieces.clear();
        }
    }
}

impl Supply {
    /// Takes the marks of the frame that comes next.
    fn pass_marks(&mut self, now: &mut Mark) {
        while let Ok(mark) = self.marks.peek() {
            if mark.from > self.taken {
                return;
            }
            *now = *mark;
            let popped = self.marks.pop();
            debug_assert!(popped.is_ok(), "it was there");
        }
    }

    /// Lets everything go that belongs to an older place than the wanted one; says whether there was something.
    fn skip_to(&mut self, now: &mut Mark, wanted: u32) -> bool {
        let mut any = false;
        loop {
            self.pass_marks(now);
            if !is_older(now.serial, wanted) {
                return any;
            }
            let there = self.ring.slots() / self.channels;
            let until = self
                .marks
                .peek()
                .map_or(usize::MAX, |mark| (mark.from - self.taken) as usize);
            let skipped = there.min(until);
            if skipped == 0 {
                return any;
            }
            if let Ok(chunk) = self.ring.read_chunk(skipped * self.channels) {
                chunk.commit_all();
                self.taken += skipped as u64;
                any = true;
            }
        }
    }
}

/// How many frames lie between two moments; none if the first is not the later one.
pub(super) fn frames_until(moment: Nanos, now: Nanos) -> u64 {
    let nanos = u128::try_from(i128::from(moment) - i128::from(now)).unwrap_or(0);
    u64::try_from(nanos * u128::from(RATE) / 1_000_000_000).unwrap_or(u64::MAX)
}

/// Whether one seek came before the other; their numbers may go round.
pub(crate) fn is_older(serial: u32, than: u32) -> bool {
    serial != than && than.wrapping_sub(serial) < u32::MAX / 2
}
