//! `cargo xtask android`: the headset's library is type-checked for standalone headsets, with packages only.
//!
//! No device, no NDK and no C compiler for Android is asked for, and none may come to be: a crate in that tree that
//! compiles C would fail on everyone's machine. So the guard also reads the tree and names such a crate first.
//!
//! rustc for the check is Debian's, unpacked (never installed) into the cache folder, because it comes with the source of
//! its standard library; that library is built for Android once. What this proves is types, not that anything runs.

use crate::debian::{Archive, Suite, name_and_version, unpack};
use crate::job::Job;
use crate::paths;
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const TRIPLE: &str = "aarch64-linux-android";
const PACKAGES: [&str; 6] = [
    "rustc-web",
    "rust-web-src",
    "libstd-rust-web-1.96",
    "libstd-rust-web-dev",
    "libllvm22",
    "libz3-4",
];
/// The compiler this was proven with. The archive moves on; what it has then is taken, and said.
const RUSTC_VERSION: &str = "1.96.0+dfsg1-1~deb12u2";
/// Crates that compile C or C++, or look for a C library, in their build scripts.
const C_BUILDERS: [&str; 4] = ["cc", "cmake", "pkg-config", "bindgen"];
/// Crates that depend on one of those but leave it alone as they are used here: android-activity compiles C++ for
/// game-activity only, blake3's `pure` feature is on, wayland-sys opens its library at run time.
const WITHOUT_C_HERE: [&str; 3] = ["android-activity", "blake3", "wayland-sys"];

/// Command line: `cargo xtask android`.
pub(crate) fn run(arguments: Vec<OsString>) -> Result<ExitCode> {
    let mut parser = lexopt::Parser::from_args(arguments);
    match parser.next()? {
        Some(lexopt::Arg::Long("help") | lexopt::Arg::Short('h')) => {
            println!(
                "cargo xtask android\n\nType-checks `headset --lib` for {TRIPLE}. The first time it fetches about 150 MB of Debian\npackages into the cache folder and builds the standard library."
            );
            return Ok(ExitCode::SUCCESS);
        }
        Some(other) => return Err(other.unexpected().into()),
        None => {}
    }
    check()?;
    println!("The headset's library type-checks for {TRIPLE}.");
    Ok(ExitCode::SUCCESS)
}

/// Prepares the compiler where it is not there, then checks.
pub(crate) fn check() -> Result<()> {
    refuse_c()?;
    let rustc = prepare()?;
    Job::cargo(format!("checking the headset for {TRIPLE}"))?
        .env("RUSTC", &rustc)
        .env("CARGO_TARGET_DIR", folder()?.join("target"))
        .args([
            "check",
            "--locked",
            "--lib",
            "--package",
            "headset",
            "--target",
            TRIPLE,
        ])
        .expect_success()?;
    Ok(())
}

fn folder() -> Result<PathBuf> {
    Ok(paths::cache()?.join("android"))
}

/// The path of a rustc that has a standard library for Android.
fn prepare() -> Result<PathBuf> {
    let folder = folder()?;
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let lock = fs::File::create(folder.join("lock")).context("cannot make a lock file")?;
    lock.lock().context("cannot wait for another xtask")?;

    let root = folder.join("root");
    let record = folder.join("ready.json");
    let rustc = root.join("usr/bin/rustc-with-its-libraries");
    if record.is_file() && rustc.is_file() {
        return Ok(rustc);
    }
    eprintln!(
        "Preparing a Rust compiler for {TRIPLE} in {}",
        folder.display()
    );
    let versions = fetch(&folder, &root)?;
    write_wrapper(&rustc)?;
    build_standard_library(&folder, &root, &rustc)?;
    fs::write(&record, format!("{:#}\n", json!({ "packages": versions })))
        .context("cannot write down what was prepared")?;
    Ok(rustc)
}

fn fetch(folder: &Path, root: &Path) -> Result<Value> {
    let archive = Archive::open(
        &folder.join("apt"),
        &[Suite::Release("bookworm"), Suite::Security("bookworm")],
    )?;
    let current = archive
        .candidate(PACKAGES[0])?
        .with_context(|| format!("the Debian archive no longer has {}", PACKAGES[0]))?;
    if current != RUSTC_VERSION {
        eprintln!(
            "The archive has {} {current} now instead of {RUSTC_VERSION}; taking that.",
            PACKAGES[0]
        );
    }
    let mut wanted = Vec::new();
    for package in PACKAGES {
        // The library package carries the compiler's version in its name.
        let package = package.replace(
            "1.96",
            &current.split('.').take(2).collect::<Vec<_>>().join("."),
        );
        let llvm_moved_on = package == "libllvm22" && archive.candidate(&package)?.is_none();
        ensure!(
            !llvm_moved_on,
            "Debian's {} now wants another LLVM than {package}: put its name into {}",
            PACKAGES[0],
            file!()
        );
        wanted.push(package);
    }
    let files = archive.fetch_only(&wanted)?;
    // From the beginning: what a broken run or an older version left behind must not be mixed in.
    if root.exists() {
        fs::remove_dir_all(root).with_context(|| format!("cannot empty {}", root.display()))?;
    }
    unpack(&files, root)?;
    Ok(files
        .iter()
        .filter_map(|file| name_and_version(file))
        .map(|(name, version)| (name, Value::from(version)))
        .collect::<serde_json::Map<_, _>>()
        .into())
}

