//! The picture on the tablet: what the resident sees now, drawn by a camera of its own.
//!
//! Eye buffers cannot be read back, and in a scene at full light there are none. So a small camera
//! looks where the head looks, only while somebody watches and only as often as they can use. The
//! frame loop hands the pixels on; they become a JPEG on a thread of their own and are kept nowhere.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use bevy::app::{App, Plugin, PostUpdate, Startup};
use bevy::asset::{Assets, Handle};
use bevy::camera::{
    Camera, Camera3d, CameraUpdateSystems, PerspectiveProjection, Projection, RenderTarget,
};
use bevy::core_pipeline::tonemapping::Tonemapping;
use bevy::ecs::prelude::*;
use bevy::image::Image;
use bevy::render::camera::CameraRenderGraph;
use bevy::render::gpu_readback::{Readback, ReadbackComplete};
use bevy::render::render_resource::{TextureFormat, TextureUsages};
use bevy::render::view::Msaa;
use bevy::transform::components::Transform;
use media::{Eye, Picture, Pixels};

use crate::panorama::{Draws, PanoramaCamera, PanoramaView};
use crate::rig::Head;

/// Degrees across in the picture on the tablet.
pub const WIDTH_DEGREES: f32 = 90.0;
/// JPEG quality of the picture on the tablet.
const QUALITY: u8 = 80;

/// Draws the picture on the tablet.
pub struct MirrorPlugin {
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Which eye's picture.
    pub eye: Eye,
}

/// Whether and how often somebody looks; and the pictures made for them.
#[derive(Resource)]
pub struct Mirror {
    /// Pictures a second that are wanted; nobody watches without.
    pub watched: Option<f32>,
    /// Where the next picture goes as a PNG file, instead of to the tablet.
    pub file: Option<PathBuf>,
    /// Whether it is drawn in each frame although nobody watches (measurements).
    pub drawn_always: bool,
    size: (u32, u32),
    target: Handle<Image>,
    last: Option<Instant>,
    waiting: Option<Asked>,
    encoder: Sender<Job>,
    jpegs: Made<Vec<u8>>,
    files: Made<Result<PathBuf, String>>,
}

/// A picture that is being read from the graphics card.
struct Asked {
    reader: Entity,
    /// Frames that began since.
    frames: u32,
}

struct Job {
    picture: Picture,
    file: Option<PathBuf>,
}

/// What the thread has made.
struct Made<T>(Mutex<Receiver<T>>);

impl<T> Made<T> {
    fn take(&mut self) -> Vec<T> {
        let receiver = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        receiver.try_iter().collect()
    }
}

impl Mirror {
    /// The JPEGs made for the tablet since the last call, oldest first.
    pub fn jpegs(&mut self) -> Vec<Vec<u8>> {
        self.jpegs.take()
    }

    /// The files written since the last call, or why they were not, oldest first.
    pub fn files(&mut self) -> Vec<Result<PathBuf, String>> {
        self.files.take()
    }
}

impl Plugin for MirrorPlugin {
    fn build(&self, app: &mut App) {
        let (encoder, jobs) = channel::<Job>();
        let (jpeg_made, jpegs) = channel();
        let (file_made, files) = channel();
        let spawned = std::thread::Builder::new()
            .name("mirror".into())
            .spawn(move || {
                for Job { picture, file } in jobs {
                    let was_sent = match file {
                        None => jpeg_made.send(jpeg(&picture)).is_ok(),
                        Some(file) => file_made.send(written(&picture, file)).is_ok(),
                    };
                    if !was_sent {
                        break;
                    }
                }
            });
        if let Err(error) = spawned {
            tracing::error!(%error, "no thread for the picture on the tablet");
        }
        let (size, eye) = (self.size, self.eye);
        let setup = move |mut images: ResMut<Assets<Image>>,
                          mut mirror: ResMut<Mirror>,
                          mut commands: Commands| {
            // Not an sRGB view: the shader writes encoded values, which is what a JPEG holds.
            let mut image =
                Image::new_target_texture(size.0, size.1, TextureFormat::Rgba8Unorm, None);
            image.texture_descriptor.usage |= TextureUsages::COPY_SRC;
            mirror.target = images.add(image);
            let across = (WIDTH_DEGREES / 2.0).to_radians().tan();
            let aspect = size.0 as f32 / size.1 as f32;
            commands.spawn((
                MirrorCamera,
                Camera3d::default(),
                Camera {
                    is_active: false,
                    order: -1,
                    ..Default::default()
                },
                Projection::Perspective(PerspectiveProjection {
                    fov: 2.0 * (across / aspect).atan(),
                    aspect_ratio: aspect,
                    ..Default::default()
                }),
                RenderTarget::from(mirror.target.clone()),
                CameraRenderGraph::new(PanoramaView),
                PanoramaCamera {
                    eye,
                    draws: Draws::Picture,
                },
                Msaa::Off,
                Tonemapping::None,
            ));
        };
        app.insert_resource(Mirror {
            watched: None,
            file: None,
            drawn_always: false,
            size,
            target: Handle::default(),
            last: None,
            waiting: None,
            encoder,
            jpegs: Made(Mutex::new(jpegs)),
            files: Made(Mutex::new(files)),
        })
        .add_systems(Startup, setup)
        .add_systems(PostUpdate, look.before(CameraUpdateSystems));
    }
}

