//! The headset, measured by its own account and from outside.

use super::figures::Samples;
use super::material::{self, FRONT, LOOK_AT, LOOK_SIZE, Material, RIGHT, djpeg, is_side};
use super::program::{Program, time};
use crate::monado::root::Root;
use crate::monado::runtime::{Compositor, Head, Runtime};
use crate::paths;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// How long the headset may take for anything.
pub(super) const PATIENCE: Duration = Duration::from_secs(120);
const SIZE: (u32, u32) = (1280, 720);
/// Seconds over which processor time is taken.
const STEADY: &str = "4";

/// Sees to it that an experience is shown right: ahead is ahead, and right is not left.
pub(super) fn check_picture(material: &Material, experience: &str) -> Result<()> {
    for (look, side) in [("0,0", FRONT), ("90,0", RIGHT)] {
        let file = material
            .results()
            .join(format!("{experience}-{}.png", look.replace(',', "-")));
        let mut command = offscreen(material)?;
        command
            .args(["--play", experience, "--look", look, "--picture"])
            .arg(&file);
        time("headset-picture", command, &material.logs())?;
        for (across, down) in LOOK_AT {
            let (x, y) = (
                (across * SIZE.0 as f32) as u32,
                (down * SIZE.1 as f32) as u32,
            );
            let colour = material::colour_at(&file, x, y, LOOK_SIZE)?;
            ensure!(
                is_side(colour, side),
                "the {experience} seen looking to {look} is wrong at ({x}, {y}): {colour:?}, not {side:?}"
            );
        }
    }
    Ok(())
}

/// Another photo is loaded while one is seen; and libjpeg-turbo decodes it.
pub(super) fn load(material: &Material, samples: &mut Samples) -> Result<()> {
    samples.add(
        "djpeg",
        time("djpeg", djpeg(&material.photo()), &material.logs())?.as_secs_f64(),
    );
    let mut command = offscreen(material)?;
    command.args(["--play", "small", "--then", "photo", "--figures"]);
    let said = told("headset-load", command, material)?;
    samples.add("load", number(&said, "start_to_picture")?);
    samples.add("load.longest_frame", number(&said, "longest_frame_ms")?);
    let added = |name| {
        Ok::<f64, anyhow::Error>((number(&said, name)? - number(&said, "memory_before")?) * 1024.0)
    };
    samples.add("load.memory_peak", added("memory_peak")?);
    samples.add("load.memory_after", added("memory_after")?);
    Ok(())
}

/// From nothing to the first right frame; then the view turns.
pub(super) fn cold(material: &Material, samples: &mut Samples) -> Result<()> {
    let program = Program::start("headset-cold", turning(material)?, &material.logs())?;
    let (first, _) = program.line(PATIENCE, |line| line == "first picture")?;
    let said = account(&program)?;
    program.end(PATIENCE)?;
    samples.add("cold", first.as_secs_f64());
    samples.add("turn.processor", number(&said, "processor_ms_per_frame")?);
    samples.add(
        "turn.rate",
        number(&said, "frames")? / number(&said, "seconds")?,
    );
    Ok(())
}

/// The same with an eye on its memory.
pub(super) fn memory(material: &Material, samples: &mut Samples) -> Result<()> {
    let program = Program::start("headset-memory", turning(material)?, &material.logs())?;
    let watch = program.processes().watch_memory();
    account(&program)?;
    samples.add("whole.memory", watch.peak() as f64);
    program.end(PATIENCE)?;
    Ok(())
}

fn turning(material: &Material) -> Result<Command> {
    let mut command = offscreen(material)?;
    command.args([
        "--play",
        "photo",
        "--turn",
        "30",
        "--figures",
        "--seconds",
        STEADY,
    ]);
    Ok(command)
}

/// The headset without a display, drawing pictures of [`SIZE`].
pub(super) fn offscreen(material: &Material) -> Result<Command> {
    let mut command = offscreen_as_it_is(material)?;
    command.args(size());
    Ok(command)
}

/// The headset without a display, drawing pictures as large as those for the tablet.
pub(super) fn offscreen_as_it_is(material: &Material) -> Result<Command> {
    let mut command = Command::new(paths::program("headset", true)?);
    // As cargo would say it: where the assets are.
    command
        .env("BEVY_ASSET_ROOT", paths::checkout())
        .args(["--mode", "offscreen"])
        .args(common(material));
    Ok(command)
}

