//! The sounds of one kind, mixed: the beds of a scene, films, words, tones.
//!
//! A [`Stage`] belongs to the thread of whatever output there is. It outlives outputs: they hold it in
//! turns ([`StageSound`]), so that when a device goes, the next one goes on with the very next frame. It
//! never waits for anybody: what is asked of it comes through a queue, and what it is done with leaves
//! through another, to be freed elsewhere.

mod file_input;
mod film_input;
mod schedule;
mod voice;

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kira::Frame;
use kira::info::Info;
use kira::sound::{Sound, SoundData};
use rtrb::{Consumer, Producer, RingBuffer};

use crate::glide::Glide;
use crate::master;
use crate::spatial::{BLOCK, Binaural, COMPONENTS, Field, Head, Turn};
use crate::time::{Nanos, OutputTime, frames_last};

pub(crate) use file_input::{FileInput, Spoken};
pub(crate) use film_input::{FilmInput, Mark, is_older};
pub(crate) use voice::{Input, Voice, Way};

/// How many sounds there may be at once, fading ones too.
const VOICES: usize = 96;
/// How much all else is held down while somebody speaks (in decibels), and how softly.
pub(crate) const DUCK: f32 = -9.0;
pub(crate) const DUCKING: Duration = Duration::from_millis(400);

/// What a stage is asked.
pub(crate) enum Ask {
    Add(Box<Voice>),
    /// Fades a sound out and lets it go.
    Stop(u64, Duration),
    /// Another gain for a sound.
    Gain(u64, f32, Duration),
    /// Another gain for all of it.
    Level(f32, Duration),
}

/// What a stage is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Held down while somebody speaks.
    Bed,
    /// Where somebody speaks.
    Words,
    /// Neither.
    Tones,
}

/// What all stages read.
#[derive(Debug)]
pub(crate) struct Surroundings {
    pub(crate) head: Head,
    pub(crate) time: OutputTimeRef,
    /// Whether somebody speaks, or is about to.
    pub(crate) speaking: AtomicBool,
    /// Which output has the stages now: the last that has begun to make sound.
    pub(crate) turn: AtomicU32,
    /// How many outputs there were.
    pub(crate) turns: AtomicU32,
}

pub(crate) type OutputTimeRef = Arc<OutputTime>;

/// The other end of a stage: asks, and frees what it is done with.
pub(crate) struct StageControl {
    asks: Producer<Ask>,
    done: Consumer<Box<Voice>>,
    pub(crate) stage: Arc<Mutex<Stage>>,
}

impl StageControl {
    pub(crate) fn new(role: Role, around: Arc<Surroundings>) -> StageControl {
        let (asks, asked) = RingBuffer::new(VOICES * 4);
        let (gone, done) = RingBuffer::new(VOICES * 2);
        StageControl {
            asks,
            done,
            stage: Arc::new(Mutex::new(Stage {
                role,
                asked,
                gone,
                voices: Vec::with_capacity(VOICES),
                binaural: Binaural::new(),
                field: Box::new([[0.0; BLOCK]; COMPONENTS]),
                turn: Turn::default(),
                held: 0.0,
                level: Glide::at(1.0),
                around,
            })),
        }
    }

    pub(crate) fn ask(&mut self, ask: Ask) {
        while self.done.pop().is_ok() {}
        if self.asks.push(ask).is_err() {
            tracing::warn!("the sound does not keep up with what is asked of it");
        }
    }
}

/// The sounds of one kind.
pub(crate) struct Stage {
    role: Role,
    asked: Consumer<Ask>,
    gone: Producer<Box<Voice>>,
    #[expect(
        clippy::vec_box,
        reason = "they come and go in boxes, so that none is freed here"
    )]
    voices: Vec<Box<Voice>>,
    binaural: Binaural,
    field: Box<Field>,
    turn: Turn,
    /// How far it is held down, 0 to 1.
    held: f32,
    level: Glide,
    around: Arc<Surroundings>,
}

