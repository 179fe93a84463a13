//! Captions as they are seen: drawn by the app without a display, and measured in degrees of the view (H3).

#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bevy::app::{App, PluginsState, TaskPoolPlugin};
use bevy::asset::AssetPlugin;
use bevy::camera::CameraPlugin;
use bevy::core_pipeline::CorePipelinePlugin;
use bevy::diagnostic::FrameCountPlugin;
use bevy::image::ImagePlugin;
use bevy::mesh::MeshPlugin;
use bevy::render::render_resource::{
    Extent3d, TextureDescriptor, TextureDimension, TextureFormat, TextureUsages,
    TextureViewDescriptor,
};
use bevy::render::renderer::{RenderDevice, RenderQueue};
use bevy::render::settings::{Backends, RenderCreation, WgpuSettings};
use bevy::render::{RenderApp, RenderPlugin};
use bevy::tasks::tick_global_task_pools_on_main_thread;
use bevy::time::{TimePlugin, TimeUpdateStrategy};
use bevy::transform::TransformPlugin;
use bevy::window::{ExitCondition, WindowPlugin};
use headset::captions::size::{BELOW_EYE_LEVEL, CONE, TextSize};
use headset::captions::{CaptionPlugin, Captions, EyeDistance, Said, SeenCaption};
use headset::mirror::{Mirror, MirrorPlugin, WIDTH_DEGREES};
use headset::panorama::{DrawCalls, GpuPicture, PanoramaPlugin, Placed, Scenery};
use headset::rig::{Head, RigPlugin};
use media::{Eye, Geometry};
use support::pictures::Rgb;

const SIZE: (u32, u32) = (2160, 1620);
/// What is seen around: a colour with little red, as letters have much and their ground has none.
const AROUND: [u8; 3] = [60, 130, 230];
const FRAME: Duration = Duration::from_millis(20);
/// Longer than a slow machine needs; only a test that fails waits so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// The app around captions, with its own time, seen by the tablet's camera.
struct View {
    app: App,
    folder: tempfile::TempDir,
    pictures: u32,
}

impl View {
    fn new(instant: bool) -> Self {
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
            CaptionPlugin { instant },
            RigPlugin,
            MirrorPlugin {
                size: SIZE,
                eye: Eye::Left,
            },
        ));
        app.insert_resource(TimeUpdateStrategy::ManualDuration(FRAME));
        while app.plugins_state() == PluginsState::Adding {
            tick_global_task_pools_on_main_thread();
        }
        app.finish();
        app.cleanup();
        let around = one_colour(&app, AROUND);
        let mut scenery = app.world_mut().resource_mut::<Scenery>();
        scenery.shown = Some(Placed::new(around, Geometry::SPHERE));
        scenery.light = 1.0;
        app.update();
        Self {
            app,
            folder: tempfile::tempdir().unwrap(),
            pictures: 0,
        }
    }

    /// Writes a caption file with one cue, from 1 to 5 seconds.
    fn words(&self, words: &str) -> PathBuf {
        let file = self.folder.path().join("words.vtt");
        std::fs::write(
            &file,
            format!("WEBVTT\n\n00:01.000 --> 00:05.000\n{words}\n"),
        )
        .unwrap();
        file
    }

    fn say(&mut self, file: &Path, at: f32) {
        let said = Said {
            file: file.to_owned(),
            at: Duration::from_secs_f32(at),
        };
        self.app
            .world_mut()
            .resource_mut::<Captions>()
            .follow([said]);
    }

    /// Goes on frame by frame until a caption is seen, or is not.
    fn until_seen(&mut self, seen: bool) {
        let end = Instant::now() + PATIENCE;
        while self.app.world().resource::<SeenCaption>().is_seen() != seen {
            assert!(Instant::now() < end, "seen: {}", !seen);
            self.app.update();
        }
    }

    fn frames(&mut self, seconds: f32) {
        for _ in 0..(seconds / FRAME.as_secs_f32()).round() as u32 {
            self.app.update();
        }
    }

    /// What is seen now. A few frames go by.
    fn picture(&mut self) -> Rgb {
        self.pictures += 1;
        let file = self.folder.path().join(format!("{}.png", self.pictures));
        let keep = std::env::var_os("UTSIKT_KEEP_PICTURES");
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
        if let Some(folder) = keep {
            let thread = std::thread::current().name().unwrap_or("test").to_owned();
            std::fs::copy(
                &file,
                Path::new(&folder).join(format!("{thread}-{}.png", self.pictures)),
            )
            .unwrap();
        }
        Rgb::read(&file)
    }

    fn draws(&self) -> u64 {
        self.app
            .sub_app(RenderApp)
            .world()
            .resource::<DrawCalls>()
            .draws
    }
}

