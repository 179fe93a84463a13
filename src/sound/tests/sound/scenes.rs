//! A scene's loops: levels, slopes, joins, silence; and what cannot be played.

use std::fs;
use std::path::PathBuf;

use media::loudness::{Loudness, Meter};
use sound::{SoundProblem, Times};

use super::*;

/// A sine of 480 Hz and this level never steps further.
fn most(level: f32) -> f32 {
    level * 480.0 / RATE as f32 * std::f32::consts::TAU
}

#[test]
fn a_loop_has_its_level_and_its_gain() {
    let folder = tempfile::tempdir().unwrap();
    let file = sine(folder.path(), "a.wav", 480.0, 1.0, 0.5);
    for (gain, expected) in [(0.0, 0.5), (-6.0, 0.2506)] {
        let mut studio = Studio::new();
        studio
            .sound
            .scene(scene([ambience(&file, gain)]), millis(100));
        studio.play(1.0);
        let level = studio.level(0.5, 1.0);
        assert!((level - expected).abs() < 0.005, "gain {gain}: {level}");
        assert_eq!(studio.ear(0, 0.0, 1.0), studio.ear(1, 0.0, 1.0));
    }
}

#[test]
fn a_loop_joins_its_end_to_its_beginning_whatever_its_rate_and_length() {
    let folder = tempfile::tempdir().unwrap();
    let tone = |time: f64, _| 0.5 * (time * 480.0 * std::f64::consts::TAU).sin();
    let path = |name: &str| folder.path().join(name);
    fs::write(
        path("v.ogg"),
        include_bytes!("../../../media/tests/sine.ogg"),
    )
    .unwrap();
    let files = [
        (wav(&path("kept.wav"), RATE, 1, 0.5, tone), 2.6),
        (wav(&path("stereo.wav"), RATE, 2, 0.25, tone), 1.4),
        (wav(&path("rate.wav"), 44_100, 1, 0.5, tone), 2.6),
        (wav(&path("long.wav"), RATE, 1, 10.5, tone), 11.5),
        (named(&path("v.ogg")), 3.5),
    ];
    for (file, lasts) in files {
        let mut studio = Studio::new();
        studio
            .sound
            .scene(scene([ambience(&file, 0.0)]), millis(60));
        studio.play(lasts);
        let steep = studio.steepest(0.2, lasts);
        assert!(steep < most(0.5) * 1.3, "{file:?}: steps of {steep}");
        let mut from = 0.2;
        while from + 0.05 < lasts {
            let level = studio.level(from, from + 0.05);
            assert!((level - 0.5).abs() < 0.03, "{file:?}: {level} at {from}");
            from += 0.05;
        }
    }
}

#[test]
fn a_loop_comes_evenly_and_goes_to_silence() {
    let folder = tempfile::tempdir().unwrap();
    let file = sine(folder.path(), "a.wav", 480.0, 1.0, 0.5);
    let mut studio = Studio::new();
    studio
        .sound
        .scene(scene([ambience(&file, 0.0)]), millis(1000));
    studio.play(1.5);
    studio.sound.scene(SceneSound::default(), millis(1000));
    studio.play(1.5);
    let tenth = |tenth: u32| studio.level(f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
    let rise: Vec<f32> = (0..10).map(tenth).collect();
    assert!(rise.windows(2).all(|pair| pair[1] >= pair[0]), "{rise:?}");
    assert!(
        rise[0] < 0.06 && (0.3..0.45).contains(&rise[5]) && rise[9] > 0.48,
        "{rise:?}"
    );
    let fall: Vec<f32> = (15..26).map(tenth).collect();
    assert!(
        fall.windows(2).all(|pair| pair[1] <= pair[0] + 0.002),
        "{fall:?}"
    );
    assert_eq!(studio.level(2.6, 3.0), 0.0, "silence after the fade");
    assert!(
        studio.steepest(0.0, 3.0) < most(0.5) * 1.05,
        "no click at either end"
    );
}

#[test]
fn nothing_is_faster_than_the_softest() {
    let folder = tempfile::tempdir().unwrap();
    let file = sine(folder.path(), "a.wav", 480.0, 1.0, 0.5);
    let mut studio = Studio::new();
    studio
        .sound
        .scene(scene([ambience(&file, 0.0)]), Duration::ZERO);
    studio.play(0.5);
    studio.sound.scene(SceneSound::default(), Duration::ZERO);
    studio.play(0.5);
    assert!(studio.level(0.0, 0.02) < 0.2, "not at once");
    assert!(studio.level(0.52, 0.54) > 0.2, "not cut");
    assert_eq!(studio.level(0.6, 1.0), 0.0);
    assert!(studio.steepest(0.0, 1.0) < most(0.5) * 1.2);
}

#[test]
fn two_loops_that_cross_stay_about_as_loud_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let a = sine(folder.path(), "a.wav", 480.0, 1.0, 0.3);
    let b = sine(folder.path(), "b.wav", 370.0, 1.0, 0.3);
    let mut studio = Studio::new();
    studio.sound.scene(scene([ambience(&a, 0.0)]), millis(60));
    studio.play(0.5);
    studio.sound.scene(scene([ambience(&b, 0.0)]), millis(1000));
    studio.play(1.5);
    for tenth in 3..20 {
        let level = studio.level(f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
        assert!((0.27..0.33).contains(&level), "{level} at {tenth}/10 s");
    }
}

#[test]
fn a_loop_that_stays_goes_on_and_only_its_gain_moves() {
    let folder = tempfile::tempdir().unwrap();
    let file = sine(folder.path(), "a.wav", 480.0, 1.0, 0.5);
    let mut studio = Studio::new();
    studio
        .sound
        .scene(scene([ambience(&file, 0.0)]), millis(60));
    studio.play(0.4);
    studio
        .sound
        .scene(scene([ambience(&file, -6.0)]), millis(200));
    studio.play(0.6);
    assert!((studio.level(0.8, 1.0) - 0.2506).abs() < 0.005);
    let levels: Vec<f32> = (20..50)
        .map(|piece| studio.level(f64::from(piece) / 50.0, f64::from(piece + 1) / 50.0))
        .collect();
    assert!(
        levels.windows(2).all(|pair| pair[1] <= pair[0] + 0.005),
        "it never goes down and up: {levels:?}"
    );
}

#[test]
fn the_pause_is_soft_and_the_loop_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    // Each second has its own level: which second it is can be heard.
    let file = wav(&folder.path().join("a.wav"), RATE, 1, 4.0, |time, _| {
        (0.1 + 0.1 * time.floor()) * (time * 480.0 * std::f64::consts::TAU).sin()
    });
    let mut studio = Studio::new();
    studio
        .sound
        .scene(scene([ambience(&file, 0.0)]), millis(60));
    studio.play(0.5);
    studio.sound.paused(true);
    studio.play(3.0);
    studio.sound.paused(false);
    studio.play(1.0);
    assert!(studio.level(0.5, 0.55) > 0.05, "not cut");
    assert_eq!(studio.level(0.7, 3.5), 0.0);
    assert!(
        (studio.level(3.7, 3.8) - 0.1).abs() < 0.01,
        "back, where it was"
    );
    assert!(
        (studio.level(4.2, 4.4) - 0.2).abs() < 0.01,
        "and on from there"
    );
}

