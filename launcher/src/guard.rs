//! Keeps other web pages away from the headsets.
//!
//! A browser that is let in sends its cookies with whatever a page makes it ask. It listens on
//! loopback only, which a browser on the same machine reaches for any page it shows. So:
//! the `Host` must be a loopback name (a page elsewhere that points its own name here is refused),
//! and a request that names an `Origin` must come from our own page. Programs such as `curl` send
//! no `Origin` and are let through: they are not led by a page.

use axum::{
    extract::Request,
    http::{HeaderMap, Method, Uri, header, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::problem::Fault;

/// The layer that refuses requests led here by other pages.
pub async fn own_page_only(request: Request, next: Next) -> Response {
    match check(request.method(), request.uri(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(fault) => {
            tracing::warn!(code = fault.code(), "request refused: {fault}");
            fault.into_response()
        }
    }
}

/// Whether a request may go on.
///
/// # Errors
/// [`Fault::ForeignHost`] when it is for another host than this machine itself,
/// [`Fault::ForeignOrigin`] when a page that is not ours sends it.
pub fn check(method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), Fault> {
    let host = match headers.get(header::HOST) {
        Some(host) => host
            .to_str()
            .ok()
            .and_then(|host| host.parse::<Authority>().ok()),
        None => uri.authority().cloned(),
    };
    let host = host.filter(is_loopback).ok_or(Fault::ForeignHost)?;
    if let Some(origin) = headers.get(header::ORIGIN) {
        let origin = origin
            .to_str()
            .ok()
            .and_then(|origin| origin.strip_prefix("http://"))
            .ok_or(Fault::ForeignOrigin)?;
        if !origin.eq_ignore_ascii_case(host.as_str()) {
            return Err(Fault::ForeignOrigin);
        }
    }
    // A browser says where a request comes from even where it sends no Origin: an image or a form.
    // Following a link to the page itself is fine; everything else must come from the page.
    let site = headers
        .get("sec-fetch-site")
        .and_then(|site| site.to_str().ok());
    let follows_link = headers
        .get("sec-fetch-mode")
        .is_some_and(|mode| mode == "navigate")
        && method == Method::GET;
    match site {
        Some("cross-site" | "same-site") if !follows_link => Err(Fault::ForeignOrigin),
        _ => Ok(()),
    }
}

fn is_loopback(host: &Authority) -> bool {
    let name = host.host();
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || bare
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}
