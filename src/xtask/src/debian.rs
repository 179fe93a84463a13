//! Debian packages of any release, unpacked into a folder: nothing is installed, no root is needed, the system's own
//! package lists stay as they are.
//!
//! apt is used with lists, cache and state of its own. It says which versions there are, works out what a package
//! depends on, fetches and verifies; dpkg-deb unpacks. No maintainer script is ever run.

use crate::job::Job;
use crate::paths::find_program;
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::{Path, PathBuf};

const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";
/// Names a mirror (`http://…/debian`) for systems whose own package sources are not Debian's.
const MIRROR_VARIABLE: &str = "UTSIKT_DEBIAN_MIRROR";

/// A suite of the Debian archive.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Suite {
    /// A release, such as `trixie`.
    Release(&'static str),
    /// The security updates of a release.
    Security(&'static str),
}

/// apt with a folder of its own, reading certain suites.
pub(crate) struct Archive {
    folder: PathBuf,
}

impl Archive {
    /// Prepares `folder` for apt and fetches the package lists of `suites`.
    pub(crate) fn open(folder: &Path, suites: &[Suite]) -> Result<Self> {
        for tool in ["apt-get", "dpkg-deb"] {
            ensure!(
                find_program(tool).is_some(),
                "{tool} is not here: this needs a Debian system or one of its relatives"
            );
        }
        ensure!(
            Path::new(KEYRING).is_file(),
            "Debian's keys are not here. Please run:\n  sudo apt-get install debian-archive-keyring"
        );
        let archive = Self {
            folder: folder.to_owned(),
        };
        for part in [
            "state/lists/partial",
            "cache/archives/partial",
            "preferences.d",
        ] {
            fs::create_dir_all(folder.join(part))
                .with_context(|| format!("cannot make {}", folder.join(part).display()))?;
        }
        let mirror = mirror()?;
        let sources: String = suites
            .iter()
            .map(|suite| source_line(*suite, &mirror))
            .collect();
        archive.write("sources.list", &sources)?;
        archive.write("state/status", "")?;
        archive.write("apt.conf", &configuration(folder))?;
        archive.apt("reading the list of packages", &["update"])?;
        Ok(archive)
    }

    /// The version of `package` that the archive has now.
    pub(crate) fn candidate(&self, package: &str) -> Result<Option<String>> {
        let answer = Job::new("asking for a version", "apt-cache")
            .env("APT_CONFIG", self.folder.join("apt.conf"))
            .args(["policy", package])
            .quiet()
            .expect_success()?;
        Ok(candidate(&answer.output).map(str::to_owned))
    }

    /// Fetches `packages` (each `NAME` or `NAME=VERSION`) and everything they depend on; the files' paths.
    pub(crate) fn fetch_with_dependencies(&self, packages: &[&str]) -> Result<Vec<PathBuf>> {
        // What is kept from an earlier time must not be mixed in when the archive has newer versions.
        self.apt("forgetting old packages", &["autoclean"])?;
        self.apt(
            "fetching packages",
            &[&["install", "-y", "--download-only"], packages].concat(),
        )?;
        files_in(&self.folder.join("cache/archives"))
    }

    /// Fetches exactly `packages` (each `NAME` or `NAME=VERSION`); the files' paths.
    pub(crate) fn fetch_only(&self, packages: &[String]) -> Result<Vec<PathBuf>> {
        let folder = self.folder.join("packages");
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Job::new("fetching packages", "apt-get")
            .env("APT_CONFIG", self.folder.join("apt.conf"))
            .args(["-q", "download"])
            .args(packages)
            .dir(&folder)
            .expect_success()?;
        files_in(&folder)
    }

    fn apt(&self, title: &str, arguments: &[&str]) -> Result<()> {
        Job::new(title, "apt-get")
            .env("APT_CONFIG", self.folder.join("apt.conf"))
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["-q", "-o", "Acquire::Retries=3"])
            .args(arguments)
            .quiet()
            .expect_success()?;
        Ok(())
    }

    fn write(&self, name: &str, text: &str) -> Result<()> {
        let path = self.folder.join(name);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
    }
}

/// Unpacks package files into `root`, as if that were the top of a file system.
pub(crate) fn unpack(files: &[PathBuf], root: &Path) -> Result<()> {
    // base-files first: it makes /lib a link to /usr/lib, which must be there before anything is put into it.
    let (first, rest): (Vec<_>, Vec<_>) = files
        .iter()
        .partition(|file| file_name(file).starts_with("base-files_"));
    fs::create_dir_all(root).with_context(|| format!("cannot make {}", root.display()))?;
    for file in first.into_iter().chain(rest) {
        Job::new(format!("unpacking {}", file_name(file)), "dpkg-deb")
            .arg("-x")
            .arg(file)
            .arg(root)
            .quiet()
            .expect_success()?;
    }
    Ok(())
}

