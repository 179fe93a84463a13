//! Residents: written down, read, changed, given out whole, erased. Each reading and each change is in the access log.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;
use utoipa::{IntoParams, IntoResponses};

use super::{
    body::{Asked, Body},
    resources::{
        ChangeResident, ExportedMedia, NewResident, Resident, ResidentCard, ResidentExport,
    },
};
use crate::{
    access::Actor,
    home::{By, Home, HomeError, residents::Whole},
    launcher::Launcher,
    obstacle::Obstacle,
    problem::{Fault, Problem},
    recorder::now,
    residents,
};

/// Which residents.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Words of the name or the room; all of them must be there.
    #[serde(default)]
    search: String,
}

/// Lists the residents, by name.
#[utoipa::path(
    get,
    path = "/api/v1/residents",
    tag = "residents",
    operation_id = "listResidents",
    params(Which),
    responses((status = 200, body = [ResidentCard]))
)]
pub(crate) async fn list(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Asked(which): Asked<Which>,
) -> Result<Json<Vec<ResidentCard>>, Fault> {
    let by = actor.by();
    let cards = launcher
        .records
        .ask(move |home| home.residents(&by))
        .await?;
    Ok(Json(residents::listed(cards, &which.search, now())))
}

/// Writes a resident down. With an id that is there already it answers with that one, and changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/residents",
    tag = "residents",
    operation_id = "addResident",
    request_body = NewResident,
    responses(
        (status = 201, body = Resident, headers(("Location" = String))),
        (status = 200, body = Resident, description = "a resident with that id is there already"),
        NotWritten,
    )
)]
pub(crate) async fn add(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Body(asked): Body<NewResident>,
) -> Result<Response, Fault> {
    let by = By {
        at: now(),
        ..actor.by()
    };
    let new = residents::new(asked, by.at)?;
    let (added, resident) = launcher
        .records
        .ask(move |home| {
            let added = home.add_resident(&by, &new)?;
            Ok((added, read(home, &by, &new.id)?))
        })
        .await?;
    let resident = resident.ok_or(Obstacle::ResidentUnknown)?;
    if added {
        launcher.state.residents_changed().await;
    }
    let status = if added {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let location = format!("/api/v1/residents/{}", resident.id);
    Ok((status, [(header::LOCATION, location)], Json(resident)).into_response())
}

/// One resident.
#[utoipa::path(
    get,
    path = "/api/v1/residents/{id}",
    tag = "residents",
    operation_id = "getResident",
    params(("id" = String, Path, description = "the resident")),
    responses((status = 200, body = Resident), NoSuchResident)
)]
pub(crate) async fn one(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Json<Resident>, Fault> {
    let by = actor.by();
    let found = launcher
        .records
        .ask(move |home| read(home, &by, &id))
        .await?;
    Ok(Json(found.ok_or(Obstacle::ResidentUnknown)?))
}

/// Changes a resident.
#[utoipa::path(
    patch,
    path = "/api/v1/residents/{id}",
    tag = "residents",
    operation_id = "changeResident",
    params(("id" = String, Path, description = "the resident")),
    request_body = ChangeResident,
    responses((status = 200, body = Resident), NoSuchResident, NotWritten)
)]
pub(crate) async fn change(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
    Body(asked): Body<ChangeResident>,
) -> Result<Json<Resident>, Fault> {
    let by = By {
        at: now(),
        ..actor.by()
    };
    let change = residents::change(asked)?;
    let changed = launcher
        .records
        .ask(move |home| {
            home.change_resident(&by, &id, &change)?;
            read(home, &by, &id)
        })
        .await?;
    let changed = changed.ok_or(Obstacle::ResidentUnknown)?;
    launcher.state.residents_changed().await;
    Ok(Json(changed))
}

