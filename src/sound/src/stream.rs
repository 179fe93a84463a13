//! Decodes a sound file piece by piece, for kira to play as a loop.
//!
//! kira has a decoder of its own, but one that never comes to rest when a file is shorter than it
//! says, and that carries the end of a loop into its beginning. Here a loop begins afresh each time
//! round, and a file that ends early is an error.

use std::fs::File;
use std::io::Cursor;

use kira::Frame;
use kira::sound::streaming::Decoder;
use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::AudioDecoder;
use symphonia::core::errors::Error as SymphoniaError;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatReader, SeekMode, SeekTo, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream};
use symphonia::core::units::Timestamp;

use crate::track::Source;

/// So much may be missing at the end of a file, in parts of a second: encoders round.
const ROUNDING: u32 = 10;

/// A sound file being decoded.
pub(crate) struct Stream {
    source: Source,
    open: Open,
    frames: usize,
    /// The frame that is decoded next.
    at: usize,
    samples: Vec<f32>,
}

struct Open {
    reader: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    track: u32,
    rate: u32,
    frames: u64,
}

/// Why a sound cannot be played, or not to its end.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StreamError {
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("{0}")]
    Format(#[from] SymphoniaError),
    #[error("there is no sound in it")]
    Empty,
    #[error("it does not say how long it is")]
    Endless,
    #[error("it has {0} channels; one or two can be played")]
    Channels(usize),
    #[error("it ends {missing} frames before the {frames} it says it has")]
    Short { missing: usize, frames: usize },
}

impl Stream {
    pub(crate) fn open(source: Source) -> Result<Stream, StreamError> {
        let open = Open::new(&source)?;
        let frames = usize::try_from(open.frames).map_err(|_| StreamError::Endless)?;
        if frames == 0 || open.rate == 0 {
            return Err(StreamError::Empty);
        }
        Ok(Stream {
            source,
            open,
            frames,
            at: 0,
            samples: Vec::new(),
        })
    }

    /// What is missing at the end, if it may be: silence.
    fn rest(&mut self) -> Result<Vec<Frame>, StreamError> {
        let missing = self.frames.saturating_sub(self.at);
        if missing > (self.open.rate / ROUNDING) as usize {
            return Err(StreamError::Short {
                missing,
                frames: self.frames,
            });
        }
        self.at = self.frames;
        // Never empty: kira asks on until it gets something.
        Ok(vec![Frame::ZERO; missing.max(1)])
    }
}

impl Decoder for Stream {
    type Error = StreamError;

    fn sample_rate(&self) -> u32 {
        self.open.rate
    }

    fn num_frames(&self) -> usize {
        self.frames
    }

    fn decode(&mut self) -> Result<Vec<Frame>, StreamError> {
        loop {
            let packet = match self.open.reader.next_packet() {
                Ok(Some(packet)) if packet.track_id == self.open.track => packet,
                Ok(Some(_)) => continue,
                Ok(None) => return self.rest(),
                Err(SymphoniaError::IoError(error))
                    if error.kind() == std::io::ErrorKind::UnexpectedEof =>
                {
                    return self.rest();
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
            buffer.copy_to_vec_interleaved(&mut self.samples);
            let frames: Vec<Frame> = match channels {
                1 => self
                    .samples
                    .iter()
                    .map(|sample| Frame::from_mono(*sample))
                    .collect(),
                2 => self
                    .samples
                    .chunks_exact(2)
                    .map(|pair| Frame::new(pair[0], pair[1]))
                    .collect(),
                other => return Err(StreamError::Channels(other)),
            };
            if !frames.is_empty() {
                self.at += frames.len();
                return Ok(frames);
            }
        }
    }

    fn seek(&mut self, index: usize) -> Result<usize, StreamError> {
        if index == 0 {
            // Nothing of what was decoded before may be heard in it.
            self.open = Open::new(&self.source)?;
            self.at = 0;
        } else {
            let to = SeekTo::Timestamp {
                ts: Timestamp::new(index as i64),
                track_id: self.open.track,
            };
            let found = self.open.reader.seek(SeekMode::Accurate, to)?;
            self.open.decoder.reset();
            self.at = usize::try_from(found.actual_ts.get())
                .unwrap_or(0)
                .min(self.frames);
        }
        Ok(self.at)
    }
}

impl Open {
    fn new(source: &Source) -> Result<Open, StreamError> {
        let media: Box<dyn MediaSource> = match source {
            Source::Lobby => Box::new(Cursor::new(crate::track::LOBBY)),
            Source::File { path, .. } => Box::new(File::open(path)?),
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
            .ok_or(StreamError::Empty)?;
        let Some(CodecParameters::Audio(parameters)) = &track.codec_params else {
            return Err(StreamError::Empty);
        };
        let rate = parameters.sample_rate.ok_or(StreamError::Endless)?;
        let frames = track.num_frames.ok_or(StreamError::Endless)?;
        let decoder =
            symphonia::default::get_codecs().make_audio_decoder(parameters, &Default::default())?;
        let track = track.id;
        Ok(Open {
            reader,
            decoder,
            track,
            rate,
            frames,
        })
    }
}
