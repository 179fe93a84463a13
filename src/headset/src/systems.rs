//! The order of a frame, in one place.

use std::time::Duration;

use bevy::app::{App, Plugin, PreUpdate, Update};
use bevy::ecs::prelude::*;
use bevy::render::renderer::{RenderDevice, RenderQueue};
use bevy_mod_xr::session::XrState;

use crate::captions::Captions;
use crate::conductor::{Conductor, Turn};
use crate::eyes::Eyes;
use crate::mirror::Mirror;
use crate::panorama::{FramesDone, Scenery, Uploader};
use crate::rig::{Head, Worn};
use crate::xr::layer::PictureLayers;

/// The parts of a frame, in their order. Poses are read before ([`PreUpdate`]) and pictures drawn after.
#[derive(SystemSet, Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HeadsetSystems {
    /// The graphics card is made known to the loader, once.
    Connect,
    /// What happened is heard, decided on and carried out.
    Conduct,
    /// The picture on the tablet is asked for and sent.
    Mirror,
}

/// How long a frame lasts, from one picture to the next.
#[derive(Resource, Debug, Clone, Copy)]
pub struct FrameTime(pub Duration);

impl Default for FrameTime {
    fn default() -> Self {
        Self(Duration::from_secs(1) / 60)
    }
}

/// The conductor's place in a frame.
pub struct ConductorPlugin;

impl Plugin for ConductorPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<FrameTime>()
            .configure_sets(PreUpdate, HeadsetSystems::Connect)
            .configure_sets(
                Update,
                (HeadsetSystems::Conduct, HeadsetSystems::Mirror).chain(),
            )
            .add_systems(
                PreUpdate,
                connect.run_if(run_once).in_set(HeadsetSystems::Connect),
            )
            .add_systems(
                Update,
                (
                    conduct.in_set(HeadsetSystems::Conduct),
                    send_pictures.in_set(HeadsetSystems::Mirror),
                ),
            );
    }
}

fn connect(
    mut conductor: ResMut<Conductor>,
    device: Res<RenderDevice>,
    queue: Res<RenderQueue>,
    frames: Res<FramesDone>,
    xr: Option<Res<XrState>>,
) {
    conductor.view_found(Uploader {
        device: device.clone(),
        queue: queue.clone(),
        frames: frames.clone(),
        one_camera: xr.is_none(),
    });
}

fn conduct(
    mut conductor: ResMut<Conductor>,
    mut scenery: ResMut<Scenery>,
    (head, eyes): (Res<Head>, Res<Eyes>),
    worn: Res<Worn>,
    frame: Res<FrameTime>,
    mut captions: ResMut<Captions>,
    mut layers: Option<ResMut<PictureLayers>>,
) {
    conductor.turn(Turn {
        scenery: &mut scenery,
        head: &head,
        gaze: eyes.gaze(),
        frame: frame.0,
        captions: &mut captions,
        worn: *worn,
        layers: layers.as_deref_mut(),
    });
}

fn send_pictures(conductor: Res<Conductor>, mut mirror: ResMut<Mirror>) {
    mirror.watched = conductor.watch().map(|watch| watch.max_fps);
    for jpeg in mirror.jpegs() {
        conductor.send_picture(jpeg);
    }
}
