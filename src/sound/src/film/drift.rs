//! Keeps films that were begun together together, by running each a little faster or slower.

/// Further apart than this is put right, in seconds; nearer than the second it is right.
const APART: f64 = 0.010;
const TOGETHER: f64 = 0.002;
/// The share of the distance that is made up for in each second. What is decoded ahead is heard as it was, so
/// this must be slow beside a third of a second.
const EAGER: f64 = 0.5;
/// The least that is made up for: five milliseconds in each second.
const LEAST: f64 = 0.005;
/// As much as nobody hears as another tempo or another pitch.
const MOST: f64 = 0.01;

/// Says how fast a film is to run so that it comes to where it should be.
///
/// ```
/// use sound::Drift;
/// let mut drift = Drift::default();
/// assert_eq!(drift.rate(0.008), 1.0, "nobody hears that");
/// assert!(drift.rate(0.040) > 1.0, "it is behind, and hurries");
/// assert_eq!(drift.rate(-30.0), 0.99, "it is far ahead, and never jumps");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Drift {
    /// It is on its way to where it should be.
    hurries: bool,
}

impl Drift {
    /// The rate for now, 0.99 to 1.01, of a film that is `behind` where it should be by so many seconds (negative: ahead).
    pub fn rate(&mut self, behind: f64) -> f64 {
        let apart = behind.abs();
        self.hurries = apart > if self.hurries { TOGETHER } else { APART };
        if !self.hurries || !behind.is_finite() {
            return 1.0;
        }
        1.0 + (apart * EAGER).clamp(LEAST, MOST).copysign(behind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_hurries_until_it_is_there_and_then_leaves_the_film_alone() {
        let mut drift = Drift::default();
        assert_eq!(drift.rate(-0.009), 1.0);
        assert!((drift.rate(-0.016) - 0.992).abs() < 1e-12);
        assert!(drift.rate(-0.009) < 1.0, "it is on its way");
        assert_eq!(drift.rate(-0.001), 1.0);
        assert_eq!(drift.rate(0.009), 1.0, "and there");
        assert_eq!(drift.rate(9.0), 1.01);
        assert_eq!(drift.rate(f64::NAN), 1.0);
    }
}
