//! The colours of films on the graphics card, held against their conversion on the processor; and pictures over each other.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use std::sync::Arc;

use headset::panorama::film::{FilmTextures, FrameError};
use headset::panorama::{FramesDone, GpuPicture, Placed, Uploader};
use media::film::colour::to_rgba;
use media::film::{Colour, Matrix, PlaneFormat, PlaneLayout, Planes};
use media::{Eye, Geometry, Orientation, Picture, Pixels, View};
use support::pictures::Rgb;
use support::screen::Screen;

/// Planes of made numbers that change slowly, with rows that are longer than the picture.
#[derive(Clone)]
struct Made {
    layout: PlaneLayout,
    planes: Arc<Vec<(Vec<u8>, usize)>>,
}

impl Made {
    fn new(layout: PlaneLayout) -> Self {
        let (width, height) = (layout.width as usize, layout.height as usize);
        let (chroma_width, chroma_height) = (width.div_ceil(2), height.div_ceil(2));
        let wave = |x: usize, y: usize, of: (usize, usize), phase: f32| {
            let angle = (x as f32 / of.0 as f32 * 2.0 + phase) * std::f32::consts::TAU;
            let down = y as f32 / of.1 as f32 - 0.5;
            0.5 + 0.3 * angle.sin() + 0.3 * down
        };
        let luma = |x, y| wave(x, y, (width, height), 0.0);
        let cb = |x, y| wave(x, y, (chroma_width, chroma_height), 0.3);
        let cr = |x, y| wave(x, y, (chroma_width, chroma_height), 0.7);
        let deep = matches!(layout.format, PlaneFormat::P010 | PlaneFormat::I420p10);
        let sample = |share: f32, into: &mut Vec<u8>| match (deep, layout.format) {
            (false, _) => into.push((share * 255.0) as u8),
            (true, PlaneFormat::P010) => {
                into.extend((((share * 1023.0) as u16) << 6).to_le_bytes());
            }
            (true, _) => into.extend(((share * 1023.0) as u16).to_le_bytes()),
        };
        let plane = |width: usize, height: usize, parts: &[&dyn Fn(usize, usize) -> f32]| {
            let padding = if deep { 14 } else { 7 };
            let (mut bytes, mut stride) = (Vec::new(), 0);
            for y in 0..height {
                let start = bytes.len();
                for x in 0..width {
                    for part in parts {
                        sample(part(x, y), &mut bytes);
                    }
                }
                bytes.extend(vec![0xaa; padding]);
                stride = bytes.len() - start;
            }
            (bytes, stride)
        };
        let side_by_side = matches!(layout.format, PlaneFormat::Nv12 | PlaneFormat::P010);
        let mut planes = vec![plane(width, height, &[&luma])];
        if side_by_side {
            planes.push(plane(chroma_width, chroma_height, &[&cb, &cr]));
        } else {
            planes.push(plane(chroma_width, chroma_height, &[&cb]));
            planes.push(plane(chroma_width, chroma_height, &[&cr]));
        }
        let planes = Arc::new(planes);
        Self { layout, planes }
    }
}

impl Planes for Made {
    fn layout(&self) -> PlaneLayout {
        self.layout
    }

    fn plane(&self, index: usize) -> (&[u8], usize) {
        let plane = self.planes.get(index);
        plane.map_or((&[], 0), |(bytes, stride)| (bytes, *stride))
    }
}

fn layout(width: u32, height: u32, format: PlaneFormat, matrix: Matrix, full: bool) -> PlaneLayout {
    PlaneLayout {
        width,
        height,
        format,
        colour: Colour {
            matrix,
            full_range: full,
        },
    }
}

fn textures(screen: &Screen, orientation: Orientation) -> FilmTextures {
    let uploader = Uploader {
        device: screen.device(),
        queue: screen.queue(),
        frames: FramesDone::default(),
        one_camera: true,
    };
    FilmTextures::new(uploader, orientation)
}

const LOOKS: [(f32, f32); 3] = [(0.0, 0.0), (180.0, 0.0), (90.0, 50.0)];

/// What is seen of `picture` in these directions, and what should be.
fn compare(
    screen: &mut Screen,
    picture: GpuPicture,
    right: &Picture,
    looks: &[(f32, f32)],
    what: &str,
) {
    screen.show(Some(Placed::new(picture, Geometry::SPHERE)), None);
    for &(yaw, pitch) in looks {
        screen.look(yaw, pitch);
        let (width, height) = screen.size();
        let view = View {
            eye: Eye::Left,
            yaw,
            pitch,
            roll: 0.0,
            horizontal_fov: 90.0,
            width,
            height,
        };
        let wanted = Rgb::of(&media::project::view(right, &Geometry::SPHERE, &view));
        let (mean, far) = screen.picture().difference(&wanted);
        assert!(
            mean <= 1.0 && far <= 0.002,
            "{what}, looking {yaw}, {pitch}: mean difference {mean}, {far} far off"
        );
    }
}

#[test]
fn films_have_the_colours_that_the_processor_gives_them() {
    let mut screen = Screen::open();
    let mut cases = Vec::new();
    for format in [
        PlaneFormat::Nv12,
        PlaneFormat::I420,
        PlaneFormat::P010,
        PlaneFormat::I420p10,
    ] {
        cases.push(layout(512, 256, format, Matrix::Bt709, false));
        cases.push(layout(511, 255, format, Matrix::Bt601, true));
    }
    cases.push(layout(512, 256, PlaneFormat::I420, Matrix::Bt2020, false));
    cases.push(layout(512, 256, PlaneFormat::Nv12, Matrix::Bt601, false));
    cases.push(layout(512, 256, PlaneFormat::P010, Matrix::Bt2020, true));
    for layout in cases {
        let made = Made::new(layout);
        let picture = textures(&screen, Orientation::Upright)
            .write(Box::new(made.clone()))
            .unwrap();
        let right = Picture {
            width: layout.width,
            height: layout.height,
            pixels: Pixels::Rgba(to_rgba(&made)),
        };
        compare(&mut screen, picture, &right, &LOOKS, &format!("{layout:?}"));
    }
}

