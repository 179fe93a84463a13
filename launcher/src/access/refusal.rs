//! Why somebody is not let in, or not let do something. A part of [`Fault`].
//!
//! [`Fault`]: crate::problem::Fault

use axum::http::StatusCode;

use crate::problem::Fault;

/// See the head of this module. Its words stand in `words/access.rs`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The browser is no tablet of this home.
    #[error("the browser is not enrolled")]
    NotEnrolled,
    /// Nobody is logged in at the tablet, or the login is over.
    #[error("nobody is logged in")]
    NotLoggedIn,
    /// It is not for this role.
    #[error("it is not for this role")]
    NotAllowed,
    /// The code is unknown, used up or too old.
    #[error("the code is not good")]
    CodeUnknown,
    /// Somebody looks after Utsikt already.
    #[error("the home is set up already")]
    SetUpAlready,
    /// The PIN is not that person's.
    #[error("wrong PIN; {left} tries left")]
    WrongPin {
        /// Tries left before the door closes.
        left: u32,
    },
    /// Too many wrong PINs.
    #[error("too many wrong PINs; closed for {seconds} s")]
    Closed {
        /// Until it opens again.
        seconds: u64,
    },
    /// A PIN is six digits.
    #[error("the PIN is not six digits")]
    PinUnreadable,
    /// Nobody with that id works here.
    #[error("no member of staff has that id")]
    StaffUnknown,
    /// No tablet with that id belongs here.
    #[error("no tablet has that id")]
    TabletUnknown,
    /// Somebody must remain who can let others in.
    #[error("the last admin cannot be taken away")]
    LastAdmin,
    /// A name is needed.
    #[error("the name is missing")]
    NameMissing,
    /// The name is longer than fits on a card.
    #[error("the name is too long")]
    NameTooLong,
    /// A setting of the home is out of its range.
    #[error("a setting of the home is out of its range")]
    SettingOutOfRange,
}

impl Refusal {
    /// Each once.
    pub fn examples() -> Vec<Self> {
        vec![
            Self::NotEnrolled,
            Self::NotLoggedIn,
            Self::NotAllowed,
            Self::CodeUnknown,
            Self::SetUpAlready,
            Self::WrongPin { left: 2 },
            Self::Closed { seconds: 300 },
            Self::PinUnreadable,
            Self::StaffUnknown,
            Self::TabletUnknown,
            Self::LastAdmin,
            Self::NameMissing,
            Self::NameTooLong,
            Self::SettingOutOfRange,
        ]
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotEnrolled => "not-enrolled",
            Self::NotLoggedIn => "not-logged-in",
            Self::NotAllowed => "not-allowed",
            Self::CodeUnknown => "code-unknown",
            Self::SetUpAlready => "set-up-already",
            Self::WrongPin { .. } => "wrong-pin",
            Self::Closed { .. } => "door-closed",
            Self::PinUnreadable => "pin-unreadable",
            Self::StaffUnknown => "staff-unknown",
            Self::TabletUnknown => "tablet-unknown",
            Self::LastAdmin => "last-admin",
            Self::NameMissing => "name-missing",
            Self::NameTooLong => "name-too-long",
            Self::SettingOutOfRange => "setting-out-of-range",
        }
    }

    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotEnrolled | Self::NotLoggedIn => StatusCode::UNAUTHORIZED,
            Self::NotAllowed | Self::CodeUnknown | Self::WrongPin { .. } => StatusCode::FORBIDDEN,
            Self::Closed { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::SetUpAlready | Self::LastAdmin => StatusCode::CONFLICT,
            Self::StaffUnknown | Self::TabletUnknown => StatusCode::NOT_FOUND,
            Self::PinUnreadable
            | Self::NameMissing
            | Self::NameTooLong
            | Self::SettingOutOfRange => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// Seconds after which it is worth another try.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Closed { seconds } => Some(*seconds),
            _ => None,
        }
    }

    /// Tries left.
    pub fn tries_left(&self) -> Option<u32> {
        match self {
            Self::WrongPin { left } => Some(*left),
            _ => None,
        }
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
