//! The launcher's clock, by which headsets begin together.
//!
//! On Linux it counts from the machine's own start, so that it is the same before and after the launcher was killed:
//! headsets keep step through that. Elsewhere it counts from the launcher's start, and those that begin after it was
//! started again come to the others by what these say of themselves.

use std::time::{Duration, Instant};

/// The machine's own clock is read by its step of a hundredth of a second; one that takes longer is not waited for.
const STEP_WITHIN: Duration = Duration::from_millis(100);

/// A clock that only goes forward.
#[derive(Debug, Clone)]
pub struct Clock {
    era: String,
    begun: Instant,
    /// What it said then.
    zero: Duration,
}

impl Clock {
    /// The clock of this machine.
    pub fn start() -> Self {
        let (era, (zero, begun)) = era().zip(machine_time()).unwrap_or_else(|| {
            let era = uuid::Uuid::new_v4().simple().to_string();
            (era, (Duration::ZERO, Instant::now()))
        });
        Self { era, begun, zero }
    }

    /// From which beginning it counts.
    pub fn era(&self) -> &str {
        &self.era
    }

    /// What it said at the launcher's start.
    pub fn zero(&self) -> Duration {
        self.zero
    }

    /// How long ago the launcher was started.
    pub fn now(&self) -> Duration {
        self.begun.elapsed()
    }
}

/// Which start of the machine this is.
fn era() -> Option<String> {
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let era: String = boot
        .trim()
        .chars()
        .filter(|letter| *letter != '-')
        .collect();
    let plain = era.bytes().all(|byte| byte.is_ascii_alphanumeric());
    Some(era).filter(|era| plain && (1..=64).contains(&era.len()))
}

/// How long ago the machine was started, and when that was so. It is told in hundredths of a second: just when the next
/// one begins it is exact.
fn machine_time() -> Option<(Duration, Instant)> {
    let read = || {
        let text = std::fs::read_to_string("/proc/uptime").ok()?;
        let seconds: f64 = text.split(' ').next()?.parse().ok()?;
        Duration::try_from_secs_f64(seconds).ok()
    };
    let (first, began) = (read()?, Instant::now());
    loop {
        let (time, now) = (read()?, Instant::now());
        if time != first {
            return Some((time, now));
        }
        if now.duration_since(began) > STEP_WITHIN {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_forward_and_on_where_another_of_this_machine_was() {
        let first = Clock::start();
        let (before, second) = (first.zero() + first.now(), Clock::start());
        if first.zero().is_zero() {
            return assert_ne!(first.era(), second.era(), "each start is its own beginning");
        }
        assert_eq!(first.era(), second.era());
        let after = second.zero() + second.now();
        assert!(after >= before && after - before < Duration::from_secs(60));
        let apart = after.abs_diff(first.zero() + first.now());
        assert!(apart < Duration::from_millis(5), "{apart:?}");
    }
}
