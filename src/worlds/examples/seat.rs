//! What a world looks like from the resident's seat: a picture without a headset, and what it costs.
//!
//! ```text
//! seat --world lake --season winter --time evening --weather snow --yaw -30 --out lake.png
//! seat --glb own.glb --sheet --out own.png
//! ```
#![allow(
    clippy::unwrap_used,
    reason = "an example says what is wrong by ending"
)]

#[path = "support/studio.rs"]
mod studio;

use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};
use clap::Parser;
use glam::{EulerRot, Quat};
use manifest::{Season, Surroundings, Time, Weather, WorldKind};
use studio::Studio;
use worlds::model::Limits;
use worlds::{Camera, Source, Stage, World, load};

/// Draws a world from the resident's seat.
#[derive(Debug, Parser)]
struct Options {
    /// A built-in world: lake, meadow, cabin, garden, pavilion, kitchen.
    #[arg(long, value_parser = world)]
    world: Option<WorldKind>,
    /// A glTF file instead.
    #[arg(long, conflicts_with = "world")]
    glb: Option<PathBuf>,
    /// Photos, or a folder with them: the room for albums, with them on its walls and its screen.
    #[arg(long, conflicts_with_all = ["world", "glb"])]
    album: Vec<PathBuf>,
    /// The folder with the built-in worlds.
    #[arg(long, default_value = "assets/worlds")]
    worlds: PathBuf,
    #[arg(long, default_value = "summer", value_parser = season)]
    season: Season,
    #[arg(long, default_value = "evening", value_parser = time)]
    time: Time,
    #[arg(long, default_value = "clear", value_parser = weather)]
    weather: Weather,
    #[arg(long, default_value_t = 0.5)]
    liveliness: f32,
    /// Degrees to the right.
    #[arg(long, default_value_t = 0.0, allow_hyphen_values = true)]
    yaw: f32,
    /// Degrees up.
    #[arg(long, default_value_t = 0.0, allow_hyphen_values = true)]
    pitch: f32,
    /// Degrees across.
    #[arg(long, default_value_t = 90.0)]
    fov: f32,
    #[arg(long, default_value = "960x600", value_parser = size)]
    size: (u32, u32),
    /// Seconds in the world before the picture.
    #[arg(long, default_value_t = 5.0)]
    after: f32,
    /// A happening that begins at second 0; several may be named.
    #[arg(long)]
    happening: Vec<String>,
    /// Four pictures in one: ahead, right, behind, left.
    #[arg(long)]
    sheet: bool,
    /// Smooth edges: twice as large in both directions, then brought down.
    #[arg(long)]
    smooth: bool,
    /// Stand elsewhere: x,y,z in metres.
    #[arg(long, allow_hyphen_values = true, value_parser = place)]
    from: Option<glam::Vec3>,
    /// Draw so many frames and say how long each took.
    #[arg(long)]
    frames: Option<u32>,
    /// Only what it is made of; no picture.
    #[arg(long)]
    check: bool,
    #[arg(long, default_value = "seat.png")]
    out: PathBuf,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let source = match (&options.world, &options.glb) {
        _ if !options.album.is_empty() => album(&options)?,
        (Some(kind), None) => Source::BuiltIn {
            folder: options.worlds.clone(),
            kind: *kind,
        },
        (None, Some(path)) => Source::File(path.clone()),
        _ => bail!("name a world with --world or a file with --glb"),
    };
    let began = Instant::now();
    let (model, settings) =
        load(&source, &Limits::default()).map_err(|error| anyhow!("{}: {error}", error.code()))?;
    for warning in &model.warnings {
        println!("warning: {warning}");
    }
    for warning in options
        .world
        .iter()
        .flat_map(|kind| worlds::table::differences(&model, *kind))
    {
        println!("warning: {warning}");
    }
    println!(
        "{}: {} triangles in {} parts, {} materials, read in {:.2} s",
        source.path().display(),
        model.triangles(),
        model.parts.len(),
        model.materials.len() - 1,
        began.elapsed().as_secs_f32()
    );
    let names = |what: &str, names: Vec<&str>| println!("{what}: {}", names.join(" "));
    names(
        "clips",
        model.clips.iter().map(|clip| clip.name.as_str()).collect(),
    );
    names(
        "targets",
        model
            .targets
            .iter()
            .filter(|target| target.declared)
            .map(|target| target.id.as_str())
            .collect(),
    );
    names(
        "sounds",
        model.sounds.iter().map(|sound| sound.id.as_str()).collect(),
    );
    println!(
        "emitters: {}; seat {}; water {:?}",
        model.emitters.len(),
        model.seat,
        model.water
    );
    if options.check {
        return Ok(());
    }
    let surroundings = Surroundings {
        season: options.season,
        time: options.time,
        weather: options.weather,
        liveliness: options.liveliness,
    };
    let stage = Stage::new(Arc::new(model), settings, surroundings, 1);
    let mut studio = Studio::open(options.size, if options.smooth { 2 } else { 1 })?;
    let mut world = World::new(Arc::clone(&studio.workshop), stage);
    for happening in &options.happening {
        if !world.stage_mut().happen(happening) {
            println!("warning: there is no happening \"{happening}\"");
        }
    }
    // In steps as frames are, so that life goes its way.
    let steps = (options.after * 30.0).round() as u32;
    for _ in 0..steps {
        world.stage_mut().advance(1.0 / 30.0);
    }
    world.advance(0.0);
    let eye = options.from.unwrap_or(world.stage().model().seat);
    let yaws: &[f32] = if options.sheet {
        &[0.0, 90.0, 180.0, 270.0]
    } else {
        &[0.0]
    };
    let mut pictures = Vec::new();
    for yaw in yaws {
        let yaw = options.yaw + yaw;
        let turn = Quat::from_euler(
            EulerRot::YXZ,
            -yaw.to_radians(),
            options.pitch.to_radians(),
            0.0,
        );
        let aspect = options.size.0 as f32 / options.size.1 as f32;
        let camera = Camera::simple(eye, turn, options.fov, aspect);
        let began = Instant::now();
        let drawn = studio.draw(&mut world, &camera);
        pictures.push(studio.read()?);
        println!(
            "yaw {yaw:>4}: {} draw calls, {} triangles in view, {:.0} ms on this machine{}",
            drawn.calls,
            drawn.triangles,
            began.elapsed().as_secs_f32() * 1000.0,
            if drawn.calls > 120 || drawn.triangles > 150_000 {
                "  OVER BUDGET"
            } else {
                ""
            }
        );
    }
    println!("textures: {:.1} MB", world.texture_bytes() as f32 / 1e6);
    if let Some(frames) = options.frames {
        measure(&mut world, &mut studio, eye, frames);
    }
    write(&options.out, &pictures, options.size)?;
    println!("wrote {}", options.out.display());
    Ok(())
}

