//! What is around the head: sides, turns, distances.

use sound::Times;

use super::*;

/// A head that has turned to its right by so many degrees.
fn turned(right: f32) -> [f32; 4] {
    let half = -right.to_radians() / 2.0;
    [0.0, half.sin(), 0.0, half.cos()]
}

fn placed(file: &AudioFile, yaw: f32, distance: f32) -> Track {
    let kind = TrackKind::Placed {
        yaw,
        pitch: 0.0,
        distance,
        times: Times::Loop,
    };
    Track::new(file.clone(), kind)
}

#[test]
fn a_sound_is_louder_on_its_side_and_stays_where_it_is_when_the_head_turns() {
    let folder = tempfile::tempdir().unwrap();
    let file = noise(folder.path(), "a.wav", 1.0, 0.3);
    let mut studio = Studio::new();
    studio
        .sound
        .scene(scene([placed(&file, 90.0, 1.5)]), millis(60));
    for right in [0.0, 90.0, 180.0, -90.0] {
        studio.sound.head(turned(right));
        studio.play(1.0);
    }
    assert!(
        studio.side(0.3, 1.0) > 8.0,
        "right: {}",
        studio.side(0.3, 1.0)
    );
    assert!(
        studio.side(1.3, 2.0).abs() < 0.5,
        "ahead: {}",
        studio.side(1.3, 2.0)
    );
    assert!(
        studio.side(2.3, 3.0) < -8.0,
        "left: {}",
        studio.side(2.3, 3.0)
    );
    assert!(
        studio.side(3.3, 4.0).abs() < 0.5,
        "behind: {}",
        studio.side(3.3, 4.0)
    );
    // Ahead and behind differ in what ears make of them.
    let treble = |from: f64, to: f64| {
        let ear = studio.ear(0, from, to);
        let steps: Vec<f32> = ear.windows(2).map(|pair| pair[1] - pair[0]).collect();
        level(&steps) / level(&ear)
    };
    assert!(
        treble(1.3, 2.0) > treble(3.3, 4.0) * 1.05,
        "behind is duller"
    );
}

#[test]
fn the_nearer_ear_hears_it_first() {
    let folder = tempfile::tempdir().unwrap();
    let file = wav(&folder.path().join("a.wav"), RATE, 1, 1.0, |time, _| {
        // A soft thump: where there is timing, it is in the bass.
        let x = (time - 0.5) / 0.001;
        0.5 * (-x * x).exp()
    });
    let mut studio = Studio::new();
    studio
        .sound
        .scene(scene([placed(&file, 90.0, 1.5)]), millis(60));
    studio.play(1.0);
    let centre = |ear: usize| {
        let samples = studio.ear(ear, 0.4, 0.6);
        let highest = samples.iter().copied().fold(0.0, f32::max);
        samples
            .iter()
            .position(|sample| *sample == highest)
            .unwrap() as f64
    };
    let later = (centre(0) - centre(1)) / f64::from(RATE);
    assert!((0.0003..0.0010).contains(&later), "{later} s");
}

#[test]
fn twice_as_far_is_half_as_loud_but_not_within_reach() {
    let folder = tempfile::tempdir().unwrap();
    let file = noise(folder.path(), "a.wav", 1.0, 0.3);
    let at_distance = |distance| {
        let mut studio = Studio::new();
        studio
            .sound
            .scene(scene([placed(&file, 0.0, distance)]), millis(60));
        studio.play(1.0);
        studio.level(0.5, 1.0)
    };
    let near = at_distance(1.5);
    assert!((decibels(at_distance(3.0) / near) + 6.02).abs() < 0.1);
    assert!((decibels(at_distance(15.0) / near) + 20.0).abs() < 0.1);
    assert!((decibels(at_distance(0.0) / near)).abs() < 0.1);
    assert!(
        (decibels(near / 0.245)).abs() < 6.0,
        "about as loud as without a place: {near}"
    );
}

#[test]
fn turning_the_head_fast_is_not_heard_as_clicks() {
    let folder = tempfile::tempdir().unwrap();
    let file = sine(folder.path(), "a.wav", 480.0, 1.0, 0.3);
    let mut studio = Studio::new();
    studio
        .sound
        .scene(scene([placed(&file, 60.0, 1.5)]), millis(60));
    studio.play(0.5);
    // 300 degrees a second, told 72 times a second.
    for frame in 0..144 {
        studio.sound.head(turned(frame as f32 * 300.0 / 72.0));
        studio.play(1.0 / 72.0);
    }
    let loudest = (0..2)
        .flat_map(|ear| studio.ear(ear, 0.5, 2.5))
        .fold(0.0_f32, |loudest, sample| loudest.max(sample.abs()));
    let most = loudest * 480.0 / RATE as f32 * std::f32::consts::TAU;
    let steep = studio.steepest(0.5, 2.5);
    assert!(steep < most * 1.1, "steps of {steep}, a sine has {most}");
}

#[test]
fn ambisonics_is_turned_by_the_head_and_by_its_heading() {
    let folder = tempfile::tempdir().unwrap();
    let noise = |time: f64| {
        let mut random = (time * f64::from(RATE)).round() as u64 + 1;
        for _ in 0..3 {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(99);
            random ^= random >> 29;
        }
        0.2 * ((random >> 40) as f64 / 8_388_608.0 - 1.0)
    };
    // A wave from the left: W 1, Y 1, Z 0, X 0.
    let file = wav(
        &folder.path().join("a.wav"),
        RATE,
        4,
        1.0,
        |time, channel| {
            if channel < 2 { noise(time) } else { 0.0 }
        },
    );
    let side = |heading: f32, head: [f32; 4]| {
        let mut studio = Studio::new();
        let kind = TrackKind::Ambisonics { heading };
        studio.sound.head(head);
        studio
            .sound
            .scene(scene([Track::new(file.clone(), kind)]), millis(60));
        studio.play(1.0);
        studio.side(0.4, 1.0)
    };
    assert!(side(0.0, turned(0.0)) < -5.0, "{}", side(0.0, turned(0.0)));
    assert!(side(0.0, turned(-90.0)).abs() < 0.5, "looked at");
    assert!(
        side(0.0, turned(180.0)) > 5.0,
        "from behind it is on the right"
    );
    assert!(
        side(-90.0, turned(0.0)).abs() < 0.5,
        "what is at -90 stands ahead"
    );
    assert!(side(180.0, turned(0.0)) > 5.0);
    // A head on its side: left is above.
    let half = 45.0_f32.to_radians();
    assert!(
        side(0.0, [0.0, 0.0, -half.sin(), half.cos()]).abs() < 0.5,
        "above"
    );
}

#[test]
fn a_stereo_file_in_one_place_is_heard_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = wav(
        &folder.path().join("a.wav"),
        RATE,
        2,
        1.0,
        |time, channel| {
            let hertz = if channel == 0 { 480.0 } else { 700.0 };
            0.4 * (time * hertz * std::f64::consts::TAU).sin()
        },
    );
    let mut studio = Studio::new();
    studio
        .sound
        .scene(scene([placed(&file, 0.0, 1.0)]), millis(60));
    studio.play(1.0);
    assert_eq!(studio.sound.problems(), []);
    assert!(studio.side(0.4, 1.0).abs() < 0.1);
}
