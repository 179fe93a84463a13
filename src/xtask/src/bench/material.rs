//! What is measured, and with what: the programs, built for speed, and the photo and manifests, made once by an example
//! program of the studio. All of it lies in `bench` in cargo's target folder.

use crate::job::Job;
use crate::paths;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many manifests are checked.
const MANIFESTS: usize = 10_000;
/// The programs beside the crates that make material, or are measured.
const EXAMPLES: [&str; 5] = [
    "bench_material",
    "ron_only",
    "spatial_cost",
    "flash_and_click",
    "group_skew",
];

/// The folder of everything that measuring needs and leaves.
pub(super) struct Material {
    folder: PathBuf,
}

impl Material {
    /// The folder, made if it is not there.
    pub(super) fn open() -> Result<Self> {
        let folder = paths::target()?.join("bench");
        for part in ["logs", "results"] {
            let part = folder.join(part);
            fs::create_dir_all(&part).with_context(|| format!("cannot make {}", part.display()))?;
        }
        Ok(Self { folder })
    }

    /// Builds for speed what is measured and what makes the material.
    pub(super) fn build(headset: bool) -> Result<()> {
        eprintln!("Building for speed (the first time this takes many minutes).");
        // With the whole workspace selected, the same libraries serve all the programs, and `demo --release`.
        let mut job =
            Job::cargo("building")?.args(["build", "--release", "--locked", "--workspace"]);
        if headset {
            job = job.args(["--bin", "headset"]);
        }
        job.args(["--bin", "studio"])
            .args(EXAMPLES.iter().flat_map(|name| ["--example", name]))
            .expect_success()?;
        Ok(())
    }

    /// Builds for speed the launcher, and the example program that makes up a ward around it.
    ///
    /// By itself, so that it is measured as it is shipped and in minutes: the whole workspace would bring the headset's libraries.
    pub(super) fn build_launcher() -> Result<()> {
        crate::web::build()?;
        crate::sbom::build()?;
        Job::cargo("building the launcher for speed")?
            .args(["build", "--release", "--locked", "-p", "launcher"])
            .args(["--bins", "--example", "simulated_ward"])
            .expect_success()?;
        Ok(())
    }

    /// Makes the two experiences with photos, if they are not there.
    pub(super) fn make_photos(&self) -> Result<()> {
        self.make("experiences", |folder| {
            Job::new("making the photo", example("bench_material")?)
                .arg("photos")
                .arg(folder)
                .expect_success()?;
            Ok(())
        })
    }

    /// Makes the manifests, if they are not there.
    pub(super) fn make_manifests(&self) -> Result<()> {
        self.make("manifests", |folder| {
            Job::new("making the manifests", example("bench_material")?)
                .arg("manifests")
                .arg(paths::checkout().join("experiences"))
                .arg(folder)
                .arg(MANIFESTS.to_string())
                .expect_success()?;
            Ok(())
        })
    }

    /// The folder `name`, filled by `fill` if it is not there. It gets its name when it is complete.
    pub(super) fn make(&self, name: &str, fill: impl Fn(&Path) -> Result<()>) -> Result<()> {
        let folder = self.folder.join(name);
        if folder.is_dir() {
            return Ok(());
        }
        let unfinished = self.folder.join("unfinished");
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished)
                .with_context(|| format!("cannot remove {}", unfinished.display()))?;
        }
        fill(&unfinished)?;
        fs::rename(&unfinished, &folder)
            .with_context(|| format!("cannot make {}", folder.display()))
    }

    /// The folder `name` that [`Material::make`] made.
    pub(super) fn folder_of(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The folder of experiences for the headset.
    pub(super) fn experiences(&self) -> PathBuf {
        self.folder.join("experiences")
    }

    /// The photo of 8192×4096.
    pub(super) fn photo(&self) -> PathBuf {
        self.experiences().join("photo/media/photo.jpg")
    }

    /// The film.
    pub(super) fn film(&self) -> PathBuf {
        self.experiences().join("film/media/film.mp4")
    }

    /// The folder of the experience that is begun together.
    pub(super) fn group(&self) -> PathBuf {
        self.folder.join("group")
    }

    /// The folder of manifests.
    pub(super) fn manifests(&self) -> PathBuf {
        self.folder.join("manifests")
    }

    /// Where programs leave what they write to standard error.
    pub(super) fn logs(&self) -> PathBuf {
        self.folder.join("logs")
    }

    /// Where the results of this verb lie.
    pub(super) fn results(&self) -> PathBuf {
        self.folder.join("results")
    }

    /// Where web viewers are unpacked.
    pub(super) fn packages(&self) -> PathBuf {
        self.folder.join("packages")
    }
}

/// An example program that stands beside a crate.
pub(super) fn example(name: &str) -> Result<PathBuf> {
    Ok(paths::target()?.join("release/examples").join(name))
}

/// A command that decodes the photo and throws the picture away.
pub(super) fn djpeg(photo: &Path) -> Command {
    let mut command = Command::new("djpeg");
    command.args(["-outfile", "/dev/null"]).arg(photo);
    command
}

/// The mean colour of a square of `size` pixels whose middle is at (`x`, `y`) in a picture file.
///
/// # Errors
/// When ImageMagick does not read it.
pub(super) fn colour_at(picture: &Path, x: u32, y: u32, size: u32) -> Result<[u8; 3]> {
    let output = Command::new("convert")
        .arg(picture)
        .args([
            "-crop",
            &format!("{size}x{size}+{}+{}", x - size / 2, y - size / 2),
            "+repage",
        ])
        .args(["-scale", "1x1!", "-depth", "8", "rgb:-"])
        .output()
        .context("cannot start ImageMagick's convert")?;
    ensure!(
        output.status.success(),
        "{} cannot be read: {}",
        picture.display(),
        String::from_utf8_lossy(&output.stderr).trim()
    );
    output
        .stdout
        .try_into()
        .ok()
        .context("convert gave no colour")
}

/// Sides of the panorama by which right pictures are known.
pub(super) const FRONT: [u8; 3] = [200, 60, 60];
/// See [`FRONT`].
pub(super) const RIGHT: [u8; 3] = [60, 180, 60];
/// Where one looks for the colour, as shares of width and height: beside the letters, on one side of the cube.
pub(super) const LOOK_AT: [(f32, f32); 2] = [(0.33, 0.18), (0.67, 0.18)];
/// Pixels on a side of what is looked at.
pub(super) const LOOK_SIZE: u32 = 16;

/// Whether a colour is that side's, with room for grain and for how a program treats colours.
pub(super) fn is_side(colour: [u8; 3], side: [u8; 3]) -> bool {
    let square: f32 = colour
        .iter()
        .zip(side)
        .map(|(a, b)| (f32::from(*a) - f32::from(b)).powi(2))
        .sum();
    square.sqrt() < 75.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_is_known_by_its_colour_and_not_mistaken_for_another() {
        assert!(is_side([190, 70, 75], FRONT));
        assert!(!is_side(RIGHT, FRONT));
        assert!(!is_side([0, 0, 0], FRONT));
        assert!(!is_side([255, 255, 255], RIGHT));
    }
}
