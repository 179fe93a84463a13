//! The live picture: what the resident sees. Held in memory only, never stored.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{Jpeg, body::Asked};
use crate::{
    launcher::Launcher,
    problem::{Fault, Problem},
};

/// Which picture is asked for.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub(crate) struct After {
    /// Number of the last picture seen; a newer one is waited for. 0 when left out: any picture.
    #[serde(default)]
    after: u64,
}

/// The newest picture of what the resident sees, once it is newer than `after`.
///
/// Waits up to five seconds for it. Asking is what makes the headset send: it goes on for three
/// seconds after the last request. `X-Picture-Number` is what to ask after next.
#[utoipa::path(
    get,
    path = "/api/v1/headsets/{id}/view.jpg",
    tag = "headsets",
    operation_id = "getView",
    params(("id" = String, Path, description = "the headset"), After),
    responses(
        (status = 200, content_type = "image/jpeg", body = inline(Jpeg), headers(("X-Picture-Number" = u64))),
        (status = 204, description = "no newer picture came within five seconds; ask again"),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "headset-unknown"),
    )
)]
pub(crate) async fn view(
    State(launcher): State<Arc<Launcher>>,
    Path(id): Path<String>,
    Asked(asked): Asked<After>,
) -> Result<Response, Fault> {
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    Ok(match launcher.view(&id, asked.after).await? {
        Some(picture) => (
            no_store,
            [(header::CONTENT_TYPE, "image/jpeg")],
            [("x-picture-number", picture.number.to_string())],
            picture.jpeg.to_vec(),
        )
            .into_response(),
        None => (StatusCode::NO_CONTENT, no_store).into_response(),
    })
}
