//! `cargo xtask bare`: both README commands in a Debian root that holds nothing but Rust and Node.
//!
//! It shows that no package is missing from what xtask installs. The checkout goes in by `git clone`, so that what was
//! never committed is missed too. All mounts live in a namespace of their own and are gone when the commands are.

use crate::debian;
use crate::job::Job;
use crate::paths::{self, find_program};
use crate::setup::{self, Need};
use anyhow::{Context, Result, bail, ensure};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const HELP: &str = "\
cargo xtask bare [--keep]

Makes a bare Debian 12 root, puts this Rust toolchain, this Node and a clone of the last commit in, and runs
`cargo xtask demo` and `cargo xtask test` there, from nothing. As root; it takes the better part of an hour.

  --keep   leave the root in the cache folder afterwards";

const RELEASE: &str = "bookworm";
/// Proxies of the network at hand are used in the root too.
const PROXIES: [&str; 4] = ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"];
/// The variables by which cargo, npm and Node are told which certificates to trust.
const TRUST: [&str; 3] = ["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "npm_config_cafile"];
/// Where those certificates lie in the root: not where a package would put its own.
const CERTIFICATES: &str = "/opt/certificates.crt";
const COMMANDS: [&str; 2] = ["cargo xtask demo --seconds 20", "cargo xtask test"];

/// Command line: `cargo xtask bare`.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut keep = false;
    while let Some(argument) = parser.next()? {
        match argument {
            lexopt::Arg::Long("keep") => keep = true,
            lexopt::Arg::Long("help") | lexopt::Arg::Short('h') => {
                println!("{HELP}");
                return Ok(ExitCode::SUCCESS);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    ensure!(
        setup::is_root(),
        "a bare root is made and entered as root. Please run:\n  sudo env PATH=\"$PATH\" cargo xtask bare"
    );
    setup::ensure(&[Need::Bare])?;
    setup::require_node()?;

    let root = paths::cache()?.join("bare");
    if root.exists() {
        remove(&root)?;
    }
    make_root(&root)?;
    let mounts = furnish(&root)?;
    let mut good = true;
    for command in COMMANDS {
        eprintln!("\n── in the bare root: {command}");
        let finished = enter(&root, &mounts, command).run()?;
        eprintln!(
            "── {command}: {} ({})",
            if finished.status.success() {
                "good"
            } else {
                "FAILED"
            },
            crate::job::spoken(finished.elapsed)
        );
        good &= finished.status.success();
    }
    if keep {
        println!("The root is left in {}", root.display());
    } else {
        remove(&root)?;
    }
    println!(
        "{}",
        if good {
            "Both commands run in a bare root."
        } else {
            "A command failed in the bare root; see above."
        }
    );
    Ok(if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn make_root(root: &Path) -> Result<()> {
    let mirror = debian::mirror()?;
    Job::new("making a bare Debian root", "debootstrap")
        .args(["--variant=minbase", RELEASE])
        .arg(root)
        .arg(&mirror)
        .quiet()
        .expect_success()?;
    let sources =
        format!("deb {mirror} {RELEASE} main\ndeb {mirror}-security {RELEASE}-security main\n");
    fs::write(root.join("etc/apt/sources.list"), sources)
        .context("cannot write the root's package sources")?;
    Ok(())
}

/// What of this machine is seen in the root.
struct Mount {
    outside: PathBuf,
    inside: &'static str,
    /// `bind,ro`, or `bind` where the root may write.
    options: &'static str,
}

/// Puts toolchain, Node and checkout in.
fn furnish(root: &Path) -> Result<Vec<Mount>> {
    let sysroot = Command::new("rustc")
        .args(["--print", "sysroot"])
        .output()
        .context("cannot ask rustc where it is")?;
    let sysroot = PathBuf::from(String::from_utf8_lossy(&sysroot.stdout).trim());

    let node = find_program("node").context("node is not on the PATH")?;
    let node =
        fs::canonicalize(&node).with_context(|| format!("cannot find {}", node.display()))?;
    // npm stands in lib/node_modules beside node's bin folder, and is started through links there.
    let prefix = node.ancestors().nth(2).context("node has no folder")?;
    let npm = prefix.join("lib/node_modules/npm");
    ensure!(npm.is_dir(), "npm is not in {}", npm.display());
    fs::copy(&node, root.join("usr/bin/node")).context("cannot copy node")?;
    for (name, script) in [("npm", "npm-cli.js"), ("npx", "npx-cli.js")] {
        let target = format!("../lib/node_modules/npm/bin/{script}");
        std::os::unix::fs::symlink(target, root.join("usr/bin").join(name))
            .context("cannot link npm")?;
    }

    let mut mounts = vec![
        Mount {
            outside: sysroot,
            inside: "/opt/rust",
            options: "bind,ro",
        },
        Mount {
            outside: npm,
            inside: "/usr/lib/node_modules/npm",
            options: "bind,ro",
        },
    ];
    // What cargo has fetched may be used again; it proves nothing about packages to fetch it twice.
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    if let Some(registry) = cargo
        .map(|home| home.join("registry"))
        .filter(|folder| folder.is_dir())
    {
        mounts.push(Mount {
            outside: registry,
            inside: "/root/.cargo/registry",
            options: "bind",
        });
    }
    for mount in &mounts {
        let place = inside_of(root, mount.inside);
        fs::create_dir_all(&place).with_context(|| format!("cannot make {}", place.display()))?;
    }

    for file in ["/etc/resolv.conf", "/etc/hosts"] {
        let copy = inside_of(root, file);
        let _ = fs::remove_file(&copy); // it may be a link out of the root
        fs::copy(file, copy).with_context(|| format!("cannot copy {file}"))?;
    }
    let trusted = std::env::var_os("SSL_CERT_FILE")
        .unwrap_or_else(|| "/etc/ssl/certs/ca-certificates.crt".into());
    fs::copy(&trusted, inside_of(root, CERTIFICATES))
        .with_context(|| format!("cannot copy {}", trusted.display()))?;

    Job::new("cloning", "git")
        .args(["clone", "--quiet", "--no-local"])
        .arg(paths::checkout())
        .arg(root.join("utsikt"))
        .expect_success()?;
    Ok(mounts)
}

/// A job that runs `command` in the root's clone, in a mount namespace of its own.
fn enter(root: &Path, mounts: &[Mount], command: &str) -> Job {
    let script = "set -e; cd \"$1\"; shift\n\
        mount -t proc proc proc; mount --rbind /sys sys; mount --rbind /dev dev; mount -t tmpfs tmpfs tmp\n\
        while [ \"$1\" != -- ]; do mount -o \"$1\" \"$2\" \"$3\"; shift 3; done; shift\n\
        exec chroot . env -i HOME=/root TERM=dumb LANG=C.UTF-8 \
        PATH=/opt/rust/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \"$@\"\n";
    let mut job = Job::new(command, "unshare")
        .args([
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "--propagation",
            "private",
        ])
        .args(["sh", "-c", script, "sh"])
        .arg(root);
    for mount in mounts {
        job = job
            .arg(mount.options)
            .arg(&mount.outside)
            .arg(inside_of(root, mount.inside));
    }
    job = job
        .arg("--")
        .args(TRUST.map(|name| format!("{name}={CERTIFICATES}")));
    for name in PROXIES {
        if let Some(value) = std::env::var_os(name) {
            let mut assignment = OsString::from(format!("{name}="));
            assignment.push(value);
            job = job.arg(assignment);
        }
    }
    job.args(["sh", "-c"])
        .arg(format!("cd /utsikt && {command}"))
}

fn inside_of(root: &Path, inside: &str) -> PathBuf {
    root.join(inside.trim_start_matches('/'))
}

/// Removes the root, unless something is still mounted in it: then removing would reach outside.
fn remove(root: &Path) -> Result<()> {
    let mounts = fs::read_to_string("/proc/self/mounts").context("cannot read what is mounted")?;
    let prefix = format!("{}/", root.display());
    if let Some(line) = mounts.lines().find(|line| {
        line.split(' ')
            .nth(1)
            .is_some_and(|place| place.starts_with(&prefix))
    }) {
        bail!(
            "something is still mounted in {}: {line}. Unmount it first",
            root.display()
        );
    }
    fs::remove_dir_all(root).with_context(|| format!("cannot remove {}", root.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_the_root_stay_in_the_root() {
        assert_eq!(
            inside_of(Path::new("/cache/bare"), "/opt/rust"),
            Path::new("/cache/bare/opt/rust")
        );
    }
}
