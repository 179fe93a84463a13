//! How loud the sounds of an experience are: measured once, kept beside it, measured again when a file is another.
//!
//! `loudness.ron` stands beside `experience.ron` and may be copied along with it. What it says of a file
//! holds while the file has the same length and the same beginning and end; the middle of a film of many
//! gigabytes is not read to find that out. Where it can't be written (a read-only folder) the figures are
//! kept in memory.
//!
//! Films are measured by their first sound, which is the one that is played.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use media::loudness::{self, Loudness};
use serde::{Deserialize, Serialize};

/// The name of the file in which they are kept.
pub const LOUDNESS_FILE: &str = "loudness.ron";
/// Bytes from the beginning and the end by which a file is known again.
const MARKED: u64 = 64 * 1024;

/// How loud the sounds of one experience are, as far as that is known yet.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    files: Arc<RwLock<BTreeMap<String, Figures>>>,
}

/// What is kept of one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Figures {
    /// Its length.
    bytes: u64,
    /// A hash of its length, beginning and end.
    mark: String,
    /// LUFS.
    integrated: f32,
    /// dBTP.
    true_peak: f32,
}

impl Measured {
    /// How loud this file is; `path` is as the manifest writes it.
    pub fn get(&self, path: &str) -> Option<Loudness> {
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        files.get(path).map(|figures| Loudness {
            integrated: figures.integrated,
            true_peak: figures.true_peak,
        })
    }

    /// What is kept in a folder and still holds for these files, each with where it lies.
    pub(crate) fn read(dir: &Path, files: &[(String, PathBuf)]) -> Measured {
        let kept = dir.join(LOUDNESS_FILE);
        let mut figures: BTreeMap<String, Figures> = match fs::read_to_string(&kept) {
            Ok(text) => ron::from_str(&text).unwrap_or_else(|reason| {
                tracing::warn!(file = %kept.display(), %reason, "measured anew: what was kept can't be read");
                BTreeMap::new()
            }),
            Err(_) => BTreeMap::new(),
        };
        figures.retain(|path, figures| {
            let file = files.iter().find(|(known, _)| known == path);
            file.and_then(|(_, file)| mark(file).ok())
                .is_some_and(|mark| mark == (figures.bytes, figures.mark.clone()))
        });
        Measured {
            files: Arc::new(RwLock::new(figures)),
        }
    }

    /// Measures a file; what can't be decoded stays unknown.
    ///
    /// # Errors
    /// Why it can't be measured, in words.
    pub(crate) fn measure(&self, path: &str, file: &Path) -> Result<Loudness, String> {
        let (bytes, mark) = mark(file).map_err(|reason| reason.to_string())?;
        let loudness = loudness::measure(file).map_err(|reason| reason.to_string())?;
        let figures = Figures {
            bytes,
            mark,
            integrated: loudness.integrated,
            true_peak: loudness.true_peak,
        };
        let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
        files.insert(path.to_owned(), figures);
        Ok(loudness)
    }

    /// Keeps the figures beside the experience.
    ///
    /// # Errors
    /// When the folder can't be written to.
    pub(crate) fn write(&self, dir: &Path) -> std::io::Result<()> {
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        let text = ron::ser::to_string_pretty(&*files, ron::ser::PrettyConfig::new())
            .map_err(std::io::Error::other)?;
        drop(files);
        // Whoever reads it meanwhile has the one or the other, never half of it.
        let unfinished = dir.join(format!(".{LOUDNESS_FILE}.{}", std::process::id()));
        let written = File::create(&unfinished)
            .and_then(|mut file| {
                file.write_all(b"// How loud each sound is, measured by Utsikt. Made anew when a file is another.\n")?;
                file.write_all(text.as_bytes())?;
                file.write_all(b"\n")
            })
            .and_then(|()| fs::rename(&unfinished, dir.join(LOUDNESS_FILE)));
        if written.is_err() {
            // Nothing is left behind; why it could not be written says more than why this could not.
            let _ = fs::remove_file(&unfinished);
        }
        written
    }
}

/// What of an experience is still to be measured.
pub(crate) struct Job {
    pub(crate) dir: PathBuf,
    /// Each file as the manifest writes it and where it lies.
    pub(crate) files: Vec<(String, PathBuf)>,
    pub(crate) measured: Measured,
}

impl Job {
    /// Measures all of it and keeps the figures. Nothing that goes wrong here stops anything.
    pub(crate) fn run(self) {
        let mut more = false;
        for (path, file) in &self.files {
            match self.measured.measure(path, file) {
                Ok(_) => more = true,
                Err(reason) => {
                    tracing::info!(file = %file.display(), reason, "how loud it is can't be told");
                }
            }
        }
        if more && let Err(reason) = self.measured.write(&self.dir) {
            tracing::info!(dir = %self.dir.display(), %reason, "how loud its sounds are is kept in memory only");
        }
    }
}

/// The length of a file and a hash of that, its beginning and its end.
fn mark(file: &Path) -> std::io::Result<(u64, String)> {
    let mut file = File::open(file)?;
    let bytes = file.seek(SeekFrom::End(0))?;
    let mut hash = blake3::Hasher::new();
    hash.update(&bytes.to_le_bytes());
    let mut part = Vec::new();
    for from in [0, bytes.saturating_sub(MARKED)] {
        part.clear();
        file.seek(SeekFrom::Start(from))?;
        (&mut file).take(MARKED).read_to_end(&mut part)?;
        hash.update(&part);
    }
    Ok((bytes, hash.finalize().to_hex()[..32].to_owned()))
}
