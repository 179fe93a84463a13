//! The headset without a display in the test's own process: everything but the command line, driven frame by frame.

use std::path::Path;
use std::time::{Duration, Instant};

use bevy::app::{App, PluginsState};
use bevy::ecs::prelude::*;
use bevy::render::render_resource::{
    Extent3d, TextureDescriptor, TextureDimension, TextureFormat, TextureUsages,
};
use bevy::render::renderer::RenderDevice;
use bevy::tasks::tick_global_task_pools_on_main_thread;
use clap::Parser;
use headset::clock::Clock;
use headset::conductor::Conductor;
use headset::eyes::{EyeTracker, Eyes};
use headset::generation::{build, dismantle, has_failed};
use headset::mirror::Mirror;
use headset::options::{Mode, Options};
use library::Library;
use protocol::HeadsetId;
use sound::SoundOutput;

use super::films::number_in;
use super::pictures::Rgb;

/// Longer than a slow machine needs; only a test that fails waits so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A headset that plays by itself.
pub struct Theatre {
    app: Option<App>,
    options: Options,
    pictures: tempfile::TempDir,
}

impl Theatre {
    /// Plays an experience at once and without fades.
    pub fn open(experiences: &Path, id: &str) -> Self {
        // What the graphics card complains of stands with the test that failed. Another test may have begun it.
        let _ = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::WARN)
            .with_test_writer()
            .try_init();
        let options = Options::parse_from([
            "headset".as_ref(),
            "--instant".as_ref(),
            "--figures".as_ref(),
            "--seconds=600".as_ref(),
            "--size=320x240".as_ref(),
            "--play".as_ref(),
            id.as_ref(),
            "--experiences".as_ref(),
            experiences.as_os_str(),
        ]);
        let library = Library::open(experiences);
        let (id, sound) = (HeadsetId("test".into()), SoundOutput::silent());
        let conductor = Conductor::new(&options, Clock::new(1), id, library, sound, None);
        let mut theatre = Self {
            app: None,
            options,
            pictures: tempfile::tempdir().unwrap(),
        };
        theatre.begin(conductor);
        theatre
    }

    fn begin(&mut self, conductor: Conductor) {
        let mut app = build(&self.options, Mode::Offscreen, conductor);
        while app.plugins_state() == PluginsState::Adding {
            tick_global_task_pools_on_main_thread();
        }
        app.finish();
        app.cleanup();
        self.app = Some(app);
    }

    /// The graphics card is asked for something that it refuses.
    pub fn fail(&mut self) {
        let device = self.app().world().resource::<RenderDevice>();
        device.create_texture(&TextureDescriptor {
            label: None,
            size: Extent3d::default(),
            mip_level_count: 1,
            sample_count: 3,
            dimension: TextureDimension::D2,
            format: TextureFormat::Rgba8Unorm,
            usage: TextureUsages::TEXTURE_BINDING,
            view_formats: &[],
        });
        self.app().update();
        assert!(has_failed(self.app()), "it was not refused");
    }

    /// The renderer is lost and another takes its place, as when an OpenXR runtime died.
    pub fn rebuild(&mut self) {
        let mut conductor = dismantle(self.app.take().unwrap()).unwrap();
        conductor.view_lost(true);
        self.begin(conductor);
    }

    fn app(&mut self) -> &mut App {
        self.app.as_mut().unwrap()
    }

    /// The conductor.
    pub fn conductor(&mut self) -> Mut<'_, Conductor> {
        self.app().world_mut().resource_mut::<Conductor>()
    }

    /// Lets something follow the resident's eyes.
    pub fn follow_eyes(&mut self, tracker: Box<dyn EyeTracker>) {
        self.app().world_mut().resource_mut::<Eyes>().tracker = Some(tracker);
    }

    /// One frame.
    ///
    /// # Panics
    /// When the renderer has failed: nothing would be drawn any more.
    pub fn frame(&mut self) {
        self.app().update();
        assert!(!has_failed(self.app()), "the renderer failed");
        std::thread::yield_now();
    }

    /// Frame by frame until `wanted` gives something.
    pub fn until<T>(&mut self, what: &str, mut wanted: impl FnMut(&mut Self) -> Option<T>) -> T {
        let end = Instant::now() + PATIENCE;
        let mut frames = 0_u32;
        loop {
            if let Some(found) = wanted(self) {
                return found;
            }
            if Instant::now() > end {
                let notices = self.conductor().notices().to_vec();
                panic!("never came in {frames} frames: {what}; told: {notices:?}");
            }
            self.frame();
            frames += 1;
        }
    }

    /// Frame by frame until the experience is seen.
    pub fn until_shown(&mut self) {
        self.until("the experience", |theatre| theatre.conductor().shows());
    }

    /// What is seen now. A few frames go by.
    pub fn picture(&mut self) -> Rgb {
        let file = self.pictures.path().join("picture.png");
        self.app().world_mut().resource_mut::<Mirror>().file = Some(file.clone());
        let written = self.until("a picture", |theatre| {
            let mut mirror = theatre.app().world_mut().resource_mut::<Mirror>();
            mirror.files().pop()
        });
        written.unwrap();
        Rgb::read(&file)
    }

    /// The number of the film's frame that is seen.
    pub fn number(&mut self) -> Option<u32> {
        number_in(&self.picture())
    }

    /// What of the film is heard now.
    pub fn position(&mut self) -> Duration {
        self.conductor().film_measured().unwrap().position
    }
}
