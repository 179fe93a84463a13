//! What the tablet's camera sees of a scenery, without a headset around it.

use std::time::{Duration, Instant};

use bevy::app::{App, PluginsState, TaskPoolPlugin};
use bevy::asset::AssetPlugin;
use bevy::camera::CameraPlugin;
use bevy::core_pipeline::CorePipelinePlugin;
use bevy::diagnostic::FrameCountPlugin;
use bevy::image::ImagePlugin;
use bevy::mesh::MeshPlugin;
use bevy::render::RenderPlugin;
use bevy::render::render_resource::{
    Extent3d, TextureDescriptor, TextureDimension, TextureFormat, TextureUsages,
    TextureViewDescriptor,
};
use bevy::render::renderer::{RenderDevice, RenderQueue};
use bevy::render::settings::{Backends, RenderCreation, WgpuSettings};
use bevy::tasks::tick_global_task_pools_on_main_thread;
use bevy::time::TimePlugin;
use bevy::transform::TransformPlugin;
use bevy::window::{ExitCondition, WindowPlugin};
use headset::mirror::{Mirror, MirrorPlugin};
use headset::panorama::{GpuPicture, PanoramaPlugin, Placed, Scenery};
use headset::rig::{Head, RigPlugin};
use media::Eye;

use super::pictures::Rgb;

const SIZE: (u32, u32) = (320, 240);
/// Longer than a slow machine needs; only a test that fails waits so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A view of 90° of a scenery at full light.
pub struct Screen {
    app: App,
    folder: tempfile::TempDir,
}

impl Screen {
    /// Nothing is seen yet.
    pub fn open() -> Self {
        let mut app = App::new();
        app.add_plugins((
            TaskPoolPlugin::default(),
            FrameCountPlugin,
            TimePlugin,
            TransformPlugin,
            WindowPlugin {
                primary_window: None,
                exit_condition: ExitCondition::DontExit,
                ..Default::default()
            },
            AssetPlugin::default(),
            RenderPlugin {
                render_creation: RenderCreation::Automatic(Box::new(WgpuSettings {
                    backends: Some(Backends::VULKAN),
                    ..Default::default()
                })),
                ..Default::default()
            },
        ));
        app.add_plugins((
            ImagePlugin::default(),
            MeshPlugin,
            CameraPlugin,
            CorePipelinePlugin,
            PanoramaPlugin,
            RigPlugin,
            MirrorPlugin {
                size: SIZE,
                eye: Eye::Left,
            },
        ));
        while app.plugins_state() == PluginsState::Adding {
            tick_global_task_pools_on_main_thread();
        }
        app.finish();
        app.cleanup();
        app.world_mut().resource_mut::<Scenery>().light = 1.0;
        app.update();
        let folder = tempfile::tempdir().unwrap();
        Self { app, folder }
    }

    /// Width and height of what is seen.
    pub fn size(&self) -> (u32, u32) {
        SIZE
    }

    /// The graphics card.
    pub fn device(&self) -> RenderDevice {
        self.app.world().resource::<RenderDevice>().clone()
    }

    /// What is sent to it.
    pub fn queue(&self) -> RenderQueue {
        self.app.world().resource::<RenderQueue>().clone()
    }

    /// What is shown, and what comes over it by its share.
    pub fn show(&mut self, shown: Option<Placed>, coming: Option<(Placed, f32)>) {
        let mut scenery = self.app.world_mut().resource_mut::<Scenery>();
        (scenery.shown, scenery.coming) = (shown, coming);
    }

    /// Where the head looks, in degrees.
    pub fn look(&mut self, yaw: f32, pitch: f32) {
        *self.app.world_mut().resource_mut::<Head>() = Head::looking(yaw, pitch);
    }

    /// What is seen now.
    pub fn picture(&mut self) -> Rgb {
        let file = self.folder.path().join("picture.png");
        self.app.world_mut().resource_mut::<Mirror>().file = Some(file.clone());
        let end = Instant::now() + PATIENCE;
        loop {
            self.app.update();
            let written = self.app.world_mut().resource_mut::<Mirror>().files().pop();
            if let Some(written) = written {
                written.unwrap();
                break;
            }
            assert!(Instant::now() < end, "no picture came");
        }
        Rgb::read(&file)
    }

    /// A picture of one colour.
    pub fn one_colour(&self, [red, green, blue]: [u8; 3]) -> GpuPicture {
        let (width, height) = (4, 2);
        let texture = self.device().create_texture_with_data(
            &self.queue(),
            &TextureDescriptor {
                label: None,
                size: Extent3d {
                    width,
                    height,
                    depth_or_array_layers: 1,
                },
                mip_level_count: 1,
                sample_count: 1,
                dimension: TextureDimension::D2,
                format: TextureFormat::Rgba8Unorm,
                usage: TextureUsages::TEXTURE_BINDING,
                view_formats: &[],
            },
            Default::default(),
            &[red, green, blue, 255].repeat((width * height) as usize),
        );
        let view = texture.create_view(&TextureViewDescriptor::default());
        GpuPicture::rgba(width, height, view)
    }
}
