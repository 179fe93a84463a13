//! What the numbers in a picture's planes mean, as the shader takes it: one matrix for photos and films.
//!
//! Each of red, green and blue is `x·first + y·second + z·third + w`, where first, second and third
//! are what a texture look-up gives (0 to 1). Range, depth and the place of the ten bits in sixteen
//! are all in these twelve numbers, so that the shader knows nothing of them. The result is encoded
//! as it was filmed, which is near enough to sRGB; high dynamic range is not mapped.

use bevy::math::Vec4;
use media::film::{Colour, Matrix, PlaneFormat};

/// Twelve numbers that make red, green and blue of what the planes hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Colours {
    /// What makes red.
    pub red: Vec4,
    /// What makes green.
    pub green: Vec4,
    /// What makes blue.
    pub blue: Vec4,
}

impl Colours {
    /// The planes hold red, green and blue.
    pub const SAME: Self = Self {
        red: Vec4::X,
        green: Vec4::Y,
        blue: Vec4::Z,
    };

    /// As JFIF has it: BT.601, full range.
    pub const JPEG: Self = {
        const MIDDLE: f32 = 128.0 / 255.0;
        Self {
            red: Vec4::new(1.0, 0.0, 1.402, -1.402 * MIDDLE),
            green: Vec4::new(1.0, -0.344_136, -0.714_136, 1.058_272 * MIDDLE),
            blue: Vec4::new(1.0, 1.772, 0.0, -1.772 * MIDDLE),
        }
    };

    /// Those of a film's planes, whose samples textures of 8 or 16 bits give as shares of their largest.
    pub fn of(colour: Colour, format: PlaneFormat) -> Self {
        // A step of an 8-bit scale, as a share of what the texture gives for its largest number.
        let (step, full) = match format {
            PlaneFormat::Nv12 | PlaneFormat::I420 => (1.0 / 255.0, 255.0),
            PlaneFormat::P010 => (4.0 * 64.0 / 65_535.0, 1023.0 / 4.0),
            PlaneFormat::I420p10 => (4.0 / 65_535.0, 1023.0 / 4.0),
        };
        let (black, white, swing) = if colour.full_range {
            (0.0, full, full)
        } else {
            (16.0, 235.0, 224.0)
        };
        let [kr, kb] = match colour.matrix {
            Matrix::Bt601 => [0.299, 0.114],
            Matrix::Bt709 => [0.2126, 0.0722],
            Matrix::Bt2020 => [0.2627, 0.0593],
        };
        let kg = 1.0 - kr - kb;
        let luma = 1.0 / ((white - black) * step);
        let chroma = 1.0 / (swing * step);
        let row = |cb: f64, cr: f64| {
            let (y, cb, cr) = (luma, cb * chroma, cr * chroma);
            let w = -(y * black + (cb + cr) * 128.0) * step;
            Vec4::new(y as f32, cb as f32, cr as f32, w as f32)
        };
        let (blue, red) = (2.0 * (1.0 - kb), 2.0 * (1.0 - kr));
        Self {
            red: row(0.0, red),
            green: row(-blue * kb / kg, -red * kr / kg),
            blue: row(blue, 0.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [PlaneFormat; 4] = [
        PlaneFormat::Nv12,
        PlaneFormat::I420,
        PlaneFormat::P010,
        PlaneFormat::I420p10,
    ];

    /// What the texture gives for a number on the scale of the film's depth.
    fn given(number: f32, format: PlaneFormat) -> f32 {
        match format {
            PlaneFormat::Nv12 | PlaneFormat::I420 => number / 255.0,
            PlaneFormat::P010 => number * 64.0 / 65_535.0,
            PlaneFormat::I420p10 => number / 65_535.0,
        }
    }

    fn seen(colours: &Colours, planes: [f32; 3]) -> [f32; 3] {
        let [y, cb, cr] = planes;
        [colours.red, colours.green, colours.blue].map(|row| row.dot(Vec4::new(y, cb, cr, 1.0)))
    }

    #[test]
    fn black_is_black_and_white_white_in_every_format_and_range() {
        for format in ALL {
            for matrix in [Matrix::Bt601, Matrix::Bt709, Matrix::Bt2020] {
                for full_range in [false, true] {
                    let deep = matches!(format, PlaneFormat::P010 | PlaneFormat::I420p10);
                    let (black, white, middle) = match (full_range, deep) {
                        (false, false) => (16.0, 235.0, 128.0),
                        (false, true) => (64.0, 940.0, 512.0),
                        (true, false) => (0.0, 255.0, 128.0),
                        (true, true) => (0.0, 1023.0, 512.0),
                    };
                    let colours = Colours::of(Colour { matrix, full_range }, format);
                    for (luma, wanted) in [(black, 0.0), (white, 1.0)] {
                        let planes = [luma, middle, middle].map(|number| given(number, format));
                        for channel in seen(&colours, planes) {
                            assert!(
                                (channel - wanted).abs() < 1e-4,
                                "{format:?} {matrix:?} full {full_range}: {channel}, not {wanted}"
                            );
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn pure_red_is_where_each_standard_puts_it() {
        // From the definitions: Y = Kr, Cr at its end, Cb = -Kr / (2 (1 - Kb)).
        for (matrix, kr, kb) in [
            (Matrix::Bt601, 0.299, 0.114),
            (Matrix::Bt709, 0.2126, 0.0722),
            (Matrix::Bt2020, 0.2627, 0.0593),
        ] {
            let cb = -kr / (2.0 * (1.0 - kb));
            let planes = [16.0 + 219.0 * kr, 128.0 + 224.0 * cb, 128.0 + 112.0]
                .map(|number: f32| number / 255.0);
            let colours = Colours::of(
                Colour {
                    matrix,
                    full_range: false,
                },
                PlaneFormat::Nv12,
            );
            let seen = seen(&colours, planes);
            for (channel, wanted) in seen.into_iter().zip([1.0, 0.0, 0.0]) {
                assert!((channel - wanted).abs() < 1e-4, "{matrix:?}: {seen:?}");
            }
        }
    }

    #[test]
    fn a_photo_is_a_film_of_full_range() {
        let same = Colours::of(
            Colour {
                matrix: Matrix::Bt601,
                full_range: true,
            },
            PlaneFormat::Nv12,
        );
        for (a, b) in [
            (same.red, Colours::JPEG.red),
            (same.green, Colours::JPEG.green),
            (same.blue, Colours::JPEG.blue),
        ] {
            assert!((a - b).length() < 1e-4, "{a} {b}");
        }
    }
}
