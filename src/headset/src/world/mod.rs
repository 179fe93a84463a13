//! Worlds in the headset: [`WorldPlugin`] has the crate `worlds` draw the one that is seen into every camera that
//! shows the scenery.
//!
//! Loading, time and what rules do in a world is the conductor's; here it is only drawn, and placed: the resident's
//! eyes, where they were when facing forward was last asked for, are at the world's seat.

use std::sync::{Arc, Mutex, PoisonError};

use bevy::app::{App, Plugin};
use bevy::ecs::prelude::*;
use bevy::math::Quat;
use bevy::render::renderer::{RenderContext, ViewQuery};
use bevy::render::view::{ExtractedView, ViewTarget};
use bevy::render::{ExtractSchedule, RenderApp};
use protocol::Mode;
use wgpu::TextureFormat;
use worlds::{Camera, Target, Workshop, World};

use crate::panorama::{DrawCalls, PanoramaCamera, PanoramaView, Scenery};

/// Draws the worlds of [`Scenery`].
pub struct WorldPlugin;

impl Plugin for WorldPlugin {
    fn build(&self, app: &mut App) {
        let Some(render_app) = app.get_sub_app_mut(RenderApp) else {
            return;
        };
        render_app
            .add_systems(
                PanoramaView,
                (
                    draw_shown.before(crate::panorama::draw),
                    draw_coming.after(crate::panorama::draw),
                ),
            )
            .add_systems(ExtractSchedule, forget_despawned);
    }
}

/// A world that is seen, or about to be. Cloning shares it.
#[derive(Clone)]
pub struct ShownWorld {
    world: Arc<Mutex<World>>,
    heading: f32,
}

impl ShownWorld {
    /// A world whose `heading` (degrees to the right) stands straight ahead.
    pub fn new(world: World, heading: f32) -> Self {
        Self {
            world: Arc::new(Mutex::new(world)),
            heading,
        }
    }

    /// Does something with it; the frame loop and the renderer take turns.
    pub fn with<T>(&self, action: impl FnOnce(&mut World) -> T) -> T {
        action(&mut self.world.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// From directions in front of the resident to the world's.
    pub fn turn(&self) -> Quat {
        Quat::from_rotation_y(-self.heading.to_radians())
    }
}

/// The targets of a way to reach the eye; the picture on the tablet is the last.
pub(crate) fn formats_of(mode: Mode) -> &'static [TextureFormat] {
    match mode {
        Mode::Xr => &[TextureFormat::Rgba8UnormSrgb, TextureFormat::Rgba8Unorm],
        Mode::Window => &[TextureFormat::Bgra8UnormSrgb, TextureFormat::Rgba8Unorm],
        Mode::Offscreen => &[TextureFormat::Rgba8Unorm],
    }
}

/// Samples a pixel: smooth edges, where a graphics card is one and not a program.
pub(crate) fn samples_on(workshop: &Workshop) -> u32 {
    if workshop.is_software() { 1 } else { 4 }
}

type Eye = (
    &'static ExtractedView,
    &'static ViewTarget,
    &'static PanoramaCamera,
);

fn draw_shown(
    view: ViewQuery<Eye>,
    scenery: Res<Scenery>,
    mut calls: ResMut<DrawCalls>,
    mut context: RenderContext,
) {
    let entity = view.entity();
    if let Some(shown) = &scenery.world {
        draw(
            entity,
            view.into_inner(),
            &scenery,
            (shown, None),
            &mut calls,
            &mut context,
        );
    }
}

pub(crate) fn draw_coming(
    view: ViewQuery<Eye>,
    scenery: Res<Scenery>,
    mut calls: ResMut<DrawCalls>,
    mut context: RenderContext,
) {
    let entity = view.entity();
    if let Some((shown, share)) = &scenery.coming_world {
        draw(
            entity,
            view.into_inner(),
            &scenery,
            (shown, Some(*share)),
            &mut calls,
            &mut context,
        );
    }
}

fn draw(
    entity: Entity,
    (extracted, target, _): (&ExtractedView, &ViewTarget, &PanoramaCamera),
    scenery: &Scenery,
    (shown, share): (&ShownWorld, Option<f32>),
    calls: &mut DrawCalls,
    context: &mut RenderContext,
) {
    // Asked for in this way, a window knows that it has been drawn into and is to be shown.
    let (Some(out), Some(format)) = (
        target.out_texture_color_attachment(None),
        target.out_texture_view_format(),
    ) else {
        return;
    };
    let [_, _, width, height] = extracted.viewport.to_array();
    let p = extracted.clip_from_view;
    // The ray of a pixel at z = -1 is (ndc + p.z) / p.xy.
    let across = |ndc: f32| (ndc + p.z_axis.x) / p.x_axis.x;
    let up = |ndc: f32| (ndc + p.z_axis.y) / p.y_axis.y;
    let front = shown.turn() * scenery.front_from_room();
    let moved = shown.turn() * scenery.from_seat(extracted.world_from_view.translation());
    let drawn = shown.with(|world| {
        let camera = Camera {
            position: world.stage().model().seat + moved,
            turn: front * extracted.world_from_view.rotation(),
            tangents: [across(-1.0), across(1.0), up(-1.0), up(1.0)],
        };
        let target = Target {
            eye: entity.to_bits(),
            view: out.view,
            format,
            size: (width, height),
            samples: samples_on(world.workshop()),
        };
        let encoder = context.command_encoder();
        match share {
            None => world.draw(encoder, &camera, &target, scenery.light),
            Some(share) => world.draw_over(encoder, &camera, &target, scenery.light, share),
        }
    });
    calls.passes += 1;
    calls.draws += u64::from(drawn.calls);
}

fn forget_despawned(mut gone: RemovedComponents<PanoramaCamera>, scenery: Option<Res<Scenery>>) {
    let Some(scenery) = scenery else { return };
    for entity in gone.read() {
        let coming = scenery.coming_world.as_ref().map(|(shown, _)| shown);
        for shown in scenery.world.iter().chain(coming) {
            shown.with(|world| world.forget(entity.to_bits()));
        }
    }
}
