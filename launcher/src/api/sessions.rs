//! Sessions: started, changed and ended by what should be; each answer holds what is, too.
//!
//! A change is on disk before it is answered. Saying the same thing twice changes nothing.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use utoipa::IntoResponses;

use super::{
    body::Body,
    resources::{
        ChangeListening, ChangePerson, ChangeSession, Despite, GoToNext, Session, StartSession,
        StopSession, TapCue,
    },
};
use crate::{
    access::Actor,
    launcher::Launcher,
    problem::{Fault, Problem},
    starting::{Asked, steering},
    state::Wanted,
};

/// Lists the sessions going on and those ended lately, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/sessions",
    tag = "sessions",
    operation_id = "listSessions",
    responses((status = 200, body = [Session]))
)]
pub(crate) async fn list(State(launcher): State<Arc<Launcher>>) -> Json<Vec<Session>> {
    Json(launcher.state.truth().sessions.clone())
}

/// Starts an experience on a headset; what it plays now is ended.
///
/// Asked for what the headset is already in, it answers with that session. With a resident, how they sit, hear and read is
/// laid under what is asked, a first visit is short, and the check-list must be answered.
#[utoipa::path(
    post,
    path = "/api/v1/sessions",
    tag = "sessions",
    operation_id = "startSession",
    request_body = StartSession,
    responses(
        (status = 201, body = Session, headers(("Location" = String))),
        (status = 200, body = Session, description = "the headset is in that experience already"),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "experience-unknown, headset-unknown, resident-unknown"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "headset-unreachable, headset-taken (try again with `replace`), headset-not-wiped, checklist-due, checklist-concerns (try again with `despite`)"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "experience-broken, minutes-out-of-range, language-unreadable, person-out-of-range, unreadable-body"),
        NotStored,
    )
)]
pub(crate) async fn start(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Body(asked): Body<StartSession>,
) -> Result<Response, Fault> {
    let wanted = Asked {
        headset: asked.headset,
        resident: asked.resident,
        practice: asked.practice,
        minutes: asked.minutes,
        replace: asked.replace,
        seen: asked.despite.contains(&Despite::Checklist),
        taps: asked.taps.unwrap_or(0),
        listening: readable(asked.listening.unwrap_or_default())?,
        person: within(asked.person.unwrap_or_default())?,
    };
    let started = launcher.start(&actor, &asked.experience, wanted).await?;
    let status = if started.new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let location = format!("/api/v1/sessions/{}", started.session.id);
    Ok((
        status,
        [(header::LOCATION, location)],
        Json(started.session),
    )
        .into_response())
}

/// One session.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{id}",
    tag = "sessions",
    operation_id = "getSession",
    params(("id" = String, Path, description = "the session")),
    responses(
        (status = 200, body = Session),
        NoSuchSession,
    )
)]
pub(crate) async fn one(
    State(launcher): State<Arc<Launcher>>,
    Path(id): Path<String>,
) -> Result<Json<Session>, Fault> {
    launcher.state.session(&id).map(Json)
}

/// Pauses a session, goes on, sets its volume, how the resident hears and reads, or sits and looks.
#[utoipa::path(
    patch,
    path = "/api/v1/sessions/{id}",
    tag = "sessions",
    operation_id = "changeSession",
    params(("id" = String, Path, description = "the session")),
    request_body = ChangeSession,
    responses(
        (status = 200, body = Session),
        NoSuchSession,
        (status = 409, body = Problem, content_type = "application/problem+json", description = "session-ended"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "volume-out-of-range, language-unreadable, person-out-of-range, unreadable-body"),
        NotStored,
    )
)]
pub(crate) async fn change(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
    Body(asked): Body<ChangeSession>,
) -> Result<Json<Session>, Fault> {
    let ChangeSession {
        paused,
        volume,
        listening,
        person,
    } = asked;
    if volume.is_some_and(|volume| !(0.0..=1.0).contains(&volume)) {
        return Err(Fault::VolumeOutOfRange);
    }
    let listening = listening.map(readable).transpose()?;
    let person = person.map(within).transpose()?;
    let wanted = Wanted::Change {
        paused,
        volume,
        listening,
        person,
    };
    want(&launcher, &actor, id, wanted).await
}

