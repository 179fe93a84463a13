//! `studio loudness`: measures how loud the sounds of experiences are and keeps it beside them.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use library::{LOUDNESS_FILE, check_manifest};
use manifest::FILE_NAME;

use crate::files::OpenedFiles;

/// Measure how loud the sounds of experiences are, and keep it in loudness.ron beside each.
///
/// Utsikt does this by itself when an experience is first seen; do it before an experience is copied to
/// where nothing can be written.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folders of experiences to measure.
    #[arg(required = true)]
    dirs: Vec<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut all = true;
    for dir in &arguments.dirs {
        all &= measure(dir)?;
    }
    Ok(ExitCode::from(u8::from(!all)))
}

/// Measures one experience; false if the loudness of a file could not be told.
fn measure(dir: &Path) -> anyhow::Result<bool> {
    let file = dir.join(FILE_NAME);
    let Some(experience) = check_manifest(&file, &OpenedFiles::new(dir)).experience else {
        bail!(
            "{} has errors. `studio check {}` tells which.",
            file.display(),
            dir.display()
        );
    };
    let kept = dir.join(LOUDNESS_FILE);
    let figures = library::measure(dir, &experience)
        .with_context(|| format!("{} can't be written", kept.display()))?;
    let mut out = anstream::stdout().lock();
    for (path, loudness) in &figures {
        match loudness {
            Ok(loudness) => writeln!(
                out,
                "{path}: {:.1} LUFS, highest peak {:.1} dBTP, played {:+.1} dB",
                loudness.integrated,
                loudness.true_peak,
                loudness.gain()
            )?,
            Err(reason) => writeln!(out, "{path}: can't be told ({reason})")?,
        }
    }
    writeln!(out, "{} is written.", kept.display())?;
    Ok(figures.iter().all(|(_, loudness)| loudness.is_ok()))
}
