//! How far drawing may fall behind where no display sets the pace.
//!
//! A display takes frame after frame, and who draws waits for it. Without one nobody would wait: frames would be asked
//! for faster than a graphics card that is busy draws them, and each picture on the tablet would come later than the
//! one before it, without end.

use std::time::Duration;

use bevy::app::{App, Plugin};
use bevy::ecs::prelude::*;
use bevy::render::renderer::{RenderDevice, RenderQueue};
use bevy::render::{Render, RenderApp, RenderSystems};
use wgpu::{PollType, SubmissionIndex};

/// A graphics card that does not answer holds up what is heard and told for no longer than this a frame.
const LONGEST: Duration = Duration::from_millis(500);

/// Lets each frame wait until the one before the last has been drawn.
pub struct PacePlugin;

impl Plugin for PacePlugin {
    fn build(&self, app: &mut App) {
        if let Some(render_app) = app.get_sub_app_mut(RenderApp) {
            render_app.add_systems(Render, wait.in_set(RenderSystems::PostCleanup));
        }
    }
}

/// Waits for the end of the frame before this one.
fn wait(
    device: Res<RenderDevice>,
    queue: Res<RenderQueue>,
    mut before: Local<Option<SubmissionIndex>>,
) {
    // Submissions end in their order: an empty one says where this frame's do.
    let this = queue.submit([]);
    if let Some(submission) = before.replace(this)
        && let Err(error) = device.poll(PollType::Wait {
            submission_index: Some(submission),
            timeout: Some(LONGEST),
        })
    {
        tracing::warn!(%error, "the graphics card falls behind");
    }
}
