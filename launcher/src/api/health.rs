//! Whether the launcher is alive, and whether it can do its work.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};

use super::resources::Health;
use crate::launcher::Launcher;

/// Whether the launcher answers at all.
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "launcher",
    operation_id = "isAlive",
    responses((status = 200, body = Health))
)]
pub(crate) async fn alive() -> Json<Health> {
    Json(Health {
        status: "ok".to_owned(),
    })
}

/// Whether the launcher can take changes: its state can be written.
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "launcher",
    operation_id = "isReady",
    responses(
        (status = 200, body = Health),
        (status = 503, body = Health, description = "changes cannot be stored just now"),
    )
)]
pub(crate) async fn ready(State(launcher): State<Arc<Launcher>>) -> (StatusCode, Json<Health>) {
    match launcher.state.probe().await {
        Ok(()) => (
            StatusCode::OK,
            Json(Health {
                status: "ok".to_owned(),
            }),
        ),
        Err(fault) => (
            StatusCode::SERVICE_UNAVAILABLE,
            Json(Health {
                status: fault.code().to_owned(),
            }),
        ),
    }
}
