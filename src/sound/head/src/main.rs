//! Makes the filters that turn what is around a head into what its two ears hear, from a person's measured ears.
//!
//! ```text
//! cargo run --release --manifest-path src/sound/head/Cargo.toml -- assets/sound/head.f32
//! ```
//! The measurements are those of subject 1040 of IRCAM's LISTEN database. The head is made symmetrical (each
//! direction is measured by one ear, and mirrored by the other) and made to sound as bright as the room
//! around it (diffuse-field equalisation). Then filters are sought that, weighted with the spherical harmonics of a
//! direction, come nearest to the measurement of that direction: 16 for the third order, and 4 for the
//! first, for recordings that have no more.
//!
//! So few harmonics can follow the timing at the ears up to about [`ORDERS`]' frequencies only. Above them only
//! the level is fitted, which is what ears go by there, with whatever phase goes on from below (magnitude least
//! squares, after Schörkhuber, Zaunschirm and Höldrich 2018).

use anyhow::{Context, Result, ensure};
use firewheel_ircam_hrtf::Subject;
use hrtf::HrirSphere;
use std::f32::consts::{PI, TAU};

/// Harmonics of the third order, and of the first; and where timing gives way to level for each, Hz.
const ORDERS: [(usize, f32); 2] = [(16, 1_800.0), (4, 700.0)];
/// Frames a second of the measurements.
const MEASURED_AT: u32 = 44_100;
/// Length of a filter at 48 kHz.
const TAPS: usize = 256;
/// Length of the transform, and how many frequencies it has.
const WINDOW: usize = 512;
const BINS: usize = WINDOW / 2 + 1;
/// Where sounds begin in the filters, in frames.
const ONSET: usize = 48;
/// Below this loudspeakers of a laboratory say little, and heads do nothing, Hz.
const LOWEST: f32 = 180.0;
/// Directions over which weights and levels are averaged.
const AROUND: usize = 20_000;
/// How far the fit may go to please directions that were not measured.
const CAUTION: f32 = 0.005;

type Complex = (f32, f32);

/// One measured direction.
struct Measured {
    harmonics: [f32; 16],
    weight: f32,
    /// What the left ear has from there, frequency by frequency.
    heard: Vec<Complex>,
}

fn main() -> Result<()> {
    let to = std::env::args()
        .nth(1)
        .context("say where to: assets/sound/head.f32")?;
    let sphere = HrirSphere::new(Subject::Irc1040.as_ref(), MEASURED_AT)
        .map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let mut measured = measured(&sphere)?;
    equalise(&mut measured);
    let mut bytes = Vec::new();
    for (harmonics, crossover) in ORDERS {
        for filter in fit(&measured, harmonics, crossover) {
            bytes.extend(filter.iter().flat_map(|tap| tap.to_le_bytes()));
        }
    }
    std::fs::write(&to, bytes)?;
    println!("{to}: fitted to {} directions", measured.len());
    Ok(())
}

/// The measured directions and, mirrored, those of the other ear.
fn measured(sphere: &HrirSphere) -> Result<Vec<Measured>> {
    let mut directions = Vec::new();
    for point in sphere.points() {
        let length = (point.pos.x.powi(2) + point.pos.y.powi(2) + point.pos.z.powi(2)).sqrt();
        ensure!(length > 0.0, "a direction without a length");
        // The file has x right, y up, z to the back; here it is front, left, up.
        let [x, y, z] = [-point.pos.z, -point.pos.x, point.pos.y].map(|part| part / length);
        directions.push(([x, y, z], resampled(point.left_hrir())));
        directions.push(([x, -y, z], resampled(point.right_hrir())));
    }
    let delay = directions
        .iter()
        .map(|(_, response)| onset(response))
        .sum::<usize>() as f32
        / directions.len() as f32;
    let mut measured: Vec<Measured> = directions
        .iter()
        .map(|(direction, response)| Measured {
            harmonics: harmonics(*direction),
            weight: 0.0,
            heard: transform(response, delay),
        })
        .collect();
    for direction in around(AROUND) {
        let near = |index: usize| -> f32 {
            directions[index]
                .0
                .iter()
                .zip(direction)
                .map(|(a, b)| a * b)
                .sum()
        };
        let highest = (0..directions.len()).map(near).fold(-1.0, f32::max);
        let nearest: Vec<usize> = (0..directions.len())
            .filter(|index| near(*index) > highest - 1e-5)
            .collect();
        for index in &nearest {
            measured[*index].weight += 1.0 / (AROUND * nearest.len()) as f32;
        }
    }
    Ok(measured)
}

