//! The description of this API, OpenAPI 3.1, generated from the code that serves it.
//!
//! A copy is committed as `launcher/openapi.json`; the web page's client is generated from it and a
//! test fails when the two differ.

use axum::Json;
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Utsikt launcher",
        description = "Drives headsets in a home: what each should be doing, and what it does. \
            Errors are problem+json (RFC 9457) with a stable `code`, in Swedish or English by `Accept-Language`."
    ),
    tags(
        (name = "experiences", description = "What can be picked"),
        (name = "headsets", description = "The headsets, and what is seen in them"),
        (name = "residents", description = "Who lives here, what suits them, and their own files"),
        (name = "sessions", description = "A resident's time in an experience"),
        (name = "groups", description = "Sessions that begin together"),
        (name = "events", description = "Everything, whenever it changes"),
        (name = "door", description = "Tablets and people are let in: two cookies, `__Host-utsikt-tablet` and `__Host-utsikt-login`"),
        (name = "reports", description = "What was done, in figures and as files"),
        (name = "home", description = "Who works here, its tablets, its settings, and who looked at what"),
        (name = "launcher", description = "The launcher itself"),
    )
)]
struct Description;

/// The description as a value.
pub fn description() -> utoipa::openapi::OpenApi {
    let (_, paths) = super::described().split_for_parts();
    Description::openapi().merge_from(paths)
}

/// The description as it is committed: pretty JSON that ends with a line end.
///
/// # Errors
/// When the description cannot be written as JSON.
pub fn text() -> Result<String, serde_json::Error> {
    description().to_pretty_json().map(|text| text + "\n")
}

/// This description.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    tag = "launcher",
    operation_id = "getOpenApi",
    responses((status = 200, body = Object))
)]
pub(crate) async fn document() -> Json<utoipa::openapi::OpenApi> {
    Json(description())
}
