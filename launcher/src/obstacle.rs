//! Why something about a resident was not done, or not yet. The words stand in `words/obstacles.rs`.

use axum::http::StatusCode;

use crate::problem::Fault;

/// See the head of this module.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Obstacle {
    /// No resident has that id.
    #[error("no resident has that id")]
    ResidentUnknown,
    /// The check-list has never been asked, or a year ago (T9).
    #[error("the check-list is due")]
    ChecklistDue,
    /// Something in the check-list is to be thought of first; their names.
    #[error("the check-list says to be careful")]
    ChecklistConcerns(Vec<&'static str>),
    /// The headset is to be wiped first (T8).
    #[error("the headset is not wiped")]
    HeadsetNotWiped,
    /// Another tablet has something playing on the headset.
    #[error("the headset is in use from another tablet")]
    HeadsetTaken {
        /// That tablet's name.
        tablet: String,
        /// Who has it in hand, where that is known.
        staff: Option<String>,
    },
    /// Minutes lie between 1 and 30.
    #[error("minutes are not between 1 and 30")]
    MinutesOutOfRange,
    /// Smileys go from 1 to 5.
    #[error("a smiley is not between 1 and 5")]
    SmileyOutOfRange,
    /// A text is longer than it may be; how long that is, in characters.
    #[error("a text is longer than {0} characters")]
    TextTooLong(usize),
    /// More words than a life story holds; how many that is.
    #[error("more than {0} of something")]
    TooMany(usize),
    /// The first year comes after the last, or neither is one that anybody here remembers.
    #[error("the years cannot be")]
    YearsUnreadable,
    /// An id made by a page is no UUID.
    #[error("an id is no UUID")]
    IdUnreadable,
    /// The file is larger than this many megabytes.
    #[error("the file is larger than {0} MB")]
    FileTooLarge(usize),
    /// A photo in a format that only some devices know.
    #[error("the file is a HEIC or AVIF photo")]
    PhotoUnsupported,
    /// The file is neither a photo nor a sound that can be played, whatever its name says.
    #[error("the file cannot be read as a photo or a sound")]
    FileUnreadable,
    /// No file of this resident has that id.
    #[error("no file of the resident has that id")]
    MediaUnknown,
    /// The experience has no such slot.
    #[error("the experience has no such slot")]
    SlotUnknown,
    /// The slot takes other files.
    #[error("the slot takes other files")]
    SlotOtherKind,
    /// The slot takes not so many files; how many it takes.
    #[error("the slot takes {0} files")]
    SlotFull(u32),
}

impl Obstacle {
    /// Each once.
    pub fn examples() -> Vec<Self> {
        vec![
            Self::ResidentUnknown,
            Self::ChecklistDue,
            Self::ChecklistConcerns(vec!["epilepsy", "neck"]),
            Self::HeadsetNotWiped,
            Self::HeadsetTaken {
                tablet: "x".to_owned(),
                staff: Some("x".to_owned()),
            },
            Self::MinutesOutOfRange,
            Self::SmileyOutOfRange,
            Self::TextTooLong(300),
            Self::TooMany(20),
            Self::YearsUnreadable,
            Self::IdUnreadable,
            Self::FileTooLarge(30),
            Self::PhotoUnsupported,
            Self::FileUnreadable,
            Self::MediaUnknown,
            Self::SlotUnknown,
            Self::SlotOtherKind,
            Self::SlotFull(12),
        ]
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ResidentUnknown => "resident-unknown",
            Self::ChecklistDue => "checklist-due",
            Self::ChecklistConcerns(_) => "checklist-concerns",
            Self::HeadsetNotWiped => "headset-not-wiped",
            Self::HeadsetTaken { .. } => "headset-taken",
            Self::MinutesOutOfRange => "minutes-out-of-range",
            Self::SmileyOutOfRange => "smiley-out-of-range",
            Self::TextTooLong(_) => "text-too-long",
            Self::TooMany(_) => "too-many",
            Self::YearsUnreadable => "years-unreadable",
            Self::IdUnreadable => "id-unreadable",
            Self::FileTooLarge(_) => "file-too-large",
            Self::PhotoUnsupported => "photo-unsupported",
            Self::FileUnreadable => "file-unreadable",
            Self::MediaUnknown => "media-unknown",
            Self::SlotUnknown => "slot-unknown",
            Self::SlotOtherKind => "slot-other-kind",
            Self::SlotFull(_) => "slot-full",
        }
    }

    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::ResidentUnknown | Self::MediaUnknown | Self::SlotUnknown => StatusCode::NOT_FOUND,
            Self::ChecklistDue
            | Self::ChecklistConcerns(_)
            | Self::HeadsetNotWiped
            | Self::HeadsetTaken { .. } => StatusCode::CONFLICT,
            Self::FileTooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::PhotoUnsupported | Self::FileUnreadable => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::MinutesOutOfRange
            | Self::SmileyOutOfRange
            | Self::TextTooLong(_)
            | Self::TooMany(_)
            | Self::YearsUnreadable
            | Self::IdUnreadable
            | Self::SlotOtherKind
            | Self::SlotFull(_) => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// What in a check-list is to be thought of, by name.
    pub fn concerns(&self) -> Option<Vec<String>> {
        match self {
            Self::ChecklistConcerns(concerns) => {
                Some(concerns.iter().map(|name| (*name).to_owned()).collect())
            }
            _ => None,
        }
    }
}

impl From<Obstacle> for Fault {
    fn from(obstacle: Obstacle) -> Self {
        Self::Hindered(obstacle)
    }
}
