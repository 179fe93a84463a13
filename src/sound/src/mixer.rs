//! What is heard, on one output: the stages, the volume over all of them, the pause over most.
//!
//! ```text
//! output ← limiter, cap, mono ← volume ─┬─ pause ─┬─ beds
//!                                       │         ├─ films ← lifted where words are
//!                                       │         └─ words ← lifted where words are
//!                                       └─ tones
//! ```

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use kira::backend::Backend;
use kira::effect::eq_filter::{EqFilterBuilder, EqFilterHandle, EqFilterKind};
use kira::track::{MainTrackBuilder, TrackBuilder, TrackHandle};
use kira::{AudioManager, AudioManagerSettings, Capacities, Decibels, Easing, Tween};

use crate::SOFTEST;
use crate::backend::OutputError;
use crate::master::{MasterBuilder, MasterShared};
use crate::spatial::BLOCK;
use crate::stage::{StageControl, StageSound, Surroundings};

/// How fast the pause takes hold and lets go (H11 wants it within half a second).
const PAUSE: Duration = Duration::from_millis(150);
/// How fast words are lifted.
const LIFTING: Duration = Duration::from_millis(400);
/// Where the consonants are that make words clear, Hz; and how wide around.
const WORDS: (f64, f64) = (2_400.0, 0.7);
/// By how much words are lifted there in narration, and in films, decibels.
const LIFTED: (f32, f32) = (6.0, 4.0);

/// The stages of an output.
pub(crate) struct Stages {
    pub(crate) beds: StageControl,
    pub(crate) films: StageControl,
    pub(crate) words: StageControl,
    pub(crate) tones: StageControl,
    pub(crate) around: Arc<Surroundings>,
    pub(crate) master: Arc<MasterShared>,
}

/// An output with its volume and pause.
pub(crate) trait Mix {
    /// 0.0 to 1.0.
    fn volume(&mut self, value: f32, over: Duration);
    fn paused(&mut self, paused: bool);
    /// Whether words are lifted out of what is around them.
    fn lift_words(&mut self, lifted: bool);
    /// Whether sound has been made here.
    fn has_begun(&self) -> bool;
    /// Whether the device has said that it is gone.
    fn is_lost(&self) -> bool;
}

/// A [`Mix`] on any of kira's backends.
pub(crate) struct Mixer<B: Backend> {
    all: TrackHandle,
    held: TrackHandle,
    films: (TrackHandle, EqFilterHandle),
    words: (TrackHandle, EqFilterHandle),
    /// Whether words are lifted, if that was ever said.
    lifted: bool,
    lost: Arc<AtomicBool>,
    around: Arc<Surroundings>,
    turn: u32,
    /// The tracks end with it.
    _others: [TrackHandle; 2],
    _manager: AudioManager<B>,
}

impl<B: Backend> Mixer<B>
where
    B::Error: std::fmt::Debug,
{
    /// Takes the stages over from whatever output has them, with the first sound that it makes.
    pub(crate) fn new(
        backend_settings: B::Settings,
        stages: &Stages,
        lost: Arc<AtomicBool>,
    ) -> Result<Mixer<B>, OutputError> {
        let full = |error: kira::ResourceLimitReached| OutputError(error.to_string());
        let settings = AudioManagerSettings {
            capacities: Capacities::default(),
            main_track_builder: MainTrackBuilder::new()
                .with_effect(MasterBuilder(Arc::clone(&stages.master))),
            internal_buffer_size: BLOCK,
            backend_settings,
        };
        let mut manager =
            AudioManager::<B>::new(settings).map_err(|error| OutputError(format!("{error:?}")))?;
        let turn = stages.around.turns.fetch_add(1, Ordering::AcqRel) + 1;
        let mut all = manager.add_sub_track(TrackBuilder::new()).map_err(full)?;
        let mut held = all.add_sub_track(TrackBuilder::new()).map_err(full)?;
        let play = |parent: &mut TrackHandle, builder, stage: &StageControl| {
            let mut track = parent.add_sub_track(builder).map_err(full)?;
            track
                .play(StageSound::new(&stage.stage, &stages.around, turn))
                .map_err(|error| OutputError(format!("{error:?}")))?;
            Ok::<_, OutputError>(track)
        };
        let beds = play(&mut held, TrackBuilder::new(), &stages.beds)?;
        let (films, films_eq) = lifting();
        let films = play(&mut held, films, &stages.films)?;
        let (words, words_eq) = lifting();
        let words = play(&mut held, words, &stages.words)?;
        let tones = play(&mut all, TrackBuilder::new(), &stages.tones)?;
        Ok(Mixer {
            all,
            held,
            films: (films, films_eq),
            words: (words, words_eq),
            lifted: false,
            lost,
            around: Arc::clone(&stages.around),
            turn,
            _others: [beds, tones],
            _manager: manager,
        })
    }
}

impl<B: Backend> Mix for Mixer<B> {
    fn volume(&mut self, value: f32, over: Duration) {
        self.all
            .set_volume(loudness(value), even(over.max(SOFTEST)));
    }

    fn paused(&mut self, paused: bool) {
        let tween = |slope: fn(i32) -> Easing| Tween {
            easing: slope(4),
            ..even(PAUSE)
        };
        if paused {
            self.held.pause(tween(Easing::InPowi));
        } else {
            self.held.resume(tween(Easing::OutPowi));
        }
    }

    fn lift_words(&mut self, lifted: bool) {
        if std::mem::replace(&mut self.lifted, lifted) == lifted {
            return;
        }
        let share = f32::from(u8::from(lifted));
        for ((_, filter), by) in [(&mut self.words, LIFTED.0), (&mut self.films, LIFTED.1)] {
            filter.set_gain(Decibels(by * share), even(LIFTING));
        }
    }

    fn has_begun(&self) -> bool {
        self.around.turn.load(Ordering::Acquire) >= self.turn
    }

    fn is_lost(&self) -> bool {
        self.lost.load(Ordering::Acquire)
    }
}

/// A track on which words can be lifted.
fn lifting() -> (TrackBuilder, EqFilterHandle) {
    let mut builder = TrackBuilder::new();
    let handle = builder.add_effect(EqFilterBuilder::new(
        EqFilterKind::Bell,
        WORDS.0,
        Decibels::IDENTITY,
        WORDS.1,
    ));
    (builder, handle)
}

/// What a share of the volume is in decibels: half is heard as about half as loud.
fn loudness(value: f32) -> Decibels {
    if value > 0.0 {
        Decibels((40.0 * value.min(1.0).log10()).max(Decibels::SILENCE.0))
    } else {
        Decibels::SILENCE
    }
}

fn even(duration: Duration) -> Tween {
    Tween {
        duration,
        ..Tween::default()
    }
}
