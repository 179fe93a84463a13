//! The launcher with a whole home around it: 30 headsets and 10 tablets made up by an example program beside it, each a process of its
//! own over loopback; then a large library and five years of sessions.
//!
//! Its memory and processor time are read from outside while the tablets tap and look. The bare WebSocket echo is asked at the same
//! time by as many connections, so that both meet the same machine.

use super::figures::Samples;
use super::headset::{account, number};
use super::material::{Material, example};
use super::program::Program;
use crate::paths;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long making the large home may take.
const LONG: Duration = Duration::from_secs(1200);
/// The time that the tablets tap and look, in seconds.
const TAPPING: &str = "20";
/// How long they do before it counts, and a little longer: processor time is read from then on.
const SETTLED: Duration = Duration::from_secs(4);
/// Over how long processor time is read; ends before the tablets do.
const READ_OVER: Duration = Duration::from_secs(16);
/// Experiences in the large library.
const EXPERIENCES: usize = 2000;

/// Makes the two homes, if they are not there.
pub(super) fn prepare(material: &Material) -> Result<()> {
    material.make("ward", |folder| seed(material, folder, 20, 30, 0))?;
    material.make("large-home", |folder| {
        seed(material, folder, EXPERIENCES, 500, 200_000)
    })
}

/// Taps of ten tablets with thirty headsets, and what the launcher takes meanwhile.
pub(super) fn ward(material: &Material, samples: &mut Samples) -> Result<()> {
    let launcher = Launcher::start(material, "ward")?;
    let mut command = Command::new(example("simulated_ward")?);
    command.args(["headsets", &launcher.link]);
    let headsets = Program::start("ward-headsets", command, &material.logs())?;
    headsets.line(PATIENCE, |line| line.starts_with("ready"))?;
    let mut command = Command::new(example("simulated_ward")?);
    command.arg("echo");
    let echo = Program::start("ward-echo", command, &material.logs())?;
    let (_, line) = echo.line(PATIENCE, |line| line.starts_with("echo "))?;
    let address = line.trim_start_matches("echo ").to_owned();
    let mut command = Command::new(example("simulated_ward")?);
    command
        .args(["tablets", &launcher.web, &launcher.setup, &address])
        .args(["--seconds", TAPPING]);
    let tablets = Program::start("ward-tablets", command, &material.logs())?;
    tablets.line(PATIENCE, |line| line == "begun")?;

    let processes = launcher.program.processes();
    std::thread::sleep(SETTLED);
    let (before, begun) = (processes.processor_seconds(), Instant::now());
    let mut memory = 0;
    while begun.elapsed() < READ_OVER {
        // Seldom, so that reading takes next to nothing.
        std::thread::sleep(Duration::from_secs(1));
        memory = memory.max(processes.memory());
    }
    let used = (processes.processor_seconds() - before) / begun.elapsed().as_secs_f64();
    let said = account(&tablets)?;
    tablets.end(PATIENCE)?;
    samples.add("launcher.memory", memory as f64);
    samples.add("launcher.processor", used * 1000.0);
    samples.add("launcher.pictures", number(&said, "pictures")?);
    for (name, figure) in [
        ("launcher.acknowledged", "acknowledged_p99"),
        ("launcher.acknowledged_middle", "acknowledged_p50"),
        ("launcher.answered", "answered_p99"),
        ("websocket_echo", "echo_p99"),
        ("websocket_echo_middle", "echo_p50"),
    ] {
        samples.add(name, number(&said, figure)?);
    }
    Ok(())
}

/// Lists, searches and reports in the large home.
pub(super) fn lists(material: &Material, samples: &mut Samples) -> Result<()> {
    let launcher = Launcher::start(material, "large-home")?;
    let mut command = Command::new(example("simulated_ward")?);
    command.args(["lists", &launcher.web, &launcher.setup]);
    let asking = Program::start("ward-lists", command, &material.logs())?;
    let said = account(&asking)?;
    asking.end(PATIENCE)?;
    samples.add("launcher.experiences", number(&said, "experiences_p99")?);
    samples.add("launcher.residents", number(&said, "residents_p99")?);
    samples.add("launcher.report", number(&said, "report_slowest")?);
    eprintln!("{said}");
    Ok(())
}

/// A launcher on a copy of one of the homes; it ends when this is dropped.
struct Launcher {
    program: Program,
    web: String,
    link: String,
    setup: String,
    _state: tempfile::TempDir,
}

impl Launcher {
    fn start(material: &Material, home: &'static str) -> Result<Self> {
        let state = tempfile::tempdir_in(material.folder_of(""))?;
        copy(&material.folder_of(home).join("state"), state.path())?;
        let program = launcher(
            material,
            state.path(),
            &material.folder_of(home).join("experiences"),
        )?;
        let (_, ready) = program.line(PATIENCE, |line| line.starts_with("launcher ready "))?;
        let (_, setup) = program.line(PATIENCE, |line| line.starts_with("launcher setup "))?;
        let between = |text: &str, begin: &str, end: &str| {
            let rest = text.split_once(begin).map(|(_, rest)| rest);
            let part = rest.and_then(|rest| rest.split_once(end));
            part.map(|(part, _)| part.to_owned())
                .with_context(|| format!("the launcher said {text:?}"))
        };
        Ok(Self {
            web: between(&ready, "ready http://", "/")?,
            link: between(&ready, "headsets ws://", "/link")?,
            setup: between(&format!("{setup}\n"), "/#/setup/", "\n")?,
            program,
            _state: state,
        })
    }
}

fn launcher(material: &Material, state: &Path, experiences: &Path) -> Result<Program> {
    let mut command = Command::new(paths::program("launcher", true)?);
    command
        .args(["--listen", "127.0.0.1:0", "--headset-listen", "127.0.0.1:0"])
        .arg("--experiences")
        .arg(experiences)
        .arg("--state")
        .arg(state);
    Program::start("launcher", command, &material.logs())
}

/// Makes a home, and lets a launcher make its poster, so that it has nothing left to make when it is measured.
fn seed(
    material: &Material,
    folder: &Path,
    experiences: usize,
    residents: usize,
    sessions: usize,
) -> Result<()> {
    let (state, library) = (folder.join("state"), folder.join("experiences"));
    fs::create_dir_all(&state).with_context(|| format!("cannot make {}", state.display()))?;
    eprintln!("Making a home with {sessions} sessions and {experiences} experiences.");
    let mut command = Command::new(example("simulated_ward")?);
    command.arg("seed").arg(&state).arg(&library).args([
        format!("--number={experiences}"),
        format!("--residents={residents}"),
        format!("--sessions={sessions}"),
    ]);
    Program::start("ward-seed", command, &material.logs())?.end(LONG)?;
    let program = launcher(material, &state, &library)?;
    let posters = state.join("launcher/posters");
    let deadline = Instant::now() + LONG;
    // All have the same photo, and a launcher makes one picture of it.
    while fs::read_dir(&posters).map_or(0, Iterator::count) == 0 {
        program.go_on(deadline)?;
        std::thread::sleep(Duration::from_millis(200));
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let status = Command::new("cp")
        .arg("-a")
        .arg(from.join("."))
        .arg(to)
        .status()
        .context("cannot start cp")?;
    if !status.success() {
        bail!("{} could not be copied", from.display());
    }
    Ok(())
}
