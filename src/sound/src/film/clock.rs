//! The clock of a film: where in it the sound is that is heard now.
//!
//! The thread of the sound device says which piece of the film it put where in time ([`Heard`]); whoever
//! asks gets the place by interpolation between the ends of such a piece and never beyond them. So
//! the clock stands still when nothing comes, whatever the reason, and goes on where it stood.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::time::{Nanos, OutputTime};

/// How fast a film may run.
const RATES: std::ops::RangeInclusive<f64> = 0.9..=1.1;
/// A film whose clock is dropped goes so softly.
const LEAVE: Duration = Duration::from_millis(500);
/// Pieces are kept so long after they were heard.
const MEMORY: Nanos = 3_000_000_000;
/// Pieces that follow each other are kept as one up to this length.
const LONGEST: Nanos = 250_000_000;

/// Moves a film's sound, and says where it is heard. Dropping it ends that sound softly.
#[derive(Debug)]
pub struct FilmClock {
    shared: Arc<FilmShared>,
}

impl FilmClock {
    pub(crate) fn new(shared: Arc<FilmShared>) -> FilmClock {
        FilmClock { shared }
    }

    /// The run time of what is heard now (see [`media::film`]): the picture that belongs to it is to be seen.
    ///
    /// After a seek this is the place that was sought until its first sound is heard. It never runs backwards otherwise.
    pub fn position(&self) -> Duration {
        self.shared.position()
    }

    /// Whether what was sought last (or the beginning) is heard already.
    pub fn is_running(&self) -> bool {
        self.shared.is_running()
    }

    /// Lets it run, or holds it. Both are soft (60 ms), and a film that is held goes on exactly where it was.
    pub fn play(&self, on: bool) {
        self.shared.playing.store(on, Ordering::Release);
    }

    /// Lets nothing of it be heard or move before that moment, whenever it was told to play: several headsets begin
    /// together so. A moment that has gone by changes nothing. Holds until another is said.
    pub fn begin_at(&self, moment: Instant) {
        let at = self.shared.time.of(moment);
        self.shared.begins.store(at, Ordering::Release);
    }

    /// Goes to a place in the film whose sound will carry `serial`; as [`media::film::FilmSource::seek`].
    ///
    /// What is still heard of the old place goes in 60 ms. A film without sound runs on from the new place at once.
    pub fn seek(&self, place: Duration, serial: u32) {
        self.shared.seek(place, serial);
    }

    /// How fast it runs, 0.9 to 1.1; voices keep their pitch. Heard after what is decoded ahead, a third of a second at most.
    pub fn set_rate(&self, rate: f64) {
        let rate = if rate.is_finite() { rate } else { 1.0 };
        let rate = rate.clamp(*RATES.start(), *RATES.end());
        self.shared.rate.store(rate.to_bits(), Ordering::Release);
    }

    /// How often the film's sound did not come in time, so that it was held for a moment.
    pub fn underruns(&self) -> u64 {
        self.shared.underruns.load(Ordering::Relaxed)
    }

    /// Lets the sound go within `fade`; the clock stands still thereafter.
    pub fn stop(&self, fade: Duration) {
        let millis = u32::try_from(fade.as_millis()).unwrap_or(u32::MAX).max(1);
        self.shared.leaving.store(millis, Ordering::Release);
    }
}

impl Drop for FilmClock {
    fn drop(&mut self) {
        if self.shared.leaving.load(Ordering::Acquire) == 0 {
            self.stop(LEAVE);
        }
    }
}

/// What a clock, the thread of the device and the thread that reads the film share.
#[derive(Debug)]
pub(crate) struct FilmShared {
    time: Arc<OutputTime>,
    sought: Mutex<(u32, Duration)>,
    serial: AtomicU32,
    /// Where the sought place is, for the thread of the device; written before `serial`.
    place: AtomicU64,
    playing: AtomicBool,
    rate: AtomicU64,
    /// Nothing is heard before this.
    begins: AtomicI64,
    /// Milliseconds in which it should go; 0 while it stays.
    leaving: AtomicU32,
    pub(crate) underruns: AtomicU64,
    heard: Mutex<VecDeque<Heard>>,
}

