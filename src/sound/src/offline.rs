//! The same sound without a device and without waiting: made as fast as the machine can, to be measured.
//!
//! ```
//! # use std::time::Duration;
//! use sound::{OfflineSound, SceneSound};
//!
//! let mut sound = OfflineSound::new();
//! sound.scene(SceneSound::lobby(), Duration::from_millis(100));
//! let frames = sound.render(Duration::from_secs(2));
//! assert!(frames[48_000..].iter().any(|[left, _]| left.abs() > 0.0001));
//! ```

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use crate::backend::{CaptureBackend, Captured};
use crate::feed::Feeding;
use crate::film::{FilmClock, FilmShared, FilmTrack};
use crate::mixer::Mixer;
use crate::output::Shared;
use crate::rig::Rig;
use crate::scene::{Narration, SceneSound, Track};
use crate::spatial::BLOCK;
use crate::time::{Nanos, OutputTime, RATE, frames_last, nanos};
use crate::tone::Tone;
use crate::{Settings, SoundProblem};

/// The same sound as [`crate::SoundOutput`]'s, made when it is asked for. Time passes only as it is rendered.
pub struct OfflineSound {
    rig: Rig,
    mixer: Mixer<CaptureBackend>,
    output: Captured,
    shared: Shared,
    /// What was made so far, and when that will have been heard.
    now: Nanos,
    /// How long what is made is on its way to the ears.
    delay: Nanos,
    /// How many times as fast as it says the device plays.
    speed: f64,
    narrated: Option<Arc<FilmShared>>,
}

impl Default for OfflineSound {
    fn default() -> OfflineSound {
        OfflineSound::new()
    }
}

impl OfflineSound {
    /// Silence, at time zero.
    ///
    /// # Panics
    /// Never in practice: nothing outside the program is asked for.
    pub fn new() -> OfflineSound {
        let shared = Shared::new(OutputTime::by_hand());
        let rig = Rig::new(
            &shared.around,
            &shared.master,
            Feeding::by_hand(),
            &shared.problems,
        );
        let output = Captured::new(Arc::clone(&shared.around.time));
        let mixer = OfflineSound::mixer(&rig, &output);
        OfflineSound {
            rig,
            mixer,
            output,
            shared,
            now: 0,
            delay: 0,
            speed: 1.0,
            narrated: None,
        }
    }

    fn mixer(rig: &Rig, output: &Captured) -> Mixer<CaptureBackend> {
        match Mixer::new(
            output.clone(),
            &rig.stages,
            Arc::new(AtomicBool::new(false)),
        ) {
            Ok(mut mixer) => {
                rig.set_up(&mut mixer);
                mixer
            }
            Err(error) => unreachable!("an output that needs nothing opens: {error}"),
        }
    }

    /// As if the device had gone and another one had come.
    pub fn change_device(&mut self) {
        self.output = Captured::new(Arc::clone(&self.shared.around.time));
        self.mixer = OfflineSound::mixer(&self.rig, &self.output);
    }

    /// As if what is made were so long on its way to the ears.
    pub fn set_delay(&mut self, delay: Duration) {
        self.delay = nanos(delay);
    }

    /// As if the device played so many times as fast as it says it does: no two clocks are quite the same.
    pub fn set_speed(&mut self, speed: f64) {
        self.speed = speed;
    }

    /// A moment of this sound's own time, for [`FilmClock::begin_at`].
    pub fn moment(&self, at: Duration) -> Instant {
        self.shared.around.time.moment(at)
    }

    /// Time passes without any sound being made, as when a device is gone.
    pub fn lose(&mut self, time: Duration) {
        self.now += nanos(time);
        self.shared.around.time.set_now(self.now);
    }

    /// The next frames, left and right.
    pub fn render(&mut self, time: Duration) -> Vec<[f32; 2]> {
        let frames = (time.as_secs_f64() * f64::from(RATE)).round() as usize;
        let mut all = Vec::with_capacity(frames);
        let mut samples = [0.0; 2 * BLOCK];
        while all.len() < frames {
            let block = BLOCK.min(frames - all.len());
            self.rig.feed();
            self.output
                .render(self.now + self.delay, &mut samples[..block * 2]);
            all.extend(
                samples[..block * 2]
                    .chunks_exact(2)
                    .map(|pair| [pair[0], pair[1]]),
            );
            self.now += (frames_last(block) as f64 / self.speed).round() as Nanos;
            self.shared.around.time.set_now(self.now);
        }
        all
    }

    /// As [`crate::SoundOutput::scene`].
    pub fn scene(&mut self, scene: SceneSound, fade: Duration) {
        self.rig.scene(scene, fade);
    }

    /// As [`crate::SoundOutput::play`].
    pub fn play(&mut self, name: &str, track: &Track) {
        self.rig.play(name.to_owned(), track);
    }

    /// As [`crate::SoundOutput::hush`].
    pub fn hush(&mut self, name: &str, over: Duration) {
        self.rig.hush(name, over);
    }

    /// As [`crate::SoundOutput::narrate`].
    pub fn narrate(&mut self, narration: &Narration) {
        let time = Arc::clone(&self.shared.around.time);
        let place = Arc::new(FilmShared::new(time, narration.from, true));
        self.rig.narrate(narration, &place);
        self.narrated = Some(place);
    }

    /// As [`crate::SoundOutput::narrated`].
    pub fn narrated(&self) -> Option<Duration> {
        self.narrated.as_ref().map(|place| place.position())
    }

    /// As [`crate::SoundOutput::stop_narration`].
    pub fn stop_narration(&mut self) {
        self.narrated = None;
        self.rig.stop_narration();
    }

    /// As [`crate::SoundOutput::film`]. Its sound must be there when it is asked for: nothing waits here.
    pub fn film(&mut self, film: FilmTrack) -> FilmClock {
        let time = Arc::clone(&self.shared.around.time);
        let shared = Arc::new(FilmShared::new(time, film.start, film.playing));
        self.rig.film(film, &shared);
        FilmClock::new(shared)
    }

    /// As [`crate::SoundOutput::head`].
    pub fn head(&self, orientation: [f32; 4]) {
        self.shared.around.head.set(orientation);
    }

    /// As [`crate::SoundOutput::tone`].
    pub fn tone(&mut self, tone: Tone) {
        self.rig.tone(tone);
    }

    /// As [`crate::SoundOutput::settings`].
    pub fn settings(&mut self, settings: Settings) {
        self.rig.settings(settings, Some(&mut self.mixer));
    }

    /// As [`crate::SoundOutput::volume`].
    pub fn volume(&mut self, value: f32, over: Duration) {
        self.rig.volume(value, over, Some(&mut self.mixer));
    }

    /// As [`crate::SoundOutput::paused`].
    pub fn paused(&mut self, paused: bool) {
        self.rig.paused(paused, Some(&mut self.mixer));
    }

    /// As [`crate::SoundOutput::level`].
    pub fn level(&self) -> f32 {
        self.shared.master.level()
    }

    /// As [`crate::SoundOutput::problems`].
    pub fn problems(&self) -> Vec<SoundProblem> {
        std::mem::take(
            &mut *self
                .shared
                .problems
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner),
        )
    }
}

impl std::fmt::Debug for OfflineSound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OfflineSound")
            .field("now", &Duration::from_nanos(self.now as u64))
            .finish_non_exhaustive()
    }
}
