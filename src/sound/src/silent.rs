//! An output without a device: makes the sound in step with the time and throws it away.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use kira::backend::{Backend, Renderer};

const FRAMES_PER_SECOND: u32 = 48_000;
const BLOCK: Duration = Duration::from_millis(10);
/// After a longer gap (the machine slept) the time in between is left out.
const LONGEST_GAP: Duration = Duration::from_millis(500);

/// An output without a device.
#[derive(Debug, Default)]
pub(crate) struct SilentBackend {
    ended: Arc<AtomicBool>,
}

impl Backend for SilentBackend {
    type Settings = ();
    type Error = Infallible;

    fn setup((): (), _block_frames: usize) -> Result<(SilentBackend, u32), Infallible> {
        Ok((SilentBackend::default(), FRAMES_PER_SECOND))
    }

    fn start(&mut self, mut renderer: Renderer) -> Result<(), Infallible> {
        let ended = Arc::clone(&self.ended);
        thread::spawn(move || {
            let mut nothing =
                vec![0.0; (BLOCK.as_secs_f64() * f64::from(FRAMES_PER_SECOND)) as usize * 2];
            let mut due = Instant::now();
            while !ended.load(Ordering::Relaxed) {
                renderer.on_start_processing();
                renderer.process(&mut nothing, 2);
                due += BLOCK;
                let now = Instant::now();
                if now.saturating_duration_since(due) > LONGEST_GAP {
                    due = now;
                }
                thread::sleep(due.saturating_duration_since(now));
            }
        });
        Ok(())
    }
}

impl Drop for SilentBackend {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
    }
}
