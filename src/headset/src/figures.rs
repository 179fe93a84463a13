//! Measures the headset from inside: how soon a picture is seen, what a frame costs, what memory is used.
//!
//! Figures are printed for `cargo xtask bench`, which puts them beside those of other programs. A
//! picture counts as seen when the graphics card has finished the frame that shows it.

mod film;

use std::time::Instant;

use bevy::app::{App, AppExit, First, Last, Plugin, Update};
use bevy::ecs::prelude::*;
use bevy::render::renderer::RenderDevice;
use bevy::render::{ExtractSchedule, MainWorld, RenderApp};
use serde::Serialize;

use crate::conductor::Conductor;
use crate::figures::film::{FilmFigures, Seeking};
use crate::mirror::Mirror;
use crate::panorama::DrawCalls;
use crate::systems::HeadsetSystems;

/// Measures, prints and ends the program.
pub struct FiguresPlugin {
    /// The experience to start once the first is seen.
    pub then: Option<String>,
    /// How long to measure after the last picture has come.
    pub seconds: Option<f32>,
    /// How many seeks to measure instead.
    pub seeks: Option<u32>,
    /// Whether the picture on the tablet is the only one there is, and is drawn to be measured.
    pub own_picture: bool,
}

impl Plugin for FiguresPlugin {
    fn build(&self, app: &mut App) {
        let measuring = Measuring {
            then: self.then.clone(),
            seconds: self.seconds.unwrap_or(0.0),
            seeking: self.seeks.map(Seeking::new),
            pictures: None,
            own_picture: self.own_picture,
            awaited: None,
            drawn: None,
            start: None,
            ordered: None,
            figures: Figures::default(),
        };
        app.insert_resource(measuring)
            .init_resource::<Drawn>()
            .add_systems(First, seen)
            .add_systems(
                Update,
                look.after(HeadsetSystems::Conduct)
                    .before(HeadsetSystems::Mirror),
            )
            .add_systems(Last, end);
        if let Some(render_app) = app.get_sub_app_mut(RenderApp) {
            render_app.add_systems(ExtractSchedule, count_draws);
        }
    }
}

/// What was measured; times in seconds, memory in KiB of this process.
#[derive(Debug, Clone, Default, Serialize)]
struct Figures {
    /// From the order for `--then` until it was seen.
    start_to_picture: Option<f64>,
    /// Resident memory before that order, at its peak since, and after the picture had come.
    memory_before: u64,
    memory_peak: u64,
    memory_after: u64,
    /// The longest time between two frames while it was loaded, in milliseconds.
    longest_frame_ms: f64,
    /// Length of the measurement after the last picture had come.
    seconds: f64,
    /// Frames in it.
    frames: u64,
    /// Processor time of all threads per frame.
    processor_ms_per_frame: f64,
    /// Triangles and passes for panoramas in it.
    draws: u64,
    passes: u64,
    /// Of a film.
    film: Option<FilmFigures>,
}

#[derive(Resource)]
struct Measuring {
    then: Option<String>,
    seconds: f32,
    seeking: Option<Seeking>,
    /// The film's pictures when one was drawn last.
    pictures: Option<u64>,
    own_picture: bool,
    /// The experience whose picture is awaited, as soon as it is known.
    awaited: Option<String>,
    /// A frame that shows it is on its way.
    drawn: Option<Seen>,
    /// The last picture has come: the measurement runs.
    start: Option<Start>,
    ordered: Option<Order>,
    figures: Figures,
}

/// What was seen, in the frame that is being drawn.
struct Seen;

struct Order {
    at: Instant,
    previous_frame: Instant,
}

struct Start {
    at: Instant,
    processor: f64,
    drawn: Drawn,
    film: film::Before,
}

/// Draw calls and frames so far, as the main world knows them.
#[derive(Resource, Default, Clone, Copy)]
struct Drawn {
    calls: DrawCalls,
    frames: u64,
}

fn count_draws(mut main: ResMut<MainWorld>, calls: Res<DrawCalls>) {
    if let Some(mut drawn) = main.get_resource_mut::<Drawn>() {
        drawn.calls = *calls;
        drawn.frames += 1;
    }
}

