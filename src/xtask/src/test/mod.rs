//! `cargo xtask test`: every check there is, in one go, with the failures told again at the end.
//!
//! All steps run even when one fails; only what needs the built programs is left out, and counted as failed, when they do
//! not build. The last line is always `N passed, N failed`.

mod counts;
mod report;
mod steps;

use crate::setup::{self, Need};
use crate::{interrupt, job};
use anyhow::{Result, bail};
use report::{Report, Row};
use std::ffi::OsString;
use std::process::ExitCode;
use std::time::Instant;
use steps::{STEPS, Selection, Workshop};

/// Command line: `cargo xtask test [FILTER…]`.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut filters = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            lexopt::Arg::Value(filter) => filters.push(filter.to_string_lossy().into_owned()),
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => {
                println!(
                    "cargo xtask test [FILTER…]\n\nRuns every step, or those whose names contain a filter; a crate's name runs that crate's tests.\n\nSteps:"
                );
                for step in STEPS {
                    println!("  {:12}{}", step.name, step.about);
                }
                return Ok(ExitCode::SUCCESS);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    let selection = Selection::new(&filters, &steps::crates()?)?;
    setup::ensure(&[Need::Build, Need::Run, Need::Test])?;

    let mut report = Report::default();
    let mut workshop = Workshop::new(selection);
    for step in STEPS {
        if !workshop.selection.includes(step.name) {
            continue;
        }
        eprintln!("\n── {}: {}", step.name, step.about);
        let started = Instant::now();
        let verdict = (step.run)(&mut workshop);
        if interrupt::requested() {
            bail!("ended by request");
        }
        let row = Row::new(step.name, started.elapsed(), verdict);
        eprintln!(
            "── {}: {} ({})",
            step.name,
            row.result(),
            job::spoken(row.elapsed())
        );
        report.add(row);
    }
    drop(workshop); // ends what the suites left running, before the last line
    print!("{report}");
    Ok(if report.is_good() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
