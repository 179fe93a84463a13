//! A file as frames at the rate that is mixed, in as many channels as are needed, as often as is wanted.

use std::time::Duration;

use media::audio::{AudioError, SoundFile};

use super::resample::Resample;
use crate::scene::{AudioFile, LOBBY, Source};
use crate::time::RATE;

/// A loop of up to so many samples is decoded once and kept: ten seconds of one channel.
const KEPT: u64 = 10 * RATE as u64;

/// How many channels are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One or two, as the file has.
    Ears,
    /// One; two become one.
    Point,
    /// Four, as AmbiX.
    Around,
}

/// Why a file cannot be played as it should.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SupplyError {
    #[error(transparent)]
    Audio(#[from] AudioError),
    #[error("it has {0} channels; one or two can be played so")]
    NotEars(u16),
    #[error("it has {0} channels; ambisonics has four (AmbiX, first order)")]
    NotAround(u16),
}

/// A file as frames.
pub(crate) struct Supply {
    file: SoundFile,
    fold: bool,
    channels: usize,
    resample: Option<Resample>,
    raw: Vec<f32>,
    /// All of it, once it has been decoded; if it is short enough.
    kept: Option<Vec<f32>>,
    whole: bool,
    replayed: bool,
    /// Samples of what is decoded next that are not wanted: a file is sought in to the packet.
    unwanted: usize,
}

impl Supply {
    /// `again` is whether it will be heard more than once.
    pub(crate) fn open(file: &AudioFile, shape: Shape, again: bool) -> Result<Supply, SupplyError> {
        let file = match &file.0 {
            Source::Lobby => SoundFile::from_bytes(LOBBY)?,
            Source::File { path, .. } => SoundFile::open(path)?,
        };
        let count = file.channels();
        let channels = match (shape, count) {
            (Shape::Ears, 1 | 2) => usize::from(count),
            (Shape::Point, 1 | 2) => 1,
            (Shape::Around, 4) => 4,
            (Shape::Around, _) => return Err(SupplyError::NotAround(count)),
            _ => return Err(SupplyError::NotEars(count)),
        };
        let resample = Resample::from(file.rate(), channels);
        let keep = again && resample.is_none() && file.frames() * channels as u64 <= KEPT;
        Ok(Supply {
            fold: usize::from(count) != channels,
            channels,
            resample,
            raw: Vec::new(),
            kept: keep.then(Vec::new),
            whole: false,
            replayed: false,
            unwanted: 0,
            file,
        })
    }

    pub(crate) fn channels(&self) -> usize {
        self.channels
    }

    /// Goes to a place in the file before anything was read of it.
    pub(crate) fn skip(&mut self, to: Duration) -> Result<(), AudioError> {
        if to.is_zero() {
            return Ok(());
        }
        let wanted = (to.as_secs_f64() * f64::from(self.file.rate())) as u64;
        let wanted = wanted.min(self.file.frames());
        let found = self.file.seek(wanted)?;
        self.unwanted = wanted.saturating_sub(found) as usize * usize::from(self.file.channels());
        Ok(())
    }

    /// Adds the next frames to `out`; false when it is over.
    pub(crate) fn next(&mut self, out: &mut Vec<f32>) -> Result<bool, AudioError> {
        if let (true, Some(kept)) = (self.whole, &self.kept) {
            if std::mem::replace(&mut self.replayed, true) {
                return Ok(false);
            }
            out.extend_from_slice(kept);
            return Ok(true);
        }
        if self.file.read(&mut self.raw)? == 0 {
            self.whole = self.kept.is_some();
            return Ok(false);
        }
        let unwanted = self.unwanted.min(self.raw.len());
        self.unwanted -= unwanted;
        self.raw.drain(..unwanted);
        if self.fold {
            for frame in 0..self.raw.len() / 2 {
                self.raw[frame] = 0.5 * (self.raw[2 * frame] + self.raw[2 * frame + 1]);
            }
            self.raw.truncate(self.raw.len() / 2);
        }
        if let Some(kept) = &mut self.kept {
            kept.extend_from_slice(&self.raw);
        }
        match &mut self.resample {
            Some(resample) => resample.push(&self.raw, out),
            None => out.extend_from_slice(&self.raw),
        }
        Ok(true)
    }

    /// Begins anew, without a gap.
    pub(crate) fn rewind(&mut self) -> Result<(), AudioError> {
        self.replayed = false;
        if !self.whole {
            self.file.seek(0)?;
        }
        Ok(())
    }

    /// Adds what is still on its way.
    pub(crate) fn finish(&mut self, out: &mut Vec<f32>) {
        if let Some(resample) = &mut self.resample {
            resample.finish(out);
        }
    }
}
