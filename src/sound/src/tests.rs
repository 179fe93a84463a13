//! What is heard, measured: levels, slopes, joins, silence; and what happens without a device.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::Track;
use crate::capture::{CaptureBackend, RATE};
use crate::mixer::{Mix, Mixer};

/// No test waits longer than this for something that must happen; all return as soon as it has.
const PATIENCE: Duration = Duration::from_secs(20);
/// Streams are decoded by a thread of kira's. Where it fell behind, the sound made is not what was
/// asked for; that shows in the places of the loops, and the scenario is run again.
const TRIES: u32 = 40;

pub(crate) fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

pub(crate) fn wait_for(what: &str, mut done: impl FnMut() -> bool) {
    let began = Instant::now();
    while !done() {
        assert!(began.elapsed() < PATIENCE, "waited in vain for: {what}");
        std::thread::sleep(millis(5));
    }
}

/// A WAV file of `seconds` with a sine in whole cycles, so that its end joins its beginning.
pub(crate) fn sine(folder: &Path, name: &str, hertz: f64, seconds: f64, level: f64) -> PathBuf {
    let frames = (seconds * f64::from(RATE)) as u32;
    let sample = |frame: u32| {
        level * (f64::from(frame) * hertz / f64::from(RATE) * std::f64::consts::TAU).sin()
    };
    let data: Vec<u8> = (0..frames)
        .flat_map(|frame| ((sample(frame) * 32767.0).round() as i16).to_le_bytes())
        .collect();
    let mut file = Vec::from(*b"RIFF");
    file.extend((36 + data.len() as u32).to_le_bytes());
    file.extend(b"WAVEfmt ");
    for word in [16_u32, 1 | (1 << 16), RATE, RATE * 2, 2 | (16 << 16)] {
        file.extend(word.to_le_bytes());
    }
    file.extend(b"data");
    file.extend((data.len() as u32).to_le_bytes());
    file.extend(data);
    let path = folder.join(name);
    fs::write(&path, file).unwrap();
    path
}

pub(crate) fn track(path: &Path, gain: f32) -> Track {
    Track::file(
        path.to_owned(),
        path.file_name().unwrap().to_str().unwrap().to_owned(),
        gain,
    )
}

/// A mixer and all it has played, with a check that no stream fell behind.
struct Studio {
    mixer: Mixer<CaptureBackend>,
    heard: Vec<f32>,
    fell_behind: bool,
}

impl Studio {
    fn new() -> Studio {
        Studio {
            mixer: Mixer::new(()).unwrap(),
            heard: Vec::new(),
            fell_behind: false,
        }
    }

    /// Plays so many seconds. Every loop must go on without a gap, but for the first moments after
    /// a change, when it may not have begun.
    fn play(&mut self, seconds: f64) {
        self.play_on(0.1_f64.min(seconds), false);
        self.play_on(seconds - 0.1_f64.min(seconds), true);
    }

    /// Plays so many seconds in which loops may stand still.
    fn play_held(&mut self, seconds: f64) {
        self.play_on(seconds, false);
    }

    fn play_on(&mut self, seconds: f64, checked: bool) {
        let mut left = at(seconds);
        while left > 0 {
            let frames = left.min(1024);
            left -= frames;
            let before = self.mixer.places();
            // The decoder holds a third of a second; this only spares tries, the places decide.
            std::thread::sleep(millis(2));
            let block = self.mixer.backend().render(frames);
            self.heard.extend(block.iter().map(|[left, _]| left));
            let stood_still = before
                .iter()
                .zip(self.mixer.places())
                .any(|((_, before), (_, after))| *before == after);
            self.fell_behind |= checked && stood_still;
        }
    }

    fn level(&self, from: f64, to: f64) -> f32 {
        level(&self.heard[at(from)..at(to)])
    }
}

fn at(seconds: f64) -> usize {
    (seconds * f64::from(RATE)).round() as usize
}

/// Root of the mean square, as the amplitude of a sine of that power.
fn level(samples: &[f32]) -> f32 {
    (samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len() as f32 * 2.0).sqrt()
}