impl Stage {
    fn make(&mut self, out: &mut [Frame]) {
        while let Ok(ask) = self.asked.pop() {
            self.carry_out(ask);
        }
        out.fill(Frame::ZERO);
        self.turn.follow(&self.around.head, out.len());
        for component in self.field.iter_mut() {
            component.fill(0.0);
        }
        let heard: Nanos = self.around.time.heard() + frames_last(master::DELAY);
        let mut any_around = false;
        for voice in &mut self.voices {
            any_around |= voice.make(out, &mut self.field, &self.turn, heard);
        }
        self.binaural.hear(&self.field, any_around, out);
        if self.role == Role::Words {
            let speaking = self.voices.iter().any(|voice| voice.speaks());
            self.around.speaking.store(speaking, Ordering::Release);
        }
        self.hold_down(out);
        let mut index = 0;
        while index < self.voices.len() {
            if self.voices[index].is_done() && self.gone.slots() > 0 {
                let voice = self.voices.swap_remove(index);
                let pushed = self.gone.push(voice);
                debug_assert!(pushed.is_ok(), "there was a place");
            } else {
                index += 1;
            }
        }
    }

    fn hold_down(&mut self, out: &mut [Frame]) {
        let level = self.level.span(out.len());
        let before = self.held;
        if self.role == Role::Bed {
            let step = out.len() as f32 / (DUCKING.as_secs_f32() * crate::time::RATE as f32);
            self.held = if self.around.speaking.load(Ordering::Acquire) {
                (self.held + step).min(1.0)
            } else {
                (self.held - step).max(0.0)
            };
        }
        let factor = |held: f32| {
            let soft = held * held * (3.0 - 2.0 * held);
            10_f32.powf(DUCK * soft / 20.0)
        };
        let (from, to) = (level.0 * factor(before), level.1 * factor(self.held));
        if from == 1.0 && to == 1.0 {
            return;
        }
        let slope = (to - from) / out.len() as f32;
        let mut gain = from;
        for frame in out {
            gain += slope;
            *frame *= gain;
        }
    }

    fn carry_out(&mut self, ask: Ask) {
        match ask {
            Ask::Add(voice) if self.voices.len() < VOICES => self.voices.push(voice),
            // Freed at once: there is no place to put it either. More sounds than anybody can tell apart.
            Ask::Add(voice) => drop(self.gone.push(voice)),
            Ask::Stop(id, over) => self.of(id, |voice| voice.stop(over)),
            Ask::Gain(id, gain, over) => self.of(id, |voice| voice.gain(gain, over)),
            Ask::Level(level, over) => self.level.toward(level, over),
        }
    }

    fn of(&mut self, id: u64, act: impl Fn(&mut Voice)) {
        self.voices
            .iter_mut()
            .filter(|voice| voice.id() == id)
            .for_each(|voice| act(voice));
    }
}

/// An output's hold on a stage: from when it first asks for sound until another does.
pub(crate) struct StageSound {
    stage: Arc<Mutex<Stage>>,
    around: Arc<Surroundings>,
    turn: u32,
}

impl StageSound {
    pub(crate) fn new(
        stage: &Arc<Mutex<Stage>>,
        around: &Arc<Surroundings>,
        turn: u32,
    ) -> StageSound {
        StageSound {
            stage: Arc::clone(stage),
            around: Arc::clone(around),
            turn,
        }
    }
}

impl SoundData for StageSound {
    type Error = std::convert::Infallible;
    type Handle = ();

    fn into_sound(self) -> Result<(Box<dyn Sound>, ()), Self::Error> {
        Ok((Box::new(self), ()))
    }
}

impl Sound for StageSound {
    fn process(&mut self, out: &mut [Frame], _: f64, _: &Info) {
        let mine = self.around.turn.fetch_max(self.turn, Ordering::AcqRel) <= self.turn;
        match self.stage.try_lock() {
            Ok(mut stage) if mine => {
                for block in out.chunks_mut(BLOCK) {
                    stage.make(block);
                }
            }
            _ => out.fill(Frame::ZERO),
        }
    }

    fn finished(&self) -> bool {
        self.around.turn.load(Ordering::Acquire) > self.turn
    }
}
