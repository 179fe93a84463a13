//! Models with slips in them: each is judged, none is a fault.
#![allow(clippy::unwrap_used)] // The helpers of tests may unwrap as well.

use std::fs::{self, File};
use std::path::PathBuf;

use library::model;
use manifest::{Model, Trouble};
use tempfile::TempDir;

const WHOLE: &[u8] = include_bytes!("../../studio/tests/fixtures/valid/model/media/m.glb");

fn file(dir: &TempDir, bytes: &[u8]) -> PathBuf {
    let path = dir.path().join("m.glb");
    fs::write(&path, bytes).unwrap();
    path
}

fn check(dir: &TempDir, bytes: &[u8]) -> Result<(), Trouble> {
    let path = file(dir, bytes);
    model::names(&mut File::open(&path).unwrap());
    model::check(&mut File::open(path).unwrap(), None)
}

#[test]
fn what_is_whole_is_let_pass_and_its_names_are_known() {
    let dir = TempDir::new().unwrap();
    assert_eq!(check(&dir, WHOLE), Ok(()));
    let names = model::names(&mut File::open(file(&dir, WHOLE)).unwrap()).unwrap();
    assert!(names.nodes.contains("duck"), "without what follows the @");
    assert!(names.animations.contains("duck-comes"));
}

#[test]
fn heading_turns_what_is_before_the_resident() {
    let dir = TempDir::new().unwrap();
    let path = file(&dir, WHOLE);
    for (heading, fits) in [(0.0, true), (50.0, true), (180.0, false)] {
        let turned = Model {
            heading,
            ..Model::default()
        };
        let found = model::check(&mut File::open(&path).unwrap(), Some(&turned));
        assert_eq!(found == Ok(()), fits, "{heading}: {found:?}");
    }
}

#[test]
fn a_slip_anywhere_is_judged() {
    let dir = TempDir::new().unwrap();
    let mut refused = 0;
    for at in 0..WHOLE.len() {
        let bytes: &[u8] = if WHOLE[at].is_ascii_digit() {
            b"90-"
        } else if at % 8 == 0 {
            b"}"
        } else {
            b""
        };
        for byte in bytes {
            let mut slipped = WHOLE.to_vec();
            slipped[at] = *byte;
            refused += u32::from(check(&dir, &slipped).is_err());
        }
    }
    assert!(refused > 200, "{refused}");
}

#[test]
fn a_cut_anywhere_is_seen() {
    let dir = TempDir::new().unwrap();
    for length in 0..WHOLE.len() {
        let found = check(&dir, &WHOLE[..length]);
        assert!(
            matches!(found, Err(Trouble::Broken(_))),
            "{length}: {found:?}"
        );
    }
}
