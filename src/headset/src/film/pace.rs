//! How well the pictures of a film keep up with what is heard.

use std::time::Duration;

/// How long is looked at to say whether a film keeps up.
const WINDOW: Duration = Duration::from_secs(5);
/// A film keeps up that shows this share of the pictures it could.
const ENOUGH: f64 = 0.8;

/// Counts the pictures of one film while it runs.
#[derive(Debug, Default)]
pub struct Pace {
    /// Pictures shown since the film was opened.
    shown: u64,
    /// Picture time minus heard time at each picture shown, seconds; only for measurements.
    offsets: Option<Vec<f32>>,
    window: Window,
}

#[derive(Debug, Default)]
struct Window {
    ran: Duration,
    turns: u32,
    shown: u32,
}

/// What is said of a film's pace.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paced {
    /// Pictures shown in the last five seconds of running.
    pub shown: u32,
    /// Pictures that could have been shown: as many as the film has, or as the app draws.
    pub possible: u32,
}

impl Pace {
    /// Keeps the offset of every picture, for measurements.
    pub fn measuring() -> Self {
        Self {
            offsets: Some(Vec::new()),
            ..Self::default()
        }
    }

    /// A picture of the moment `at` is seen first when `heard` is heard.
    pub fn seen(&mut self, at: Duration, heard: Duration) {
        self.shown += 1;
        self.window.shown += 1;
        if let Some(offsets) = &mut self.offsets {
            offsets.push((at.as_secs_f64() - heard.as_secs_f64()) as f32);
        }
    }

    /// A frame of the app went by while the film ran for `ran`; what to say of the film if it does not keep up.
    /// `rate` is the film's pictures a second, 0 where unknown.
    pub fn turn(&mut self, ran: Duration, rate: f64) -> Option<Paced> {
        let window = &mut self.window;
        window.ran += ran;
        window.turns += 1;
        if window.ran < WINDOW {
            return None;
        }
        let possible = (window.ran.as_secs_f64() * rate).min(f64::from(window.turns)) as u32;
        let paced = Paced {
            shown: window.shown,
            possible,
        };
        self.window = Window::default();
        (f64::from(paced.shown) < ENOUGH * f64::from(possible)).then_some(paced)
    }

    /// Begins a new account: the film was sought in or held.
    pub fn anew(&mut self) {
        self.window = Window::default();
    }

    /// Pictures shown since the film was opened.
    pub fn shown(&self) -> u64 {
        self.shown
    }

    /// Picture time minus heard time at each picture shown, in seconds; where they are kept.
    pub fn offsets(&self) -> &[f32] {
        self.offsets.as_deref().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Duration = Duration::from_micros(16_667);

    fn after(turns: u32, every: u32, rate: f64) -> Option<Paced> {
        let mut pace = Pace::default();
        let mut said = None;
        for turn in 0..turns {
            if turn % every == 0 {
                pace.seen(Duration::ZERO, Duration::ZERO);
            }
            said = said.or(pace.turn(FRAME, rate));
        }
        said
    }

    #[test]
    fn a_film_that_shows_half_its_pictures_does_not_keep_up() {
        let said = after(310, 4, 30.0).expect("15 of 30 a second");
        assert!(said.shown < said.possible * 6 / 10, "{said:?}");
    }

    #[test]
    fn a_film_of_more_pictures_than_the_app_draws_keeps_up() {
        assert_eq!(after(310, 2, 30.0), None, "30 of 30");
        assert_eq!(
            after(310, 1, 120.0),
            None,
            "every frame of the app has a new one"
        );
        assert_eq!(after(310, 60, 1.0), None, "one a second is all it has");
    }

    #[test]
    fn offsets_are_picture_minus_sound() {
        let mut pace = Pace::measuring();
        pace.seen(Duration::from_millis(990), Duration::from_secs(1));
        let offsets = pace.offsets();
        assert!((offsets[0] + 0.01).abs() < 1e-6, "{offsets:?}");
        assert_eq!((pace.shown(), offsets.len()), (1, 1));
    }
}
