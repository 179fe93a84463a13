//! Loudness: measured in the background, kept beside the experience, measured anew when a file is another.
#![allow(clippy::unwrap_used)] // The helpers of tests may unwrap as well.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use library::{LOUDNESS_FILE, Library};
use media::loudness::Loudness;
use tempfile::TempDir;

/// One second of a tone in a WAV file of 16 bits.
fn tone(share: f32) -> Vec<u8> {
    let samples: Vec<u8> = (0..48_000)
        .flat_map(|number| {
            let wave = (number as f32 * std::f32::consts::TAU * 1000.0 / 48_000.0).sin();
            ((wave * share * 32_767.0) as i16).to_le_bytes()
        })
        .collect();
    let length = samples.len() as u32;
    let mut file = b"RIFF".to_vec();
    file.extend((length + 36).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    file.extend(48_000_u32.to_le_bytes());
    file.extend(96_000_u32.to_le_bytes());
    file.extend(b"\x02\0\x10\0data");
    file.extend(length.to_le_bytes());
    file.extend(samples);
    file
}

fn experience(share: f32) -> TempDir {
    let dir = TempDir::new().unwrap();
    let place = dir.path().join("tone");
    fs::create_dir_all(place.join("media")).unwrap();
    let text = r#"Experience(
        format: 1, id: "tone", stimulation: Low, start: "here",
        title: {"sv": "En ton", "en": "A tone"}, description: {"sv": "En ton.", "en": "A tone."},
        prompts: {"sv": ["A?", "B?", "C?"], "en": ["A?", "B?", "C?"]},
        scenes: {"here": Scene(view: Photo(file: "media/p.png"), sound: [Music(file: "media/tone.wav")])},
    )"#;
    fs::write(place.join("experience.ron"), text).unwrap();
    fs::write(place.join("media/p.png"), b"\x89PNG\r\n\x1a\n").unwrap();
    fs::write(place.join("media/tone.wav"), tone(share)).unwrap();
    dir
}

/// Waits until the loudness is known.
fn known(library: &Library) -> Loudness {
    let began = Instant::now();
    loop {
        if let Some(loudness) = library.find("tone").unwrap().loudness("media/tone.wav") {
            return loudness;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "not measured");
        std::thread::yield_now();
    }
}

fn wait_for(file: &Path) {
    let began = Instant::now();
    while !file.exists() {
        assert!(began.elapsed() < Duration::from_secs(60), "not written");
        std::thread::yield_now();
    }
}

#[test]
fn what_enters_is_measured_and_kept_and_makes_no_other_experience_of_it() {
    let dir = experience(0.5);
    let mut library = Library::open(dir.path());
    assert_eq!(
        library.find("tone").unwrap().loudness("media/tone.wav"),
        None
    );
    library = library.measuring();
    let loudness = known(&library);
    // A tone at half of full strength: peak −6 dBTP; as loud in both ears, −6 LUFS.
    assert!((loudness.true_peak + 6.0).abs() < 0.2, "{loudness:?}");
    assert!((loudness.integrated + 6.0).abs() < 0.7, "{loudness:?}");
    wait_for(&dir.path().join("tone").join(LOUDNESS_FILE));
    assert!(!library.rescan(), "what was written is no change");
    let again = Library::open(dir.path());
    let entry = again.find("tone").unwrap();
    assert_eq!(entry.loudness("media/tone.wav"), Some(loudness));
}

#[test]
fn a_file_that_is_another_is_measured_anew() {
    let dir = experience(0.5);
    let library = Library::open(dir.path());
    let entry = library.find("tone").unwrap();
    let figures = library::measure(&entry.dir, &entry.experience).unwrap();
    assert_eq!(figures.len(), 1);
    let loud = *figures[0].1.as_ref().unwrap();
    // As long as before, so that its length says nothing.
    fs::write(dir.path().join("tone/media/tone.wav"), tone(0.05)).unwrap();
    let library = Library::open(dir.path());
    assert_eq!(
        library.find("tone").unwrap().loudness("media/tone.wav"),
        None
    );
    let soft = known(&library.measuring());
    assert!((loud.integrated - soft.integrated - 20.0).abs() < 0.5);
}

#[test]
fn figures_that_cannot_be_read_are_measured_anew() {
    for nonsense in ["", "{", "{\"media/tone.wav\": 3}", "\u{0}"] {
        let dir = experience(0.5);
        fs::write(dir.path().join("tone").join(LOUDNESS_FILE), nonsense).unwrap();
        known(&Library::open(dir.path()).measuring());
    }
}

#[test]
fn where_nothing_can_be_written_it_is_known_all_the_same() {
    let dir = experience(0.5);
    // A folder in the place of the file: nobody, however mighty, can rename a file over it.
    let kept = dir.path().join("tone").join(LOUDNESS_FILE);
    fs::create_dir_all(kept.join("in the way")).unwrap();
    let library = Library::open(dir.path());
    let entry = library.find("tone").unwrap();
    assert!(library::measure(&entry.dir, &entry.experience).is_err());
    known(&library.measuring());
    // What could not be put in its place goes a moment after the figures are known.
    let began = Instant::now();
    loop {
        let left: Vec<_> = fs::read_dir(dir.path().join("tone"))
            .unwrap()
            .map(|item| item.unwrap().file_name())
            .collect();
        if left.len() == 3 {
            return;
        }
        let waited = began.elapsed() > Duration::from_secs(60);
        assert!(!waited, "something is left behind: {left:?}");
        std::thread::yield_now();
    }
}

#[test]
fn a_sound_that_cannot_be_decoded_stays_unknown() {
    let dir = experience(0.5);
    fs::write(
        dir.path().join("tone/media/tone.wav"),
        b"RIFF\0\0\0\0WAVEnothing",
    )
    .unwrap();
    let library = Library::open(dir.path());
    let entry = library.find("tone").unwrap();
    let figures = library::measure(&entry.dir, &entry.experience).unwrap();
    assert!(figures[0].1.is_err());
    assert_eq!(entry.loudness("media/tone.wav"), None);
}
