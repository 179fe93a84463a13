//! Where Monado comes from: the system, if it has it (Debian 13 does), else Debian 13's packages unpacked into the cache
//! folder.
//!
//! Programs built here run against the unpacked libraries through that root's own dynamic loader. So there is no chroot
//! and nothing is mounted: no root rights are needed, paths and process numbers stay what they are, and nothing has to
//! be undone. One thing to know: such a program's `current_exe` is the loader.
//!
//! GStreamer, which the headset links to, is unpacked as well: the system's is older and would bring libraries that do not
//! go with these. Which plugins there are is written down once, since the program that GStreamer would start to look
//! for them does not run outside the root.

use crate::debian::{Archive, Suite, name_and_version, unpack};
use crate::job::Job;
use crate::paths;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// What is unpacked, each with all it depends on. What stands after the driver is for the headset program.
const PACKAGES: [&str; 11] = [
    "monado-service",
    "libopenxr1-monado",
    "libopenxr-loader1",
    "mesa-vulkan-drivers",
    "libasound2t64",
    "libudev1",
    "gstreamer1.0-plugins-base",
    "gstreamer1.0-plugins-good",
    "gstreamer1.0-plugins-bad",
    "gstreamer1.0-libav",
    "gstreamer1.0-tools",
];
/// A decoder of GStreamer that every film needs: where it is known, the plugins were found.
const DECODER: &str = "avdec_h264";

/// A file system, or part of one, that has Monado in it.
pub(crate) struct Root {
    top: PathBuf,
    version: String,
    /// Holds `libopenxr_loader.so`, the name programs ask for, which only Debian's development package has.
    loader_link: PathBuf,
    /// GStreamer's list of its plugins in an unpacked root.
    plugins: PathBuf,
}

impl Root {
    /// The root to use, prepared if it was not.
    pub(crate) fn prepare() -> Result<Self> {
        let folder = paths::cache()?.join("monado");
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let lock = fs::File::create(folder.join("lock")).context("cannot make a lock file")?;
        lock.lock().context("cannot wait for another xtask")?;

        let link = folder.join("loader");
        let system = Self {
            top: PathBuf::from("/"),
            version: "of this system".to_owned(),
            loader_link: link.clone(),
            plugins: PathBuf::new(),
        };
        let root = if system.is_complete() {
            system
        } else {
            unpacked(&folder, link)?
        };
        root.link_loader()?;
        Ok(root)
    }

    /// The folder that stands for `/`.
    pub(crate) fn top(&self) -> &Path {
        &self.top
    }

    /// Monado's version.
    pub(crate) fn version(&self) -> &str {
        &self.version
    }

    /// The words that come before a program's own to run it against this root's libraries.
    pub(crate) fn prefix(&self) -> Vec<OsString> {
        if self.is_system() {
            return Vec::new();
        }
        vec![
            self.dynamic_loader().into(),
            "--library-path".into(),
            self.library_path(),
        ]
    }

    /// The variables a program needs to find this root's OpenXR runtime, its Vulkan driver and its film decoders.
    pub(crate) fn environment(&self) -> Vec<(&'static str, OsString)> {
        let mut variables = vec![
            ("XR_RUNTIME_JSON", self.runtime_manifest().into()),
            // Monado and the program share pictures through the driver, so both must use the same one.
            ("VK_ICD_FILENAMES", self.driver_manifest().into()),
            ("VK_DRIVER_FILES", self.driver_manifest().into()),
            ("VK_LOADER_LAYERS_DISABLE", "~implicit~".into()),
        ];
        if self.is_system() {
            variables.push(("LD_LIBRARY_PATH", self.loader_link.clone().into()));
        } else {
            variables.extend([
                (
                    "GST_PLUGIN_SYSTEM_PATH_1_0",
                    self.libraries().join("gstreamer-1.0").into(),
                ),
                ("GST_REGISTRY_1_0", self.plugins.clone().into()),
                ("GST_REGISTRY_FORK", "no".into()),
                // The list is complete, and several programs may read it at once.
                ("GST_REGISTRY_UPDATE", "no".into()),
            ]);
        }
        variables
    }

    /// The path of Monado's service.
    pub(crate) fn service(&self) -> PathBuf {
        self.top.join("usr/bin/monado-service")
    }

    fn is_system(&self) -> bool {
        self.top == Path::new("/")
    }

    fn is_complete(&self) -> bool {
        [
            self.service(),
            self.runtime_manifest(),
            self.driver_manifest(),
            self.dynamic_loader(),
            self.openxr_loader(),
        ]
        .iter()
        .all(|path| path.exists())
    }

    fn libraries(&self) -> PathBuf {
        self.top
            .join(format!("usr/lib/{}-linux-gnu", std::env::consts::ARCH))
    }

    fn library_path(&self) -> OsString {
        let libraries = self.libraries();
        // Debian reaches blas and lapack through links that a maintainer script would have made.
        let folders = [
            self.loader_link.clone(),
            libraries.clone(),
            libraries.join("blas"),
            libraries.join("lapack"),
            libraries.join("pulseaudio"),
            self.top.join("usr/lib"),
        ];
        let mut joined = OsString::new();
        for folder in folders {
            if !joined.is_empty() {
                joined.push(":");
            }
            joined.push(folder);
        }
        joined
    }

    fn dynamic_loader(&self) -> PathBuf {
        let name = if cfg!(target_arch = "aarch64") {
            "ld-linux-aarch64.so.1"
        } else {
            "ld-linux-x86-64.so.2"
        };
        self.libraries().join(name)
    }

