//! VLC 3 playing the film: frames it displayed, by its own count, and what they cost.
//!
//! Its view rests; ours turns. Its count moves on now and then only, so the measurement begins and ends when it does.

use super::vlc::{Display, PATIENCE, Place, command};
use crate::bench::film::SECONDS;
use crate::bench::material::Material;
use crate::bench::program::Program;
use anyhow::{Context, Result, ensure};
use std::time::{Duration, Instant};

/// How often it is asked.
const ASK: Duration = Duration::from_millis(50);
/// What stands before the count in its answer to `stats`.
const DISPLAYED: &str = "| frames displayed :";

/// What became of one run.
pub(super) struct Run {
    /// Frames displayed in [`SECONDS`].
    pub shown: f64,
    /// Processor time for each.
    pub processor_ms_per_frame: f64,
}

/// Lets VLC play the film.
pub(super) fn run(material: &Material) -> Result<Run> {
    let (mut program, _display, _place) = start(material)?;
    let begin = moment(&mut program)?;
    std::thread::sleep(Duration::from_secs(u64::from(SECONDS)).saturating_sub(begin.at.elapsed()));
    let end = moment(&mut program)?;
    let shown = end.displayed - begin.displayed;
    ensure!(shown > 0.0, "VLC showed no frame of the film");
    let seconds = (end.at - begin.at).as_secs_f64();
    Ok(Run {
        shown: shown / seconds * f64::from(SECONDS),
        processor_ms_per_frame: (end.processor - begin.processor) * 1000.0 / shown,
    })
}

/// The most memory it takes while it plays the film, in bytes.
pub(super) fn memory(material: &Material) -> Result<u64> {
    let (program, _display, _place) = start(material)?;
    let watch = program.processes().watch_memory();
    std::thread::sleep(Duration::from_secs(u64::from(SECONDS)));
    Ok(watch.peak())
}

/// VLC from its first right frame on.
fn start(material: &Material) -> Result<(Program, Display, Place)> {
    let place = Place::make(&material.film())?;
    let display = Display::start(&place, &material.logs())?;
    let command = command(&place, &display, "rc");
    let program = Program::start("vlc-film", command, &material.logs())?;
    display.wait_for_front(&program)?;
    Ok((program, display, place))
}

/// A moment in which the count moved on.
struct Moment {
    at: Instant,
    displayed: f64,
    processor: f64,
}

fn moment(program: &mut Program) -> Result<Moment> {
    let deadline = Instant::now() + PATIENCE;
    let before = displayed(program)?;
    loop {
        program.go_on(deadline)?;
        std::thread::sleep(ASK);
        let now = displayed(program)?;
        if now > before {
            return Ok(Moment {
                at: Instant::now(),
                displayed: now,
                processor: program.processes().processor_seconds(),
            });
        }
    }
}

fn displayed(program: &mut Program) -> Result<f64> {
    program.say("stats")?;
    let (_, line) = program.line(PATIENCE, |line| line.starts_with(DISPLAYED))?;
    line[DISPLAYED.len()..]
        .trim()
        .parse()
        .with_context(|| format!("VLC counts in another way: {line}"))
}
