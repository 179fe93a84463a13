//! Sound files: WAV, FLAC, Ogg Vorbis, MP3, and AAC in MP4, decoded piece by piece into samples.
//!
//! [`SoundFile`] hands out interleaved samples of as many channels as the file has, at its own rate; it
//! never holds more than a piece of it. Not here: Opus and AAC of more than two channels (no decoder
//! that needs no C compiler), resampling and playing, which are crate `sound`'s, and films, whose sound
//! comes with their pictures ([`crate::film`]).
//!
//! ```no_run
//! # fn main() -> Result<(), media::audio::AudioError> {
//! let mut file = media::audio::SoundFile::open("waves.ogg".as_ref())?;
//! let mut samples = Vec::new();
//! while file.read(&mut samples)? > 0 {
//!     println!("{} frames", samples.len() / usize::from(file.channels()));
//! }
//! # Ok(())
//! # }
//! ```

mod error;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::AudioDecoder;
use symphonia::core::errors::Error as SymphoniaError;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatReader, SeekMode, SeekTo, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream};
use symphonia::core::units::Timestamp;

pub use error::AudioError;

/// So much may be missing at the end of a file, in parts of a second: encoders round.
const ROUNDING: u32 = 10;
/// Rates that are played.
const RATES: std::ops::RangeInclusive<u32> = 4_000..=384_000;
/// As many channels as are looked at.
const MOST_CHANNELS: usize = 64;

/// A sound file being decoded.
pub struct SoundFile {
    source: Source,
    open: Open,
    frames: u64,
    /// The frame that is decoded next.
    at: u64,
    /// Samples that were decoded while opening.
    first: Vec<f32>,
}

#[derive(Debug, Clone)]
enum Source {
    File(PathBuf),
    Bytes(&'static [u8]),
}

struct Open {
    reader: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    track: u32,
    rate: u32,
    channels: Option<usize>,
    frames: u64,
}

impl SoundFile {
    /// Opens the file at `path`.
    ///
    /// # Errors
    /// [`AudioError`] when it is not there, is no sound that is known here, or does not say how long it is.
    pub fn open(path: &Path) -> Result<SoundFile, AudioError> {
        SoundFile::of(Source::File(path.to_owned()))
    }

    /// A sound that is part of the program.
    ///
    /// # Errors
    /// As [`SoundFile::open`].
    pub fn from_bytes(bytes: &'static [u8]) -> Result<SoundFile, AudioError> {
        SoundFile::of(Source::Bytes(bytes))
    }

    fn of(source: Source) -> Result<SoundFile, AudioError> {
        let open = Open::new(&source)?;
        let frames = open.frames;
        if frames == 0 {
            return Err(AudioError::Empty);
        }
        let mut file = SoundFile {
            source,
            open,
            frames,
            at: 0,
            first: Vec::new(),
        };
        if file.open.channels.is_none() {
            // Some formats say it in their first packet only.
            let mut first = Vec::new();
            file.read(&mut first)?;
            file.first = first;
        }
        Ok(file)
    }

    /// How many channels each frame has.
    pub fn channels(&self) -> u16 {
        self.open.channels.map_or(1, |channels| channels as u16)
    }

    /// Frames a second.
    pub fn rate(&self) -> u32 {
        self.open.rate
    }

    /// How many frames it has.
    pub fn frames(&self) -> u64 {
        self.frames
    }

