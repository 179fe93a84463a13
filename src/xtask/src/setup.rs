//! The system packages each verb needs, and how they come onto the machine (Debian and its relatives).
//!
//! As root, or where sudo asks for no password, what is missing is installed and said aloud. Elsewhere the verb ends
//! with the one command to type. Rust and Node are never installed, only asked for.

use crate::job::Job;
use crate::paths::find_program;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitCode};

/// What a verb is about to do, and therefore needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Compile the workspace.
    Build,
    /// Draw pictures, on a graphics card or without one.
    Run,
    /// Open a window on an X display.
    Window,
    /// Run the test suites: a browser, a virtual display, a tool that takes pictures of it.
    Test,
    /// Make a bare Debian root.
    Bare,
    /// Measure.
    Bench,
    /// Measure other programs beside ours.
    Peers,
}

const NEEDS: [(&str, Need); 7] = [
    ("build", Need::Build),
    ("run", Need::Run),
    ("window", Need::Window),
    ("test", Need::Test),
    ("bare", Need::Bare),
    ("bench", Need::Bench),
    ("peers", Need::Peers),
];

impl Need {
    fn packages(self) -> &'static [&'static str] {
        match self {
            // gcc builds the bundled SQLite, g++ the fuzzer's run time; ALSA's headers are for sound, GStreamer's for films.
            Self::Build => &[
                "gcc",
                "g++",
                "libc6-dev",
                "pkg-config",
                "libasound2-dev",
                "libgstreamer1.0-dev",
                "libgstreamer-plugins-base1.0-dev",
            ],
            // Containers and most codecs are in base, good and libav; bad has the parsers between them, and AV1.
            Self::Run => &[
                "libvulkan1",
                "gstreamer1.0-plugins-base",
                "gstreamer1.0-plugins-good",
                "gstreamer1.0-plugins-bad",
                "gstreamer1.0-libav",
            ],
            // Opened at run time by name, so no linker asks for them.
            Self::Window => &[
                "libx11-6",
                "libx11-xcb1",
                "libxcb1",
                "libxcursor1",
                "libxi6",
                "libxrandr2",
                "libxkbcommon0",
                "libxkbcommon-x11-0",
            ],
            Self::Test => &[
                "chromium",
                "xvfb",
                "imagemagick",
                "ffmpeg",
                "fonts-dejavu-core",
                "debian-archive-keyring",
                "mesa-vulkan-drivers",
            ],
            Self::Bare => &["debootstrap", "git"],
            Self::Bench => &["libjpeg-turbo-progs", "imagemagick", "ffmpeg"],
            Self::Peers => &[
                "chromium",
                "xvfb",
                "vlc-bin",
                "vlc-plugin-base",
                "vlc-plugin-video-output",
                "libgl1-mesa-dri",
            ],
        }
    }
}

/// Command line: `cargo xtask setup [GROUP…]`.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut needs = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            lexopt::Arg::Value(name) => match NEEDS.iter().find(|(known, _)| name == *known) {
                Some((_, need)) => needs.push(*need),
                None => bail!(
                    "there is no group \"{}\"; there are build, run, window, test, bare, bench and peers",
                    name.display()
                ),
            },
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => {
                for (name, need) in NEEDS {
                    println!("{name:8}{}", need.packages().join(" "));
                }
                return Ok(ExitCode::SUCCESS);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    if needs.is_empty() {
        needs = vec![Need::Build, Need::Run, Need::Window, Need::Test];
    }
    ensure(&needs)?;
    println!("The system packages are there.");
    Ok(ExitCode::SUCCESS)
}

/// Sees to it that everything for `needs` is installed.
///
/// # Errors
/// When something is missing and cannot be installed from here: the message holds the command that does it.
pub(crate) fn ensure(needs: &[Need]) -> Result<()> {
    let mut wanted: BTreeSet<&str> = needs
        .iter()
        .flat_map(|need| need.packages())
        .copied()
        .collect();
    if needs.contains(&Need::Run) && !has_vulkan_driver() {
        wanted.insert("mesa-vulkan-drivers"); // brings a software rasteriser
    }
    install(&wanted.into_iter().collect::<Vec<_>>())
}

