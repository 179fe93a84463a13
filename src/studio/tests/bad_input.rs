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

/// The smallest experience with this as its scene.
fn with_scene(scene: &str) -> String {
    let (before, _) = FIXTURE.split_once("scenes:").unwrap();
    format!("{before}scenes: {{\"jetty\": {scene}}},\n)")
}

#[test]
fn a_thousand_hotspots_are_checked_and_played() {
    let hotspots: Vec<_> = (0..1000)
        .map(|number| {
            let yaw = number % 120 - 60;
            format!("Hotspot(id: \"thing-{number}\", yaw: {yaw}, on: [Count(\"things\")])")
        })
        .collect();
    let all = hotspots.join(", ");
    let scene = format!("Scene(view: Photo(file: \"media/p.png\"), hotspots: [{all}])");
    let dir = experience(with_scene(&scene).as_bytes());
    assert_eq!(check(dir.path()).1, []);
    let output = studio()
        .args(["check", "--play", "60"])
        .arg(dir.path())
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains(" answers"), "{told}");
    // One name more than once is found among a thousand.
    let twice = with_scene(&scene.replace("thing-999", "thing-0"));
    assert_eq!(codes_of(twice.as_bytes()), ["E0221"]);
}

#[test]
fn ten_million_triangles_are_refused_without_being_read() {
    let corners = 30_000_000;
    let description = format!(
        r#"{{"asset":{{"version":"2.0"}},"scene":0,"scenes":[{{"nodes":[0]}}],"nodes":[{{"mesh":0}}],
        "meshes":[{{"primitives":[{{"attributes":{{"POSITION":0}},"indices":1}}]}}],
        "buffers":[{{"byteLength":{}}}],
        "bufferViews":[{{"buffer":0,"byteLength":36}},{{"buffer":0,"byteOffset":36,"byteLength":{}}}],
        "accessors":[{{"bufferView":0,"componentType":5126,"count":3,"type":"VEC3","min":[-1,0,-3],"max":[1,1,-2]}},
                     {{"bufferView":1,"componentType":5125,"count":{corners},"type":"SCALAR"}}]}}"#,
        36 + corners * 4,
        corners * 4
    );
    let mut description = description.into_bytes();
    description.resize(description.len().next_multiple_of(4), b' ');
    let content = 36 + corners * 4;
    let length = 12 + 8 + description.len() + 8 + content;
    let mut bytes = b"glTF".to_vec();
    for word in [2, length, description.len()] {
        bytes.extend((word as u32).to_le_bytes());
    }
    bytes.extend(b"JSON");
    bytes.extend(&description);
    bytes.extend((content as u32).to_le_bytes());
    bytes.extend(b"BIN\0");
    let dir = experience(with_scene("Scene(view: Model(file: \"media/m.glb\"))").as_bytes());
    let model = dir.path().join("smallest/media/m.glb");
    fs::write(&model, &bytes).unwrap();
    // The content is a hole in the file: only what it says of itself is needed.
    fs::File::options()
        .write(true)
        .open(&model)
        .unwrap()
        .set_len(length as u64)
        .unwrap();
    let (_, told) = check(dir.path());
    let found = told.iter().find(|(code, _)| code == "E0608");
    assert!(
        found.is_some_and(|(_, message)| message.contains("10,000,000 triangles")),
        "{told:?}"
    );
    // The same without its last byte is cut off.
    fs::File::options()
        .write(true)
        .open(&model)
        .unwrap()
        .set_len(length as u64 - 1)
        .unwrap();
    let (_, told) = check(dir.path());
    assert!(told.iter().any(|(code, _)| code == "E0407"), "{told:?}");
}

#[test]
fn any_slip_in_a_model_is_told_and_no_fault() {
    let whole = include_bytes!("fixtures/valid/model/media/m.glb");
    let dir = experience(with_scene("Scene(view: Model(file: \"media/m.glb\"))").as_bytes());
    let model = dir.path().join("smallest/media/m.glb");
    // A digit, a bracket or a sign at another place each time, and one cut off each time.
    for at in (0..whole.len()).step_by(23) {
        for byte in [b'9', b'}', 0xFF] {
            let mut bytes = whole.to_vec();
            bytes[at] = byte;
            fs::write(&model, &bytes).unwrap();
            let (output, _) = check(dir.path());
            assert!(
                output.stderr.is_empty(),
                "{at}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
    }
}
