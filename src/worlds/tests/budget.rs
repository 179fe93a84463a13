//! What every built-in world may cost, what it promises, and that a frame allocates nothing.
#![allow(clippy::unwrap_used, reason = "a test may")]

#[path = "support/mod.rs"]
mod support;

use std::alloc::{GlobalAlloc, Layout, System};
use std::path::PathBuf;
use std::sync::Arc;

use glam::{EulerRot, Quat};
use manifest::{Season, Surroundings, Time, WorldKind};
use worlds::model::{Limits, Model, read};
use worlds::{Camera, Settings, Source, Stage, Target, Workshop, World, load, table};

/// Draw calls of a picture at the most.
const CALLS: u32 = 120;
/// Triangles in view at the most.
const TRIANGLES: u32 = 150_000;
/// Bytes of textures at the most.
const TEXTURES: u64 = 200 << 20;
/// Bytes of a world's file at the most: six worlds and their sounds travel with the program.
const FILE: u64 = 6 << 20;

/// The system's allocator, counting for the thread that asks to.
struct Counting;

thread_local! {
    /// How often this thread asked for memory, while it counts.
    static COUNT: std::cell::Cell<Option<u64>> = const { std::cell::Cell::new(None) };
}

// SAFETY: everything is handed on to the system's allocator as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // A thread that ends has nothing to count any more.
        let _ = COUNT.try_with(|count| count.set(count.get().map(|count| count + 1)));
        // SAFETY: as above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How often memory was asked for.
fn allocations(action: impl FnOnce()) -> u64 {
    COUNT.set(Some(0));
    action();
    COUNT.take().unwrap_or_default()
}

fn built_in() -> impl Iterator<Item = (WorldKind, Model, Settings)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../assets/worlds");
    WorldKind::ALL.into_iter().map(move |kind| {
        let source = Source::BuiltIn {
            folder: folder.clone(),
            kind,
        };
        let length = std::fs::metadata(source.path()).unwrap().len();
        assert!(length <= FILE, "{}: {length} bytes", kind.name());
        let (model, settings) = load(&source, &Limits::default()).unwrap();
        (kind, model, settings)
    })
}

fn card() -> Arc<Workshop> {
    let instance = wgpu::Instance::new(wgpu::InstanceDescriptor {
        backends: wgpu::Backends::VULKAN,
        ..wgpu::InstanceDescriptor::new_without_display_handle()
    });
    let asked = wgpu::RequestAdapterOptions::default();
    let adapter = pollster::block_on(instance.request_adapter(&asked)).unwrap();
    let (device, queue) =
        pollster::block_on(adapter.request_device(&wgpu::DeviceDescriptor::default())).unwrap();
    Arc::new(Workshop::new(device, queue))
}

/// A small picture to draw into: what is drawn does not depend on its size.
fn picture(workshop: &Workshop) -> wgpu::TextureView {
    let texture = workshop.device().create_texture(&wgpu::TextureDescriptor {
        label: Some("picture"),
        size: wgpu::Extent3d {
            width: 64,
            height: 64,
            depth_or_array_layers: 1,
        },
        mip_level_count: 1,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format: wgpu::TextureFormat::Rgba8Unorm,
        usage: wgpu::TextureUsages::RENDER_ATTACHMENT,
        view_formats: &[],
    });
    texture.create_view(&wgpu::TextureViewDescriptor::default())
}

fn target(view: &wgpu::TextureView) -> Target<'_> {
    Target {
        eye: 0,
        view,
        format: wgpu::TextureFormat::Rgba8Unorm,
        size: (64, 64),
        samples: 1,
    }
}

