//! The same conversion as [`super::to_rgba`] row by row, quick enough to be done for each frame of a film that plays.
//!
//! It is for machines whose graphics card is a program: there, a look into three planes for each pixel of a view costs
//! several times as much as this does once for each pixel of the film that is seen.
//!
//! Everything is counted in whole numbers of 16 bits, of which a processor takes eight at a time without being asked
//! to: colours in sixteenths. So a channel may be one of 255 beside the reference. Films of 8 bits only.

use super::Conversion;
use crate::film::{PlaneFormat, PlaneLayout, Planes};
use std::ops::Range;

/// Samples are counted in these parts before they are multiplied.
const PARTS: i16 = 128;
/// What a factor of 1 is, so that a product's upper half is in sixteenths.
const ONE: f32 = 65_536.0 / PARTS as f32 * 16.0;
/// Half of one, in sixteenths, and what three products lose on the average when their lower halves are cut off.
const ROUND: i16 = 8 + 1;

/// Makes RGBA of the frames of one layout.
#[derive(Debug)]
pub struct Quick {
    layout: PlaneLayout,
    black: i16,
    luma: i16,
    red: i16,
    green: [i16; 2],
    blue: i16,
    /// What colour adds to red, green and blue in a row: for each of its samples, and for each pixel.
    samples: [Vec<i16>; 3],
    pixels: [Vec<[i16; 2]>; 3],
}

impl Quick {
    /// For frames of this layout; nothing if it has more than 8 bits.
    pub fn new(layout: PlaneLayout) -> Option<Self> {
        if !matches!(layout.format, PlaneFormat::Nv12 | PlaneFormat::I420) {
            return None;
        }
        let Conversion { offset, matrix } = Conversion::new(layout.format, layout.colour);
        let factor = |value: f32| (value * ONE).round() as i16;
        let [[luma, _, red], [_, green_blue, green_red], [_, blue, _]] = matrix;
        Some(Self {
            layout,
            black: (offset[0] * 255.0).round() as i16,
            luma: factor(luma),
            red: factor(red),
            green: [factor(green_blue), factor(green_red)],
            blue: factor(blue),
            samples: std::array::from_fn(|_| Vec::new()),
            pixels: std::array::from_fn(|_| Vec::new()),
        })
    }

    /// Puts the pixels of a row at the end of `out`, four bytes each. `columns` begin at an even one. What is not in
    /// the picture is left out.
    pub fn row(&mut self, planes: &dyn Planes, row: u32, columns: Range<u32>, out: &mut Vec<u8>) {
        let (row, first) = (row as usize, columns.start as usize / 2);
        let end = columns.end.min(self.layout.width) as usize;
        let (bytes, stride) = planes.plane(0);
        let Some(luma) = bytes.get(row * stride + first * 2..row * stride + end) else {
            return;
        };
        let chroma_rows = self.layout.height.div_ceil(2) as usize;
        let near = row / 2;
        let far = if row % 2 == 0 {
            near.saturating_sub(1)
        } else {
            (near + 1).min(chroma_rows - 1)
        };
        let count = luma.len().div_ceil(2);
        // One more, if there is one: the last pixel may lie between two samples.
        let chroma_columns = self.layout.width.div_ceil(2) as usize;
        let last = (first + count + 1).min(chroma_columns);
        for list in &mut self.samples {
            list.clear();
        }
        let [cb, cr] = match self.layout.format {
            PlaneFormat::Nv12 => {
                let (bytes, stride) = planes.plane(1);
                let pairs = |row: usize| {
                    let bytes = bytes.get(row * stride + first * 2..row * stride + last * 2);
                    bytes.unwrap_or_default().as_chunks::<2>().0
                };
                let lines = [pairs(near), pairs(far)];
                [0, 1].map(|part| blended(lines, |pair| pair[part]))
            }
            _ => [1, 2].map(|plane| {
                let (bytes, stride) = planes.plane(plane);
                let line = |row: usize| {
                    let bytes = bytes.get(row * stride + first..row * stride + last);
                    bytes.unwrap_or_default()
                };
                blended([line(near), line(far)], |byte| *byte)
            }),
        };
        let [red, green, blue] = &mut self.samples;
        red.extend(cr.iter().map(|cr| upper(*cr, self.red)));
        blue.extend(cb.iter().map(|cb| upper(*cb, self.blue)));
        let both = cb.iter().zip(&cr);
        green.extend(both.map(|(cb, cr)| upper(*cb, self.green[0]) + upper(*cr, self.green[1])));
        for (pixels, samples) in self.pixels.iter_mut().zip(&self.samples) {
            spread(samples, count, pixels);
        }

        let start = out.len();
        out.resize(start + luma.len() * 4, 0);
        let (to, _) = out[start..].as_chunks_mut::<4>();
        let [red, green, blue] = self.pixels.each_ref().map(|list| list.as_flattened());
        let added = red.iter().zip(green).zip(blue);
        for ((pixel, luma), ((red, green), blue)) in to.iter_mut().zip(luma).zip(added) {
            let luma = upper((i16::from(*luma) - self.black) * PARTS, self.luma) + ROUND;
            let channel = |added: i16| u32::from(((luma + added) >> 4).clamp(0, 255) as u16);
            let all = channel(*red) | channel(*green) << 8 | channel(*blue) << 16 | 0xff << 24;
            *pixel = all.to_le_bytes();
        }
    }
}

