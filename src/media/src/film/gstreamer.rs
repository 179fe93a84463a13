//! Films decoded by GStreamer, on desktops.
//!
//! ```text
//! filesrc ─ decodebin ┬─ (deinterlace) ─ (videoflip) ─ videoconvert ─ fakesink ── pictures ── frame()
//!                     └─ audioconvert ─ audioresample ─────────────── fakesink ── sound ───── read()
//! ```
//!
//! The sinks hold nothing: each sample is taken at their door and put into a short queue (three frames; a second
//! of sound), and a decoder that is ahead waits there. So what is decoded and not yet shown takes three frames,
//! and a film that nobody asks rests without using the processor. Between the demultiplexer and the decoders
//! lie up to three seconds of coded film, so that picture and sound can be asked at different times.
//! If one of the two is not asked at all, what it has grown too old to be of use is dropped, and the other goes on.
//!
//! **Copies of a frame** between the codec and [`Planes`]: none for H.264, HEVC and the others of libav (they
//! write into the memory that is handed over) and for hardware decoders that give ordinary memory; one for
//! VP9 and AV1 (libvpx and libaom keep their own pictures); one more for a film that is turned, interlaced, or
//! in another layout than the four of [`PlaneFormat`]. Sound is copied once, into its piece.
//!
//! **Rounds**: the film is played as a segment, and its end is answered by a seek to its beginning that
//! flushes nothing: the decoders go on into the next round while the last frames of this one are still queued. A
//! round is as long as [`FilmInfo::duration`] exactly, sound that is longer is cut and sound that is shorter filled
//! up with silence, so that both stay in step however often they go round.
//!
//! **Seeks** are exact: everything from the key frame before the place is decoded, and what lies before the
//! place is not handed out. They are carried out by a thread of this film's own, which also ends it, so
//! that none of [`FilmSource`]'s functions waits, dropping included.
//!
//! Deliberately absent: a clock, buffering for the network, subtitles, choosing between several pictures or sounds
//! (the first ones are played), graphics memory.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, Instant};

use gstreamer as gst;
use gstreamer_video as gst_video;
use gstreamer_video::prelude::*;

use super::{
    AudioTrack, Colour, FilmInfo, FilmSound, FilmSource, FilmState, Frame, FrameContent, Matrix,
    OpenOptions, PlaneFormat, PlaneLayout, Planes,
};
use crate::{MediaError, Orientation};

mod control;
mod door;
mod hearing;
mod late;
mod parts;
mod pictures;
mod pipeline;
mod shared;
mod sound;
mod turn;

use control::Command;
pub use hearing::loudness;
use shared::Shared;

/// How long opening waits for a film whose header does not say how long it is.
const PATIENCE: Duration = Duration::from_secs(20);

/// Opens the film at `path`. Decoding begins at once, on threads of its own.
///
/// # Errors
/// As [`super::probe()`], and [`MediaError::PartMissing`] where GStreamer or one of its plugins is not installed.
pub fn open(path: &Path, options: &OpenOptions) -> Result<Box<dyn FilmSource>, MediaError> {
    Ok(Box::new(start(path, options)?))
}

/// As [`open`], with the type known.
pub(super) fn start(path: &Path, options: &OpenOptions) -> Result<GstreamerFilm, MediaError> {
    let mut info = super::probe(path)?;
    parts::check(&info)?;
    let orientation = std::mem::replace(&mut info.orientation, Orientation::Upright);
    let channels = match info.audio.first_mut() {
        Some(track) if options.sound => {
            track.ambisonic = options.ambisonic.unwrap_or(track.ambisonic) && track.channels == 4;
            played_channels(track)
        }
        _ => 0,
    };
    let shared = Arc::new(Shared::new(&info, options, channels));
    let (commands, received) = mpsc::channel();
    let pipeline = pipeline::build(path, orientation, channels, &shared, &commands)?;
    control::spawn(pipeline, Arc::clone(&shared), commands.clone(), received)?;
    let mut film = GstreamerFilm {
        info,
        shared,
        commands,
        channels,
        sound_taken: channels == 0,
    };
    if film.info.duration.is_zero() {
        film.info.duration = film.shared.wait_for_duration(PATIENCE)?;
    }
    Ok(film)
}

/// How many channels a film's sound has as it is played.
fn played_channels(track: &AudioTrack) -> u16 {
    match track.channels {
        1 => 1,
        4 if track.ambisonic => 4,
        _ => 2,
    }
}

/// A film that GStreamer decodes.
pub(super) struct GstreamerFilm {
    info: FilmInfo,
    shared: Arc<Shared>,
    commands: Sender<Command>,
    channels: u16,
    sound_taken: bool,
}

impl GstreamerFilm {
    /// Waits until a frame is there, the film is over, or the time is up.
    pub(super) fn wait_for_frame(&self, patience: Duration) {
        let until = Instant::now() + patience;
        let mut state = self.shared.lock();
        while state.pictures.is_empty() && state.fault.is_none() && !state.pictures.turn.ended {
            let Some(left) = until.checked_duration_since(Instant::now()) else {
                return;
            };
            state = self.shared.wait(state, left);
        }
    }
}

