//! A web viewer in Debian's Chromium, without a screen and drawing on the processor, in a profile of its own.

use super::packages;
use super::server::{self, Message, Places};
use crate::bench::material::Material;
use crate::bench::program::{MemoryWatch, Processes, Program};
use crate::paths;
use anyhow::{Context, Result, ensure};
use std::process::Command;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant, UNIX_EPOCH};

const PATIENCE: Duration = Duration::from_secs(120);
const LOOK: Duration = Duration::from_millis(100);

/// A viewer: its page in `bench-peers`, and the names of its samples (cold start, processor time a frame, frames a
/// second, memory).
pub(super) struct Viewer {
    name: &'static str,
    pub(super) names: [&'static str; 4],
}

/// Those that are measured.
pub(super) const VIEWERS: [Viewer; 2] = [
    Viewer {
        name: "pannellum",
        names: [
            "pannellum.cold",
            "pannellum.processor",
            "pannellum.rate",
            "pannellum.memory",
        ],
    },
    Viewer {
        name: "aframe",
        names: [
            "aframe.cold",
            "aframe.processor",
            "aframe.rate",
            "aframe.memory",
        ],
    },
];

/// What became of one run.
pub(super) struct Run {
    /// Seconds from the start of the browser to the first right frame.
    pub first: f64,
    /// While the view turned, of all of the browser's processes.
    pub processor_ms_per_frame: f64,
    /// While the view turned.
    pub frames_per_second: f64,
    /// The most memory of all of the browser's processes in bytes, if it was watched.
    pub memory: Option<u64>,
}

/// Lets a viewer show the photo, turn, and look to the right.
pub(super) fn run(material: &Material, viewer: &Viewer, watch: bool) -> Result<Run> {
    let (sender, messages) = mpsc::channel();
    // The page waits for the answer, so the processor time is that of the moment it tells of.
    let processes: Arc<OnceLock<Processes>> = Arc::default();
    let spent: Arc<Mutex<Vec<f64>>> = Arc::default();
    let (processes_there, spent_there) = (Arc::clone(&processes), Arc::clone(&spent));
    let hear = move |(name, _): &Message| {
        if let (true, Some(processes)) = (name.starts_with("turn"), processes_there.get()) {
            let seconds = processes.processor_seconds();
            spent_there
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(seconds);
        }
    };
    let places = Places(vec![
        ("pages", paths::checkout().join("src/xtask/bench-peers")),
        (
            "viewer",
            material.packages().join(packages::place(viewer.name)),
        ),
        ("media", material.experiences().join("photo/media")),
    ]);
    let port = server::serve(places, Box::new(hear), sender)?;

    let profile = std::env::temp_dir().join(format!("utsikt-bench-profile-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&profile);
    let mut command = Command::new("chromium");
    command
        .args(FLAGS)
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!(
            "http://127.0.0.1:{port}/pages/{}.html?photo=/media/photo.jpg",
            viewer.name
        ));
    let program = Program::start(viewer.name, command, &material.logs())?;
    let _ = processes.set(program.processes());
    let memory = watch.then(|| program.processes().watch_memory());

    let told = |wanted| wait(&program, &messages, wanted);
    let first = told("first")?;
    let at = first["at"].as_f64().context("the page did not say when")? / 1000.0;
    let begun = program
        .started_at
        .duration_since(UNIX_EPOCH)
        .context("the clock is before 1970")?
        .as_secs_f64();
    let (width, height) = (&first["width"], &first["height"]);
    ensure!(
        *width == 1280 && *height == 720,
        "{} draws {width}×{height}",
        viewer.name
    );
    told("turn-begin")?;
    let turned = told("turn-end")?;
    let (frames, seconds) = (
        turned["frames"].as_f64().unwrap_or(0.0),
        turned["seconds"].as_f64().unwrap_or(0.0),
    );
    ensure!(
        frames > 0.0 && seconds > 0.0,
        "{} drew nothing while it turned",
        viewer.name
    );
    let right = told("right")?;
    ensure!(
        right["side"] == "RIGHT",
        "{} looks to {} instead of to the right",
        viewer.name,
        right["side"]
    );
    let memory = memory.map(MemoryWatch::peak);
    drop(program);
    let _ = std::fs::remove_dir_all(&profile);

    let spent = spent.lock().unwrap_or_else(PoisonError::into_inner);
    let [before, after] = spent[..] else {
        anyhow::bail!("{} did not turn once", viewer.name);
    };
    Ok(Run {
        first: at - begun,
        processor_ms_per_frame: (after - before) * 1000.0 / frames,
        frames_per_second: frames / seconds,
        memory,
    })
}

/// Waits for a message of that name; what it says.
fn wait(
    program: &Program,
    messages: &Receiver<Message>,
    wanted: &str,
) -> Result<serde_json::Value> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match messages.recv_timeout(LOOK) {
            Ok((name, said)) if name == wanted => return Ok(said),
            Ok((name, said)) => ensure!(name != "trouble", "the page says {said}"),
            Err(RecvTimeoutError::Timeout) => program.go_on(deadline)?,
            Err(RecvTimeoutError::Disconnected) => {
                anyhow::bail!("nothing listens for the page any more")
            }
        }
    }
}

/// No screen, no graphics card, no word to the network, nothing that happens once a day.
const FLAGS: [&str; 18] = [
    "--headless",
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--window-size=1280,900",
    "--force-device-scale-factor=1",
    "--hide-scrollbars",
    "--mute-audio",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];
