//! A folder of experiences as it comes to be, changes and goes.
#![allow(clippy::unwrap_used)] // The helpers of tests may unwrap as well.

use std::fs;
use std::path::Path;

use library::Library;
use manifest::codes;
use tempfile::TempDir;

const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n and so on";

fn add(dir: &Path, id: &str) {
    let text = format!(
        r#"Experience(
            format: 1, id: "{id}", stimulation: Low, start: "here",
            title: {{"sv": "Här", "en": "Here"}},
            description: {{"sv": "En plats.", "en": "A place."}},
            prompts: {{"sv": ["A?", "B?", "C?"], "en": ["A?", "B?", "C?"]}},
            scenes: {{"here": Scene(view: Photo(file: "media/p.png"))}},
        )"#
    );
    fs::create_dir_all(dir.join(id).join("media")).unwrap();
    fs::write(dir.join(id).join("media/p.png"), PICTURE).unwrap();
    fs::write(dir.join(id).join("experience.ron"), text).unwrap();
}

fn ids(library: &Library) -> Vec<&str> {
    library
        .experiences
        .iter()
        .map(|entry| entry.experience.id.as_str())
        .collect()
}

#[test]
fn what_comes_changes_and_goes_is_noticed() {
    let dir = TempDir::new().unwrap();
    add(dir.path(), "lake");
    fs::create_dir(dir.path().join("make")).unwrap();
    let mut library = Library::open(dir.path());
    assert_eq!(ids(&library), ["lake"]);
    assert!(library.broken.is_empty());
    assert!(!library.rescan());

    add(dir.path(), "barn");
    assert!(library.rescan());
    assert_eq!(ids(&library), ["barn", "lake"]);

    fs::write(dir.path().join("lake/experience.ron"), "Experience(").unwrap();
    assert!(library.rescan());
    assert_eq!(ids(&library), ["barn"]);
    assert_eq!(library.broken[0].problems[0].code, codes::SYNTAX);
    assert!(
        library.broken[0].problems[0]
            .file
            .ends_with("lake/experience.ron")
    );
    assert!(!library.rescan());

    add(dir.path(), "lake");
    fs::remove_file(dir.path().join("lake/media/p.png")).unwrap();
    assert!(library.rescan());
    assert_eq!(library.broken[0].problems[0].code, codes::FILE_MISSING);

    fs::write(dir.path().join("lake/media/p.png"), PICTURE).unwrap();
    assert!(library.rescan());
    assert_eq!(ids(&library), ["barn", "lake"]);

    fs::remove_dir_all(dir.path().join("lake")).unwrap();
    assert!(library.rescan());
    assert_eq!(ids(&library), ["barn"]);
    assert!(library.broken.is_empty());
}

#[test]
fn a_folder_that_is_not_there_is_said_and_found_later() {
    let dir = TempDir::new().unwrap();
    let experiences = dir.path().join("experiences");
    let mut library = Library::open(&experiences);
    assert_eq!(library.broken[0].problems[0].code, codes::UNREADABLE);
    assert!(!library.rescan());

    add(&experiences, "lake");
    assert!(library.rescan());
    assert_eq!((ids(&library), library.broken.len()), (vec!["lake"], 0));

    fs::remove_dir_all(&experiences).unwrap();
    assert!(library.rescan());
    assert!(library.experiences.is_empty() && library.broken.len() == 1);
}

#[test]
fn files_are_found_inside_the_folder_only() {
    let dir = TempDir::new().unwrap();
    add(dir.path(), "lake");
    fs::write(dir.path().join("outside.png"), PICTURE).unwrap();
    let library = Library::open(dir.path());
    let entry = library.find("lake").unwrap();
    let file = library.resolve(entry, "media/p.png").unwrap();
    assert_eq!(fs::read(file).unwrap(), PICTURE);

    let refusal = |path: &str| library.resolve(entry, path).unwrap_err().code;
    assert_eq!(refusal("../outside.png"), codes::PATH_OUTSIDE);
    assert_eq!(refusal("/etc/passwd"), codes::PATH_OUTSIDE);
    assert_eq!(refusal("media/none.png"), codes::FILE_MISSING);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(
            dir.path().join("outside.png"),
            dir.path().join("lake/media/link.png"),
        )
        .unwrap();
        assert_eq!(refusal("media/link.png"), codes::PATH_OUTSIDE);
    }
}

#[test]
fn a_file_that_is_not_what_its_name_says_is_told() {
    let dir = TempDir::new().unwrap();
    add(dir.path(), "lake");
    for (bytes, code) in [
        (&b"\xFF\xD8\xFF\xE0 a JPEG"[..], codes::MISNAMED),
        (b"words", codes::FILE_BROKEN),
        (b"", codes::FILE_EMPTY),
    ] {
        fs::write(dir.path().join("lake/media/p.png"), bytes).unwrap();
        let library = Library::open(dir.path());
        assert_eq!(library.broken[0].problems[0].code, code);
    }
}
