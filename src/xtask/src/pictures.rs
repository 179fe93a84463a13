//! `cargo xtask pictures`: every world in all seasons and times from the resident's seat, as sheets to be looked at; with
//! `--through` every experience from its start to its end ([`crate::through`]).

use crate::job::Job;
use crate::through::Through;
use crate::{paths, setup};
use anyhow::Result;
use lexopt::ValueExt;
use std::ffi::OsString;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask pictures [--readme]
cargo xtask pictures --through [--xr] [--hurry N] [--every N] [ID…]

Draws each world in all seasons and times of day from the resident's seat, into target/pictures. With --readme the small
sheet that the README shows is drawn anew, too.

--through plays experiences (all, or those named) from their start to their end, with somebody made up who looks around
and taps the buttons there are, and a picture every 20 seconds (--every); the sheets are in the target folder, through/.
  --xr       in an OpenXR runtime (Monado, with a head that moves by itself) instead of offscreen
  --hurry N  let the headset's clocks run so many times as fast, 1 to 16 (6; an experience with films keeps to their time)";

/// Command line: `cargo xtask pictures [--readme | --through …]`.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let (mut readme, mut plays, mut through) = (false, false, Through::default());
    while let Some(argument) = parser.next()? {
        match argument {
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => {
                println!("{HELP}");
                return Ok(ExitCode::SUCCESS);
            }
            lexopt::Arg::Long("readme") => readme = true,
            lexopt::Arg::Long("through") => plays = true,
            lexopt::Arg::Long("xr") if plays => through.xr = true,
            lexopt::Arg::Long("hurry") if plays => through.hurry = parser.value()?.parse()?,
            lexopt::Arg::Long("every") if plays => through.every = parser.value()?.parse()?,
            lexopt::Arg::Value(id) if plays => {
                through.ids.push(id.to_string_lossy().into_owned());
            }
            other => return Err(other.unexpected().into()),
        }
    }
    if plays {
        let all = through.run()?;
        return Ok(ExitCode::from(u8::from(!all)));
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
