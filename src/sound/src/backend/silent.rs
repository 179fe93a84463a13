//! An output without a device: makes the sound in step with the time and throws it away.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use kira::backend::{Backend, Renderer};

use super::make;
use crate::time::{OutputTime, RATE};

const TURN: Duration = Duration::from_millis(10);
/// After a longer gap (the machine slept) the time in between is left out.
const LONGEST_GAP: Duration = Duration::from_millis(500);

/// An output without a device.
#[derive(Debug)]
pub(crate) struct SilentBackend {
    time: Arc<OutputTime>,
    ended: Arc<AtomicBool>,
}

impl Backend for SilentBackend {
    type Settings = Arc<OutputTime>;
    type Error = Infallible;

    fn setup(time: Arc<OutputTime>, _: usize) -> Result<(SilentBackend, u32), Infallible> {
        let ended = Arc::new(AtomicBool::new(false));
        Ok((SilentBackend { time, ended }, RATE))
    }

    fn start(&mut self, mut renderer: Renderer) -> Result<(), Infallible> {
        let (ended, time) = (Arc::clone(&self.ended), Arc::clone(&self.time));
        thread::spawn(move || {
            let frames = (TURN.as_secs_f64() * f64::from(RATE)) as usize;
            let mut nothing = vec![0.0; frames * 2];
            let mut due = Instant::now();
            while !ended.load(Ordering::Relaxed) {
                make(&mut renderer, &time, time.now(), &mut nothing);
                due += TURN;
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
