//! Files that no fixture can hold: huge, deep, in other encodings, linked out of their folder.
#![allow(clippy::unwrap_used)] // The helpers of tests may unwrap as well.

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

mod program;
use program::studio;

const FIXTURE: &str = include_str!("fixtures/valid/smallest/experience.ron");
const PICTURE: &[u8] = include_bytes!("fixtures/valid/smallest/media/p.png");

/// An experience named `smallest` with this text.
fn experience(text: &[u8]) -> TempDir {
    let dir = TempDir::new().unwrap();
    fs::create_dir_all(dir.path().join("smallest/media")).unwrap();
    fs::write(dir.path().join("smallest/media/p.png"), PICTURE).unwrap();
    fs::write(dir.path().join("smallest/experience.ron"), text).unwrap();
    dir
}

fn check(dir: &Path) -> (Output, Vec<(String, String)>) {
    let output = studio()
        .arg("check")
        .arg("--json")
        .arg(dir)
        .output()
        .unwrap();
    let problems: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let told = problems.as_array().unwrap().iter();
    let told = told
        .map(|problem| {
            (
                problem["code"].as_str().unwrap().to_owned(),
                problem["message"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    (output, told)
}

fn codes_of(text: &[u8]) -> Vec<String> {
    let dir = experience(text);
    check(dir.path())
        .1
        .into_iter()
        .map(|(code, _)| code)
        .collect()
}

#[test]
fn fifty_megabytes_are_refused_without_being_read() {
    let dir = experience(b"");
    let file = fs::File::create(dir.path().join("smallest/experience.ron")).unwrap();
    file.set_len(50_000_000).unwrap();
    let (output, told) = check(dir.path());
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, "E0102");
    assert!(told[0].1.contains("50 MB"), "{}", told[0].1);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn ten_thousand_brackets_are_refused() {
    for bracket in ["[", "(", "{", "Experience(format: 1, scenes: {\"a\": "] {
        let codes = codes_of(bracket.repeat(10_000).as_bytes());
        assert!(codes.contains(&"E0103".to_owned()), "{bracket}: {codes:?}");
    }
}

#[test]
fn more_problems_than_anybody_reads_are_cut_off() {
    let fields: String = (0..20_000)
        .map(|number| format!("x{number}: 1, "))
        .collect();
    let codes = codes_of(
        FIXTURE
            .replace("start:", &format!("{fields}start:"))
            .as_bytes(),
    );
    assert!(codes.contains(&"E0114".to_owned()));
    assert!(codes.len() < 1000, "{}", codes.len());
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_let_pass() {
    let windows = format!("\u{FEFF}{}", FIXTURE.replace('\n', "\r\n"));
    assert_eq!(codes_of(windows.as_bytes()), Vec::<String>::new());
}

#[test]
fn places_are_right_with_a_byte_order_mark_and_windows_line_ends() {
    let windows = format!(
        "\u{FEFF}{}",
        FIXTURE
            .replace("stimulation", "stimulering")
            .replace('\n', "\r\n")
    );
    let dir = experience(windows.as_bytes());
    let output = studio().arg("check").arg(dir.path()).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("experience.ron:6:5: error E0107"), "{told}");
    assert!(
        told.contains(" 6 |     stimulering: Low,\n   |     ^^^^^^^^^^^\n"),
        "{told}"
    );
}

#[test]
fn other_encodings_are_named() {
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain(FIXTURE.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let dir = experience(&utf16);
    let (_, told) = check(dir.path());
    assert_eq!(told[0].0, "E0101");
    assert!(told[0].1.contains("UTF-16"));
    assert_eq!(
        codes_of(b"Experience(title: {\"sv\": \"Sj\xF6n\"})"),
        ["E0101"]
    );
    assert_eq!(codes_of(b""), ["E0113"]);
    assert_eq!(codes_of(PICTURE), ["E0101"]);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_refused() {
    use std::os::unix::fs::symlink;
    let dir = experience(FIXTURE.as_bytes());
    let media = dir.path().join("smallest/media");
    fs::write(dir.path().join("outside.png"), PICTURE).unwrap();
    fs::remove_file(media.join("p.png")).unwrap();
    symlink("../../outside.png", media.join("p.png")).unwrap();
    assert_eq!(check(dir.path()).1[0].0, "E0402");
    // A folder on the way that leads out is no better.
    fs::remove_dir_all(&media).unwrap();
    fs::create_dir(dir.path().join("elsewhere")).unwrap();
    fs::write(dir.path().join("elsewhere/p.png"), PICTURE).unwrap();
    symlink("../elsewhere", &media).unwrap();
    assert_eq!(check(dir.path()).1[0].0, "E0402");
    // One that stays inside is let pass.
    fs::remove_file(&media).unwrap();
    fs::rename(
        dir.path().join("elsewhere"),
        dir.path().join("smallest/pictures"),
    )
    .unwrap();
    symlink("pictures", &media).unwrap();
    assert_eq!(check(dir.path()).1, []);
}

#[test]
fn a_folder_without_experiences_is_no_clean_bill() {
    let dir = TempDir::new().unwrap();
    for path in [dir.path().to_owned(), dir.path().join("nothing")] {
        let output = studio().arg("check").arg(path).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(!output.stderr.is_empty() && output.stdout.is_empty());
    }
}

#[test]
fn a_film_that_lacks_its_last_bytes_is_found_wherever_its_index_stands() {
    const FILM: &[u8] = include_bytes!("fixtures/valid/film-all-fields/media/f.mp4");
    let mut boxes = Vec::new();
    let mut rest = FILM;
    while let Some(size) = rest.first_chunk::<4>() {
        let (head, tail) = rest.split_at(u32::from_be_bytes(*size) as usize);
        boxes.push(head);
        rest = tail;
    }
    for last in [b"mdat", b"moov"] {
        boxes.sort_by_key(|part| (&part[4..8] == last, &part[4..8] != b"ftyp"));
        let whole = boxes.concat();
        for missing in [0, 3] {
            let dir = TempDir::new().unwrap();
            fs::write(dir.path().join("whole.mp4"), &whole).unwrap();
            let mut new = studio();
            new.current_dir(dir.path())
                .args(["new", "cut", "--film", "whole.mp4"]);
            assert_eq!(new.output().unwrap().status.code(), Some(0));
            let experience = dir.path().join("experiences/cut");
            let film = fs::read_dir(experience.join("media")).unwrap();
            let film = film.map(|file| file.unwrap().path()).next().unwrap();
            fs::write(film, &whole[..whole.len() - missing]).unwrap();
            let (output, told) = check(&experience);
            if missing == 0 {
                assert_eq!(told, [], "{last:?}");
            } else {
                assert_eq!(output.status.code(), Some(1));
                assert!(told[0].1.contains("ends too early"), "{told:?}");
            }
        }
    }
}
