//! The headset in a real OpenXR runtime (Monado), its pictures taken after the compositor.
//!
//! Run by `cargo xtask xr`, which prepares the runtime; an ordinary `cargo test` leaves these out.

#![allow(clippy::unwrap_used, reason = "a test may")]

#[path = "../../worlds/tests/support/mod.rs"]
mod shore;
mod support;
#[path = "openxr/worlds.rs"]
mod worlds;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use media::Eye;
use support::films::{write_story, write_two_colours};
use support::headset::{Headset, binary};
use support::monado::{Compositor, Runtime};
use support::pictures::{Case, Rgb, colour_towards, write_experience};

const HEAD: [f32; 3] = [0.0, 1.6, 0.0];
/// Longer than a slow machine needs; only a test that fails waits so long.
const PATIENCE: Duration = Duration::from_secs(40);
/// Each eye's part of the compositor's window.
const EYE: (usize, usize) = (480, 540);

fn headset(runtime: &Runtime, experiences: &Path, id: &str, arguments: &[&str]) -> Command {
    let mut command = runtime.command(binary());
    command.args([
        "--mode",
        "xr",
        "--instant",
        "--play",
        id,
        "--figures",
        "--seconds",
        "600",
    ]);
    command
        .arg("--experiences")
        .arg(experiences)
        .args(arguments);
    command
}

/// Both eyes' pictures as the compositor shows them now.
fn eyes(runtime: &mut Runtime) -> [Rgb; 2] {
    let shot = Rgb::read(&runtime.screenshot());
    [0, 1].map(|eye| shot.crop(eye * EYE.0, 0, EYE.0, EYE.1))
}

/// Takes pictures until both eyes are as wanted; the last ones and what was missing else.
fn until(
    runtime: &mut Runtime,
    what: &str,
    mut wanted: impl FnMut(&[Rgb; 2]) -> Result<(), String>,
) -> [Rgb; 2] {
    let end = Instant::now() + PATIENCE;
    loop {
        let seen = eyes(runtime);
        match wanted(&seen) {
            Ok(()) => return seen,
            Err(missing) => assert!(Instant::now() < end, "{what}: {missing}"),
        }
    }
}

fn near(seen: [u8; 3], wanted: [u8; 3]) -> Result<(), String> {
    let apart = (0..3)
        .map(|channel| seen[channel].abs_diff(wanted[channel]))
        .max();
    if apart <= Some(14) {
        Ok(())
    } else {
        Err(format!("{seen:?} is seen, {wanted:?} was wanted"))
    }
}

#[test]
#[ignore = "needs an OpenXR runtime: cargo xtask xr"]
fn the_session_is_focused_and_a_still_photo_costs_no_draw() {
    let runtime = Runtime::start(Compositor::Null);
    let case = Case::level("Equirectangular", "Mono", 0.0);
    case.write(runtime.folder());
    let mut command = runtime.command(binary());
    command.args([
        "--mode",
        "xr",
        "--instant",
        "--play",
        &case.id(),
        "--figures",
        "--seconds",
        "2",
        "--experiences",
    ]);
    let mut headset = Headset::start({
        command.arg(runtime.folder());
        command
    });
    headset.wait_for("state=FOCUSED");
    let figures = headset.wait_for("\"draws\"");
    assert!(
        figures.contains("\"draws\":0,\"passes\":0"),
        "the eye buffers are left alone: {figures}"
    );
    let (code, said) = headset.end();
    assert_eq!(code, Some(0), "{said}");
}

#[test]
#[ignore = "needs an OpenXR runtime: cargo xtask xr"]
fn both_eyes_see_the_right_picture_in_six_directions_both_ways() {
    for way in [&[][..], &["--no-layers"]] {
        let mut runtime = Runtime::start(Compositor::Real);
        let case = Case::level("Equirectangular", "TopBottom", 0.0);
        case.write(runtime.folder());
        runtime.set_head(0.0, 0.0, 0.0, HEAD);
        let mut headset = Headset::start(headset(&runtime, runtime.folder(), &case.id(), way));
        headset.wait_for("first picture");
        for (yaw, pitch) in [
            (0.0, 0.0),
            (90.0, 0.0),
            (180.0, 0.0),
            (-90.0, 0.0),
            (0.0, 80.0),
            (0.0, -80.0),
        ] {
            runtime.set_head(yaw, pitch, 0.0, HEAD);
            let [r, g, b] = colour_towards(yaw.to_radians(), pitch.to_radians());
            until(
                &mut runtime,
                &format!("looking {yaw}, {pitch} {way:?}"),
                |[left, right]| {
                    near(left.at(EYE.0 / 2, EYE.1 / 2), [r, g, b])?;
                    near(right.at(EYE.0 / 2, EYE.1 / 2), [b, g, r])
                },
            );
        }
        assert!(headset.runs());
    }
}

