//! Which page is seen and how much of it: nothing comes or goes at once.

/// A page comes within so many seconds.
pub(super) const COMES: f32 = 0.5;
/// A page goes within so many seconds.
pub(super) const GOES: f32 = 0.25;

/// The page that is seen, by a key of its own.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Level<Key> {
    shown: Option<Key>,
    /// How far it has come, 0 to 1.
    come: f32,
    /// No fades: for pictures and measurements.
    instant: bool,
}

impl<Key: PartialEq> Level<Key> {
    pub(super) fn new(instant: bool) -> Self {
        Self {
            shown: None,
            come: 0.0,
            instant,
        }
    }

    /// Moves on by `seconds` towards the page that is wanted; it comes when the one before has gone.
    pub(super) fn step(&mut self, wanted: Option<Key>, seconds: f32) {
        let stays = self.shown == wanted;
        let within = if stays { COMES } else { -GOES };
        self.come = if self.instant {
            f32::from(u8::from(stays))
        } else {
            (self.come + seconds / within).clamp(0.0, 1.0)
        };
        if !stays && self.come <= 0.0 {
            self.shown = wanted;
            self.come = f32::from(u8::from(self.instant));
        }
    }

    /// The page that is seen.
    pub(super) fn shown(&self) -> Option<&Key> {
        self.shown.as_ref()
    }

    /// How much of it is seen, 0 to 1, softly at both ends.
    pub(super) fn seen(&self) -> f32 {
        let come = self.come;
        come * come * (3.0 - 2.0 * come)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_comes_in_half_a_second_and_goes_before_the_next_comes() {
        let mut level = Level::new(false);
        level.step(Some('a'), 0.01);
        assert_eq!((level.shown(), level.seen()), (Some(&'a'), 0.0));
        level.step(Some('a'), COMES / 2.0);
        assert!((level.seen() - 0.5).abs() < 1e-5);
        level.step(Some('a'), COMES);
        assert_eq!(level.seen(), 1.0);
        level.step(Some('b'), GOES / 2.0);
        assert_eq!(level.shown(), Some(&'a'));
        assert!((level.seen() - 0.5).abs() < 1e-5);
        level.step(Some('b'), GOES);
        assert_eq!((level.shown(), level.seen()), (Some(&'b'), 0.0));
        level.step(None, 0.01);
        assert_eq!(level.shown(), None);
    }

    #[test]
    fn a_page_that_is_wanted_again_while_it_goes_comes_back_from_there() {
        let mut level = Level::new(false);
        level.step(Some('a'), 0.0);
        level.step(Some('a'), 1.0);
        level.step(None, GOES / 4.0);
        let before = level.seen();
        level.step(Some('a'), 0.01);
        assert!(level.seen() > before && level.seen() - before < 0.1);
    }

    #[test]
    fn without_fades_it_is_there_at_once() {
        let mut level = Level::new(true);
        level.step(Some('a'), 0.0);
        assert_eq!((level.shown(), level.seen()), (Some(&'a'), 1.0));
        level.step(Some('b'), 0.0);
        assert_eq!((level.shown(), level.seen()), (Some(&'b'), 1.0));
        level.step(None, 0.0);
        assert_eq!(level.shown(), None);
    }
}
