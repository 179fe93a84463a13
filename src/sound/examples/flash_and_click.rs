//! How far flash and click of a whole film are apart when it is decoded from a file and played: for `cargo xtask bench`.
//!
//! `flash_and_click SECONDS` draws a film that flashes and clicks once a second, lets ffmpeg write it as H.264 and AAC,
//! plays it as long as it lasts and prints one line of JSON. The sound is what would leave for a device; a flash
//! is seen when its frame is the newest one that is due by the clock, looked at sixty times a second.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use media::film::synthetic::{CLICK_PEAK, Synthetic, code};
use media::film::{FilmSource, FrameContent, Heard, OpenOptions, PlaneFormat};
use sound::{FilmTrack, OfflineSound};

/// How often a headset looks, in seconds.
const LOOK: f64 = 1.0 / 60.0;
const RATE: f64 = 48_000.0;

fn main() -> Result<()> {
    let seconds = std::env::args().nth(1).context("for how many seconds?")?;
    let drawn = Synthetic {
        width: 640,
        height: 320,
        duration: Duration::from_secs(seconds.parse()?),
        format: PlaneFormat::I420,
        looping: false,
        ..Synthetic::default()
    };
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("film.mp4");
    write(&drawn, folder.path(), &path)?;
    let (flashes, clicks) = play(&path, drawn.duration)?;
    let count = drawn.duration.as_secs() as usize;
    ensure!(
        flashes.len() + 1 >= count && clicks.len() + 1 >= count,
        "{} flashes and {} clicks in {count} seconds",
        flashes.len(),
        clicks.len()
    );
    let apart = |flash: &f64| {
        let beside = clicks.iter().map(|click| flash - click);
        beside
            .min_by(|a, b| a.abs().total_cmp(&b.abs()))
            .unwrap_or(f64::MAX)
            * 1000.0
    };
    let apart: Vec<f64> = flashes.iter().map(apart).collect();
    let most = apart
        .iter()
        .fold(0.0_f64, |most, apart| most.max(apart.abs()));
    println!(
        "{{\"flashes\": {}, \"most_ms\": {most:.2}, \"apart_ms\": {apart:.1?}}}",
        flashes.len()
    );
    Ok(())
}

/// When flashes were seen and clicks heard, in seconds since the beginning.
fn play(path: &Path, lasts: Duration) -> Result<(Vec<f64>, Vec<f64>)> {
    let mut film = media::film::open(path, &OpenOptions::default())?;
    let mut sound = OfflineSound::new();
    let clock = sound.film(FilmTrack {
        sound: film.take_sound(),
        heading: 0.0,
        gain: 0.0,
        loudness: None,
        start: Duration::ZERO,
        fade: Duration::ZERO,
        playing: true,
    });
    let (mut flashes, mut heard) = (Vec::new(), Vec::new());
    let began = Instant::now();
    while clock.position() + Duration::from_millis(200) < lasts {
        heard.extend(sound.render(Duration::from_secs_f64(LOOK)));
        let now = heard.len() as f64 / RATE;
        // In step with time, as a device asks for it.
        std::thread::sleep(Duration::from_secs_f64(now).saturating_sub(began.elapsed()));
        let frame = film.frame(clock.position());
        if let Some(FrameContent::Planes(planes)) = frame.map(|frame| frame.content)
            && code::is_flash(&*planes)
            && flashes.last().is_none_or(|last| now - last > 0.5)
        {
            flashes.push(now);
        }
        ensure!(began.elapsed() < lasts * 3, "the film stands still");
    }
    let mut clicks: Vec<f64> = Vec::new();
    for (index, [left, right]) in heard.iter().enumerate() {
        let now = index as f64 / RATE;
        let loud = left.abs().max(right.abs()) > CLICK_PEAK * 0.2;
        if loud && clicks.last().is_none_or(|last| now - last > 0.5) {
            clicks.push(now);
        }
    }
    Ok((flashes, clicks))
}

/// Lets ffmpeg write the film.
fn write(film: &Synthetic, folder: &Path, path: &Path) -> Result<()> {
    let mut drawn = film.clone().open();
    let sound = folder.join("sound.f32");
    let mut reader = drawn.take_sound().context("a film with clicks has sound")?;
    let mut bytes = Vec::new();
    while let Heard::Piece(piece) = reader.read(Duration::ZERO) {
        bytes.extend(piece.samples.iter().flat_map(|sample| sample.to_le_bytes()));
    }
    std::fs::write(&sound, bytes)?;
    let mut ffmpeg = Command::new("ffmpeg")
        .args([
            "-y", "-v", "error", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-r", "30",
        ])
        .args([
            "-s",
            &format!("{}x{}", film.width, film.height),
            "-i",
            "pipe:0",
        ])
        .args([
            "-f",
            "f32le",
            "-ar",
            "48000",
            "-ac",
            &film.channels.to_string(),
            "-i",
        ])
        .arg(&sound)
        .args("-c:v libx264 -preset veryfast -crf 20 -c:a aac -b:a 192k".split(' '))
        .arg(path)
        .stdin(Stdio::piped())
        .spawn()
        .context("ffmpeg does not start")?;
    let mut pipe = ffmpeg.stdin.take().context("ffmpeg does not listen")?;
    for number in 0..film.frames() {
        let frame = drawn
            .frame(film.time_of(number))
            .context("a drawn film has every frame")?;
        if let FrameContent::Planes(planes) = frame.content {
            for plane in 0..3 {
                pipe.write_all(planes.plane(plane).0)?;
            }
        }
    }
    drop(pipe);
    ensure!(ffmpeg.wait()?.success(), "ffmpeg cannot write the film");
    Ok(())
}