impl FilmSource for GstreamerFilm {
    fn info(&self) -> &FilmInfo {
        &self.info
    }

    fn take_sound(&mut self) -> Option<Box<dyn FilmSound>> {
        if std::mem::replace(&mut self.sound_taken, true) {
            return None;
        }
        Some(Box::new(sound::Reader::new(
            Arc::clone(&self.shared),
            self.channels,
        )))
    }

    /// Nothing is to be done: a decoder that nobody asks is at rest as soon as its queues are full.
    fn play(&mut self, _on: bool) {}

    /// Nothing is to be done: frames and sound come as fast as they are asked for.
    fn set_rate(&mut self, _rate: f64) {}

    fn set_looping(&mut self, looping: bool) {
        self.shared.lock().looping = looping;
    }

    fn seek(&mut self, place: Duration, serial: u32) {
        self.shared.want(serial);
        // A receiver that is gone means that the film broke; its state says so.
        let _ = self.commands.send(Command::Seek { place, serial });
    }

    fn frame(&mut self, at: Duration) -> Option<Frame> {
        let mut state = self.shared.lock();
        let taken = state.pictures.take(at);
        // Asked a hundred times a second, the decoders are woken only when there is something to do.
        let room = taken.is_some() || state.sound.is_stale(at);
        drop(state);
        if room {
            self.shared.changed.notify_all();
        }
        let taken = taken?;
        match gst_video::VideoFrame::from_buffer_readable(taken.buffer, &taken.info) {
            Ok(frame) => Some(Frame {
                at: taken.at,
                serial: taken.serial,
                content: FrameContent::Planes(Box::new(Mapped {
                    layout: taken.layout,
                    frame,
                })),
            }),
            Err(_) => {
                self.shared.fail(&MediaError::FilmBroken {
                    reason: "a frame's memory cannot be read".into(),
                });
                None
            }
        }
    }

    fn state(&self) -> FilmState {
        let state = self.shared.lock();
        match &state.fault {
            Some(fault) if state.pictures.is_empty() => FilmState::Failed(fault.clone()),
            _ if state.pictures.turn.ended && state.pictures.is_empty() && !state.is_sought() => {
                FilmState::Ended
            }
            _ if state.pictures.seen() => FilmState::Running,
            _ => FilmState::Opening,
        }
    }

    fn dropped(&self) -> u64 {
        self.shared.lock().pictures.dropped
    }
}

impl Drop for GstreamerFilm {
    fn drop(&mut self) {
        self.shared.stop();
        let _ = self.commands.send(Command::Stop);
    }
}

/// A frame in the decoder's memory.
struct Mapped {
    layout: PlaneLayout,
    frame: gst_video::VideoFrame<gst_video::video_frame::Readable>,
}

impl Planes for Mapped {
    fn layout(&self) -> PlaneLayout {
        self.layout
    }

    fn plane(&self, index: usize) -> (&[u8], usize) {
        let stride = self
            .frame
            .plane_stride()
            .get(index)
            .and_then(|stride| usize::try_from(*stride).ok());
        let data = u32::try_from(index)
            .ok()
            .and_then(|index| self.frame.plane_data(index).ok());
        match (data, stride) {
            (Some(data), Some(stride)) => (data, stride),
            _ => (&[], 0),
        }
    }
}

/// The layout of frames with these capabilities, their colours as `said` by the container; `None` where they are
/// not one of ours.
fn layout(info: &gst_video::VideoInfo, said: Option<Colour>) -> Option<PlaneLayout> {
    let format = match info.format() {
        gst_video::VideoFormat::Nv12 => PlaneFormat::Nv12,
        gst_video::VideoFormat::I420 => PlaneFormat::I420,
        gst_video::VideoFormat::P01010le => PlaneFormat::P010,
        gst_video::VideoFormat::I42010le => PlaneFormat::I420p10,
        _ => return None,
    };
    let colorimetry = info.colorimetry();
    let matrix = match colorimetry.matrix() {
        gst_video::VideoColorMatrix::Bt601 | gst_video::VideoColorMatrix::Fcc => Matrix::Bt601,
        gst_video::VideoColorMatrix::Bt2020 => Matrix::Bt2020,
        gst_video::VideoColorMatrix::Bt709 => Matrix::Bt709,
        // Not said: as players take it, by the size of the picture.
        _ if info.height() <= 576 => Matrix::Bt601,
        _ => Matrix::Bt709,
    };
    let full_range = colorimetry.range() == gst_video::VideoColorRange::Range0_255;
    Some(PlaneLayout {
        width: info.width(),
        height: info.height(),
        format,
        colour: said.unwrap_or(Colour { matrix, full_range }),
    })
}

/// GStreamer's time as ours.
fn duration(time: gst::ClockTime) -> Duration {
    Duration::from_nanos(time.nseconds())
}
