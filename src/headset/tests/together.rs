//! Three real headsets begin together over a bad network, one comes later, and all say how they keep step.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use protocol::{HeadsetId, State};
use support::headset::{Headset, binary};
use support::home::Home;
use support::relay;

/// Only a test that fails waits so long.
const PATIENCE: Duration = Duration::from_secs(60);
/// Wrong by so much, in milliseconds, would be no step at all, whatever else the machine does. How well it is kept is
/// measured (`cargo xtask bench --only group`), not tested.
const SANE: f32 = 30_000.0;

fn until(what: &str, holds: impl Fn() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < PATIENCE, "it never came about: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A still photo, and a voice (of noise) that speaks for a minute.
fn write(experiences: &Path) {
    let photo = r#""only": Scene(
        view: Photo(file: "media/photo.png", projection: Equirectangular),
        sound: [Narration(file: {"sv": "media/told.wav", "en": "media/told.wav"}, captions: {"sv": "media/told.vtt", "en": "media/told.vtt"}, after: 0)],
        links: [End(after: 500)],
    )"#;
    support::films::write_story(experiences, "spoken", "only", photo);
    let media = experiences.join("spoken/media");
    std::fs::write(media.join("photo.png"), grey()).unwrap();
    std::fs::write(media.join("told.wav"), noise(60)).unwrap();
    std::fs::write(
        media.join("told.vtt"),
        "WEBVTT\n\n00:00.000 --> 00:59.000\nBrus.\n",
    )
    .unwrap();
}

fn grey() -> Vec<u8> {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 64, 32);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    writer
        .write_image_data(&[[120; 3]; 64 * 32].concat())
        .unwrap();
    drop(writer);
    png
}

fn noise(seconds: u32) -> Vec<u8> {
    const RATE: u32 = 8_000;
    let length = RATE * seconds * 2;
    let mut wav = b"RIFF".to_vec();
    wav.extend((36 + length).to_le_bytes());
    wav.extend(b"WAVEfmt ");
    wav.extend(16_u32.to_le_bytes());
    // Whole numbers, one channel.
    wav.extend([1, 0, 1, 0]);
    wav.extend(RATE.to_le_bytes());
    wav.extend((RATE * 2).to_le_bytes());
    wav.extend([2, 0, 16, 0]);
    wav.extend(b"data");
    wav.extend(length.to_le_bytes());
    let mut random = 1_u32;
    for _ in 0..length / 2 {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let sample = (random >> 20) as i16 - 2048;
        wav.extend(sample.to_le_bytes());
    }
    wav
}

#[test]
fn three_headsets_begin_together_one_of_them_later_and_say_how_they_keep_step() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let home = Home::start();
    let network = relay::start(home.address());
    let mut headsets: Vec<Headset> = (1..=3)
        .map(|number| {
            let mut command = Command::new(binary());
            command
                .args(["--mode", "offscreen", "--instant", "--size", "16x16"])
                .args(["--name", &format!("Glasögon {number}")])
                .args(["--launcher", &format!("ws://{network}/link")])
                .arg("--state")
                .arg(folder.path().join(format!("state-{number}")))
                .arg("--experiences")
                .arg(folder.path());
            Headset::start(command)
        })
        .collect();
    for headset in &mut headsets {
        headset.wait_for("headset ready");
    }
    until("three headsets are linked", || home.linked().len() == 3);
    let ids: Vec<HeadsetId> = home.linked().into_iter().map(|(id, _)| id).collect();

    home.gather(&ids[..2], "spoken", Duration::from_secs(3));
    until("two play and say how they keep step", || {
        ids[..2].iter().all(|id| home.keeps_step(id))
    });
    let third = home.report(&ids[2]).unwrap();
    assert_eq!((third.state, third.together), (State::Lobby, None));

    home.join(&ids[2], &ids[0], "spoken");
    until("the third plays, too", || home.keeps_step(&ids[2]));
    let reports: Vec<_> = ids.iter().map(|id| home.report(id).unwrap()).collect();
    for report in &reports {
        let step = report.together.unwrap();
        eprintln!("{:.2} s: {step:?}", report.elapsed_seconds);
        assert!(
            !step.alone && step.skew_ms.unwrap().abs() < SANE,
            "{step:?}"
        );
        assert!(step.uncertain_ms.is_some(), "it knows the launcher's clock");
    }
    // Whoever came later did not begin at the beginning.
    let apart = (reports[2].elapsed_seconds - reports[0].elapsed_seconds).abs();
    assert!(apart < SANE / 1000.0, "{apart} s");

    // Another beginning takes the place of the first, and is not ended by its end.
    let before = reports[0].session().cloned();
    home.gather(&ids[..1], "spoken", Duration::from_millis(500));
    until("one plays again, from the beginning", || {
        let report = home.report(&ids[0]).unwrap();
        report.session().cloned() != before && home.keeps_step(&ids[0])
    });
    let ended = home.report(&ids[0]).unwrap().ended;
    assert_eq!(ended.map(|ended| ended.session), before);
    drop(headsets);
}