#[test]
#[ignore = "needs an OpenXR runtime: cargo xtask xr"]
fn the_compositor_and_the_app_show_the_same_picture() {
    for case in Case::all() {
        // Each in a runtime of its own: nothing can be seen there of what was shown before.
        let (mut runtime, drawn) = shown(&case, &["--no-layers"]);
        let by_app = steady(&mut runtime, &case);
        drop(drawn);
        drop(runtime);
        let (mut runtime, _layered) = shown(&case, &[]);
        until(&mut runtime, &format!("{case:?}"), |by_compositor| {
            (0..2).try_for_each(|eye| {
                let (mean, far) = by_app[eye].difference(&by_compositor[eye]);
                // The edge of a picture that does not reach all around may lie half a pixel apart.
                let same = mean <= 2.0 && far <= 0.02;
                if same {
                    Ok(())
                } else {
                    Err(format!("eye {eye}: mean difference {mean}, {far} far off"))
                }
            })
        });
    }
}

/// A headset that shows this photo, in a new runtime.
fn shown(case: &Case, way: &[&str]) -> (Runtime, Headset) {
    let mut runtime = Runtime::start(Compositor::Real);
    runtime.set_head(0.0, 0.0, 0.0, HEAD);
    case.write(runtime.folder());
    let mut headset = Headset::start(headset(&runtime, runtime.folder(), &case.id(), way));
    headset.wait_for("first picture");
    (runtime, headset)
}

/// Both eyes once two pictures in a row are alike, and have in their middles what the processor says is there: the
/// calm scene may be seen before.
fn steady(runtime: &mut Runtime, case: &Case) -> [Rgb; 2] {
    let file = runtime.folder().join(case.id()).join("media/photo.jpg");
    let wanted = [Eye::Left, Eye::Right].map(|eye| case.middle(&file, eye));
    let mut last = None;
    until(runtime, &format!("{case:?} by the app"), |eyes| {
        let before = last.replace(eyes.clone());
        for (eye, wanted) in eyes.iter().zip(wanted) {
            near(eye.at(EYE.0 / 2, EYE.1 / 2), wanted)?;
        }
        let same = before.is_some_and(|before| before == *eyes);
        same.then_some(()).ok_or_else(|| "it moves".to_owned())
    })
}

#[test]
#[ignore = "needs an OpenXR runtime: cargo xtask xr"]
fn a_film_moves_before_both_eyes_both_ways() {
    let colours = [[200, 60, 60], [60, 80, 200]];
    for way in [&[][..], &["--no-layers"]] {
        let mut runtime = Runtime::start(Compositor::Real);
        let scene =
            r#""film": Scene(view: Film(file: "media/film.mp4", projection: Equirectangular))"#;
        write_story(runtime.folder(), "cinema", "film", scene);
        write_two_colours(runtime.folder(), "cinema", colours);
        runtime.set_head(0.0, 0.0, 0.0, HEAD);
        let mut headset = Headset::start(headset(&runtime, runtime.folder(), "cinema", way));
        headset.wait_for("first picture");
        // From one colour to the other and, in the next round, back.
        for colour in [colours[0], colours[1], colours[0]] {
            until(&mut runtime, &format!("{colour:?} {way:?}"), |eyes| {
                eyes.iter()
                    .try_for_each(|eye| near(eye.at(EYE.0 / 2, EYE.1 / 2), colour))
            });
        }
        assert!(headset.runs());
    }
}

