//! What can go wrong in a request, as RFC 9457 `application/problem+json`.
//!
//! Each [`Fault`] has a stable code, which is also the end of its `type`, a status, and words in
//! Swedish and English (in [`crate::words`]). A handler returns a `Fault`; the layer [`speak`]
//! turns it into a body in the language the request asked for.
//!
//! ```json
//! {"type": "urn:utsikt:problem:headset-unknown", "code": "headset-unknown", "status": 404,
//!  "title": "Glasögonen finns inte här", "detail": "Inga glasögon här heter \"g9\". …"}
//! ```

use axum::{
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::Refusal,
    obstacle::Obstacle,
    words::{self, Language},
};

/// A problem in the words of RFC 9457.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// Names the kind of problem: `urn:utsikt:problem:` and the code.
    #[serde(rename = "type")]
    #[schema(example = "urn:utsikt:problem:headset-unknown")]
    pub kind: String,
    /// Stable code to tell problems apart by.
    #[schema(example = "headset-unknown")]
    pub code: String,
    /// The status of the response.
    pub status: u16,
    /// A few words, in the language asked for with `Accept-Language`.
    pub title: String,
    /// What happened, what Utsikt did, and the one thing to do, in the same language.
    pub detail: String,
    /// Seconds after which it is worth another try, where waiting helps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// Tries that are left, where they are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tries_left: Option<u32>,
    /// What in a check-list is to be thought of, by name, where that is in the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = json!(["neck"]))]
    pub concerns: Option<Vec<String>>,
}

/// Why a request was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No experience has that name.
    #[error("no experience is called {0:?}")]
    ExperienceUnknown(String),
    /// The experience has problems that stand in the way of playing it.
    #[error("experience {0:?} is broken and cannot be played")]
    ExperienceBroken(String),
    /// No headset with that id was ever heard from.
    #[error("no headset is called {0:?}")]
    HeadsetUnknown(String),
    /// The headset is not linked, so nothing can be started on it.
    #[error("headset {0:?} is not linked")]
    HeadsetUnreachable(String),
    /// No session has that id.
    #[error("no session is called {0:?}")]
    SessionUnknown(String),
    /// The session is over and cannot be changed.
    #[error("session {0:?} has ended")]
    SessionEnded(String),
    /// No group has that id.
    #[error("no group is called {0:?}")]
    GroupUnknown(String),
    /// Nobody in the group goes on.
    #[error("group {0:?} is over")]
    GroupOver(String),
    /// A group of no headsets, of too many, or of one twice.
    #[error("a group has 1 to 30 headsets, each once")]
    GroupMembers,
    /// The scene has no next one.
    #[error("scene {0:?} has no next scene")]
    NoNextScene(String),
    /// The scene has no such button.
    #[error("there is no cue {0:?} in this scene")]
    NoSuchCue(String),
    /// A figure of how the resident sits and looks is out of its range.
    #[error("a setting of the person is out of its range")]
    PersonOutOfRange,
    /// The volume is not a share from 0 to 1.
    #[error("volume is not between 0 and 1")]
    VolumeOutOfRange,
    /// The language is not a language tag.
    #[error("the language is no language tag")]
    LanguageUnreadable,
    /// The body is not what the operation takes; in the words of the JSON reader.
    #[error("unreadable body: {0}")]
    Body(String),
    /// The body is not said to be JSON.
    #[error("the body is not application/json")]
    NotJson,
    /// The body is larger than any of ours.
    #[error("the body is too large")]
    BodyTooLarge,
    /// A query parameter cannot be read.
    #[error("unreadable query: {0}")]
    Query(String),
    /// There is no such address.
    #[error("no such address")]
    NotFound,
    /// The address does not take this method.
    #[error("method not allowed")]
    MethodNotAllowed,
    /// The request names another host: a page elsewhere may have pointed its name at us.
    #[error("the request is for another host")]
    ForeignHost,
    /// The request comes from a page that is not ours.
    #[error("the request comes from another page")]
    ForeignOrigin,
    /// The experience's picture cannot be made.
    #[error("no poster for {0:?}")]
    NoPoster(String),
    /// The disk is full; nothing was changed.
    #[error("the disk is full")]
    StorageFull,
    /// The days of a report are no period.
    #[error("the period cannot be read")]
    PeriodUnreadable,
    /// No copy of the records has that name.
    #[error("no backup is called {0:?}")]
    BackupUnknown(String),
    /// The copy is cut off or otherwise no copy of ours.
    #[error("backup {0:?} is broken")]
    BackupBroken(String),
    /// The state could not be written; nothing was changed.
    #[error("the state could not be stored")]
    Storage,
    /// Somebody is not let in, or not let do it.
    #[error("{0}")]
    Refused(Refusal),
    /// Something about a resident is in the way.
    #[error("{0}")]
    Hindered(Obstacle),
    /// The launcher is ending.
    #[error("the launcher is ending")]
    Closing,
}

