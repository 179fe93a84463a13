//! From the planes of a frame to red, green and blue: the reference that the graphics card's way is measured by.
//!
//! A sample is first read as a graphics card reads it, as a share of the largest number of its bytes (8 bits:
//! of 255; 10 bits: of 65,535). [`Conversion`] makes R′G′B′ of three of them: `matrix × (sample − offset)`, cut to
//! 0–1. Colour planes have half the width and height; a colour sample stands on the left one of two columns and
//! between two rows (as MPEG-2, H.264 and HEVC have it unless they say otherwise), and between samples
//! the mean weighted by distance is taken.
//!
//! Deliberately absent: transfer functions and primaries. R′G′B′ is taken as sRGB, which is what screens make of
//! ordinary films; a film in PQ or HLG looks pale.
//!
//! ```
//! use media::film::{Colour, Matrix, PlaneFormat, colour::Conversion};
//!
//! let conversion = Conversion::new(PlaneFormat::Nv12, Colour { matrix: Matrix::Bt709, full_range: false });
//! let white = conversion.apply([235.0 / 255.0, 128.0 / 255.0, 128.0 / 255.0]);
//! assert!(white.iter().all(|channel| (channel - 1.0).abs() < 1e-3));
//! ```

use super::{Colour, Matrix, PlaneFormat, Planes};

mod quick;

pub use quick::Quick;

/// How samples become R′G′B′.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conversion {
    /// What is taken from Y, Cb and Cr first, as shares.
    pub offset: [f32; 3],
    /// Rows for red, green and blue; columns for Y, Cb and Cr.
    pub matrix: [[f32; 3]; 3],
}

impl Conversion {
    /// The conversion for planes of this format and meaning.
    pub fn new(format: PlaneFormat, colour: Colour) -> Self {
        // The share that the number 1 of the codec's own bits has.
        let (unit, bits) = match format {
            PlaneFormat::Nv12 | PlaneFormat::I420 => (1.0 / 255.0, 8),
            PlaneFormat::P010 => (64.0 / 65_535.0, 10),
            PlaneFormat::I420p10 => (1.0 / 65_535.0, 10),
        };
        let step = f64::from(1_u32 << (bits - 8));
        let largest = f64::from((1_u32 << bits) - 1);
        let (black, white, chroma) = if colour.full_range {
            (0.0, largest, largest)
        } else {
            (16.0 * step, 219.0 * step, 224.0 * step)
        };
        let (red, blue) = match colour.matrix {
            Matrix::Bt601 => (0.299, 0.114),
            Matrix::Bt709 => (0.2126, 0.0722),
            Matrix::Bt2020 => (0.2627, 0.0593),
        };
        let green = 1.0 - red - blue;
        let luma = 1.0 / (white * unit);
        let chroma = 1.0 / (chroma * unit);
        let from_blue = 2.0 * (1.0 - blue);
        let from_red = 2.0 * (1.0 - red);
        let rows = [
            [luma, 0.0, from_red * chroma],
            [
                luma,
                -from_blue * blue / green * chroma,
                -from_red * red / green * chroma,
            ],
            [luma, from_blue * chroma, 0.0],
        ];
        let middle = 128.0 * step * unit;
        Self {
            offset: [black * unit, middle, middle].map(|value| value as f32),
            matrix: rows.map(|row| row.map(|value| value as f32)),
        }
    }

    /// R′G′B′ of one sample of each, 0–1.
    pub fn apply(&self, sample: [f32; 3]) -> [f32; 3] {
        let [y, cb, cr] = std::array::from_fn(|index| sample[index] - self.offset[index]);
        self.matrix
            .map(|row| (row[0] * y + row[1] * cb + row[2] * cr).clamp(0.0, 1.0))
    }
}

