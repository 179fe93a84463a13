//! Every fixture through the program: `valid/` is right, `invalid/` says what `expected.*` says.
//!
//! After a wanted change of words, `STUDIO_WRITE_EXPECTED=1 cargo test -p studio` writes the expected
//! files anew; then read the difference.
#![allow(clippy::unwrap_used)] // The helpers of tests may unwrap as well.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Output;

use manifest::Code;

mod program;
use program::studio;

fn cases(kind: &str) -> Vec<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(kind);
    let mut cases: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|item| item.unwrap().path())
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    cases
}

fn check(case: &Path, json: bool) -> Output {
    let mut program = studio();
    program
        .current_dir(case.parent().unwrap())
        .arg("check")
        .arg(case.file_name().unwrap());
    if json {
        program.arg("--json");
    }
    program.output().unwrap()
}

#[test]
fn what_is_right_is_let_pass() {
    for case in cases("valid") {
        let output = check(&case, true);
        assert_eq!(
            String::from_utf8_lossy(&output.stdout),
            "[]\n",
            "{}",
            case.display()
        );
        assert_eq!(output.status.code(), Some(0), "{}", case.display());
    }
}

#[test]
fn what_is_right_is_the_same_for_ron_and_after_writing() {
    for case in cases("valid") {
        let bytes = std::fs::read(case.join("experience.ron")).unwrap();
        let read = manifest::parse(&bytes).unwrap().experience;
        let text = std::str::from_utf8(&bytes).unwrap();
        assert_eq!(
            manifest::options()
                .from_str::<manifest::Experience>(text)
                .unwrap(),
            read,
            "{}",
            case.display()
        );
        let written = manifest::write(&read);
        assert_eq!(
            manifest::parse(written.as_bytes()).unwrap().experience,
            read,
            "{written}"
        );
    }
}

#[test]
fn what_is_wrong_is_told_as_expected() {
    let write = std::env::var_os("STUDIO_WRITE_EXPECTED").is_some();
    let mut different = Vec::new();
    for case in cases("invalid") {
        for (json, name) in [(false, "expected.txt"), (true, "expected.json")] {
            let output = check(&case, json);
            assert!(
                output.stderr.is_empty(),
                "{}: {}",
                case.display(),
                String::from_utf8_lossy(&output.stderr)
            );
            let told = String::from_utf8(output.stdout).unwrap();
            if write {
                std::fs::write(case.join(name), &told).unwrap();
            }
            let expected = std::fs::read_to_string(case.join(name)).unwrap_or_default();
            if told != expected {
                different.push(format!(
                    "{}/{name} differs; now it is\n{told}",
                    case.display()
                ));
            }
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn each_code_has_a_fixture_that_shows_it() {
    // These need files that are too large to keep; `bad_input.rs` makes them.
    let made = ["E0102", "E0114"];
    let mut shown: BTreeSet<String> = made.into_iter().map(str::to_owned).collect();
    for case in cases("invalid") {
        let output = check(&case, true);
        let problems: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let codes: BTreeSet<&str> = problems
            .as_array()
            .unwrap()
            .iter()
            .map(|problem| problem["code"].as_str().unwrap())
            .collect();
        let name = case.file_name().unwrap().to_string_lossy().to_uppercase();
        if let Some(code) = Code::find(&name[..5]) {
            assert!(
                codes.contains(code.as_str()),
                "{} does not show {code}: {codes:?}",
                case.display()
            );
            shown.insert(code.as_str().to_owned());
        }
        let errors = codes.iter().any(|code| code.starts_with('E'));
        assert_eq!(
            output.status.code(),
            Some(i32::from(errors)),
            "{}",
            case.display()
        );
    }
    for code in Code::all() {
        assert!(shown.contains(code.as_str()), "{code} has no fixture");
    }
}
