//! The launcher's clock, by which headsets begin together.
//!
//! On Linux it counts from the machine's own start, so that it is the same before and after the launcher was killed:
//! headsets keep step through that. Elsewhere it counts from the launcher's start, and those that begin after it was
//! started again come to the others by what these say of themselves.

use std::time::{Duration, Instant};

/// A clock that only goes forward, also while the machine sleeps.
#[derive(Debug, Clone)]
pub struct Clock {
    era: String,
    begun: Instant,
    /// What the machine's clock said then.
    zero: Duration,
}

impl Clock {
    /// The clock of this machine.
    pub fn start() -> Self {
        let (era, zero) = machine()
            .unwrap_or_else(|| (uuid::Uuid::new_v4().simple().to_string(), Duration::ZERO));
        Self {
            era,
            begun: Instant::now(),
            zero,
        }
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
        match machine_time() {
            Some(time) if !self.zero.is_zero() => time.saturating_sub(self.zero),
            _ => self.begun.elapsed(),
        }
    }
}

/// Which start of the machine this is, and how long ago that was.
fn machine() -> Option<(String, Duration)> {
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let era: String = boot
        .trim()
        .chars()
        .filter(|letter| *letter != '-')
        .collect();
    let plain =
        (1..=64).contains(&era.len()) && era.bytes().all(|byte| byte.is_ascii_alphanumeric());
    Some((era, machine_time()?)).filter(|_| plain)
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn machine_time() -> Option<Duration> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Duration::try_from(time).ok()
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn machine_time() -> Option<Duration> {
    None
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
    }
}
