//! The door: what state this browser is in, and the ways through it.

use std::{sync::Arc, time::Duration};

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use crate::{
    access::{Actor, FirstAdmin, Refusal, cookies},
    home::{settings::HomeSettings, staff::Role},
    launcher::Launcher,
    problem::{Fault, Problem},
};

/// What state this browser is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Door {
    /// True while nobody looks after Utsikt yet: `POST /api/v1/setup` with the code that the launcher printed.
    pub setup: bool,
    /// The tablet that this browser is; null while it does not belong here.
    pub tablet: Option<Named>,
    /// Who can log in here; empty while the browser does not belong here.
    pub staff: Vec<StaffName>,
    /// Who is logged in; null if nobody is.
    pub login: Option<LoginState>,
    /// What the home is called; empty until it has a name, and while the browser does not belong here.
    pub home: String,
    /// Languages that people speak here, the first one first.
    pub languages: Vec<String>,
    /// The launcher's time, for tablets whose clock is wrong.
    pub now: Timestamp,
}

/// A tablet, or somebody, as they are called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Named {
    /// The id.
    pub id: String,
    /// Called so.
    pub name: String,
}

/// Somebody who can log in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StaffName {
    /// Their id.
    pub id: String,
    /// Called so.
    pub name: String,
    /// What for.
    pub role: Role,
}

/// Somebody who is logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LoginState {
    /// Who.
    pub staff: Named,
    /// What for.
    pub role: Role,
    /// When the login ends in any case, by the launcher's clock.
    pub until: Timestamp,
    /// When it ends unless somebody touches the page.
    pub idle_until: Timestamp,
    /// Seconds until `until`, for tablets whose clock is wrong.
    pub seconds: u64,
    /// Seconds until `idle_until`.
    pub idle_seconds: u64,
}

/// The very first admin.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetUp {
    /// The code that the launcher printed when it started.
    pub code: String,
    /// What the home is called; it can be given a name later, too.
    #[serde(default)]
    pub home: Option<String>,
    /// The admin's name.
    pub name: String,
    /// The admin's PIN: six digits.
    pub pin: String,
    /// What this tablet is to be called.
    pub tablet: String,
}

/// A tablet comes in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Enrol {
    /// The code that an admin made.
    pub code: String,
    /// What this tablet is to be called.
    pub name: String,
}

/// Somebody logs in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LogIn {
    /// Who, by id.
    pub staff: String,
    /// Their PIN: six digits.
    pub pin: String,
}

/// What state this browser is in. Asking keeps nobody logged in.
#[utoipa::path(
    get,
    path = "/api/v1/door",
    tag = "door",
    operation_id = "getDoor",
    responses(
        (status = 200, body = Door),
        (status = 503, body = Problem, content_type = "application/problem+json", description = "storage-failed"),
    )
)]
pub(crate) async fn door(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
) -> Result<Json<Door>, Fault> {
    state(&launcher, &actor).await.map(Json)
}

/// Makes the very first admin, and this browser the first tablet. Only while there is no admin.
#[utoipa::path(
    post,
    path = "/api/v1/setup",
    tag = "door",
    operation_id = "setUp",
    request_body = SetUp,
    responses(
        (status = 201, body = Named, description = "the browser has the tablet's cookie; log in next"),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "code-unknown"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "set-up-already"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "pin-unreadable, name-missing, name-too-long, unreadable-body"),
    )
)]
pub(crate) async fn set_up(
    State(launcher): State<Arc<Launcher>>,
    Body(asked): Body<SetUp>,
) -> Result<Response, Fault> {
    let (token, tablet) = launcher
        .door
        .set_up(FirstAdmin {
            code: &asked.code,
            home: asked.home.as_deref(),
            name: &asked.name,
            pin: &asked.pin,
            tablet: &asked.tablet,
        })
        .await?;
    Ok(came_in(&token, tablet.id, tablet.name))
}

/// Makes this browser a tablet of the home.
#[utoipa::path(
    post,
    path = "/api/v1/enrolment",
    tag = "door",
    operation_id = "enrol",
    request_body = Enrol,
    responses(
        (status = 201, body = Named, description = "the browser has the tablet's cookie; log in next"),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "code-unknown"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "name-missing, name-too-long, unreadable-body"),
    )
)]
pub(crate) async fn enrol(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Body(asked): Body<Enrol>,
) -> Result<Response, Fault> {
    let (token, tablet) = launcher
        .door
        .enrol(&actor, &asked.code, &asked.name)
        .await?;
    Ok(came_in(&token, tablet.id, tablet.name))
}