/// Takes away what all directions have in common: what is left is the head's.
fn equalise(measured: &mut [Measured]) {
    let lowest = (LOWEST / 48_000.0 * WINDOW as f32).ceil() as usize;
    let power: Vec<f32> = (0..BINS)
        .map(|bin| {
            measured
                .iter()
                .map(|one| one.weight * (one.heard[bin].0.powi(2) + one.heard[bin].1.powi(2)))
                .sum()
        })
        .collect();
    let loudest = power.iter().copied().fold(0.0, f32::max);
    for bin in 0..BINS {
        // A sixth of an octave is smoothed over, and nothing is lifted by more than 20 dB.
        let width = bin / 9;
        let near = &power[bin - width..(bin + width + 1).min(BINS)];
        let mean = near.iter().sum::<f32>() / near.len() as f32;
        let factor = 1.0 / mean.max(loudest * 0.01).sqrt();
        for one in measured.iter_mut() {
            one.heard[bin] = (one.heard[bin].0 * factor, one.heard[bin].1 * factor);
        }
    }
    for one in measured {
        // Down there a head is no obstacle: the same level, and the delay of the frequency above.
        let (re, im) = one.heard[lowest];
        let angle = im.atan2(re) / lowest as f32;
        for bin in 0..lowest {
            one.heard[bin] = ((angle * bin as f32).cos(), (angle * bin as f32).sin());
        }
    }
}

/// The filters of so many harmonics that come nearest to the measurements.
fn fit(measured: &[Measured], harmonics: usize, crossover: f32) -> Vec<[f32; TAPS]> {
    let solver = solver(measured, harmonics);
    let crossover = (crossover / 48_000.0 * WINDOW as f32) as usize;
    let mut spectra = vec![vec![(0.0, 0.0); BINS]; harmonics];
    let mut before: Vec<Complex> = vec![(1.0, 0.0); measured.len()];
    for bin in 0..BINS {
        let wanted: Vec<Complex> = measured
            .iter()
            .zip(&before)
            .map(|(one, before)| {
                let (re, im) = one.heard[bin];
                if bin <= crossover {
                    return (re, im);
                }
                let level = (re * re + im * im).sqrt();
                let length = (before.0 * before.0 + before.1 * before.1).sqrt().max(1e-9);
                (before.0 / length * level, before.1 / length * level)
            })
            .collect();
        for (spectrum, row) in spectra.iter_mut().zip(&solver) {
            spectrum[bin] = row
                .iter()
                .zip(&wanted)
                .fold((0.0, 0.0), |sum, (share, wanted)| {
                    (sum.0 + share * wanted.0, sum.1 + share * wanted.1)
                });
        }
        for (before, one) in before.iter_mut().zip(measured) {
            *before =
                spectra
                    .iter()
                    .zip(one.harmonics)
                    .fold((0.0, 0.0), |sum, (spectrum, share)| {
                        (
                            sum.0 + share * spectrum[bin].0,
                            sum.1 + share * spectrum[bin].1,
                        )
                    });
        }
    }
    spectra.iter().map(|spectrum| taps(spectrum)).collect()
}

/// For each harmonic, the share that each measurement has in its filter: weighted least squares.
fn solver(measured: &[Measured], harmonics: usize) -> Vec<Vec<f32>> {
    let mut normal = vec![vec![0.0_f64; harmonics * 2]; harmonics];
    for (row, line) in normal.iter_mut().enumerate() {
        for (column, sum) in line.iter_mut().take(harmonics).enumerate() {
            *sum = measured
                .iter()
                .map(|one| f64::from(one.weight * one.harmonics[row] * one.harmonics[column]))
                .sum();
        }
        line[row] += f64::from(CAUTION);
        line[harmonics + row] = 1.0;
    }
    // Gauss and Jordan: the matrix is positive definite.
    for pivot in 0..harmonics {
        let scale = normal[pivot][pivot];
        normal[pivot].iter_mut().for_each(|value| *value /= scale);
        let line = normal[pivot].clone();
        for (row, other) in normal.iter_mut().enumerate() {
            if row != pivot {
                let share = other[pivot];
                other
                    .iter_mut()
                    .zip(&line)
                    .for_each(|(value, of)| *value -= share * of);
            }
        }
    }
    (0..harmonics)
        .map(|row| {
            measured
                .iter()
                .map(|one| {
                    let share: f64 = (0..harmonics)
                        .map(|column| {
                            normal[row][harmonics + column] * f64::from(one.harmonics[column])
                        })
                        .sum();
                    share as f32 * one.weight
                })
                .collect()
        })
        .collect()
}

