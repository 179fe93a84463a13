//! How loud a sound is, as EBU R 128 measures it, and what brings it to where it should be.
//!
//! What counts is how it is heard: a sound of one channel reaches both ears and is measured so; of
//! ambisonics, the channel that hears all around (W) is.
//!
//! ```
//! use media::loudness::Loudness;
//! let loud = Loudness { integrated: -17.0, true_peak: -0.5 };
//! assert_eq!(loud.gain(), -6.0);
//! ```

use std::path::Path;

use ebur128::{Channel, EbuR128, Mode};

use crate::audio::{AudioError, SoundFile};

/// What every sound is brought to, LUFS (H9).
pub const TARGET: f32 = -23.0;
/// No peak is above this, dBTP (H9).
pub const HIGHEST_PEAK: f32 = -1.0;
/// What has no sound in it is said to be so loud, LUFS and dBTP: where R 128's own gate closes.
pub const SILENCE: f32 = -70.0;
/// Nothing is made louder than by so many decibels: what is as soft as that was meant to be.
const MOST_GAIN: f32 = 30.0;

/// How loud a sound is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Loudness {
    /// Over the whole of it, LUFS; [`SILENCE`] at least.
    pub integrated: f32,
    /// Its highest peak, also between samples, dBTP; [`SILENCE`] at least.
    pub true_peak: f32,
}

impl Loudness {
    /// The decibels that bring it to [`TARGET`], or as near as [`HIGHEST_PEAK`] lets it.
    pub fn gain(self) -> f32 {
        gain_to(self, TARGET, HIGHEST_PEAK)
    }
}

/// The decibels that bring a sound to `target` LUFS with no peak above `peak` dBTP. Silence is left as it is.
pub fn gain_to(loudness: Loudness, target: f32, peak: f32) -> f32 {
    if !loudness.integrated.is_finite()
        || !loudness.true_peak.is_finite()
        || loudness.integrated <= SILENCE
    {
        return 0.0;
    }
    (target - loudness.integrated)
        .min(peak - loudness.true_peak)
        .min(MOST_GAIN)
}

/// Measures a whole file, a sound or a film; decodes all of its sound.
///
/// # Errors
/// As [`SoundFile::open`] and [`SoundFile::read`].
pub fn measure(path: &Path) -> Result<Loudness, AudioError> {
    measure_sound(path).or_else(|error| measure_film(path).ok_or(error))
}

/// A film whose sound is in no form that is decoded here, by what plays it.
#[cfg(not(target_os = "android"))]
fn measure_film(path: &Path) -> Option<Loudness> {
    let measured = crate::film::loudness(path);
    measured
        .inspect_err(|error| tracing::debug!(%error, "nor as a film can its sound be measured"))
        .ok()
}

/// There is no decoder for films yet.
#[cfg(target_os = "android")]
fn measure_film(_path: &Path) -> Option<Loudness> {
    None
}

fn measure_sound(path: &Path) -> Result<Loudness, AudioError> {
    let mut file = SoundFile::open(path)?;
    let mut meter = Meter::new(file.channels(), file.rate())?;
    let mut samples = Vec::new();
    while file.read(&mut samples)? > 0 {
        meter.add(&samples);
    }
    Ok(meter.loudness())
}

/// Measures sound as it comes, such as a film's.
pub struct Meter {
    state: EbuR128,
    channels: usize,
    /// Whether only the first channel counts.
    only_first: bool,
    picked: Vec<f32>,
}

impl Meter {
    /// For interleaved samples of so many channels at `rate`.
    ///
    /// # Errors
    /// [`AudioError::Rate`] for a rate or a number of channels that no sound has.
    pub fn new(channels: u16, rate: u32) -> Result<Meter, AudioError> {
        let only_first = channels == 1 || channels == 4;
        let measured = if only_first { 1 } else { u32::from(channels) };
        let wrong = |_| AudioError::Rate { channels, rate };
        let mut state = EbuR128::new(measured, rate, Mode::I | Mode::TRUE_PEAK | Mode::HISTOGRAM)
            .map_err(wrong)?;
        if only_first {
            state.set_channel(0, Channel::DualMono).map_err(wrong)?;
        }
        Ok(Meter {
            state,
            channels: usize::from(channels),
            only_first,
            picked: Vec::new(),
        })
    }

    /// The next interleaved samples.
    pub fn add(&mut self, samples: &[f32]) {
        let added = if self.only_first && self.channels > 1 {
            self.picked.clear();
            self.picked
                .extend(samples.chunks_exact(self.channels).map(|frame| frame[0]));
            self.state.add_frames_f32(&self.picked)
        } else {
            self.state.add_frames_f32(samples)
        };
        if let Err(error) = added {
            tracing::debug!(%error, "a piece of sound could not be measured");
        }
    }

    /// How loud what came so far was.
    pub fn loudness(&self) -> Loudness {
        let floor = |value: f64| {
            let value = value as f32;
            if value.is_finite() {
                value.max(SILENCE)
            } else {
                SILENCE
            }
        };
        let peak = (0..self.state.channels())
            .filter_map(|channel| self.state.true_peak(channel).ok())
            .fold(0.0, f64::max);
        Loudness {
            integrated: floor(self.state.loudness_global().unwrap_or(f64::NEG_INFINITY)),
            true_peak: floor(20.0 * peak.log10()),
        }
    }
}

impl std::fmt::Debug for Meter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Meter")
            .field("channels", &self.channels)
            .finish_non_exhaustive()
    }
}