    fn openxr_loader(&self) -> PathBuf {
        self.libraries().join("libopenxr_loader.so.1")
    }

    fn runtime_manifest(&self) -> PathBuf {
        self.top.join("usr/share/openxr/1/openxr_monado.json")
    }

    /// lavapipe, the rasteriser that needs no graphics card.
    fn driver_manifest(&self) -> PathBuf {
        self.top.join("usr/share/vulkan/icd.d").join(
            if self
                .top
                .join("usr/share/vulkan/icd.d/lvp_icd.json")
                .exists()
            {
                "lvp_icd.json".to_owned()
            } else {
                format!("lvp_icd.{}.json", std::env::consts::ARCH)
            },
        )
    }

    /// Has GStreamer write down which plugins are in this root.
    fn list_plugins(&self) -> Result<()> {
        let prefix = self.prefix();
        let mut job = Job::new("looking for film decoders", &prefix[0]).args(&prefix[1..]);
        for (name, value) in self.environment() {
            job = job.env(name, value);
        }
        let tool = self.top.join("usr/bin/gst-inspect-1.0");
        job.env("GST_REGISTRY_UPDATE", "yes")
            .arg(tool)
            .args(["--exists", DECODER])
            .quiet()
            .expect_success()
            .with_context(|| {
                format!(
                    "GStreamer in {} does not know {DECODER}",
                    self.top.display()
                )
            })?;
        Ok(())
    }

    fn link_loader(&self) -> Result<()> {
        fs::create_dir_all(&self.loader_link).context("cannot make a folder in the cache")?;
        let link = self.loader_link.join("libopenxr_loader.so");
        if fs::read_link(&link).ok().as_deref() != Some(&self.openxr_loader()) {
            let _ = fs::remove_file(&link);
            std::os::unix::fs::symlink(self.openxr_loader(), &link)
                .with_context(|| format!("cannot make the link {}", link.display()))?;
        }
        Ok(())
    }
}

fn unpacked(folder: &Path, loader_link: PathBuf) -> Result<Root> {
    let record = folder.join("ready.json");
    let mut root = Root {
        top: folder.join("root"),
        version: String::new(),
        loader_link,
        plugins: folder.join("gstreamer-plugins.bin"),
    };
    if !is_current(&record) {
        let versions = fetch(folder, &root.top)?;
        let _ = fs::remove_file(&root.plugins);
        root.list_plugins()?;
        let text = json!({ "wanted": PACKAGES, "packages": versions });
        fs::write(&record, format!("{text:#}\n")).context("cannot write down what was unpacked")?;
    }
    let damaged = || {
        format!(
            "Monado in {} is not complete: delete that folder and try again",
            folder.display()
        )
    };
    root.version = read_record(&record)
        .and_then(|record| Some(record["packages"]["monado-service"].as_str()?.to_owned()))
        .with_context(damaged)?;
    ensure!(root.is_complete(), damaged());
    Ok(root)
}

fn read_record(record: &Path) -> Option<Value> {
    serde_json::from_str(&fs::read_to_string(record).ok()?).ok()
}

/// Whether what is unpacked is what is wanted now.
fn is_current(record: &Path) -> bool {
    read_record(record).is_some_and(|record| record["wanted"] == json!(PACKAGES))
}

/// Unpacks the packages into `top`; their versions by name.
fn fetch(folder: &Path, top: &Path) -> Result<serde_json::Map<String, Value>> {
    eprintln!(
        "Fetching Monado and GStreamer from Debian 13 into {} (about 300 MB, once)",
        folder.display()
    );
    let archive = Archive::open(&folder.join("apt"), &[Suite::Release("trixie")])?;
    let files = archive.fetch_with_dependencies(&PACKAGES)?;
    let unfinished = folder.join("root-unfinished");
    let empty = |folder: &Path| {
        if !folder.exists() {
            return Ok(());
        }
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))
    };
    empty(&unfinished)?;
    eprintln!("Unpacking {} packages", files.len());
    unpack(&files, &unfinished)?;
    // What runs from an older root keeps the files it has open.
    empty(top)?;
    fs::rename(&unfinished, top).with_context(|| format!("cannot make {}", top.display()))?;
    Ok(files
        .iter()
        .filter_map(|file| name_and_version(file))
        .map(|(name, version)| (name, Value::from(version)))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_with_other_packages_than_are_wanted_now_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let record = folder.path().join("ready.json");
        assert!(!is_current(&record));
        fs::write(&record, r#"{ "packages": { "monado-service": "25.0.0" } }"#).unwrap();
        assert!(!is_current(&record));
        fs::write(&record, json!({ "wanted": PACKAGES }).to_string()).unwrap();
        assert!(is_current(&record));
    }

    #[test]
    fn programs_in_an_unpacked_root_see_its_film_decoders_only() {
        let root = Root {
            top: PathBuf::from("/cache/root"),
            version: String::new(),
            loader_link: PathBuf::from("/cache/loader"),
            plugins: PathBuf::from("/cache/plugins.bin"),
        };
        let environment = root.environment();
        let value = |name| {
            let (_, value) = environment.iter().find(|(known, _)| *known == name)?;
            value.to_str()
        };
        let folder = value("GST_PLUGIN_SYSTEM_PATH_1_0").unwrap();
        assert!(
            folder.starts_with("/cache/root/usr/lib/") && folder.ends_with("/gstreamer-1.0"),
            "{folder}"
        );
        assert_eq!(value("GST_REGISTRY_1_0"), Some("/cache/plugins.bin"));
        assert_eq!(value("LD_LIBRARY_PATH"), None);
    }
}
