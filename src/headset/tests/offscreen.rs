//! The headset without a display: what it draws is what the picture says, and bad pictures do no harm.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use media::{Eye, View};
use support::headset::{Headset, binary, render};
use support::pictures::{Case, Rgb, write_experience};

/// The mean difference of a channel (of 255) that the graphics card's rounding and JPEG may make.
const MEAN: f32 = 1.5;
/// The share of pixels that may be further off: the edge of a picture that does not reach all around.
const EDGE: f32 = 0.012;

/// What media's own projection, made on the processor, says should be seen.
fn expected(case: &Case, file: &std::path::Path, eye: Eye, yaw: f32, pitch: f32) -> Rgb {
    let decoded = media::decode(file, &media::Limits::default()).unwrap();
    let geometry = media::geometry(&decoded.info, &case.photo()).unwrap();
    let view = View {
        eye,
        yaw,
        pitch,
        roll: 0.0,
        horizontal_fov: 90.0,
        width: 320,
        height: 240,
    };
    Rgb::of(&media::project::view(&decoded.picture, &geometry, &view))
}

fn assert_same(seen: &Rgb, expected: &Rgb, what: &str) {
    let (mean, far) = seen.difference(expected);
    assert!(
        mean <= MEAN && far <= EDGE,
        "{what}: mean difference {mean}, {:.1} % of pixels far off",
        far * 100.0
    );
}

#[test]
fn every_projection_stereo_and_heading_is_drawn_as_it_should() {
    let folder = tempfile::tempdir().unwrap();
    for case in Case::all() {
        case.write(folder.path());
        let file = folder.path().join(case.id()).join("media/photo.jpg");
        for (eye, name) in [(Eye::Left, "left"), (Eye::Right, "right")] {
            let seen = render(folder.path(), &case.id(), &["--eye", name]);
            assert_same(
                &seen,
                &expected(&case, &file, eye, 0.0, 0.0),
                &format!("{case:?}, {name} eye"),
            );
        }
    }
}

#[test]
fn the_head_looks_all_around_and_a_tilted_camera_is_levelled() {
    let folder = tempfile::tempdir().unwrap();
    let tilted = Case {
        pitch: 12.0,
        roll: -7.0,
        ..Case::level("Equirectangular", "Mono", 25.0)
    };
    tilted.write(folder.path());
    let file = folder.path().join(tilted.id()).join("media/photo.jpg");
    for (yaw, pitch) in [
        (90.0, 0.0),
        (180.0, 0.0),
        (-90.0, 0.0),
        (0.0, 85.0),
        (0.0, -85.0),
        (135.0, -30.0),
    ] {
        let seen = render(
            folder.path(),
            &tilted.id(),
            &["--look", &format!("{yaw},{pitch}")],
        );
        assert_same(
            &seen,
            &expected(&tilted, &file, Eye::Left, yaw, pitch),
            &format!("looking {yaw}, {pitch}"),
        );
    }
}

#[test]
fn what_the_caregiver_is_told_of_a_bad_photo_says_what_to_do_and_nothing_breaks() {
    let folder = tempfile::tempdir().unwrap();
    let good = media::encode_jpeg(&plain(400, 200), 90).unwrap();
    let named_wrong = png();
    let cases: [(&str, &[u8]); 4] = [
        ("half", &good[..good.len() / 2]),
        ("empty", b""),
        ("noise", &[0x5a; 4096]),
        ("png-named-jpg", &named_wrong),
    ];
    for (id, content) in cases {
        write_experience(
            folder.path(),
            id,
            "photo.jpg",
            content,
            "projection: Equirectangular",
        );
        let mut command = std::process::Command::new(binary());
        command.args([
            "--mode",
            "offscreen",
            "--instant",
            "--play",
            id,
            "--size",
            "64x64",
            "--picture",
        ]);
        command
            .arg(folder.path().join("never.png"))
            .arg("--experiences")
            .arg(folder.path());
        let (code, said) = Headset::start(command).end();
        assert_eq!(code, Some(1), "{id}: {said}");
        let told = ["PhotoBroken", "ExperienceBroken"]
            .iter()
            .any(|notice| said.contains(notice));
        assert!(told, "{id}: {said}");
        assert!(!said.contains("panicked"), "{id}: {said}");
    }
    assert!(!folder.path().join("never.png").exists());
}