/// Logs somebody in at this tablet; who was before is logged out.
///
/// Five wrong PINs close the door for five minutes, for this person at this tablet, for the right PIN too.
#[utoipa::path(
    post,
    path = "/api/v1/login",
    tag = "door",
    operation_id = "logIn",
    request_body = LogIn,
    responses(
        (status = 200, body = LoginState, description = "the browser has the login's cookie"),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "wrong-pin; `tries_left`"),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "staff-unknown"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "pin-unreadable, unreadable-body"),
        (status = 429, body = Problem, content_type = "application/problem+json", description = "door-closed; `retry_after` in seconds"),
    )
)]
pub(crate) async fn log_in(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    headers: HeaderMap,
    Body(asked): Body<LogIn>,
) -> Result<Response, Fault> {
    let tablet = actor.tablet()?.clone();
    let (token, login) = launcher
        .door
        .log_in(&tablet, &asked.staff, &asked.pin)
        .await?;
    let actor = Actor {
        tablet: Some(tablet),
        login: Some(login),
    };
    let login = login_state(&launcher, &actor).ok_or(Fault::Closing)?;
    let mut response = with_cookie(Json(login).into_response(), cookies::of_login(&token));
    // Given anew, so that a tablet that is in use stays one.
    if let Some(tablet) = cookies::value(&headers, cookies::TABLET) {
        response = with_cookie(response, cookies::of_tablet(tablet));
    }
    Ok(response)
}

/// Says that somebody touched the page, and what is left of the login. A page on which nothing is asked
/// for calls it at most once a minute.
#[utoipa::path(
    post,
    path = "/api/v1/login/touch",
    tag = "door",
    operation_id = "touch",
    responses((status = 200, body = LoginState))
)]
pub(crate) async fn touch(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
) -> Result<Json<LoginState>, Fault> {
    login_state(&launcher, &actor)
        .map(Json)
        .ok_or(Refusal::NotLoggedIn.into())
}

/// Logs out whoever is logged in here. Sessions go on.
#[utoipa::path(
    post,
    path = "/api/v1/logout",
    tag = "door",
    operation_id = "logOut",
    responses((status = 204, description = "nobody is logged in"))
)]
pub(crate) async fn log_out(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
) -> Result<Response, Fault> {
    launcher.door.log_out(&actor).await?;
    Ok(with_cookie(
        StatusCode::NO_CONTENT.into_response(),
        cookies::no_login(),
    ))
}

async fn state(launcher: &Launcher, actor: &Actor) -> Result<Door, Fault> {
    let (staff, settings) = launcher
        .records
        .ask(|home| Ok((home.staff()?, HomeSettings::of(home)?)))
        .await?;
    let setup = staff.iter().all(|member| member.role != Role::Admin);
    let inside = actor.tablet.is_some();
    let staff = staff.into_iter().filter(|_| inside);
    Ok(Door {
        setup,
        tablet: actor.tablet.as_ref().map(|tablet| Named {
            id: tablet.id.clone(),
            name: tablet.name.clone(),
        }),
        staff: staff
            .map(|member| StaffName {
                id: member.id,
                name: member.name,
                role: member.role,
            })
            .collect(),
        login: login_state(launcher, actor),
        home: if inside { settings.name } else { String::new() },
        languages: settings.languages,
        now: Timestamp::now(),
    })
}

fn login_state(launcher: &Launcher, actor: &Actor) -> Option<LoginState> {
    let login = actor.login.as_ref()?;
    let state = launcher.login_state(actor)?;
    let now = Timestamp::now();
    let after = |left: Duration| now + SignedDuration::try_from(left).unwrap_or_default();
    Some(LoginState {
        staff: Named {
            id: login.staff.clone(),
            name: login.name.clone(),
        },
        role: state.role,
        until: after(state.longest),
        idle_until: after(state.idle),
        seconds: state.longest.as_secs(),
        idle_seconds: state.idle.as_secs(),
    })
}

fn came_in(token: &str, id: String, name: String) -> Response {
    let body = (StatusCode::CREATED, Json(Named { id, name })).into_response();
    with_cookie(body, cookies::of_tablet(token))
}

fn with_cookie(mut response: Response, cookie: HeaderValue) -> Response {
    response.headers_mut().append(header::SET_COOKIE, cookie);
    let no_store: (HeaderName, _) = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(no_store.0, no_store.1);
    response
}
