//! `cargo xtask pictures --through`: every experience played from its start to its end, with a picture every so often,
//! as sheets to be looked at.
//!
//! Somebody made up looks around and taps the caregiver's buttons; the headset's clocks are hurried. A headset that does
//! not come to the experience's end, or that has to tell the caregiver of something broken, fails the run.

use crate::job::{Job, spoken};
use crate::monado::root::Root;
use crate::monado::runtime::{Compositor, Head, Runtime};
use crate::{paths, setup};
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// How a run is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Through {
    /// The experiences; all, if none is named.
    pub(crate) ids: Vec<String>,
    /// Whether in an OpenXR runtime.
    pub(crate) xr: bool,
    /// How many times as fast; the headset says what it can do.
    pub(crate) hurry: u32,
    /// Seconds of the session between two pictures.
    pub(crate) every: u32,
}

impl Default for Through {
    fn default() -> Self {
        Self {
            ids: Vec::new(),
            xr: false,
            hurry: 6,
            every: 20,
        }
    }
}

/// Of one picture, in pixels.
const SIZE: &str = "640x360";
/// Of one picture on a sheet, in pixels.
const ON_SHEET: &str = "400x225+3+3";

impl Through {
    /// Plays them one after the other; whether all came to their end.
    pub(crate) fn run(&self) -> Result<bool> {
        setup::ensure(&[setup::Need::Build, setup::Need::Run, setup::Need::Test])?;
        let ids = self.experiences(&paths::checkout().join("experiences"))?;
        // With the whole workspace selected, nothing is built that a test would not build.
        Job::cargo("building the headset")?
            .args(["build", "--locked", "--workspace", "--bins"])
            .expect_success()?;
        let kind = if self.xr { "xr" } else { "offscreen" };
        let out = paths::target()?.join("through").join(kind);
        let runs = tempfile::Builder::new()
            .prefix("utsikt-through-")
            .tempdir()
            .context("cannot make a temporary folder")?;
        let root = self.xr.then(Root::prepare).transpose()?;
        let mut failed = Vec::new();
        for (number, id) in ids.iter().enumerate() {
            let runtime = root
                .as_ref()
                .map(|root| {
                    let folder = runs.path().join(number.to_string());
                    Runtime::start(root, &folder, Compositor::Unpaced, Head::Simulated)
                })
                .transpose()?;
            let played = self.play(&out, id, runtime.as_ref());
            if let Some(runtime) = runtime {
                runtime.stop()?;
            }
            match played {
                Ok(said) => println!("{id}: {said}"),
                Err(error) => {
                    println!("{id}: NOT PLAYED THROUGH: {error:#}");
                    failed.push(id.as_str());
                }
            }
        }
        println!("The sheets are in {}", out.display());
        Ok(failed.is_empty())
    }

    /// The experiences that are to be played.
    fn experiences(&self, folder: &Path) -> Result<Vec<String>> {
        let mut all = Vec::new();
        let entries =
            fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
        for entry in entries {
            let entry = entry.context("cannot read the folder of experiences")?;
            if entry.path().join("experience.ron").is_file() {
                all.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        all.sort();
        if let Some(unknown) = self.ids.iter().find(|id| !all.contains(id)) {
            bail!(
                "there is no experience {unknown}; there are {}",
                all.join(", ")
            );
        }
        Ok(if self.ids.is_empty() {
            all
        } else {
            self.ids.clone()
        })
    }

    fn play(&self, out: &Path, id: &str, runtime: Option<&Runtime>) -> Result<String> {
        let folder = out.join(id);
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let program = paths::program("headset", false)?;
        let title = format!("playing {id}");
        let job = match runtime {
            Some(runtime) => Job::of(title, runtime.command(program)),
            None => Job::new(title, program),
        };
        let mode = if runtime.is_some() { "xr" } else { "offscreen" };
        let (hurry, every) = (self.hurry.to_string(), self.every.to_string());
        let played = job
            .quiet()
            .args(["--mode", mode, "--play", id, "--rehearse", "--captions"])
            .args(["--hurry", &hurry, "--size", SIZE, "--every", &every])
            .arg("--pictures")
            .arg(&folder)
            .env(
                "RUST_LOG",
                "info,wgpu=error,bevy_render=error,symphonia=warn",
            )
            .env("NO_COLOR", "1")
            .run()?;
        fs::write(folder.join("said.txt"), &played.output).context("cannot keep what it said")?;
        ensure!(
            played.status.success(),
            "the headset ended with {}: see {}/said.txt",
            played.status,
            folder.display()
        );
        let pictures = pictures(&folder)?;
        ensure!(!pictures.is_empty(), "no picture was taken of it");
        let sheet = out.join(format!("{id}.jpg"));
        Job::new("putting pictures on a sheet", "montage")
            .quiet()
            .args(["-label", "%t", "-tile", "5x", "-geometry", ON_SHEET])
            .args(["-font", "DejaVu-Sans", "-quality", "88"])
            .args(&pictures)
            .arg(&sheet)
            .expect_success()?;
        Ok(format!(
            "{} pictures in {}",
            pictures.len(),
            spoken(played.elapsed)
        ))
    }
}

/// The pictures in a folder, in their order.
fn pictures(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut pictures = Vec::new();
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    for entry in entries {
        let file = entry.context("cannot read a folder of pictures")?.path();
        if file.extension().is_some_and(|ending| ending == "png") {
            pictures.push(file);
        }
    }
    pictures.sort();
    Ok(pictures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_named_are_played_or_all_and_an_unknown_one_is_told() {
        let folder = tempfile::tempdir().unwrap();
        for id in ["b", "a"] {
            fs::create_dir(folder.path().join(id)).unwrap();
            fs::write(folder.path().join(id).join("experience.ron"), "").unwrap();
        }
        fs::create_dir(folder.path().join("make")).unwrap();
        let of = |ids: &[&str]| {
            let ids = ids.iter().map(|id| (*id).to_owned()).collect();
            let through = Through {
                ids,
                ..Through::default()
            };
            through.experiences(folder.path())
        };
        assert_eq!(of(&[]).unwrap(), ["a", "b"]);
        assert_eq!(of(&["b"]).unwrap(), ["b"]);
        let error = of(&["c"]).unwrap_err().to_string();
        assert!(error.contains("there are a, b"), "{error}");
    }
}
