//! `cargo xtask xr`: the headset's OpenXR suite against a real runtime.
//!
//! The suite is the integration test target `openxr` of the headset crate, all of it marked `#[ignore]`, because a plain
//! `cargo test` must not fetch and start a runtime. It finds Monado through the variables set here.

use crate::job::Job;
use crate::monado::{root::Root, runtime};
use crate::{paths, setup, web};
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tempfile::TempDir;

/// Command line: `cargo xtask xr [FILTER…]`.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut filters = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            lexopt::Arg::Value(filter) => filters.push(filter.to_string_lossy().into_owned()),
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => {
                println!(
                    "cargo xtask xr [FILTER…]\n\nRuns the OpenXR tests whose names contain a filter, or all, against Monado."
                );
                return Ok(ExitCode::SUCCESS);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    setup::ensure(&[setup::Need::Build, setup::Need::Run, setup::Need::Test])?;
    web::build()?;
    let runs = Runs::prepare()?;
    let finished = job(&runs, &filters)?.run()?;
    Ok(if finished.status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The folder in which a suite starts its runtimes; whatever still runs there is stopped when this is dropped.
pub(crate) struct Runs {
    folder: TempDir,
    program: PathBuf,
}

impl Runs {
    /// Prepares Monado and a folder to run it in.
    pub(crate) fn prepare() -> Result<Self> {
        let root = Root::prepare()?;
        eprintln!("OpenXR runtime: Monado {}", root.version());
        // Short: the name of a socket in it must fit into 108 bytes.
        let folder = tempfile::Builder::new()
            .prefix("utsikt-xr-")
            .tempdir()
            .context("cannot make a temporary folder")?;
        let program = paths::own_program()?;
        Ok(Self { folder, program })
    }

    /// The variables that tell a suite how to start a runtime: `UTSIKT_XTASK`, the program whose `monado` verb does it,
    /// and `UTSIKT_MONADO_RUNS`, the folder for its run folders.
    pub(crate) fn variables(&self) -> [(&'static str, &Path); 2] {
        [
            ("UTSIKT_XTASK", &self.program),
            ("UTSIKT_MONADO_RUNS", self.folder.path()),
        ]
    }
}

impl Drop for Runs {
    fn drop(&mut self) {
        // The folder itself goes after this.
        runtime::stop_all_in(self.folder.path());
    }
}

/// The job that runs the suite.
pub(crate) fn job(runs: &Runs, filters: &[String]) -> Result<Job> {
    let mut job = Job::cargo("running the OpenXR suite")?
        // With the whole workspace selected, what was built for the other tests is used again.
        .args([
            "test",
            "--locked",
            "--workspace",
            "--test",
            "openxr",
            "--",
            "--include-ignored",
        ])
        // One at a time: each test draws on all processors.
        .args(["--test-threads", "1"])
        .args(filters)
        .env("UTSIKT_HEADSET_BIN", paths::program("headset", false)?);
    for (name, value) in runs.variables() {
        job = job.env(name, value);
    }
    Ok(job)
}
