//! Where things lie: the checkout, and the cache folder outside it that a clean clone finds warm.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// The top of the checkout.
pub(crate) fn checkout() -> &'static Path {
    // This crate stands at src/xtask; the path is the one it was compiled at, which cargo keeps true.
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap_or(Path::new("."))
}

/// `${XDG_CACHE_HOME:-~/.cache}/utsikt`, made if it is not there.
pub(crate) fn cache() -> Result<PathBuf> {
    let base =
        match std::env::var_os("XDG_CACHE_HOME").filter(|value| Path::new(value).is_absolute()) {
            Some(folder) => PathBuf::from(folder),
            None => std::env::home_dir()
                .context("HOME is not set, so there is no cache folder: set XDG_CACHE_HOME")?
                .join(".cache"),
        };
    let folder = base.join("utsikt");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make the cache folder {}", folder.display()))?;
    Ok(folder)
}

/// Where cargo puts what it builds: `CARGO_TARGET_DIR` if that is set, else `target` in the cache folder.
pub(crate) fn target() -> Result<PathBuf> {
    match std::env::var_os("CARGO_TARGET_DIR").filter(|value| !value.is_empty()) {
        Some(folder) => {
            std::path::absolute(folder).context("CARGO_TARGET_DIR cannot be made absolute")
        }
        None => Ok(cache()?.join("target")),
    }
}

/// A program of this workspace as cargo built it, in the `debug` or `release` folder.
pub(crate) fn program(name: &str, release: bool) -> Result<PathBuf> {
    Ok(target()?
        .join(if release { "release" } else { "debug" })
        .join(name))
}

/// This program's own file. A build of the workspace may have put a newer one in its place meanwhile, which Linux tells
/// by a word after the name: then it is that one.
pub(crate) fn own_program() -> Result<PathBuf> {
    let own = std::env::current_exe().context("cannot find this program's own file")?;
    let replaced = own
        .to_str()
        .and_then(|path| path.strip_suffix(" (deleted)"));
    Ok(replaced.map(PathBuf::from).unwrap_or(own))
}

/// The first program of that name on the PATH.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|candidate| candidate.is_file())
}