#[test]
fn the_volume_moves_without_a_click() {
    let folder = tempfile::tempdir().unwrap();
    let file = sine(folder.path(), "a.wav", 480.0, 1.0, 0.5);
    let mut studio = Studio::new();
    studio
        .sound
        .scene(scene([ambience(&file, 0.0)]), millis(60));
    studio.play(0.5);
    for (volume, over) in [(0.5, 200), (0.0, 200), (7.0, 0), (f32::NAN, 0)] {
        studio.sound.volume(volume, millis(over));
        studio.play(0.5);
    }
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
    assert!(studio.steepest(0.0, 2.5) < 0.06);
}

#[test]
fn a_sound_comes_when_it_should() {
    let folder = tempfile::tempdir().unwrap();
    let short = sine(folder.path(), "a.wav", 480.0, 0.5, 0.4);
    let heard = |kind: TrackKind, lasts: f64| {
        let mut studio = Studio::new();
        studio
            .sound
            .scene(scene([Track::new(short.clone(), kind)]), millis(60));
        studio.play(lasts);
        let mut begins = Vec::new();
        let mut quiet = at(0.1);
        for (index, [left, _]) in studio.heard.iter().enumerate() {
            if left.abs() > 0.01 {
                if quiet >= at(0.1) {
                    begins.push(index as f64 / f64::from(RATE));
                }
                quiet = 0;
            } else {
                quiet += 1;
            }
        }
        begins
    };
    let placed = |times| TrackKind::Placed {
        yaw: 0.0,
        pitch: 0.0,
        distance: 1.0,
        times,
    };
    let once = heard(placed(Times::Once { after: millis(700) }), 4.0);
    assert_eq!(once.len(), 1);
    assert!((once[0] - 0.705).abs() < 0.02, "{once:?}");
    let every = heard(
        placed(Times::Every {
            from: millis(500),
            to: millis(1500),
        }),
        20.0,
    );
    assert!((10..=20).contains(&every.len()), "{every:?}");
    for pair in every.windows(2) {
        assert!((0.95..2.1).contains(&(pair[1] - pair[0])), "{every:?}");
    }
    let gaps: Vec<i32> = every
        .windows(2)
        .map(|pair| ((pair[1] - pair[0]) * 50.0) as i32)
        .collect();
    assert!(gaps.iter().any(|gap| *gap != gaps[0]), "never the same");
    let music = TrackKind::Music {
        after: millis(300),
        loops: false,
    };
    let music = heard(music, 3.0);
    assert_eq!(music.len(), 1);
    assert!((music[0] - 0.305).abs() < 0.01, "{music:?}");
}

