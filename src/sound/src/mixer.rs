//! What is heard, on one output: loops that cross-fade, a volume and a pause over all of them.

use std::time::Duration;

use kira::backend::Backend;
use kira::clock::{ClockHandle, ClockSpeed};
use kira::sound::streaming::StreamingSoundHandle;
use kira::track::{MainTrackBuilder, TrackBuilder, TrackHandle};
use kira::{AudioManager, AudioManagerSettings, Capacities, Decibels, Easing, Tween};

use crate::stream::StreamError;
use crate::{SOFTEST, Track};

/// How fast the pause takes hold and lets go (H11 wants it within half a second).
const PAUSE: Duration = Duration::from_millis(150);
/// Frames that are computed together; fades are exact between them.
const BLOCK_FRAMES: usize = 128;
/// Ticks a second of the clock that shows that sound is being made.
const TICKS: f64 = 100.0;
/// The slope of fades: with it, a loop that goes and one that comes are together as loud as one.
const SLOPE: i32 = 4;

/// An output with its loops, volume and pause.
pub(crate) trait Mix {
    /// Lets `tracks` take the place of what is heard. Gives back those that cannot be played.
    /// `places` is where loops begin that were heard on another output before.
    fn ambience(
        &mut self,
        tracks: &[Track],
        fade: Duration,
        places: &[(Track, f64)],
    ) -> Vec<Broken>;
    /// 0.0 to 1.0.
    fn volume(&mut self, value: f32, over: Duration);
    fn paused(&mut self, paused: bool);
    /// Seconds of sound made so far; stands still when the output does.
    fn made(&self) -> f64;
    /// The loops that are heard, and where in their file they are, in seconds.
    fn places(&self) -> Vec<(Track, f64)>;
    /// Loops that broke off since the last call.
    fn broken(&mut self) -> Vec<Broken>;
}

/// A loop that cannot be played.
#[derive(Debug)]
pub(crate) struct Broken {
    pub(crate) name: String,
    pub(crate) reason: String,
}

/// A [`Mix`] on any of kira's backends.
pub(crate) struct Mixer<B: Backend> {
    manager: AudioManager<B>,
    bed: TrackHandle,
    clock: ClockHandle,
    loops: Vec<Loop>,
}

struct Loop {
    track: Track,
    sound: StreamingSoundHandle<StreamError>,
}

/// Why an output could not be opened.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct OutputError(String);

impl OutputError {
    /// There is nothing to open.
    pub(crate) fn none() -> OutputError {
        OutputError("this machine has neither a sound card nor a sound server".into())
    }
}

impl<B: Backend> Mixer<B>
where
    B::Error: std::fmt::Debug,
{
    pub(crate) fn new(backend_settings: B::Settings) -> Result<Mixer<B>, OutputError> {
        let settings = AudioManagerSettings {
            capacities: Capacities::default(),
            main_track_builder: MainTrackBuilder::new(),
            internal_buffer_size: BLOCK_FRAMES,
            backend_settings,
        };
        let mut manager =
            AudioManager::<B>::new(settings).map_err(|error| OutputError(format!("{error:?}")))?;
        let full = |error: kira::ResourceLimitReached| OutputError(error.to_string());
        let bed = manager.add_sub_track(TrackBuilder::new()).map_err(full)?;
        let mut clock = manager
            .add_clock(ClockSpeed::TicksPerSecond(TICKS))
            .map_err(full)?;
        clock.start();
        Ok(Mixer {
            manager,
            bed,
            clock,
            loops: Vec::new(),
        })
    }

    #[cfg(test)]
    pub(crate) fn backend(&mut self) -> &mut B {
        self.manager.backend_mut()
    }

    fn start(&mut self, track: &Track, fade: Duration, place: f64) -> Result<(), Broken> {
        let broken = |reason: String| Broken {
            name: track.name().to_owned(),
            reason,
        };
        let data = track.open().map_err(|error| broken(error.to_string()))?;
        let length = data.duration().as_secs_f64();
        let data = data
            .loop_region(0.0..)
            .start_position(if place < length { place } else { 0.0 })
            .volume(track.gain())
            .fade_in_tween(rise(fade));
        let sound = self
            .bed
            .play(data)
            .map_err(|error| broken(format!("{error:?}")))?;
        self.loops.push(Loop {
            track: track.clone(),
            sound,
        });
        Ok(())
    }
}

impl<B: Backend> Mix for Mixer<B>
where
    B::Error: std::fmt::Debug,
{
    fn ambience(
        &mut self,
        tracks: &[Track],
        fade: Duration,
        places: &[(Track, f64)],
    ) -> Vec<Broken> {
        let fade = fade.max(SOFTEST);
        let mut wanted: Vec<&Track> = tracks.iter().collect();
        self.loops.retain_mut(|playing| {
            match wanted
                .iter()
                .position(|track| track.is_same_sound(&playing.track))
            {
                Some(index) => {
                    let track = wanted.swap_remove(index);
                    playing.sound.set_volume(track.gain(), even(fade));
                    playing.track = track.clone();
                    true
                }
                None => {
                    playing.sound.stop(fall(fade));
                    false
                }
            }
        });
        let place = |track: &Track| {
            places
                .iter()
                .find(|(known, _)| known.is_same_sound(track))
                .map_or(0.0, |(_, at)| *at)
        };
        wanted
            .iter()
            .filter_map(|track| self.start(track, fade, place(track)).err())
            .collect()
    }

    fn volume(&mut self, value: f32, over: Duration) {
        self.manager
            .main_track()
            .set_volume(loudness(value), even(over.max(SOFTEST)));
    }

    fn paused(&mut self, paused: bool) {
        if paused {
            self.bed.pause(fall(PAUSE));
        } else {
            self.bed.resume(rise(PAUSE));
        }
    }

    fn made(&self) -> f64 {
        let time = self.clock.time();
        (time.ticks as f64 + time.fraction) / TICKS
    }

    fn places(&self) -> Vec<(Track, f64)> {
        self.loops
            .iter()
            .map(|playing| (playing.track.clone(), playing.sound.position()))
            .collect()
    }

    fn broken(&mut self) -> Vec<Broken> {
        let mut broken = Vec::new();
        self.loops
            .retain_mut(|playing| match playing.sound.pop_error() {
                Some(error) => {
                    broken.push(Broken {
                        name: playing.track.name().to_owned(),
                        reason: error.to_string(),
                    });
                    false
                }
                None => true,
            });
        broken
    }
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

fn rise(duration: Duration) -> Tween {
    Tween {
        easing: Easing::OutPowi(SLOPE),
        ..even(duration)
    }
}

fn fall(duration: Duration) -> Tween {
    Tween {
        easing: Easing::InPowi(SLOPE),
        ..even(duration)
    }
}
