//! The web page, as built into `launcher/web/dist` and carried inside the program.
//!
//! A release build carries the files; a debug build reads them from the folder, so that a page
//! built again shows at once. Without a built page a short text says how to build it.

use std::borrow::Cow;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::{problem::Fault, words::Language};

#[derive(RustEmbed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct Built;

/// Nothing but what this page brings itself; live pictures are blobs, the socket is our own.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' blob: data:; style-src 'self'; \
    script-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// Answers every address that is not the API's.
pub(crate) async fn page(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if uri.path().starts_with("/api/") {
        return Fault::NotFound.into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return Fault::MethodNotAllowed.into_response();
    }
    file(uri.path(), &headers, Built::get)
}

/// The file for `path`, or the page itself for an address that it makes up its own views of.
fn file(path: &str, headers: &HeaderMap, built: impl Fn(&str) -> Option<EmbeddedFile>) -> Response {
    let name = path.trim_start_matches('/');
    if !name.is_empty()
        && let Some(found) = built(name)
    {
        // Vite names what lies in assets/ after its content.
        let lasting = name.starts_with("assets/");
        return answer(found, headers, lasting);
    }
    let is_file = name
        .rsplit('/')
        .next()
        .is_some_and(|last| last.contains('.'));
    if is_file {
        return Fault::NotFound.into_response();
    }
    match built("index.html") {
        Some(index) => answer(index, headers, false),
        None => unbuilt(headers),
    }
}

fn answer(found: EmbeddedFile, headers: &HeaderMap, lasting: bool) -> Response {
    let hash = found.metadata.sha256_hash();
    let etag = format!(
        "\"{}\"",
        hash.iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    );
    let caching = if lasting {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let known = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == etag.as_bytes());
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = found.metadata.mimetype().to_owned();
        let kind = if kind.starts_with("text/") {
            kind + "; charset=utf-8"
        } else {
            kind
        };
        let body = match found.data {
            Cow::Borrowed(data) => Body::from(data),
            Cow::Owned(data) => Body::from(data),
        };
        ([(header::CONTENT_TYPE, kind)], body).into_response()
    };
    let sent = response.headers_mut();
    sent.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        sent.insert(header::ETAG, etag);
    }
    guarded(response)
}

fn unbuilt(headers: &HeaderMap) -> Response {
    let (title, text) = match Language::of(headers) {
        Language::Swedish => ("Sidan är inte byggd än", "Bygg och starta allt med"),
        Language::English => (
            "The page has not been built yet",
            "Build and start everything with",
        ),
    };
    let tag = Language::of(headers).tag();
    let body = format!(
        "<!doctype html><html lang=\"{tag}\"><meta charset=\"utf-8\"><title>Utsikt</title>\
         <h1>{title}</h1><p>{text} <code>cargo xtask demo</code>.</p></html>\n"
    );
    let sent = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    guarded((StatusCode::OK, sent, body).into_response())
}

fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(CONTENT_SECURITY_POLICY),
    );
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    response
}