#[test]
fn what_is_heard_has_the_loudness_that_everything_has() {
    let folder = tempfile::tempdir().unwrap();
    for (level, integrated) in [(0.5, -6.02), (0.02, -33.98)] {
        let file = sine(folder.path(), "a.wav", 1000.0, 1.0, level);
        let mut studio = Studio::new();
        let track = Track {
            loudness: Some(Loudness {
                integrated,
                true_peak: integrated,
            }),
            ..ambience(&file, 0.0)
        };
        studio.sound.scene(scene([track]), millis(60));
        studio.play(5.0);
        let mut meter = Meter::new(2, RATE).unwrap();
        meter.add(studio.heard[at(0.5)..].as_flattened());
        let measured = meter.loudness().integrated;
        assert!((measured + 23.0).abs() < 1.0, "{measured} LUFS");
    }
}

#[test]
fn what_cannot_be_played_is_named_and_the_rest_is_heard() {
    let folder = tempfile::tempdir().unwrap();
    let good = sine(folder.path(), "good.wav", 480.0, 1.0, 0.5);
    let mut bad: Vec<PathBuf> = [
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
    let many = folder.path().join("many.wav");
    wav(&many, RATE, 6, 0.1, |_, _| 0.1);
    bad.push(many);
    let mut tracks: Vec<Track> = bad.iter().map(|path| ambience(&named(path), 0.0)).collect();
    let around = TrackKind::Ambisonics { heading: 0.0 };
    tracks.push(Track::new(good.clone(), around));
    tracks.insert(2, ambience(&good, 0.0));
    let mut studio = Studio::new();
    studio.sound.scene(scene(tracks), millis(60));
    studio.play(0.5);
    let problems = studio.sound.problems();
    assert_eq!(problems.len(), bad.len() + 1, "{problems:?}");
    for name in ["empty.ogg", "missing.ogg", "many.wav", "good.wav"] {
        let file = name.to_owned();
        assert!(problems.contains(&SoundProblem::Broken { file }), "{name}");
    }
    assert!((studio.level(0.3, 0.5) - 0.5).abs() < 0.005);
}

#[test]
fn a_file_that_breaks_off_goes_softly_and_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = sine(folder.path(), "a.wav", 480.0, 4.0, 0.5);
    let path = folder.path().join("a.wav");
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let mut studio = Studio::new();
    studio
        .sound
        .scene(scene([ambience(&file, 0.0)]), millis(60));
    studio.play(3.0);
    let file = "a.wav".to_owned();
    assert_eq!(studio.sound.problems(), [SoundProblem::Broken { file }]);
    assert!(studio.level(1.0, 1.5) > 0.49);
    assert_eq!(studio.level(2.1, 3.0), 0.0);
}

#[test]
fn no_bytes_are_answered_with_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    sine(folder.path(), "a.wav", 480.0, 0.1, 0.5);
    let whole = fs::read(folder.path().join("a.wav")).unwrap();
    let compressed = &include_bytes!("../../../media/tests/sine.ogg")[..];
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    for round in 0..150 {
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
        // Broken or not: it is heard or it is told, and what is heard is a number.
        let mut studio = Studio::new();
        studio
            .sound
            .scene(scene([ambience(&named(&path), 0.0)]), millis(60));
        studio.play(0.4);
        let sane = |sample: &f32| sample.is_finite() && sample.abs() <= 1.0;
        assert!(
            studio.heard.as_flattened().iter().all(sane),
            "round {round}"
        );
    }
}

#[test]
fn the_calm_scene_has_a_sound_that_is_not_too_loud() {
    let mut studio = Studio::new();
    studio.sound.scene(SceneSound::lobby(), millis(60));
    studio.play(3.0);
    assert_eq!(studio.sound.problems(), []);
    let loudest = studio
        .heard
        .as_flattened()
        .iter()
        .fold(0.0_f32, |loudest, sample| loudest.max(sample.abs()));
    let level = studio.level(0.5, 3.0);
    assert!(level > 0.0005 && loudest < 0.9, "{level}, {loudest}");
}

#[test]
fn what_is_played_is_heard_beside_the_scene_until_it_is_hushed_or_another_scene_comes() {
    let folder = tempfile::tempdir().unwrap();
    let file = sine(folder.path(), "a.wav", 480.0, 1.0, 0.5);
    let mut studio = Studio::new();
    studio.play(0.5);
    studio.sound.play("bell", &ambience(&file, 0.0));
    studio.play(1.0);
    assert!((studio.level(1.0, 1.5) - 0.5).abs() < 0.01, "it is heard");
    studio.sound.play("bell", &ambience(&file, -6.0));
    studio.play(1.5);
    let again = studio.level(2.5, 3.0);
    assert!(
        (again - 0.25).abs() < 0.01,
        "it takes its own place: {again}"
    );
    studio.sound.hush("bell", millis(500));
    studio.play(1.0);
    assert_eq!(studio.level(3.6, 4.0), 0.0, "hushed");
    studio.sound.play("bell", &ambience(&file, 0.0));
    studio.play(1.0);
    studio.sound.scene(SceneSound::default(), millis(500));
    studio.play(1.0);
    assert!(studio.level(4.5, 5.0) > 0.4, "it was there again");
    assert_eq!(studio.level(5.6, 6.0), 0.0, "gone with the scene");
}
