//! How large captions are and where they may stand (H3), in degrees as the resident sees them.
//!
//! H3 asks for a text height without saying of what. Here it is the height of a **capital letter**, the
//! strictest reading: the small letters of our typeface are then three quarters of it, and a line from
//! the ring of an Å to the tail of a g one and a half times.

/// The width of the cone that captions stand in.
pub const CONE: f32 = 41.0;
/// How far below eye level the middle of that cone is, and so the middle of a caption.
pub const BELOW_EYE_LEVEL: f32 = 5.0;
/// How far away captions stand, in metres: between 2 and 3, where eyes rest.
pub const DISTANCE: f32 = 2.5;

/// How high a capital letter is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextSize {
    capitals: f32,
}

impl TextSize {
    /// The least height of a capital letter.
    pub const LEAST: f32 = 1.5;
    /// The height for frail eyes, which is everybody's unless they want another.
    pub const USUAL: f32 = 2.0;
    /// The most; beyond it a line holds too few words to be read as speech.
    pub const MOST: f32 = 3.0;

    /// Capital letters of so many degrees, or the nearest height there is.
    pub fn of_capitals(degrees: f32) -> Self {
        let capitals = if degrees.is_nan() {
            Self::USUAL
        } else {
            degrees.clamp(Self::LEAST, Self::MOST)
        };
        Self { capitals }
    }

    /// The height of a capital letter in degrees.
    pub fn capitals(self) -> f32 {
        self.capitals
    }
}

impl Default for TextSize {
    fn default() -> Self {
        Self::of_capitals(Self::USUAL)
    }
}

/// The width of the cone where something of a height stands across its middle; both in degrees.
pub fn width_in_cone(height: f32) -> f32 {
    let cosine = |degrees: f32| (degrees / 2.0).to_radians().cos();
    let ratio = cosine(CONE) / cosine(height);
    2.0 * ratio.clamp(-1.0, 1.0).acos().to_degrees()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_size_is_below_what_can_be_read() {
        assert_eq!(TextSize::default().capitals(), 2.0);
        assert_eq!(TextSize::of_capitals(0.3).capitals(), 1.5);
        assert_eq!(TextSize::of_capitals(90.0).capitals(), 3.0);
        assert_eq!(TextSize::of_capitals(f32::NAN).capitals(), 2.0);
    }

    #[test]
    fn the_cone_is_narrower_away_from_its_middle() {
        assert!((width_in_cone(0.0) - 41.0).abs() < 0.01);
        let corner = (width_in_cone(10.0) / 2.0).to_radians().cos() * 5_f32.to_radians().cos();
        assert!((corner.acos().to_degrees() - 20.5).abs() < 0.01);
        assert_eq!(width_in_cone(60.0), 0.0);
    }
}
