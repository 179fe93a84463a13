//! An output for tests: makes sound when told to and keeps it, to be measured.

use std::convert::Infallible;
use std::sync::Mutex;

use kira::backend::{Backend, Renderer};

/// Frames a second of what is captured.
pub(crate) const RATE: u32 = 48_000;

/// An output that makes sound when told to.
pub(crate) struct CaptureBackend {
    renderer: Option<Mutex<Renderer>>,
}

impl CaptureBackend {
    /// The next frames, left and right.
    pub(crate) fn render(&mut self, frames: usize) -> Vec<[f32; 2]> {
        let mut samples = vec![0.0; frames * 2];
        let renderer = self
            .renderer
            .as_mut()
            .expect("the manager starts its backend")
            .get_mut()
            .unwrap();
        renderer.on_start_processing();
        renderer.process(&mut samples, 2);
        samples
            .chunks_exact(2)
            .map(|frame| [frame[0], frame[1]])
            .collect()
    }
}

impl Backend for CaptureBackend {
    type Settings = ();
    type Error = Infallible;

    fn setup((): (), _block_frames: usize) -> Result<(CaptureBackend, u32), Infallible> {
        Ok((CaptureBackend { renderer: None }, RATE))
    }

    fn start(&mut self, renderer: Renderer) -> Result<(), Infallible> {
        self.renderer = Some(Mutex::new(renderer));
        Ok(())
    }
}
