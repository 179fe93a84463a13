//! How it went: ticks while it goes on, smileys and a line after it (T7), and what was done before.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    body::{Asked, Body},
    resources::{AddTick, History, Observation, SetObservation, SetTick, Tick, When},
};
use crate::{
    access::Actor,
    home::{By, sessions},
    launcher::Launcher,
    obstacle::Obstacle,
    problem::{Fault, Problem},
    recorder::now,
    residents,
    rules::is_another_tick,
};

/// Longest line, in characters.
const LONGEST_LINE: usize = 300;
/// Most ticks of a session.
const MOST_TICKS: usize = 200;
/// Sessions on a page of history, where none is asked for.
const PAGE: u32 = 50;
/// Most sessions on a page.
const LARGEST_PAGE: u32 = 500;

/// Ticks something that is seen now. The same again within two seconds is the same: a finger that trembles.
#[utoipa::path(
    post,
    path = "/api/v1/sessions/{id}/ticks",
    tag = "sessions",
    operation_id = "addTick",
    params(("id" = String, Path, description = "the session")),
    request_body = AddTick,
    responses(
        (status = 200, body = Observation),
        (status = 202, body = Observation, description = "there is no room on the disk: it is kept, and saved as soon as there is"),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "session-unknown"),
    )
)]
pub(crate) async fn tick(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
    Body(asked): Body<AddTick>,
) -> Result<Response, Fault> {
    let by = By {
        at: now(),
        ..actor.by()
    };
    let at = by.at;
    let over = launcher
        .state
        .session(&id)
        .map_or(true, |session| session.ended.is_some());
    let tick = Tick {
        tick: asked.tick,
        when: if over { When::After } else { When::During },
        at,
    };
    let change = move |mut seen: sessions::Observation| {
        if is_another_tick(&seen.ticks, tick.tick, at) && seen.ticks.len() < MOST_TICKS {
            seen.ticks.push(tick);
        }
        seen
    };
    let (seen, saved) = launcher.recorder.observe(by, &id, change).await?;
    Ok(answer(seen, saved))
}

/// How a session went.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{id}/observation",
    tag = "sessions",
    operation_id = "getObservation",
    params(("id" = String, Path, description = "the session")),
    responses(
        (status = 200, body = Observation),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "session-unknown"),
    )
)]
pub(crate) async fn one(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Json<Observation>, Fault> {
    let (seen, saved) = launcher.recorder.observation(actor.by(), &id).await?;
    Ok(Json(shown(seen, saved)))
}

/// Says how a session went, in the place of what was said before.
///
/// Times of ticks are the launcher's own: what a tablet's clock says counts for nothing.
#[utoipa::path(
    put,
    path = "/api/v1/sessions/{id}/observation",
    tag = "sessions",
    operation_id = "setObservation",
    params(("id" = String, Path, description = "the session")),
    request_body = SetObservation,
    responses(
        (status = 200, body = Observation),
        (status = 202, body = Observation, description = "there is no room on the disk: it is kept, and saved as soon as there is"),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "session-unknown"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "smiley-out-of-range, text-too-long, too-many, unreadable-body"),
    )
)]
pub(crate) async fn set(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
    Body(asked): Body<SetObservation>,
) -> Result<Response, Fault> {
    let SetObservation {
        before,
        after,
        ticks,
        line,
    } = asked;
    if [before, after]
        .into_iter()
        .flatten()
        .any(|smiley| !(1..=5).contains(&smiley))
    {
        return Err(Obstacle::SmileyOutOfRange.into());
    }
    let line = residents::line(&line, LONGEST_LINE)?;
    if ticks.as_ref().is_some_and(|ticks| ticks.len() > MOST_TICKS) {
        return Err(Obstacle::TooMany(MOST_TICKS).into());
    }
    let by = By {
        at: now(),
        ..actor.by()
    };
    let at = by.at;
    let change = move |seen: sessions::Observation| sessions::Observation {
        before,
        after,
        ticks: match ticks {
            Some(ticks) => timed(&seen.ticks, &ticks, at),
            None => seen.ticks,
        },
        line,
    };
    let (seen, saved) = launcher.recorder.observe(by, &id, change).await?;
    Ok(answer(seen, saved))
}

