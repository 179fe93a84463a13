//! The verbs besides `check`.
#![allow(clippy::unwrap_used)] // The helpers of tests may unwrap as well.

use std::fs;

use tempfile::TempDir;

mod program;
use program::studio;

const PICTURE: &[u8] = include_bytes!("fixtures/valid/smallest/media/p.png");
const FILM: &[u8] = include_bytes!("fixtures/valid/film-all-fields/media/f.mp4");
const SQUARE: &[u8] = include_bytes!("fixtures/invalid/e0409-projection-unknown/media/p.png");

#[test]
fn a_new_experience_is_right_from_the_start() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("Vår sjö.png"), PICTURE).unwrap();
    fs::write(dir.path().join("square.png"), SQUARE).unwrap();
    fs::write(dir.path().join("film.mp4"), FILM).unwrap();
    for (id, view) in [
        ("made", &[][..]),
        ("copied", &["--photo", "Vår sjö.png"]),
        ("square", &["--photo", "square.png"]),
        ("filmed", &["--film", "film.mp4"]),
    ] {
        let mut program = studio();
        program.current_dir(dir.path()).args(["new", id]).args(view);
        let output = program.output().unwrap();
        assert_eq!(
            output.status.code(),
            Some(0),
            "{id}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let output = studio()
            .current_dir(dir.path())
            .args(["check", "--json", &format!("experiences/{id}")])
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout), "[]\n", "{id}");
    }
    assert!(
        dir.path()
            .join("experiences/copied/media/Vår sjö.png")
            .exists()
    );
}

#[test]
fn nothing_is_ever_overwritten() {
    let dir = TempDir::new().unwrap();
    let new = || {
        studio()
            .current_dir(dir.path())
            .args(["new", "mine", "--dir", "here"])
            .output()
            .unwrap()
    };
    assert_eq!(new().status.code(), Some(0));
    let manifest = dir.path().join("here/mine/experience.ron");
    fs::write(&manifest, "my own words").unwrap();
    let again = new();
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&again.stderr).contains("is there already"));
    assert_eq!(fs::read_to_string(manifest).unwrap(), "my own words");
}

#[test]
fn what_can_not_become_an_experience_is_refused_before_anything_is_written() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("notes.txt"), "no picture").unwrap();
    fs::write(dir.path().join("wrong.jpg"), PICTURE).unwrap();
    for (arguments, reason) in [
        (&["new", "Skogssjön"][..], "skogssjon"),
        (&["new", "../up"], "up"),
        (&["new", "lake", "--photo", "notes.txt"], "notes.txt"),
        (&["new", "lake", "--photo", "none.jpg"], "none.jpg"),
        (&["new", "lake", "--photo", "wrong.jpg"], "PNG"),
        (&["new", "lake", "--film", "wrong.jpg"], "not a film"),
        (&["new", "lake", "--film", "none.mp4"], "none.mp4"),
    ] {
        let output = studio()
            .current_dir(dir.path())
            .args(arguments)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            String::from_utf8_lossy(&output.stderr).contains(reason),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    assert!(!dir.path().join("experiences").exists());
}

#[test]
fn codes_are_explained_and_listed() {
    let explain = |code: &str| studio().args(["explain", code]).output().unwrap();
    let told = String::from_utf8(explain("e0107").stdout).unwrap();
    assert!(
        told.starts_with("E0107 unknown-field") && told.contains("minuts: 10"),
        "{told}"
    );
    assert_eq!(explain("E1070").status.code(), Some(2));
    let list = String::from_utf8(studio().arg("explain").output().unwrap().stdout).unwrap();
    assert_eq!(list.lines().count(), manifest::Code::all().count());
}

#[test]
fn the_reference_is_markdown_with_every_struct() {
    let page = String::from_utf8(studio().arg("reference").output().unwrap().stdout).unwrap();
    assert!(page.starts_with("# The experience format, version 1\n"));
    for one in manifest::schema::structs() {
        assert!(page.contains(&format!("\n## {}\n", one.name)));
    }
}

#[test]
fn colours_are_for_terminals_and_never_with_no_color() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("experience.ron"), "Experience()").unwrap();
    let check = |name: &str| {
        let output = studio()
            .arg("check")
            .arg(dir.path())
            .env(name, "1")
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap().contains('\u{1b}')
    };
    assert!(!check("NOTHING"));
    assert!(check("CLICOLOR_FORCE"));
    assert!(!check("NO_COLOR"));
}

#[test]
fn loudness_is_measured_told_and_kept() {
    let dir = TempDir::new().unwrap();
    let place = dir.path().join("music");
    fs::create_dir_all(place.join("media")).unwrap();
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/valid/music");
    for file in [
        "experience.ron",
        "media/p.png",
        "media/p.ogg",
        "media/p.wav",
    ] {
        fs::copy(format!("{fixture}/{file}"), place.join(file)).unwrap();
    }
    let measure = || studio().arg("loudness").arg(&place).output().unwrap();
    let output = measure();
    assert_eq!(output.status.code(), Some(0));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.starts_with("media/p.ogg: "), "{told}");
    assert_eq!(told.matches(" LUFS, ").count(), 2, "{told}");
    let kept = fs::read_to_string(place.join("loudness.ron")).unwrap();
    assert!(kept.contains("\"media/p.wav\""), "{kept}");
    fs::write(place.join("experience.ron"), "Experience()").unwrap();
    let refused = measure();
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("studio check"));
}

#[test]
fn an_experience_is_played_through_the_same_way_for_the_same_seed() {
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/valid");
    let play_for = |seconds: &str, experience: &str, seed: &str| {
        let output = studio()
            .args(["check", "--play", seconds, "--seed", seed])
            .arg(format!("{fixtures}/{experience}"))
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).unwrap()
    };
    let play = |experience: &str, seed: &str| play_for("120", experience, seed);
    let told = play("triggers", "1");
    assert_eq!(told, play("triggers", "1"));
    assert_ne!(told, play("triggers", "2"));
    for line in [
        "triggers (The jetty), played for 120 seconds with seed 1:",
        "0:00.0  jetty is there",
        "looks at duck",
        "duck answers",
        "duck-comes happens",
        "0:30.0  fish-jumps happens",
        "the caregiver taps ducks",
        "says to the caregiver: Two ducks.",
        "It goes on. 1 of 1 scenes, ",
    ] {
        assert!(told.contains(line), "{line:?} is not in\n{told}");
    }
    assert!(play("actions", "1").contains("2 of 2 scenes"));
    let ends = play_for("400", "one-scene-that-ends", "1");
    assert!(
        ends.contains("ended: Finished") && ends.contains("It came to its end."),
        "{ends}"
    );
    // A broken one is told of, and not played.
    let broken = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/invalid/e0107-unknown-field"
    );
    let output = studio()
        .args(["check", "--play", "60", broken])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        !String::from_utf8(output.stdout)
            .unwrap()
            .contains("played for")
    );
}
