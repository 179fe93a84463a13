//! What can be picked: the experiences and their pictures.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{Jpeg, body::Asked, resources::Experience};
use crate::{
    launcher::Launcher,
    problem::{Fault, Problem},
    search::Wanted,
};

/// Lists the experiences, broken ones too, with what is wrong; or those that are looked for, the best first.
///
/// With `limit`, fewer than that many mean that there are no more.
#[utoipa::path(
    get,
    path = "/api/v1/experiences",
    tag = "experiences",
    operation_id = "listExperiences",
    params(Wanted),
    responses(
        (status = 200, body = [Experience]),
        (status = 400, body = Problem, content_type = "application/problem+json", description = "unreadable-query"),
    )
)]
pub(crate) async fn list(
    State(launcher): State<Arc<Launcher>>,
    Asked(wanted): Asked<Wanted>,
) -> Json<Vec<Experience>> {
    let listing = launcher.shelf.listing();
    let found = listing.index.find(&listing.experiences, &wanted);
    Json(found.into_iter().cloned().collect())
}

/// The picture of an experience, made from the best view of its photo.
///
/// Ask with `If-None-Match` to be told 304 when it is still the same.
#[utoipa::path(
    get,
    path = "/api/v1/experiences/{id}/poster.jpg",
    tag = "experiences",
    operation_id = "getPoster",
    params(("id" = String, Path, description = "the experience")),
    responses(
        (status = 200, content_type = "image/jpeg", body = inline(Jpeg), headers(("ETag" = String))),
        (status = 304, description = "still the same"),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "experience-unknown, no-poster"),
    )
)]
pub(crate) async fn poster(
    State(launcher): State<Arc<Launcher>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let poster = launcher.poster(&id).await?;
    let etag = format!("\"{}\"", poster.name);
    let tagged = [
        (header::ETAG, etag.clone()),
        (
            header::CACHE_CONTROL,
            "private, max-age=0, must-revalidate".to_owned(),
        ),
    ];
    let known = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut known = known
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/"));
    if known.any(|tag| tag == "*" || tag == etag) {
        return Ok((StatusCode::NOT_MODIFIED, tagged).into_response());
    }
    Ok((
        tagged,
        [(header::CONTENT_TYPE, "image/jpeg")],
        poster.jpeg.to_vec(),
    )
        .into_response())
}
