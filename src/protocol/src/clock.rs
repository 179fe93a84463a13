//! The launcher's clock, as far as a headset can know it: for what several headsets begin together.
//!
//! A headset asks, the launcher answers, and four moments are known, each on a clock that only goes forward: when
//! it was asked and when the answer was heard (the headset's clock), when the question came and when it was
//! answered (the launcher's). No message arrives before it is sent, so each exchange puts a floor and a ceiling
//! under what lies between the two clocks. The highest floor and the lowest ceiling of a window count, which is
//! what the fastest way there and the fastest way back say; the middle between them is never further off than half
//! of what those two ways differ by, and never worse than what the exchange with the lowest round trip alone says.
//!
//! Clocks run apart: what was learnt earlier counts for less with each second (`DRIFT`). A clock that was set
//! or stood still contradicts what was learnt before, and a launcher that counts from another beginning says so by
//! its `era`; then everything is learnt anew.
//!
//! Not here: what to do with a clock that is known. That is `headset`'s matter.

use std::collections::VecDeque;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::desired::is_identifier;

/// By so much two clocks may run apart, in millionths: crystals do by 50 at the most, together by 100.
const DRIFT: i64 = 100;
/// Exchanges that are remembered.
const WINDOW: usize = 64;
/// At first one question follows the other so quickly,
const EAGER: Duration = Duration::from_millis(100);
/// so many times,
const EAGER_TIMES: u32 = 16;
/// then so.
const CALM: Duration = Duration::from_millis(750);
/// An answer that took longer says nothing any more.
const OLDEST: Duration = Duration::from_secs(10);

/// A headset asks what time it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockQuestion {
    /// When, in microseconds of the headset's clock.
    pub asked: u64,
}

/// The launcher says what time it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockAnswer {
    /// From which beginning the launcher counts: times of two eras cannot be compared.
    pub era: String,
    /// [`ClockQuestion::asked`].
    pub asked: u64,
    /// When the question came, in microseconds of the launcher's clock.
    pub received: u64,
    /// When the answer left, in the same measure.
    pub answered: u64,
}

/// What lies between the two clocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// From which beginning the launcher counts.
    pub era: String,
    /// The launcher's clock minus the headset's, in microseconds.
    pub offset: i64,
    /// It is off by so much at the most, in microseconds.
    pub uncertain: u64,
}

/// A headset's knowledge of the launcher's clock.
///
/// ```
/// use std::time::Duration;
/// use protocol::clock::{Clock, ClockAnswer};
/// let ms = Duration::from_millis;
/// let mut clock = Clock::default();
/// let asked = clock.question(ms(100)).unwrap().asked;
/// // The launcher's clock is five seconds ahead; 20 ms there, 10 ms back.
/// let at = asked + 5_000_000 + 20_000;
/// clock.hear(ms(130), &ClockAnswer { era: "a".into(), asked, received: at, answered: at });
/// let reading = clock.reading(ms(130)).unwrap();
/// // To some microseconds: in the meantime both clocks may have drifted apart.
/// assert!(reading.offset.abs_diff(5_005_000) <= 10 && reading.uncertain.abs_diff(15_000) <= 10);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Clock {
    era: String,
    exchanges: VecDeque<Exchange>,
    asked: u32,
    next: Duration,
}

/// What one exchange says of the launcher's clock minus the headset's, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Exchange {
    asked: i64,
    heard: i64,
    /// True when it was heard.
    floor: i64,
    /// True when it was asked.
    ceiling: i64,
}

impl Clock {
    /// What to ask, if it is time to.
    pub fn question(&mut self, now: Duration) -> Option<ClockQuestion> {
        if now < self.next {
            return None;
        }
        self.asked = self.asked.saturating_add(1);
        self.next = now
            + if self.asked < EAGER_TIMES {
                EAGER
            } else {
                CALM
            };
        Some(ClockQuestion { asked: micros(now) })
    }

    /// The link is there again: the way may be another one, so it is asked as at first.
    pub fn eager(&mut self) {
        (self.asked, self.next) = (0, Duration::ZERO);
    }

    /// Takes in an answer that was heard at `now`. One that cannot be is passed over.
    pub fn hear(&mut self, now: Duration, answer: &ClockAnswer) {
        let (Ok(heard), Ok(asked)) = (i64::try_from(micros(now)), i64::try_from(answer.asked))
        else {
            return;
        };
        let (Ok(received), Ok(answered)) = (
            i64::try_from(answer.received),
            i64::try_from(answer.answered),
        ) else {
            return;
        };
        let late = i64::try_from(OLDEST.as_micros()).unwrap_or(i64::MAX);
        let possible = (0..=late).contains(&(heard - asked))
            && (0..=heard - asked).contains(&answered.saturating_sub(received));
        if !possible || !is_identifier(&answer.era) {
            return;
        }
        if self.era != answer.era {
            self.era.clone_from(&answer.era);
            self.exchanges.clear();
        }
        let exchange = Exchange {
            asked,
            heard,
            floor: answered.saturating_sub(heard),
            ceiling: received.saturating_sub(asked),
        };
        self.exchanges.push_back(exchange);
        if self.exchanges.len() > WINDOW {
            self.exchanges.pop_front();
        }
        let (floor, ceiling) = self.bounds(heard);
        if floor > ceiling {
            // One of the clocks was set or stood still: only what came after that is true.
            self.exchanges.clear();
            self.exchanges.push_back(exchange);
        }
    }

    /// What lies between the clocks at `now`; nothing before the first answer.
    pub fn reading(&self, now: Duration) -> Option<Reading> {
        self.exchanges.back()?;
        let (floor, ceiling) = self.bounds(i64::try_from(micros(now)).ok()?);
        Some(Reading {
            era: self.era.clone(),
            offset: floor + (ceiling - floor) / 2,
            uncertain: u64::try_from(ceiling - floor).unwrap_or(0).div_ceil(2),
        })
    }

    fn bounds(&self, now: i64) -> (i64, i64) {
        let apart = |since: i64| {
            let millionths = now.saturating_sub(since).max(0).saturating_mul(DRIFT);
            // Rather too much than too little.
            millionths / 1_000_000 + 1
        };
        let floors = self
            .exchanges
            .iter()
            .map(|one| one.floor - apart(one.heard));
        let ceilings = self
            .exchanges
            .iter()
            .map(|one| one.ceiling + apart(one.asked));
        (
            floors.max().unwrap_or(i64::MIN),
            ceilings.min().unwrap_or(i64::MAX),
        )
    }
}

impl ClockAnswer {
    pub(crate) fn problem(&self) -> Option<&'static str> {
        (!is_identifier(&self.era)).then_some("an era must be 1 to 64 letters, digits, - or _")
    }
}

/// A duration in whole microseconds.
pub(crate) fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}
