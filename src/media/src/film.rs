//! Films: what a file says of itself, and its frames and sound by media time.
//!
//! [`FilmSource`] is the seam between decoders and the headset. A decoder runs ahead of what is shown
//! by a few frames and then waits: whoever shows the film owns the clock (it is the sound that is
//! heard), asks for the frame of a moment with [`FilmSource::frame`], and reads the sound with
//! [`FilmSound::read`]. So a pause is not being asked, and nothing here ever sleeps until a time.
//!
//! Time is *run time*: it begins where the film was opened or sought to and goes on growing when the
//! film loops, so that a frame of the second round never looks older than one of the first. The place
//! in the file is [`FilmInfo::place`].
//!
//! A decoder hands over its pixels as planes ([`FrameContent::Planes`]), borrowed from the decoder's own
//! memory, or (on standalone headsets) puts each frame on a surface of the compositor itself and only
//! says that it did ([`FrameContent::Surface`]).

use std::time::Duration;

pub mod colour;
#[cfg(not(target_os = "android"))]
mod flashes;
#[cfg(not(target_os = "android"))]
mod gstreamer;
mod probe;
#[cfg(not(target_os = "android"))]
mod still;
pub mod synthetic;

#[cfg(not(target_os = "android"))]
pub use flashes::{Flashing, flashing};
#[cfg(not(target_os = "android"))]
pub use gstreamer::{loudness, open};
pub use probe::probe;
#[cfg(not(target_os = "android"))]
pub use still::still;

/// How a film is to be opened.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenOptions {
    /// Where it begins, in run time.
    pub start: Duration,
    /// Whether it begins anew at its end.
    pub looping: bool,
    /// Whether its sound is decoded too.
    pub sound: bool,
    /// Whether four channels of sound are ambisonics; what the file says when left out.
    pub ambisonic: Option<bool>,
    /// Whether every frame is decoded, however late it is asked for; a film that is watched leaves out what is late.
    pub every_frame: bool,
}

impl Default for OpenOptions {
    /// From the beginning, once, with sound.
    fn default() -> Self {
        Self {
            start: Duration::ZERO,
            looping: false,
            sound: true,
            ambisonic: None,
            every_frame: false,
        }
    }
}

/// A film that is being decoded.
pub trait FilmSource: Send {
    /// What the film is.
    fn info(&self) -> &FilmInfo;

    /// The film's sound, to be read by another thread; once, and only where [`FilmInfo::audio`] is not empty.
    fn take_sound(&mut self) -> Option<Box<dyn FilmSound>>;

    /// Decodes ahead (true), or comes to rest with what is decoded kept (false).
    fn play(&mut self, on: bool);

    /// How fast frames and sound will be asked for, 0.9 to 1.1: for decoders that must know.
    fn set_rate(&mut self, rate: f64);

    /// Whether the film begins anew at its end, without a gap.
    fn set_looping(&mut self, looping: bool);

    /// Goes to a place in the film. Frames and sound from before are not handed out any more; those that
    /// follow carry `serial` and begin at run time `place` with the exact frame of that place.
    fn seek(&mut self, place: Duration, serial: u32);

    /// The newest frame whose time is not after `at` (run time), if it was not handed out before. Older ones that were
    /// not asked for in time are dropped and counted in [`FilmSource::dropped`].
    ///
    /// Never waits. Right after opening or seeking, `at` = where that was gives the first frame once it is decoded.
    fn frame(&mut self, at: Duration) -> Option<Frame>;

    /// Where the film stands as a whole.
    fn state(&self) -> FilmState;

    /// How many frames were decoded but not shown since the film was opened.
    fn dropped(&self) -> u64;
}

/// Where a film stands as a whole.
#[derive(Debug, Clone, PartialEq)]
pub enum FilmState {
    /// The first frame has not been decoded yet.
    Opening,
    /// Frames come.
    Running,
    /// The last frame has been handed out; not while looping.
    Ended,
    /// The decoder gave up. What was handed out stays good.
    Failed(FilmFault),
}

/// Why a decoder gave up in the middle of a film.
#[derive(Debug, Clone, PartialEq)]
pub struct FilmFault {
    /// As [`crate::MediaError::code`].
    pub code: &'static str,
    /// What happened, for the log.
    pub reason: String,
}

/// A film's sound, in the order it is heard.
pub trait FilmSound: Send {
    /// Channels, interleaved: 1, 2, or 4 for first-order ambisonics (AmbiX: W Y Z X, SN3D).
    fn channels(&self) -> u16;

    /// Samples a second for each channel; always 48,000.
    fn rate(&self) -> u32 {
        48_000
    }

    /// The next piece; waits for it up to `patience`. [`Heard::Nothing`] when none came in that time.
    fn read(&mut self, patience: Duration) -> Heard;
}

/// What [`FilmSound::read`] gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    /// The next samples.
    Piece(SoundPiece),
    /// None came in time.
    Nothing,
    /// The film is over (until it is sought in), or broke off.
    Ended,
}

