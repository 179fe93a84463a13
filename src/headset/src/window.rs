//! A window on a desktop: for content makers, and for homes that try Utsikt before they have headsets.
//! Dragging with the mouse turns the head; the arrow keys do too.

use bevy::app::{App, Plugin, Startup, Update};
use bevy::camera::{Camera3d, PerspectiveProjection, Projection};
use bevy::core_pipeline::tonemapping::Tonemapping;
use bevy::ecs::prelude::*;
use bevy::input::ButtonInput;
use bevy::input::keyboard::KeyCode;
use bevy::input::mouse::{AccumulatedMouseMotion, MouseButton};
use bevy::math::{EulerRot, Vec2};
use bevy::render::camera::CameraRenderGraph;
use bevy::render::view::Msaa;
use bevy::transform::components::Transform;
use media::Eye;

use crate::panorama::{Draws, PanoramaCamera, PanoramaView};
use crate::rig::Head;

/// Degrees a pixel of mouse movement turns the head.
const DEGREES_A_PIXEL: f32 = 0.12;
/// Degrees a frame an arrow key turns the head.
const DEGREES_A_FRAME: f32 = 0.6;

/// Shows the scenery in the app's window.
pub struct WindowViewPlugin;

impl Plugin for WindowViewPlugin {
    fn build(&self, app: &mut App) {
        app.add_systems(Startup, open_eye)
            .add_systems(Update, (turn, look).chain());
    }
}

#[derive(Component)]
struct WindowCamera;

fn open_eye(mut commands: Commands) {
    commands.spawn((
        WindowCamera,
        Camera3d::default(),
        Projection::Perspective(PerspectiveProjection {
            fov: 65.0_f32.to_radians(),
            ..Default::default()
        }),
        CameraRenderGraph::new(PanoramaView),
        PanoramaCamera {
            eye: Eye::Left,
            draws: Draws::Picture,
        },
        Msaa::Off,
        Tonemapping::None,
    ));
}

fn turn(
    mut head: ResMut<Head>,
    buttons: Res<ButtonInput<MouseButton>>,
    motion: Res<AccumulatedMouseMotion>,
    keys: Res<ButtonInput<KeyCode>>,
) {
    let mut degrees = if buttons.pressed(MouseButton::Left) {
        motion.delta * DEGREES_A_PIXEL
    } else {
        Vec2::ZERO
    };
    let key = |code, by| if keys.pressed(code) { by } else { Vec2::ZERO };
    degrees += key(KeyCode::ArrowLeft, Vec2::X * DEGREES_A_FRAME)
        + key(KeyCode::ArrowRight, -Vec2::X * DEGREES_A_FRAME);
    degrees += key(KeyCode::ArrowUp, Vec2::Y * DEGREES_A_FRAME)
        + key(KeyCode::ArrowDown, -Vec2::Y * DEGREES_A_FRAME);
    if degrees != Vec2::ZERO {
        let (yaw, pitch, _) = head.turn.to_euler(EulerRot::YXZ);
        let pitch = (pitch.to_degrees() + degrees.y).clamp(-89.0, 89.0);
        *head = Head::looking(-(yaw.to_degrees() + degrees.x), pitch);
    }
}

fn look(head: Res<Head>, mut camera: Single<&mut Transform, With<WindowCamera>>) {
    camera.rotation = head.turn;
}
