//! The way in on a standalone headset (Android). Type-checked in every test run, not yet proven on a
//! device: see `DEVICES.md`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bevy::android::ANDROID_APP;
use bevy::android::android_activity::{AndroidApp, MainEvent, PollEvent};

use crate::options::{Mode, Options};

/// Called by the native activity on a thread of its own.
// SAFETY: the name is what android-activity's native activity glue looks up; nothing else defines it.
#[unsafe(no_mangle)]
fn android_main(app: AndroidApp) {
    let mut options = Options {
        mode: Some(Mode::Xr),
        ..Options::default()
    };
    // Media are opened by their path, never through the packaged assets, which would be read whole into memory.
    if let Some(folder) = app.external_data_path() {
        options.experiences = folder.join("experiences");
    }
    options.state = app.internal_data_path();
    let stop = Arc::new(AtomicBool::new(false));
    if ANDROID_APP.set(app).is_err() {
        tracing::error!("the activity was started twice");
        return;
    }
    crate::run(&options, &stop);
}

/// Hears what the system wants of the activity; once a frame. Sets `stop` when it is to end.
pub(crate) fn hear_system(stop: &AtomicBool) {
    if let Some(app) = ANDROID_APP.get() {
        app.poll_events(Some(std::time::Duration::ZERO), |event| {
            if matches!(event, PollEvent::Main(MainEvent::Destroy)) {
                stop.store(true, Ordering::Relaxed);
            }
        });
    }
}
