//! `cargo xtask …`: everything one does with this repository, one verb a file.
//!
//! A new machine needs Rust and Node, nothing else: each verb knows which system packages it wants and fetches what is
//! missing ([`setup`]), and prepares larger things (Monado, the Android standard library) in the cache folder, outside
//! the clone ([`paths`]).
//!
//! What it deliberately does not do: it depends on no crate of this workspace, so it builds in seconds and also when
//! they do not build, and it holds no knowledge of what Utsikt is, only of how it is built, started and tested.

mod android;
mod bare;
mod bench;
mod debian;
mod demo;
mod docs;
mod interrupt;
mod job;
mod media;
mod monado;
mod paths;
mod pictures;
mod sbom;
mod services;
mod setup;
mod test;
mod through;
mod web;
mod xr;

use anyhow::{Result, bail};
use std::ffi::OsString;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask VERB

  demo [--seconds N] [--headless] [--release]
                      build everything, start the launcher and a headset with the sample experiences
  test [FILTER…]      every check there is; with filters, the steps (or crates) whose names contain one of them
  xr [FILTER…]        the OpenXR suite against a real runtime (Monado; prepared on first use)
  android             type-check the headset's library for standalone headsets
  bench [--quick | --rounds N] [--peers] [--only NAME]
                      how fast it is, each figure beside a reference from the same run
  media DIR           each photo and film in a folder, played, with pictures of them to be looked at
  pictures [--readme | --through …]
                      every world in all seasons and times, or every experience played through, as sheets to be looked at
  docs                the documentation of every crate, warnings denied
  sbom                the launcher's bill of materials (CycloneDX), as the launcher's build takes it in
  bare                `demo` and `test` in a Debian root that holds nothing but Rust and Node (as root; long)
  monado VERB …       one OpenXR runtime to try things in: start, exec, screenshot, kill, stop
  setup [GROUP…]      the system packages only (build, run, window, test, bare, bench, peers)

Every verb says more with --help.";

fn main() -> ExitCode {
    interrupt::listen();
    let mut arguments = std::env::args_os().skip(1);
    let verb = arguments.next().and_then(|verb| verb.into_string().ok());
    match perform(verb.as_deref(), arguments.collect()) {
        Ok(code) => code,
        Err(_) if interrupt::requested() => ExitCode::from(130),
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(verb: Option<&str>, arguments: Vec<OsString>) -> Result<ExitCode> {
    match verb {
        Some("demo") => demo::run(arguments),
        Some("test") => test::run(arguments),
        Some("xr") => xr::run(arguments),
        Some("android") => android::run(arguments),
        Some("bench") => bench::run(arguments),
        Some("docs") => docs::run(arguments),
        Some("sbom") => sbom::run(arguments),
        Some("media") => media::run(arguments),
        Some("pictures") => pictures::run(arguments),
        Some("bare") => bare::run(arguments),
        Some("monado") => monado::run(arguments),
        Some("setup") => setup::run(arguments),
        Some("help" | "--help" | "-h") => {
            println!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        Some(other) => bail!("there is no verb \"{other}\".\n{HELP}"),
        None => bail!("which verb?\n{HELP}"),
    }
}