fn one_colour(app: &App, [r, g, b]: [u8; 3]) -> GpuPicture {
    let device = app.world().resource::<RenderDevice>();
    let size = Extent3d {
        width: 8,
        height: 4,
        depth_or_array_layers: 1,
    };
    let texture = device.create_texture_with_data(
        app.world().resource::<RenderQueue>(),
        &TextureDescriptor {
            label: Some("around"),
            size,
            mip_level_count: 1,
            sample_count: 1,
            dimension: TextureDimension::D2,
            format: TextureFormat::Rgba8Unorm,
            usage: TextureUsages::TEXTURE_BINDING,
            view_formats: &[],
        },
        Default::default(),
        &[r, g, b, 255].repeat(32),
    );
    GpuPicture::rgba(8, 4, texture.create_view(&TextureViewDescriptor::default()))
}

/// The edges of what `matches` in a picture, in degrees from straight ahead: left, right, bottom, top.
/// Across, angles are those at the height of the view's middle; up, those at its middle column.
fn edges(picture: &Rgb, matches: impl Fn([u8; 3]) -> bool) -> Option<[f32; 4]> {
    let places = picture
        .pixels
        .iter()
        .enumerate()
        .filter(|(_, pixel)| matches(**pixel));
    let places = places.map(|(index, _)| (index % picture.width, index / picture.width));
    let (mut columns, mut rows) = ((usize::MAX, 0), (usize::MAX, 0));
    for (x, y) in places {
        columns = (columns.0.min(x), columns.1.max(x + 1));
        rows = (rows.0.min(y), rows.1.max(y + 1));
    }
    let focal = picture.width as f32 / 2.0 / (WIDTH_DEGREES / 2.0).to_radians().tan();
    let angle = |at: usize, whole: usize| {
        ((at as f32 - whole as f32 / 2.0) / focal)
            .atan()
            .to_degrees()
    };
    (columns.1 > columns.0).then(|| {
        [
            angle(columns.0, picture.width),
            angle(columns.1, picture.width),
            -angle(rows.1, picture.height),
            -angle(rows.0, picture.height),
        ]
    })
}

fn letters(picture: &Rgb) -> Option<[f32; 4]> {
    edges(picture, |[red, ..]| red > 150)
}

fn changed(picture: &Rgb) -> Option<[f32; 4]> {
    edges(picture, |pixel| {
        (0..3).any(|channel| pixel[channel].abs_diff(AROUND[channel]) > 2)
    })
}

#[test]
fn captions_are_as_large_and_where_they_should_be_and_gone_after_their_time() {
    let mut view = View::new(true);
    let before = view.picture();
    assert_eq!(changed(&before), None, "nothing is said, nothing is seen");

    let file = view.words("HEJ");
    view.say(&file, 2.0);
    view.until_seen(true);
    let [left, right, bottom, top] = letters(&view.picture()).unwrap();
    // A J reaches as deep as the other letters stand.
    let high = top - bottom;
    assert!(
        (high - TextSize::USUAL).abs() < 0.1,
        "capitals are {high}° high"
    );
    assert!(
        (bottom + high / 2.0 + BELOW_EYE_LEVEL).abs() < 0.15,
        "from {bottom}° to {top}°"
    );
    assert!((left + right).abs() < 0.3, "from {left}° to {right}°");

    view.say(&file, 5.1);
    view.until_seen(false);
    assert_eq!(view.picture(), before, "it is gone without a trace");
}

#[test]
fn a_long_caption_stands_in_two_lines_within_the_cone() {
    let mut view = View::new(true);
    let file = view.words("När jag var liten brukade vi gå ner till sjön");
    view.say(&file, 1.5);
    view.until_seen(true);
    let picture = view.picture();
    let [left, right, bottom, top] = letters(&picture).unwrap();
    // At the edge of the pane, straight across: the angle from the middle of the cone.
    let half = CONE / 2.0;
    assert!(left > -half && right < half, "from {left}° to {right}°");
    assert!(right - left > 25.0, "two long lines: {left}° to {right}°");
    assert!(
        top < -BELOW_EYE_LEVEL + 4.0 && bottom > -BELOW_EYE_LEVEL - 4.0,
        "from {bottom}° to {top}°"
    );
    // One line is 3° from its highest mark to its lowest tail, two are 6.1°, three would be 9.8°.
    let high = top - bottom;
    assert!((5.5..6.7).contains(&high), "the lines are {high}° high");
}

