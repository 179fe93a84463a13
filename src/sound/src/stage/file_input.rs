//! Samples that a feeder has read from a file, on their way out.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rtrb::Consumer;

use super::DUCKING;
use super::film_input::frames_until;
use super::schedule::Schedule;
use crate::SOFTEST;
use crate::film::{FilmShared, Heard};
use crate::glide::{Fade, apply};
use crate::time::{Nanos, RATE, frames_last};

/// What must be there before it goes on after the feeder fell behind, in frames.
const ENOUGH: usize = RATE as usize / 10;
/// With less than this a sound that has not ended is going to break off: it goes softly before, in frames.
const LITTLE: usize = (RATE as usize * SOFTEST.as_millis() as usize) / 1000;

/// All else is held down so long before a word, in frames,
const AHEAD: usize = (RATE as u128 * DUCKING.as_millis() / 1000) as usize;
/// and through pauses of this length: between sentences nothing moves, in a long silence everything comes back.
const PAUSE: usize = RATE as usize * 3 / 2;
/// What is louder than this is a word, not the room that it was spoken in.
const WORD: f32 = 0.002;

/// Samples of a file.
pub(crate) struct FileInput {
    ring: Consumer<f32>,
    channels: usize,
    /// Said by the feeder when it has put everything there is into the ring.
    ended: Arc<AtomicBool>,
    gate: Fade,
    starving: bool,
    over: bool,
    spoken: Option<Spoken>,
    /// Its first frame is heard at this moment; at once, if there is none.
    begins: Option<Nanos>,
}

/// What is known of words besides their samples.
pub(crate) struct Spoken {
    /// Says where in them what is heard is.
    pub(crate) place: Arc<FilmShared>,
    /// How many frames of silence come first.
    lead: u64,
    /// Where in the recording the first word is, in seconds.
    from: f64,
    read: u64,
    schedule: Schedule,
    /// For how many frames more all else is held down.
    hold: usize,
}

impl Spoken {
    pub(crate) fn new(place: Arc<FilmShared>, lead: u64, from: Duration) -> Spoken {
        Spoken {
            place,
            lead,
            from: from.as_secs_f64(),
            read: 0,
            schedule: Schedule::default(),
            hold: 0,
        }
    }

    /// Looks for words in what comes, of which so many frames have not been looked at.
    fn look_ahead(&mut self, ring: &mut Consumer<f32>, channels: usize, frames: usize) {
        self.hold = self.hold.saturating_sub(frames);
        let there = (ring.slots() / channels).min(AHEAD);
        let new = if self.read == 0 {
            there
        } else {
            frames.min(there)
        };
        if let Ok(coming) = ring.read_chunk(there * channels) {
            let (first, second) = coming.as_slices();
            let mut newest = second.iter().rev().chain(first.iter().rev());
            if newest
                .by_ref()
                .take(new * channels)
                .any(|sample| sample.abs() > WORD)
            {
                self.hold = AHEAD + PAUSE;
            }
        }
    }
}

impl FileInput {
    pub(crate) fn new(ring: Consumer<f32>, channels: usize, ended: Arc<AtomicBool>) -> FileInput {
        FileInput {
            ring,
            channels,
            ended,
            gate: Fade::silent(),
            starving: true,
            over: false,
            spoken: None,
            begins: None,
        }
    }

    /// All of it is there already, and soft at both ends.
    pub(crate) fn whole(ring: Consumer<f32>, channels: usize) -> FileInput {
        FileInput {
            gate: Fade::full(),
            starving: false,
            ..FileInput::new(ring, channels, Arc::new(AtomicBool::new(true)))
        }
    }

    /// Lets nothing of it be heard before that moment.
    pub(crate) fn beginning(self, at: Option<Nanos>) -> FileInput {
        FileInput { begins: at, ..self }
    }

    pub(crate) fn spoken(self, spoken: Spoken) -> FileInput {
        FileInput {
            spoken: Some(spoken),
            ..self
        }
    }

    pub(crate) fn channels(&self) -> usize {
        self.channels
    }

    pub(crate) fn is_over(&self) -> bool {
        self.over
    }

    pub(crate) fn speaks(&self) -> bool {
        !self.over && self.spoken.as_ref().is_some_and(|spoken| spoken.hold > 0)
    }

    pub(crate) fn read(&mut self, samples: &mut [f32], heard: Nanos) {
        let frames = samples.len() / self.channels;
        let waits = self.begins.map_or(0, |at| frames_until(at, heard));
        if waits >= frames as u64 {
            return samples.fill(0.0);
        }
        // It begins in the middle of a block, if that is when it is to begin.
        self.begins = None;
        let waits = waits as usize;
        let (silent, samples) = samples.split_at_mut(waits * self.channels);
        silent.fill(0.0);
        self.go_on(samples, heard + frames_last(waits));
    }

    fn go_on(&mut self, samples: &mut [f32], heard: Nanos) {
        let frames = samples.len() / self.channels;
        let ended = self.ended.load(Ordering::Acquire);
        let there = self.ring.slots() / self.channels;
        if self.starving {
            if ended || there >= ENOUGH {
                self.starving = false;
                self.gate.toward(true, SOFTEST);
            }
        } else if !ended && there < frames + LITTLE {
            self.starving = true;
            self.gate.toward(false, SOFTEST);
        }
        samples.fill(0.0);
        if self.gate.is_silent() {
            return;
        }
        let taken = frames.min(there);
        let popped = self
            .ring
            .pop_entire_slice(&mut samples[..taken * self.channels]);
        debug_assert!(popped.is_ok(), "they were there");
        self.over = ended && taken == there && taken < frames;
        let gate = self.gate.span(frames);
        apply(samples, self.channels, gate);
        if let Some(spoken) = &mut self.spoken {
            spoken.look_ahead(&mut self.ring, self.channels, frames);
            let seconds = |read: u64| {
                let before = (read as f64 - spoken.lead as f64) / f64::from(RATE);
                before.max(0.0) + spoken.from
            };
            let (from, to) = spoken.schedule.span(heard, frames);
            let run = (seconds(spoken.read), seconds(spoken.read + frames as u64));
            spoken.read += frames as u64;
            spoken.place.note(&[Heard {
                from,
                to,
                run,
                serial: 0,
            }]);
        }
    }
}