#[test]
#[ignore = "needs an OpenXR runtime: cargo xtask xr"]
fn one_scene_becomes_the_next_before_both_eyes() {
    let colours = [[200, 60, 60], [60, 80, 200]];
    for way in [&[][..], &["--no-layers"]] {
        let mut runtime = Runtime::start(Compositor::Real);
        let scenes = r#"
            "first": Scene(view: Film(file: "media/film.mp4", projection: Equirectangular), links: [After(seconds: 10, to: "second")]),
            "second": Scene(view: Photo(file: "media/second.png", projection: Equirectangular), links: [After(seconds: 10, to: "first")]),"#;
        write_story(runtime.folder(), "two", "first", scenes);
        // Round and round, so that a slow machine sees them become each other sooner or later.
        write_two_colours(runtime.folder(), "two", [colours[0]; 2]);
        let second = plain(colours[1]);
        std::fs::write(runtime.folder().join("two/media/second.png"), second).unwrap();
        runtime.set_head(0.0, 0.0, 0.0, HEAD);
        let mut command = runtime.command(binary());
        command.args(["--mode", "xr", "--play", "two", "--experiences"]);
        command.arg(runtime.folder()).args(way);
        let mut headset = Headset::start(command);
        let middle = |eye: &Rgb| eye.at(EYE.0 / 2, EYE.1 / 2);
        until(&mut runtime, "the first scene", |eyes| {
            eyes.iter()
                .try_for_each(|eye| near(middle(eye), colours[0]))
        });
        // Something of both at once, in both eyes; and never anything darker than either.
        let between = until(&mut runtime, "both scenes", |eyes| {
            eyes.iter().try_for_each(|eye| {
                let [red, _, blue] = middle(eye);
                let both = (75..185).contains(&red) && (75..185).contains(&blue);
                both.then_some(())
                    .ok_or_else(|| format!("{:?}", middle(eye)))
            })
        });
        for eye in &between {
            let sum: u32 = middle(eye).map(u32::from).iter().sum();
            assert!((270..400).contains(&sum), "{way:?}: {:?}", middle(eye));
        }
        until(&mut runtime, "the second scene", |eyes| {
            eyes.iter()
                .try_for_each(|eye| near(middle(eye), colours[1]))
        });
        assert!(headset.runs());
    }
}

/// A picture of one colour.
fn plain(colour: [u8; 3]) -> Vec<u8> {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 64, 32);
    encoder.set_color(png::ColorType::Rgb);
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&[colour; 64 * 32].concat())
        .unwrap();
    png
}

#[test]
#[ignore = "needs an OpenXR runtime: cargo xtask xr"]
fn a_killed_runtime_is_survived_in_the_same_scene() {
    let mut runtime = Runtime::start(Compositor::Real);
    let case = Case::level("Equirectangular", "Mono", 0.0);
    case.write(runtime.folder());
    let mut headset = Headset::start(headset(&runtime, runtime.folder(), &case.id(), &[]));
    headset.wait_for("first picture");
    let front = colour_towards(0.0, 0.0);
    let in_front = |eyes: &[Rgb; 2]| near(eyes[0].at(EYE.0 / 2, EYE.1 / 2), front);
    until(&mut runtime, "before", in_front);
    let pid = headset.pid();
    for round in 1..=2 {
        runtime.kill_nine();
        headset.wait_for("the renderer is built anew");
        runtime.restart();
        let there = Instant::now();
        headset.wait_for("state=FOCUSED");
        until(&mut runtime, &format!("after kill {round}"), in_front);
        println!(
            "back {:.2} s after the runtime was there",
            there.elapsed().as_secs_f32()
        );
        assert!(headset.runs(), "the program has not ended");
        assert_eq!(headset.pid(), pid);
    }
}

#[test]
#[ignore = "needs an OpenXR runtime: cargo xtask xr"]
fn a_headset_waits_for_a_runtime_that_comes_later() {
    let mut runtime = Runtime::start(Compositor::Null);
    runtime.kill_nine();
    write_experience(
        runtime.folder(),
        "plain",
        "photo.png",
        &grey(),
        "projection: Equirectangular",
    );
    let mut headset = Headset::start(headset(&runtime, runtime.folder(), "plain", &[]));
    headset.wait_for("waiting for an OpenXR runtime");
    headset.wait_for("first picture");
    runtime.restart();
    headset.wait_for("state=FOCUSED");
    assert!(headset.runs());
}

fn grey() -> Vec<u8> {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 64, 32);
    encoder.set_color(png::ColorType::Grayscale);
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&[128; 64 * 32])
        .unwrap();
    png
}

