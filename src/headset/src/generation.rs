//! One life of the Bevy app: built for a mode, driven frame by frame, ended for a reason.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use bevy::a11y::AccessibilityPlugin;
use bevy::app::{App, AppExit, PluginsState, SubApp, TaskPoolPlugin};
use bevy::asset::AssetPlugin;
use bevy::camera::CameraPlugin;
use bevy::core_pipeline::CorePipelinePlugin;
use bevy::diagnostic::FrameCountPlugin;
use bevy::ecs::resource::Resource;
use bevy::ecs::schedule::{Schedules, SingleThreadedExecutor};
use bevy::ecs::world::World;
use bevy::image::ImagePlugin;
use bevy::input::InputPlugin;
use bevy::mesh::MeshPlugin;
use bevy::render::RenderPlugin;
use bevy::render::error_handler::{RenderError, RenderErrorHandler, RenderErrorPolicy};
use bevy::render::settings::{Backends, RenderCreation, WgpuSettings};
use bevy::tasks::tick_global_task_pools_on_main_thread;
use bevy::time::TimePlugin;
use bevy::transform::TransformPlugin;
use bevy::window::{ExitCondition, Window, WindowPlugin, WindowResolution};
use bevy::winit::WinitPlugin;
use bevy_mod_xr::session::XrState;

use crate::captions::CaptionPlugin;
use crate::conductor::Conductor;
use crate::eyes::EyesPlugin;
use crate::mirror::MirrorPlugin;
use crate::options::{Mode, Options};
use crate::pace::PacePlugin;
use crate::panorama::PanoramaPlugin;
use crate::rig::RigPlugin;
use crate::ring::RingPlugin;
use crate::solo::SoloPlugin;
use crate::systems::ConductorPlugin;
use crate::window::WindowViewPlugin;
use crate::world::WorldPlugin;
use crate::xr::XrPlugin;

/// Frames a second where no display sets the pace.
const OFFSCREEN_RATE: f32 = 60.0;
/// While the runtime lies still (IDLE), we look this often whether it goes on.
const RESTING: Duration = Duration::from_millis(20);

/// Why a generation ended.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    /// The program is to end, with this exit code.
    Program(u8),
    /// The OpenXR session or its runtime is gone.
    RuntimeLost,
    /// The graphics card refused what was asked of it; nothing would be drawn any more.
    RendererFailed,
    /// Without a headset so far, and now a runtime answers.
    RuntimeFound,
}

/// Builds the app of a mode around the conductor.
pub fn build(options: &Options, mode: Mode, conductor: Conductor) -> App {
    let mut app = App::new();
    let window = (mode == Mode::Window).then(|| {
        let (width, height) = options.size.unwrap_or((1280, 720));
        Window {
            title: "Utsikt".into(),
            resolution: WindowResolution::new(width, height),
            ..Default::default()
        }
    });
    let exit_condition = if window.is_some() {
        ExitCondition::OnPrimaryClosed
    } else {
        ExitCondition::DontExit
    };
    app.add_plugins((
        TaskPoolPlugin::default(),
        FrameCountPlugin,
        TimePlugin,
        TransformPlugin,
        InputPlugin,
        WindowPlugin {
            primary_window: window,
            exit_condition,
            ..Default::default()
        },
        AssetPlugin::default(),
    ));
    if mode == Mode::Window {
        // A window cannot be made without saying how it is read out.
        app.add_plugins((AccessibilityPlugin, WinitPlugin::default()));
    } else {
        // Bevy ends the program for it, and the resident would see the headset's menu.
        app.insert_resource(RenderErrorHandler(fail));
    }
    if mode == Mode::Xr {
        app.add_plugins(XrPlugin {
            layers: !options.no_layers,
        });
    } else {
        app.add_plugins(RenderPlugin {
            render_creation: RenderCreation::Automatic(Box::new(WgpuSettings {
                backends: Some(Backends::VULKAN),
                ..Default::default()
            })),
            ..Default::default()
        });
    }
    app.add_plugins((
        ImagePlugin::default(),
        MeshPlugin,
        CameraPlugin,
        CorePipelinePlugin,
    ));
    app.add_plugins((
        PanoramaPlugin,
        WorldPlugin,
        RingPlugin,
        CaptionPlugin {
            instant: options.instant,
        },
        RigPlugin,
        EyesPlugin,
        MirrorPlugin {
            size: options.picture_size(),
            eye: options.eye.into(),
        },
        ConductorPlugin,
        SoloPlugin {
            options: options.clone(),
            own_picture: mode == Mode::Offscreen,
        },
    ));
    match mode {
        Mode::Window => drop(app.add_plugins(WindowViewPlugin)),
        Mode::Offscreen => drop(app.add_plugins(PacePlugin)),
        Mode::Xr => {}
    }
    app.insert_resource(conductor);
    app
}

