//! What `studio check` is measured against in `cargo xtask bench`: the same manifests read from the disk
//! and deserialised by the `ron` crate into the same types on as many processors, and nothing looked at.
//!
//! `ron_only FOLDER` reads `experience.ron` in each folder in FOLDER and says how many there were.

use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use manifest::{Experience, FILE_NAME};

fn main() -> anyhow::Result<()> {
    let folder = std::env::args_os().nth(1).context("ron_only FOLDER")?;
    let mut manifests: Vec<PathBuf> = Vec::new();
    for item in fs::read_dir(Path::new(&folder))? {
        let item = item?;
        if item.file_type()?.is_dir() {
            manifests.push(item.path().join(FILE_NAME));
        }
    }
    let workers = std::thread::available_parallelism().map_or(1, NonZero::get);
    let share = manifests.len().div_ceil(workers).max(1);
    std::thread::scope(|scope| {
        let readers: Vec<_> = manifests
            .chunks(share)
            .map(|part| scope.spawn(move || part.iter().try_for_each(|file| read(file))))
            .collect();
        readers
            .into_iter()
            .try_for_each(|reader| reader.join().map_err(|_| anyhow!("a reader failed"))?)
    })?;
    println!("{} manifests", manifests.len());
    Ok(())
}

fn read(file: &Path) -> anyhow::Result<()> {
    let text = fs::read_to_string(file)?;
    let experience: Experience = manifest::options()
        .from_str(&text)
        .with_context(|| file.display().to_string())?;
    std::hint::black_box(experience);
    Ok(())
}
