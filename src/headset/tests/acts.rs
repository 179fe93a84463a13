//! What rules play, tell and write, through the whole headset: heard in what it would let be heard, and seen.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use std::path::Path;
use std::process::Command;

use support::headset::{Headset, binary};
use support::heard::{Record, write_tone};
use support::pictures::Rgb;

const MANIFEST: &str = r#"Experience(
    format: 1, id: "acts", title: {"sv": "Prov", "en": "Test"}, description: {"sv": "Ett prov.", "en": "A test."},
    minutes: 5, stimulation: Low,
    prompts: {"sv": ["Ett?", "Två?", "Tre?"], "en": ["One?", "Two?", "Three?"]},
    start: "only",
    scenes: {"only": Scene(
        view: Photo(file: "media/dark.png", projection: Equirectangular),
        links: [End(after: 22)],
        behaviours: [
            When(After(3), [Play("bell")]),
            When(After(8), [Narrate("story")]),
            When(After(15), [Caption("words")]),
        ],
    )},
    sounds: {"bell": Recording(file: "media/bell.ogg")},
    narrations: {"story": Told(
        file: {"sv": "media/story.ogg", "en": "media/story.ogg"},
        captions: {"sv": "media/story.vtt", "en": "media/story.vtt"},
    )},
    captions: {"words": {"sv": "Nu kommer båten", "en": "Here comes the boat"}},
)"#;
/// The tones that stand for a sound and for a voice, hertz.
const BELL: u32 = 1000;
const VOICE: u32 = 440;

fn write(experiences: &Path) {
    let media = experiences.join("acts/media");
    write_tone(&media.join("bell.ogg"), BELL, 2);
    write_tone(&media.join("story.ogg"), VOICE, 3);
    let words = "WEBVTT\n\n00:00.200 --> 00:02.800\nDet var en gång\n";
    std::fs::write(media.join("story.vtt"), words).unwrap();
    let file = std::fs::File::create(media.join("dark.png")).unwrap();
    let mut picture = png::Encoder::new(file, 64, 32);
    picture.set_color(png::ColorType::Rgb);
    let dark = [10, 20, 70].repeat(64 * 32);
    let mut picture = picture.write_header().unwrap();
    picture.write_image_data(&dark).unwrap();
    picture.finish().unwrap();
    std::fs::write(experiences.join("acts/experience.ron"), MANIFEST).unwrap();
}

/// The seconds played at which letters are seen, and those at which none are.
fn words_seen(pictures: &Path) -> (Vec<u32>, Vec<u32>) {
    let mut taken: Vec<_> = std::fs::read_dir(pictures)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    taken.sort();
    let bright = |[red, green, blue]: [u8; 3]| red > 180 && green > 180 && blue > 150;
    taken
        .iter()
        .map(|file| {
            let name = file.file_stem().unwrap().to_str().unwrap();
            let letters = Rgb::read(file).count(bright);
            (name.parse::<u32>().unwrap(), letters)
        })
        .fold((Vec::new(), Vec::new()), |mut seen, (at, letters)| {
            if letters > 30 {
                seen.0.push(at);
            } else {
                seen.1.push(at);
            }
            seen
        })
}

#[test]
fn what_rules_play_tell_and_write_is_heard_and_seen() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let pictures = tempfile::tempdir().unwrap();
    let record = folder.path().join("heard.wav");
    let mut command = Command::new(binary());
    command
        .args(["--mode", "offscreen", "--instant", "--play", "acts"])
        .args(["--size", "640x480", "--captions", "--hurry", "2"])
        .args(["--every", "1", "--pictures"])
        .arg(pictures.path())
        .arg("--record")
        .arg(&record)
        .arg("--experiences")
        .arg(folder.path());
    let (code, said) = Headset::start(command).end();
    assert_eq!(code, Some(0), "{said}");

    let record = Record::read(&record);
    let (bell, voice) = (record.heard(BELL as f32), record.heard(VOICE as f32));
    assert!(bell.len() > 4, "the sound is heard: {bell:?}");
    assert!(voice.len() > 6, "the voice is heard: {voice:?}");
    assert!(bell[0] > 1.0, "not before its time: {bell:?}");
    let after = voice[0] - bell[0];
    assert!((2.5..9.0).contains(&after), "each in its turn: {after} s");
    assert!(bell.iter().all(|at| *at < voice[0]), "once: {bell:?}");

    let (seen, unseen) = words_seen(pictures.path());
    let told = seen.iter().filter(|at| (8..=12).contains(*at)).count();
    let written = seen.iter().filter(|at| (15..=19).contains(*at)).count();
    assert!(told > 0, "what is told is read, too: {seen:?}");
    assert!(written > 0, "what is written is read: {seen:?}");
    let before = unseen.iter().filter(|at| **at < 7).count();
    assert!(
        before > 2 && seen.iter().all(|at| *at >= 8),
        "{seen:?} {unseen:?}"
    );
    assert!(
        unseen.iter().any(|at| (12..=15).contains(at)),
        "words go when they were said: {seen:?} {unseen:?}"
    );
}
