//! The HTTP API under `/api/v1`, one file per group of routes, and the web page.
//!
//! Each handler is thin: it reads the request, asks [`Launcher`], and answers. Blocking work (the
//! database, decoding) is kept off the threads that serve requests.

use std::sync::Arc;

use axum::{Router, extract::DefaultBodyLimit, middleware};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{access::layer, guard, launcher::Launcher, problem};

pub mod about;
pub mod access_log;
pub mod backups;
pub mod board;
pub mod body;
pub mod care;
pub mod door;
pub mod events;
pub mod experiences;
pub mod exports;
pub mod figures;
pub mod groups;
pub mod headsets;
pub mod health;
pub mod home;
pub mod media;
pub mod observations;
pub mod openapi;
pub mod page;
pub mod pictures;
pub mod reports;
pub mod residents;
pub mod resources;
pub mod sessions;
pub mod staff;
pub mod tablets;

/// A JPEG file, as the description calls it.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "only a name for a kind of body")]
pub(crate) struct Jpeg(Vec<u8>);

/// Largest body any operation takes, in bytes.
const BODY_LIMIT: usize = 64 * 1024;

/// The operations together with their description.
pub(crate) fn described() -> OpenApiRouter<Arc<Launcher>> {
    OpenApiRouter::new()
        .routes(routes!(experiences::list))
        .routes(routes!(experiences::poster))
        .routes(routes!(headsets::list))
        .routes(routes!(headsets::one, headsets::change))
        .routes(routes!(headsets::wiped))
        .routes(routes!(pictures::view))
        .routes(routes!(sessions::list, sessions::start))
        .routes(routes!(sessions::one, sessions::change))
        .routes(routes!(sessions::stop))
        .routes(routes!(sessions::recentre))
        .routes(routes!(sessions::next))
        .routes(routes!(sessions::cue))
        .routes(routes!(observations::tick))
        .routes(routes!(observations::one, observations::set))
        .routes(routes!(observations::history))
        .routes(routes!(groups::start))
        .routes(routes!(groups::one))
        .routes(routes!(groups::join))
        .routes(routes!(residents::list, residents::add))
        .routes(routes!(residents::one, residents::change, residents::erase))
        .routes(routes!(residents::export))
        .routes(routes!(care::checklist))
        .routes(routes!(care::taste))
        .routes(routes!(care::suggestions))
        .routes(routes!(media::list, media::add))
        .routes(routes!(media::one, media::remove))
        .routes(routes!(media::slots))
        .routes(routes!(media::set_slot))
        .routes(routes!(events::events))
        .routes(routes!(door::door))
        .routes(routes!(door::set_up))
        .routes(routes!(door::enrol))
        .routes(routes!(door::log_in))
        .routes(routes!(door::touch))
        .routes(routes!(door::log_out))
        .routes(routes!(staff::list, staff::add))
        .routes(routes!(staff::change, staff::remove))
        .routes(routes!(staff::change_own_pin))
        .routes(routes!(tablets::list))
        .routes(routes!(tablets::invite))
        .routes(routes!(tablets::change, tablets::remove))
        .routes(routes!(home::get, home::change))
        .routes(routes!(access_log::list))
        .routes(routes!(access_log::check))
        .routes(routes!(reports::overview))
        .routes(routes!(reports::residents))
        .routes(routes!(reports::experiences))
        .routes(routes!(reports::staff))
        .routes(routes!(exports::csv))
        .routes(routes!(exports::json))
        .routes(routes!(exports::fhir))
        .routes(routes!(backups::list, backups::make))
        .routes(routes!(backups::restore))
        .routes(routes!(board::board))
        .routes(routes!(about::about))
        .routes(routes!(about::sbom))
        .routes(routes!(openapi::document))
        .routes(routes!(health::alive))
        .routes(routes!(health::ready))
}

/// Everything browsers are answered with.
pub fn router(launcher: Arc<Launcher>) -> Router {
    let (router, _) = described().split_for_parts();
    router
        // After routing and before every handler.
        .route_layer(middleware::from_fn_with_state(
            Arc::clone(&launcher),
            layer::check,
        ))
        .method_not_allowed_fallback(async || problem::Fault::MethodNotAllowed)
        .fallback(page::page)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn(guard::own_page_only))
        .layer(middleware::from_fn(problem::speak))
        .with_state(launcher)
}
