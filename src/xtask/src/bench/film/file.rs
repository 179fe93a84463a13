//! The film that is measured with, made once by ffmpeg: as large, as heavy and as full of key frames as a good 360°
//! camera's.
//!
//! Above the horizon it tells its directions by colour, as the photo does; below, the garden of a summer cottage
//! passes by, so that there is motion to decode; and all of it has the grain of a camera. The sound is noise.

use super::sphere;
use crate::bench::material::Material;
use crate::job::Job;
use crate::paths;
use anyhow::{Context, Result};
use std::fs;

/// Seconds it lasts: more than is measured, so that nothing measured has its end in it.
pub(super) const SECONDS: u32 = 24;
/// Size, place of the garden in it, frames a second: as the filter graph and the encoder need them.
const GRAPH: &str = "\
    [0:v]scale=3840:1920,loop=-1:1:0,fps=30[sides];\
    [1:v]scale=3840:1920,loop=-1:1:0,fps=30,scroll=horizontal=0.0005,crop=3840:1040:0:880[ground];\
    [sides][ground]overlay=0:880,noise=alls=7:allf=t,format=yuv420p[picture]";
const SOUND: &str = "anoisesrc=color=pink:amplitude=0.05:r=48000:seed=1";
const EXPERIENCE: &str = r#"Experience(
    format: 1, id: "film", minutes: 10, stimulation: Low, start: "scene",
    title: {"sv": "film", "en": "film"},
    description: {"sv": "Riktningar i färg.", "en": "Directions in colour."},
    prompts: {"sv": ["Ett?", "Två?", "Tre?"], "en": ["One?", "Two?", "Three?"]},
    scenes: {"scene": Scene(view: Film(file: "media/film.mp4"))},
)
"#;

/// Makes the experience `film` beside those with photos, if it is not there.
pub(super) fn make(material: &Material) -> Result<()> {
    material.make("experiences/film", |folder| {
        fs::create_dir_all(folder.join("media"))
            .and_then(|()| fs::write(folder.join("experience.ron"), EXPERIENCE))
            .with_context(|| format!("cannot write to {}", folder.display()))?;
        let film = folder.join("media/film.mp4");
        let garden = paths::checkout().join("experiences/sommarstugan/media/veranda.jpg");
        Job::new("making the film", "ffmpeg")
            .args(["-nostdin", "-v", "error", "-y", "-i"])
            .arg(material.photo())
            .arg("-i")
            .arg(garden)
            .args(["-f", "lavfi", "-i", SOUND, "-filter_complex", GRAPH])
            .args([
                "-map",
                "[picture]",
                "-map",
                "2:a",
                "-t",
                &SECONDS.to_string(),
            ])
            .args("-c:v libx264 -preset veryfast -crf 23 -g 30 -c:a aac -ac 2 -b:a 160k".split(' '))
            .arg(&film)
            .expect_success()?;
        let marked = fs::read(&film)
            .map_err(anyhow::Error::from)
            .and_then(sphere::marked)
            .with_context(|| format!("{} cannot be made a sphere", film.display()))?;
        fs::write(&film, marked).with_context(|| format!("cannot write {}", film.display()))
    })
}