#[test]
fn a_turned_film_stands_upright() {
    let mut screen = Screen::open();
    // Stored on its side: 256 wide and 512 high.
    let made = Made::new(layout(256, 512, PlaneFormat::I420, Matrix::Bt709, false));
    let stored = to_rgba(&made);
    for (orientation, from) in [
        (
            Orientation::QuarterRight,
            (|x, y| (y, 511 - x)) as fn(usize, usize) -> (usize, usize),
        ),
        (Orientation::QuarterLeft, |x, y| (255 - y, x)),
    ] {
        let picture = textures(&screen, orientation)
            .write(Box::new(made.clone()))
            .unwrap();
        assert_eq!((picture.width(), picture.height()), (512, 256));
        let mut pixels = Vec::with_capacity(stored.len());
        for y in 0..256 {
            for x in 0..512 {
                let (column, row) = from(x, y);
                pixels.extend_from_slice(&stored[(row * 256 + column) * 4..][..4]);
            }
        }
        let right = Picture {
            width: 512,
            height: 256,
            pixels: Pixels::Rgba(pixels),
        };
        // Across the seam, a texture on its side does not run round: half a texel is another colour there.
        let looks = [(0.0, 0.0), (-70.0, 0.0), (90.0, 50.0)];
        compare(
            &mut screen,
            picture,
            &right,
            &looks,
            &format!("{orientation:?}"),
        );
    }
}

#[test]
fn two_frames_can_be_seen_at_once_and_the_third_takes_the_place_of_the_first() {
    let screen = Screen::open();
    let made = Made::new(layout(64, 32, PlaneFormat::Nv12, Matrix::Bt709, false));
    let mut textures = textures(&screen, Orientation::Upright);
    let [first, second, third] = [0, 1, 2].map(|_| textures.write(Box::new(made.clone())).unwrap());
    assert!(!first.same(&second));
    assert!(third.same(&first));
}

/// Where the graphics card is a program, as on the machines that run this, only what is seen of large films is sent.
#[test]
fn whatever_is_seen_of_a_large_film_is_there() {
    let mut screen = Screen::open();
    let other = Made::new(layout(1280, 640, PlaneFormat::Nv12, Matrix::Bt709, false));
    for format in [PlaneFormat::I420, PlaneFormat::Nv12] {
        let made = Made::new(layout(1279, 639, format, Matrix::Bt709, false));
        let right = Picture {
            width: 1279,
            height: 639,
            pixels: Pixels::Rgba(to_rgba(&made)),
        };
        let mut textures = textures(&screen, Orientation::Upright);
        let mut write = |screen: &mut Screen, what: &str, looks: &[(f32, f32)]| {
            let picture = textures.write(Box::new(made.clone())).unwrap();
            compare(screen, picture, &right, looks, what);
        };
        write(&mut screen, "before anybody has looked", &[(170.0, 0.0)]);
        write(
            &mut screen,
            "where it was seen, across the seam",
            &[(170.0, 0.0), (174.0, 2.0)],
        );
        write(&mut screen, "somewhere else", &LOOKS);
        write(
            &mut screen,
            "around the poles",
            &[(20.0, 70.0), (20.0, 88.0), (200.0, -90.0)],
        );
        // Another size in between: everything is made anew.
        textures.write(Box::new(other.clone())).unwrap();
        let picture = textures.write(Box::new(made.clone())).unwrap();
        compare(&mut screen, picture, &right, &LOOKS, "after another one");
    }
}

#[test]
fn a_frame_that_is_not_whole_is_refused() {
    let screen = Screen::open();
    let mut made = Made::new(layout(64, 32, PlaneFormat::Nv12, Matrix::Bt709, false));
    Arc::make_mut(&mut made.planes)[1].0.truncate(100);
    let refused = textures(&screen, Orientation::Upright).write(Box::new(made));
    assert!(
        matches!(
            refused,
            Err(FrameError::Short {
                plane: 1,
                bytes: 100,
                ..
            })
        ),
        "{refused:?}"
    );
    let huge = Made {
        layout: layout(1 << 20, 1, PlaneFormat::Nv12, Matrix::Bt709, false),
        planes: Arc::new(vec![
            (vec![0; 1 << 20], 1 << 20),
            (vec![0; 1 << 20], 1 << 20),
        ]),
    };
    let refused = textures(&screen, Orientation::Upright).write(Box::new(huge));
    assert!(
        matches!(refused, Err(FrameError::TooLarge { .. })),
        "{refused:?}"
    );
}

#[test]
fn a_coming_picture_is_seen_by_its_share() {
    let mut screen = Screen::open();
    let shown = screen.one_colour([200, 40, 60]);
    let coming = screen.one_colour([0, 240, 100]);
    let placed = |picture| Placed::new(picture, Geometry::SPHERE);
    for (share, wanted) in [
        (0.0, [200, 40, 60]),
        (0.5, [100, 140, 80]),
        (1.0, [0, 240, 100]),
    ] {
        screen.show(
            Some(placed(shown.clone())),
            Some((placed(coming.clone()), share)),
        );
        let seen = screen.picture().at(100, 100);
        let apart = (0..3).map(|channel| seen[channel].abs_diff(wanted[channel]));
        assert!(apart.max() <= Some(2), "{share}: {seen:?}, not {wanted:?}");
    }
}
