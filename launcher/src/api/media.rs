//! Residents' own photos and sounds, and what lies in the slots of experiences (T12).

use std::sync::Arc;

use axum::{
    Json,
    body::Body as RequestBody,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::StreamExt;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    body::{Asked, Body},
    residents::{NoSuchResident, NotWritten},
    resources::{Fill, Media, MediaKind, SetFill, SlotKind},
};
use crate::{
    access::Actor,
    home::{
        By,
        media::{Added, File},
    },
    launcher::Launcher,
    obstacle::Obstacle,
    problem::{Fault, Problem},
    recorder::now,
    residents,
    uploads::{self, MOST_MEGABYTES, Recognised},
};

/// Most bytes of a file.
const MOST: usize = MOST_MEGABYTES * 1024 * 1024;
/// What is too large is read to its end up to here, so that the browser hears why instead of losing its connection.
const READ_ON: usize = 512 * 1024 * 1024;
/// Longest name of a file, in characters.
const LONGEST_NAME: usize = 200;
/// Most files of one resident: more than all slots of all experiences take.
const MOST_FILES: usize = 500;

/// A file as the API takes it.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "only a name for a kind of body")]
pub(crate) struct MediaFile(Vec<u8>);

/// What a file is called.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Called {
    /// Its name; what is longer than 200 characters is cut.
    #[serde(default)]
    name: String,
}

/// Lists a resident's own files, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/residents/{id}/media",
    tag = "residents",
    operation_id = "listMedia",
    params(("id" = String, Path, description = "the resident")),
    responses((status = 200, body = [Media]), NoSuchResident)
)]
pub(crate) async fn list(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Json<Vec<Media>>, Fault> {
    let by = actor.by();
    let files = launcher
        .records
        .ask(move |home| home.media(&by, &id))
        .await?;
    let files = files.ok_or(Obstacle::ResidentUnknown)?;
    Ok(Json(files.into_iter().map(residents::medium).collect()))
}

/// Keeps a photo or a sound of a resident. What it is, is seen in it, not in its name; the same content twice is one file.
#[utoipa::path(
    post,
    path = "/api/v1/residents/{id}/media",
    tag = "residents",
    operation_id = "addMedia",
    params(("id" = String, Path, description = "the resident"), Called),
    request_body(content = inline(MediaFile), content_type = "application/octet-stream"),
    responses(
        (status = 201, body = Media),
        (status = 200, body = Media, description = "the resident has that file already"),
        NoSuchResident,
        (status = 413, body = Problem, content_type = "application/problem+json", description = "file-too-large"),
        (status = 415, body = Problem, content_type = "application/problem+json", description = "photo-unsupported, file-unreadable"),
        NotWritten,
    )
)]
pub(crate) async fn add(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(resident): Path<String>,
    Asked(called): Asked<Called>,
    body: RequestBody,
) -> Result<Response, Fault> {
    let name: String = called.name.chars().take(LONGEST_NAME).collect();
    let name = residents::line(&name, LONGEST_NAME)?;
    let by = By {
        at: now(),
        ..actor.by()
    };
    let content = read(body).await?;
    let folder = launcher.folder.clone();
    let looking = tokio::task::spawn_blocking(move || {
        let found = uploads::recognise(&content, &folder);
        (found, content)
    });
    let (found, content) = looking.await.map_err(|error| {
        tracing::error!("a file could not be looked at: {error}");
        Fault::from(Obstacle::FileUnreadable)
    })?;
    let Recognised { kind, media_type } = found?;
    let file = File {
        id: uuid::Uuid::new_v4().to_string(),
        resident,
        kind,
        name,
        media_type: media_type.to_owned(),
        bytes: content.len() as u64,
        hash: blake3::hash(&content).to_hex().to_string(),
        added: by.at,
    };
    let kept = file.clone();
    let added = launcher
        .records
        .ask(move |home| {
            let known = home.media(&by, &file.resident)?;
            if known.is_some_and(|known| known.len() >= MOST_FILES) {
                return Ok(None);
            }
            home.add_medium(&by, &file, &content).map(Some)
        })
        .await?;
    match added {
        None => Err(Obstacle::TooMany(MOST_FILES).into()),
        Some(Added::NoSuchResident) => Err(Obstacle::ResidentUnknown.into()),
        Some(Added::New) => {
            Ok((StatusCode::CREATED, Json(residents::medium(kept))).into_response())
        }
        Some(Added::Known(file)) => Ok(Json(residents::medium(file)).into_response()),
    }
}