/// rustc finds its own libraries through a small script, since it does not stand where it was made for.
fn write_wrapper(path: &Path) -> Result<()> {
    let script = "#!/bin/sh\n\
        here=$(dirname \"$0\")\n\
        LD_LIBRARY_PATH=$(echo \"$here\"/../lib/*-linux-gnu)${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} exec \"$here/rustc\" \"$@\"\n";
    fs::write(path, script).with_context(|| format!("cannot write {}", path.display()))?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
        .with_context(|| format!("cannot make {} a program", path.display()))
}

/// Builds the standard library in an empty crate and puts it where rustc looks for it.
fn build_standard_library(folder: &Path, root: &Path, rustc: &Path) -> Result<()> {
    let empty = folder.join("empty");
    fs::create_dir_all(empty.join("src"))
        .with_context(|| format!("cannot make {}", empty.display()))?;
    let manifest = "[package]\nname = \"empty\"\nedition = \"2024\"\n\n[workspace]\n\n[profile.release]\ndebug = false\n";
    fs::write(empty.join("Cargo.toml"), manifest).context("cannot write the empty crate")?;
    fs::write(empty.join("src/lib.rs"), "#![no_std]\n").context("cannot write the empty crate")?;
    let target = folder.join("std");
    Job::cargo("building the standard library for Android")?
        .env("RUSTC", rustc)
        .env("RUSTC_BOOTSTRAP", "1") // -Z on a stable compiler, for the standard library only
        .env("CARGO_TARGET_DIR", &target)
        .args([
            "build",
            "--release",
            "-Zbuild-std=std,panic_abort",
            "--target",
            TRIPLE,
        ])
        .dir(&empty)
        .expect_success()?;
    let built = target.join(TRIPLE).join("release/deps");
    let place = root.join("usr/lib/rustlib").join(TRIPLE).join("lib");
    fs::create_dir_all(&place).with_context(|| format!("cannot make {}", place.display()))?;
    for entry in fs::read_dir(&built).with_context(|| format!("cannot read {}", built.display()))? {
        let path = entry?.path();
        let (Some(name), Some(kind)) = (path.file_name(), path.extension()) else {
            continue;
        };
        let own = name.to_string_lossy().starts_with("libempty-");
        if !own && (kind == "rlib" || kind == "rmeta") {
            fs::copy(&path, place.join(name))
                .with_context(|| format!("cannot copy {}", path.display()))?;
        }
    }
    Ok(())
}

/// Reads the tree the headset has on Android and refuses what needs a C compiler.
fn refuse_c() -> Result<()> {
    let answer = Job::cargo("reading the Android tree")?
        .args([
            "tree",
            "--locked",
            "--package",
            "headset",
            "--target",
            TRIPLE,
            "--edges",
            "normal,build",
            "--prefix",
            "depth",
            "--format",
            " {p}",
        ])
        .quiet()
        .expect_success()?;
    let offenders = c_builders(&answer.output);
    if !offenders.is_empty() {
        bail!(
            "these crates in the headset's Android tree build or look for C code: {}. Leave them out on Android (a feature, or \
             `[target.'cfg(not(target_os = \"android\"))'.dependencies]`)",
            offenders.into_iter().collect::<Vec<_>>().join(", ")
        );
    }
    Ok(())
}

/// The crates of `cargo tree --prefix depth --format " {p}"` that depend directly on a builder of C.
fn c_builders(tree: &str) -> BTreeSet<String> {
    let mut chain: Vec<&str> = Vec::new();
    let mut found = BTreeSet::new();
    for line in tree.lines() {
        let Some((depth, rest)) = line.split_once(' ') else {
            continue;
        };
        let (Ok(depth), Some(name)) = (depth.parse::<usize>(), rest.split(' ').next()) else {
            continue;
        };
        chain.truncate(depth);
        if C_BUILDERS.contains(&name)
            && let Some(parent) = chain.last()
            && !WITHOUT_C_HERE.contains(parent)
            && !C_BUILDERS.contains(parent)
        {
            found.insert((*parent).to_owned());
        }
        chain.push(name);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_that_builds_c_is_named_and_its_users_are_not() {
        let tree = "0 headset v0.1.0 (/x)\n1 alsa v0.9\n2 alsa-sys v0.3\n3 pkg-config v0.3\n1 serde v1\n1 ring v0.17\n2 cc v1\n3 shlex v1\n";
        assert_eq!(
            c_builders(tree).into_iter().collect::<Vec<_>>(),
            ["alsa-sys", "ring"]
        );
        assert!(c_builders("0 headset v0.1.0\n1 serde v1\n").is_empty());
    }
}
