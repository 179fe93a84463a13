//! What the home has chosen.

use std::{ops::RangeInclusive, sync::Arc};

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use crate::{
    access::{Actor, Refusal},
    home::settings::HomeSettings,
    launcher::Launcher,
    names,
    problem::{Fault, Problem},
};

/// How long what was done may be kept, in months.
const RETENTION: RangeInclusive<u32> = 1..=120;
/// How long a first session may be, in minutes (H1).
const FIRST_VISIT: RangeInclusive<u32> = 3..=20;
/// Most languages of a home.
const LANGUAGES: usize = 20;

/// What the home has chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HomeChoices {
    /// What the home is called; empty until it has a name.
    pub name: String,
    /// Languages that people speak here, the first one first.
    #[schema(example = json!(["sv", "en"]))]
    pub languages: Vec<String>,
    /// How long what was done is kept, in months: 1 to 120.
    pub retention_months: u32,
    /// Whether headsets may say where eyes look.
    pub eye_gaze: bool,
    /// How long a resident's first session is, in minutes: 3 to 20.
    pub first_visit_minutes: u32,
}

/// What the home chooses; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeHome {
    /// What the home is called: at most 100 characters.
    #[serde(default)]
    pub name: Option<String>,
    /// Languages that people speak here, the first one first; at least one.
    #[serde(default)]
    pub languages: Option<Vec<String>>,
    /// How long what was done is kept, in months: 1 to 120.
    #[serde(default)]
    pub retention_months: Option<u32>,
    /// Whether headsets may say where eyes look.
    #[serde(default)]
    pub eye_gaze: Option<bool>,
    /// How long a resident's first session is, in minutes: 3 to 20.
    #[serde(default)]
    pub first_visit_minutes: Option<u32>,
}

impl From<HomeSettings> for HomeChoices {
    fn from(settings: HomeSettings) -> Self {
        let HomeSettings {
            name,
            languages,
            retention_months,
            eye_gaze,
            first_visit_minutes,
        } = settings;
        Self {
            name,
            languages,
            retention_months,
            eye_gaze,
            first_visit_minutes,
        }
    }
}

/// What the home has chosen.
#[utoipa::path(
    get,
    path = "/api/v1/home",
    tag = "home",
    operation_id = "getHome",
    responses((status = 200, body = HomeChoices))
)]
pub(crate) async fn get(State(launcher): State<Arc<Launcher>>) -> Result<Json<HomeChoices>, Fault> {
    let settings = launcher.records.ask(|home| HomeSettings::of(home)).await?;
    Ok(Json(settings.into()))
}

/// Chooses something else.
#[utoipa::path(
    patch,
    path = "/api/v1/home",
    tag = "home",
    operation_id = "changeHome",
    request_body = ChangeHome,
    responses(
        (status = 200, body = HomeChoices),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "name-missing, name-too-long, language-unreadable, setting-out-of-range, unreadable-body"),
    )
)]
pub(crate) async fn change(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Body(asked): Body<ChangeHome>,
) -> Result<Json<HomeChoices>, Fault> {
    let asked = readable(asked)?;
    let by = actor.by();
    let changed = launcher
        .records
        .ask(move |home| {
            let now = HomeSettings::of(home)?;
            let changed = HomeSettings {
                name: asked.name.unwrap_or(now.name),
                languages: asked.languages.unwrap_or(now.languages),
                retention_months: asked.retention_months.unwrap_or(now.retention_months),
                eye_gaze: asked.eye_gaze.unwrap_or(now.eye_gaze),
                first_visit_minutes: asked.first_visit_minutes.unwrap_or(now.first_visit_minutes),
            };
            home.set(&by, &changed.values())?;
            Ok(changed)
        })
        .await?;
    Ok(Json(changed.into()))
}

fn readable(asked: ChangeHome) -> Result<ChangeHome, Fault> {
    let within = |value: Option<u32>, range: RangeInclusive<u32>| {
        value.is_none_or(|value| range.contains(&value))
    };
    let languages = asked.languages.as_deref();
    if !within(asked.retention_months, RETENTION)
        || !within(asked.first_visit_minutes, FIRST_VISIT)
        || languages.is_some_and(|tags| tags.is_empty() || tags.len() > LANGUAGES)
    {
        return Err(Refusal::SettingOutOfRange.into());
    }
    if languages.is_some_and(|tags| !tags.iter().all(|tag| names::is_language(tag))) {
        return Err(Fault::LanguageUnreadable);
    }
    Ok(ChangeHome {
        name: asked.name.as_deref().map(names::name).transpose()?,
        ..asked
    })
}
