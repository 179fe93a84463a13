//! Words over a scene: all else is held down, and they can be lifted.

use sound::{Narration, Settings};

use super::*;

fn narration(file: &AudioFile, after: u64) -> Narration {
    Narration {
        file: file.clone(),
        gain: 0.0,
        loudness: None,
        after: millis(after),
        begins: None,
        from: Duration::ZERO,
    }
}

/// Words that can hardly be heard, so that what is around them can be measured.
fn whisper(folder: &std::path::Path, lasts: f64, when: impl Fn(f64) -> bool) -> AudioFile {
    wav(&folder.join("words.wav"), RATE, 1, lasts, |time, _| {
        let sine = 0.004 * (time * 900.0 * std::f64::consts::TAU).sin();
        if when(time) { sine } else { 0.0 }
    })
}

#[test]
fn all_else_is_held_down_by_nine_decibels_with_soft_edges() {
    let folder = tempfile::tempdir().unwrap();
    let bed = sine(folder.path(), "bed.wav", 480.0, 1.0, 0.4);
    let words = whisper(folder.path(), 2.0, |_| true);
    let mut studio = Studio::new();
    studio.sound.scene(scene([ambience(&bed, 0.0)]), millis(60));
    studio.play(1.0);
    studio.sound.narrate(&narration(&words, 1000));
    studio.play(5.0);
    assert_eq!(studio.sound.problems(), []);
    let full = studio.level(0.5, 1.0);
    let against = |from: f64, to: f64| decibels(studio.level(from, to) / full);
    assert!(against(1.0, 1.5).abs() < 0.1, "not before its time");
    let held = against(2.05, 3.9);
    assert!((held + 9.0).abs() < 0.3, "held down by {held} dB");
    assert!(against(4.5, 6.0).abs() < 0.1, "and let go");
    let slope = |from: f64| -> Vec<f32> {
        (0..10)
            .map(|piece| {
                let from = from + f64::from(piece) * 0.04;
                against(from, from + 0.04)
            })
            .collect()
    };
    let (down, up) = (slope(1.6), slope(4.0));
    assert!(
        down.windows(2).all(|pair| pair[1] <= pair[0] + 0.05),
        "{down:?}"
    );
    assert!(
        up.windows(2).all(|pair| pair[1] >= pair[0] - 0.05),
        "{up:?}"
    );
    for edge in [&down, &up] {
        let steepest = edge.windows(2).map(|pair| (pair[1] - pair[0]).abs());
        assert!(steepest.fold(0.0, f32::max) < 1.8, "{edge:?}");
    }
}

#[test]
fn in_a_long_silence_everything_comes_back_and_between_sentences_it_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let bed = sine(folder.path(), "bed.wav", 480.0, 1.0, 0.4);
    // Two sentences, and a third long after.
    let words = whisper(folder.path(), 12.0, |time| {
        time < 1.0 || (2.0..3.0).contains(&time) || time > 10.0
    });
    let mut studio = Studio::new();
    studio.sound.scene(scene([ambience(&bed, 0.0)]), millis(60));
    studio.sound.narrate(&narration(&words, 1000));
    studio.play(14.0);
    let full = studio.level(0.3, 0.5);
    let against = |from: f64, to: f64| decibels(studio.level(from, to) / full);
    assert!(
        (against(2.05, 2.9) + 9.0).abs() < 0.3,
        "{}",
        against(2.05, 2.9)
    );
    assert!(against(6.1, 10.5).abs() < 0.2, "{}", against(6.1, 10.5));
    assert!(
        (against(11.05, 12.9) + 9.0).abs() < 0.3,
        "before the first word of it"
    );
}

