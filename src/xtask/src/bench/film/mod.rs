//! Films: what decoding, drawing and seeking cost beside ffmpeg, which only decodes, and how far picture and sound are
//! apart.
//!
//! How many frames were seen, when, and beside which sound, only the headset itself can tell: it says so with
//! `--figures`. Processor time and memory are read from outside as well where another program is held against it.

mod file;
mod sphere;

use super::figures::{Samples, Series};
use super::headset::{self, number};
use super::material::Material;
use super::program::{Program, time};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fs;
use std::process::Command;

/// Seconds that are measured, in which a film of 30 frames a second has 600.
pub(super) const SECONDS: u32 = 20;
const SEEKS: u32 = 50;

/// Makes the film, if it is not there, and sees to it that it is shown right.
pub(super) fn prepare(material: &Material) -> Result<()> {
    file::make(material)?;
    headset::check_picture(material, "film")
}

/// The film with the view at rest and turning, and decoded by ffmpeg.
pub(super) fn play(material: &Material, samples: &mut Samples) -> Result<()> {
    samples.add("ffmpeg.film", decode(material)?);
    let mut resting = headset::offscreen_as_it_is(material)?;
    resting.args(words());
    let said = headset::told("headset-film", resting, material)?;
    let spent = number(&said, "processor_ms_per_frame")? * number(&said, "frames")?;
    samples.add("film.processor", spent / number(&said, "seconds")?);

    let mut turning = headset::offscreen(material)?;
    turning.args(words()).args(["--turn", "30"]);
    let said = headset::told("headset-film-turning", turning, material)?;
    let film = &said["film"];
    let shown = number(film, "shown")?;
    ensure!(shown > 0.0, "no frame of the film was shown: {said}");
    let seconds = number(&said, "seconds")?;
    let spent = number(&said, "processor_ms_per_frame")? * number(&said, "frames")?;
    samples.add("film.shown", shown * f64::from(SECONDS) / seconds);
    samples.add("film.frame_processor", spent / shown);
    samples.add("film.offset", largest(&numbers(film, "offset_ms")?));
    in_step(material, samples)
}

/// A flash and a click each second, all through a film that is decoded from its file.
fn in_step(material: &Material, samples: &mut Samples) -> Result<()> {
    let mut command = Command::new(super::material::example("flash_and_click")?);
    command.arg(SECONDS.to_string());
    let said = headset::told("flash-and-click", command, material)?;
    samples.add("film.in_step", number(&said, "most_ms")?);
    Ok(())
}

/// Seeks, each until its frame is seen; and ffmpeg fetching single frames.
pub(super) fn seek(material: &Material, samples: &mut Samples) -> Result<()> {
    let mut theirs = Vec::new();
    for number in 0..SEEKS {
        let mut command = Command::new("ffmpeg");
        command
            .args([
                "-nostdin",
                "-v",
                "error",
                "-ss",
                &place(number).to_string(),
                "-i",
            ])
            .arg(material.film())
            .args(["-frames:v", "1", "-f", "null", "-"]);
        theirs.push(time("ffmpeg-seek", command, &material.logs())?.as_secs_f64() * 1000.0);
    }
    let mut command = headset::offscreen(material)?;
    command.args(["--play", "film", "--figures", "--seeks", &SEEKS.to_string()]);
    let said = headset::told("headset-seek", command, material)?;
    let ours = numbers(&said["film"], "seek_ms")?;
    ensure!(
        ours.len() == SEEKS as usize,
        "the headset sought {} times, not {SEEKS}",
        ours.len()
    );
    for (name, times) in [("ffmpeg.seek", &theirs), ("film.seek", &ours)] {
        samples.add(name, Series::of(times).context("no seeks")?.p95());
    }
    Ok(())
}

/// The most memory the headset takes while the film plays.
pub(super) fn memory(material: &Material, samples: &mut Samples) -> Result<()> {
    let mut command = headset::offscreen(material)?;
    command.args(words());
    let program = Program::start("headset-film-memory", command, &material.logs())?;
    let watch = program.processes().watch_memory();
    headset::account(&program)?;
    samples.add("film.memory", watch.peak() as f64);
    program.end(headset::PATIENCE)?;
    Ok(())
}

/// What the headset is told in order to play the film and measure.
fn words() -> [String; 5] {
    [
        "--play",
        "film",
        "--figures",
        "--seconds",
        &SECONDS.to_string(),
    ]
    .map(str::to_owned)
}

/// ffmpeg decoding the film as fast as it can: milliseconds of processor time per second of film.
fn decode(material: &Material) -> Result<f64> {
    let mut command = Command::new("ffmpeg");
    command
        .args(["-nostdin", "-benchmark", "-i"])
        .arg(material.film())
        .args(["-f", "null", "-"]);
    time("ffmpeg-film", command, &material.logs())?;
    let log = material.logs().join("ffmpeg-film.log");
    let text =
        fs::read_to_string(&log).with_context(|| format!("cannot read {}", log.display()))?;
    let seconds =
        spent(&text).with_context(|| format!("{} does not say what it cost", log.display()))?;
    Ok(seconds * 1000.0 / f64::from(file::SECONDS))
}

/// Seconds of processor time in ffmpeg's line `bench: utime=1.2s stime=0.3s rtime=0.9s`.
fn spent(log: &str) -> Option<f64> {
    let line = log
        .lines()
        .find_map(|line| line.split_once("bench: utime="))?
        .1;
    let (user, rest) = line.split_once("s stime=")?;
    let (system, _) = rest.split_once("s ")?;
    Some(user.parse::<f64>().ok()? + system.parse::<f64>().ok()?)
}

/// Where the film is sought: all over it, never twice the same. The headset takes places of the same kind.
fn place(number: u32) -> f64 {
    const GOLDEN: f64 = 0.618_033_988_749_895;
    (f64::from(number + 1) * GOLDEN).fract() * f64::from(SECONDS)
}

fn numbers(said: &Value, name: &str) -> Result<Vec<f64>> {
    said[name]
        .as_array()
        .and_then(|values| values.iter().map(Value::as_f64).collect())
        .with_context(|| format!("{name} was not said: {said}"))
}

fn largest(values: &[f64]) -> f64 {
    values.iter().map(|value| value.abs()).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ffmpeg_says_what_it_cost() {
        let log = "frame=720\nbench: utime=12.125s stime=0.500s rtime=7.000s\nbench: maxrss=1kB\n";
        assert_eq!(spent(log), Some(12.625));
        assert_eq!(spent("frame=720\n"), None);
    }

    #[test]
    fn the_film_is_sought_all_over() {
        let mut places: Vec<f64> = (0..SEEKS).map(place).collect();
        places.sort_by(f64::total_cmp);
        assert!(places[0] > 0.0 && places[SEEKS as usize - 1] < f64::from(SECONDS));
        let gap = places.windows(2).map(|pair| pair[1] - pair[0]);
        assert!(gap.fold(0.0, f64::max) < 1.0);
    }

    #[test]
    fn picture_before_sound_counts_as_much_as_after() {
        assert_eq!(largest(&[-31.0, 2.0, 12.5]), 31.0);
    }
}
