//! What was heard: tones made by ffmpeg, and found again in what the headset wrote down (`--record`).

use std::path::Path;
use std::process::Command;

/// Samples a second of what the headset writes down.
const RATE: f32 = 48_000.0;
/// Seconds that are listened to at a time.
const PIECE: f32 = 0.2;

/// Writes a tone of so many hertz and seconds into an Ogg file.
pub fn write_tone(file: &Path, hertz: u32, seconds: u32) {
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    let source = format!("sine=frequency={hertz}:duration={seconds}:sample_rate=48000");
    let written = Command::new("ffmpeg")
        .args(["-y", "-v", "error", "-f", "lavfi", "-i", &source])
        .args(["-af", "volume=2", "-c:a", "libvorbis"])
        .arg(file)
        .status()
        .expect("ffmpeg is needed for these tests: sudo apt install ffmpeg");
    assert!(written.success(), "ffmpeg cannot write the tone");
}

/// A WAV file that the headset wrote.
pub struct Record {
    /// Left and right.
    frames: Vec<[f32; 2]>,
}

impl Record {
    /// Reads it.
    pub fn read(file: &Path) -> Self {
        let mut reader = hound::WavReader::open(file).unwrap();
        let samples: Vec<f32> = reader
            .samples::<i16>()
            .map(|sample| f32::from(sample.unwrap()) / 32_768.0)
            .collect();
        let frames = samples.chunks_exact(2).map(|pair| [pair[0], pair[1]]);
        Self {
            frames: frames.collect(),
        }
    }

    /// How loud a tone is in each ear, piece by piece: its amplitude.
    pub fn tone(&self, hertz: f32) -> Vec<[f32; 2]> {
        let length = (PIECE * RATE) as usize;
        let pieces = self.frames.chunks_exact(length);
        let both = |piece: &[[f32; 2]]| [0, 1].map(|ear| amplitude(piece, ear, hertz));
        pieces.map(both).collect()
    }

    /// The seconds in which a tone is heard, one number a piece.
    pub fn heard(&self, hertz: f32) -> Vec<f32> {
        let tone = self.tone(hertz);
        let loud = tone
            .iter()
            .enumerate()
            .filter(|(_, [left, right])| left.max(*right) > 0.001);
        loud.map(|(number, _)| number as f32 * PIECE).collect()
    }
}

/// Goertzel's way to the amplitude of one frequency.
fn amplitude(piece: &[[f32; 2]], ear: usize, hertz: f32) -> f32 {
    let turn = std::f32::consts::TAU * hertz / RATE;
    let (mut before, mut last) = (0.0_f32, 0.0_f32);
    for frame in piece {
        (before, last) = (last, frame[ear] + 2.0 * turn.cos() * last - before);
    }
    let power = last * last + before * before - 2.0 * turn.cos() * last * before;
    2.0 * power.max(0.0).sqrt() / piece.len() as f32
}