#[test]
fn words_come_in_time_say_where_they_are_and_can_be_broken_off() {
    let folder = tempfile::tempdir().unwrap();
    let words = sine(folder.path(), "words.wav", 700.0, 5.0, 0.4);
    let mut studio = Studio::new();
    assert_eq!(studio.sound.narrated(), None);
    studio.sound.narrate(&narration(&words, 600));
    studio.play(0.55);
    assert_eq!(studio.sound.narrated(), Some(Duration::ZERO));
    assert_eq!(studio.level(0.0, 0.55), 0.0);
    studio.play(1.45);
    let place = studio.sound.narrated().unwrap().as_secs_f64();
    assert!((place - 1.395).abs() < 0.005, "{place}");
    assert!((studio.level(1.0, 2.0) - 0.4).abs() < 0.01);
    studio.sound.stop_narration();
    studio.play(1.0);
    assert_eq!(studio.sound.narrated(), None);
    assert!(studio.level(2.05, 2.15) > 0.1, "not cut");
    assert_eq!(studio.level(2.5, 3.0), 0.0);
}

#[test]
fn words_can_begin_in_the_middle_of_their_recording() {
    let folder = tempfile::tempdir().unwrap();
    // Each second is louder than the one before.
    let words = wav(&folder.path().join("words.wav"), RATE, 2, 6.0, |time, _| {
        0.05 * (1.0 + time.floor()) * (time * 480.0 * std::f64::consts::TAU).sin()
    });
    let from = |from: f64| Narration {
        from: seconds(from),
        ..narration(&words, 1000)
    };
    let mut studio = Studio::new();
    studio.sound.narrate(&from(3.25));
    assert_eq!(studio.sound.narrated(), Some(seconds(3.25)));
    studio.play(2.5);
    let place = studio.sound.narrated().unwrap().as_secs_f64();
    assert!((place - 4.745).abs() < 0.005, "{place}");
    for (at, second) in [(1.2, 4.0), (1.9, 5.0)] {
        let level = studio.level(at, at + 0.4);
        assert!((level - 0.05 * second).abs() < 0.005, "{level} at {at}");
    }
    // Behind its end nothing is told, and nobody is told that anything was wrong.
    let mut studio = Studio::new();
    studio.sound.narrate(&from(60.0));
    studio.play(3.0);
    assert_eq!(studio.level(0.0, 3.0), 0.0);
    assert_eq!(studio.sound.problems(), []);
}

#[test]
fn new_words_take_the_place_of_those_before() {
    let folder = tempfile::tempdir().unwrap();
    let first = sine(folder.path(), "a.wav", 700.0, 9.0, 0.4);
    let second = sine(folder.path(), "b.wav", 700.0, 1.0, 0.2);
    let mut studio = Studio::new();
    studio.sound.narrate(&narration(&first, 0));
    studio.play(2.0);
    studio.sound.narrate(&narration(&second, 1000));
    studio.play(3.0);
    assert_eq!(studio.level(2.5, 2.9), 0.0);
    assert!((studio.level(3.3, 3.8) - 0.2).abs() < 0.01);
    assert_eq!(studio.level(4.3, 5.0), 0.0);
}

#[test]
fn speech_boost_lifts_consonants_and_holds_beds_down() {
    let folder = tempfile::tempdir().unwrap();
    let spoken = |hertz: f64, boost: bool| {
        let words = sine(folder.path(), "words.wav", hertz, 3.0, 0.1);
        let mut studio = Studio::new();
        studio.sound.settings(Settings {
            speech_boost: boost,
            ..Settings::default()
        });
        studio.sound.narrate(&narration(&words, 0));
        studio.play(3.0);
        studio.level(1.5, 3.0)
    };
    let lifted = |hertz: f64| decibels(spoken(hertz, true) / spoken(hertz, false));
    assert!((lifted(2400.0) - 6.0).abs() < 0.3, "{}", lifted(2400.0));
    assert!(lifted(120.0).abs() < 0.5, "{}", lifted(120.0));
    let bed = sine(folder.path(), "bed.wav", 480.0, 1.0, 0.4);
    let mut studio = Studio::new();
    studio.sound.scene(scene([ambience(&bed, 0.0)]), millis(60));
    studio.play(1.0);
    studio.sound.settings(Settings {
        speech_boost: true,
        ..Settings::default()
    });
    studio.play(1.0);
    let held = decibels(studio.level(1.6, 2.0) / studio.level(0.5, 1.0));
    assert!((held + 6.0).abs() < 0.2, "{held}");
    let most = 0.4 * 480.0 / RATE as f32 * std::f32::consts::TAU;
    assert!(studio.steepest(0.0, 2.0) < most * 1.1);
}
