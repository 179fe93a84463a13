//! `cargo xtask pictures`: every world in all seasons and times from the resident's seat, as sheets to be looked at.

use crate::job::Job;
use crate::{paths, setup};
use anyhow::Result;
use std::ffi::OsString;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask pictures [--readme]

Draws each world in all seasons and times of day from the resident's seat, into target/pictures. With --readme the small
sheet that the README shows is drawn anew, too.";

/// Command line: `cargo xtask pictures [--readme]`.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut readme = false;
    while let Some(argument) = parser.next()? {
        match argument {
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => {
                println!("{HELP}");
                return Ok(ExitCode::SUCCESS);
            }
            lexopt::Arg::Long("readme") => readme = true,
            other => return Err(other.unexpected().into()),
        }
    }
    setup::ensure(&[setup::Need::Build, setup::Need::Run])?;
    // With the whole workspace's features, so that nothing is built that a test would not build.
    Job::cargo("building what draws worlds")?
        .args(["build", "--locked", "--workspace", "--example", "contact"])
        .expect_success()?;
    let sheets = paths::checkout().join("target/pictures");
    let program = paths::target()?.join("debug/examples/contact");
    let mut job = Job::new("drawing worlds", program)
        .arg("--out")
        .arg(&sheets);
    if readme {
        job = job.args(["--readme", "assets/readme/worlds.jpg"]);
    }
    job.expect_success()?;
    println!("The sheets are in {}", sheets.display());
    Ok(ExitCode::SUCCESS)
}