/// The frame just submitted will show the awaited picture.
fn look(mut measuring: ResMut<Measuring>, conductor: Res<Conductor>, mut mirror: ResMut<Mirror>) {
    if let Some(order) = &mut measuring.ordered {
        let frame = order.previous_frame.elapsed().as_secs_f64() * 1000.0;
        order.previous_frame = Instant::now();
        measuring.figures.longest_frame_ms = measuring.figures.longest_frame_ms.max(frame);
    }
    // Of a film, each picture is drawn once, as players do.
    let pictures = conductor.film_measured().map(|film| film.shown);
    let has_new = pictures.is_none() || pictures != measuring.pictures;
    measuring.pictures = pictures;
    mirror.drawn_always = measuring.own_picture && measuring.start.is_some() && has_new;
    let Some(shown) = conductor.shows() else {
        return;
    };
    let awaited = measuring.awaited.get_or_insert_with(|| shown.clone());
    if *awaited == shown && measuring.start.is_none() && measuring.drawn.is_none() {
        measuring.drawn = Some(Seen);
        mirror.drawn_always = measuring.own_picture;
    }
}

/// The frame that shows it has been drawn: wait for the graphics card and take the time.
fn seen(
    mut measuring: ResMut<Measuring>,
    device: Res<RenderDevice>,
    drawn: Res<Drawn>,
    mut conductor: ResMut<Conductor>,
) {
    if measuring.drawn.take().is_none() {
        return;
    }
    if let Err(error) = device
        .wgpu_device()
        .poll(wgpu::PollType::wait_indefinitely())
    {
        tracing::warn!(%error, "the graphics card did not say when it was done");
    }
    if let Some(order) = measuring.ordered.take() {
        measuring.figures.start_to_picture = Some(order.at.elapsed().as_secs_f64());
        measuring.figures.memory_peak = memory_kib("VmHWM:");
        measuring.figures.memory_after = memory_kib("VmRSS:");
    }
    println!("first picture");
    match measuring.then.take() {
        Some(next) => {
            // The peak is counted from here on.
            if let Err(error) = std::fs::write("/proc/self/clear_refs", "5") {
                tracing::warn!(%error, "the peak of memory includes the start of the program");
            }
            measuring.figures.memory_before = memory_kib("VmRSS:");
            conductor.play_alone(&next, None);
            measuring.awaited = Some(next);
            let now = Instant::now();
            measuring.ordered = Some(Order {
                at: now,
                previous_frame: now,
            });
        }
        None => {
            measuring.start = Some(Start {
                at: Instant::now(),
                processor: processor_seconds(),
                drawn: *drawn,
                film: film::Before::now(&conductor),
            })
        }
    }
}

fn end(
    mut measuring: ResMut<Measuring>,
    drawn: Res<Drawn>,
    mut conductor: ResMut<Conductor>,
    mut exit: MessageWriter<AppExit>,
) {
    if let Some(reason) = conductor.cannot_show() {
        tracing::error!("{reason}");
        exit.write(AppExit::error());
        return;
    }
    let measuring = &mut *measuring;
    let Some(start) = &measuring.start else {
        return;
    };
    let seconds = start.at.elapsed().as_secs_f64();
    let goes_on = match &mut measuring.seeking {
        Some(seeking) => seeking.turn(&mut conductor),
        None => seconds < f64::from(measuring.seconds),
    };
    if goes_on {
        return;
    }
    let frames = drawn.frames - start.drawn.frames;
    let processor = processor_seconds() - start.processor;
    let (draws, passes) = (
        drawn.calls.draws - start.drawn.calls.draws,
        drawn.calls.passes - start.drawn.calls.passes,
    );
    let mut figures = measuring.figures.clone();
    if figures.start_to_picture.is_none() {
        figures.memory_peak = memory_kib("VmHWM:");
        figures.memory_after = memory_kib("VmRSS:");
    }
    figures.seconds = seconds;
    figures.frames = frames;
    figures.processor_ms_per_frame = processor * 1000.0 / frames.max(1) as f64;
    (figures.draws, figures.passes) = (draws, passes);
    let seek_ms = measuring.seeking.take().map(Seeking::times);
    figures.film = start
        .film
        .until_now(&conductor, seek_ms.unwrap_or_default());
    println!("{}", serde_json::to_string(&figures).unwrap_or_default());
    measuring.start = None;
    exit.write(AppExit::Success);
}

/// Seconds of processor time of this process, all threads; zero where the system does not tell.
fn processor_seconds() -> f64 {
    let Ok(stat) = std::fs::read_to_string("/proc/self/stat") else {
        return 0.0;
    };
    let Some((_, fields)) = stat.rsplit_once(") ") else {
        return 0.0;
    };
    let ticks: u64 = fields
        .split(' ')
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok())
        .sum();
    // Linux counts in hundredths on every machine we know (USER_HZ).
    ticks as f64 / 100.0
}

fn memory_kib(field: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
