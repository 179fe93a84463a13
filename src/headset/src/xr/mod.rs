//! The OpenXR seam: session, eyes, compositor layers, presence. All that knows of bevy_mod_openxr.
//!
//! The runtime may go away at any time (its process dies, the battery of the headset, a system
//! update). Several calls below us then panic by design of the binding; [`crate::supervisor`] catches
//! that and builds everything anew, so nothing here tries to mend a broken session.

mod composed;
mod eyes;
pub mod layer;
pub mod presence;
pub mod probe;
pub mod swapchain;

use bevy::app::{App, Plugin, PostUpdate, PreUpdate};
use bevy::camera::{Camera, CameraUpdateSystems, ClearColor};
use bevy::color::Color;
use bevy::core_pipeline::tonemapping::Tonemapping;
use bevy::ecs::prelude::*;
use bevy::render::camera::CameraRenderGraph;
use bevy::render::view::{Msaa, NoIndirectDrawing};
use bevy_mod_openxr::exts::OxrExtensions;
use bevy_mod_openxr::init::OxrInitPlugin;
use bevy_mod_openxr::poll_events::OxrEventsPlugin;
use bevy_mod_openxr::reference_space::OxrReferenceSpacePlugin;
use bevy_mod_openxr::render::OxrRenderPlugin;
use bevy_mod_openxr::resources::{OxrFrameState, OxrInstance, OxrSystemId};
use bevy_mod_openxr::types::{AppInfo, Version};
use bevy_mod_xr::camera::{XrCamera, XrCameraPlugin};
use bevy_mod_xr::session::{XrSessionPlugin, XrState};
use media::Eye;

use crate::captions::{EyeDistance, SeenCaption};
use crate::conductor::Conductor;
use crate::eyes::Eyes;
use crate::panorama::{Draws, PanoramaCamera, PanoramaView, Scenery};
use crate::rig::Head;
use crate::systems::FrameTime;

/// Runs the app in an OpenXR session. Takes the place of Bevy's `RenderPlugin`.
pub struct XrPlugin {
    /// Whether pictures go to the compositor as layers where it takes them.
    pub layers: bool,
}

impl Plugin for XrPlugin {
    fn build(&self, app: &mut App) {
        let mut exts = OxrExtensions::default();
        exts.raw_mut().khr_composition_layer_equirect2 = self.layers;
        exts.raw_mut().ext_user_presence = true;
        exts.raw_mut().ext_eye_gaze_interaction = true;
        app.insert_resource(ClearColor(Color::NONE)).add_plugins((
            XrSessionPlugin { auto_handle: true },
            OxrInitPlugin {
                app_info: AppInfo {
                    name: "Utsikt".into(),
                    version: Version(0, 1, 0),
                },
                exts,
                ..Default::default()
            },
            OxrEventsPlugin,
            OxrReferenceSpacePlugin {
                default_primary_ref_space: openxr::ReferenceSpaceType::LOCAL,
            },
            OxrRenderPlugin::default(),
            XrCameraPlugin,
            presence::PresencePlugin,
            eyes::EyesPlugin,
            layer::LayerPlugin {
                wanted: self.layers,
            },
        ));
        app.add_systems(PreUpdate, (tell_frame_time, tell_device))
            .add_systems(
                PostUpdate,
                (dress_eyes, open_eyes, follow_head)
                    .chain()
                    .before(CameraUpdateSystems)
                    .run_if(resource_exists::<XrState>),
            );
    }
}

/// The runtime says how long its frames last.
fn tell_frame_time(
    state: Option<Res<OxrFrameState>>,
    mut frame: ResMut<FrameTime>,
    mut eyes: ResMut<Eyes>,
) {
    if let Some(state) = &state {
        eyes.shown_at = state.predicted_display_time.as_nanos();
    }
    let nanos = state.map_or(0, |state| state.predicted_display_period.as_nanos());
    if let Some(period) = u64::try_from(nanos).ok().filter(|nanos| *nanos > 0) {
        frame.0 = std::time::Duration::from_nanos(period);
    }
}

/// The runtime says what is worn, once: how loud it may be depends on that.
fn tell_device(
    instance: Option<Res<OxrInstance>>,
    system: Option<Res<OxrSystemId>>,
    mut conductor: ResMut<Conductor>,
    mut told: Local<bool>,
) {
    let (Some(instance), Some(system), false) = (instance, system, *told) else {
        return;
    };
    *told = true;
    match instance.system_properties(system.0) {
        Ok(worn) => conductor.set_device(&worn.system_name),
        Err(error) => tracing::warn!(%error, "the runtime does not say what is worn"),
    }
}

/// Gives a newly made eye what panoramas need.
fn dress_eyes(eyes: Query<(Entity, &XrCamera), Without<PanoramaCamera>>, mut commands: Commands) {
    for (entity, camera) in &eyes {
        let eye = if camera.0 == 0 { Eye::Left } else { Eye::Right };
        commands.entity(entity).insert((
            PanoramaCamera {
                eye,
                draws: Draws::Picture,
            },
            CameraRenderGraph::new(PanoramaView),
            NoIndirectDrawing,
            Msaa::Off,
            Tonemapping::None,
        ));
    }
}

/// An eye is drawn only when there is something to draw: the compositor has the picture itself, so
/// in a scene at full light the app gives it no eye buffers at all.
fn open_eyes(
    scenery: Res<Scenery>,
    caption: Res<SeenCaption>,
    frame: Option<Res<OxrFrameState>>,
    mut eyes: Query<(&mut Camera, &mut PanoramaCamera), With<XrCamera>>,
) {
    let layered = scenery
        .shown
        .as_ref()
        .is_some_and(|placed| placed.layer.is_some());
    let draws = if layered { Draws::Veil } else { Draws::Picture };
    let needed = scenery.needs_eye_buffers() || caption.is_seen();
    let wanted = frame.is_some_and(|frame| frame.should_render) && needed;
    for (mut camera, mut panorama) in &mut eyes {
        if camera.is_active != wanted {
            camera.is_active = wanted;
        }
        panorama.draws = draws;
    }
}

/// The head is where the left eye looks; captions stand so far away that it matters how far the eyes are apart.
fn follow_head(
    views: Res<bevy_mod_openxr::resources::OxrViews>,
    mut head: ResMut<Head>,
    mut eyes: ResMut<EyeDistance>,
) {
    if let [left, right, ..] = views.as_slice() {
        let place = |view: &openxr::View| {
            let p = view.pose.position;
            bevy::math::Vec3::new(p.x, p.y, p.z)
        };
        let apart = place(left).distance(place(right));
        let middle = (place(left) + place(right)) / 2.0;
        if middle.is_finite() {
            head.position = middle;
        }
        eyes.set_if_neq(EyeDistance(if apart.is_finite() { apart } else { 0.0 }));
    }
    if let Some(view) = views.first() {
        let q = view.pose.orientation;
        let turn = bevy::math::Quat::from_xyzw(q.x, q.y, q.z, q.w);
        if turn.is_finite() && turn.length_squared() > 0.5 {
            head.turn = turn.normalize();
        }
    }
}
