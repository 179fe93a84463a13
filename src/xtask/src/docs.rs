//! `cargo xtask docs`: the documentation of every crate here, warnings denied.

use crate::job::Job;
use crate::{paths, setup, web};
use anyhow::Result;
use std::ffi::OsString;
use std::process::ExitCode;

/// Command line: `cargo xtask docs`.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    let mut parser = lexopt::Parser::from_args(arguments);
    match parser.next()? {
        Some(lexopt::Arg::Long("help") | lexopt::Arg::Short('h')) => {
            println!(
                "cargo xtask docs\n\nWrites the documentation of every crate of the workspace and says where it is."
            );
            return Ok(ExitCode::SUCCESS);
        }
        Some(other) => return Err(other.unexpected().into()),
        None => {}
    }
    setup::ensure(&[setup::Need::Build])?;
    web::build()?;
    job()?.expect_success()?;
    println!(
        "The documentation is at {}",
        paths::target()?.join("doc/headset/index.html").display()
    );
    Ok(ExitCode::SUCCESS)
}

/// The job that writes it.
pub(crate) fn job() -> Result<Job> {
    Ok(Job::cargo("writing the documentation")?
        .env("RUSTDOCFLAGS", "-D warnings")
        .args([
            "doc",
            "--locked",
            "--workspace",
            "--no-deps",
            "--document-private-items",
        ]))
}
