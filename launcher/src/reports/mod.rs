//! What was done, in figures: sums over sessions, the one sentence that says what they show, and
//! what leaves the home as files.
//!
//! Everything here computes and reads nothing: sessions come in as [`Fact`]s, a few integers each, in the order in
//! which they began; the store keeps them so ([`crate::home`]). Nothing here knows a name but to say it
//! in the sentence, and nothing claims more than was seen: a smile is a smile.

pub mod export;
pub mod fhir;
pub mod period;
pub mod pseudonym;
pub mod report_words;
pub mod sums;

/// What a caregiver ticks, in the order of their bits in [`Fact::ticks`].
pub const TICKS: [&str; 7] = [
    "smile",
    "talks",
    "sings",
    "reaches_out",
    "restless",
    "sad",
    "sick",
];

/// One session that has ended, as far as figures need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fact {
    /// When it began, in milliseconds since 1970.
    pub started: i64,
    /// Who it was for, as a number that the store gives each id; none when that was not said.
    pub resident: Option<u32>,
    /// What was played, as such a number.
    pub experience: u32,
    /// Who started it, as such a number.
    pub staff: Option<u32>,
    /// How long it played.
    pub seconds: u32,
    /// Taps from opening the resident to playing; 0 when they were not counted.
    pub taps: u32,
    /// The smiley before, 1 sad to 5 glad; 0 for none.
    pub before: u8,
    /// The smiley after.
    pub after: u8,
    /// Bits 0–6: ticked during or after, in the order of [`TICKS`]; bits 7–13: ticked before.
    pub ticks: u16,
    /// Ended with "dizzy – stop".
    pub dizzy: bool,
}

impl Fact {
    /// Whether anything was noted of how it went.
    pub fn is_observed(&self) -> bool {
        self.after > 0 || self.ticks & 0x7F != 0
    }

    /// Whether the resident was glad: smiled, or chose one of the two glad smileys after it.
    pub fn is_glad(&self) -> bool {
        self.after >= 4 || self.ticks & 1 != 0
    }
}
