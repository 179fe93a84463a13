//! The tablets that belong here, and the codes that let one in.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use crate::{
    access::{Actor, Refusal},
    home::tablets::Tablet,
    launcher::Launcher,
    names,
    problem::{Fault, Problem},
};

/// A tablet that belongs here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TabletEntry {
    /// Its id.
    pub id: String,
    /// Called so.
    pub name: String,
    /// Since when it belongs here.
    pub enrolled: Timestamp,
    /// When it was last seen, to some minutes.
    pub seen: Timestamp,
}

/// A code that lets one tablet in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Invitation {
    /// Twelve letters and digits, to be typed as `ABCD-EFGH-JKMN` or opened as `path`.
    pub code: String,
    /// The page's address that enrols the browser which opens it.
    #[schema(example = "/#/enrol/ABCDEFGHJKMN")]
    pub path: String,
    /// Until when it is good.
    pub until: Timestamp,
    /// Seconds until then.
    pub seconds: u64,
}

/// What is changed of a tablet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeTablet {
    /// A new name: at most 100 characters.
    pub name: String,
}

impl From<Tablet> for TabletEntry {
    fn from(tablet: Tablet) -> Self {
        Self {
            id: tablet.id,
            name: tablet.name,
            enrolled: tablet.enrolled,
            seen: tablet.seen,
        }
    }
}

/// Lists the tablets, by name.
#[utoipa::path(
    get,
    path = "/api/v1/tablets",
    tag = "home",
    operation_id = "listTablets",
    responses((status = 200, body = [TabletEntry]))
)]
pub(crate) async fn list(
    State(launcher): State<Arc<Launcher>>,
) -> Result<Json<Vec<TabletEntry>>, Fault> {
    let tablets = launcher.records.ask(|home| home.tablets()).await?;
    Ok(Json(tablets.into_iter().map(TabletEntry::from).collect()))
}

/// Makes a code that lets one tablet in within ten minutes.
#[utoipa::path(
    post,
    path = "/api/v1/tablets/invitations",
    tag = "home",
    operation_id = "inviteTablet",
    responses((status = 201, body = Invitation))
)]
pub(crate) async fn invite(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
) -> Result<(StatusCode, Json<Invitation>), Fault> {
    let (code, until) = launcher.door.invite(actor.by()).await?;
    let left = until.duration_since(Timestamp::now()).as_secs();
    let invitation = Invitation {
        path: format!("/#/enrol/{code}"),
        code,
        until,
        seconds: u64::try_from(left).unwrap_or_default(),
    };
    Ok((StatusCode::CREATED, Json(invitation)))
}

/// Gives a tablet another name.
#[utoipa::path(
    patch,
    path = "/api/v1/tablets/{id}",
    tag = "home",
    operation_id = "changeTablet",
    params(("id" = String, Path, description = "the tablet")),
    request_body = ChangeTablet,
    responses(
        (status = 200, body = TabletEntry),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "tablet-unknown"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "name-missing, name-too-long, unreadable-body"),
    )
)]
pub(crate) async fn change(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
    Body(asked): Body<ChangeTablet>,
) -> Result<Json<TabletEntry>, Fault> {
    let (by, name) = (actor.by(), names::name(&asked.name)?);
    let asked = launcher
        .records
        .ask(move |home| home.rename_tablet(&by, &id, &name));
    let renamed = launcher.door.changing(asked).await?;
    let renamed = renamed.ok_or(Refusal::TabletUnknown)?;
    Ok(Json(renamed.into()))
}

/// Lets a tablet in no longer; who is logged in at it is logged out. Sessions go on.
#[utoipa::path(
    delete,
    path = "/api/v1/tablets/{id}",
    tag = "home",
    operation_id = "removeTablet",
    params(("id" = String, Path, description = "the tablet")),
    responses(
        (status = 204, description = "it belongs here no longer"),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "tablet-unknown"),
    )
)]
pub(crate) async fn remove(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<StatusCode, Fault> {
    launcher.door.remove_tablet(actor.by(), &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
