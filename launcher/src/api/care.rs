//! What care asks about a resident: the check-list (T9), what is liked, and what suits today (T6).

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
};

use super::{
    body::Body,
    residents::{NoSuchResident, NotWritten, read},
    resources::{ChecklistAnswers, Resident, SetTaste, Stimulation, Suggestion},
};
use crate::{
    access::Actor,
    home::By,
    launcher::Launcher,
    obstacle::Obstacle,
    problem::Fault,
    recorder::now,
    suggest::{self, Known},
};

/// Sessions that are looked back on for a suggestion.
const LOOK_BACK: u32 = 200;
/// Longest id of an experience.
const LONGEST_ID: usize = 64;

/// Writes down what was answered to the questions before a visit. They are asked once, and then yearly.
#[utoipa::path(
    put,
    path = "/api/v1/residents/{id}/checklist",
    tag = "residents",
    operation_id = "answerChecklist",
    params(("id" = String, Path, description = "the resident")),
    request_body = ChecklistAnswers,
    responses((status = 200, body = Resident), NoSuchResident, NotWritten)
)]
pub(crate) async fn checklist(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
    Body(answers): Body<ChecklistAnswers>,
) -> Result<Json<Resident>, Fault> {
    let by = By {
        at: now(),
        ..actor.by()
    };
    let written = launcher
        .records
        .ask(move |home| {
            home.add_checklist(&by, &id, &answers)?;
            read(home, &by, &id)
        })
        .await?;
    let resident = written.ok_or(Obstacle::ResidentUnknown)?;
    launcher.state.residents_changed().await;
    Ok(Json(resident))
}

/// Says what a resident thinks of an experience. One that is disliked is never suggested.
#[utoipa::path(
    put,
    path = "/api/v1/residents/{id}/tastes/{experience}",
    tag = "residents",
    operation_id = "setTaste",
    params(
        ("id" = String, Path, description = "the resident"),
        ("experience" = String, Path, description = "the experience; it need not be here any more"),
    ),
    request_body = SetTaste,
    responses((status = 200, body = Resident), NoSuchResident, NotWritten)
)]
pub(crate) async fn taste(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path((id, experience)): Path<(String, String)>,
    Body(asked): Body<SetTaste>,
) -> Result<Json<Resident>, Fault> {
    if experience.len() > LONGEST_ID {
        return Err(Fault::ExperienceUnknown("…".to_owned()));
    }
    let by = By {
        at: now(),
        ..actor.by()
    };
    let set = launcher
        .records
        .ask(move |home| {
            home.set_taste(&by, &id, &experience, asked.taste)?;
            read(home, &by, &id)
        })
        .await?;
    let resident = set.ok_or(Obstacle::ResidentUnknown)?;
    launcher.state.residents_changed().await;
    Ok(Json(resident))
}

/// What suits a resident, the best first, each with why. What went well last time comes first; what is disliked is never
/// there.
#[utoipa::path(
    get,
    path = "/api/v1/residents/{id}/suggestions",
    tag = "residents",
    operation_id = "suggestExperiences",
    params(("id" = String, Path, description = "the resident")),
    responses((status = 200, body = [Suggestion]), NoSuchResident)
)]
pub(crate) async fn suggestions(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Json<Vec<Suggestion>>, Fault> {
    let by = actor.by();
    let listing = launcher.shelf.listing();
    let found = launcher
        .records
        .ask(move |home| {
            let Some(whole) = home.resident(&by, &id, "suggestions-read")? else {
                return Ok(None);
            };
            let outings = home.outings(&id, LOOK_BACK)?;
            let resident = crate::residents::shown(whole, |_| None, by.at);
            let ceiling = resident.settings.person.stimulation;
            let known = Known {
                life_story: &resident.life_story,
                languages: &resident.languages,
                ceiling: ceiling.unwrap_or(Stimulation::High),
                favourites: &resident.favourites,
                disliked: &resident.disliked,
                outings: &outings,
            };
            Ok(Some(suggest::suggest(known, &listing.experiences, by.at)))
        })
        .await?;
    Ok(Json(found.ok_or(Obstacle::ResidentUnknown)?))
}
