//! What every source file here keeps to, whoever writes it.
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::fs;
use std::path::{Path, PathBuf};

/// Longer than this, a file does more than one thing.
const LONGEST: usize = 600;
/// Folders of other people's, or made, files.
const NOT_OURS: [&str; 6] = [
    "target",
    "node_modules",
    "dist",
    ".git",
    "corpus",
    "artifacts",
];

#[test]
fn no_source_file_is_longer_than_a_person_reads() {
    let long: Vec<String> = sources(&["rs", "ts", "svelte", "wgsl", "py"])
        .into_iter()
        .filter(|path| !path.ends_with("src/api/schema.d.ts")) // generated
        .filter_map(|path| {
            let lines = read(&path).lines().count();
            (lines > LONGEST).then(|| format!("{}: {lines} lines", path.display()))
        })
        .collect();
    assert!(
        long.is_empty(),
        "more than {LONGEST} lines:\n{}",
        long.join("\n")
    );
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<String> = sources(&["rs"])
        .into_iter()
        .filter(|path| {
            let text = read(path);
            let first = text
                .lines()
                .find(|line| !line.trim().is_empty() && !line.starts_with("#!["));
            !first.is_some_and(|line| line.starts_with("//!"))
        })
        .map(|path| path.display().to_string())
        .collect();
    assert!(
        silent.is_empty(),
        "no `//!` at the head of:\n{}",
        silent.join("\n")
    );
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let folders = ["/home/", "/Users/"].map(str::to_owned);
    let home = std::env::home_dir().unwrap();
    let cache = home.join(".cache").display().to_string();
    let found: Vec<String> = sources(&["rs", "ts", "svelte", "py", "sh", "md", "toml", "ron"])
        .into_iter()
        .filter(|path| !path.ends_with("tests/sources.rs"))
        .flat_map(|path| {
            let text = read(&path);
            let lines: Vec<String> = text
                .lines()
                .enumerate()
                .filter(|(_, line)| {
                    folders.iter().any(|folder| begins_with(line, folder)) || line.contains(&cache)
                })
                .map(|(number, line)| format!("{}:{}: {}", path.display(), number + 1, line.trim()))
                .collect();
            lines
        })
        .collect();
    assert!(
        found.is_empty(),
        "paths of one machine:\n{}",
        found.join("\n")
    );
}

/// Whether a path in the line begins so; a folder of ours may well be called the same (`launcher/src/home`).
fn begins_with(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|before| before.is_alphanumeric() || "._-".contains(before))
    })
}

#[test]
fn a_folder_of_ours_is_no_machines() {
    assert!(begins_with("reads /home/anna/x", "/home/"));
    assert!(begins_with("\"/home/anna\"", "/home/"));
    assert!(!begins_with("see launcher/src/home/mod.rs", "/home/"));
}

fn sources(endings: &[&str]) -> Vec<PathBuf> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = Vec::new();
    for part in [
        "src",
        "launcher",
        "experiences",
        "assets",
        "README.md",
        ".cargo",
        ".ci",
    ] {
        collect(&top.join(part), endings, &mut found);
    }
    assert!(
        found.len() > 20,
        "only {} files were found: the search is broken",
        found.len()
    );
    found
}

fn collect(path: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    if path
        .file_name()
        .is_some_and(|name| NOT_OURS.iter().any(|other| name == *other))
    {
        return;
    }
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            collect(&entry.unwrap().path(), endings, found);
        }
    } else if path.is_file() // and not a link that leads nowhere, as some fixtures are
        && path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
    {
        found.push(path.to_owned());
    }
}

fn read(path: &Path) -> String {
    // Fixtures of broken files are among them.
    String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()
}