/// The name and version in a package file's name: `libc6_2.41-12_amd64.deb` is (`libc6`, `2.41-12`).
pub(crate) fn name_and_version(file: &Path) -> Option<(String, String)> {
    let mut parts = file.file_name()?.to_str()?.split('_');
    Some((parts.next()?.to_owned(), parts.next()?.replace("%3a", ":")))
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "deb"))
        .collect();
    files.sort();
    ensure!(
        !files.is_empty(),
        "apt-get left no package in {}",
        folder.display()
    );
    Ok(files)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn configuration(folder: &Path) -> String {
    let folder = folder.display();
    format!(
        "Dir::Etc::SourceList \"{folder}/sources.list\";\nDir::Etc::SourceParts \"/dev/null\";\n\
         Dir::Etc::Preferences \"/dev/null\";\nDir::Etc::PreferencesParts \"{folder}/preferences.d\";\n\
         Dir::State \"{folder}/state\";\nDir::State::status \"{folder}/state/status\";\nDir::Cache \"{folder}/cache\";\n\
         APT::Install-Recommends \"false\";\nAPT::Sandbox::User \"\";\nAcquire::Languages \"none\";\n\
         Acquire::IndexTargets::deb::DEP-11::DefaultEnabled \"false\";\n\
         APT::Keep-Downloaded-Packages \"true\";\nBinary::apt-get::APT::Keep-Downloaded-Packages \"true\";\n"
    )
}

fn source_line(suite: Suite, mirror: &str) -> String {
    match suite {
        Suite::Release(name) => format!("deb [signed-by={KEYRING}] {mirror} {name} main\n"),
        Suite::Security(name) => {
            format!("deb [signed-by={KEYRING}] {mirror}-security {name}-security main\n")
        }
    }
}

fn candidate(policy: &str) -> Option<&str> {
    let version = policy
        .lines()
        .find_map(|line| line.trim().strip_prefix("Candidate: "))?;
    (version != "(none)").then_some(version)
}

/// The Debian mirror this machine uses already.
pub(crate) fn mirror() -> Result<String> {
    if let Ok(named) = std::env::var(MIRROR_VARIABLE) {
        return Ok(named.trim_end_matches('/').to_owned());
    }
    let mut files = vec![PathBuf::from("/etc/apt/sources.list")];
    if let Ok(entries) = fs::read_dir("/etc/apt/sources.list.d") {
        files.extend(entries.filter_map(|entry| Some(entry.ok()?.path())));
    }
    files.retain(|file| {
        file.extension()
            .is_some_and(|end| end == "list" || end == "sources")
    });
    for file in files {
        if let Some(mirror) = fs::read_to_string(file).ok().as_deref().and_then(mirror_in) {
            return Ok(mirror);
        }
    }
    bail!(
        "no Debian mirror stands in this machine's apt sources. Set {MIRROR_VARIABLE} to the address of one (it ends in /debian)"
    )
}

/// The first address ending in `/debian` of a source list, one-line or deb822.
fn mirror_in(sources: &str) -> Option<String> {
    sources
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("deb ") || line.starts_with("URIs:"))
        .flat_map(str::split_whitespace)
        .map(|word| word.trim_end_matches('/'))
        .find(|word| word.contains("://") && word.ends_with("/debian"))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mirror_is_found_in_both_kinds_of_source_list() {
        let one_line = "# deb http://old.example/debian stable main\ndeb [arch=amd64] https://mirror.example/debian/ bookworm main\n";
        assert_eq!(
            mirror_in(one_line).as_deref(),
            Some("https://mirror.example/debian")
        );
        let deb822 = "Types: deb\nURIs: http://mirror.example/debian-security\nSuites: x\n\nTypes: deb\nURIs: http://mirror.example/debian\n";
        assert_eq!(
            mirror_in(deb822).as_deref(),
            Some("http://mirror.example/debian")
        );
        assert_eq!(
            mirror_in("deb http://archive.example/ubuntu noble main"),
            None
        );
    }

    #[test]
    fn security_updates_come_from_beside_the_mirror() {
        let line = source_line(Suite::Security("bookworm"), "http://mirror.example/debian");
        assert!(
            line.ends_with("http://mirror.example/debian-security bookworm-security main\n"),
            "{line}"
        );
    }

    #[test]
    fn the_candidate_is_read_from_apts_answer() {
        assert_eq!(
            candidate("monado-service:\n  Installed: (none)\n  Candidate: 25.0.0+dfsg-2\n"),
            Some("25.0.0+dfsg-2")
        );
        assert_eq!(candidate("monado-service:\n  Candidate: (none)\n"), None);
    }

    #[test]
    fn a_package_file_tells_its_name_and_version() {
        let parsed = name_and_version(Path::new("/x/libllvm22_1%3a22.1.8-1_amd64.deb"));
        assert_eq!(
            parsed,
            Some(("libllvm22".to_owned(), "1:22.1.8-1".to_owned()))
        );
    }
}