#[test]
fn an_experience_that_is_removed_while_it_is_seen_stays_and_the_caregiver_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let case = Case::level("Equirectangular", "Mono", 0.0);
    case.write(folder.path());
    let mut command = std::process::Command::new(binary());
    command
        .args(["--mode", "offscreen", "--instant", "--play", &case.id()])
        .args(["--figures", "--seconds", "600", "--experiences"])
        .arg(folder.path());
    let mut headset = Headset::start(command);
    headset.wait_for("first picture");
    std::fs::remove_dir_all(folder.path().join(case.id())).unwrap();
    headset.wait_for("ExperienceRemoved");
    assert!(headset.runs());
}

#[test]
fn a_photo_larger_than_any_graphics_card_takes_is_shown_smaller_and_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let grey = one_grey(30_000, 15_000);
    write_experience(
        folder.path(),
        "huge",
        "photo.jpg",
        &grey,
        "projection: Equirectangular",
    );
    let mut command = std::process::Command::new(binary());
    let file = folder.path().join("huge.png");
    command
        .args(["--mode", "offscreen", "--instant", "--play", "huge"])
        .args(["--size", "64x64", "--picture"])
        .arg(&file)
        .arg("--experiences")
        .arg(folder.path());
    let (code, said) = Headset::start(command).end();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("PhotoReduced"), "{said}");
    let seen = Rgb::read(&file).at(32, 32);
    assert!(
        seen.iter().all(|channel| channel.abs_diff(168) <= 2),
        "{seen:?}"
    );
}

/// A JPEG of one grey (168 of 255): each block of 8 × 8 pixels takes two bits.
fn one_grey(width: u16, height: u16) -> Vec<u8> {
    let mut jpeg = vec![0xff, 0xd8];
    let mut segment = |marker: u8, content: &[u8]| {
        jpeg.extend([0xff, marker]);
        jpeg.extend((content.len() as u16 + 2).to_be_bytes());
        jpeg.extend_from_slice(content);
    };
    segment(0xdb, &[&[0][..], &[1; 64]].concat());
    let [high, low] = height.to_be_bytes();
    let [wide, narrow] = width.to_be_bytes();
    segment(0xc0, &[8, high, low, wide, narrow, 1, 1, 0x11, 0]);
    // The mean of a block: code 0 is «as before», 10 is «by a number of nine bits». The rest: code 0 is «nothing more».
    let codes = |class: u8, lengths: &[u8], values: &[u8]| {
        let mut table = vec![class];
        table.extend_from_slice(lengths);
        table.resize(17, 0);
        table.extend_from_slice(values);
        table
    };
    segment(0xc4, &codes(0x00, &[1, 1], &[0, 9]));
    segment(0xc4, &codes(0x10, &[1], &[0]));
    segment(0xda, &[1, 1, 0, 0, 63, 0]);
    // 168 is 40 above the middle, times eight: 320, in nine bits.
    let blocks = usize::from(width).div_ceil(8) * usize::from(height).div_ceil(8);
    let mut bits = vec![true, false];
    bits.extend((0..9).rev().map(|bit| 320 >> bit & 1 == 1));
    bits.push(false);
    bits.resize(bits.len() + (blocks - 1) * 2, false);
    bits.resize(bits.len().next_multiple_of(8), true);
    for byte in bits.as_chunks::<8>().0 {
        let byte = byte.iter().fold(0, |byte, &bit| byte << 1 | u8::from(bit));
        jpeg.push(byte);
        if byte == 0xff {
            jpeg.push(0);
        }
    }
    jpeg.extend([0xff, 0xd9]);
    jpeg
}

fn png() -> Vec<u8> {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 64, 32);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    writer
        .write_image_data(&[[40, 160, 90]; 64 * 32].concat())
        .unwrap();
    drop(writer);
    png
}

fn plain(width: u32, height: u32) -> media::Picture {
    let pixels = media::Pixels::Rgba([90, 120, 150, 255].repeat((width * height) as usize));
    media::Picture {
        width,
        height,
        pixels,
    }
}