fn common(material: &Material) -> [OsString; 3] {
    [
        "--experiences".into(),
        material.experiences().into(),
        "--instant".into(),
    ]
}

fn size() -> [String; 2] {
    ["--size".to_owned(), format!("{}x{}", SIZE.0, SIZE.1)]
}

/// An OpenXR runtime whose compositor throws the pictures away.
pub(super) struct Xr {
    runtime: Runtime,
    folder: PathBuf,
}

impl Xr {
    /// Starts it.
    pub(super) fn start() -> Result<Self> {
        let root = Root::prepare()?;
        // Short: the name of a socket in it must fit into 108 bytes.
        let folder = std::env::temp_dir().join(format!("utsikt-bench-{}", std::process::id()));
        let runtime = Runtime::start(&root, &folder, Compositor::Null, Head::Simulated)?;
        Ok(Self { runtime, folder })
    }

    /// The still photo as a compositor layer, and drawn by the headset's own material.
    pub(super) fn measure(&self, material: &Material, samples: &mut Samples) -> Result<()> {
        let layer = self.still(material, "headset-layer", &[])?;
        samples.add("layer.processor", number(&layer, "processor_ms_per_frame")?);
        samples.add("layer.draws", number(&layer, "draws")?);
        let drawn = self.still(material, "headset-material", &["--no-layers"])?;
        samples.add(
            "material.processor",
            number(&drawn, "processor_ms_per_frame")?,
        );
        samples.add(
            "material.draws",
            number(&drawn, "draws")? / number(&drawn, "frames")?,
        );
        Ok(())
    }

    fn still(&self, material: &Material, name: &'static str, more: &[&str]) -> Result<Value> {
        let mut command = self.runtime.command(paths::program("headset", true)?);
        command
            .args(["--mode", "xr"])
            .args(common(material))
            .args(size())
            .args(["--play", "photo", "--figures", "--seconds", STEADY])
            .args(more);
        let said = told(name, command, material)?;
        ensure!(number(&said, "frames")? > 0.0, "{name} showed no frames");
        Ok(said)
    }
}

impl Drop for Xr {
    fn drop(&mut self) {
        if let Err(error) = self.runtime.stop() {
            eprintln!("a runtime is left running: {error:#}");
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Runs the headset to its end; what it says of itself.
pub(super) fn told(name: &'static str, command: Command, material: &Material) -> Result<Value> {
    let program = Program::start(name, command, &material.logs())?;
    let said = account(&program)?;
    program.end(PATIENCE)?;
    Ok(said)
}

/// What the headset says of itself at its end.
pub(super) fn account(program: &Program) -> Result<Value> {
    let (_, line) = program.line(PATIENCE, |line| line.starts_with('{'))?;
    serde_json::from_str(&line).with_context(|| format!("these figures cannot be read: {line}"))
}

/// A figure of the headset's.
pub(super) fn number(said: &Value, name: &str) -> Result<f64> {
    said[name]
        .as_f64()
        .with_context(|| format!("{name} was not said: {said}"))
}

/// `studio check` of all manifests, and `ron` alone reading the same.
pub(super) fn check(material: &Material, samples: &mut Samples) -> Result<()> {
    let run = |name, program: &Path, words: &[&str]| {
        let mut command = Command::new(program);
        command.args(words).arg(material.manifests());
        time(name, command, &material.logs())
    };
    samples.add(
        "ron",
        run("ron_only", &material::example("ron_only")?, &[])?.as_secs_f64(),
    );
    samples.add(
        "check",
        run("studio-check", &paths::program("studio", true)?, &["check"])?.as_secs_f64(),
    );
    Ok(())
}

/// Sixteen placed sources and ambisonics, rendered to both ears without a device.
pub(super) fn sound(material: &Material, samples: &mut Samples) -> Result<()> {
    let said = told(
        "spatial-cost",
        Command::new(material::example("spatial_cost")?),
        material,
    )?;
    let cost = number(&said, "processor_seconds")? / number(&said, "seconds")?;
    samples.add("sound.processor", cost * 1000.0);
    Ok(())
}
