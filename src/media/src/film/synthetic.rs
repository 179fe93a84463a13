//! A film that is drawn instead of decoded: every frame shows its number, every second a flash and a click.
//!
//! For tests and measurements. Each frame carries its number as a [`code`] of light and dark blocks that is
//! read back from pixels, also after encoding, projecting and rendering. Half a second after each whole
//! second one frame is white (the code stays readable), and at that frame's time a click of 1 kHz begins in
//! the sound: what is shown and what is heard can be compared by time.
//!
//! Frames are drawn when they are asked for and take nothing but the drawing; nothing is decoded ahead, and
//! seeking is exact and at once. What a real decoder adds (waiting, failing) is not imitated.
//!
//! ```
//! use std::time::Duration;
//! use media::film::{FilmSource, FrameContent, synthetic::{Synthetic, code}};
//!
//! let mut film = Synthetic { width: 640, height: 320, ..Synthetic::default() }.open();
//! film.seek(Duration::from_millis(2_500), 1);
//! let frame = film.frame(Duration::from_millis(2_500)).unwrap();
//! let FrameContent::Planes(planes) = frame.content else { unreachable!() };
//! assert_eq!(code::number_in(&*planes, media::Stereo::Mono), Some(75));
//! assert!(code::is_flash(&*planes));
//! ```

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::{
    AudioTrack, Colour, FilmInfo, FilmSound, FilmSource, FilmState, Frame, FrameContent, Heard,
    Matrix, PlaneFormat, PlaneLayout, SoundPiece, Spherical,
};
use crate::{Orientation, Projection, Stereo};

pub mod code;
mod drawing;

use drawing::Drawing;

/// Samples of sound a second.
const RATE: u64 = 48_000;

/// Sample frames in a piece of sound: 10 ms.
const PIECE: u64 = 480;

/// How long a click lasts, in samples: ten waves of 1 kHz.
const CLICK: u64 = 480;

/// How loud a click is.
pub const CLICK_PEAK: f32 = 0.5;

/// What a drawn film is to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Synthetic {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Frames a second as a fraction: `(30, 1)`, `(30_000, 1_001)`.
    pub frame_rate: (u32, u32),
    /// How long it lasts.
    pub duration: Duration,
    /// Which planes it has: [`PlaneFormat::Nv12`] or [`PlaneFormat::I420`].
    pub format: PlaneFormat,
    /// How it says that it lies around the viewer.
    pub projection: Projection,
    /// Where it has the two eyes' pictures; the right eye's is darker.
    pub stereo: Stereo,
    /// Channels of sound: 0 for none, 1, 2, or 4 for ambisonics with the click straight ahead.
    pub channels: u16,
    /// Whether it begins anew at its end.
    pub looping: bool,
}

impl Default for Synthetic {
    /// Ten seconds of a 1280×640 panorama with 30 frames a second and stereo sound, looping.
    fn default() -> Self {
        Self {
            width: 1280,
            height: 640,
            frame_rate: (30, 1),
            duration: Duration::from_secs(10),
            format: PlaneFormat::Nv12,
            projection: Projection::Equirectangular,
            stereo: Stereo::Mono,
            channels: 2,
            looping: true,
        }
    }
}

impl Synthetic {
    /// Opens the film. A size of 0, a rate of 0 or a 10-bit format are brought to the nearest that can be drawn.
    pub fn open(self) -> SyntheticFilm {
        let film = Self {
            width: self.width.max(1),
            height: self.height.max(1),
            frame_rate: (self.frame_rate.0.max(1), self.frame_rate.1.max(1)),
            duration: self.duration.max(Duration::from_millis(1)),
            format: match self.format {
                PlaneFormat::P010 => PlaneFormat::Nv12,
                PlaneFormat::I420p10 => PlaneFormat::I420,
                format => format,
            },
            ..self
        };
        let layout = PlaneLayout {
            width: film.width,
            height: film.height,
            format: film.format,
            colour: Colour {
                matrix: Matrix::Bt709,
                full_range: false,
            },
        };
        SyntheticFilm {
            info: info(&film),
            drawing: Drawing::new(layout, film.stereo),
            shared: Arc::new(Mutex::new(Shared {
                looping: film.looping,
                sought: Duration::ZERO,
                serial: 0,
                samples: 0,
            })),
            sound_taken: false,
            shown: None,
            dropped: 0,
            ended: false,
            film,
        }
    }