/// At 48 kHz what was measured at [`MEASURED_AT`]; what `hrtf` itself would do here goes the wrong way.
fn resampled(response: &[f32]) -> Vec<f32> {
    let step = MEASURED_AT as f32 / 48_000.0;
    (0..((response.len() as f32 / step) as usize).min(WINDOW))
        .map(|index| {
            let place = index as f32 * step;
            (0..response.len())
                .filter(|tap| (place - *tap as f32).abs() < 32.0)
                .map(|tap| {
                    let x = place - tap as f32;
                    let angle = PI * x;
                    let sinc = if angle.abs() < 1e-6 {
                        1.0
                    } else {
                        angle.sin() / angle
                    };
                    response[tap] * sinc * (0.5 + 0.5 * (PI * x / 32.0).cos()) * step
                })
                .sum()
        })
        .collect()
}

/// Where a response begins.
fn onset(response: &[f32]) -> usize {
    let highest = response
        .iter()
        .fold(0.0_f32, |highest, tap| highest.max(tap.abs()));
    response
        .iter()
        .position(|tap| tap.abs() > 0.3 * highest)
        .unwrap_or(0)
}

/// The spectrum of a response, as if it began so many frames earlier.
fn transform(response: &[f32], earlier: f32) -> Vec<Complex> {
    (0..BINS)
        .map(|bin| {
            response
                .iter()
                .enumerate()
                .fold((0.0, 0.0), |sum, (tap, sample)| {
                    let angle = -TAU * bin as f32 * (tap as f32 - earlier) / WINDOW as f32;
                    (sum.0 + sample * angle.cos(), sum.1 + sample * angle.sin())
                })
        })
        .collect()
}

/// The taps of a spectrum, beginning at [`ONSET`], soft at both ends.
fn taps(spectrum: &[Complex]) -> [f32; TAPS] {
    std::array::from_fn(|tap| {
        let at = tap as f32 - ONSET as f32;
        let sum: f32 = spectrum
            .iter()
            .enumerate()
            .map(|(bin, (re, im))| {
                let angle = TAU * bin as f32 * at / WINDOW as f32;
                let twice = if bin == 0 || bin == BINS - 1 {
                    1.0
                } else {
                    2.0
                };
                twice * (re * angle.cos() - im * angle.sin())
            })
            .sum();
        let edge = (tap.min(TAPS - 1 - tap) as f32 / 24.0).min(1.0);
        sum / WINDOW as f32 * (0.5 - 0.5 * (PI * edge).cos())
    })
}

/// So many directions, evenly around.
fn around(count: usize) -> impl Iterator<Item = [f32; 3]> {
    (0..count).map(move |index| {
        let up = 1.0 - (2 * index + 1) as f32 / count as f32;
        let ring = (1.0 - up * up).sqrt();
        let turn = index as f32 * 2.399_963_2;
        [ring * turn.cos(), ring * turn.sin(), up]
    })
}

/// Spherical harmonics of a direction (front, left, up), in ACN order, SN3D; as `sound::spatial` has them.
fn harmonics([x, y, z]: [f32; 3]) -> [f32; 16] {
    let s = |number: f32| number.sqrt();
    [
        1.0,
        y,
        z,
        x,
        s(3.0) * x * y,
        s(3.0) * y * z,
        0.5 * (3.0 * z * z - 1.0),
        s(3.0) * x * z,
        s(0.75) * (x * x - y * y),
        s(0.625) * y * (3.0 * x * x - y * y),
        s(15.0) * x * y * z,
        s(0.375) * y * (5.0 * z * z - 1.0),
        0.5 * z * (5.0 * z * z - 3.0),
        s(0.375) * x * (5.0 * z * z - 1.0),
        s(3.75) * z * (x * x - y * y),
        s(0.625) * x * (x * x - 3.0 * y * y),
    ]
}
