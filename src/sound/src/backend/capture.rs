//! An output that makes sound when it is told to and keeps it, to be measured.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use kira::backend::{Backend, Renderer};

use super::make;
use crate::time::{Nanos, OutputTime, RATE};

/// An output that makes sound when it is told to. What tells it is [`Captured`].
pub(crate) struct CaptureBackend(Captured);

/// The hold on a [`CaptureBackend`] from outside.
#[derive(Clone)]
pub(crate) struct Captured {
    renderer: Arc<Mutex<Option<Renderer>>>,
    time: Arc<OutputTime>,
}

impl Captured {
    pub(crate) fn new(time: Arc<OutputTime>) -> Captured {
        Captured {
            renderer: Arc::default(),
            time,
        }
    }

    /// Makes the next stereo frames, the first of which is heard at `heard`.
    pub(crate) fn render(&self, heard: Nanos, samples: &mut [f32]) {
        let mut renderer = self.renderer.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(renderer) = renderer.as_mut() {
            make(renderer, &self.time, heard, samples);
        }
    }
}

impl Backend for CaptureBackend {
    type Settings = Captured;
    type Error = Infallible;

    fn setup(captured: Captured, _: usize) -> Result<(CaptureBackend, u32), Infallible> {
        Ok((CaptureBackend(captured), RATE))
    }

    fn start(&mut self, renderer: Renderer) -> Result<(), Infallible> {
        *self
            .0
            .renderer
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(renderer);
        Ok(())
    }
}