fn install(wanted: &[&str]) -> Result<()> {
    if find_program("dpkg-query").is_none() || find_program("apt-get").is_none() {
        eprintln!(
            "This is not a Debian system, so the packages are yours to see to. Utsikt wants what Debian calls: {}",
            wanted.join(" ")
        );
        return Ok(());
    }
    let missing = missing(wanted)?;
    if missing.is_empty() {
        return Ok(());
    }
    let by_hand = format!(
        "sudo apt-get install --no-install-recommends {}",
        missing.join(" ")
    );
    let Some(mut prefix) = privilege() else {
        bail!(
            "these system packages are missing and installing them takes an administrator. Please run:\n  {by_hand}"
        );
    };
    eprintln!("Installing system packages: {}", missing.join(" "));
    prefix.extend([
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-o",
        "DPkg::Lock::Timeout=300",
        "-q",
    ]);
    let apt = |title: &str, arguments: &[&str]| {
        Job::new(title, prefix[0])
            .args(&prefix[1..])
            .args(arguments)
            .quiet()
            .expect_success()
    };
    apt("reading the list of packages", &["update"])
        .and_then(|_| {
            apt(
                "installing system packages",
                &[
                    &["install", "-y", "--no-install-recommends"],
                    missing.as_slice(),
                ]
                .concat(),
            )
        })
        .with_context(|| {
            format!(
                "system packages could not be installed. Please run:\n  {by_hand}\nand try again"
            )
        })?;
    Ok(())
}

fn missing<'a>(wanted: &[&'a str]) -> Result<Vec<&'a str>> {
    let answer = Command::new("dpkg-query")
        .args(["-W", "-f=${Package} ${Provides} ${db:Status-Status}\\n"])
        .output()
        .context("cannot ask dpkg-query what is installed")?;
    Ok(not_installed(
        wanted,
        &String::from_utf8_lossy(&answer.stdout),
    ))
}

/// Those of `wanted` that dpkg's list (`NAME PROVIDED… STATUS` on each line) does not hold as installed.
fn not_installed<'a>(wanted: &[&'a str], list: &str) -> Vec<&'a str> {
    let installed: BTreeSet<&str> = list
        .lines()
        .filter_map(|line| line.strip_suffix(" installed"))
        .flat_map(|line| line.split([' ', ',']))
        .collect();
    wanted
        .iter()
        .filter(|name| !installed.contains(**name))
        .copied()
        .collect()
}

/// The words to put before a command so that it runs as root: none as root, sudo where it asks nothing.
fn privilege() -> Option<Vec<&'static str>> {
    if is_root() {
        return Some(Vec::new());
    }
    let sudo = Command::new("sudo")
        .args(["-n", "true"])
        .output()
        .is_ok_and(|output| output.status.success());
    sudo.then(|| vec!["sudo", "-n"])
}

/// Whether this program runs as root.
pub(crate) fn is_root() -> bool {
    nix::unistd::geteuid().is_root()
}

fn has_vulkan_driver() -> bool {
    ["/usr/share/vulkan/icd.d", "/etc/vulkan/icd.d"]
        .iter()
        .any(|folder| {
            Path::new(folder)
                .read_dir()
                .is_ok_and(|mut entries| entries.next().is_some())
        })
}

/// Asks for Node 20 or newer, and npm.
///
/// # Errors
/// When there is none, or an older one.
pub(crate) fn require_node() -> Result<()> {
    let answer = Command::new("node")
        .arg("--version")
        .output()
        .ok()
        .filter(|answer| answer.status.success());
    let version = answer.map(|answer| String::from_utf8_lossy(&answer.stdout).trim().to_owned());
    match version
        .as_deref()
        .map(|version| (version, node_major(version)))
    {
        Some((_, Some(20..))) if find_program("npm").is_some() => Ok(()),
        Some((_, Some(20..))) => {
            bail!("Node is here but npm is not: install npm, which comes with Node from nodejs.org")
        }
        Some((version, _)) => bail!(
            "Node here is {version}; the tablet's page needs 20 or newer. Install it from nodejs.org"
        ),
        None => bail!(
            "Node is missing; the tablet's page is built with it. Install Node 20 or newer from nodejs.org"
        ),
    }
}

fn node_major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_fully_installed_counts() {
        let list = "gcc  installed\ng++ c++-compiler config-files\nlibasound2t64 libasound2 (= 1.2), other installed\n";
        assert_eq!(
            not_installed(&["gcc", "g++", "libasound2", "xvfb"], list),
            ["g++", "xvfb"]
        );
    }

    #[test]
    fn node_versions_are_read() {
        assert_eq!(node_major("v20.20.2"), Some(20));
        assert_eq!(node_major("v9.1.0"), Some(9));
        assert_eq!(node_major("20"), None);
    }
}