/// One of a resident's own files.
#[utoipa::path(
    get,
    path = "/api/v1/residents/{id}/media/{media}",
    tag = "residents",
    operation_id = "getMedia",
    params(
        ("id" = String, Path, description = "the resident"),
        ("media" = String, Path, description = "the file"),
    ),
    responses(
        (status = 200, content_type = "application/octet-stream", body = inline(MediaFile)),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "media-unknown"),
    )
)]
pub(crate) async fn one(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path((resident, id)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let by = actor.by();
    let found = launcher
        .records
        .ask(move |home| home.medium(&by, &resident, &id))
        .await?;
    let (file, content) = found.ok_or(Obstacle::MediaUnknown)?;
    let media_type = HeaderValue::from_str(&file.media_type)
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
    ];
    Ok((headers, content).into_response())
}

/// Takes a file away, out of every slot too.
#[utoipa::path(
    delete,
    path = "/api/v1/residents/{id}/media/{media}",
    tag = "residents",
    operation_id = "removeMedia",
    params(
        ("id" = String, Path, description = "the resident"),
        ("media" = String, Path, description = "the file"),
    ),
    responses(
        (status = 204),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "media-unknown"),
        NotWritten,
    )
)]
pub(crate) async fn remove(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path((resident, id)): Path<(String, String)>,
) -> Result<StatusCode, Fault> {
    let by = actor.by();
    let removed = launcher
        .records
        .ask(move |home| home.remove_medium(&by, &resident, &id))
        .await?;
    if removed {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Obstacle::MediaUnknown.into())
    }
}

/// What lies in which slot for a resident.
#[utoipa::path(
    get,
    path = "/api/v1/residents/{id}/slots",
    tag = "residents",
    operation_id = "listSlots",
    params(("id" = String, Path, description = "the resident")),
    responses((status = 200, body = [Fill]), NoSuchResident)
)]
pub(crate) async fn slots(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Json<Vec<Fill>>, Fault> {
    let by = actor.by();
    let fills = launcher
        .records
        .ask(move |home| home.fills(&by, &id))
        .await?;
    let fills = fills.ok_or(Obstacle::ResidentUnknown)?;
    Ok(Json(fills.into_iter().map(residents::fill).collect()))
}

/// Says what lies in a slot for a resident: the whole of it, in order. Nothing lets the samples hang there again.
#[utoipa::path(
    put,
    path = "/api/v1/residents/{id}/slots/{experience}/{slot}",
    tag = "residents",
    operation_id = "fillSlot",
    params(
        ("id" = String, Path, description = "the resident"),
        ("experience" = String, Path, description = "the experience"),
        ("slot" = String, Path, description = "its slot"),
    ),
    request_body = SetFill,
    responses(
        (status = 200, body = Fill),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "resident-unknown, experience-unknown, slot-unknown, media-unknown"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "slot-full, slot-other-kind, unreadable-body"),
    )
)]
pub(crate) async fn set_slot(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path((resident, experience, slot)): Path<(String, String, String)>,
    Body(asked): Body<SetFill>,
) -> Result<Json<Fill>, Fault> {
    let listing = launcher.shelf.listing();
    let known = listing
        .find(&experience)
        .ok_or_else(|| Fault::ExperienceUnknown(experience.clone()))?;
    let known = known.slots.iter().find(|known| known.name == slot);
    let known = known.ok_or(Obstacle::SlotUnknown)?;
    if asked.media.len() > known.max as usize {
        return Err(Obstacle::SlotFull(known.max).into());
    }
    let wanted = match known.kind {
        SlotKind::Photos => Some(MediaKind::Photo),
        SlotKind::Sound | SlotKind::Words => Some(MediaKind::Sound),
        // No films are taken from a tablet yet.
        SlotKind::Film => None,
    };
    let fill = crate::home::media::Fill {
        experience,
        slot,
        media: asked.media,
    };
    let by = actor.by();
    let shown = fill.clone();
    let filled: Result<(), Obstacle> = launcher
        .records
        .ask(move |home| {
            let Some(files) = home.media(&by, &resident)? else {
                return Ok(Err(Obstacle::ResidentUnknown));
            };
            for id in &fill.media {
                match files.iter().find(|file| file.id == *id) {
                    None => return Ok(Err(Obstacle::MediaUnknown)),
                    Some(file) if Some(file.kind) != wanted => {
                        return Ok(Err(Obstacle::SlotOtherKind));
                    }
                    Some(_) => {}
                }
            }
            let filled = home.set_fill(&by, &resident, &fill)?;
            Ok(filled.then_some(()).ok_or(Obstacle::MediaUnknown))
        })
        .await?;
    filled?;
    Ok(Json(residents::fill(shown)))
}

/// Reads a file, and what is too large to its end without keeping it.
async fn read(body: RequestBody) -> Result<Vec<u8>, Fault> {
    let (mut content, mut length) = (Vec::new(), 0);
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|error| Fault::Body(error.to_string()))?;
        length += piece.len();
        if length > READ_ON {
            break;
        }
        if length <= MOST {
            content.extend_from_slice(&piece);
        } else {
            content = Vec::new();
        }
    }
    if length > MOST {
        Err(Obstacle::FileTooLarge(MOST_MEGABYTES).into())
    } else {
        Ok(content)
    }
}
