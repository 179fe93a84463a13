//! Copies of the home's records: which there are, making one now, going back to one.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};
use utoipa::{IntoResponses, ToSchema};

use crate::{
    access::Actor,
    home::backups::{Backup, Why, next_nightly},
    launcher::Launcher,
    problem::{Fault, Problem},
};

/// The copies there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BackupList {
    /// The newest first.
    pub backups: Vec<Backup>,
    /// When the next is made by itself.
    #[schema(value_type = String, format = DateTime)]
    pub next: Timestamp,
}

/// What was put back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Restored {
    /// The copy.
    pub restored: String,
    /// Under which name the records as they were until then are kept.
    pub saved_as: String,
}

/// Lists the copies.
#[utoipa::path(
    get,
    path = "/api/v1/backups",
    tag = "home",
    operation_id = "listBackups",
    responses((status = 200, body = BackupList))
)]
pub(crate) async fn list(State(launcher): State<Arc<Launcher>>) -> Result<Json<BackupList>, Fault> {
    let backups = launcher.records.ask(|home| home.backups()).await?;
    let last = backups
        .iter()
        .find(|backup| backup.why == Why::Daily)
        .map(|backup| backup.at);
    let next = next_nightly(last, Timestamp::now(), &TimeZone::system());
    Ok(Json(BackupList { backups, next }))
}

/// Makes a copy now. It is on the disk when this is answered.
#[utoipa::path(
    post,
    path = "/api/v1/backups",
    tag = "home",
    operation_id = "makeBackup",
    responses((status = 201, body = Backup), NotKept)
)]
pub(crate) async fn make(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
) -> Result<(StatusCode, Json<Backup>), Fault> {
    let by = actor.by();
    let backup = launcher
        .records
        .ask(move |home| home.back_up(&by, Why::Asked))
        .await?;
    Ok((StatusCode::CREATED, Json(backup)))
}

/// Goes back to a copy: residents, sessions and settings become what they were, at once and without a restart.
///
/// What was there until now is kept as a copy first. Staff, tablets, logins and the access log stay as they are, and whoever was
/// erased since stays erased.
#[utoipa::path(
    post,
    path = "/api/v1/backups/{name}/restore",
    tag = "home",
    operation_id = "restoreBackup",
    params(("name" = String, Path, description = "the copy")),
    responses(
        (status = 200, body = Restored),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "backup-unknown"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "backup-broken; nothing was changed"),
        NotKept,
    )
)]
pub(crate) async fn restore(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(name): Path<String>,
) -> Result<Json<Restored>, Fault> {
    let by = actor.by();
    let restored = name.clone();
    let saved = launcher
        .records
        .ask(move |home| home.restore(&by, &name))
        .await?;
    tracing::info!(
        backup = restored,
        "an admin went back to a copy of the records"
    );
    Ok(Json(Restored {
        restored,
        saved_as: saved.name,
    }))
}

/// What a copy meets when it cannot be put on the disk.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "only a part of the description")]
enum NotKept {
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