#[test]
fn every_world_keeps_to_its_budget_in_all_directions_and_seasons() {
    let workshop = card();
    let view = picture(&workshop);
    for (kind, model, settings) in built_in() {
        let model = Arc::new(model);
        for season in Season::ALL {
            let surroundings = Surroundings {
                season,
                time: Time::Evening,
                ..Surroundings::default()
            };
            let stage = Stage::new(Arc::clone(&model), settings.clone(), surroundings, 1);
            let mut world = World::new(Arc::clone(&workshop), stage);
            let textures = world.texture_bytes();
            assert!(
                textures <= TEXTURES,
                "{}: {textures} bytes of textures",
                kind.name()
            );
            for yaw in (0..360).step_by(45) {
                let turn = Quat::from_euler(EulerRot::YXZ, (yaw as f32).to_radians(), 0.0, 0.0);
                let camera = Camera::simple(model.seat, turn, 100.0, 1.0);
                let mut encoder = workshop
                    .device()
                    .create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
                let drawn = world.draw(&mut encoder, &camera, &target(&view), 1.0);
                let what = format!("{} in {}, {yaw} degrees left", kind.name(), season.name());
                assert!(drawn.calls <= CALLS, "{what}: {} draw calls", drawn.calls);
                assert!(
                    drawn.triangles <= TRIANGLES,
                    "{what}: {} triangles",
                    drawn.triangles
                );
                assert!(drawn.triangles > 1000, "{what}: there is something to see");
            }
        }
    }
}

#[test]
fn every_world_has_what_the_table_promises() {
    for (kind, model, _) in built_in() {
        assert_eq!(
            table::differences(&model, kind),
            Vec::<String>::new(),
            "{}",
            kind.name()
        );
        let unlit: Vec<&String> = model
            .warnings
            .iter()
            .filter(|warning| warning.contains("_LIGHT"))
            .collect();
        assert!(unlit.is_empty(), "{}: {unlit:?}", kind.name());
    }
}

/// Nothing comes closer than 1.5 m, and nothing moves fast near the eyes (H2).
#[test]
fn nothing_that_moves_comes_too_near() {
    for (kind, model, settings) in built_in() {
        let model = Arc::new(model);
        for clip in &model.clips {
            let mut stage = Stage::new(
                Arc::clone(&model),
                settings.clone(),
                Surroundings::default(),
                1,
            );
            stage.happen(&clip.name);
            let steps = (clip.duration.min(60.0) * 4.0) as u32;
            for step in 0..steps {
                stage.advance(0.25);
                for curve in &clip.curves {
                    let place = stage.pose().in_room(curve.node).w_axis.truncate();
                    let away = place.distance(model.seat);
                    let shown = stage.pose().size(curve.node) > 0.05;
                    let name = &model.nodes[curve.node].name;
                    let wanders = model.nodes[curve.node].wanders;
                    assert!(
                        !shown || !wanders || away >= 1.5,
                        "{}: in {}, {name} is {away} m from the eyes after {} s",
                        kind.name(),
                        clip.name,
                        step as f32 / 4.0
                    );
                }
            }
        }
    }
}

#[test]
fn time_passes_without_asking_for_memory() {
    let model = Arc::new(read(&support::shore().bytes(), &Limits::default()).unwrap());
    let mut stage = Stage::new(model, Settings::default(), Surroundings::default(), 1);
    let eye = stage.model().seat;
    stage.happen("duck-comes");
    stage.advance(0.1);
    let asked = allocations(|| {
        for _ in 0..2000 {
            stage.advance(1.0 / 72.0);
            stage.sight_of("duck", eye);
        }
    });
    assert_eq!(asked, 0, "in 2,000 frames of clips, light and gaze");
}

/// What wgpu itself needs to write down a picture is the same in every frame: nothing is kept, nothing grows.
#[test]
fn a_frame_of_drawing_asks_for_no_more_than_the_one_before() {
    let workshop = card();
    let view = picture(&workshop);
    let model = Arc::new(read(&support::shore().bytes(), &Limits::default()).unwrap());
    let seat = model.seat;
    let stage = Stage::new(model, Settings::default(), Surroundings::default(), 1);
    let mut world = World::new(Arc::clone(&workshop), stage);
    let camera = Camera::simple(seat, Quat::IDENTITY, 90.0, 1.0);
    let mut frame = |draw: bool| {
        allocations(|| {
            world.advance(1.0 / 72.0);
            let mut encoder = workshop
                .device()
                .create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
            if draw {
                world.draw(&mut encoder, &camera, &target(&view), 1.0);
            }
            workshop.queue().submit([encoder.finish()]);
        })
    };
    for _ in 0..20 {
        frame(true);
    }
    let early: u64 = (0..20).map(|_| frame(true)).sum();
    let late: u64 = (0..20).map(|_| frame(true)).sum();
    assert!(
        late <= early + 20,
        "{early} in twenty frames, {late} in twenty later ones"
    );
    assert!(late / 20 < 400, "{} in a frame", late / 20);
}
