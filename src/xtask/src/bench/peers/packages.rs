//! The web viewers, from the package registry npm is set to use, each in the version named here. Only what they ship is
//! unpacked; what they depend on is built into it.

use crate::job::Job;
use crate::setup;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

const PACKAGES: [(&str, &str); 2] = [("aframe", "1.8.0"), ("pannellum", "2.5.7")];

/// Fetches what is not in `folder` yet; each package gets a folder of its name.
pub(super) fn fetch(folder: &Path) -> Result<()> {
    for (name, version) in PACKAGES {
        let place = folder.join(format!("{name}-{version}"));
        if place.is_dir() {
            continue;
        }
        setup::require_node()?;
        let unfinished = folder.join("unfinished");
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished)
                .with_context(|| format!("cannot remove {}", unfinished.display()))?;
        }
        fs::create_dir_all(&unfinished)
            .with_context(|| format!("cannot make {}", unfinished.display()))?;
        Job::new(format!("fetching {name}"), "npm")
            .args(["pack", "--silent", &format!("{name}@{version}")])
            .dir(&unfinished)
            .quiet()
            .expect_success()?;
        Job::new(format!("unpacking {name}"), "tar")
            .args([
                "-xzf",
                &format!("{name}-{version}.tgz"),
                "--strip-components=1",
            ])
            .dir(&unfinished)
            .quiet()
            .expect_success()?;
        ensure!(
            unfinished.join("package.json").is_file(),
            "{name} did not come as a package"
        );
        fs::rename(&unfinished, &place)
            .with_context(|| format!("cannot make {}", place.display()))?;
    }
    Ok(())
}

/// Where a package lies in the folder of packages.
pub(super) fn place(name: &str) -> String {
    PACKAGES
        .iter()
        .find(|(known, _)| *known == name)
        .map_or_else(
            || name.to_owned(),
            |(name, version)| format!("{name}-{version}"),
        )
}