/// The room for albums with these photos in it.
fn album(options: &Options) -> Result<Source> {
    let mut photos = Vec::new();
    for path in &options.album {
        if path.is_file() {
            photos.push(path.clone());
            continue;
        }
        let items = std::fs::read_dir(path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let first = photos.len();
        photos.extend(items.filter_map(|item| Some(item.ok()?.path())));
        photos[first..].sort();
    }
    Ok(Source::Album {
        folder: options.worlds.clone(),
        kind: worlds::album::world_of(manifest::Room::Cottage),
        album: worlds::Album {
            films: Vec::new(),
            frames: photos.clone(),
            slides: photos,
        },
    })
}

/// What the program itself does for a frame, without the graphics card.
fn measure(world: &mut World, studio: &mut Studio, eye: glam::Vec3, frames: u32) {
    let camera = Camera::simple(eye, Quat::IDENTITY, 90.0, 1.0);
    let mut took: Vec<f32> = (0..frames)
        .map(|_| {
            let began = Instant::now();
            world.advance(1.0 / 72.0);
            let encoder = studio.encode(world, &camera);
            let passed = began.elapsed().as_secs_f32() * 1000.0;
            studio.queue().submit([encoder]);
            studio.wait();
            passed
        })
        .collect();
    took.sort_by(f32::total_cmp);
    let at = |share: f32| took[((took.len() - 1) as f32 * share) as usize];
    println!(
        "main thread: median {:.2} ms, p95 {:.2} ms a frame and eye",
        at(0.5),
        at(0.95)
    );
}

/// One picture, or four two by two.
fn write(path: &Path, pictures: &[Vec<u8>], (width, height): (u32, u32)) -> Result<()> {
    let row = width as usize * 4;
    let across = if pictures.len() > 1 { 2 } else { 1 };
    let mut pixels = Vec::new();
    for line in pictures.chunks(across) {
        for y in 0..height as usize {
            for picture in line {
                pixels.extend_from_slice(&picture[y * row..(y + 1) * row]);
            }
        }
    }
    let down = pictures.len().div_ceil(across);
    let mut encoder = png::Encoder::new(
        BufWriter::new(
            std::fs::File::create(path)
                .with_context(|| format!("{} cannot be written", path.display()))?,
        ),
        width * across as u32,
        height * down as u32,
    );
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_compression(png::Compression::Fast);
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(())
}

fn one_of<T: Copy>(
    text: &str,
    all: impl IntoIterator<Item = (T, &'static str)>,
) -> Result<T, String> {
    let all: Vec<(T, &str)> = all.into_iter().collect();
    let names: Vec<&str> = all.iter().map(|(_, name)| *name).collect();
    let found = all.iter().find(|(_, name)| *name == text);
    found
        .map(|(value, _)| *value)
        .ok_or_else(|| format!("write one of {}", names.join(", ")))
}

fn world(text: &str) -> Result<WorldKind, String> {
    one_of(text, WorldKind::ALL.map(|kind| (kind, kind.name())))
}

fn season(text: &str) -> Result<Season, String> {
    one_of(text, Season::ALL.map(|season| (season, season.name())))
}

fn time(text: &str) -> Result<Time, String> {
    one_of(text, Time::ALL.map(|time| (time, time.name())))
}

fn weather(text: &str) -> Result<Weather, String> {
    one_of(text, Weather::ALL.map(|weather| (weather, weather.name())))
}

fn size(text: &str) -> Result<(u32, u32), String> {
    let sides = text
        .split_once('x')
        .and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
    sides
        .filter(|(w, h)| (16..=8192).contains(w) && (16..=8192).contains(h))
        .ok_or_else(|| "write the size as 960x600".to_owned())
}

fn place(text: &str) -> Result<glam::Vec3, String> {
    let numbers: Vec<f32> = text
        .split(',')
        .filter_map(|number| number.trim().parse().ok())
        .collect();
    match numbers[..] {
        [x, y, z] => Ok(glam::Vec3::new(x, y, z)),
        _ => Err("write a place as x,y,z".to_owned()),
    }
}
