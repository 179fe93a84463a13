//! `studio check`: everything that is wrong with experiences, in one go.

use std::fs;
use std::io::Write;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context, bail};
use manifest::{FILE_NAME, Problem};

use crate::files::OpenedFiles;

mod happenings;
mod play;
mod report;

/// Check experiences: the manifest, and the files it names.
///
/// Ends with 0 when there are no errors (warnings are let pass), 1 when there are, 2 when something
/// could not be checked at all.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder of an experience, its experience.ron, or a folder of experiences.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Print a JSON array of problems: code, severity, file, line, column, length, message, instead.
    #[arg(long)]
    json: bool,
    /// Play each through for so many seconds, with somebody made up who looks around, and print what happened.
    #[arg(long, value_name = "SECONDS", conflicts_with = "json", value_parser = clap::value_parser!(u32).range(1..=1800))]
    play: Option<u32>,
    /// Who is made up for `--play`: the same number does the same.
    #[arg(long, default_value_t = 1, requires = "play")]
    seed: u64,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut manifests = Vec::new();
    for path in &arguments.paths {
        find(path, &mut manifests)?;
    }
    let problems = check_all(&manifests);
    if arguments.json {
        report::json(&problems)?;
    } else {
        report::text(&problems)?;
    }
    if let Some(seconds) = arguments.play {
        play_all(
            &manifests,
            Duration::from_secs(seconds.into()),
            arguments.seed,
        )?;
    }
    let wrong = problems.iter().flatten().any(Problem::is_error);
    Ok(ExitCode::from(u8::from(wrong)))
}

/// Adds the manifests that a path on the command line stands for, in the order of their names.
fn find(path: &Path, manifests: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let about =
        fs::metadata(path).with_context(|| format!("{} can't be checked", path.display()))?;
    if !about.is_dir() {
        manifests.push(path.to_owned());
        return Ok(());
    }
    let own = path.join(FILE_NAME);
    if own.exists() {
        manifests.push(own);
        return Ok(());
    }
    let before = manifests.len();
    for item in fs::read_dir(path).with_context(|| format!("{} can't be listed", path.display()))? {
        let inner = item?.path().join(FILE_NAME);
        if inner.exists() {
            manifests.push(inner);
        }
    }
    if manifests.len() == before {
        bail!(
            "There is no {FILE_NAME} in {0} or in the folders in it. `studio new` starts one.",
            path.display()
        );
    }
    manifests[before..].sort();
    Ok(())
}

/// Plays those that can be played.
fn play_all(manifests: &[PathBuf], length: Duration, seed: u64) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    for manifest in manifests {
        let checked =
            library::check_manifest(manifest, &library::FolderFiles::new(folder_of(manifest)));
        if let Some(experience) = checked.experience {
            writeln!(out)?;
            play::play(experience, length, seed, &mut out)?;
        }
    }
    Ok(())
}

/// Checks manifests on all processors; the problems of each, in the same order.
fn check_all(manifests: &[PathBuf]) -> Vec<Vec<Problem>> {
    let workers = std::thread::available_parallelism()
        .map_or(1, NonZero::get)
        .min(manifests.len());
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            match manifests.get(number) {
                Some(manifest) => done.push((number, check_one(manifest))),
                None => return done,
            }
        }
    };
    let mut found: Vec<(usize, Vec<Problem>)> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(work)).collect();
        let mut found = work();
        for other in others {
            found.extend(
                other
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            );
        }
        found
    });
    found.sort_unstable_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, problems)| problems).collect()
}

fn check_one(manifest: &Path) -> Vec<Problem> {
    let files = OpenedFiles::new(folder_of(manifest));
    let mut checked = library::check_manifest(manifest, &files);
    if let Some(experience) = &checked.experience {
        let found = happenings::look(experience, manifest, &files);
        if !found.is_empty() {
            checked.problems.extend(found);
            checked.problems.sort_by_key(|problem| problem.place);
        }
    }
    checked.problems
}

fn folder_of(manifest: &Path) -> &Path {
    match manifest.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}
