//! Which slide is on the screen: a state, and nothing else.

/// The happening that unrolls the screen and shows the next slide.
pub(crate) const ON: &str = "projector-on";
/// One slide becomes the next.
const NEXT: &str = "projector-next";
/// The slide goes and the screen rolls up.
pub(crate) const OFF: &str = "projector-off";
/// Seconds that the screen takes.
pub(crate) const UNROLLS: f32 = 3.2;

/// Slides one after the other, from the first again after the last.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Slides {
    count: usize,
    /// Whether the projector is on.
    on: bool,
    /// The slide that is shown, or will be.
    current: Option<usize>,
    /// No slide is shown before.
    from: f64,
}

impl Slides {
    /// So many, none of them shown.
    pub(crate) fn new(count: usize) -> Self {
        Self {
            count,
            ..Self::default()
        }
    }

    /// Whether this happens to slides.
    pub(crate) fn happen(&mut self, name: &str, now: f64) -> bool {
        if self.count == 0 {
            return false;
        }
        match name {
            ON if !self.on => {
                self.on = true;
                self.from = now + f64::from(UNROLLS);
                self.step();
            }
            // What is about to be shown is not passed over.
            NEXT if self.on && now >= self.from => self.step(),
            OFF => self.on = false,
            ON | NEXT => {}
            _ => return false,
        }
        true
    }

    fn step(&mut self) {
        self.current = Some(self.current.map_or(0, |current| (current + 1) % self.count));
    }

    /// The slide that is seen.
    pub(crate) fn shown(&self, now: f64) -> Option<usize> {
        self.current.filter(|_| self.on && now >= self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slides_come_one_after_the_other_and_go_on_where_they_were() {
        let mut slides = Slides::new(3);
        assert!(slides.happen(ON, 10.0));
        assert_eq!(slides.shown(11.0), None, "the screen is not down yet");
        assert!(slides.happen(NEXT, 11.0));
        assert_eq!(slides.shown(14.0), Some(0));
        slides.happen(NEXT, 20.0);
        assert_eq!(slides.shown(20.0), Some(1));
        slides.happen(OFF, 30.0);
        assert_eq!(slides.shown(30.0), None);
        slides.happen(NEXT, 31.0);
        assert_eq!(
            slides.shown(31.0),
            None,
            "a projector that is off shows nothing"
        );
        slides.happen(ON, 40.0);
        assert_eq!(slides.shown(44.0), Some(2));
        slides.happen(NEXT, 50.0);
        assert_eq!(slides.shown(50.0), Some(0), "after the last the first");
    }

    #[test]
    fn without_slides_nothing_happens() {
        let mut none = Slides::new(0);
        assert!(!none.happen(ON, 0.0));
        assert!(!Slides::new(2).happen("radio-on", 0.0));
    }
}
