//! The headset's own time: begins with the program, and can run faster for looking through an experience.
//!
//! In a hurry time passes with the frames, and never much in one: a machine that draws slowly hurries less, and leaves
//! nothing out. The time of frames, of the link and of what is measured is the machine's, always.

use std::time::{Duration, Instant};

/// So much passes with one frame at the most, in a hurry.
const MOST: Duration = Duration::from_millis(400);

/// Time since the program began, as the headset counts it.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    epoch: Instant,
    speed: u32,
    /// In a hurry: the time of this frame, and when it began by the machine's time.
    now: Duration,
    turned: Duration,
}

impl Clock {
    /// Begins now, and runs so many times as fast as the machine's time.
    pub fn new(speed: u32) -> Self {
        Self {
            epoch: Instant::now(),
            speed: speed.max(1),
            now: Duration::ZERO,
            turned: Duration::ZERO,
        }
    }

    /// A frame begins.
    pub fn turn(&mut self) {
        self.pass_to(self.epoch.elapsed());
    }

    fn pass_to(&mut self, elapsed: Duration) {
        let passed = elapsed.saturating_sub(self.turned) * self.speed;
        self.now += passed.min(MOST);
        self.turned = elapsed;
    }

    /// The time now.
    pub fn now(&self) -> Duration {
        if self.hurries() {
            self.now
        } else {
            self.epoch.elapsed()
        }
    }

    /// When it is that time, where nothing hurries.
    pub fn moment(&self, at: Duration) -> Instant {
        self.epoch + at
    }

    /// Whether it runs faster than the machine's time.
    pub fn hurries(&self) -> bool {
        self.speed > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_a_hurry_time_passes_with_the_frames_and_leaves_nothing_out() {
        let time = Duration::from_millis;
        let mut clock = Clock::new(6);
        assert!(clock.hurries());
        clock.pass_to(time(10));
        assert_eq!(clock.now(), time(60));
        clock.pass_to(time(30));
        assert_eq!(clock.now(), time(180));
        clock.pass_to(time(9000));
        assert_eq!(clock.now(), time(580), "one frame that took long");
    }

    #[test]
    fn without_hurry_it_is_the_machines_time() {
        let clock = Clock::new(0);
        assert!(!clock.hurries());
        assert!(clock.moment(Duration::ZERO) + clock.now() <= Instant::now());
    }
}
