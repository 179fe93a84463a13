//! What sixteen placed sounds and an ambisonic one cost: a minute of it, made as fast as the machine can while
//! the head turns.
//!
//! ```text
//! cargo run --release -p sound --example spatial_cost
//! ```
//! Prints one line of JSON: the seconds of sound, and the processor time that everything took (reading the files,
//! all that is mixed, the limiter), and what the same takes with nothing to be heard.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use sound::{AudioFile, OfflineSound, SceneSound, Times, Track, TrackKind};

const RATE: u32 = 48_000;
const SECONDS: u64 = 60;
const SOURCES: u32 = 16;
/// The head is told so often: as a headset's frames come.
const FRAME: Duration = Duration::from_nanos(13_888_889);

fn main() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("spatial-cost-{}", std::process::id()));
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let measured = measure(&folder);
    fs::remove_dir_all(&folder).ok();
    let (all, nothing) = measured?;
    println!(
        "{}",
        json!({
            "seconds": SECONDS,
            "processor_seconds": all,
            "processor_seconds_of_silence": nothing,
            "placed": SOURCES,
            "ambisonic": 1,
            "build": if cfg!(debug_assertions) { "debug" } else { "release" },
        })
    );
    Ok(())
}

fn measure(folder: &Path) -> Result<(f64, f64)> {
    let mut tracks = Vec::new();
    for source in 0..SOURCES {
        let file = noise(folder, &format!("{source}.wav"), 1, 5 + source % 4)?;
        let kind = TrackKind::Placed {
            yaw: source as f32 * 360.0 / SOURCES as f32,
            pitch: (source % 5) as f32 * 10.0 - 20.0,
            distance: 1.0 + source as f32 / 2.0,
            times: Times::Loop,
        };
        tracks.push(Track::new(file, kind));
    }
    let around = noise(folder, "around.wav", 4, 20)?;
    tracks.push(Track::new(around, TrackKind::Ambisonics { heading: 0.0 }));
    let scene = SceneSound { tracks };
    let nothing = cost(SceneSound::default())?;
    Ok((cost(scene)?, nothing))
}

/// The processor time that the scene takes.
fn cost(scene: SceneSound) -> Result<f64> {
    let silent = scene.tracks.is_empty();
    let mut sound = OfflineSound::new();
    sound.scene(scene, Duration::from_secs(1));
    sound.render(Duration::from_secs(2));
    let problems = sound.problems();
    ensure!(problems.is_empty(), "{problems:?}");
    let before = processor_time()?;
    let (mut made, mut loudest) = (Duration::ZERO, 0.0_f32);
    while made < Duration::from_secs(SECONDS) {
        let half = (made.as_secs_f32() * 0.8).sin() * 0.7;
        sound.head([0.0, half.sin(), 0.0, half.cos()]);
        for [left, right] in sound.render(FRAME) {
            loudest = loudest.max(left.abs()).max(right.abs());
        }
        made += FRAME;
    }
    ensure!(
        silent == (loudest == 0.0),
        "what was to be heard was not: the loudest sample is {loudest}"
    );
    Ok(processor_time()? - before)
}

/// A file of noise.
fn noise(folder: &Path, name: &str, channels: u16, seconds: u32) -> Result<AudioFile> {
    let samples = seconds * RATE * u32::from(channels);
    let mut random = 1_u32;
    let mut file = Vec::from(*b"RIFF");
    let block = u32::from(channels) * 2;
    file.write_all(&(36 + samples * 2).to_le_bytes())?;
    file.write_all(b"WAVEfmt ")?;
    for word in [
        16,
        1 | (u32::from(channels) << 16),
        RATE,
        RATE * block,
        block | (16 << 16),
    ] {
        file.write_all(&word.to_le_bytes())?;
    }
    file.write_all(b"data")?;
    file.write_all(&(samples * 2).to_le_bytes())?;
    for _ in 0..samples {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        file.write_all(&((random >> 20) as i16 - 2048).to_le_bytes())?;
    }
    let path = folder.join(name);
    fs::write(&path, file).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(AudioFile::at(path, name))
}

/// What this process has used of processors so far, in seconds.
fn processor_time() -> Result<f64> {
    let said = fs::read_to_string("/proc/self/schedstat").context("only Linux says this")?;
    let nanos = said
        .split_whitespace()
        .next()
        .context("an empty answer")?
        .parse::<u64>()?;
    Ok(nanos as f64 / 1e9)
}
