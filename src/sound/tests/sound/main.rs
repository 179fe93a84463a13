//! Sound tried as sound: what would leave the device, measured.
#![allow(clippy::unwrap_used, reason = "a test may")]

mod around;
mod films;
mod loud;
mod scenes;
mod together;
mod words;

use std::fs;
use std::path::Path;
use std::time::Duration;

use sound::{AudioFile, OfflineSound, SceneSound, Track, TrackKind};

const RATE: u32 = 48_000;

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

fn seconds(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

/// A 16-bit WAV file of what `sample(time, channel)` gives.
fn wav(
    path: &Path,
    rate: u32,
    channels: u16,
    lasts: f64,
    sample: impl Fn(f64, u16) -> f64,
) -> AudioFile {
    let frames = (lasts * f64::from(rate)).round() as u32;
    let data: Vec<u8> = (0..frames)
        .flat_map(|frame| (0..channels).map(move |channel| (frame, channel)))
        .flat_map(|(frame, channel)| {
            let value = sample(f64::from(frame) / f64::from(rate), channel);
            ((value * 32767.0).round() as i16).to_le_bytes()
        })
        .collect();
    let mut file = Vec::from(*b"RIFF");
    file.extend((36 + data.len() as u32).to_le_bytes());
    file.extend(b"WAVEfmt ");
    let block = u32::from(channels) * 2;
    for word in [
        16,
        1 | (u32::from(channels) << 16),
        rate,
        rate * block,
        block | (16 << 16),
    ] {
        file.extend(word.to_le_bytes());
    }
    file.extend(b"data");
    file.extend((data.len() as u32).to_le_bytes());
    file.extend(data);
    fs::write(path, file).unwrap();
    named(path)
}

fn named(path: &Path) -> AudioFile {
    AudioFile::at(path, path.file_name().unwrap().to_str().unwrap())
}

/// A sine in whole cycles, so that its end joins its beginning; one channel.
fn sine(folder: &Path, name: &str, hertz: f64, lasts: f64, level: f64) -> AudioFile {
    wav(&folder.join(name), RATE, 1, lasts, |time, _| {
        level * (time * hertz * std::f64::consts::TAU).sin()
    })
}

/// Noise, the same each time; one channel.
fn noise(folder: &Path, name: &str, lasts: f64, level: f64) -> AudioFile {
    wav(&folder.join(name), RATE, 1, lasts, |time, _| {
        let mut random = (time * f64::from(RATE)).round() as u64 + 1;
        for _ in 0..3 {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            random ^= random >> 29;
        }
        level * ((random >> 40) as f64 / 8_388_608.0 - 1.0)
    })
}

fn ambience(file: &AudioFile, gain: f32) -> Track {
    Track {
        gain,
        ..Track::new(file.clone(), TrackKind::Ambience)
    }
}

fn scene(tracks: impl IntoIterator<Item = Track>) -> SceneSound {
    SceneSound {
        tracks: tracks.into_iter().collect(),
    }
}

/// The sound, and all of it that was heard.
struct Studio {
    sound: OfflineSound,
    heard: Vec<[f32; 2]>,
}

impl Studio {
    fn new() -> Studio {
        Studio {
            sound: OfflineSound::new(),
            heard: Vec::new(),
        }
    }

    fn play(&mut self, lasts: f64) {
        self.heard.extend(self.sound.render(seconds(lasts)));
    }

    /// What was heard from one moment to another, left (0) or right (1).
    fn ear(&self, ear: usize, from: f64, to: f64) -> Vec<f32> {
        self.heard[at(from)..at(to)]
            .iter()
            .map(|frame| frame[ear])
            .collect()
    }

    fn level(&self, from: f64, to: f64) -> f32 {
        level(&self.ear(0, from, to))
    }

    /// By how many decibels the right ear hears more than the left.
    fn side(&self, from: f64, to: f64) -> f32 {
        20.0 * (level(&self.ear(1, from, to)) / level(&self.ear(0, from, to))).log10()
    }

    /// The largest step from one sample to the next.
    fn steepest(&self, from: f64, to: f64) -> f32 {
        (0..2)
            .flat_map(|ear| {
                let samples = self.ear(ear, from, to);
                samples
                    .windows(2)
                    .map(|pair| (pair[1] - pair[0]).abs())
                    .collect::<Vec<_>>()
            })
            .fold(0.0, f32::max)
    }
}

fn at(time: f64) -> usize {
    (time * f64::from(RATE)).round() as usize
}

/// Root of the mean square, as the amplitude of a sine of that power.
fn level(samples: &[f32]) -> f32 {
    (samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len() as f32 * 2.0).sqrt()
}

fn decibels(factor: f32) -> f32 {
    20.0 * factor.log10()
}
