//! The one check that stands before every route.
//!
//! It runs after routing, so that it knows which operation a request is and looks it up in the one table;
//! what is not in the table is refused. Files of the page are no routes: they are for anybody.

use std::sync::Arc;

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{
    Actor, Refusal,
    policy::{self, Access, Found},
};
use crate::{launcher::Launcher, problem::Fault};

/// A page puts this header on what it asks by itself, without anybody touching it: it keeps nobody logged in.
pub const BY_ITSELF: &str = "utsikt-by-itself";

/// The layer.
pub async fn check(
    State(launcher): State<Arc<Launcher>>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned())
        .unwrap_or_default();
    let rule = match policy::find(request.method(), &path) {
        Found::Rule(rule) => rule,
        Found::OtherMethods(methods) => {
            let mut response = Fault::MethodNotAllowed.into_response();
            if let Ok(methods) = HeaderValue::from_str(&methods) {
                response.headers_mut().insert(header::ALLOW, methods);
            }
            return response;
        }
        Found::Nothing => {
            tracing::error!(
                path,
                "a route is not in the table of who may do what; refused"
            );
            return Fault::from(Refusal::NotAllowed).into_response();
        }
    };
    let actor = match launcher.who(request.headers()).await {
        Ok(actor) => actor,
        // What is open stays so when nothing can be looked up: whoever asks how things are must learn it.
        Err(_) if rule.access == Access::Open => Actor::default(),
        Err(fault) => return fault.into_response(),
    };
    if let Err(fault) = rule.access.admits(&actor) {
        return fault.into_response();
    }
    if !rule.passive && !request.headers().contains_key(BY_ITSELF) {
        launcher.door.is_used(&actor);
    }
    request.extensions_mut().insert(actor);
    next.run(request).await
}