/// The pixels of a frame: red, green, blue and alpha, 8 bits each, rows from top to bottom without padding.
pub fn to_rgba(planes: &dyn Planes) -> Vec<u8> {
    let layout = planes.layout();
    let (width, height) = (layout.width as usize, layout.height as usize);
    let conversion = Conversion::new(layout.format, layout.colour);
    let chroma_rows = height.div_ceil(2);
    let chroma_columns = width.div_ceil(2);
    let samples = Samples::of(planes, layout.format);
    let mut out = Vec::with_capacity(width * height * 4);
    let mut rows = [
        vec![[0.0; 2]; chroma_columns],
        vec![[0.0; 2]; chroma_columns],
    ];
    for row in 0..height {
        // Three quarters of the nearer row of colour and one of the farther.
        let near = row / 2;
        let far = if row % 2 == 0 {
            near.saturating_sub(1)
        } else {
            (near + 1).min(chroma_rows - 1)
        };
        for (line, from) in rows.iter_mut().zip([near, far]) {
            for (column, colour) in line.iter_mut().enumerate() {
                *colour = samples.chroma(column, from);
            }
        }
        let [near, far] = &rows;
        for column in 0..width {
            let at = |column: usize, channel: usize| {
                near[column][channel] * 0.75 + far[column][channel] * 0.25
            };
            let left = column / 2;
            let right = (left + column % 2).min(chroma_columns - 1);
            let colour = |channel| (at(left, channel) + at(right, channel)) * 0.5;
            let [red, green, blue] =
                conversion.apply([samples.luma(column, row), colour(0), colour(1)]);
            let byte = |share: f32| (share * 255.0 + 0.5) as u8;
            out.extend([byte(red), byte(green), byte(blue), 255]);
        }
    }
    out
}

/// The planes of a frame, sample by sample, as shares.
struct Samples<'a> {
    planes: [(&'a [u8], usize); 3],
    wide: bool,
    /// Whether Cb and Cr stand side by side in one plane.
    paired: bool,
}

impl<'a> Samples<'a> {
    fn of(planes: &'a dyn Planes, format: PlaneFormat) -> Self {
        Self {
            planes: [planes.plane(0), planes.plane(1), planes.plane(2)],
            wide: matches!(format, PlaneFormat::P010 | PlaneFormat::I420p10),
            paired: matches!(format, PlaneFormat::Nv12 | PlaneFormat::P010),
        }
    }

    fn luma(&self, column: usize, row: usize) -> f32 {
        self.sample(0, column, row)
    }

    fn chroma(&self, column: usize, row: usize) -> [f32; 2] {
        if self.paired {
            [
                self.sample(1, column * 2, row),
                self.sample(1, column * 2 + 1, row),
            ]
        } else {
            [self.sample(1, column, row), self.sample(2, column, row)]
        }
    }

    /// A sample as a share; 0 where a plane is shorter than it should be.
    fn sample(&self, plane: usize, column: usize, row: usize) -> f32 {
        let (data, stride) = self.planes[plane];
        let byte = |at: usize| data.get(at).copied().unwrap_or(0);
        if self.wide {
            let at = row * stride + column * 2;
            f32::from(u16::from_le_bytes([byte(at), byte(at + 1)])) / 65_535.0
        } else {
            f32::from(byte(row * stride + column)) / 255.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMATS: [(PlaneFormat, f32, f32); 4] = [
        (PlaneFormat::Nv12, 255.0, 1.0),
        (PlaneFormat::I420, 255.0, 1.0),
        (PlaneFormat::P010, 65_535.0, 256.0),
        (PlaneFormat::I420p10, 65_535.0, 4.0),
    ];

    #[test]
    fn black_grey_and_white_have_no_colour() {
        for (format, largest, step) in FORMATS {
            for matrix in [Matrix::Bt601, Matrix::Bt709, Matrix::Bt2020] {
                let conversion = Conversion::new(
                    format,
                    Colour {
                        matrix,
                        full_range: false,
                    },
                );
                for (luma, wanted) in [
                    (16.0, 0.0),
                    (125.5, 0.5),
                    (235.0, 1.0),
                    (255.0, 1.0),
                    (0.0, 0.0),
                ] {
                    let sample = [luma, 128.0, 128.0].map(|value| value * step / largest);
                    for channel in conversion.apply(sample) {
                        assert!(
                            (channel - wanted).abs() < 1e-3,
                            "{format:?} {matrix:?} {luma}: {channel}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn primaries_come_back_from_the_standards_own_numbers() {
        // Red, green and blue in Y′CbCr with 8 bits, by the equations of each standard, rounded.
        for (matrix, full_range, red) in [
            (Matrix::Bt601, false, [81.0, 90.0, 240.0]),
            (Matrix::Bt709, false, [63.0, 102.0, 240.0]),
            (Matrix::Bt2020, false, [74.0, 97.0, 240.0]),
            (Matrix::Bt601, true, [76.0, 85.0, 255.5]),
        ] {
            let conversion = Conversion::new(PlaneFormat::I420, Colour { matrix, full_range });
            let [r, g, b] = conversion.apply(red.map(|value: f32| value / 255.0));
            assert!(
                r > 0.985 && g < 0.015 && b < 0.015,
                "{matrix:?} {full_range}: {r} {g} {b}"
            );
        }
    }
}