/// Erases a resident with everything that is kept: sessions, answers, files. The access log keeps its rows, with an id
/// that means nothing any more. A session that goes on now goes on, and nothing of it is written down.
#[utoipa::path(
    delete,
    path = "/api/v1/residents/{id}",
    tag = "residents",
    operation_id = "eraseResident",
    params(("id" = String, Path, description = "the resident")),
    responses((status = 204), NoSuchResident, NotWritten)
)]
pub(crate) async fn erase(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<StatusCode, Fault> {
    let by = actor.by();
    let resident = id.clone();
    let erased = launcher
        .records
        .ask(move |home| home.erase_resident(&by, &id))
        .await?;
    if !erased {
        return Err(Obstacle::ResidentUnknown.into());
    }
    launcher.state.forgotten(&resident).await;
    launcher.state.residents_changed().await;
    Ok(StatusCode::NO_CONTENT)
}

/// Everything that is kept about a resident, the files too.
#[utoipa::path(
    get,
    path = "/api/v1/residents/{id}/export",
    tag = "residents",
    operation_id = "exportResident",
    params(("id" = String, Path, description = "the resident")),
    responses((status = 200, body = ResidentExport), NoSuchResident)
)]
pub(crate) async fn export(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let by = By {
        at: now(),
        ..actor.by()
    };
    let truth = launcher.state.truth();
    let found = launcher
        .records
        .ask(move |home| {
            let Some(all) = home.everything_about(&by, &id)? else {
                return Ok(None);
            };
            let staff = staff(home)?;
            let name = |id: &str| staff.get(id).cloned();
            let headset = |id: &str| {
                let mut headsets = truth.headsets.iter();
                headsets
                    .find(|headset| headset.id == id)
                    .map(|headset| headset.name.clone())
            };
            let mut media = Vec::new();
            for file in all.media {
                let content = home.content(&file.hash)?.unwrap_or_default();
                media.push(ExportedMedia {
                    media: residents::medium(file),
                    base64: STANDARD.encode(&content),
                });
            }
            let past = all.sessions.into_iter();
            Ok(Some(ResidentExport {
                exported: by.at,
                checklists: all
                    .checklists
                    .into_iter()
                    .map(|asked| residents::checklist(asked, name))
                    .collect(),
                slots: all.fills.into_iter().map(residents::fill).collect(),
                sessions: past.map(|past| residents::past(past, headset)).collect(),
                media,
                counts: BTreeMap::from([("access_log".to_owned(), all.logged)]),
                resident: residents::shown(all.whole, name, by.at),
            }))
        })
        .await?;
    let found = found.ok_or(Obstacle::ResidentUnknown)?;
    let saved = HeaderValue::from_static("attachment; filename=\"resident.json\"");
    let stored = HeaderValue::from_static("no-store");
    let headers = [
        (header::CONTENT_DISPOSITION, saved),
        (header::CACHE_CONTROL, stored),
    ];
    Ok((headers, Json(found)).into_response())
}

/// A resident as the API shows it, and that it was read.
pub(super) fn read(home: &dyn Home, by: &By, id: &str) -> Result<Option<Resident>, HomeError> {
    let Some(whole) = home.resident(by, id, "resident-read")? else {
        return Ok(None);
    };
    Ok(Some(shown(home, whole, by)?))
}

fn shown(home: &dyn Home, whole: Whole, by: &By) -> Result<Resident, HomeError> {
    let staff = staff(home)?;
    Ok(residents::shown(whole, |id| staff.get(id).cloned(), by.at))
}

fn staff(home: &dyn Home) -> Result<BTreeMap<String, String>, HomeError> {
    let staff = home.staff()?.into_iter();
    Ok(staff.map(|member| (member.id, member.name)).collect())
}

/// The name in the address is no resident's.
#[derive(IntoResponses)]
#[response(
    status = 404,
    content_type = "application/problem+json",
    description = "resident-unknown"
)]
#[expect(dead_code, reason = "only a part of the description")]
pub(super) struct NoSuchResident(Problem);

/// What every change meets that cannot be read or put on the disk.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "only a part of the description")]
pub(super) enum NotWritten {
    #[response(
        status = 422,
        content_type = "application/problem+json",
        description = "name-missing, name-too-long, text-too-long, too-many, years-unreadable, id-unreadable, language-unreadable, volume-out-of-range, person-out-of-range, unreadable-body"
    )]
    Unreadable(Problem),
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
