//! Takes a film's sound ahead, at the rate that is asked for, and marks where in the film it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use media::film::{FilmSound, Heard, SoundPiece};
use rtrb::{Producer, RingBuffer};

use super::Fed;
use super::stretch::Stretch;
use crate::film::FilmShared;
use crate::stage::{FilmInput, Mark, is_older};
use crate::time::RATE;

/// So much is taken ahead, in frames.
const AHEAD: usize = RATE as usize * 3 / 10;
/// Marks that fit into the ring: one for each hop, and for each piece.
const MARKS: usize = 512;
/// Where a film's sound is off by less than this, in seconds, it is taken as going on.
const SEAMLESS: f64 = 0.002;
/// A hole in a film's sound up to this length, in seconds, is silence.
const HOLE: f64 = 10.0;
/// The most channels that are played.
const MOST_CHANNELS: u16 = 4;

/// Takes a film's sound ahead.
pub(crate) struct FilmFeed {
    sound: Box<dyn FilmSound>,
    shared: Arc<FilmShared>,
    channels: usize,
    ring: Producer<f32>,
    marks: Producer<Mark>,
    ended: Arc<AtomicBool>,
    stretch: Stretch,
    serial: u32,
    /// The run time of the stretcher's first frame.
    begins: f64,
    /// The run time that the next piece should begin at; none before the first.
    expected: Option<f64>,
    /// A piece that does not go on from the last, kept until that has left.
    next: Option<SoundPiece>,
    waiting: Vec<f32>,
    sent: usize,
    mark: Option<Mark>,
    /// Frames that were put into the ring.
    pushed: u64,
}

impl FilmFeed {
    /// None when the film's sound has channels that cannot be played: it is silent then.
    pub(crate) fn new(
        sound: Box<dyn FilmSound>,
        shared: &Arc<FilmShared>,
    ) -> Option<(FilmFeed, FilmInput)> {
        let channels = sound.channels();
        if !matches!(channels, 1 | 2 | MOST_CHANNELS) || sound.rate() != RATE {
            tracing::warn!(
                channels,
                rate = sound.rate(),
                "a film's sound that cannot be played; going on without it"
            );
            return None;
        }
        let channels = usize::from(channels);
        let (ring, frames) = RingBuffer::new(AHEAD * channels);
        let (marks, marked) = RingBuffer::new(MARKS);
        let ended = Arc::new(AtomicBool::new(false));
        let input = FilmInput::new(
            Arc::clone(shared),
            frames,
            marked,
            channels,
            Arc::clone(&ended),
        );
        let feed = FilmFeed {
            sound,
            shared: Arc::clone(shared),
            channels,
            ring,
            marks,
            ended,
            stretch: Stretch::new(channels),
            serial: shared.serial(),
            begins: 0.0,
            expected: None,
            next: None,
            waiting: Vec::new(),
            sent: 0,
            mark: None,
            pushed: 0,
        };
        Some((feed, input))
    }

    /// Does one piece of work; waits for the film's sound as long as `patience`.
    pub(crate) fn turn(&mut self, patience: Duration) -> Fed {
        if self.ring.is_abandoned() {
            return Fed::Done;
        }
        if is_older(self.serial, self.shared.serial()) {
            self.drop_old();
        }
        if !self.send() {
            return Fed::Full;
        }
        if self.pull() {
            return Fed::More;
        }
        if let Some(piece) = self.next.take() {
            self.rest();
            self.begin(&piece);
            return Fed::More;
        }
        match self.sound.read(patience) {
            Heard::Piece(piece) => {
                self.take(piece);
                Fed::More
            }
            Heard::Nothing => Fed::Nothing,
            Heard::Ended => {
                if !self.ended.load(Ordering::Acquire) {
                    self.rest();
                    if !self.send() {
                        return Fed::Full;
                    }
                    self.ended.store(true, Ordering::Release);
                }
                // It may be sought in: it is asked again after a rest.
                Fed::Full
            }
        }
    }

    /// What has not left yet of an older place is not wanted any more.
    fn drop_old(&mut self) {
        self.waiting.clear();
        self.sent = 0;
        self.mark = None;
        self.stretch.reset();
        self.expected = None;
        self.serial = self.shared.serial();
        self.next = self.next.take().filter(|piece| piece.serial == self.serial);
    }

    fn take(&mut self, piece: SoundPiece) {
        if is_older(piece.serial, self.shared.serial()) {
            return;
        }
        self.ended.store(false, Ordering::Release);
        let at = piece.at.as_secs_f64();
        let goes_on = piece.serial == self.serial
            && self
                .expected
                .is_some_and(|expected| at - expected < HOLE && at - expected > -HOLE);
        if !goes_on {
            if self.expected.is_some() {
                self.next = Some(piece);
            } else {
                self.begin(&piece);
            }
            return;
        }
        let off = at - self.expected.unwrap_or(at);
        let frames = (off.abs() * f64::from(RATE)).round() as usize;
        if off > SEAMLESS {
            self.stretch.push(&vec![0.0; frames * self.channels]);
            self.push(&piece.samples, at);
        } else if off < -SEAMLESS {
            let skipped = (frames * self.channels).min(piece.samples.len());
            let kept = &piece.samples[skipped..];
            self.push(
                kept,
                at + (skipped / self.channels) as f64 / f64::from(RATE),
            );
        } else {
            self.push(&piece.samples, at);
        }
    }

    /// Begins with a piece that does not go on from any other.
    fn begin(&mut self, piece: &SoundPiece) {
        self.stretch.reset();
        self.serial = piece.serial;
        self.begins = piece.at.as_secs_f64();
        self.push(&piece.samples, self.begins);
    }

    fn push(&mut self, samples: &[f32], at: f64) {
        self.stretch.push(samples);
        let frames = samples.len() / self.channels;
        let by_time = at + frames as f64 / f64::from(RATE);
        // What rounding adds up to is put right at once: the next frame is where the film says.
        let by_count = self.begins + self.stretch.came() as f64 / f64::from(RATE);
        self.begins += by_time - by_count;
        self.expected = Some(by_time);
    }

    fn pull(&mut self) -> bool {
        let rate = self.shared.rate();
        self.waiting.clear();
        self.sent = 0;
        let Some(pulled) = self.stretch.pull(rate, &mut self.waiting) else {
            return false;
        };
        self.note(pulled.place, pulled.speed);
        true
    }

    fn rest(&mut self) {
        self.waiting.clear();
        self.sent = 0;
        let place = self.stretch.rest(&mut self.waiting);
        if !self.waiting.is_empty() {
            self.note(place, 1.0);
        }
        // The rest belongs to what came before whatever begins now.
        self.send();
    }

    fn note(&mut self, place: f64, speed: f64) {
        self.mark = Some(Mark {
            from: self.pushed,
            run: self.begins + place / f64::from(RATE),
            speed,
            serial: self.serial,
        });
    }

    /// Puts what waits into the ring; true when all of it is there.
    fn send(&mut self) -> bool {
        if self.sent == self.waiting.len() {
            return true;
        }
        if let Some(mark) = self.mark {
            if self.marks.push(mark).is_err() {
                return false;
            }
            self.mark = None;
        }
        let room = self.ring.slots() / self.channels * self.channels;
        let next = &self.waiting[self.sent..];
        let sent = room.min(next.len());
        let pushed = self.ring.push_entire_slice(&next[..sent]);
        debug_assert!(pushed.is_ok(), "there was room");
        self.sent += sent;
        self.pushed += (sent / self.channels) as u64;
        self.sent == self.waiting.len()
    }
}
