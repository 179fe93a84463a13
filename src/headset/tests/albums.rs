//! A resident's own things in a room: a broken photo among good ones, a film on the screen, a song from the radio.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use std::path::Path;
use std::process::Command;

use support::films::write_two_colours;
use support::headset::{Headset, binary};
use support::heard::{Record, write_tone};
use support::pictures::Rgb;

const MANIFEST: &str = r#"Experience(
    format: 1, id: "room", title: {"sv": "Prov", "en": "Test"}, description: {"sv": "Ett prov.", "en": "A test."},
    minutes: 5, stimulation: Low,
    prompts: {"sv": ["Ett?", "Två?", "Tre?"], "en": ["One?", "Two?", "Three?"]},
    start: "room",
    scenes: {"room": Scene(
        view: Album(frames: "photos", film: "films", radio: "songs"),
        links: [End(after: 280)],
        behaviours: [
            When(After(2), [Play("songs")]),
            When(After(4), [Animate("film-on")]),
        ],
    )},
    slots: {"photos": Photos(), "films": Film(), "songs": Sound()},
)"#;
/// The two colours of the film.
const COLOURS: [[u8; 3]; 2] = [[220, 20, 30], [20, 40, 220]];
/// Where the screen is, degrees right and up of straight ahead.
const SCREEN: &str = "37,7";
const SONG: u32 = 1000;

fn write(experiences: &Path) {
    let experience = experiences.join("room");
    let slots = experience.join("slots");
    for folder in ["media", "slots/photos", "slots/films", "slots/songs"] {
        std::fs::create_dir_all(experience.join(folder)).unwrap();
    }
    write_two_colours(experiences, "room", COLOURS);
    std::fs::rename(
        experience.join("media/film.mp4"),
        slots.join("films/sommaren.mp4"),
    )
    .unwrap();
    write_tone(&slots.join("songs/visan.ogg"), SONG, 8);
    let samples =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../experiences/familjealbumet/media");
    let whole = std::fs::read(samples.join("brygga.jpg")).unwrap();
    std::fs::write(slots.join("photos/a.jpg"), &whole).unwrap();
    std::fs::write(slots.join("photos/b.jpg"), &whole[..whole.len() / 2]).unwrap();
    std::fs::write(slots.join("photos/c.jpg"), &whole).unwrap();
    std::fs::write(experience.join("experience.ron"), MANIFEST).unwrap();
}

#[test]
fn what_is_good_in_slots_is_seen_and_heard_in_its_place_and_what_is_broken_is_told() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let pictures = tempfile::tempdir().unwrap();
    let record = folder.path().join("heard.wav");
    let mut command = Command::new(binary());
    command
        .args(["--mode", "offscreen", "--instant", "--play", "room"])
        .args(["--size", "320x240", "--look", SCREEN])
        .args(["--every", "1", "--pictures"])
        .arg(pictures.path())
        .arg("--worlds")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/worlds"))
        .arg("--record")
        .arg(&record)
        .arg("--experiences")
        .arg(folder.path());
    let mut headset = Headset::start(command);
    headset.wait_for("a film is on the screen");
    assert!(headset.said("a file in a slot is left out"));
    assert!(headset.said("b.jpg"), "the caregiver is told which");
    assert!(
        !headset.said("a.jpg") && !headset.said("c.jpg"),
        "and no other"
    );

    let like = |wanted: [u8; 3]| {
        move |pixel: [u8; 3]| {
            let strong = (0..3).max_by_key(|channel| wanted[*channel]).unwrap();
            (0..3).all(|other| other == strong || pixel[strong] > pixel[other].saturating_add(70))
        }
    };
    // However slowly this machine draws: one colour is on the screen, and then the other.
    for colour in COLOURS {
        loop {
            let line = headset.wait_for("a picture was written");
            let (_, file) = line.split_once("file=").unwrap();
            if Rgb::read(Path::new(file)).count(like(colour)) > 2000 {
                break;
            }
        }
    }
    drop(headset);

    let record = Record::read(&record);
    let [left, right] = record
        .tone(SONG as f32)
        .into_iter()
        .fold([0.0; 2], |sum, piece| {
            [0, 1].map(|ear| f32::max(sum[ear], piece[ear]))
        });
    assert!(left > 0.001, "the song is heard: {left} {right}");
    assert!(
        left > right * 1.1,
        "from where the radio is, left of the screen: {left} {right}"
    );
}
