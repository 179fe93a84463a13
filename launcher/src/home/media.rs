//! Residents' own photos and sounds, and the slots of experiences they fill.

use jiff::Timestamp;

use super::{By, HomeError};
use crate::api::resources::MediaKind;

/// A resident's own file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// UUID.
    pub id: String,
    /// Whose it is.
    pub resident: String,
    /// What it is.
    pub kind: MediaKind,
    /// What its file was called.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// The BLAKE3 hash of its content, in hexadecimal.
    pub hash: String,
    /// When it was added.
    pub added: Timestamp,
}

/// What lies in one slot for a resident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fill {
    /// The experience.
    pub experience: String,
    /// Its slot.
    pub slot: String,
    /// Ids of the resident's own files, in order.
    pub media: Vec<String>,
}

/// What came of adding a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// It is there.
    New,
    /// The resident has that file already; this is it.
    Known(File),
    /// There is no such resident.
    NoSuchResident,
}

/// Residents' own files.
pub trait Media {
    /// The files of a resident, the newest first; none when there is no such resident.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn media(&self, by: &By, resident: &str) -> Result<Option<Vec<File>>, HomeError>;

    /// One of them, with its content.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn medium(
        &self,
        by: &By,
        resident: &str,
        id: &str,
    ) -> Result<Option<(File, Vec<u8>)>, HomeError>;

    /// Keeps a file. The same content twice is one file.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn add_medium(&self, by: &By, file: &File, content: &[u8]) -> Result<Added, HomeError>;

    /// Takes a file away, out of every slot too; false when there is none.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn remove_medium(&self, by: &By, resident: &str, id: &str) -> Result<bool, HomeError>;

    /// What lies in which slot for a resident; none when there is no such resident.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn fills(&self, by: &By, resident: &str) -> Result<Option<Vec<Fill>>, HomeError>;

    /// Says what lies in a slot; false when one of the files is not the resident's.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn set_fill(&self, by: &By, resident: &str, fill: &Fill) -> Result<bool, HomeError>;

    /// The files that fill an experience for a resident, by slot and in order. Whoever asks has noted what for.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn filling(&self, resident: &str, experience: &str) -> Result<Vec<(String, File)>, HomeError>;

    /// At most `most` bytes from `from` on of the content of this hash, for a headset that was told of it; none at all
    /// when there is no such content, or it ends before.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn piece(&self, hash: &str, from: u64, most: usize) -> Result<Vec<u8>, HomeError>;

    /// The content of this hash.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn content(&self, hash: &str) -> Result<Option<Vec<u8>>, HomeError>;

    /// Takes contents away that belong to nobody any more and could not be taken away before.
    ///
    /// # Errors
    /// See [`HomeError`].
    fn sweep_media(&self) -> Result<(), HomeError>;
}
