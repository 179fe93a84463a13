//! Monado, a real OpenXR runtime that needs neither a headset nor a graphics card.
//!
//! `start` gives one runtime in a folder of its own (the *run folder*), with a simulated or a scripted head, with the
//! null compositor (fastest) or the real one on a virtual display (so that pictures of what both eyes get can be
//! taken). Tests use these same verbs; what `start` prints tells them everything they need. See [`root`] for where
//! Monado comes from and [`runtime`] for how it is run.

pub(crate) mod root;
pub(crate) mod runtime;

use anyhow::{Context, Result, bail};
use root::Root;
use runtime::{Compositor, Head, Runtime};
use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask monado VERB [--run-dir DIR]

  start [--null | --compositor] [--simulated | --remote]
                      start the runtime; print, as JSON, its process, display, port and how to run programs in it
  exec -- COMMAND…    become COMMAND, with this runtime as its OpenXR runtime
  screenshot FILE.png a picture of what both eyes get (only with --compositor)
  kill                kill -9 the runtime, as if it had crashed; the display stays, and start brings it back
  stop                end the runtime and its display
  prepare             only fetch Monado

--run-dir: the folder of one runtime, default <temporary folder>/utsikt-monado. Several may run at once.
--null is the default, and a head that --simulated moves by itself; --remote takes head poses over TCP.";

/// Command line: `cargo xtask monado VERB …`.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut words: Vec<OsString> = Vec::new();
    let mut folder = std::env::temp_dir().join("utsikt-monado");
    let (mut compositor, mut head) = (Compositor::Null, Head::Simulated);
    while let Some(argument) = parser.next()? {
        match argument {
            lexopt::Arg::Long("run-dir") => {
                folder = std::path::absolute(PathBuf::from(parser.value()?)).context("--run-dir")?
            }
            lexopt::Arg::Long("null") => compositor = Compositor::Null,
            lexopt::Arg::Long("compositor") => compositor = Compositor::Real,
            lexopt::Arg::Long("simulated") => head = Head::Simulated,
            lexopt::Arg::Long("remote") => head = Head::Remote,
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => {
                println!("{HELP}");
                return Ok(ExitCode::SUCCESS);
            }
            lexopt::Arg::Value(word) => {
                words.push(word);
                if words.len() == 2 && words[0] == "exec" {
                    // Whatever follows the program's name belongs to the program.
                    words.extend(parser.raw_args()?);
                    break;
                }
            }
            other => return Err(other.unexpected().into()),
        }
    }
    let verb = words
        .first()
        .map(|word| word.to_string_lossy().into_owned());
    match (verb.as_deref(), &words[words.len().min(1)..]) {
        (Some("prepare"), []) => {
            let root = Root::prepare()?;
            println!("Monado {} is in {}", root.version(), root.top().display());
        }
        (Some("start"), []) => println!(
            "{:#}",
            Runtime::start(&Root::prepare()?, &folder, compositor, head)?.describe()
        ),
        (Some("exec"), [program, rest @ ..]) => {
            let error = Runtime::find(&folder)?.command(program).args(rest).exec();
            return Err(error).with_context(|| format!("cannot start {}", program.display()));
        }
        (Some("screenshot"), [file]) => Runtime::find(&folder)?.screenshot(file.as_ref())?,
        (Some("kill"), []) => Runtime::find(&folder)?.kill()?,
        (Some("stop"), []) => Runtime::find(&folder)?.stop()?,
        _ => bail!("that is not one of the verbs, or it wants other words.\n{HELP}"),
    }
    Ok(ExitCode::SUCCESS)
}
