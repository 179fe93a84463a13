//! When what is being made now will be heard.
//!
//! An output says before each block at which moment the block's first frame reaches the ears. All that
//! follows the sound (a film's picture, captions) asks for the same moments here.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

/// Nanoseconds since the beginning of an [`OutputTime`].
pub(crate) type Nanos = i64;

/// Frames a second of everything that is mixed; outputs that run otherwise convert.
pub(crate) const RATE: u32 = 48_000;

/// When what is being made now will be heard.
#[derive(Debug)]
pub(crate) struct OutputTime {
    epoch: Instant,
    /// A clock that is moved by hand; negative when the time of the machine counts.
    by_hand: AtomicI64,
    heard: AtomicI64,
}

impl OutputTime {
    /// Follows the time of the machine.
    pub(crate) fn new() -> OutputTime {
        OutputTime {
            epoch: Instant::now(),
            by_hand: AtomicI64::new(-1),
            heard: AtomicI64::new(0),
        }
    }

    /// Stands still until it is moved with [`OutputTime::set_now`].
    pub(crate) fn by_hand() -> OutputTime {
        let time = OutputTime::new();
        time.set_now(0);
        time
    }

    pub(crate) fn now(&self) -> Nanos {
        match self.by_hand.load(Ordering::Acquire) {
            by_hand if by_hand >= 0 => by_hand,
            _ => nanos(self.epoch.elapsed()),
        }
    }

    /// Whether it is moved by hand.
    pub(crate) fn is_by_hand(&self) -> bool {
        self.by_hand.load(Ordering::Acquire) >= 0
    }

    /// A moment of the machine as one of these.
    pub(crate) fn of(&self, moment: Instant) -> Nanos {
        match moment.checked_duration_since(self.epoch) {
            Some(since) => nanos(since),
            None => -nanos(self.epoch.duration_since(moment)),
        }
    }

    /// One of these as a moment of the machine.
    pub(crate) fn moment(&self, at: Duration) -> Instant {
        self.epoch + at
    }

    pub(crate) fn set_now(&self, now: Nanos) {
        self.by_hand.store(now.max(0), Ordering::Release);
    }

    /// When the next frame to be made will be heard.
    pub(crate) fn heard(&self) -> Nanos {
        self.heard.load(Ordering::Acquire)
    }

    /// Said by an output before each block.
    pub(crate) fn set_heard(&self, at: Nanos) {
        self.heard.store(at, Ordering::Release);
    }
}

/// A duration as [`Nanos`].
pub(crate) fn nanos(duration: Duration) -> Nanos {
    Nanos::try_from(duration.as_nanos()).unwrap_or(Nanos::MAX)
}

/// How long so many frames last.
pub(crate) fn frames_last(frames: usize) -> Nanos {
    (frames as i128 * 1_000_000_000 / i128::from(RATE)) as Nanos
}
