//! What is in the slots of an experience.
#![allow(clippy::unwrap_used)] // The helpers of tests may unwrap as well.

use std::fs;
use std::path::{Path, PathBuf};

use library::{Filled, Folder, Source, fill};
use tempfile::TempDir;

const ALBUM: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../studio/tests/fixtures/valid/album"
);

/// The album in a folder of its own.
fn album() -> (TempDir, PathBuf) {
    let dir = TempDir::new().unwrap();
    let album = dir.path().join("album");
    fs::create_dir_all(album.join("media")).unwrap();
    for file in [
        "experience.ron",
        "media/p.png",
        "media/p.ogg",
        "media/p.wav",
        "media/f.mp4",
    ] {
        fs::copy(format!("{ALBUM}/{file}"), album.join(file)).unwrap();
    }
    (dir, album)
}

fn filled(dir: &TempDir, own: Option<&Path>) -> Filled {
    let entry = Folder::new(dir.path()).load("album").unwrap();
    fill(&entry, own)
}

fn names(filled: &Filled, slot: &str) -> Vec<String> {
    let files = filled.slots[slot].iter();
    files
        .map(|file| file.file_name().unwrap().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn samples_are_there_while_nobody_has_filled_it() {
    let (dir, _) = album();
    let filled = filled(&dir, None);
    assert_eq!(filled.left_out, []);
    assert_eq!(names(&filled, "photos"), ["p.png"]);
    assert_eq!(names(&filled, "songs"), ["p.ogg"]);
    assert_eq!(names(&filled, "film"), ["f.mp4"]);
    assert_eq!(filled.counts()["words"], 1);
}

#[test]
fn a_residents_files_take_their_place_in_order_and_up_to_the_most() {
    let (dir, album) = album();
    let own = album.join("slots/photos");
    fs::create_dir_all(&own).unwrap();
    for name in [
        "c.png",
        "a.png",
        "b ö.png",
        ".hidden.png",
        "a.vtt",
        "d.png",
        "e.png",
        "f.png",
        "g.png",
        "h.png",
        "i.png",
    ] {
        fs::copy(album.join("media/p.png"), own.join(name)).unwrap();
    }
    let filled = filled(&dir, None);
    assert_eq!(
        names(&filled, "photos"),
        [
            "a.png", "b ö.png", "c.png", "d.png", "e.png", "f.png", "g.png", "h.png"
        ]
    );
    assert_eq!(
        names(&filled, "songs"),
        ["p.ogg"],
        "the other slots are as they were"
    );
    // Files may also lie elsewhere.
    let empty = dir.path().join("somebody");
    assert_eq!(names(&super_filled(&dir, &empty), "photos"), ["p.png"]);
}

fn super_filled(dir: &TempDir, own: &Path) -> Filled {
    filled(dir, Some(own))
}

#[test]
fn a_broken_photo_among_good_ones_is_left_out_and_told_of() {
    let (dir, album) = album();
    let own = album.join("slots/photos");
    fs::create_dir_all(&own).unwrap();
    let whole = fs::read(album.join("media/p.png")).unwrap();
    fs::write(own.join("1 good.png"), &whole).unwrap();
    fs::write(own.join("2 cut.png"), &whole[..whole.len() - 20]).unwrap();
    fs::write(own.join("3 empty.png"), b"").unwrap();
    fs::write(own.join("4 wrong.jpg"), &whole).unwrap();
    fs::write(own.join("5 text.doc"), b"a letter").unwrap();
    fs::write(own.join("6 good.png"), &whole).unwrap();
    let filled = filled(&dir, None);
    assert_eq!(names(&filled, "photos"), ["1 good.png", "6 good.png"]);
    let left: Vec<_> = filled
        .left_out
        .iter()
        .map(|left| {
            left.file
                .file_name()
                .unwrap()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert_eq!(
        left,
        ["2 cut.png", "3 empty.png", "4 wrong.jpg", "5 text.doc"]
    );
    assert!(
        filled
            .left_out
            .iter()
            .all(|left| left.slot == "photos" && !left.reason.is_empty())
    );
}

#[test]
fn where_none_can_be_used_the_samples_are_there() {
    let (dir, album) = album();
    let own = album.join("slots/songs");
    fs::create_dir_all(&own).unwrap();
    fs::write(own.join("song.ogg"), b"OggS and nothing else").unwrap();
    let filled = filled(&dir, None);
    assert_eq!(names(&filled, "songs"), ["p.ogg"]);
    assert_eq!(filled.left_out.len(), 1);
}
