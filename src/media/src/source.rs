//! Bytes to read headers from: a file or memory, with every read bounded.

use std::io::{Read, Seek, SeekFrom};

use crate::MediaError;

/// What headers are read from.
pub(crate) struct Source<R> {
    inner: R,
    /// Length in bytes.
    pub(crate) length: u64,
}

/// The largest piece of a header that is read at once.
const LARGEST_PIECE: u64 = 16 << 20;

impl<R: Read + Seek> Source<R> {
    pub(crate) fn new(mut inner: R) -> std::io::Result<Self> {
        let length = inner.seek(SeekFrom::End(0))?;
        inner.seek(SeekFrom::Start(0))?;
        Ok(Self { inner, length })
    }

    /// Up to `count` bytes at `offset`; fewer where the source ends.
    pub(crate) fn up_to(&mut self, offset: u64, count: u64) -> std::io::Result<Vec<u8>> {
        let count = count
            .min(self.length.saturating_sub(offset))
            .min(LARGEST_PIECE);
        let mut bytes = Vec::new();
        if count > 0 {
            self.inner.seek(SeekFrom::Start(offset))?;
            self.inner.by_ref().take(count).read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    }

    /// Exactly `count` bytes at `offset`, or the file of that `kind` is cut.
    pub(crate) fn exactly(
        &mut self,
        offset: u64,
        count: u64,
        kind: &'static str,
    ) -> Result<Vec<u8>, MediaError> {
        let damaged = |reason: String| MediaError::Damaged { kind, reason };
        if count > LARGEST_PIECE {
            return Err(damaged(format!(
                "a header of {count} bytes at byte {offset}"
            )));
        }
        let bytes = self
            .up_to(offset, count)
            .map_err(|error| damaged(format!("it cannot be read at byte {offset}: {error}")))?;
        if bytes.len() as u64 == count {
            Ok(bytes)
        } else {
            Err(MediaError::CutShort { kind, percent: 0 })
        }
    }
}
