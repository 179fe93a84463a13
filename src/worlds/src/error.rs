//! Why a world cannot be shown.

use std::path::PathBuf;

/// Why a world cannot be shown. Each says what is wrong with the file and what its maker can do.
#[derive(Debug, thiserror::Error)]
pub enum WorldError {
    /// The file is not there, or may not be read.
    #[error("{path} cannot be read: {source}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is larger than any world may be.
    #[error(
        "the file has {megabytes} MB; at most {most} MB are read: leave out what cannot be seen from the seat"
    )]
    TooLarge {
        /// Its size.
        megabytes: u64,
        /// What is read at the most.
        most: u64,
    },
    /// It is no binary glTF.
    #[error("this is no glTF 2.0 binary file (.glb): {reason}; export it as glTF Binary")]
    NoGlb {
        /// What the reader says.
        reason: String,
    },
    /// It ends too early.
    #[error("the file is cut off: {missing} bytes are missing; copy or export it again")]
    CutOff {
        /// How much is missing.
        missing: usize,
    },
    /// It names other files.
    #[error("parts of it lie in other files; export it as one glTF Binary file (.glb)")]
    PartsElsewhere,
    /// It contradicts itself.
    #[error("the file cannot be understood: {reason}")]
    Malformed {
        /// How.
        reason: String,
    },
    /// More than a headset can draw.
    #[error(
        "it has {triangles} triangles; at most {most} can be shown: simplify it (Blender: Decimate)"
    )]
    TooManyTriangles {
        /// How many.
        triangles: u64,
        /// How many may be.
        most: u64,
    },
    /// Nothing in it can be drawn.
    #[error("there is nothing in it to be seen: it holds no mesh with triangles")]
    Nothing,
    /// A picture on a material is not there or broken.
    #[error(
        "the texture of material \"{material}\" cannot be read: {reason}; put it into the file as JPEG or PNG"
    )]
    Texture {
        /// Whose.
        material: String,
        /// Why.
        reason: String,
    },
    /// The pictures on materials would not fit.
    #[error(
        "its textures take {megabytes} MB of a graphics card; at most {most} MB can be shown: make them smaller"
    )]
    TooMuchTexture {
        /// How much.
        megabytes: u64,
        /// How much may be.
        most: u64,
    },
    /// A movement does not come to its end.
    #[error(
        "the animation \"{clip}\" {reason}; let it end within {most} minutes, what goes on for ever is a loop named idle-…"
    )]
    Endless {
        /// Which.
        clip: String,
        /// What is wrong with it.
        reason: String,
        /// Minutes it may last.
        most: u32,
    },
    /// The table beside the world is wrong.
    #[error("{path}: {reason}")]
    Settings {
        /// Which file.
        path: PathBuf,
        /// What is wrong, with its line.
        reason: String,
    },
}

impl WorldError {
    /// A code that stays the same in every version.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "G0101",
            Self::TooLarge { .. } => "G0102",
            Self::NoGlb { .. } => "G0103",
            Self::CutOff { .. } => "G0104",
            Self::PartsElsewhere => "G0105",
            Self::Malformed { .. } => "G0106",
            Self::TooManyTriangles { .. } => "G0107",
            Self::Nothing => "G0108",
            Self::Texture { .. } => "G0109",
            Self::TooMuchTexture { .. } => "G0110",
            Self::Endless { .. } => "G0111",
            Self::Settings { .. } => "G0112",
        }
    }
}
