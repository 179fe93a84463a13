//! The output as a whole: without a device, with one that comes and goes, with what cannot be played.

use std::sync::Mutex;
use std::time::Instant;

use super::*;
use crate::backend::{Silence, SilentBackend};
use crate::scene::{AudioFile, Track, TrackKind};

/// No test waits longer than this for something that must happen; all return as soon as it has.
const PATIENCE: Duration = Duration::from_secs(20);

fn wait_for(what: &str, mut done: impl FnMut() -> bool) {
    let began = Instant::now();
    while !done() {
        assert!(began.elapsed() < PATIENCE, "waited in vain for: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// A sound output whose device is there when `there` is, and can be made to go.
fn with_device(there: &Arc<AtomicBool>) -> (SoundOutput, Arc<Mutex<Arc<AtomicBool>>>) {
    let shared = Arc::new(Shared::new(OutputTime::new()));
    let (time, there) = (Arc::clone(&shared.around.time), Arc::clone(there));
    let lost = Arc::new(Mutex::new(Arc::new(AtomicBool::new(false))));
    let theirs = Arc::clone(&lost);
    let open: OpenDevice = Box::new(move |stages: &Stages| {
        if !there.load(Ordering::SeqCst) {
            return Err(OutputError::none());
        }
        let lost = Arc::new(AtomicBool::new(false));
        *theirs.lock().unwrap() = Arc::clone(&lost);
        let silence = Silence {
            time: Arc::clone(&time),
            record: None,
        };
        let mixer: Mixer<SilentBackend> = Mixer::new(silence, stages, lost)?;
        Ok(Box::new(mixer) as Box<dyn Mix>)
    });
    (SoundOutput::with(Some(open), shared, None), lost)
}

#[test]
fn a_device_may_come_and_go_and_the_clock_of_a_film_runs_on() {
    let there = Arc::new(AtomicBool::new(false));
    let (sound, lost) = with_device(&there);
    let mut problems = Vec::new();
    wait_for("the problem", || {
        problems.extend(sound.problems());
        problems.contains(&SoundProblem::NoDevice)
    });
    assert!(sound.is_silent());
    let clock = sound.film(FilmTrack {
        sound: None,
        heading: 0.0,
        gain: 0.0,
        loudness: None,
        start: Duration::ZERO,
        fade: Duration::ZERO,
        playing: true,
    });
    let mut before = (Instant::now(), Duration::ZERO);
    let mut largest = Duration::ZERO;
    let mut runs_until = |what: &str, done: &mut dyn FnMut() -> bool| {
        wait_for(what, || {
            let (asked, place) = (Instant::now(), clock.position());
            assert!(place >= before.1, "never back");
            let passed = before.0.elapsed();
            largest = largest.max((place - before.1).saturating_sub(passed));
            before = (asked, place);
            done()
        });
    };
    runs_until("the silent clock", &mut || {
        clock.position() > Duration::from_millis(200)
    });
    there.store(true, Ordering::SeqCst);
    runs_until("the device", &mut || !sound.is_silent());
    let place = clock.position() + Duration::from_millis(200);
    runs_until("the device's clock", &mut || clock.position() > place);
    there.store(false, Ordering::SeqCst);
    lost.lock().unwrap().store(true, Ordering::SeqCst);
    runs_until("silence again", &mut || sound.is_silent());
    let place = clock.position() + Duration::from_millis(200);
    runs_until("the silent clock again", &mut || clock.position() > place);
    problems.extend(sound.problems());
    let gone = [SoundProblem::NoDevice, SoundProblem::NoDevice];
    assert_eq!(problems, gone);
    assert!(largest < Duration::from_millis(40), "a jump of {largest:?}");
}

#[test]
fn a_sound_that_cannot_be_played_becomes_a_problem() {
    let sound = SoundOutput::silent();
    let file = AudioFile::at("/nowhere/waves.ogg", "media/waves.ogg");
    sound.scene(
        SceneSound {
            tracks: vec![Track::new(file, TrackKind::Ambience)],
        },
        Duration::ZERO,
    );
    let mut problems = Vec::new();
    wait_for("the problem", || {
        problems.extend(sound.problems());
        !problems.is_empty()
    });
    let file = "media/waves.ogg".to_owned();
    assert_eq!(problems, [SoundProblem::Broken { file }]);
    assert!(sound.is_silent());
}

#[test]
fn what_is_heard_in_a_rehearsal_is_written_down() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("heard.wav");
    let sound = SoundOutput::rehearsal(Some(file.clone()));
    sound.scene(SceneSound::lobby(), Duration::ZERO);
    for tenths in 1..=60 {
        let now = Duration::from_millis(tenths * 100);
        assert!(sound.made() <= now, "not before its time");
        sound.pass(now);
        wait_for("what is heard until then", || {
            sound.made() + Duration::from_millis(20) >= now
        });
    }
    drop(sound);
    let mut record = hound::WavReader::open(&file).unwrap();
    assert_eq!(record.spec().sample_rate, RATE);
    let samples: Vec<i16> = record.samples().map(Result::unwrap).collect();
    assert!(
        samples.len() as f32 > 5.0 * 2.0 * RATE as f32,
        "{}",
        samples.len()
    );
    assert!(samples.iter().any(|sample| sample.abs() > 3), "it is heard");
}

#[test]
fn whatever_device_this_machine_has_opening_it_is_no_panic_and_sound_is_made() {
    let sound = SoundOutput::open();
    sound.scene(SceneSound::lobby(), Duration::ZERO);
    wait_for("sound, heard or not", || sound.level() > 0.0001);
    assert!(sound.made() > Duration::ZERO);
    assert_eq!(sound.narrated(), None);
}