/// Which sessions.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Of this resident.
    resident: Option<String>,
    /// Of this experience.
    experience: Option<String>,
    /// Begun not before.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Begun before.
    #[param(value_type = Option<String>, format = DateTime)]
    to: Option<Timestamp>,
    /// So many are passed over.
    #[serde(default)]
    offset: u32,
    /// So many at most: 50 where nothing is said, 500 at most.
    limit: Option<u32>,
}

/// Sessions that were, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/history",
    tag = "sessions",
    operation_id = "listHistory",
    params(Which),
    responses((status = 200, body = History))
)]
pub(crate) async fn history(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Asked(which): Asked<Which>,
) -> Result<Json<History>, Fault> {
    let by = actor.by();
    let asked = sessions::Asked {
        resident: which.resident,
        experience: which.experience,
        from: which.from,
        to: which.to,
        offset: which.offset,
        limit: which.limit.unwrap_or(PAGE).min(LARGEST_PAGE),
    };
    let (found, total) = launcher
        .records
        .ask(move |home| home.history(&by, &asked))
        .await?;
    let truth = launcher.state.truth();
    let name = |id: &str| {
        let mut headsets = truth.headsets.iter();
        headsets
            .find(|headset| headset.id == id)
            .map(|headset| headset.name.clone())
    };
    let sessions = found.into_iter().map(|past| residents::past(past, name));
    Ok(Json(History {
        sessions: sessions.collect(),
        total,
    }))
}

/// Ticks with their times: those that are known keep theirs, the others get one by the launcher's clock.
fn timed(known: &[Tick], asked: &[SetTick], now: Timestamp) -> Vec<Tick> {
    let mut left = known.to_vec();
    let mut ticks: Vec<_> = asked
        .iter()
        .enumerate()
        .map(|(number, asked)| {
            let same = |tick: &Tick| {
                tick.tick == asked.tick
                    && tick.when == asked.when
                    && asked.at.is_none_or(|at| at == tick.at)
            };
            match left.iter().position(same) {
                Some(place) => left.remove(place),
                None => Tick {
                    tick: asked.tick,
                    when: asked.when,
                    // Apart from one another, so that each can be told from the others.
                    at: now + SignedDuration::from_millis(i64::try_from(number).unwrap_or(0)),
                },
            }
        })
        .collect();
    ticks.sort_by_key(|tick| (tick.when, tick.at));
    ticks
}

fn answer(seen: sessions::Observation, saved: bool) -> Response {
    let status = if saved {
        StatusCode::OK
    } else {
        StatusCode::ACCEPTED
    };
    (status, Json(shown(seen, saved))).into_response()
}

fn shown(seen: sessions::Observation, saved: bool) -> Observation {
    Observation {
        before: seen.before,
        after: seen.after,
        ticks: seen.ticks,
        line: seen.line,
        saved,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::resources::Seen;

    #[test]
    fn a_tablet_whose_clock_is_wrong_by_a_year_changes_no_times() {
        let now: Timestamp = "2026-05-04T08:20:00Z".parse().unwrap();
        let during = Tick {
            tick: Seen::Smile,
            when: When::During,
            at: "2026-05-04T08:10:00Z".parse().unwrap(),
        };
        let asked = |tick, when, at: Option<&str>| SetTick {
            tick,
            when,
            at: at.map(|at| at.parse().unwrap()),
        };
        let asked = [
            asked(Seen::Smile, When::During, Some("2026-05-04T08:10:00Z")),
            asked(Seen::Sings, When::After, Some("2027-05-04T08:20:00Z")),
            asked(Seen::Sad, When::Before, None),
        ];
        let ticks = timed(&[during], &asked, now);
        assert_eq!(ticks[0].tick, Seen::Sad);
        assert_eq!(ticks[1], during);
        assert_eq!(ticks[2].tick, Seen::Sings);
        for new in [ticks[0], ticks[2]] {
            assert!(
                new.at >= now && new.at < now + SignedDuration::from_secs(1),
                "{new:?}"
            );
        }
        // What is left out is taken away.
        assert!(timed(&[during], &[], now).is_empty());
    }
}
