//! The headsets that were ever heard from.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
};

use super::resources::Headset;
use crate::{
    launcher::Launcher,
    problem::{Fault, Problem},
};

/// Lists the headsets by name.
#[utoipa::path(
    get,
    path = "/api/v1/headsets",
    tag = "headsets",
    operation_id = "listHeadsets",
    responses((status = 200, body = [Headset]))
)]
pub(crate) async fn list(State(launcher): State<Arc<Launcher>>) -> Json<Vec<Headset>> {
    Json(launcher.state.truth().headsets.clone())
}

/// One headset.
#[utoipa::path(
    get,
    path = "/api/v1/headsets/{id}",
    tag = "headsets",
    operation_id = "getHeadset",
    params(("id" = String, Path, description = "the headset")),
    responses(
        (status = 200, body = Headset),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "headset-unknown"),
    )
)]
pub(crate) async fn one(
    State(launcher): State<Arc<Launcher>>,
    Path(id): Path<String>,
) -> Result<Json<Headset>, Fault> {
    launcher.state.headset(&id).map(Json)
}