/// Drives an app without a window until it ends. `found` tells a generation that waits for a runtime
/// that one answers.
pub fn drive(app: &mut App, mode: Mode, stop: &Arc<AtomicBool>, found: &dyn Fn() -> bool) -> End {
    let driven = catch_unwind(AssertUnwindSafe(|| {
        while app.plugins_state() == PluginsState::Adding {
            tick_global_task_pools_on_main_thread();
        }
        app.finish();
        app.cleanup();
        run_in_order(app);
        loop {
            let began = Instant::now();
            app.update();
            if has_failed(app) {
                return End::RendererFailed;
            }
            if let Some(exit) = app.should_exit() {
                return End::Program(match exit {
                    AppExit::Success => 0,
                    AppExit::Error(code) => code.get(),
                });
            }
            #[cfg(target_os = "android")]
            crate::android::hear_system(stop);
            if stop.load(Ordering::Relaxed) {
                return End::Program(0);
            }
            if mode == Mode::Xr {
                match app.world().get_resource::<XrState>() {
                    Some(XrState::Unavailable | XrState::Exiting { .. }) | None => {
                        return End::RuntimeLost;
                    }
                    Some(XrState::Running) => {}
                    Some(_) => std::thread::sleep(RESTING.saturating_sub(began.elapsed())),
                }
            } else {
                if found() {
                    return End::RuntimeFound;
                }
                let frame = Duration::from_secs_f32(1.0 / OFFSCREEN_RATE);
                std::thread::sleep(frame.saturating_sub(began.elapsed()));
            }
        }
    }));
    driven.unwrap_or_else(|_| {
        if mode == Mode::Xr {
            End::RuntimeLost
        } else {
            // Without a runtime below us there is nobody else to blame, and nothing to wait for.
            tracing::error!("the program has a fault and ends");
            End::Program(101)
        }
    })
}

/// Says that nothing will be drawn any more.
#[derive(Resource)]
struct Failed;

/// What was refused stands in the log already.
fn fail(_: &RenderError, main_world: &mut World, _: &mut World) -> RenderErrorPolicy {
    main_world.insert_resource(Failed);
    RenderErrorPolicy::StopRendering
}

/// Whether the graphics card refused something: a device that was lost, no memory. Nothing is drawn from there on.
pub fn has_failed(app: &App) -> bool {
    app.world().contains_resource::<Failed>()
}

/// Lets systems run one after the other: there are few and none is long, and to hand them to other threads and wait
/// for them costs more than they do. What takes its time (decoders, files, sound) has threads of its own.
fn run_in_order(app: &mut App) {
    let worlds = app.sub_apps_mut().iter_mut().map(SubApp::world_mut);
    for world in worlds {
        if let Some(mut schedules) = world.get_resource_mut::<Schedules>() {
            for (_, schedule) in schedules.iter_mut() {
                schedule.set_executor(SingleThreadedExecutor::new());
            }
        }
    }
}

/// Takes the app apart, keeping the conductor. A renderer whose runtime died may fail at its end, too.
pub fn dismantle(mut app: App) -> Option<Conductor> {
    let conductor = app.world_mut().remove_resource::<Conductor>();
    if catch_unwind(AssertUnwindSafe(move || drop(app))).is_err() {
        tracing::warn!("the lost renderer could not be taken down cleanly");
    }
    conductor
}