/// Runs a scenario until no stream fell behind in it.
fn undisturbed(scenario: impl Fn() -> Studio) -> Studio {
    (0..TRIES)
        .map(|_| scenario())
        .find(|studio| !studio.fell_behind)
        .expect("a stream fell behind in every try")
}

/// The largest step from one sample to the next.
fn steepest(samples: &[f32]) -> f32 {
    samples
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).abs())
        .fold(0.0, f32::max)
}

#[test]
fn a_loop_has_its_level_and_its_gain() {
    let folder = tempfile::tempdir().unwrap();
    let file = sine(folder.path(), "a.wav", 480.0, 1.0, 0.5);
    for (gain, expected) in [(0.0, 0.5), (-6.0, 0.2506)] {
        let studio = undisturbed(|| {
            let mut studio = Studio::new();
            assert!(
                studio
                    .mixer
                    .ambience(&[track(&file, gain)], millis(100), &[])
                    .is_empty()
            );
            studio.play(1.0);
            studio
        });
        let level = studio.level(0.5, 1.0);
        assert!((level - expected).abs() < 0.005, "gain {gain}: {level}");
    }
}

#[test]
fn a_loop_joins_its_end_to_its_beginning_without_a_click() {
    let folder = tempfile::tempdir().unwrap();
    let file = sine(folder.path(), "a.wav", 480.0, 0.5, 0.5);
    let studio = undisturbed(|| {
        let mut studio = Studio::new();
        studio.mixer.ambience(&[track(&file, 0.0)], millis(60), &[]);
        studio.play(2.5);
        studio
    });
    // A sine of this height and pace never steps further than this; a gap or a jump would.
    let most = 0.5 * 480.0 / RATE as f32 * std::f32::consts::TAU;
    let steep = steepest(&studio.heard[at(0.2)..]);
    assert!(steep < most * 1.1, "steps of {steep}, a sine has {most}");
    for window in 0..20 {
        let from = 0.3 + f64::from(window) * 0.1;
        let level = studio.level(from, from + 0.1);
        assert!((level - 0.5).abs() < 0.01, "a hole at {from}: {level}");
    }
}

#[test]
fn a_loop_comes_evenly_and_goes_to_silence() {
    let folder = tempfile::tempdir().unwrap();
    let file = sine(folder.path(), "a.wav", 480.0, 1.0, 0.5);
    let studio = undisturbed(|| {
        let mut studio = Studio::new();
        studio
            .mixer
            .ambience(&[track(&file, 0.0)], millis(1000), &[]);
        studio.play(1.5);
        studio.mixer.ambience(&[], millis(1000), &[]);
        studio.play_held(1.5);
        studio
    });
    let rise: Vec<f32> = (0..10)
        .map(|tenth| studio.level(f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0))
        .collect();
    assert!(rise.windows(2).all(|pair| pair[1] >= pair[0]), "{rise:?}");
    assert!(
        rise[0] < 0.05 && (0.2..0.45).contains(&rise[5]) && rise[9] > 0.49,
        "{rise:?}"
    );
    let fall: Vec<f32> = (15..25)
        .map(|tenth| studio.level(f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0))
        .collect();
    assert!(
        fall.windows(2).all(|pair| pair[1] <= pair[0] + 0.002),
        "{fall:?}"
    );
    assert!(fall[9] < 0.05, "{fall:?}");
    assert_eq!(studio.level(2.6, 3.0), 0.0, "silence after the fade");
    assert!(steepest(&studio.heard) < 0.035, "no click at either end");
}

#[test]
fn two_loops_that_cross_stay_about_as_loud_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let a = sine(folder.path(), "a.wav", 480.0, 1.0, 0.3);
    let b = sine(folder.path(), "b.wav", 370.0, 1.0, 0.3);
    let studio = undisturbed(|| {
        let mut studio = Studio::new();
        studio.mixer.ambience(&[track(&a, 0.0)], millis(60), &[]);
        studio.play(0.5);
        studio.mixer.ambience(&[track(&b, 0.0)], millis(1000), &[]);
        studio.play(1.5);
        studio
    });
    for tenth in 3..20 {
        let level = studio.level(f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
        assert!(
            (0.21..0.43).contains(&level),
            "within 3 dB of 0.3 at {tenth}/10 s: {level}"
        );
    }
    assert_eq!(studio.mixer.places().len(), 1);
}