    /// Frames in one round.
    pub fn frames(&self) -> u64 {
        let (num, den) = self.rate();
        let whole = self.duration.as_nanos() * num;
        let unit = den * NANOS;
        u64::try_from(whole.div_ceil(unit))
            .unwrap_or(u64::MAX)
            .max(1)
    }

    /// When frame `number` of the first round begins to be shown.
    pub fn time_of(&self, number: u64) -> Duration {
        let (num, den) = self.rate();
        nanos((u128::from(number) * den * NANOS).div_ceil(num))
    }

    /// The frame that is shown at `place` in the film.
    pub fn frame_at(&self, place: Duration) -> u64 {
        let (num, den) = self.rate();
        let number = place.as_nanos() * num / (den * NANOS);
        u64::try_from(number)
            .unwrap_or(u64::MAX)
            .min(self.frames() - 1)
    }

    /// Whether frame `number` is white: the first one half a second after a whole second.
    pub fn is_flash(&self, number: u64) -> bool {
        let half = Duration::from_millis(500);
        let time = self.time_of(number);
        let second = Duration::from_secs(time.as_secs());
        time >= second + half && (number == 0 || self.time_of(number - 1) < second + half)
    }

    /// The click's sample at `place` in the film, −1 to 1.
    fn click(&self, place: Duration) -> f32 {
        let half = Duration::from_millis(500);
        let wanted = Duration::from_secs(place.as_secs()) + half;
        let (num, den) = self.rate();
        let first = (wanted.as_nanos() * num).div_ceil(den * NANOS);
        let begins = self.time_of(u64::try_from(first).unwrap_or(u64::MAX));
        let Some(since) = place.checked_sub(begins).filter(|_| begins < self.duration) else {
            return 0.0;
        };
        if since.as_nanos() * u128::from(RATE) >= u128::from(CLICK) * NANOS {
            return 0.0;
        }
        // A cosine, so that it is there from its very first sample.
        CLICK_PEAK * (since.as_secs_f32() * 1_000.0 * std::f32::consts::TAU).cos()
    }

    fn rate(&self) -> (u128, u128) {
        (
            u128::from(self.frame_rate.0.max(1)),
            u128::from(self.frame_rate.1.max(1)),
        )
    }
}

const NANOS: u128 = 1_000_000_000;

fn nanos(count: u128) -> Duration {
    Duration::from_nanos(u64::try_from(count).unwrap_or(u64::MAX))
}

fn info(film: &Synthetic) -> FilmInfo {
    let track = AudioTrack {
        codec: "PCM".into(),
        channels: film.channels,
        rate: RATE as u32,
        language: None,
        ambisonic: film.channels == 4,
    };
    FilmInfo {
        container: "none".into(),
        codec: "drawn".into(),
        width: film.width,
        height: film.height,
        orientation: Orientation::Upright,
        duration: film.duration,
        frame_rate: f64::from(film.frame_rate.0) / f64::from(film.frame_rate.1),
        colour: Some(Colour {
            matrix: Matrix::Bt709,
            full_range: false,
        }),
        spherical: Some(Spherical {
            projection: Some(film.projection),
            stereo: Some(film.stereo),
            ..Spherical::default()
        }),
        audio: if film.channels == 0 {
            Vec::new()
        } else {
            vec![track]
        },
        cut: None,
    }
}