/// A few milliseconds of sound.
#[derive(Debug, Clone, PartialEq)]
pub struct SoundPiece {
    /// When its first sample is heard, in run time.
    pub at: Duration,
    /// The seek it belongs to; 0 before the first.
    pub serial: u32,
    /// Interleaved samples, −1 to 1.
    pub samples: Vec<f32>,
}

/// One frame.
pub struct Frame {
    /// When it begins to be shown, in run time.
    pub at: Duration,
    /// The seek it belongs to; 0 before the first.
    pub serial: u32,
    /// The pixels, or where they are.
    pub content: FrameContent,
}

/// The pixels of a frame, or where they are.
pub enum FrameContent {
    /// In memory.
    Planes(Box<dyn Planes>),
    /// On the compositor's surface already.
    Surface,
}

/// The planes of a frame in the decoder's memory, which is given back when this is dropped.
pub trait Planes: Send + Sync {
    /// How they are laid out; the same for all frames of a film until [`PlaneLayout`] says otherwise.
    fn layout(&self) -> PlaneLayout;

    /// The bytes of plane `index` and the bytes from one row to the next.
    fn plane(&self, index: usize) -> (&[u8], usize);
}

/// How the planes of a frame are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PlaneLayout {
    /// Width of the picture in pixels.
    pub width: u32,
    /// Height of the picture in pixels.
    pub height: u32,
    /// Which planes there are.
    pub format: PlaneFormat,
    /// What their numbers mean.
    pub colour: Colour,
}

/// Which planes there are. Chroma planes have half the width and half the height, rounded up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaneFormat {
    /// Y, then Cb and Cr side by side; 8 bits.
    Nv12,
    /// Y, Cb, Cr; 8 bits.
    I420,
    /// Y, then Cb and Cr side by side; 10 bits at the top of 16, little-endian.
    P010,
    /// Y, Cb, Cr; 10 bits at the bottom of 16, little-endian.
    I420p10,
}

/// What the numbers in the planes mean (ITU-T H.273).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colour {
    /// How Y, Cb and Cr are made of red, green and blue.
    pub matrix: Matrix,
    /// Whether the whole range of numbers is used (true), or 16–235 and 16–240 as in television.
    pub full_range: bool,
}

/// How Y, Cb and Cr are made of red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Matrix {
    /// Standard definition, JPEG.
    Bt601,
    /// High definition.
    Bt709,
    /// Ultra high definition, non-constant luminance.
    Bt2020,
}

/// What a film is, from its container.
#[derive(Debug, Clone, PartialEq)]
pub struct FilmInfo {
    /// The container: `MP4`, `Matroska` …
    pub container: String,
    /// The codec as people call it: `H.264`, `HEVC`, `VP9`, `AV1` …
    pub codec: String,
    /// Width in pixels once upright.
    pub width: u32,
    /// Height in pixels once upright.
    pub height: u32,
    /// How each frame is to be turned.
    pub orientation: crate::Orientation,
    /// How long it lasts.
    pub duration: Duration,
    /// Frames a second on the average; 0 when the file does not say.
    pub frame_rate: f64,
    /// What the frames' numbers mean, where the container says.
    pub colour: Option<Colour>,
    /// What the file says of the sphere (V2 boxes, V1 XML, `vexu`, Matroska's projection).
    pub spherical: Option<Spherical>,
    /// Its sounds, the first being the one that is played.
    pub audio: Vec<AudioTrack>,
    /// How much of the file is there in percent, if it ends before its film does.
    pub cut: Option<u8>,
}

impl FilmInfo {
    /// The place in the film of a moment in run time.
    pub fn place(&self, run: Duration) -> Duration {
        if self.duration.is_zero() {
            return Duration::ZERO;
        }
        let nanos = run.as_nanos() % self.duration.as_nanos();
        Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
    }
}

/// What a film says of how it stands around the viewer.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Spherical {
    /// How the picture lies around the viewer.
    pub projection: Option<crate::Projection>,
    /// Where the two eyes' pictures stand.
    pub stereo: Option<crate::Stereo>,
    /// The part of the sphere that the picture covers, as shares of the whole: left, top, right, bottom cut away.
    pub cropped: Option<[f32; 4]>,
    /// The yaw in the picture that stands straight ahead, degrees.
    pub yaw: Option<f32>,
    /// The camera's pitch, degrees.
    pub pitch: Option<f32>,
    /// The camera's roll, degrees.
    pub roll: Option<f32>,
}

/// One of a film's sounds.
#[derive(Debug, Clone, PartialEq)]
pub struct AudioTrack {
    /// The codec as people call it.
    pub codec: String,
    /// Channels in the file.
    pub channels: u16,
    /// Samples a second in the file.
    pub rate: u32,
    /// A language tag, where the file says.
    pub language: Option<String>,
    /// First-order ambisonics in AmbiX order (`SA3D`, or four channels with no other layout).
    pub ambisonic: bool,
}
