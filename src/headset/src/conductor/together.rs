//! A film that began at one moment in several headsets, and stays where those are.
//!
//! Each headset follows its own clock; that the clocks agree is not seen to here. What is a little beside is
//! made up for by the rate, never by a jump. Only a film that came to its beginning far too late goes to where the
//! others are at once, since nothing of it was heard yet.

use std::time::{Duration, Instant};

use sound::Drift;

/// A film that begins so much too late goes to where it should be.
const LATE: Duration = Duration::from_millis(300);
/// And is there so long after that was seen.
const WAY: Duration = Duration::from_millis(1500);

/// Where a film should be.
#[derive(Debug)]
pub(super) struct Together {
    /// When the place it starts from is to be heard; later by all the time it was held.
    begins: Instant,
    /// Whether it was seen to be in time.
    begun: bool,
    drift: Drift,
    rate: f64,
}

impl Together {
    /// The place it starts from is heard at this moment.
    pub(super) fn new(begins: Instant) -> Self {
        Self {
            begins,
            begun: false,
            drift: Drift::default(),
            rate: 1.0,
        }
    }

    /// The clock that all go by is known better: the moment is so many microseconds later, or earlier.
    pub(super) fn shift(&mut self, micros: i64) {
        let by = Duration::from_micros(micros.unsigned_abs());
        let moved = if micros >= 0 {
            self.begins.checked_add(by)
        } else {
            self.begins.checked_sub(by)
        };
        self.begins = moved.unwrap_or(self.begins);
    }

    /// By how much it is ahead of where it should be, in seconds; negative when it is behind.
    pub(super) fn ahead(&self, now: Instant, start: Duration, position: Duration) -> f64 {
        let wanted = start + now.saturating_duration_since(self.begins);
        position.as_secs_f64() - wanted.as_secs_f64()
    }

    /// When the place it starts from is to be heard.
    pub(super) fn begins(&self) -> Instant {
        self.begins
    }

    /// Where a film is to be sought that is about to begin too late, and when it is to be heard there. Asked once.
    pub(super) fn catch_up(
        &mut self,
        now: Instant,
        start: Duration,
    ) -> Option<(Duration, Instant)> {
        let late = now.saturating_duration_since(self.begins) > LATE;
        let first = !std::mem::replace(&mut self.begun, true);
        let there = now + WAY;
        (first && late).then(|| (start + (there - self.begins), there))
    }

    /// Another rate, if it should have one: it has come to `position`.
    pub(super) fn rate(
        &mut self,
        now: Instant,
        start: Duration,
        position: Duration,
    ) -> Option<f64> {
        let rate = self.drift.rate(-self.ahead(now, start, position));
        (std::mem::replace(&mut self.rate, rate) != rate).then_some(rate)
    }

    /// It is held: what the others do meanwhile is not made up for.
    pub(super) fn held(&mut self, now: Instant, start: Duration, position: Duration) {
        if let Some(begins) = now.checked_sub(position.saturating_sub(start)) {
            self.begins = begins;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: fn(u64) -> Duration = Duration::from_millis;

    #[test]
    fn a_film_in_time_is_left_alone_and_one_that_drifts_is_brought_back() {
        let begins = Instant::now();
        let mut together = Together::new(begins);
        assert_eq!(together.catch_up(begins, MS(500)), None);
        let rate = |together: &mut Together, after: u64, position: u64| {
            together.rate(begins + MS(after), MS(500), MS(position))
        };
        assert_eq!(
            rate(&mut together, 1_000, 1_500),
            None,
            "it is where it should be"
        );
        assert!(rate(&mut together, 2_000, 2_460).is_some_and(|rate| rate > 1.0));
        assert_eq!(rate(&mut together, 3_000, 3_500), Some(1.0));
    }

    #[test]
    fn one_that_is_ready_too_late_goes_to_where_the_others_will_be_once() {
        let begins = Instant::now();
        let mut together = Together::new(begins);
        let (place, when) = together
            .catch_up(begins + MS(2_000), MS(500))
            .expect("late");
        assert_eq!((place, when), (MS(4_000), begins + MS(3_500)));
        assert_eq!(together.catch_up(begins + MS(2_100), MS(500)), None);
        assert_eq!(
            together.rate(when, MS(500), place),
            None,
            "there it is right"
        );
    }

    #[test]
    fn a_clock_that_is_known_better_moves_what_it_should_be() {
        let begins = Instant::now();
        let mut together = Together::new(begins);
        together.shift(-30_000);
        assert_eq!(together.begins(), begins - MS(30));
        let ahead = together.ahead(begins + MS(970), MS(500), MS(1_480));
        assert!((ahead + 0.020).abs() < 1e-9, "{ahead}");
        together.shift(30_000);
        assert_eq!(together.begins(), begins);
    }

    #[test]
    fn time_stands_still_while_it_is_held() {
        let begins = Instant::now();
        let mut together = Together::new(begins);
        together.held(begins + MS(9_000), MS(500), MS(1_500));
        assert_eq!(together.rate(begins + MS(9_500), MS(500), MS(2_000)), None);
    }
}
