//! What is on the screen, a slide or a film: a state, and nothing else.

/// The happening that unrolls the screen and shows the next slide.
pub(crate) const ON: &str = "projector-on";
/// One slide becomes the next.
const NEXT: &str = "projector-next";
/// The slide goes and the screen rolls up.
pub(crate) const OFF: &str = "projector-off";
/// The screen unrolls, if it has not, and the next film begins.
const FILM_ON: &str = "film-on";
/// The film goes and the screen rolls up.
const FILM_OFF: &str = "film-off";
/// Seconds that the screen takes.
pub(crate) const UNROLLS: f32 = 3.2;
/// Seconds that the last picture of a film stays; its decoder may have begun so much late.
const LEFT: f64 = 2.0;

/// Slides one after the other, from the first again after the last; and films the same way.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Slides {
    slides: Turns,
    films: Turns,
    /// Seconds that each film takes.
    lengths: Vec<f64>,
    /// What the screen is down for.
    on: Option<What>,
    /// Nothing is shown before.
    from: f64,
    /// The film is over then.
    until: f64,
}

/// What the screen is down for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Slides,
    Films,
}

/// Things that take turns.
#[derive(Debug, Clone, Default, PartialEq)]
struct Turns {
    count: usize,
    current: Option<usize>,
}

impl Turns {
    fn of(count: usize) -> Self {
        Self {
            count,
            current: None,
        }
    }

    fn step(&mut self) {
        if self.count > 0 {
            self.current = Some(self.current.map_or(0, |current| (current + 1) % self.count));
        }
    }
}

impl Slides {
    /// So many slides, and films of so many seconds each; none of them shown.
    pub(crate) fn new(slides: usize, films: &[f32]) -> Self {
        Self {
            slides: Turns::of(slides),
            films: Turns::of(films.len()),
            lengths: films.iter().map(|seconds| f64::from(*seconds)).collect(),
            ..Self::default()
        }
    }

    /// A film that is over goes by itself; the movement of the screen then.
    pub(crate) fn end_film(&mut self, now: f64) -> Option<&'static str> {
        let over = self.on == Some(What::Films) && now >= self.until;
        over.then(|| {
            self.on = None;
            OFF
        })
    }

    /// Whether this happens to what is on the screen; and as which movement of the screen, if it moves.
    pub(crate) fn happen<'a>(&mut self, name: &'a str, now: f64) -> Option<Option<&'a str>> {
        let (what, turns) = match name {
            ON | NEXT | OFF => (What::Slides, &mut self.slides),
            FILM_ON | FILM_OFF => (What::Films, &mut self.films),
            _ => return None,
        };
        if turns.count == 0 {
            return None;
        }
        let rolled = self.on.is_none();
        match name {
            ON | FILM_ON if self.on != Some(what) => {
                turns.step();
                let current = turns.current;
                self.on = Some(what);
                if rolled {
                    self.from = now + f64::from(UNROLLS);
                }
                let length = current.and_then(|film| self.lengths.get(film));
                let begins = now.max(self.from);
                self.until = begins + length.copied().unwrap_or_default() + LEFT;
                if rolled {
                    return Some(Some(ON));
                }
            }
            // What is about to be shown is not passed over.
            NEXT if self.on == Some(what) && now >= self.from => turns.step(),
            OFF | FILM_OFF if self.on == Some(what) => {
                self.on = None;
                return Some(Some(OFF));
            }
            _ => {}
        }
        Some(None)
    }

    /// What is seen: slides are counted first, then films.
    pub(crate) fn shown(&self, now: f64) -> Option<usize> {
        let what = self.on.filter(|_| now >= self.from)?;
        match what {
            What::Slides => self.slides.current,
            What::Films => Some(self.slides.count + self.films.current?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slides_come_one_after_the_other_and_go_on_where_they_were() {
        let mut slides = Slides::new(3, &[]);
        assert_eq!(slides.happen(ON, 10.0), Some(Some(ON)));
        assert_eq!(slides.shown(11.0), None, "the screen is not down yet");
        assert_eq!(slides.happen(NEXT, 11.0), Some(None));
        assert_eq!(slides.shown(14.0), Some(0));
        slides.happen(NEXT, 20.0);
        assert_eq!(slides.shown(20.0), Some(1));
        assert_eq!(slides.happen(OFF, 30.0), Some(Some(OFF)));
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
    fn films_take_turns_and_share_the_screen_with_slides() {
        let mut slides = Slides::new(3, &[30.0, 10.0]);
        assert_eq!(slides.happen(FILM_ON, 0.0), Some(Some(ON)));
        assert_eq!(slides.shown(1.0), None, "the screen is not down yet");
        assert_eq!(slides.shown(4.0), Some(3), "the first film");
        slides.happen(NEXT, 5.0);
        assert_eq!(slides.shown(5.0), Some(3), "it is no slide");
        assert_eq!(slides.happen(OFF, 6.0), Some(None));
        assert_eq!(slides.shown(6.0), Some(3), "nor ended as one");
        assert_eq!(slides.happen(ON, 7.0), Some(None), "the screen is down");
        assert_eq!(slides.shown(7.0), Some(0));
        slides.happen(FILM_ON, 8.0);
        assert_eq!(slides.shown(8.0), Some(4), "the next film");
        assert_eq!(slides.happen(FILM_OFF, 9.0), Some(Some(OFF)));
        assert_eq!(slides.shown(9.0), None);
        slides.happen(FILM_ON, 20.0);
        assert_eq!(slides.shown(24.0), Some(3), "after the last the first");
    }

    #[test]
    fn a_film_that_is_over_goes_by_itself() {
        let mut slides = Slides::new(1, &[30.0, 10.0]);
        slides.happen(FILM_ON, 0.0);
        assert_eq!(
            slides.end_film(33.0),
            None,
            "it runs since the screen is down"
        );
        assert_eq!(slides.shown(33.0), Some(1));
        assert_eq!(slides.end_film(35.5), Some(OFF));
        assert_eq!(slides.end_film(35.6), None, "once");
        assert_eq!(slides.shown(36.0), None);
        slides.happen(ON, 40.0);
        assert_eq!(slides.end_film(1e6), None, "a slide is never over");
    }

    #[test]
    fn without_any_nothing_happens() {
        let mut none = Slides::new(0, &[]);
        assert_eq!(none.happen(ON, 0.0), None);
        assert_eq!(none.happen(FILM_ON, 0.0), None);
        assert_eq!(Slides::new(2, &[9.0]).happen("radio-on", 0.0), None);
    }
}
