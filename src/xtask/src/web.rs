//! The tablet's page: its packages and its build. The launcher takes the built page into its program, so this comes
//! before cargo.

use crate::job::Job;
use crate::{paths, setup};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The folder of the page.
pub(crate) fn folder() -> PathBuf {
    paths::checkout().join("launcher/web")
}

/// A job that runs one of the page's npm scripts.
pub(crate) fn script(title: impl Into<String>, name: &str) -> Job {
    Job::new(title, "npm").args(["run", name]).dir(folder())
}

/// Fetches the page's packages if they are not those of the lock file.
pub(crate) fn install() -> Result<()> {
    setup::require_node()?;
    let folder = folder();
    // npm writes the first when it is done; a lock file changed since means other packages.
    if newest(&[folder.join("package-lock.json")])?
        <= newest(&[folder.join("node_modules/.package-lock.json")])?
    {
        return Ok(());
    }
    Job::new("fetching the page's packages", "npm")
        .args(["ci", "--no-audit", "--no-fund"])
        .dir(&folder)
        .expect_success()?;
    Ok(())
}

/// Builds the page if anything it is made of is newer than what was built.
pub(crate) fn build() -> Result<()> {
    install()?;
    let folder = folder();
    let sources = [
        "src",
        "public",
        "index.html",
        "package-lock.json",
        "package.json",
        "vite.config.ts",
        "svelte.config.js",
    ]
    .map(|part| folder.join(part));
    if newest(&sources)? < newest(&[folder.join("dist/index.html")])? {
        return Ok(());
    }
    script("building the tablet's page", "build")
        .quiet()
        .expect_success()?;
    Ok(())
}

/// When the newest of these files, or of the files in these folders, was written; the beginning of time if there are none.
fn newest(paths: &[PathBuf]) -> Result<SystemTime> {
    let mut newest = SystemTime::UNIX_EPOCH;
    for path in paths.iter().filter(|path| path.exists()) {
        newest = newest
            .max(newest_under(path).with_context(|| format!("cannot read {}", path.display()))?);
    }
    Ok(newest)
}

fn newest_under(path: &Path) -> std::io::Result<SystemTime> {
    let about = fs::metadata(path)?;
    // A folder's own time tells of a file taken away.
    let mut newest = about.modified()?;
    if about.is_dir() {
        for entry in fs::read_dir(path)? {
            newest = newest.max(newest_under(&entry?.path())?);
        }
    }
    Ok(newest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn the_newest_file_of_a_folder_counts_and_missing_ones_do_not() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("deep")).unwrap();
        let file = folder.path().join("deep/new.ts");
        fs::write(&file, "x").unwrap();
        let later = SystemTime::now() + Duration::from_secs(1000);
        fs::File::options()
            .write(true)
            .open(&file)
            .unwrap()
            .set_modified(later)
            .unwrap();
        assert_eq!(
            newest(&[folder.path().to_owned(), folder.path().join("absent")]).unwrap(),
            later
        );
        assert_eq!(
            newest(&[folder.path().join("absent")]).unwrap(),
            SystemTime::UNIX_EPOCH
        );
    }
}
