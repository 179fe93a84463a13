//! The headsets that were ever heard from.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
};

use super::{
    body::Body,
    resources::{ChangeHeadset, Headset},
};
use crate::{
    access::Actor,
    launcher::Launcher,
    names,
    problem::{Fault, Problem},
    recorder::Recorder,
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

/// Calls a headset something else. It is called so here, whatever it calls itself.
#[utoipa::path(
    patch,
    path = "/api/v1/headsets/{id}",
    tag = "headsets",
    operation_id = "changeHeadset",
    params(("id" = String, Path, description = "the headset")),
    request_body = ChangeHeadset,
    responses(
        (status = 200, body = Headset),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "headset-unknown"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "name-missing, name-too-long, unreadable-body"),
    )
)]
pub(crate) async fn change(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
    Body(asked): Body<ChangeHeadset>,
) -> Result<Json<Headset>, Fault> {
    launcher.state.headset(&id)?;
    let name = names::name(&asked.name)?;
    let by = actor.by();
    let values = [(Recorder::name_key(&id), name.clone())].into();
    launcher
        .records
        .ask(move |home| home.set(&by, &values))
        .await?;
    launcher.state.named(&id, name).await.map(Json)
}

/// The headset is wiped and has a new liner: somebody else may wear it (T8).
#[utoipa::path(
    post,
    path = "/api/v1/headsets/{id}/wiped",
    tag = "headsets",
    operation_id = "headsetWiped",
    params(("id" = String, Path, description = "the headset")),
    responses(
        (status = 200, body = Headset),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "headset-unknown"),
    )
)]
pub(crate) async fn wiped(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Json<Headset>, Fault> {
    launcher.state.headset(&id)?;
    let (by, headset) = (actor.by(), id.clone());
    launcher
        .records
        .ask(move |home| home.headset_wiped(&by, &headset))
        .await?;
    launcher.state.wiped(&id).await.map(Json)
}
