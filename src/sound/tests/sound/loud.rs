//! How loud it can get, for both ears or as one; tones.

use media::loudness::Meter;
use sound::{Settings, Tone};

use super::*;

#[test]
fn however_much_comes_together_no_peak_is_too_high() {
    let folder = tempfile::tempdir().unwrap();
    let mut studio = Studio::new();
    let tracks: Vec<Track> = (0..8)
        .map(|index| {
            let name = format!("{index}.wav");
            let hertz = 200.0 + 317.0 * f64::from(index);
            ambience(&sine(folder.path(), &name, hertz, 1.0, 0.9), 6.0)
        })
        .collect();
    studio.sound.scene(scene(tracks), millis(60));
    studio.play(3.0);
    let mut meter = Meter::new(2, RATE).unwrap();
    meter.add(studio.heard.as_flattened());
    let peak = meter.loudness().true_peak;
    assert!((-3.0..=-1.0).contains(&peak), "{peak} dBTP");
}

#[test]
fn the_cap_of_the_headset_holds() {
    let folder = tempfile::tempdir().unwrap();
    let loud = noise(folder.path(), "a.wav", 1.0, 0.8);
    let soft = noise(folder.path(), "b.wav", 1.0, 0.05);
    for (file, expected) in [(loud, -20.0), (soft, -30.8)] {
        let mut studio = Studio::new();
        studio.sound.settings(Settings {
            cap: Some(-20.0),
            ..Settings::default()
        });
        studio
            .sound
            .scene(scene([ambience(&file, 0.0)]), millis(500));
        studio.play(4.0);
        for half in 2..8 {
            let (from, to) = (f64::from(half) / 2.0, f64::from(half + 1) / 2.0);
            let level = decibels(studio.level(from, to) / std::f32::consts::SQRT_2);
            assert!((level - expected).abs() < 0.7, "{level} dB at {from} s");
        }
        let said = decibels(studio.sound.level());
        assert!((said - expected).abs() < 1.0, "level says {said}");
    }
}

#[test]
fn a_headset_nobody_has_measured_is_kept_at_what_is_80_dba_in_the_loudest_that_is_sold() {
    let folder = tempfile::tempdir().unwrap();
    let loud = noise(folder.path(), "a.wav", 1.0, 0.8);
    let cap = sound::cap_of("an unknown headset");
    let mut studio = Studio::new();
    studio.sound.settings(Settings {
        cap: Some(cap),
        ..Settings::default()
    });
    studio.sound.volume(1.0, Duration::ZERO);
    studio
        .sound
        .scene(scene([ambience(&loud, 6.0)]), millis(500));
    studio.play(4.0);
    for half in 2..8 {
        let (from, to) = (f64::from(half) / 2.0, f64::from(half + 1) / 2.0);
        let level = decibels(studio.level(from, to) / std::f32::consts::SQRT_2);
        // 100 dBA at -13 dB, so this is what 80 dBA is there.
        let at_the_ear = 100.0 + 13.0 + level;
        assert!(
            (79.0..=80.5).contains(&at_the_ear),
            "{at_the_ear} dBA at {from} s"
        );
    }
}

#[test]
fn for_one_ear_both_are_the_same_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let file = wav(
        &folder.path().join("a.wav"),
        RATE,
        2,
        1.0,
        |time, channel| {
            let hertz = if channel == 0 { 480.0 } else { 720.0 };
            0.4 * (time * hertz * std::f64::consts::TAU).sin()
        },
    );
    let mut studio = Studio::new();
    studio
        .sound
        .scene(scene([ambience(&file, 0.0)]), millis(60));
    studio.play(1.0);
    studio.sound.settings(Settings {
        mono: true,
        ..Settings::default()
    });
    studio.play(1.0);
    assert_ne!(studio.ear(0, 0.5, 0.9), studio.ear(1, 0.5, 0.9));
    for (left, right) in studio.ear(0, 1.5, 2.0).iter().zip(studio.ear(1, 1.5, 2.0)) {
        assert!((left - right).abs() < 1e-6);
    }
    assert!((studio.level(1.5, 2.0) - 0.283).abs() < 0.01);
    assert!(studio.steepest(0.0, 2.0) < 0.05, "no click on the way");
}

#[test]
fn tones_are_soft_and_heard_in_a_pause_too() {
    for tone in [Tone::Touch, Tone::Chosen] {
        let mut studio = Studio::new();
        studio.sound.paused(true);
        studio.play(0.2);
        studio.sound.tone(tone);
        studio.play(2.0);
        let loudest = studio
            .ear(0, 0.2, 2.2)
            .iter()
            .fold(0.0_f32, |loudest, sample| loudest.max(sample.abs()));
        assert!((0.03..0.3).contains(&loudest), "{tone:?}: {loudest}");
        let early = studio.ear(0, 0.2, 0.22);
        let early = early
            .iter()
            .fold(0.0_f32, |loudest, sample| loudest.max(sample.abs()));
        assert!(early < loudest * 0.5, "{tone:?} begins softly");
        assert_eq!(studio.level(1.5, 2.2), 0.0, "{tone:?} ends");
    }
}

#[test]
fn nothing_asked_is_nothing_heard() {
    let mut studio = Studio::new();
    studio.play(1.0);
    assert!(
        studio
            .heard
            .as_flattened()
            .iter()
            .all(|sample| *sample == 0.0)
    );
    assert_eq!(studio.sound.level(), 0.0);
}
