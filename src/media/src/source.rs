//! Bytes to read headers from: a file or memory, with every read bounded.

use std::io::{Read, Seek, SeekFrom};

use crate::MediaError;

/// What headers are read from.
///
/// The beginning of a file is read once and kept: most headers lie there, in dozens of small pieces.
pub(crate) struct Source<R> {
    inner: R,
    /// The beginning, once it has been asked for.
    head: Vec<u8>,
    /// Length in bytes.
    pub(crate) length: u64,
}

/// The largest piece of a header that is read at once.
const LARGEST_PIECE: u64 = 16 << 20;
/// Bytes of the beginning that are read at once and kept.
const HEAD: u64 = 8 << 10;

impl<R: Read + Seek> Source<R> {
    pub(crate) fn new(mut inner: R) -> std::io::Result<Self> {
        let length = inner.seek(SeekFrom::End(0))?;
        Ok(Self {
            inner,
            head: Vec::new(),
            length,
        })
    }

    /// Up to `count` bytes at `offset`; fewer where the source ends.
    pub(crate) fn up_to(&mut self, offset: u64, count: u64) -> std::io::Result<Vec<u8>> {
        let count = count
            .min(self.length.saturating_sub(offset))
            .min(LARGEST_PIECE);
        if count == 0 {
            return Ok(Vec::new());
        }
        if offset + count > HEAD {
            return self.read(offset, count);
        }
        if self.head.is_empty() {
            self.head = self.read(0, HEAD.min(self.length))?;
        }
        // A file that has become shorter since then gives what there is.
        let there = self.head.len();
        let from = there.min(offset as usize);
        let to = there.min((offset + count) as usize);
        Ok(self.head[from..to].to_vec())
    }

    fn read(&mut self, offset: u64, count: u64) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(count.min(HEAD) as usize);
        self.inner.seek(SeekFrom::Start(offset))?;
        self.inner.by_ref().take(count).read_to_end(&mut bytes)?;
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

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// Counts how often it is read from.
    struct Counted(Cursor<Vec<u8>>, usize);

    impl Read for Counted {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            self.1 += 1;
            self.0.read(into)
        }
    }

    impl Seek for Counted {
        fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
            self.0.seek(to)
        }
    }

    #[test]
    fn pieces_are_the_same_wherever_they_lie_and_the_beginning_is_read_once() {
        let bytes: Vec<u8> = (0..20_000_u32).map(|number| (number % 251) as u8).collect();
        let mut source = Source::new(Counted(Cursor::new(bytes.clone()), 0)).unwrap();
        for offset in (0..8_000).step_by(97) {
            let piece = source.up_to(offset, 90).unwrap();
            assert_eq!(piece, bytes[offset as usize..offset as usize + 90]);
        }
        let reads = source.inner.1;
        assert!(reads <= 4, "{reads} reads");
        for (offset, count) in [
            (8_100, 92),
            (8_100, 93),
            (8_192, 10),
            (19_990, 90),
            (20_000, 1),
            (u64::MAX, 1),
        ] {
            let from = bytes.len().min(offset.try_into().unwrap_or(usize::MAX));
            let to = bytes.len().min(from + count as usize);
            assert_eq!(source.up_to(offset, count).unwrap(), bytes[from..to]);
        }
        assert!(source.exactly(19_990, 90, "test").is_err());
    }
}