#[test]
#[ignore = "needs an OpenXR runtime: cargo xtask xr"]
fn both_eyes_read_what_is_told_and_only_while_it_is() {
    for way in [&[][..], &["--no-layers"]] {
        let mut runtime = Runtime::start(Compositor::Real);
        runtime.set_head(0.0, 0.0, 0.0, HEAD);
        write_told(runtime.folder());
        let mut arguments = vec!["--captions"];
        arguments.extend(way);
        let mut headset = Headset::start(headset(&runtime, runtime.folder(), "told", &arguments));
        headset.wait_for("first picture");
        let read = until(&mut runtime, &format!("words {way:?}"), |eyes| {
            eyes.iter().try_for_each(|eye| match letters(eye) {
                Some(_) => Ok(()),
                None => Err("no words are seen".to_owned()),
            })
        });
        let [left, right] = read.each_ref().map(|eye| letters(eye).unwrap());
        let middle = |[from, to, ..]: [usize; 4]| (from + to) as f32 / 2.0;
        assert!(
            middle(left) > middle(right),
            "words at 2.5 m: the left eye sees them farther to the right, {left:?} {right:?}"
        );
        for [_, _, top, _] in [left, right] {
            assert!(top > EYE.1 / 2, "below eye level: {left:?} {right:?}");
        }
        until(&mut runtime, &format!("no words {way:?}"), |eyes| {
            let gone = eyes.iter().all(|eye| letters(eye).is_none());
            let grey = near(eyes[0].at(EYE.0 / 2, EYE.1 * 11 / 20), [128; 3]);
            if gone {
                grey
            } else {
                Err("words are still seen".into())
            }
        });
        assert!(headset.runs());
    }
}

/// The columns and rows of letters, which are much brighter than the grey around: left, right, top, bottom.
fn letters(eye: &Rgb) -> Option<[usize; 4]> {
    let bright = |pixel: &&[u8; 3]| pixel.iter().all(|&value| value > 205);
    let places = eye
        .pixels
        .iter()
        .enumerate()
        .filter(|(_, pixel)| bright(pixel));
    places
        .map(|(index, _)| (index % eye.width, index / eye.width))
        .fold(None, |edges, (x, y)| {
            let [left, right, top, bottom] = edges.unwrap_or([x, x, y, y]);
            Some([left.min(x), right.max(x), top.min(y), bottom.max(y)])
        })
}

/// An experience all grey in which one word is told for a few seconds.
fn write_told(experiences: &Path) {
    let media = experiences.join("told/media");
    std::fs::create_dir_all(&media).unwrap();
    std::fs::write(media.join("photo.png"), grey()).unwrap();
    std::fs::write(media.join("told.wav"), silence(20)).unwrap();
    let words = "WEBVTT\n\n00:00.000 --> 00:12.000\nHHHHHH\n";
    std::fs::write(media.join("told.vtt"), words).unwrap();
    let both = |file: &str| format!(r#"{{"sv": "media/{file}", "en": "media/{file}"}}"#);
    let (file, captions) = (both("told.wav"), both("told.vtt"));
    let text = format!(
        r#"Experience(
    format: 1, id: "told", title: {{"sv": "Prov", "en": "Test"}}, description: {{"sv": "Ett prov.", "en": "A test."}},
    minutes: 10, stimulation: Low,
    prompts: {{"sv": ["Ett?", "Två?", "Tre?"], "en": ["One?", "Two?", "Three?"]}},
    start: "only", scenes: {{"only": Scene(
        view: Photo(file: "media/photo.png", projection: Equirectangular),
        sound: [Narration(file: {file}, captions: {captions}, after: 1.0)],
    )}},
)"#
    );
    std::fs::write(experiences.join("told/experience.ron"), text).unwrap();
}

/// A sound file in which nothing is heard.
fn silence(seconds: u32) -> Vec<u8> {
    const RATE: u32 = 8000;
    let length = seconds * RATE * 2;
    let mut wav = b"RIFF".to_vec();
    wav.extend((36 + length).to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend(16_u32.to_le_bytes());
    // Plain numbers, one channel.
    wav.extend([1, 0, 1, 0]);
    wav.extend(RATE.to_le_bytes());
    wav.extend((RATE * 2).to_le_bytes());
    wav.extend([2, 0, 16, 0]);
    wav.extend(b"data");
    wav.extend(length.to_le_bytes());
    wav.resize(wav.len() + length as usize, 0);
    wav
}
