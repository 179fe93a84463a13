//! How loud a film's own sound is, whatever it is coded with.
#![cfg(not(target_os = "android"))]
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::path::Path;
use std::process::Command;

use media::loudness::measure;

/// A grey film with a tone of 997 Hz in it, as loud as that.
fn film(path: &Path, decibels: f32, channels: u32, coded: &[&str]) {
    let tone = format!(
        "aevalsrc=exprs={}:s=48000:c={}",
        vec!["sin(997*2*PI*t)"; channels as usize].join("|"),
        if channels == 1 { "mono" } else { "stereo" }
    );
    let done = Command::new("ffmpeg")
        .args([
            "-y",
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "color=gray:s=128x64:r=10",
            "-f",
            "lavfi",
            "-i",
            &tone,
        ])
        .args(["-af", &format!("volume={decibels}dB"), "-t", "4"])
        .args(coded)
        .arg(path)
        .status()
        .expect("ffmpeg is needed for these tests: sudo apt install ffmpeg");
    assert!(done.success(), "{}", path.display());
}

#[test]
fn every_sound_that_is_played_is_measured() {
    let folder = tempfile::tempdir().unwrap();
    for (name, channels, coded) in [
        (
            "opus.webm",
            2,
            &["-c:v", "libvpx-vp9", "-c:a", "libopus", "-b:a", "192k"][..],
        ),
        (
            "vorbis.mkv",
            2,
            &["-c:v", "libx264", "-c:a", "libvorbis", "-q:a", "8"],
        ),
        (
            "opus.mp4",
            1,
            &["-c:v", "libx264", "-c:a", "libopus", "-b:a", "128k"],
        ),
        (
            "aac.mov",
            2,
            &["-c:v", "libx264", "-c:a", "aac", "-b:a", "192k"],
        ),
        ("pcm.mov", 1, &["-c:v", "libx264", "-c:a", "pcm_s16le"]),
    ] {
        let path = folder.path().join(name);
        film(&path, -20.0, channels, coded);
        let loudness = measure(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        // A sine of that level in both ears, as R 128 counts it.
        assert!(
            (loudness.integrated + 20.0).abs() < 0.5,
            "{name}: {loudness:?}"
        );
        assert!(
            (loudness.true_peak + 20.0).abs() < 0.7,
            "{name}: {loudness:?}"
        );
    }
    let silent = folder.path().join("silent.mp4");
    let only_pictures = [
        "-y",
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        "color=gray:s=128x64:r=10",
        "-t",
        "1",
    ];
    assert!(
        Command::new("ffmpeg")
            .args(only_pictures)
            .arg(&silent)
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(measure(&silent).unwrap_err().code(), "M0503");
}
