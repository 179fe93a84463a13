//! The live pictures, in memory only.

/// One live picture.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Grows with each picture of a headset.
    pub number: u64,
    /// The picture.
    pub jpeg: Vec<u8>,
}

/// The newest picture of each headset.
#[derive(Debug, Default)]
pub struct Pictures;

impl Pictures {
    /// The newest picture of `headset`, once there is one after `number`; none if none comes in time.
    pub async fn newer_than(&self, _headset: &str, _number: u64) -> Option<Picture> {
        None
    }
}