#[test]
fn a_loop_that_stays_is_not_begun_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = sine(folder.path(), "a.wav", 480.0, 1.0, 0.5);
    let studio = undisturbed(|| {
        let mut studio = Studio::new();
        studio.mixer.ambience(&[track(&file, 0.0)], millis(60), &[]);
        studio.play(0.4);
        studio
            .mixer
            .ambience(&[track(&file, -6.0)], millis(200), &[]);
        studio.play(0.6);
        studio
    });
    assert!((studio.level(0.8, 1.0) - 0.2506).abs() < 0.005);
    let (_, place) = studio.mixer.places().pop().unwrap();
    assert!((0.9..1.0).contains(&place), "{place}");
}

#[test]
fn the_pause_is_soft_and_the_loop_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let file = sine(folder.path(), "a.wav", 480.0, 30.0, 0.5);
    let studio = undisturbed(|| {
        let mut studio = Studio::new();
        studio.mixer.ambience(&[track(&file, 0.0)], millis(60), &[]);
        studio.play(0.5);
        studio.mixer.paused(true);
        studio.play_held(1.0);
        studio.mixer.paused(false);
        studio.play(0.5);
        studio
    });
    assert!(studio.level(0.5, 0.55) > 0.3, "not cut");
    assert_eq!(studio.level(0.7, 1.5), 0.0);
    assert!(
        studio.level(1.75, 2.0) > 0.49,
        "back within half a second (H11)"
    );
    assert!(steepest(&studio.heard) < 0.04, "no click");
    let (_, place) = studio.mixer.places().pop().unwrap();
    assert!(
        (0.9..1.3).contains(&place),
        "it stood still meanwhile: {place}"
    );
}

#[test]
fn the_volume_moves_without_a_click() {
    let folder = tempfile::tempdir().unwrap();
    let file = sine(folder.path(), "a.wav", 480.0, 1.0, 0.5);
    let studio = undisturbed(|| {
        let mut studio = Studio::new();
        studio.mixer.ambience(&[track(&file, 0.0)], millis(60), &[]);
        studio.play(0.5);
        studio.mixer.volume(0.5, millis(200));
        studio.play(0.5);
        studio.mixer.volume(0.0, millis(200));
        studio.play(0.5);
        studio.mixer.volume(7.0, Duration::ZERO);
        studio.play(0.5);
        studio.mixer.volume(f32::NAN, Duration::ZERO);
        studio.play(0.5);
        studio
    });
    assert!(
        (studio.level(0.8, 1.0) - 0.125).abs() < 0.005,
        "half is 12 dB less"
    );
    assert_eq!(studio.level(1.3, 1.5), 0.0);
    assert!(
        (studio.level(1.8, 2.0) - 0.5).abs() < 0.005,
        "never louder than full"
    );
    assert_eq!(studio.level(2.3, 2.5), 0.0, "no number is silence");
    assert!(steepest(&studio.heard) < 0.06);
}

#[test]
fn what_cannot_be_played_is_named_and_the_rest_is_heard() {
    let folder = tempfile::tempdir().unwrap();
    let good = sine(folder.path(), "good.wav", 480.0, 1.0, 0.5);
    let bad: Vec<PathBuf> = [
        ("empty.ogg", &b""[..]),
        ("text.ogg", b"not a sound at all"),
        ("header.wav", b"RIFF\x24\0\0\0WAVEfmt "),
    ]
    .into_iter()
    .map(|(name, bytes)| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    })
    .chain([folder.path().join("missing.ogg"), folder.path().to_owned()])
    .collect();
    let studio = undisturbed(|| {
        let mut studio = Studio::new();
        let mut tracks: Vec<Track> = bad.iter().map(|path| track(path, 0.0)).collect();
        tracks.insert(2, track(&good, 0.0));
        let broken = studio.mixer.ambience(&tracks, millis(60), &[]);
        let names: Vec<&str> = broken.iter().map(|broken| broken.name.as_str()).collect();
        assert!(
            names.contains(&"empty.ogg") && names.contains(&"missing.ogg"),
            "{names:?}"
        );
        assert_eq!(broken.len(), bad.len(), "{broken:?}");
        studio.play(0.5);
        studio
    });
    assert!((studio.level(0.3, 0.5) - 0.5).abs() < 0.005);
}