/// A piece of a film in time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Heard {
    pub(crate) from: Nanos,
    pub(crate) to: Nanos,
    /// Run time at either end, in seconds.
    pub(crate) run: (f64, f64),
    pub(crate) serial: u32,
}

impl FilmShared {
    pub(crate) fn new(time: Arc<OutputTime>, start: Duration, playing: bool) -> FilmShared {
        FilmShared {
            time,
            sought: Mutex::new((0, start)),
            serial: AtomicU32::new(0),
            place: AtomicU64::new(start.as_nanos() as u64),
            playing: AtomicBool::new(playing),
            rate: AtomicU64::new(1.0_f64.to_bits()),
            begins: AtomicI64::new(Nanos::MIN),
            leaving: AtomicU32::new(0),
            underruns: AtomicU64::new(0),
            heard: Mutex::new(VecDeque::with_capacity(128)),
        }
    }

    pub(crate) fn position(&self) -> Duration {
        let (serial, place) = *lock(&self.sought);
        let now = self.time.now();
        let heard = lock(&self.heard);
        let piece = heard
            .iter()
            .rev()
            .find(|piece| piece.serial == serial && piece.from <= now);
        match piece {
            Some(piece) => Duration::from_secs_f64(piece.at(now).max(0.0)),
            None => place,
        }
    }

    fn is_running(&self) -> bool {
        let (serial, _) = *lock(&self.sought);
        let now = self.time.now();
        lock(&self.heard)
            .iter()
            .any(|piece| piece.serial == serial && piece.from <= now)
    }

    fn seek(&self, place: Duration, serial: u32) {
        *lock(&self.sought) = (serial, place);
        self.place.store(place.as_nanos() as u64, Ordering::Release);
        self.serial.store(serial, Ordering::Release);
    }

    pub(crate) fn serial(&self) -> u32 {
        self.serial.load(Ordering::Acquire)
    }

    /// Seconds into the film of the place that was sought last.
    pub(crate) fn place(&self) -> f64 {
        self.place.load(Ordering::Acquire) as f64 / 1e9
    }

    pub(crate) fn is_playing(&self) -> bool {
        self.playing.load(Ordering::Acquire)
    }

    /// Nothing is heard before this.
    pub(crate) fn begins(&self) -> Nanos {
        self.begins.load(Ordering::Acquire)
    }

    pub(crate) fn rate(&self) -> f64 {
        f64::from_bits(self.rate.load(Ordering::Acquire))
    }

    /// How fast it should go, if it should.
    pub(crate) fn leaving(&self) -> Option<Duration> {
        match self.leaving.load(Ordering::Acquire) {
            0 => None,
            millis => Some(Duration::from_millis(millis.into())),
        }
    }

    /// Notes what was made, without ever waiting: false when it could not be now.
    pub(crate) fn note(&self, pieces: &[Heard]) -> bool {
        let Ok(mut heard) = self.heard.try_lock() else {
            return false;
        };
        for piece in pieces {
            match heard.back_mut() {
                Some(last) if last.goes_on_with(piece) => {
                    (last.to, last.run.1) = (piece.to, piece.run.1);
                }
                _ => {
                    while heard.len() == heard.capacity()
                        || heard.len() > 1 && heard[1].from < piece.from - MEMORY
                    {
                        heard.pop_front();
                    }
                    heard.push_back(*piece);
                }
            }
        }
        true
    }
}

impl Heard {
    fn at(&self, now: Nanos) -> f64 {
        if now >= self.to || self.to <= self.from {
            return self.run.1;
        }
        let share = (now - self.from) as f64 / (self.to - self.from) as f64;
        self.run.0 + share * (self.run.1 - self.run.0)
    }

    fn goes_on_with(&self, next: &Heard) -> bool {
        let speed = |piece: &Heard| (piece.run.1 - piece.run.0) / (piece.to - piece.from) as f64;
        self.serial == next.serial
            && self.to == next.from
            && next.to - self.from <= LONGEST
            && (self.run.1 - next.run.0).abs() < 1e-6
            && (speed(self) - speed(next)).abs() < 1e-13
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
