//! One sound on a stage: where its samples come from, how loud it is, and which way it reaches the ears.

use std::time::Duration;

use kira::Frame;

use super::{FileInput, FilmInput};
use crate::glide::{Fade, Glide, apply};
use crate::spatial::{BLOCK, Field, Place, Surround, Turn};
use crate::time::Nanos;

/// The most channels a sound has here.
pub(crate) const MOST_CHANNELS: usize = 4;

/// One sound on a stage.
pub(crate) struct Voice {
    id: u64,
    input: Input,
    way: Way,
    gain: Glide,
    fade: Fade,
    stopping: bool,
    samples: Vec<f32>,
}

/// Where samples come from.
pub(crate) enum Input {
    File(FileInput),
    Film(FilmInput),
}

/// Which way a sound reaches the ears.
pub(crate) enum Way {
    /// Left and right as they are; one channel in both.
    Ears,
    /// From a place; one channel.
    Place(Place),
    /// From all around; four channels.
    Surround(Surround),
}

impl Voice {
    pub(crate) fn new(id: u64, input: Input, way: Way, gain: f32, fade: Duration) -> Voice {
        let mut coming = Fade::silent();
        coming.toward(true, fade);
        Voice {
            id,
            input,
            way,
            gain: Glide::at(gain),
            fade: coming,
            stopping: false,
            samples: vec![0.0; BLOCK * MOST_CHANNELS],
        }
    }

    /// A sound that brings its own soft beginning.
    pub(crate) fn at_once(id: u64, input: Input) -> Voice {
        Voice {
            fade: Fade::full(),
            ..Voice::new(id, input, Way::Ears, 1.0, Duration::ZERO)
        }
    }

    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    pub(crate) fn stop(&mut self, over: Duration) {
        self.stopping = true;
        self.fade.toward(false, over);
    }

    pub(crate) fn gain(&mut self, gain: f32, over: Duration) {
        self.gain.toward(gain, over);
    }

    /// Whether somebody speaks in it, or is about to.
    pub(crate) fn speaks(&self) -> bool {
        !self.stopping && matches!(&self.input, Input::File(file) if file.speaks())
    }

    pub(crate) fn is_done(&self) -> bool {
        self.stopping && self.fade.is_silent()
            || matches!(&self.input, Input::File(file) if file.is_over())
    }

    /// Adds its next frames to `out`, or to what is around the head; says whether it did the latter.
    pub(crate) fn make(
        &mut self,
        out: &mut [Frame],
        field: &mut Field,
        turn: &Turn,
        heard: Nanos,
    ) -> bool {
        let frames = out.len();
        let channels = match &self.input {
            Input::File(file) => file.channels(),
            Input::Film(film) => film.channels(),
        };
        let samples = &mut self.samples[..frames * channels];
        match &mut self.input {
            Input::File(file) => file.read(samples, heard),
            Input::Film(film) => {
                film.read(samples, heard);
                if let Some(over) = film.leaving().filter(|_| !self.stopping) {
                    self.stopping = true;
                    self.fade.toward(false, over);
                }
            }
        }
        let (gain, fade) = (self.gain.span(frames), self.fade.span(frames));
        apply(samples, channels, (gain.0 * fade.0, gain.1 * fade.1));
        match &mut self.way {
            Way::Place(place) => {
                place.add(field, samples, turn);
                return true;
            }
            Way::Surround(surround) => {
                surround.add(field, samples, turn);
                return true;
            }
            Way::Ears if channels == 1 => {
                for (frame, sample) in out.iter_mut().zip(samples) {
                    *frame += Frame::from_mono(*sample);
                }
            }
            Way::Ears => {
                for (frame, pair) in out.iter_mut().zip(samples.chunks_exact(channels)) {
                    *frame += Frame::new(pair[0], pair[1]);
                }
            }
        }
        false
    }
}
