//! The output as a whole: without a device, with one that comes and goes, with what cannot be played.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::mixer::{Broken, Mix, OutputError};
use crate::tests::{millis, sine, track, wait_for};
use crate::{SoundOutput, SoundProblem, Track};

/// A device for tests, which notes what it is asked and can stop making sound.
struct Fake {
    made: Arc<AtomicU32>,
    alive: Arc<AtomicBool>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Mix for Fake {
    fn ambience(&mut self, tracks: &[Track], _: Duration, places: &[(Track, f64)]) -> Vec<Broken> {
        self.asked.lock().unwrap().push(format!(
            "{} tracks, {} places",
            tracks.len(),
            places.len()
        ));
        Vec::new()
    }

    fn volume(&mut self, value: f32, _: Duration) {
        self.asked.lock().unwrap().push(format!("volume {value}"));
    }

    fn paused(&mut self, paused: bool) {
        self.asked.lock().unwrap().push(format!("paused {paused}"));
    }

    fn made(&self) -> f64 {
        let step = u32::from(self.alive.load(Ordering::SeqCst));
        f64::from(self.made.fetch_add(step, Ordering::SeqCst) + step)
    }

    fn places(&self) -> Vec<(Track, f64)> {
        Vec::new()
    }

    fn broken(&mut self) -> Vec<Broken> {
        Vec::new()
    }
}

#[test]
fn without_a_device_the_clock_runs_and_one_that_comes_later_takes_over() {
    let folder = tempfile::tempdir().unwrap();
    let file = sine(folder.path(), "a.wav", 480.0, 1.0, 0.5);
    let (alive, there) = (
        Arc::new(AtomicBool::new(true)),
        Arc::new(AtomicBool::new(false)),
    );
    let asked = Arc::new(Mutex::new(Vec::new()));
    let device = {
        let (alive, there, asked) = (alive.clone(), there.clone(), asked.clone());
        move || -> Result<Box<dyn Mix>, OutputError> {
            if !there.load(Ordering::SeqCst) {
                return Err(OutputError::none());
            }
            Ok(Box::new(Fake {
                made: Arc::default(),
                alive: alive.clone(),
                asked: asked.clone(),
            }))
        }
    };
    let sound = SoundOutput::with(Some(Box::new(device)));
    let mut problems = Vec::new();
    wait_for("the notice", || {
        problems.extend(sound.problems());
        problems.contains(&SoundProblem::NoDevice)
    });
    sound.ambience(vec![track(&file, 0.0)], millis(100));
    sound.volume(0.25, millis(100));
    sound.paused(true);
    wait_for("the silent clock", || sound.made() > millis(300));
    assert!(sound.is_silent());

    there.store(true, Ordering::SeqCst);
    wait_for("the device", || !sound.is_silent());
    assert_eq!(
        *asked.lock().unwrap(),
        ["volume 0.25", "paused true", "1 tracks, 1 places"]
    );

    there.store(false, Ordering::SeqCst);
    alive.store(false, Ordering::SeqCst);
    wait_for("silence again", || sound.is_silent());
    let made = sound.made();
    wait_for("the silent clock again", || sound.made() != made);
    problems.extend(sound.problems());
    assert_eq!(
        problems
            .iter()
            .filter(|problem| **problem == SoundProblem::NoDevice)
            .count(),
        2
    );
}

#[test]
fn a_sound_that_cannot_be_played_becomes_a_notice() {
    let sound = SoundOutput::silent();
    sound.ambience(
        vec![Track::file(
            "/nowhere/waves.ogg".into(),
            "media/waves.ogg".into(),
            0.0,
        )],
        millis(100),
    );
    let mut problems = Vec::new();
    wait_for("the notice", || {
        problems.extend(sound.problems());
        !problems.is_empty()
    });
    assert_eq!(
        problems,
        [SoundProblem::Broken {
            file: "media/waves.ogg".into()
        }]
    );
    assert!(sound.is_silent());
}

#[test]
fn whatever_device_this_machine_has_opening_it_is_no_panic_and_the_clock_runs() {
    let sound = SoundOutput::open();
    sound.ambience(vec![Track::lobby()], millis(100));
    wait_for("sound, heard or not", || sound.made() > millis(100));
}
