//! A resident's own files on their way to a headset: piece by piece over its connection, each asked for.
//!
//! The launcher holds them; a headset fetches what [`crate::Play::own`] names before the session begins, and keeps
//! it no longer than that session. One piece is under way at a time, so a report never waits behind a photo, and
//! after a break the headset goes on where it was.
//!
//! On the wire a piece is the file's hash as 64 hexadecimal digits, where it begins as eight bytes, most significant
//! first, then its bytes. One without bytes says that there is no such file any more.

use std::collections::VecDeque;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{MAX_TEXT_BYTES, Refusal, RefusalCode};

/// The most bytes of a file in one piece.
pub const PIECE_BYTES: usize = 128 * 1024;

/// The longest file, in bytes.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// The most files of a resident in one session.
pub(crate) const MOST_FILES: usize = 256;

/// A question is asked again after so long without an answer.
const ASK_AGAIN: Duration = Duration::from_secs(3);
/// Digits of a hash.
const HASH: usize = 64;

/// A file of the resident's own. Its name stays with the launcher.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Own {
    /// The BLAKE3 hash of its content, in hexadecimal.
    pub hash: String,
    /// What its name ends with, such as `jpg`.
    pub ending: String,
    /// Its size.
    pub bytes: u64,
}

/// Asks for a piece of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PieceQuestion {
    /// Which file.
    pub hash: String,
    /// Where the piece begins, in bytes.
    pub from: u64,
}

/// A file that was fetched, or is not to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Which one.
    pub hash: String,
    /// All of it; nothing if the launcher has it no more. That it is what its hash says is not looked at here.
    pub content: Option<Vec<u8>>,
}

impl Own {
    pub(crate) fn is_sound(&self) -> bool {
        let ending = (1..=8).contains(&self.ending.len())
            && self.ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_hash(&self.hash) && ending && (1..=MAX_FILE_BYTES).contains(&self.bytes)
    }
}

impl PieceQuestion {
    pub(crate) fn problem(&self) -> Option<&'static str> {
        (!is_hash(&self.hash)).then_some("a hash is 64 hexadecimal digits")
    }
}

fn is_hash(text: &str) -> bool {
    text.len() == HASH && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Puts a piece together for the wire.
pub fn encode(question: &PieceQuestion, bytes: &[u8]) -> Vec<u8> {
    let mut message = Vec::with_capacity(HASH + 8 + bytes.len());
    message.extend_from_slice(question.hash.as_bytes());
    message.extend_from_slice(&question.from.to_be_bytes());
    message.extend_from_slice(bytes);
    message
}

/// Takes a piece from the wire apart.
pub fn decode(message: &[u8]) -> Result<(PieceQuestion, &[u8]), Refusal> {
    if message.len() > MAX_TEXT_BYTES {
        let detail = format!(
            "a piece of {} bytes; {PIECE_BYTES} is the most",
            message.len()
        );
        return Err(Refusal::new(RefusalCode::TooLarge, detail));
    }
    let parts = || {
        let (hash, rest) = message.split_at_checked(HASH)?;
        let hash = std::str::from_utf8(hash)
            .ok()
            .filter(|hash| is_hash(hash))?;
        let (from, bytes) = rest.split_first_chunk::<8>()?;
        let question = PieceQuestion {
            hash: hash.to_owned(),
            from: u64::from_be_bytes(*from),
        };
        Some((question, bytes))
    };
    parts().ok_or_else(|| {
        Refusal::malformed("a binary message that is no piece: a hash, eight bytes of place, bytes")
    })
}

/// Fetches files one after the other.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Fetching {
    wanted: VecDeque<Own>,
    /// What there is of the first of them.
    got: Vec<u8>,
    /// When the piece under way was asked for.
    asked: Option<Duration>,
}

impl Fetching {
    /// From now on these are wanted, and no others.
    pub(crate) fn want(&mut self, files: Vec<Own>) {
        let first = files.first().map(|own| &own.hash);
        if self.wanted.front().map(|own| &own.hash) != first {
            self.got = Vec::new();
            self.asked = None;
        }
        self.wanted = files.into();
    }

    /// The connection is a new one: what was asked on the old one is not answered.
    pub(crate) fn again(&mut self) {
        self.asked = None;
    }

    /// The next question, if it is time for one.
    pub(crate) fn question(&mut self, now: Duration) -> Option<PieceQuestion> {
        let first = self.wanted.front()?;
        if self.asked.is_some_and(|asked| now < asked + ASK_AGAIN) {
            return None;
        }
        self.asked = Some(now);
        Some(PieceQuestion {
            hash: first.hash.clone(),
            from: self.got.len() as u64,
        })
    }

    /// Takes in a piece. What was not asked for, or came twice, is passed over.
    pub(crate) fn hear(&mut self, question: &PieceQuestion, bytes: &[u8]) -> Option<Fetched> {
        let first = self.wanted.front()?;
        if first.hash != question.hash || question.from != self.got.len() as u64 {
            return None;
        }
        self.asked = None;
        self.got.extend_from_slice(bytes);
        let has = self.got.len() as u64;
        if has < first.bytes && !bytes.is_empty() {
            return None;
        }
        let content = std::mem::take(&mut self.got);
        let first = self.wanted.pop_front()?;
        Some(Fetched {
            content: (has == first.bytes).then_some(content),
            hash: first.hash,
        })
    }
}