/// A picture that was not read within this and [`LOST_FRAMES`] will not be.
const LOST: Duration = Duration::from_secs(3);
/// A picture that was not read within so many frames and [`LOST`] will not be.
const LOST_FRAMES: u32 = 30;

/// The camera of the picture on the tablet.
#[derive(Component)]
struct MirrorCamera;

fn look(
    mut mirror: ResMut<Mirror>,
    head: Res<Head>,
    mut camera: Single<(&mut Camera, &mut Transform), With<MirrorCamera>>,
    mut commands: Commands,
) {
    let (camera, transform) = &mut *camera;
    transform.rotation = head.turn;
    transform.translation = head.position;
    let had_time = mirror.last.is_some_and(|asked| asked.elapsed() >= LOST);
    if let Some(asked) = &mut mirror.waiting {
        asked.frames += 1;
        if asked.frames == 1 {
            // One frame was enough; the answer is still to come.
            commands.entity(asked.reader).remove::<Readback>();
        }
        // On a busy machine a frame may take seconds: time alone tells nothing.
        if had_time && asked.frames > LOST_FRAMES {
            // The frame it was asked in had no picture to read: without this, no other would ever be taken.
            commands.entity(asked.reader).despawn();
            mirror.waiting = None;
        }
    }
    let due = mirror.file.is_some()
        || mirror.watched.is_some_and(|rate| {
            let pause = Duration::from_secs_f32(1.0 / rate.clamp(0.1, 30.0));
            mirror.last.is_none_or(|last| last.elapsed() >= pause)
        });
    let ask = due && mirror.waiting.is_none();
    camera.is_active = ask || mirror.drawn_always;
    if ask {
        mirror.last = Some(Instant::now());
        let reader = commands
            .spawn(Readback::texture(mirror.target.clone()))
            .observe(hand_on)
            .id();
        mirror.waiting = Some(Asked { reader, frames: 0 });
    }
}

fn hand_on(read: On<ReadbackComplete>, mut mirror: ResMut<Mirror>, mut commands: Commands) {
    commands.entity(read.entity).despawn();
    if mirror
        .waiting
        .take_if(|asked| asked.reader == read.entity)
        .is_none()
    {
        // It was given up, and another was asked for.
        return;
    }
    let (width, height) = mirror.size;
    let picture = Picture {
        width,
        height,
        pixels: Pixels::Rgba(without_padding(&read.data, width, height)),
    };
    let file = mirror.file.take();
    if mirror.encoder.send(Job { picture, file }).is_err() {
        tracing::error!("the thread for the picture on the tablet has ended");
    }
}

/// The graphics card pads rows to 256 bytes.
fn without_padding(data: &[u8], width: u32, height: u32) -> Vec<u8> {
    let (row, rows) = (width as usize * 4, height.max(1) as usize);
    let padded = row.next_multiple_of(256).min(data.len() / rows);
    let mut pixels = Vec::with_capacity(row * rows);
    for line in data.chunks_exact(padded.max(row)).take(rows) {
        pixels.extend_from_slice(&line[..row]);
    }
    pixels
}

fn jpeg(picture: &Picture) -> Vec<u8> {
    media::encode_jpeg(picture, QUALITY).unwrap_or_default()
}

fn written(picture: &Picture, file: PathBuf) -> Result<PathBuf, String> {
    match write_png(picture, &file) {
        Ok(()) => Ok(file),
        Err(error) => Err(error.to_string()),
    }
}

fn write_png(picture: &Picture, file: &Path) -> anyhow::Result<()> {
    let Pixels::Rgba(data) = &picture.pixels else {
        anyhow::bail!("only RGBA pictures are written")
    };
    let mut encoder = png::Encoder::new(
        std::io::BufWriter::new(std::fs::File::create(file)?),
        picture.width,
        picture.height,
    );
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_compression(png::Compression::Fast);
    encoder.write_header()?.write_image_data(data)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padded_rows_are_cut_and_whole_ones_kept() {
        let line = |value: u8, bytes: usize| vec![value; bytes];
        let padded = [line(1, 400), line(9, 112), line(2, 400), line(9, 112)].concat();
        assert_eq!(
            without_padding(&padded, 100, 2),
            [line(1, 400), line(2, 400)].concat()
        );
        let whole = [line(3, 256), line(4, 256)].concat();
        assert_eq!(without_padding(&whole, 64, 2), whole);
    }
}