    /// Puts the next piece into `samples` (which is cleared first) and says how many frames it has; 0 at the end.
    ///
    /// # Errors
    /// [`AudioError::Short`] when the file ends before it said it would; [`AudioError`] when it cannot be read.
    pub fn read(&mut self, samples: &mut Vec<f32>) -> Result<usize, AudioError> {
        samples.clear();
        if !self.first.is_empty() {
            std::mem::swap(samples, &mut self.first);
            return Ok(samples.len() / usize::from(self.channels()));
        }
        while self.at < self.frames {
            let packet = match self.open.reader.next_packet() {
                Ok(Some(packet)) if packet.track_id == self.open.track => packet,
                Ok(Some(_)) => continue,
                Ok(None) => return self.rest(samples),
                Err(SymphoniaError::IoError(error))
                    if error.kind() == std::io::ErrorKind::UnexpectedEof =>
                {
                    return self.rest(samples);
                }
                Err(error) => return Err(error.into()),
            };
            let buffer = match self.open.decoder.decode(&packet) {
                Ok(buffer) => buffer,
                // One broken piece: on with the next.
                Err(SymphoniaError::DecodeError(_)) => continue,
                Err(error) => return Err(error.into()),
            };
            let channels = buffer.num_planes();
            if channels == 0 || *self.open.channels.get_or_insert(channels) != channels {
                return Err(AudioError::Changed);
            }
            buffer.copy_to_vec_interleaved(samples);
            let left = usize::try_from(self.frames - self.at).unwrap_or(usize::MAX);
            samples.truncate(left.saturating_mul(channels));
            let frames = samples.len() / channels;
            if frames > 0 {
                self.at += frames as u64;
                return Ok(frames);
            }
        }
        Ok(0)
    }

    /// Goes to a frame, or as near before it as the format allows, and says where that is.
    ///
    /// # Errors
    /// [`AudioError`] when the file can no longer be read.
    pub fn seek(&mut self, frame: u64) -> Result<u64, AudioError> {
        self.first.clear();
        if frame == 0 {
            // Nothing of what was decoded before may be heard in it.
            let channels = self.open.channels;
            self.open = Open::new(&self.source)?;
            self.open.channels = self.open.channels.or(channels);
            self.at = 0;
        } else if frame >= self.frames {
            self.at = self.frames;
        } else {
            let to = SeekTo::Timestamp {
                ts: Timestamp::new(frame as i64),
                track_id: self.open.track,
            };
            let found = self.open.reader.seek(SeekMode::Accurate, to)?;
            self.open.decoder.reset();
            self.at = u64::try_from(found.actual_ts.get())
                .unwrap_or(0)
                .min(self.frames);
        }
        Ok(self.at)
    }

    /// What is missing at the end, if it may be: silence.
    fn rest(&mut self, samples: &mut Vec<f32>) -> Result<usize, AudioError> {
        let missing = self.frames - self.at;
        if missing > u64::from(self.open.rate / ROUNDING) {
            return Err(AudioError::Short {
                missing,
                frames: self.frames,
            });
        }
        self.at = self.frames;
        samples.resize(missing as usize * usize::from(self.channels()), 0.0);
        Ok(missing as usize)
    }
}

impl std::fmt::Debug for SoundFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SoundFile")
            .field("source", &self.source)
            .field("rate", &self.open.rate)
            .field("frames", &self.frames)
            .finish_non_exhaustive()
    }
}

impl Open {
    fn new(source: &Source) -> Result<Open, AudioError> {
        let media: Box<dyn MediaSource> = match source {
            Source::File(path) => Box::new(File::open(path)?),
            Source::Bytes(bytes) => Box::new(Cursor::new(*bytes)),
        };
        let media = MediaSourceStream::new(media, Default::default());
        let reader = symphonia::default::get_probe().probe(
            &Hint::default(),
            media,
            Default::default(),
            Default::default(),
        )?;
        let track = reader
            .default_track(TrackType::Audio)
            .ok_or(AudioError::Empty)?;
        let Some(CodecParameters::Audio(parameters)) = &track.codec_params else {
            return Err(AudioError::Empty);
        };
        let rate = parameters.sample_rate.ok_or(AudioError::Endless)?;
        let channels = parameters
            .channels
            .as_ref()
            .map(|channels| channels.count());
        if !RATES.contains(&rate)
            || channels.is_some_and(|count| count == 0 || count > MOST_CHANNELS)
        {
            return Err(AudioError::Rate {
                channels: channels.unwrap_or(0).try_into().unwrap_or(u16::MAX),
                rate,
            });
        }
        let frames = track.num_frames.ok_or(AudioError::Endless)?;
        let decoder =
            symphonia::default::get_codecs().make_audio_decoder(parameters, &Default::default())?;
        let track = track.id;
        Ok(Open {
            reader,
            decoder,
            track,
            rate,
            channels,
            frames,
        })
    }
}
