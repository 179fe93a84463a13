//! How gently and how long: the times of fades and sessions.

use std::time::Duration;

/// How gently and how long; the defaults are those of H1 and H8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comfort {
    /// A picture comes.
    pub fade_in: Duration,
    /// A picture goes when a session ends.
    pub fade_out: Duration,
    /// A picture goes when one of something else follows at once; at a start also the lead of sound before picture.
    pub dip: Duration,
    /// One scene becomes the next of the same experience, picture and sound; `None` where a headset can't
    /// show two at a time, so that it goes through dark there as well.
    pub cross: Option<Duration>,
    /// From anywhere to the calm scene when the resident is dizzy: half to go, half to come.
    pub dizzy: Duration,
    /// At the end, sound lasts this much longer than the picture.
    pub sound_tail: Duration,
    /// The volume moves to a new value.
    pub volume: Duration,
    /// The caregiver is told that a session has lasted as long as is good for most.
    pub soft_cap: Duration,
    /// A session is ended whatever its manifest says.
    pub hard_stop: Duration,
}

impl Comfort {
    /// All without fades, for tests and measurements.
    pub const INSTANT: Comfort = Comfort {
        fade_in: Duration::ZERO,
        fade_out: Duration::ZERO,
        dip: Duration::ZERO,
        cross: None,
        dizzy: Duration::ZERO,
        sound_tail: Duration::ZERO,
        volume: Duration::ZERO,
        soft_cap: Duration::from_secs(20 * 60),
        hard_stop: Duration::from_secs(30 * 60),
    };
}

impl Default for Comfort {
    fn default() -> Comfort {
        Comfort {
            fade_in: Duration::from_secs(3),
            fade_out: Duration::from_secs(5),
            dip: Duration::from_secs(1),
            cross: Some(Duration::from_secs(3)),
            dizzy: Duration::from_secs(1),
            sound_tail: Duration::from_secs(2),
            volume: Duration::from_millis(300),
            ..Comfort::INSTANT
        }
    }
}
