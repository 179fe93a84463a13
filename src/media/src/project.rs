//! What a viewer sees of a picture in one direction, worked out on the processor.
//!
//! For posters, and as the reference that the headset's pictures are compared with: it shares no
//! code with shaders or compositor layers. Directions are those of [`mod@crate::geometry`]. Where the
//! picture is magnified it is sampled bilinearly; where it is reduced, several samples a pixel are
//! averaged. Both happen in the stored (sRGB) values.

use crate::{Eye, Geometry, Picture, Pixels, Rect, Shape};

/// What is seen where a picture ends: a warm dark, sRGB.
pub const SURROUND: [u8; 3] = [0x14, 0x11, 0x0f];

/// Where a viewer looks, and the picture wanted of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// Which eye's picture is looked at.
    pub eye: Eye,
    /// Degrees right of straight ahead.
    pub yaw: f32,
    /// Degrees above the horizon.
    pub pitch: f32,
    /// Degrees the head is tilted clockwise.
    pub roll: f32,
    /// Degrees across, more than 0 and less than 180.
    pub horizontal_fov: f32,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// The most samples along each side of a pixel.
const MOST_SAMPLES: f32 = 8.0;

/// What is seen of `picture`: opaque RGBA of the wanted size, [`SURROUND`] where there is nothing.
pub fn view(picture: &Picture, geometry: &Geometry, view: &View) -> Picture {
    let (width, height) = (view.width as usize, view.height as usize);
    let [r, g, b] = SURROUND;
    let mut pixels = [r, g, b, 255].repeat(width * height);
    if !pixels.is_empty() && picture.bytes() > 0 {
        let scene = Scene::new(picture, geometry, view);
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let rows = height.div_ceil(threads);
        std::thread::scope(|scope| {
            for (index, part) in pixels.chunks_mut(rows * width * 4).enumerate() {
                let scene = &scene;
                scope.spawn(move || {
                    for (row, out) in part.chunks_exact_mut(width * 4).enumerate() {
                        scene.row(index * rows + row, out);
                    }
                });
            }
        });
    }
    Picture {
        width: view.width,
        height: view.height,
        pixels: Pixels::Rgba(pixels),
    }
}

type Vector = [f32; 3];

/// Everything a row of the view needs.
struct Scene<'a> {
    sampler: Sampler<'a>,
    shape: Shape,
    /// The view's right, down and forward in the picture's directions, so that a pixel's direction is
    /// their sum.
    right: Vector,
    down: Vector,
    forward: Vector,
    width: f32,
    height: f32,
    /// Samples along each side of a pixel.
    samples: u32,
}

impl<'a> Scene<'a> {
    fn new(picture: &'a Picture, geometry: &Geometry, view: &View) -> Self {
        let half_width = (view.horizontal_fov.clamp(0.01, 179.0).to_radians() * 0.5).tan();
        let half_height = half_width * view.height as f32 / view.width as f32;
        let turn = geometry.picture_from_view();
        // Head first: tilt, then up, then right.
        let seen = |direction: Vector| {
            let rolled = about_z(direction, -view.roll);
            rotate(turn, about_y(about_x(rolled, view.pitch), -view.yaw))
        };
        let rect = geometry.eye_rect(view.eye);
        Self {
            sampler: Sampler::new(picture, rect, wraps(geometry.shape)),
            shape: geometry.shape,
            right: seen([half_width, 0.0, 0.0]),
            down: seen([0.0, -half_height, 0.0]),
            forward: seen([0.0, 0.0, -1.0]),
            width: view.width as f32,
            height: view.height as f32,
            samples: samples(picture, geometry.shape, rect, half_width, view.width),
        }
    }

