//! What is around the head: directions, turned by the head, to both ears.
//!
//! Every sound with a direction becomes third-order ambisonics around the head as it is turned now, which
//! costs 16 multiplications a frame; ambisonic recordings (first order) are turned. One decoder then makes
//! what both ears hear, with filters that never change ([`Binaural`]). So it hardly matters how many
//! sounds there are, and nothing is switched when the head turns: shares glide, there is nothing to click.
//!
//! To render each sound by itself (crate `hrtf`) takes about as long for sixteen of them, but goes in pieces of 20 ms
//! and more, between which it switches filters.
//!
//! Axes are those of AmbiX: front, left, up. Angles come in as everywhere: yaw right, pitch up, degrees.

mod binaural;
mod head;

use std::time::Duration;

pub(crate) use binaural::Binaural;
pub(crate) use head::{Head, Turn};

/// Frames that are made together at most.
pub(crate) const BLOCK: usize = 256;
/// Components of third-order ambisonics.
const HARMONICS: usize = 16;
/// Those and, behind them, the four of first-order recordings, which have filters of their own.
pub(crate) const COMPONENTS: usize = HARMONICS + 4;
/// Within this many metres nothing gets louder.
const NEAREST: f32 = 1.5;
/// The head's turns are followed so fast.
const FOLLOW: Duration = Duration::from_millis(8);

/// Front, left, up.
pub(crate) type Vector = [f32; 3];

/// Samples around the head, component by component.
pub(crate) type Field = [[f32; BLOCK]; COMPONENTS];

/// A place that a sound comes from.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    direction: Vector,
    loudness: f32,
    shares: Option<[f32; HARMONICS]>,
}

impl Place {
    /// Yaw and pitch in degrees, the distance in metres.
    pub(crate) fn new(yaw: f32, pitch: f32, distance: f32) -> Place {
        let sane = |value: f32| if value.is_finite() { value } else { 0.0 };
        Place {
            direction: direction(sane(yaw), sane(pitch)),
            loudness: NEAREST / sane(distance).max(NEAREST),
            shares: None,
        }
    }

    /// Adds one channel of samples from here.
    pub(crate) fn add(&mut self, field: &mut Field, samples: &[f32], turn: &Turn) {
        let mut shares = harmonics(turn.seen(self.direction));
        for share in &mut shares {
            *share *= self.loudness;
        }
        let before = self.shares.replace(shares).unwrap_or(shares);
        let step = 1.0 / samples.len() as f32;
        for ((component, from), to) in field.iter_mut().zip(before).zip(shares) {
            let slope = (to - from) * step;
            let mut share = from;
            for (sum, sample) in component.iter_mut().zip(samples) {
                share += slope;
                *sum += share * sample;
            }
        }
    }
}

/// A first-order recording around the head.
#[derive(Debug, Clone)]
pub(crate) struct Surround {
    heading: f32,
    matrix: Option<[[f32; 3]; 3]>,
}

impl Surround {
    /// `heading` is the yaw in the recording that stands straight ahead, degrees.
    pub(crate) fn new(heading: f32) -> Surround {
        let heading = if heading.is_finite() { heading } else { 0.0 };
        Surround {
            heading: heading.to_radians(),
            matrix: None,
        }
    }

    /// Adds four interleaved channels (W, Y, Z, X).
    pub(crate) fn add(&mut self, field: &mut Field, samples: &[f32], turn: &Turn) {
        let (sin, cos) = self.heading.sin_cos();
        let columns =
            [[cos, sin, 0.0], [-sin, cos, 0.0], [0.0, 0.0, 1.0]].map(|axis| turn.seen(axis));
        let before = self.matrix.replace(columns).unwrap_or(columns);
        let frames = samples.len() / 4;
        for (index, frame) in samples.chunks_exact(4).enumerate() {
            let share = (index + 1) as f32 / frames as f32;
            let [w, y, z, x] = [frame[0], frame[1], frame[2], frame[3]];
            field[HARMONICS][index] += w;
            for (axis, component) in [(0, HARMONICS + 3), (1, HARMONICS + 1), (2, HARMONICS + 2)] {
                let at = |from: usize| {
                    before[from][axis] + share * (columns[from][axis] - before[from][axis])
                };
                field[component][index] += x * at(0) + y * at(1) + z * at(2);
            }
        }
    }
}

/// Where something stands, of length 1.
fn direction(yaw: f32, pitch: f32) -> Vector {
    let (yaw, pitch) = (yaw.to_radians(), pitch.to_radians());
    [
        pitch.cos() * yaw.cos(),
        -pitch.cos() * yaw.sin(),
        pitch.sin(),
    ]
}

/// Spherical harmonics of a direction, in ACN order, SN3D.
fn harmonics([x, y, z]: Vector) -> [f32; HARMONICS] {
    const S3: f32 = 1.732_050_8;
    const S15: f32 = 3.872_983_3;
    const S3_8: f32 = 0.612_372_4;
    const S5_8: f32 = 0.790_569_4;
    [
        1.0,
        y,
        z,
        x,
        S3 * x * y,
        S3 * y * z,
        0.5 * (3.0 * z * z - 1.0),
        S3 * x * z,
        0.5 * S3 * (x * x - y * y),
        S5_8 * y * (3.0 * x * x - y * y),
        S15 * x * y * z,
        S3_8 * y * (5.0 * z * z - 1.0),
        0.5 * z * (5.0 * z * z - 3.0),
        S3_8 * x * (5.0 * z * z - 1.0),
        0.5 * S15 * z * (x * x - y * y),
        S5_8 * x * (x * x - 3.0 * y * y),
    ]
}
