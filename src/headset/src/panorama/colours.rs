//! What the numbers in a picture's planes mean, as the shader takes it: one matrix for photos and films.
//!
//! Each of red, green and blue is `x·first + y·second + z·third + w`, where first, second and third
//! are what a texture look-up gives (0 to 1). Matrix, range, depth and the place of ten bits in sixteen
//! ([`Conversion`]) are all in these twelve numbers, so that the shader knows nothing of them. The result is encoded
//! as it was filmed, which is near enough to sRGB; high dynamic range is not mapped.

use bevy::math::{Vec3, Vec4};
use media::film::colour::Conversion;
use media::film::{Colour, PlaneFormat};

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

    /// Those of a film's planes.
    pub fn of(colour: Colour, format: PlaneFormat) -> Self {
        let Conversion { offset, matrix } = Conversion::new(format, colour);
        let [red, green, blue] = matrix.map(|row| {
            let row = Vec3::from(row);
            row.extend(-row.dot(Vec3::from(offset)))
        });
        Self { red, green, blue }
    }
}

#[cfg(test)]
mod tests {
    use media::film::Matrix;

    use super::*;

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