    fn row(&self, row: usize, out: &mut [u8]) {
        let count = self.samples;
        for (column, out) in out.as_chunks_mut::<4>().0.iter_mut().enumerate() {
            let mut sum = [0.0; 3];
            for sample in 0..count * count {
                let inside = |index: u32| (index as f32 + 0.5) / count as f32;
                let x = (column as f32 + inside(sample % count)) / self.width * 2.0 - 1.0;
                let y = (row as f32 + inside(sample / count)) / self.height * 2.0 - 1.0;
                let direction = std::array::from_fn(|axis| {
                    self.forward[axis] + self.right[axis] * x + self.down[axis] * y
                });
                let colour = self.colour(direction);
                for (sum, value) in sum.iter_mut().zip(colour) {
                    *sum += value;
                }
            }
            let scale = 1.0 / (count * count) as f32;
            let [r, g, b] = sum.map(|value| (value * scale + 0.5) as u8);
            *out = [r, g, b, 255];
        }
    }

    /// The colour seen in a direction of the picture's.
    fn colour(&self, direction: Vector) -> Vector {
        match place(self.shape, direction) {
            Some((u, v)) => self.sampler.colour(u, v),
            None => SURROUND.map(f32::from),
        }
    }
}

/// How many samples along a pixel's side see every pixel of the picture in the middle of the view.
fn samples(picture: &Picture, shape: Shape, rect: Rect, half_width: f32, width: u32) -> u32 {
    let eye_width = picture.width as f32 * rect.width;
    let eye_height = picture.height as f32 * rect.height;
    // Picture pixels per view pixel straight ahead, both ways.
    let step = 2.0 * half_width / width as f32;
    let (across, up) = match shape {
        Shape::Sphere {
            left,
            right,
            bottom,
            top,
        } => (
            eye_width / (right - left).to_radians(),
            eye_height / (top - bottom).to_radians(),
        ),
        Shape::Flat { width, height } => {
            let size = |degrees: f32| 2.0 * (degrees.to_radians() * 0.5).tan();
            (eye_width / size(width), eye_height / size(height))
        }
    };
    (across.max(up) * step).ceil().clamp(1.0, MOST_SAMPLES) as u32
}

/// Where on the shape a direction meets it, in shares of its width and height.
fn place(shape: Shape, [x, y, z]: Vector) -> Option<(f32, f32)> {
    let (u, v) = match shape {
        Shape::Sphere {
            left,
            right,
            bottom,
            top,
        } => {
            let yaw = x.atan2(-z).to_degrees();
            let pitch = y.atan2(x.hypot(z)).to_degrees();
            (
                (yaw - left) / (right - left),
                (top - pitch) / (top - bottom),
            )
        }
        Shape::Flat { width, height } => {
            if z >= 0.0 {
                return None;
            }
            let size = |degrees: f32| 2.0 * (degrees.to_radians() * 0.5).tan();
            (0.5 + x / -z / size(width), 0.5 - y / -z / size(height))
        }
    };
    let inside = |value: f32| (-1e-6..=1.0 + 1e-6).contains(&value);
    (inside(u) && inside(v)).then_some((u, v))
}

/// Whether the left edge continues at the right edge.
fn wraps(shape: Shape) -> bool {
    matches!(shape, Shape::Sphere { left, right, .. } if right - left > 359.99)
}

/// Red, green and blue of a JPEG's colour (ITU-T T.871).
pub(crate) fn rgb(luma: f32, cb: f32, cr: f32) -> Vector {
    let (cb, cr) = (cb - 128.0, cr - 128.0);
    [
        luma + 1.402 * cr,
        luma - 0.344_136 * cb - 0.714_136 * cr,
        luma + 1.772 * cb,
    ]
    .map(|value| value.clamp(0.0, 255.0))
}

/// One eye's part of the picture, ready to be sampled.
enum Sampler<'a> {
    Rgba(Part<'a, 4>),
    YCbCr {
        luma: Part<'a, 1>,
        chroma: Part<'a, 2>,
    },
}

impl<'a> Sampler<'a> {
    fn new(picture: &'a Picture, rect: Rect, wraps: bool) -> Self {
        let (width, height) = (picture.width, picture.height);
        match &picture.pixels {
            Pixels::Rgba(data) => Self::Rgba(Part::new(data, width, height, rect, wraps)),
            Pixels::YCbCr {
                luma,
                chroma,
                chroma_width,
                chroma_height,
            } => Self::YCbCr {
                luma: Part::new(luma, width, height, rect, wraps),
                chroma: Part::new(chroma, *chroma_width, *chroma_height, rect, wraps),
            },
        }
    }