/// Ends a session, gently or at once. Ending one that is over changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/sessions/{id}/stop",
    tag = "sessions",
    operation_id = "stopSession",
    params(("id" = String, Path, description = "the session")),
    request_body = StopSession,
    responses(
        (status = 200, body = Session),
        NoSuchSession,
        (status = 422, body = Problem, content_type = "application/problem+json", description = "unreadable-body"),
        NotStored,
    )
)]
pub(crate) async fn stop(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
    Body(asked): Body<StopSession>,
) -> Result<Json<Session>, Fault> {
    want(&launcher, &actor, id, Wanted::Stop(asked.how)).await
}

/// Turns the experience so that straight ahead is where the resident looks now.
#[utoipa::path(
    post,
    path = "/api/v1/sessions/{id}/recentre",
    tag = "sessions",
    operation_id = "recentreSession",
    params(("id" = String, Path, description = "the session")),
    responses(
        (status = 200, body = Session),
        NoSuchSession,
        (status = 409, body = Problem, content_type = "application/problem+json", description = "session-ended"),
        NotStored,
    )
)]
pub(crate) async fn recentre(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Json<Session>, Fault> {
    want(&launcher, &actor, id, Wanted::Recentre).await
}

/// Goes on to the next scene.
#[utoipa::path(
    post,
    path = "/api/v1/sessions/{id}/next",
    tag = "sessions",
    operation_id = "nextScene",
    params(("id" = String, Path, description = "the session")),
    request_body = GoToNext,
    responses(
        (status = 200, body = Session),
        NoSuchSession,
        (status = 409, body = Problem, content_type = "application/problem+json", description = "session-ended, no-next-scene"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "unreadable-body"),
        NotStored,
    )
)]
pub(crate) async fn next(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
    Body(asked): Body<GoToNext>,
) -> Result<Json<Session>, Fault> {
    want(&launcher, &actor, id, Wanted::NextFrom(asked.from)).await
}

/// Taps one of the experience's own buttons, which does what the experience says.
#[utoipa::path(
    post,
    path = "/api/v1/sessions/{id}/cue",
    tag = "sessions",
    operation_id = "tapCue",
    params(("id" = String, Path, description = "the session")),
    request_body = TapCue,
    responses(
        (status = 200, body = Session),
        NoSuchSession,
        (status = 409, body = Problem, content_type = "application/problem+json", description = "session-ended, no-such-cue"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "unreadable-body"),
        NotStored,
    )
)]
pub(crate) async fn cue(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
    Body(asked): Body<TapCue>,
) -> Result<Json<Session>, Fault> {
    want(&launcher, &actor, id, Wanted::Cue(asked.id)).await
}

/// What was asked of a person, if every figure lies in its range.
pub(crate) fn within(asked: ChangePerson) -> Result<ChangePerson, Fault> {
    let ranges = [
        (asked.dwell, 0.8..=2.0),
        (asked.yaw_gain, 1.0..=3.0),
        (asked.eye_height, 0.5..=2.0),
        (asked.text, 1.5..=3.0),
    ];
    let all = ranges
        .iter()
        .all(|(value, range)| value.is_none_or(|value| range.contains(&value)));
    if all {
        Ok(asked)
    } else {
        Err(Fault::PersonOutOfRange)
    }
}

/// What was asked of listening, if its language is a tag: any language that an experience may be in.
pub(crate) fn readable(asked: ChangeListening) -> Result<ChangeListening, Fault> {
    let letters = |tag: &str| {
        (2..=35).contains(&tag.len())
            && tag
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    match &asked.language {
        Some(tag) if !letters(tag) => Err(Fault::LanguageUnreadable),
        _ => Ok(asked),
    }
}

async fn want(
    launcher: &Launcher,
    actor: &Actor,
    id: String,
    wanted: Wanted,
) -> Result<Json<Session>, Fault> {
    let by = steering(actor);
    launcher.state.want(id, wanted, by).await.map(Json)
}

/// The name in the address is no session's.
#[derive(IntoResponses)]
#[response(
    status = 404,
    content_type = "application/problem+json",
    description = "session-unknown"
)]
#[expect(dead_code, reason = "only a part of the description")]
struct NoSuchSession(Problem);

/// What every change meets when it cannot be put on the disk.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "only a part of the description")]
pub(super) enum NotStored {
    #[response(
        status = 503,
        content_type = "application/problem+json",
        description = "storage-failed; nothing was changed"
    )]
    Failed(Problem),
    #[response(
        status = 507,
        content_type = "application/problem+json",
        description = "storage-full; nothing was changed"
    )]
    Full(Problem),
}