/// What picture and sound share.
struct Shared {
    looping: bool,
    /// Where the last seek went, in run time.
    sought: Duration,
    serial: u32,
    /// Sample frames handed out since then.
    samples: u64,
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A drawn film that is open.
pub struct SyntheticFilm {
    film: Synthetic,
    info: FilmInfo,
    drawing: Drawing,
    shared: Arc<Mutex<Shared>>,
    sound_taken: bool,
    /// The number of the frame handed out last, counted through all rounds.
    shown: Option<u64>,
    dropped: u64,
    ended: bool,
}

impl SyntheticFilm {
    /// The frame shown at run time `at`, counted through all rounds; within the first round when not looping.
    fn running_number(&self, at: Duration, looping: bool) -> u64 {
        if !looping {
            return self.film.frame_at(at);
        }
        let round = at.as_nanos() / self.film.duration.as_nanos();
        let round = u64::try_from(round).unwrap_or(u64::MAX);
        round.saturating_mul(self.film.frames()) + self.film.frame_at(self.info.place(at))
    }

    fn running_time(&self, number: u64) -> Duration {
        let frames = self.film.frames();
        let rounds = self.film.duration.as_nanos() * u128::from(number / frames);
        nanos(rounds) + self.film.time_of(number % frames)
    }
}

impl FilmSource for SyntheticFilm {
    fn info(&self) -> &FilmInfo {
        &self.info
    }

    fn take_sound(&mut self) -> Option<Box<dyn FilmSound>> {
        if self.film.channels == 0 || std::mem::replace(&mut self.sound_taken, true) {
            return None;
        }
        Some(Box::new(SyntheticSound {
            film: self.film.clone(),
            shared: Arc::clone(&self.shared),
        }))
    }

    fn play(&mut self, _on: bool) {}

    fn set_rate(&mut self, _rate: f64) {}

    fn set_looping(&mut self, looping: bool) {
        lock(&self.shared).looping = looping;
    }

    fn seek(&mut self, place: Duration, serial: u32) {
        let mut shared = lock(&self.shared);
        shared.sought = place;
        shared.serial = serial;
        shared.samples = 0;
        self.shown = None;
        self.ended = false;
    }

    fn frame(&mut self, at: Duration) -> Option<Frame> {
        let (looping, sought, serial) = {
            let shared = lock(&self.shared);
            (shared.looping, shared.sought, shared.serial)
        };
        if at < sought {
            return None;
        }
        let number = self.running_number(at, looping);
        let before = match self.shown {
            Some(shown) if shown >= number => return None,
            Some(shown) => shown + 1,
            None => self.running_number(sought, looping),
        };
        self.dropped += number.saturating_sub(before);
        self.shown = Some(number);
        let in_round = number % self.film.frames();
        self.ended = !looping && in_round + 1 == self.film.frames();
        let code = u32::try_from(in_round).unwrap_or(u32::MAX);
        Some(Frame {
            at: self.running_time(number),
            serial,
            content: FrameContent::Planes(self.drawing.frame(code, self.film.is_flash(in_round))),
        })
    }

    fn state(&self) -> FilmState {
        if self.ended {
            FilmState::Ended
        } else {
            FilmState::Running
        }
    }

    fn dropped(&self) -> u64 {
        self.dropped
    }
}

/// The sound of a drawn film: silence and clicks, as much as is read.
struct SyntheticSound {
    film: Synthetic,
    shared: Arc<Mutex<Shared>>,
}

impl FilmSound for SyntheticSound {
    fn channels(&self) -> u16 {
        self.film.channels
    }

    fn read(&mut self, _patience: Duration) -> Heard {
        let mut shared = lock(&self.shared);
        let time =
            |sample: u64| shared.sought + nanos(u128::from(sample) * NANOS / u128::from(RATE));
        let first = shared.samples;
        let mut samples = Vec::with_capacity(usize::from(self.film.channels) * PIECE as usize);
        for sample in first..first + PIECE {
            let at = time(sample);
            if !shared.looping && at >= self.film.duration {
                break;
            }
            let place = nanos(at.as_nanos() % self.film.duration.as_nanos());
            let value = self.film.click(place);
            match self.film.channels {
                // Straight ahead: all of it in W and in X.
                4 => samples.extend([value, 0.0, 0.0, value]),
                channels => samples.extend(std::iter::repeat_n(value, channels.into())),
            }
        }
        if samples.is_empty() {
            return Heard::Ended;
        }
        let piece = SoundPiece {
            at: time(first),
            serial: shared.serial,
            samples,
        };
        shared.samples += PIECE;
        Heard::Piece(piece)
    }
}