impl Fault {
    /// Every kind of fault once, for tables and tests.
    pub fn examples() -> Vec<Self> {
        let name = || "x".to_owned();
        vec![
            Self::ExperienceUnknown(name()),
            Self::ExperienceBroken(name()),
            Self::HeadsetUnknown(name()),
            Self::HeadsetUnreachable(name()),
            Self::SessionUnknown(name()),
            Self::SessionEnded(name()),
            Self::GroupUnknown(name()),
            Self::GroupOver(name()),
            Self::GroupMembers,
            Self::NoNextScene(name()),
            Self::NoSuchCue(name()),
            Self::PersonOutOfRange,
            Self::VolumeOutOfRange,
            Self::LanguageUnreadable,
            Self::Body(name()),
            Self::NotJson,
            Self::BodyTooLarge,
            Self::Query(name()),
            Self::NotFound,
            Self::MethodNotAllowed,
            Self::ForeignHost,
            Self::ForeignOrigin,
            Self::NoPoster(name()),
            Self::PeriodUnreadable,
            Self::BackupUnknown(name()),
            Self::BackupBroken(name()),
            Self::StorageFull,
            Self::Storage,
            Self::Closing,
        ]
        .into_iter()
        .chain(Refusal::examples().into_iter().map(Self::Refused))
        .chain(Obstacle::examples().into_iter().map(Self::Hindered))
        .collect()
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ExperienceUnknown(_) => "experience-unknown",
            Self::ExperienceBroken(_) => "experience-broken",
            Self::HeadsetUnknown(_) => "headset-unknown",
            Self::HeadsetUnreachable(_) => "headset-unreachable",
            Self::SessionUnknown(_) => "session-unknown",
            Self::SessionEnded(_) => "session-ended",
            Self::GroupUnknown(_) => "group-unknown",
            Self::GroupOver(_) => "group-over",
            Self::GroupMembers => "group-members",
            Self::NoNextScene(_) => "no-next-scene",
            Self::NoSuchCue(_) => "no-such-cue",
            Self::PersonOutOfRange => "person-out-of-range",
            Self::VolumeOutOfRange => "volume-out-of-range",
            Self::LanguageUnreadable => "language-unreadable",
            Self::Body(_) => "unreadable-body",
            Self::NotJson => "not-json",
            Self::BodyTooLarge => "body-too-large",
            Self::Query(_) => "unreadable-query",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::ForeignHost => "foreign-host",
            Self::ForeignOrigin => "foreign-origin",
            Self::NoPoster(_) => "no-poster",
            Self::PeriodUnreadable => "period-unreadable",
            Self::BackupUnknown(_) => "backup-unknown",
            Self::BackupBroken(_) => "backup-broken",
            Self::StorageFull => "storage-full",
            Self::Storage => "storage-failed",
            Self::Refused(refusal) => refusal.code(),
            Self::Hindered(obstacle) => obstacle.code(),
            Self::Closing => "closing",
        }
    }

    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::ExperienceUnknown(_)
            | Self::HeadsetUnknown(_)
            | Self::SessionUnknown(_)
            | Self::GroupUnknown(_)
            | Self::NotFound
            | Self::BackupUnknown(_)
            | Self::NoPoster(_) => StatusCode::NOT_FOUND,
            Self::HeadsetUnreachable(_)
            | Self::SessionEnded(_)
            | Self::GroupOver(_)
            | Self::NoNextScene(_)
            | Self::NoSuchCue(_)
            | Self::BackupBroken(_) => StatusCode::CONFLICT,
            Self::ExperienceBroken(_)
            | Self::GroupMembers
            | Self::VolumeOutOfRange
            | Self::PersonOutOfRange
            | Self::PeriodUnreadable
            | Self::LanguageUnreadable
            | Self::Body(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Query(_) => StatusCode::BAD_REQUEST,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::ForeignHost => StatusCode::MISDIRECTED_REQUEST,
            Self::ForeignOrigin => StatusCode::FORBIDDEN,
            Self::Refused(refusal) => refusal.status(),
            Self::Hindered(obstacle) => obstacle.status(),
            Self::StorageFull => StatusCode::INSUFFICIENT_STORAGE,
            Self::Storage | Self::Closing => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// The body of the response.
    pub fn problem(&self, language: Language) -> Problem {
        let (title, detail) = words::fault(self, language);
        Problem {
            kind: format!("urn:utsikt:problem:{}", self.code()),
            code: self.code().to_owned(),
            status: self.status().as_u16(),
            title,
            detail,
            retry_after: self.refusal().and_then(Refusal::retry_after),
            tries_left: self.refusal().and_then(Refusal::tries_left),
            concerns: match self {
                Self::Hindered(obstacle) => obstacle.concerns(),
                _ => None,
            },
        }
    }
}

impl IntoResponse for Fault {
    /// Only the status; [`speak`] adds the words.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The layer that gives a [`Fault`] its body, in the language of the request.
pub async fn speak(request: Request, next: Next) -> Response {
    let language = Language::of(request.headers());
    let mut response = next.run(request).await;
    let Some(fault) = response.extensions_mut().remove::<Fault>() else {
        return response;
    };
    tracing::debug!(code = fault.code(), "request not done: {fault}");
    let body = serde_json::to_vec(&fault.problem(language)).unwrap_or_default();
    let mut spoken = (fault.status(), body).into_response();
    let headers = spoken.headers_mut();
    if let Some(allow) = response.headers().get(header::ALLOW) {
        headers.insert(header::ALLOW, allow.clone());
    }
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    headers.insert(
        header::CONTENT_LANGUAGE,
        HeaderValue::from_static(language.tag()),
    );
    if let Some(seconds) = fault.refusal().and_then(Refusal::retry_after) {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    spoken
}
