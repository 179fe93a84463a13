//! Worlds in the headset without a display: drawn, looked at, and broken ones told.

#![allow(clippy::unwrap_used, reason = "a test may")]

#[path = "../../worlds/tests/support/mod.rs"]
mod shore;
mod support;

use std::path::Path;
use std::process::Command;

use bevy::math::Quat;
use headset::eyes::EyeTracker;
use headset::rig::Head;
use protocol::Person;
use support::headset::{Headset, binary, render};
use support::pictures::Rgb;
use support::shores::{DUCK, is_duck, write};
use support::theatre::Theatre;

fn offscreen(experiences: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(binary());
    let always = [
        "--mode",
        "offscreen",
        "--instant",
        "--play",
        "duck",
        "--size",
        "320x240",
    ];
    command
        .args(always)
        .args(arguments)
        .arg("--experiences")
        .arg(experiences);
    command
}

fn duck(picture: &Rgb) -> usize {
    picture.count(is_duck)
}

#[test]
fn a_world_is_drawn_in_all_directions_and_nothing_of_it_is_black() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &shore::shore().bytes());
    let ahead = render(folder.path(), "duck", &["--look", "0,0"]);
    let up = render(folder.path(), "duck", &["--look", "0,60"]);
    let [red, _, blue] = up.at(160, 20);
    assert!(
        blue > red + 30,
        "the sky of a summer's day is blue: {:?}",
        up.at(160, 20)
    );
    let [red, green, blue] = ahead.at(160, 230);
    assert!(
        green > red && green > blue,
        "the meadow is green: {:?}",
        ahead.at(160, 230)
    );
    for yaw in ["90,0", "180,0", "-90,0"] {
        let around = render(folder.path(), "duck", &["--look", yaw]);
        let black = around.count(|pixel| pixel.iter().all(|channel| *channel < 8));
        assert_eq!(black, 0, "towards {yaw} there is something everywhere");
    }
}

#[test]
fn what_is_looked_at_answers() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &shore::shore().bytes());
    let before = render(folder.path(), "duck", &["--look", "0,-5"]);
    let look = format!("{},{}", DUCK.0, DUCK.1);
    let pictures = tempfile::tempdir().unwrap();
    let mut command = offscreen(folder.path(), &["--look", &look, "--seconds", "600"]);
    command
        .arg("--pictures")
        .arg(pictures.path())
        .args(["--every", "9"]);
    let mut headset = Headset::start(command);
    headset.wait_for("the resident looks at something id=\"duck\"");
    headset.wait_for("it happens happening=\"duck-comes\"");
    headset.wait_for("00009.png");
    let after = Rgb::read(&pictures.path().join("00009.png"));
    let (was, is) = (duck(&before), duck(&after));
    assert!(
        was > 0 && is > was * 2,
        "it is near: {was} pixels before, {is} after"
    );
}

/// Eyes that look at one place, whatever the head does.
struct Fixed(Quat);

impl EyeTracker for Fixed {
    fn look(&mut self, _: i64) -> Option<Quat> {
        Some(self.0)
    }
}

#[test]
fn eyes_choose_in_place_of_the_head_where_the_home_allows_it() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &shore::shore().bytes());
    let mut theatre = Theatre::open(folder.path(), "duck");
    theatre.follow_eyes(Box::new(Fixed(Head::looking(DUCK.0, DUCK.1).turn)));
    theatre.until_shown();
    for _ in 0..30 {
        theatre.frame();
        assert_eq!(theatre.conductor().looks_at(), None, "the head looks ahead");
    }
    let was = duck(&theatre.picture());
    let person = Person {
        eye_gaze: true,
        ..Person::default()
    };
    theatre.conductor().set_person(person);
    theatre.until("a look at the duck", |theatre| {
        (theatre.conductor().looks_at() == Some("duck")).then_some(())
    });
    theatre.until("the duck comes", |theatre| {
        (duck(&theatre.picture()) > was * 2).then_some(())
    });
    theatre.conductor().set_person(Person::default());
    theatre.until("the head again", |theatre| {
        theatre.conductor().looks_at().is_none().then_some(())
    });
}

#[test]
fn broken_worlds_are_told_and_never_end_in_a_fault() {
    let folder = tempfile::tempdir().unwrap();
    let whole = shore::shore().bytes();
    let mut endless = shore::shore();
    let mesh = endless.mesh(0, &shore::block([0.1; 3], [1.0; 4]));
    let snail = endless.node("snail", Some(mesh), [0.0; 3], &serde_json::json!({}));
    endless.clip("snail-crosses", snail, &[(0.0, [0.0; 3]), (1e6, [1.0; 3])]);
    let endless = endless.bytes();
    let broken: [(&str, &[u8], &str); 2] = [
        ("cut off", &whole[..whole.len() / 2], "G0104"),
        ("an animation without end", &endless, "G0111"),
    ];
    for (what, bytes, code) in broken {
        write(folder.path(), bytes);
        let picture = folder.path().join("never.png");
        let mut command = offscreen(folder.path(), &[]);
        command.arg("--picture").arg(&picture);
        let (exit, said) = Headset::start(command).end();
        assert_eq!(exit, Some(1), "{what}: {said}");
        assert!(said.contains(code), "{what}: {said}");
        assert!(!said.contains("panicked"), "{what}: {said}");
        assert!(!picture.exists());
    }
}
