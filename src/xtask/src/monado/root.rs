//! Where Monado comes from: the system, if it has it (Debian 13 does), else Debian 13's packages unpacked into the cache
//! folder.
//!
//! Programs built here run against the unpacked libraries through that root's own dynamic loader. So there is no chroot
//! and nothing is mounted: no root rights are needed, paths and process numbers stay what they are, and nothing has to
//! be undone. One thing to know: such a program's `current_exe` is the loader.

use crate::debian::{Archive, Suite, name_and_version, unpack};
use crate::paths;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// What is unpacked, each with all it depends on. libasound2t64 and libudev1 are for the headset program.
const PACKAGES: [&str; 6] = [
    "monado-service",
    "libopenxr1-monado",
    "libopenxr-loader1",
    "mesa-vulkan-drivers",
    "libasound2t64",
    "libudev1",
];

/// A file system, or part of one, that has Monado in it.
pub(crate) struct Root {
    top: PathBuf,
    version: String,
    /// Holds `libopenxr_loader.so`, the name programs ask for, which only Debian's development package has.
    loader_link: PathBuf,
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

    /// The variables a program needs to find this root's OpenXR runtime and its Vulkan driver.
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
    let top = folder.join("root");
    let record = folder.join("ready.json");
    if !record.is_file() {
        eprintln!(
            "Fetching Monado from Debian 13 into {} (about 200 MB, once)",
            folder.display()
        );
        let archive = Archive::open(&folder.join("apt"), &[Suite::Release("trixie")])?;
        let files = archive.fetch_with_dependencies(&PACKAGES)?;
        if top.exists() {
            fs::remove_dir_all(&top).with_context(|| format!("cannot empty {}", top.display()))?;
        }
        eprintln!("Unpacking {} packages", files.len());
        unpack(&files, &top)?;
        let versions: serde_json::Map<_, _> = files
            .iter()
            .filter_map(|file| name_and_version(file))
            .map(|(name, version)| (name, Value::from(version)))
            .collect();
        fs::write(&record, format!("{:#}\n", json!({ "packages": versions })))
            .context("cannot write down what was unpacked")?;
    }
    let text =
        fs::read_to_string(&record).with_context(|| format!("cannot read {}", record.display()))?;
    let version = serde_json::from_str::<Value>(&text)
        .ok()
        .and_then(|record| Some(record["packages"]["monado-service"].as_str()?.to_owned()))
        .with_context(|| {
            format!(
                "{} is damaged: delete the folder {}",
                record.display(),
                folder.display()
            )
        })?;
    let root = Root {
        top,
        version,
        loader_link,
    };
    ensure!(
        root.is_complete(),
        "Monado in {} is not complete: delete that folder and try again",
        folder.display()
    );
    Ok(root)
}