    /// The colour at a place in shares of the part's width and height.
    fn colour(&self, u: f32, v: f32) -> Vector {
        match self {
            Self::Rgba(part) => {
                let [r, g, b, _] = part.bilinear(u, v);
                [r, g, b]
            }
            Self::YCbCr { luma, chroma } => {
                let [luma] = luma.bilinear(u, v);
                let [cb, cr] = chroma.bilinear(u, v);
                rgb(luma, cb, cr)
            }
        }
    }
}

/// One eye's part of one plane, in whole pixels.
struct Part<'a, const CHANNELS: usize> {
    pixels: &'a [[u8; CHANNELS]],
    /// Pixels in a row of the whole plane.
    stride: usize,
    left: usize,
    top: usize,
    columns: i32,
    rows: i32,
    /// Whether the left edge continues at the right edge.
    wraps: bool,
}

impl<'a, const CHANNELS: usize> Part<'a, CHANNELS> {
    fn new(data: &'a [u8], width: u32, height: u32, rect: Rect, wraps: bool) -> Self {
        let part = |start: f32, share: f32, whole: u32| {
            let first = ((start * whole as f32).round() as u32).min(whole.saturating_sub(1));
            let count = ((share * whole as f32).round() as u32).clamp(1, (whole - first).max(1));
            (first as usize, count as i32)
        };
        let (left, columns) = part(rect.x, rect.width, width);
        let (top, rows) = part(rect.y, rect.height, height);
        Self {
            pixels: data.as_chunks().0,
            stride: width as usize,
            left,
            top,
            columns,
            rows,
            wraps,
        }
    }

    fn bilinear(&self, u: f32, v: f32) -> [f32; CHANNELS] {
        let x = u * self.columns as f32 - 0.5;
        let y = v * self.rows as f32 - 0.5;
        let (left, top) = (x.floor(), y.floor());
        let (across, down) = (x - left, y - top);
        let column = |x: i32| {
            let x = if self.wraps {
                x.rem_euclid(self.columns)
            } else {
                x.clamp(0, self.columns - 1)
            };
            self.left + x as usize
        };
        let row = |y: i32| (self.top + y.clamp(0, self.rows - 1) as usize) * self.stride;
        let (x0, x1) = (column(left as i32), column(left as i32 + 1));
        let (y0, y1) = (row(top as i32), row(top as i32 + 1));
        let [a, b, c, d] =
            [y0 + x0, y0 + x1, y1 + x0, y1 + x1].map(|at| self.pixels[at].map(f32::from));
        std::array::from_fn(|i| {
            let upper = a[i] + (b[i] - a[i]) * across;
            let lower = c[i] + (d[i] - c[i]) * across;
            upper + (lower - upper) * down
        })
    }
}

/// Turned about +X (up is positive), counter-clockwise seen from +X.
fn about_x([x, y, z]: Vector, degrees: f32) -> Vector {
    let (sin, cos) = degrees.to_radians().sin_cos();
    [x, y * cos - z * sin, y * sin + z * cos]
}

fn about_y([x, y, z]: Vector, degrees: f32) -> Vector {
    let (sin, cos) = degrees.to_radians().sin_cos();
    [x * cos + z * sin, y, z * cos - x * sin]
}

fn about_z([x, y, z]: Vector, degrees: f32) -> Vector {
    let (sin, cos) = degrees.to_radians().sin_cos();
    [x * cos - y * sin, x * sin + y * cos, z]
}

/// A vector turned by a unit quaternion.
fn rotate([qx, qy, qz, qw]: [f32; 4], v: Vector) -> Vector {
    let cross = |a: Vector, b: Vector| {
        [
            a[1] * b[2] - a[2] * b[1],
            a[2] * b[0] - a[0] * b[2],
            a[0] * b[1] - a[1] * b[0],
        ]
    };
    let axis = [qx, qy, qz];
    let t = cross(axis, v).map(|value| value * 2.0);
    let u = cross(axis, t);
    std::array::from_fn(|i| v[i] + qw * t[i] + u[i])
}
