//! What this launcher is made of: versions, licences, and the bill of materials (CycloneDX).
//!
//! `cargo xtask sbom` writes the bill from what the build takes in, and the build carries it; without it (a
//! bare `cargo build` in a fresh checkout) there is only the version.

use axum::{
    Json,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::problem::{Fault, Problem};

#[derive(RustEmbed)]
#[folder = "sbom"]
#[allow_missing = true]
struct Built;

/// The bill's name in that folder.
const BILL: &str = "launcher.cdx.json";
/// Where it is answered.
const PATH: &str = "/api/v1/about/sbom.json";

/// What this launcher is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct About {
    /// Utsikt's version.
    #[schema(example = "0.1.0")]
    pub version: String,
    /// Which state of the source it was built from; none where that is not known.
    pub commit: Option<String>,
    /// SQLite's version.
    pub sqlite: String,
    /// Everything in it by others, by name.
    pub licences: Vec<Component>,
    /// Where the bill of materials is; none where none was built in.
    #[schema(example = "/api/v1/about/sbom.json")]
    pub sbom: Option<String>,
}

/// Something by others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub struct Component {
    /// Its name.
    #[schema(example = "axum")]
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence as an SPDX expression, or in its own words; empty where it says nothing.
    #[schema(example = "MIT")]
    pub licence: String,
}

/// Versions and licences.
#[utoipa::path(
    get,
    path = "/api/v1/about",
    tag = "launcher",
    operation_id = "getAbout",
    responses((status = 200, body = About))
)]
pub(crate) async fn about() -> Json<About> {
    let bill = Built::get(BILL);
    let read = bill
        .as_ref()
        .and_then(|bill| serde_json::from_slice(&bill.data).ok());
    Json(About {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        commit: read.as_ref().and_then(commit),
        sqlite: rusqlite::version().to_owned(),
        licences: read.as_ref().map(components).unwrap_or_default(),
        sbom: bill.map(|_| PATH.to_owned()),
    })
}

/// The bill of materials: CycloneDX 1.6 as JSON.
#[utoipa::path(
    get,
    path = "/api/v1/about/sbom.json",
    tag = "launcher",
    operation_id = "getSbom",
    responses(
        (status = 200, content_type = "application/vnd.cyclonedx+json", body = Object),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "not-found; none was built in"),
    )
)]
pub(crate) async fn sbom() -> Result<Response, Fault> {
    let bill = Built::get(BILL).ok_or(Fault::NotFound)?;
    let kind = HeaderValue::from_static("application/vnd.cyclonedx+json; version=1.6");
    Ok(([(header::CONTENT_TYPE, kind)], bill.data.into_owned()).into_response())
}

fn commit(bill: &Value) -> Option<String> {
    let properties = bill["metadata"]["properties"].as_array()?;
    let commit = properties
        .iter()
        .find(|property| property["name"] == "utsikt:commit")?;
    commit["value"].as_str().map(str::to_owned)
}

fn components(bill: &Value) -> Vec<Component> {
    let mut components: Vec<_> = bill["components"]
        .as_array()
        .into_iter()
        .flatten()
        // What only builds it is in the bill, but not in the program.
        .filter(|component| component["scope"] != "excluded")
        .filter_map(|component| {
            let licence = &component["licenses"][0];
            let licence = licence["expression"]
                .as_str()
                .or_else(|| licence["license"]["id"].as_str())
                .or_else(|| licence["license"]["name"].as_str());
            Some(Component {
                name: component["name"].as_str()?.to_owned(),
                version: component["version"].as_str()?.to_owned(),
                licence: licence.unwrap_or_default().to_owned(),
            })
        })
        .collect();
    components.sort();
    components.dedup();
    components
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_in_the_program_is_told_with_its_licence() {
        let bill = json!({
            "metadata": {"properties": [{"name": "utsikt:commit", "value": "abc"}]},
            "components": [
                {"name": "b", "version": "2", "licenses": [{"license": {"name": "its own"}}]},
                {"name": "a", "version": "1", "licenses": [{"expression": "MIT OR Apache-2.0"}]},
                {"name": "c", "version": "3"},
                {"name": "tool", "version": "1", "scope": "excluded"},
            ],
        });
        let told: Vec<_> = components(&bill)
            .into_iter()
            .map(|component| (component.name, component.licence))
            .collect();
        let told: Vec<_> = told.iter().map(|(n, l)| (n.as_str(), l.as_str())).collect();
        assert_eq!(
            told,
            [("a", "MIT OR Apache-2.0"), ("b", "its own"), ("c", "")]
        );
        assert_eq!(commit(&bill).as_deref(), Some("abc"));
    }
}
