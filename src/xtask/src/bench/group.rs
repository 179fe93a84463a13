//! Eight headsets that begin the same together, each behind a network with 50 ms of jitter on which one packet of fifty
//! is sent again, for ten minutes.
//!
//! The headsets are real processes that show next to nothing: a film of a few pixels, with its sound, so that it is the
//! sound that is measured, and what it costs to measure does not matter. One machine stands for eight, so its
//! clock is the one they have to agree on without knowing it.

use super::figures::Samples;
use super::headset::number;
use super::material::{Material, example};
use super::program::Program;
use crate::job::Job;
use crate::paths;
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::process::Command;
use std::time::Duration;

const HEADSETS: u32 = 8;
const SECONDS: u32 = 600;
/// A look at whether it works at all.
const QUICK_SECONDS: u32 = 60;
/// Longer than is measured.
const FILM_SECONDS: u32 = 660;
/// What `group_skew` says, and the figures it becomes.
const FIGURES: [(&str, &str, &str); 6] = [
    ("group.skew.p95", "skew_ms", "p95"),
    ("group.skew.max", "skew_ms", "max"),
    ("group.spread.p95", "spread_ms", "p95"),
    ("group.spread.max", "spread_ms", "max"),
    ("group.told.p95", "told_ms", "p95"),
    ("group.told.max", "told_ms", "max"),
];
const EXPERIENCE: &str = r#"Experience(
    format: 1, id: "group", minutes: 20, stimulation: Low, start: "scene",
    title: {"sv": "grupp", "en": "group"},
    description: {"sv": "En liten film.", "en": "A small film."},
    prompts: {"sv": ["Ett?", "Två?", "Tre?"], "en": ["One?", "Two?", "Three?"]},
    scenes: {"scene": Scene(view: Film(file: "media/film.mp4", projection: Equirectangular))},
)
"#;

/// Makes the film, if it is not there.
pub(super) fn prepare(material: &Material) -> Result<()> {
    material.make("group", |folder| {
        let media = folder.join("group/media");
        fs::create_dir_all(&media)
            .and_then(|()| fs::write(folder.join("group/experience.ron"), EXPERIENCE))
            .with_context(|| format!("cannot write to {}", folder.display()))?;
        Job::new("making the small film", "ffmpeg")
            .args(["-nostdin", "-v", "error", "-y"])
            .args(["-f", "lavfi", "-i", "testsrc=size=64x32:rate=5"])
            .args([
                "-f",
                "lavfi",
                "-i",
                "anoisesrc=color=pink:amplitude=0.05:r=48000:seed=1",
            ])
            .args(["-t", &FILM_SECONDS.to_string()])
            .args(
                "-c:v libx264 -preset veryfast -pix_fmt yuv420p -g 25 -c:a aac -ac 1 -b:a 48k"
                    .split(' '),
            )
            .arg(media.join("film.mp4"))
            .expect_success()?;
        Ok(())
    })
}

/// Lets them play, and takes in how far they were apart.
pub(super) fn measure(material: &Material, quick: bool, samples: &mut Samples) -> Result<()> {
    let seconds = if quick { QUICK_SECONDS } else { SECONDS };
    let mut command = Command::new(example("group_skew")?);
    command
        .env("BEVY_ASSET_ROOT", paths::checkout())
        .arg(paths::program("headset", true)?)
        .arg(material.group())
        .args([HEADSETS.to_string(), seconds.to_string()]);
    let patience = Duration::from_secs(u64::from(seconds) + 300);
    let program = Program::start("group-skew", command, &material.logs())?;
    let (_, line) = program.line(patience, |line| line.starts_with('{'))?;
    let said: Value = serde_json::from_str(&line)
        .with_context(|| format!("these figures cannot be read: {line}"))?;
    program.end(patience)?;
    for (figure, of, part) in FIGURES {
        samples.add(figure, number(&said[of], part)?);
    }
    Ok(())
}
