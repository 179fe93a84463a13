//! What sound is made for: the device there is, nobody, or a test.

mod capture;
mod device;
mod silent;

use std::sync::Arc;

use kira::backend::Renderer;

use crate::spatial::BLOCK;
use crate::time::{Nanos, OutputTime, frames_last};

pub(crate) use capture::{CaptureBackend, Captured};
pub(crate) use device::{DeviceBackend, DeviceSettings, sound_possible};
pub(crate) use silent::{Silence, SilentBackend};

/// Why an output could not be opened.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct OutputError(pub(crate) String);

impl OutputError {
    /// There is nothing to open.
    pub(crate) fn none() -> OutputError {
        OutputError("this machine has neither a sound card nor a sound server".into())
    }
}

/// Makes stereo frames, the first of which is heard at `heard`.
fn make(renderer: &mut Renderer, time: &Arc<OutputTime>, heard: Nanos, samples: &mut [f32]) {
    renderer.on_start_processing();
    for (index, block) in samples.chunks_mut(BLOCK * 2).enumerate() {
        time.set_heard(heard + frames_last(index * BLOCK));
        renderer.process(block, 2);
    }
}
