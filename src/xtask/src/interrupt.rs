//! Ctrl-C and SIGTERM: whoever waits for something hears of it, ends what it started and goes home.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

static REQUESTED: AtomicBool = AtomicBool::new(false);
type Listener = Box<dyn Fn() + Send>;
static LISTENERS: Mutex<Vec<Listener>> = Mutex::new(Vec::new());

/// Starts to listen for the signals. Called once, first in `main`.
pub(crate) fn listen() {
    let installed = ctrlc::set_handler(|| {
        REQUESTED.store(true, Ordering::SeqCst);
        for listener in LISTENERS
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
        {
            listener();
        }
    });
    if let Err(error) = installed {
        eprintln!("xtask: Ctrl-C will not end things in order ({error})");
    }
}

/// Whether someone has asked this program to end.
pub(crate) fn requested() -> bool {
    REQUESTED.load(Ordering::SeqCst)
}

/// Calls `listener` when the program is asked to end; at once if it already was.
pub(crate) fn on_request(listener: impl Fn() + Send + 'static) {
    if requested() {
        listener();
    }
    LISTENERS
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(Box::new(listener));
}
