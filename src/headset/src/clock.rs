//! The headset's own time: begins with the program, and can run faster for looking through an experience.
//!
//! The time of frames, of the link and of what is measured is the machine's, always.

use std::time::{Duration, Instant};

/// Time since the program began, as the headset counts it.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    epoch: Instant,
    speed: u32,
}

impl Clock {
    /// Begins now, and runs so many times as fast as the machine's time.
    pub fn new(speed: u32) -> Self {
        let epoch = Instant::now();
        Self {
            epoch,
            speed: speed.max(1),
        }
    }

    /// The time now.
    pub fn now(&self) -> Duration {
        self.epoch.elapsed() * self.speed
    }

    /// When it is that time.
    pub fn moment(&self, at: Duration) -> Instant {
        self.epoch + at / self.speed
    }

    /// How many times as fast as the machine's time it runs.
    pub fn speed(&self) -> u32 {
        self.speed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hurried_minute_comes_sooner() {
        let clock = Clock::new(6);
        let minute = Duration::from_secs(60);
        let waits = clock.moment(minute * 2) - clock.moment(minute);
        assert_eq!(waits, Duration::from_secs(10));
        assert_eq!(Clock::new(0).speed(), 1, "time never stands still");
    }
}
