//! Runs without a person: one picture into a file, a turning head, an end by itself, figures at the end.
//! For tests, measurements and pictures of experiences; nothing of it runs for a resident.

use std::time::Instant;

use bevy::app::{App, AppExit, Last, Plugin, PreUpdate};
use bevy::ecs::prelude::*;
use bevy::render::RenderApp;
use bevy::render::{ExtractSchedule, MainWorld};

use crate::conductor::Conductor;
use crate::mirror::{Made, Mirror};
use crate::options::Options;
use crate::panorama::DrawCalls;
use crate::rig::Head;
use crate::systems::HeadsetSystems;

/// Carries out the options that need no launcher.
pub struct SoloPlugin(pub Options);

impl Plugin for SoloPlugin {
    fn build(&self, app: &mut App) {
        let options = &self.0;
        app.insert_resource(Solo { options: options.clone(), began: Instant::now(), first: None, start: None });
        if options.turn.is_some() {
            app.add_systems(PreUpdate, turn_head);
        }
        if options.picture.is_some() {
            app.add_systems(bevy::app::Update, take_picture.after(HeadsetSystems::Conduct).before(HeadsetSystems::Mirror));
        }
        if options.seconds.is_some() || options.figures {
            app.insert_resource(Drawn::default()).add_systems(Last, (note_first, end).chain());
            if let Some(render_app) = app.get_sub_app_mut(RenderApp) {
                render_app.add_systems(ExtractSchedule, count_draws);
            }
        }
    }
}

#[derive(Resource)]
struct Solo {
    options: Options,
    began: Instant,
    /// When the experience was first seen.
    first: Option<Instant>,
    /// Processor seconds, frames and draws at that moment.
    start: Option<(f64, u64, DrawCalls)>,
}

/// Draw calls so far, as the main world knows them, and frames.
#[derive(Resource, Default)]
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

fn turn_head(solo: Res<Solo>, mut head: ResMut<Head>) {
    let turned = solo.options.turn.unwrap_or_default() * solo.first.map_or(0.0, |first| first.elapsed().as_secs_f32());
    *head = Head::looking(solo.options.look.0 + turned, solo.options.look.1);
}

fn take_picture(solo: Res<Solo>, conductor: Res<Conductor>, mut mirror: ResMut<Mirror>, mut asked: Local<bool>, mut exit: MessageWriter<AppExit>) {
    if !*asked && conductor.shows_experience() {
        mirror.file.clone_from(&solo.options.picture);
        *asked = true;
    }
    if let Some(reason) = conductor.cannot_show() {
        tracing::error!("{reason}");
        exit.write(AppExit::error());
    }
    for made in mirror.made() {
        match made {
            Made::File(Ok(_)) => drop(exit.write(AppExit::Success)),
            Made::File(Err(error)) => {
                tracing::error!(%error, "the picture could not be written");
                exit.write(AppExit::error());
            }
            Made::Jpeg(_) => {}
        }
    }
}

fn note_first(mut solo: ResMut<Solo>, conductor: Res<Conductor>, drawn: Res<Drawn>) {
    if solo.first.is_none() && conductor.shows_experience() {
        solo.first = Some(Instant::now());
        solo.start = Some((processor_seconds(), drawn.frames, drawn.calls));
    }
}

fn end(solo: Res<Solo>, drawn: Res<Drawn>, mut exit: MessageWriter<AppExit>) {
    let since = solo.first.unwrap_or(solo.began);
    let Some(limit) = solo.options.seconds else { return };
    // Without a picture to measure, the clock runs from the start.
    if since.elapsed().as_secs_f32() < limit || (solo.options.figures && solo.options.play.is_some() && solo.first.is_none()) {
        return;
    }
    if solo.options.figures {
        let seconds = since.elapsed().as_secs_f64();
        let (processor, frames, calls) = solo.start.unwrap_or_default();
        let frames = (drawn.frames - frames).max(1);
        println!(
            "{}",
            serde_json::json!({
                "seconds": seconds,
                "frames": frames,
                "processor_ms_per_frame": (processor_seconds() - processor) * 1000.0 / frames as f64,
                "draws": drawn.calls.draws - calls.draws,
                "passes": drawn.calls.passes - calls.passes,
                "memory_peak_kib": memory_kib("VmHWM"),
                "memory_kib": memory_kib("VmRSS"),
            })
        );
    }
    exit.write(AppExit::Success);
}

/// Seconds of processor time of this process, all threads; zero where the system does not tell.
fn processor_seconds() -> f64 {
    let Ok(stat) = std::fs::read_to_string("/proc/self/stat") else { return 0.0 };
    let Some((_, fields)) = stat.rsplit_once(") ") else { return 0.0 };
    let ticks: u64 = fields.split(' ').skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    // Linux counts in hundredths on every machine we know (USER_HZ).
    ticks as f64 / 100.0
}

fn memory_kib(field: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    line.and_then(|rest| rest.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok()).unwrap_or(0)
}