/// Three quarters of the near samples and one of the far ones, about their middle, in [`PARTS`].
fn blended<T>([near, far]: [&[T]; 2], byte: impl Fn(&T) -> u8) -> Vec<i16> {
    let both = near.iter().zip(far);
    let mixed = both.map(|(near, far)| {
        (i16::from(byte(near)) * 3 + i16::from(byte(far)) - 4 * 128) * (PARTS / 4)
    });
    mixed.collect()
}

/// From one for each sample to one for each of two pixels: the second is between two samples.
fn spread(samples: &[i16], count: usize, pixels: &mut Vec<[i16; 2]>) {
    pixels.clear();
    pixels.extend(
        samples
            .windows(2)
            .map(|pair| [pair[0], (pair[0] + pair[1]) >> 1]),
    );
    if let Some(last) = samples.last() {
        pixels.resize(count, [*last; 2]);
    }
}

/// The upper half of a product.
fn upper(one: i16, other: i16) -> i16 {
    ((i32::from(one) * i32::from(other)) >> 16) as i16
}

#[cfg(test)]
mod tests {
    use super::super::to_rgba;
    use super::*;
    use crate::film::{Colour, Matrix};

    struct Made {
        layout: PlaneLayout,
        planes: Vec<(Vec<u8>, usize)>,
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

    /// Numbers of all sizes beside each other, the extremes among them.
    fn made(width: u32, height: u32, format: PlaneFormat, colour: Colour) -> Made {
        let mut state = 1_u32;
        let mut plane = |width: u32, height: u32| {
            let stride = width as usize + 5;
            let mut byte = || {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                [0, 255, (state >> 24) as u8, (state >> 16) as u8][(state >> 30) as usize]
            };
            let bytes = (0..stride * height as usize).map(|_| byte()).collect();
            (bytes, stride)
        };
        let (across, down) = (width.div_ceil(2), height.div_ceil(2));
        let planes = match format {
            PlaneFormat::Nv12 => vec![plane(width, height), plane(across * 2, down)],
            _ => vec![
                plane(width, height),
                plane(across, down),
                plane(across, down),
            ],
        };
        let layout = PlaneLayout {
            width,
            height,
            format,
            colour,
        };
        Made { layout, planes }
    }

    #[test]
    fn every_row_is_as_the_reference_has_it() {
        for (width, height) in [(64, 32), (63, 31), (2, 2), (1, 1)] {
            for format in [PlaneFormat::Nv12, PlaneFormat::I420] {
                for matrix in [Matrix::Bt601, Matrix::Bt709, Matrix::Bt2020] {
                    for full_range in [false, true] {
                        let colour = Colour { matrix, full_range };
                        let made = made(width, height, format, colour);
                        let right = to_rgba(&made);
                        let mut quick = Quick::new(made.layout).unwrap();
                        let mut ours = Vec::new();
                        for row in 0..height {
                            quick.row(&made, row, 0..width, &mut ours);
                        }
                        assert_eq!(ours.len(), right.len());
                        let apart = ours.iter().zip(&right);
                        let most = apart.map(|(one, other)| one.abs_diff(*other)).max();
                        assert!(most <= Some(1), "{:?}: {most:?}", made.layout);
                    }
                }
            }
        }
    }

    #[test]
    fn a_part_of_a_row_is_that_part() {
        let colour = Colour {
            matrix: Matrix::Bt709,
            full_range: false,
        };
        let made = made(63, 31, PlaneFormat::I420, colour);
        let mut quick = Quick::new(made.layout).unwrap();
        let mut row = |columns: Range<u32>| {
            let mut row = Vec::new();
            quick.row(&made, 7, columns, &mut row);
            row
        };
        let whole = row(0..63);
        assert_eq!(row(10..21), whole[40..84]);
        assert_eq!(row(62..80), whole[248..]);
    }

    #[test]
    fn ten_bits_are_left_to_others() {
        let colour = Colour {
            matrix: Matrix::Bt2020,
            full_range: false,
        };
        let layout = made(2, 2, PlaneFormat::P010, colour).layout;
        assert!(Quick::new(layout).is_none());
    }
}
