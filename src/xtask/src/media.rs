//! `cargo xtask media DIR`: other people's photos and films, each played by the headset and said of how well.
//!
//! Files of cameras and of other programs cannot stand in this repository, and what is right about a picture of the real
//! world only an eye can say. So this makes an experience of each, lets `studio` check it and the headset play it,
//! says what both say, and leaves pictures to be looked at.

use crate::job::Job;
use crate::{paths, setup};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask media DIR

Plays each photo and film in DIR without a display, and says of each whether it is shown, how many frames of a film
were seen, and how far they were from its sound. Pictures straight ahead and to the right, of each eye, are left in
target/media to be looked at. Fails if anything is not shown.";

/// Names of photos and films end so.
const PHOTOS: [&str; 6] = ["jpg", "jpeg", "png", "webp", "avif", "insp"];
const FILMS: [&str; 4] = ["mp4", "mov", "mkv", "webm"];
/// Which eye, and where it looks.
const LOOKS: [(&str, &str); 3] = [("left", "0,0"), ("right", "0,0"), ("left", "90,0")];
/// Seconds of a film that are played.
const SECONDS: &str = "5";

/// Command line: `cargo xtask media DIR`.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut folder = None;
    while let Some(argument) = parser.next()? {
        match argument {
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => {
                println!("{HELP}");
                return Ok(ExitCode::SUCCESS);
            }
            lexopt::Arg::Value(value) if folder.is_none() => folder = Some(PathBuf::from(value)),
            other => return Err(other.unexpected().into()),
        }
    }
    let folder = folder.with_context(|| format!("which folder?\n{HELP}"))?;
    let files = files(&folder)?;
    setup::ensure(&[setup::Need::Build, setup::Need::Run])?;
    Job::cargo("building the programs")?
        .args(["build", "--locked", "--workspace", "--bins"])
        .expect_success()?;
    let out = paths::target()?.join("media");
    if out.exists() {
        fs::remove_dir_all(&out).with_context(|| format!("cannot empty {}", out.display()))?;
    }
    fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;
    let mut wrong = 0;
    for (number, (file, is_film)) in files.iter().enumerate() {
        let name = file.file_name().unwrap_or_default().display().to_string();
        match play(&out, &format!("file-{number}"), file, *is_film) {
            Ok(said) => println!("{name}: {said}"),
            Err(error) => {
                wrong += 1;
                println!("{name}: NOT SHOWN: {error:#}");
            }
        }
    }
    println!(
        "{} of {} are shown; look at them in {}",
        files.len() - wrong,
        files.len(),
        out.display()
    );
    Ok(ExitCode::from(u8::from(wrong > 0)))
}

/// The photos and films in a folder, and whether each is a film.
fn files(folder: &Path) -> Result<Vec<(PathBuf, bool)>> {
    let mut files = Vec::new();
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    for entry in entries {
        let file = entry?.path();
        let ending = file.extension().map(|ending| ending.to_ascii_lowercase());
        let is = |kinds: &[&str]| {
            kinds
                .iter()
                .any(|kind| ending.as_deref() == Some(kind.as_ref()))
        };
        if is(&PHOTOS) || is(&FILMS) {
            let is_film = is(&FILMS);
            files.push((fs::canonicalize(file)?, is_film));
        }
    }
    if files.is_empty() {
        bail!("there is no photo and no film in {}", folder.display());
    }
    files.sort();
    Ok(files)
}

/// Makes an experience of a file and shows it; what is to be said of that.
fn play(out: &Path, id: &str, file: &Path, is_film: bool) -> Result<String> {
    let studio =
        || -> Result<Job> { Ok(Job::new("studio", paths::program("studio", false)?).quiet()) };
    let kind = if is_film { "--film" } else { "--photo" };
    studio()?
        .args(["new", id, "--dir"])
        .arg(out)
        .arg(kind)
        .arg(file)
        .expect_success()?;
    let checked = studio()?
        .args(["check", "--json"])
        .arg(out.join(id))
        .run()?;
    let mut said = findings(&checked.output);
    let headset = || -> Result<Job> {
        let job = Job::new("the headset", paths::program("headset", false)?);
        Ok(job
            .quiet()
            .args(["--mode", "offscreen", "--instant", "--experiences"])
            .arg(out)
            .args(["--play", id]))
    };
    for (eye, look) in LOOKS {
        let picture = out.join(format!("{id}-{eye}-{}.png", look.replace(',', "-")));
        headset()?
            .args([
                "--size",
                "960x540",
                "--eye",
                eye,
                "--look",
                look,
                "--picture",
            ])
            .arg(picture)
            .expect_success()?;
    }
    if is_film {
        let played = headset()?
            .args(["--figures", "--seconds", SECONDS])
            .expect_success()?;
        said.push(figures(&played.output)?);
    }
    Ok(if said.is_empty() {
        "shown".to_owned()
    } else {
        format!("shown; {}", said.join("; "))
    })
}

/// What `studio check` found.
fn findings(output: &str) -> Vec<String> {
    let problems: Vec<Value> = serde_json::from_str(output).unwrap_or_default();
    let messages = problems
        .iter()
        .filter_map(|problem| problem["message"].as_str());
    messages
        .map(|message| message.trim_end_matches('.').to_owned())
        .collect()
}

/// How a film went, from what the headset says of itself at its end.
fn figures(output: &str) -> Result<String> {
    let line = output
        .lines()
        .find(|line| line.starts_with('{'))
        .context("the headset said nothing of itself")?;
    let said: Value = serde_json::from_str(line).context("the headset's figures cannot be read")?;
    let film = &said["film"];
    let number = |name: &str| {
        film[name]
            .as_f64()
            .with_context(|| format!("{name} was not said"))
    };
    let shown = number("shown")?;
    if shown == 0.0 {
        bail!("no frame of it was seen");
    }
    Ok(format!(
        "{shown} frames in {SECONDS} s, {} left out, 95 of 100 within {:.0} ms of the sound",
        number("dropped")?,
        number("offset_p95_ms")?
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_and_measured_is_said() {
        let found = r#"[{"code": "W0401", "message": "f.mp4 has sound but no captions."}]"#;
        assert_eq!(findings(found), ["f.mp4 has sound but no captions"]);
        assert!(findings("[]").is_empty());
        let line = r#"{"film": {"shown": 150, "dropped": 0, "offset_p95_ms": 12.4}}"#;
        let said = figures(&format!("first picture\n{line}\n")).unwrap();
        assert!(
            said.starts_with("150 frames") && said.contains("12 ms"),
            "{said}"
        );
        assert!(figures("first picture\n").is_err());
        let nothing = r#"{"film": {"shown": 0, "dropped": 9, "offset_p95_ms": 0}}"#;
        assert!(figures(nothing).is_err());
    }

    #[test]
    fn a_folder_without_any_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(files(folder.path()).is_err());
        fs::write(folder.path().join("A.MP4"), "").unwrap();
        fs::write(folder.path().join("b.jpg"), "").unwrap();
        fs::write(folder.path().join("c.txt"), "").unwrap();
        let found = files(folder.path()).unwrap();
        assert_eq!(
            found.iter().map(|(_, film)| *film).collect::<Vec<_>>(),
            [true, false]
        );
    }
}
