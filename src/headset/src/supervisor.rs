//! Keeps the resident in the scene whatever happens below: builds the app, and builds it again.
//!
//! The OpenXR session, its whole runtime or the graphics device may end at any time. The Bevy app around it cannot be
//! mended then (the graphics device belongs to the runtime's instance), so it is taken down, and a new one is
//! built around the same [`Conductor`]: sound goes on, the link to the launcher goes on, and the scene
//! is where it was. While no runtime answers, an app without a display takes its place.
//!
//! The process itself never ends for that, but for a graphics device that refuses one renderer after the other.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use bevy::app::{AppExit, Last};
use bevy::ecs::message::MessageWriter;
use protocol::Mode as Told;

use crate::conductor::Conductor;
use crate::generation::{End, build, dismantle, drive};
use crate::options::{Mode, Options};
use crate::xr::probe::probe;

/// A runtime is asked for this often while there is none.
const ASK_EVERY: Duration = Duration::from_millis(300);
/// So many renderers may fail within [`FAILING`]; after that a new one would be no better.
const FAILURES: usize = 5;
/// See [`FAILURES`].
const FAILING: Duration = Duration::from_secs(60);

/// Runs until the program is to end; gives its exit code.
pub fn supervise(options: &Options, mut conductor: Conductor, stop: &Arc<AtomicBool>) -> u8 {
    let wanted = options.mode.unwrap_or_else(choose);
    let mut mode = wanted;
    if wanted == Mode::Xr
        && let Err(reason) = probe()
    {
        tracing::info!(%reason, "waiting for an OpenXR runtime");
        mode = Mode::Offscreen;
    }
    quiet_panics();
    let mut failures = Failures::default();
    loop {
        conductor.set_mode(told(mode));
        let mut app = build(options, mode, conductor);
        if mode == Mode::Window {
            // The window system drives; a window is not lost the way a runtime is.
            let stop = Arc::clone(stop);
            app.add_systems(Last, move |mut exit: MessageWriter<AppExit>| {
                if stop.load(Ordering::Relaxed) {
                    exit.write(AppExit::Success);
                }
            });
            let exit = app.run();
            return if exit == AppExit::Success { 0 } else { 1 };
        }
        let asking = Asking::start(wanted == Mode::Xr && mode == Mode::Offscreen);
        let end = drive(&mut app, mode, stop, &|| asking.found());
        drop(asking);
        match (end, dismantle(app)) {
            (End::Program(code), _) => return code,
            (End::RendererFailed, _) if failures.are_too_many(Instant::now()) => {
                tracing::error!("the graphics card refuses every renderer");
                return 1;
            }
            (_, None) => {
                tracing::error!("the headset's state was lost with its renderer");
                return 101;
            }
            (end, Some(kept)) => {
                conductor = kept;
                let died = end != End::RuntimeFound;
                let was_offscreen = mode == Mode::Offscreen;
                mode = if died && (was_offscreen || probe().is_err()) {
                    Mode::Offscreen
                } else {
                    Mode::Xr
                };
                tracing::warn!(?end, ?mode, "the renderer is built anew");
                conductor.view_lost(died);
            }
        }
    }
}

/// When renderers failed.
#[derive(Default)]
struct Failures(Vec<Instant>);

impl Failures {
    /// One more failed now: whether they do too often.
    fn are_too_many(&mut self, now: Instant) -> bool {
        self.0.retain(|at| now.duration_since(*at) < FAILING);
        self.0.push(now);
        self.0.len() > FAILURES
    }
}

/// XR if a headset answers, else a window where there is a display, else offscreen.
fn choose() -> Mode {
    let has = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match probe() {
        Ok(()) => Mode::Xr,
        Err(reason) => {
            tracing::info!(%reason, "no headset");
            if cfg!(target_os = "android") {
                Mode::Xr
            } else if has("DISPLAY") || has("WAYLAND_DISPLAY") {
                Mode::Window
            } else {
                Mode::Offscreen
            }
        }
    }
}

fn told(mode: Mode) -> Told {
    match mode {
        Mode::Xr => Told::Xr,
        Mode::Window => Told::Window,
        Mode::Offscreen => Told::Offscreen,
    }
}

/// Asks for a runtime on a thread of its own, so that no frame waits for the answer.
struct Asking {
    found: Arc<AtomicBool>,
    over: Arc<AtomicBool>,
}

impl Asking {
    fn start(needed: bool) -> Self {
        let asking = Self {
            found: Arc::default(),
            over: Arc::new(AtomicBool::new(!needed)),
        };
        if needed {
            let (found, over) = (Arc::clone(&asking.found), Arc::clone(&asking.over));
            std::thread::spawn(move || {
                while !over.load(Ordering::Relaxed) {
                    if probe().is_ok() {
                        found.store(true, Ordering::Release);
                        return;
                    }
                    std::thread::sleep(ASK_EVERY);
                }
            });
        }
        asking
    }

    fn found(&self) -> bool {
        self.found.load(Ordering::Acquire)
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

/// A lost runtime shows as a panic below us; one log line says so instead of a backtrace each time.
fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let what = panic.payload_as_str().unwrap_or("no words");
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        tracing::error!(place, "{what}");
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renderers_that_fail_now_and_then_are_built_anew_and_one_after_the_other_is_the_end() {
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        let mut rare = Failures::default();
        assert!((0..100).all(|failure| !rare.are_too_many(after(failure * 13))));
        let mut often = Failures::default();
        let many: Vec<bool> = (0..7).map(|at| often.are_too_many(after(at))).collect();
        assert_eq!(many, [false, false, false, false, false, true, true]);
    }
}
