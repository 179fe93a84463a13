//! Where the pixels of a picture stand around the viewer.
//!
//! Directions: +X right, +Y up, −Z straight ahead. Yaw turns right, pitch up, roll clockwise as
//! the viewer sees it, all in degrees.

pub use manifest::{Projection, Stereo};

/// One eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Eye {
    /// The viewer's left eye.
    Left,
    /// The viewer's right eye.
    Right,
}

/// A part of a picture in shares of its width and height, origin top left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge, 0–1.
    pub x: f32,
    /// Top edge, 0–1.
    pub y: f32,
    /// Width, 0–1.
    pub width: f32,
    /// Height, 0–1.
    pub height: f32,
}

/// The surface one eye's picture lies on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// A part of the sphere: columns are yaw, rows are pitch, both linear.
    Sphere {
        /// Yaw of the left edge, −180 for a whole panorama.
        left: f32,
        /// Yaw of the right edge, 180 for a whole panorama.
        right: f32,
        /// Pitch of the lower edge, −90 for a whole panorama.
        bottom: f32,
        /// Pitch of the upper edge, 90 for a whole panorama.
        top: f32,
    },
    /// An upright plane straight ahead.
    Flat {
        /// Degrees from the left edge to the right, below 180.
        width: f32,
        /// Degrees from the lower edge to the upper, below 180.
        height: f32,
    },
}

/// How a picture stands around the viewer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Geometry {
    /// The surface each eye's picture lies on.
    pub shape: Shape,
    /// Where the two eyes' pictures stand in the file.
    pub stereo: Stereo,
    /// The yaw in the picture that stands straight ahead of the viewer.
    pub heading: f32,
    /// The pitch at which the camera was held.
    pub pitch: f32,
    /// The roll at which the camera was held.
    pub roll: f32,
}

impl Geometry {
    /// A whole mono panorama, level, its centre column straight ahead.
    pub const SPHERE: Self = Self {
        shape: Shape::Sphere {
            left: -180.0,
            right: 180.0,
            bottom: -90.0,
            top: 90.0,
        },
        stereo: Stereo::Mono,
        heading: 0.0,
        pitch: 0.0,
        roll: 0.0,
    };

    /// The part of the file that `eye` sees.
    pub fn eye_rect(&self, eye: Eye) -> Rect {
        let second = if eye == Eye::Right { 0.5 } else { 0.0 };
        match self.stereo {
            Stereo::Mono => Rect {
                x: 0.0,
                y: 0.0,
                width: 1.0,
                height: 1.0,
            },
            Stereo::TopBottom => Rect {
                x: 0.0,
                y: second,
                width: 1.0,
                height: 0.5,
            },
            Stereo::LeftRight => Rect {
                x: second,
                y: 0.0,
                width: 0.5,
                height: 1.0,
            },
        }
    }

    /// The turn from the viewer's directions to the picture's, as a quaternion `[x, y, z, w]`.
    ///
    /// A direction the viewer looks in, turned by this, is where the camera saw it: first the
    /// heading (about +Y), then the camera's own pitch and roll are taken back.
    pub fn picture_from_view(&self) -> [f32; 4] {
        let half = |degrees: f32| (degrees.to_radians() * 0.5).sin_cos();
        // Turning right is negative about +Y; looking up positive about +X; clockwise negative about −Z's back, +Z.
        let (sy, cy) = half(-self.heading);
        let (sp, cp) = half(-self.pitch);
        let (sr, cr) = half(self.roll);
        let yaw = [0.0, sy, 0.0, cy];
        let pitch = [sp, 0.0, 0.0, cp];
        let roll = [0.0, 0.0, sr, cr];
        multiply(roll, multiply(pitch, yaw))
    }
}

fn multiply(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    let [ax, ay, az, aw] = a;
    let [bx, by, bz, bw] = b;
    [
        aw * bx + ax * bw + ay * bz - az * by,
        aw * by - ax * bz + ay * bw + az * bx,
        aw * bz + ax * by - ay * bx + az * bw,
        aw * bw - ax * bx - ay * by - az * bz,
    ]
}
