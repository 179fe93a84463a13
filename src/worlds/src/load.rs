//! From the disk to a [`Model`] and its [`Settings`].

use std::path::{Path, PathBuf};

use manifest::WorldKind;

use crate::album::{self, Album};
use crate::error::WorldError;
use crate::model::{Limits, Model, read};
use crate::settings::Settings;

/// Bytes of a file that is read at the most.
const LARGEST: u64 = 512 << 20;

/// Which world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A built-in one, below the folder of worlds.
    BuiltIn {
        /// The folder with all built-in worlds.
        folder: PathBuf,
        /// Which.
        kind: WorldKind,
    },
    /// A content maker's own file.
    File(PathBuf),
    /// A room with somebody's own pictures.
    Album {
        /// The folder with all built-in worlds.
        folder: PathBuf,
        /// The world whose room it is.
        kind: WorldKind,
        /// What is shown in it.
        album: Album,
    },
}

impl Source {
    /// The glb.
    pub fn path(&self) -> PathBuf {
        match self {
            Self::BuiltIn { folder, kind } | Self::Album { folder, kind, .. } => {
                folder.join(kind.name()).join("world.glb")
            }
            Self::File(path) => path.clone(),
        }
    }

    /// The table: `world.ron` beside a built-in world, a file of the same name that ends with `.ron` beside others.
    pub fn settings(&self) -> PathBuf {
        self.path().with_extension("ron")
    }
}

/// Reads a world and what its table says.
///
/// # Errors
/// Any [`WorldError`].
pub fn load(source: &Source, limits: &Limits) -> Result<(Model, Settings), WorldError> {
    let path = source.path();
    let settings = Settings::read(&source.settings())?;
    let bytes = bytes_of(&path)?;
    let mut model = read(&bytes, limits)?;
    if let Source::Album { album, .. } = source {
        album::furnish(&mut model, album, limits);
    }
    Ok((model, settings))
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, WorldError> {
    let unreadable = |source| WorldError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let length = std::fs::metadata(path).map_err(unreadable)?.len();
    if length > LARGEST {
        return Err(WorldError::TooLarge {
            megabytes: length >> 20,
            most: LARGEST >> 20,
        });
    }
    std::fs::read(path).map_err(unreadable)
}
