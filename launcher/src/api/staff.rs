//! The people who work here.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::body::Body;
use crate::{
    access::{Actor, Refusal},
    home::staff::{ChangeMember, Member, Role},
    launcher::Launcher,
    names,
    problem::{Fault, Problem},
};

/// Somebody who works here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StaffMember {
    /// Their id.
    pub id: String,
    /// Called so.
    pub name: String,
    /// What for.
    pub role: Role,
    /// Since when.
    pub created: Timestamp,
}

/// Somebody begins here.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddStaff {
    /// Called so: at most 100 characters.
    pub name: String,
    /// What for.
    pub role: Role,
    /// Their first PIN: six digits.
    pub pin: String,
}

/// What is changed of somebody; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeStaff {
    /// A new name.
    #[serde(default)]
    pub name: Option<String>,
    /// Another role.
    #[serde(default)]
    pub role: Option<Role>,
    /// A new PIN; it logs them out everywhere.
    #[serde(default)]
    pub pin: Option<String>,
}

/// Somebody changes their own PIN.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePin {
    /// The PIN until now. Wrong ones count as at the door.
    pub now: String,
    /// The PIN from then on.
    pub next: String,
}

impl From<Member> for StaffMember {
    fn from(member: Member) -> Self {
        Self {
            id: member.id,
            name: member.name,
            role: member.role,
            created: member.created,
        }
    }
}

/// Lists the people who work here, by name.
#[utoipa::path(
    get,
    path = "/api/v1/staff",
    tag = "home",
    operation_id = "listStaff",
    responses((status = 200, body = [StaffMember]))
)]
pub(crate) async fn list(
    State(launcher): State<Arc<Launcher>>,
) -> Result<Json<Vec<StaffMember>>, Fault> {
    let staff = launcher.records.ask(|home| home.staff()).await?;
    Ok(Json(staff.into_iter().map(StaffMember::from).collect()))
}

/// Adds somebody.
#[utoipa::path(
    post,
    path = "/api/v1/staff",
    tag = "home",
    operation_id = "addStaff",
    request_body = AddStaff,
    responses(
        (status = 201, body = StaffMember),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "name-missing, name-too-long, pin-unreadable, unreadable-body"),
    )
)]
pub(crate) async fn add(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Body(asked): Body<AddStaff>,
) -> Result<(StatusCode, Json<StaffMember>), Fault> {
    let by = actor.by();
    let member = Member {
        id: Uuid::new_v4().to_string(),
        name: names::name(&asked.name)?,
        role: asked.role,
        pin: launcher.door.new_pin(&asked.pin).await?,
        created: by.at,
        left: None,
    };
    let added = member.clone();
    launcher
        .records
        .ask(move |home| home.add_member(&by, &member))
        .await?;
    Ok((StatusCode::CREATED, Json(added.into())))
}

/// Changes somebody's name, role or PIN.
#[utoipa::path(
    patch,
    path = "/api/v1/staff/{id}",
    tag = "home",
    operation_id = "changeStaff",
    params(("id" = String, Path, description = "the member of staff")),
    request_body = ChangeStaff,
    responses(
        (status = 200, body = StaffMember),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "staff-unknown"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "last-admin"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "name-missing, name-too-long, pin-unreadable, unreadable-body"),
    )
)]
pub(crate) async fn change(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
    Body(asked): Body<ChangeStaff>,
) -> Result<Json<StaffMember>, Fault> {
    let change = ChangeMember {
        name: asked.name.as_deref().map(names::name).transpose()?,
        role: asked.role,
        pin: match &asked.pin {
            Some(pin) => Some(launcher.door.new_pin(pin).await?),
            None => None,
        },
    };
    let by = actor.by();
    let asked = launcher
        .records
        .ask(move |home| home.change_member(&by, &id, &change));
    let changed = launcher.door.changing(asked).await?;
    let changed = changed.ok_or(Refusal::StaffUnknown)?;
    Ok(Json(changed.into()))
}

/// Somebody leaves: is logged out, and cannot log in again. What they did stays theirs.
#[utoipa::path(
    delete,
    path = "/api/v1/staff/{id}",
    tag = "home",
    operation_id = "removeStaff",
    params(("id" = String, Path, description = "the member of staff")),
    responses(
        (status = 204, description = "they work here no longer"),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "staff-unknown"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "last-admin"),
    )
)]
pub(crate) async fn remove(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<StatusCode, Fault> {
    let by = actor.by();
    let asked = launcher
        .records
        .ask(move |home| home.member_leaves(&by, &id));
    if launcher.door.changing(asked).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Refusal::StaffUnknown.into())
    }
}

/// Changes one's own PIN.
#[utoipa::path(
    post,
    path = "/api/v1/staff/me/pin",
    tag = "home",
    operation_id = "changeOwnPin",
    request_body = ChangePin,
    responses(
        (status = 204, description = "the new PIN holds from now on"),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "wrong-pin; `tries_left`"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "pin-unreadable, unreadable-body"),
        (status = 429, body = Problem, content_type = "application/problem+json", description = "door-closed; `retry_after` in seconds"),
    )
)]
pub(crate) async fn change_own_pin(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Body(asked): Body<ChangePin>,
) -> Result<StatusCode, Fault> {
    let (tablet, login) = (actor.tablet()?.clone(), actor.login()?.clone());
    let door = &launcher.door;
    let new = door.new_pin(&asked.next).await?;
    door.checked(&tablet.id, &login.staff, &asked.now).await?;
    let (by, id) = (actor.by(), login.staff);
    let change = ChangeMember {
        pin: Some(new),
        ..ChangeMember::default()
    };
    let asked = launcher.records.ask(move |home| {
        let changed = home.change_member(&by, &id, &change)?;
        home.forgive(&id, &tablet.id)?;
        Ok(changed)
    });
    let changed = door.changing(asked).await?;
    changed.ok_or(Refusal::StaffUnknown)?;
    Ok(StatusCode::NO_CONTENT)
}