#[test]
fn captions_come_softly_are_dimmed_with_the_scene_and_cost_nothing_unseen() {
    let mut view = View::new(false);
    let file = view.words("MMM");
    view.say(&file, 0.5);
    view.frames(0.2);
    let without = view.draws();
    view.app.update();
    assert_eq!(view.draws(), without, "no camera looks and nothing is said");
    view.app.world_mut().resource_mut::<Mirror>().drawn_always = true;
    view.frames(0.1);
    let one = view.draws();
    view.app.update();
    let picture_only = view.draws() - one;

    view.say(&file, 1.0);
    view.until_seen(true);
    let mut levels = Vec::new();
    for _ in 0..4 {
        levels.push(brightest(&view.picture()));
        view.frames(0.1);
    }
    assert!(levels.is_sorted(), "brighter and brighter: {levels:?}");
    assert!(levels[0] < 200, "it does not come at once: {levels:?}");
    view.frames(0.5);
    assert!(brightest(&view.picture()) > 240);
    let before = view.draws();
    view.app.update();
    assert_eq!(view.draws() - before, picture_only + 1, "one draw more");

    view.app.world_mut().resource_mut::<Scenery>().light = 0.5;
    let dim = brightest(&view.picture());
    assert!((110..135).contains(&dim), "{dim} in half the light");
    view.app.world_mut().resource_mut::<Scenery>().light = 0.0;
    assert_eq!(brightest(&view.picture()), 0, "and none in the dark");

    view.app.world_mut().resource_mut::<Captions>().follow([]);
    view.until_seen(false);
}

/// The most red there is; the letters' own, once they are there.
fn brightest(picture: &Rgb) -> u8 {
    picture.pixels.iter().map(|pixel| pixel[0]).max().unwrap()
}

#[test]
fn captions_stay_while_the_head_looks_about_and_follow_when_it_has_turned_away() {
    let mut view = View::new(true);
    let file = view.words("HHH");
    view.say(&file, 2.0);
    view.until_seen(true);
    let middle = |picture: &Rgb| {
        let [left, right, ..] = letters(picture).unwrap();
        (left + right) / 2.0
    };
    *view.app.world_mut().resource_mut::<Head>() = Head::looking(20.0, 0.0);
    view.frames(2.0);
    let stays = middle(&view.picture());
    assert!((stays + 20.0).abs() < 0.3, "at {stays}°");
    *view.app.world_mut().resource_mut::<Head>() = Head::looking(38.0, 0.0);
    let leaves = middle(&view.picture());
    assert!(leaves < -30.0, "it does not jump: {leaves}°");
    view.frames(6.0);
    let follows = middle(&view.picture());
    assert!(follows.abs() < 1.0, "at {follows}°");
}

#[test]
fn each_eye_sees_captions_from_its_own_place() {
    let mut view = View::new(true);
    view.app.world_mut().insert_resource(EyeDistance(0.064));
    let file = view.words("HHH");
    view.say(&file, 2.0);
    view.until_seen(true);
    let [left, right, ..] = letters(&view.picture()).unwrap();
    let expected = (0.032_f32 / 2.5).atan().to_degrees();
    let seen = (left + right) / 2.0;
    assert!(
        (seen - expected).abs() < 0.1,
        "the left eye sees it at {seen}°, not {expected}°"
    );
}

#[test]
fn a_file_without_captions_is_told_of_once_and_nothing_is_seen() {
    let mut view = View::new(true);
    let missing = view.folder.path().join("none.vtt");
    view.say(&missing, 2.0);
    let end = Instant::now() + PATIENCE;
    let broken = loop {
        view.app.update();
        let broken = view.app.world_mut().resource_mut::<Captions>().broken();
        if !broken.is_empty() {
            break broken;
        }
        assert!(Instant::now() < end, "nothing was told");
    };
    assert_eq!(broken, std::slice::from_ref(&missing));
    view.say(&missing, 2.0);
    view.frames(0.5);
    assert_eq!(
        view.app.world_mut().resource_mut::<Captions>().broken(),
        Vec::<PathBuf>::new()
    );
    assert!(!view.app.world().resource::<SeenCaption>().is_seen());
}
