//! Why the launcher turns a headset away.

use manifest::Localized;
use serde::{Deserialize, Serialize};

/// Why the launcher turns a headset away, in words for the log and for the tablet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(deny_unknown_fields)]
#[error("{code:?}: {detail}")]
pub struct Refusal {
    /// The reason.
    pub code: RefusalCode,
    /// What exactly was wrong, for the log (English).
    pub detail: String,
}

/// The reasons to turn a headset away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RefusalCode {
    /// The headset speaks another version of these messages.
    ProtocolVersion,
    /// Another headset has this name.
    NameTaken,
    /// Another headset that is alive has this id: its state folder was copied.
    IdInUse,
    /// A message was longer than [`crate::MAX_TEXT_BYTES`] or [`crate::MAX_BINARY_BYTES`].
    TooLarge,
    /// A message could not be understood, or came when it made no sense.
    Malformed,
}

impl Refusal {
    pub(crate) fn new(code: RefusalCode, detail: impl Into<String>) -> Refusal {
        Refusal {
            code,
            detail: detail.into(),
        }
    }

    pub(crate) fn malformed(detail: impl Into<String>) -> Refusal {
        Refusal::new(RefusalCode::Malformed, detail)
    }

    /// What a caregiver reads.
    pub fn text(&self) -> Localized<String> {
        let (sv, en) = match self.code {
            RefusalCode::ProtocolVersion => (
                "Glasögonen har en annan version av Utsikt än surfplattan. De visar sin lugna plats. Uppdatera båda till samma version.",
                "The headset has another version of Utsikt than the tablet. It shows its calm scene. Update both to the same version.",
            ),
            RefusalCode::NameTaken => (
                "Två glasögon har samma namn. De som kom sist får vänta. Ge ett av dem ett annat namn.",
                "Two headsets have the same name. The one that came last has to wait. Give one of them another name.",
            ),
            RefusalCode::IdInUse => (
                "Två glasögon säger att de är samma. De som kom sist får vänta. Töm tillståndsmappen i ett av dem och starta det igen.",
                "Two headsets say that they are the same one. The one that came last has to wait. Empty the state folder of one and start it again.",
            ),
            RefusalCode::TooLarge | RefusalCode::Malformed => (
                "Glasögonen skickade något som inte gick att förstå. Utsikt kopplade bort dem och försöker igen. Starta om dem om det händer flera gånger.",
                "The headset sent something that could not be understood. Utsikt disconnected it and tries again. Restart it if this happens several times.",
            ),
        };
        crate::notice::both(sv.into(), en.into())
    }
}