#[test]
fn a_compressed_loop_joins_too() {
    // One second of a 480 Hz sine at half height, in Vorbis.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.ogg");
    fs::write(&file, include_bytes!("sine.ogg")).unwrap();
    let studio = undisturbed(|| {
        let mut studio = Studio::new();
        assert!(
            studio
                .mixer
                .ambience(&[track(&file, 0.0)], millis(60), &[])
                .is_empty()
        );
        studio.play(3.5);
        studio
    });
    let most = 0.5 * 480.0 / RATE as f32 * std::f32::consts::TAU;
    let steep = steepest(&studio.heard[at(0.2)..]);
    assert!(steep < most * 1.3, "steps of {steep}, a sine has {most}");
    for window in 0..60 {
        let from = 0.3 + f64::from(window) * 0.05;
        let level = studio.level(from, from + 0.05);
        assert!((level - 0.5).abs() < 0.03, "a hole at {from}: {level}");
    }
}

#[test]
fn a_file_shorter_than_it_says_is_an_error_and_no_endless_work() {
    let folder = tempfile::tempdir().unwrap();
    let file = sine(folder.path(), "a.wav", 480.0, 1.0, 0.5);
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let mut studio = Studio::new();
    let mut broken = studio.mixer.ambience(&[track(&file, 0.0)], millis(60), &[]);
    wait_for("the error", || {
        studio.mixer.backend().render(1024);
        broken.extend(studio.mixer.broken());
        !broken.is_empty()
    });
    assert_eq!(broken[0].name, "a.wav");
    assert!(
        broken[0].reason.contains("before the 48000"),
        "{}",
        broken[0].reason
    );
}

#[test]
fn a_loop_goes_on_from_the_middle_on_another_output() {
    let folder = tempfile::tempdir().unwrap();
    let file = sine(folder.path(), "a.wav", 480.0, 10.0, 0.5);
    let studio = undisturbed(|| {
        let mut studio = Studio::new();
        let sound = track(&file, 0.0);
        studio.mixer.ambience(
            std::slice::from_ref(&sound),
            millis(60),
            &[(sound.clone(), 7.5)],
        );
        studio.play(0.5);
        studio
    });
    let (_, place) = studio.mixer.places().pop().unwrap();
    assert!((7.9..8.01).contains(&place), "{place}");
}

#[test]
fn no_bytes_are_answered_with_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let whole = fs::read(sine(folder.path(), "a.wav", 480.0, 0.1, 0.5)).unwrap();
    let compressed = &include_bytes!("sine.ogg")[..];
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    for round in 0..300 {
        let mut bytes = if round % 2 == 0 {
            whole.clone()
        } else {
            compressed.to_vec()
        };
        for _ in 0..=round % 7 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let place = random as usize % bytes.len().min(2000);
            bytes[place] = (random >> 32) as u8;
        }
        let path = folder.path().join("b.bin");
        fs::write(&path, bytes).unwrap();
        // Broken or not: it opens or it says why, and decoding comes to an end.
        if let Ok(mut stream) = crate::stream::Stream::open(crate::track::Source::File {
            path,
            name: "b".into(),
        }) {
            use kira::sound::streaming::Decoder;
            let mut decoded = 0;
            while decoded < stream.num_frames().min(100_000) {
                match stream.decode() {
                    Ok(frames) => decoded += frames.len(),
                    Err(_) => break,
                }
            }
        }
    }
}

#[test]
fn the_calm_scene_has_a_sound_that_is_not_too_loud() {
    let studio = undisturbed(|| {
        let mut studio = Studio::new();
        assert!(
            studio
                .mixer
                .ambience(&[Track::lobby()], millis(60), &[])
                .is_empty()
        );
        studio.play(3.0);
        studio
    });
    let loudest = studio
        .heard
        .iter()
        .fold(0.0_f32, |loudest, sample| loudest.max(sample.abs()));
    assert!(
        level(&studio.heard) > 0.0005 && loudest < 0.9,
        "level {}, loudest {loudest}",
        level(&studio.heard)
    );
}
