//! Contact sheets: every world in all seasons and times from the resident's seat, one picture a world; and a small one of
//! all worlds for the README. Run by `cargo xtask pictures`.
//!
//! ```text
//! contact --out target/pictures --readme assets/readme/worlds.jpg
//! ```
#![allow(
    clippy::unwrap_used,
    reason = "an example says what is wrong by ending"
)]

#[path = "support/studio.rs"]
mod studio;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use clap::Parser;
use glam::{EulerRot, Quat};
use manifest::{Season, Surroundings, Time, Weather, WorldKind};
use media::{Picture, Pixels, encode_jpeg};
use studio::Studio;
use worlds::model::{Limits, Model};
use worlds::{Camera, Settings, Source, Stage, World, load};

/// One picture of a sheet, in pixels.
const CELL: (u32, u32) = (480, 300);
/// One picture of the README's sheet, in pixels.
const SMALL: (u32, u32) = (300, 188);
/// Degrees across.
const ACROSS: f32 = 90.0;
/// Seconds in the world before each picture.
const AFTER: f32 = 6.0;
/// Bytes that the README's sheet may have.
const README_BYTES: usize = 400_000;
/// The seasons of the README's sheet, each at a time that suits it.
const README: [(Season, Time); 4] = [
    (Season::Spring, Time::Morning),
    (Season::Summer, Time::Evening),
    (Season::Autumn, Time::Day),
    (Season::Winter, Time::Night),
];

/// Draws contact sheets of the built-in worlds.
#[derive(Debug, Parser)]
struct Options {
    /// The folder with the built-in worlds.
    #[arg(long, default_value = "assets/worlds")]
    worlds: PathBuf,
    /// Where the sheets go.
    #[arg(long, default_value = "target/pictures")]
    out: PathBuf,
    /// Where the README's sheet goes.
    #[arg(long)]
    readme: Option<PathBuf>,
}

fn main() -> Result<()> {
    let options = Options::parse();
    std::fs::create_dir_all(&options.out)
        .with_context(|| format!("{} cannot be made", options.out.display()))?;
    let large = Studio::open(CELL, 2)?;
    let small = Studio::open(SMALL, 2)?;
    let mut of_all = Vec::new();
    for kind in WorldKind::ALL {
        let source = Source::BuiltIn {
            folder: options.worlds.clone(),
            kind,
        };
        let (model, settings) = load(&source, &Limits::default())
            .map_err(|error| anyhow!("{}: {} ({})", kind.name(), error, error.code()))?;
        let model = Arc::new(model);
        let mut cells = Vec::new();
        for season in Season::ALL {
            for time in Time::ALL {
                cells.push(picture(&large, &model, &settings, season, time)?);
            }
        }
        let file = options.out.join(format!("{}.jpg", kind.name()));
        write(&file, &sheet(&cells, CELL, Time::ALL.len()), 88)?;
        println!("wrote {}", file.display());
        for (season, time) in README {
            of_all.push(picture(&small, &model, &settings, season, time)?);
        }
    }
    if let Some(file) = &options.readme {
        let whole = sheet(&of_all, SMALL, README.len());
        let quality = (40..=90).rev().step_by(5).find(|quality| {
            encode_jpeg(&whole, *quality).is_ok_and(|jpeg| jpeg.len() <= README_BYTES)
        });
        write(
            file,
            &whole,
            quality.context("the README's sheet is too large at any quality")?,
        )?;
        println!("wrote {}", file.display());
    }
    Ok(())
}

/// One world at one time, as pixels.
fn picture(
    studio: &Studio,
    model: &Arc<Model>,
    settings: &Settings,
    season: Season,
    time: Time,
) -> Result<Vec<u8>> {
    let surroundings = Surroundings {
        season,
        time,
        weather: Weather::Clear,
        liveliness: 0.5,
    };
    let mut stage = Stage::new(Arc::clone(model), settings.clone(), surroundings, 1);
    for _ in 0..(AFTER * 30.0) as u32 {
        stage.advance(1.0 / 30.0);
    }
    let mut world = World::new(Arc::clone(&studio.workshop), stage);
    let turn = Quat::from_euler(EulerRot::YXZ, 0.0, 0.0, 0.0);
    let aspect = CELL.0 as f32 / CELL.1 as f32;
    let camera = Camera::simple(model.seat, turn, ACROSS, aspect);
    studio.draw(&mut world, &camera);
    studio.read()
}

/// Pictures side by side, `across` in a row.
fn sheet(cells: &[Vec<u8>], (width, height): (u32, u32), across: usize) -> Picture {
    let row = width as usize * 4;
    let mut pixels = Vec::new();
    for line in cells.chunks_exact(across) {
        for y in 0..height as usize {
            for cell in line {
                pixels.extend_from_slice(&cell[y * row..(y + 1) * row]);
            }
        }
    }
    Picture {
        width: width * across as u32,
        height: height * (cells.len() / across) as u32,
        pixels: Pixels::Rgba(pixels),
    }
}

fn write(file: &Path, picture: &Picture, quality: u8) -> Result<()> {
    let jpeg = encode_jpeg(picture, quality)?;
    std::fs::write(file, jpeg).with_context(|| format!("{} cannot be written", file.display()))
}
