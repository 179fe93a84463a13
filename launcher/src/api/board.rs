//! The wall board: each headset, where it was last used, whether it can be taken. It names no resident, and every
//! enrolled tablet may show it without anybody logged in.

use std::sync::Arc;

use axum::{Json, extract::State};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::resources::{Experience, Headset, HeadsetState, Session, Texts};
use crate::launcher::Launcher;

/// What the wall board shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Board {
    /// When it was so, by the launcher's clock.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Each headset, by its name.
    pub headsets: Vec<BoardHeadset>,
    /// Whether the experiences on the launcher can all be played.
    pub content: Content,
}

/// A headset on the board.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BoardHeadset {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Whether it is linked.
    pub connected: bool,
    /// What it does.
    pub state: HeadsetState,
    /// Charge of its battery, 0 empty to 1 full; none without a battery.
    pub battery: Option<f32>,
    /// Whether somebody wears it; none when it cannot tell.
    pub worn: Option<bool>,
    /// The room it was last used in; none where that was not said.
    pub room: Option<String>,
    /// When that was; none where it never was.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_used: Option<Timestamp>,
    /// Whether it waits for "wiped and new liner".
    pub needs_wipe: bool,
    /// Whether it is free, in use, waits to be wiped, or is away.
    pub availability: Availability,
    /// What is on; none when nothing is.
    pub session: Option<BoardSession>,
}

/// Whether a headset can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Availability {
    /// It can be taken.
    Free,
    /// Somebody is out with it.
    InUse,
    /// It waits for "wiped and new liner".
    NeedsWipe,
    /// It is not linked.
    Away,
}

/// What is on in a headset.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct BoardSession {
    /// The session, so that anybody may end it.
    pub id: String,
    /// The experience.
    pub experience: String,
    /// What it is called.
    pub title: Texts,
    /// Seconds left; none where it is not known.
    pub remaining: Option<f64>,
    /// Whether the headset has taken the last change.
    pub acknowledged: bool,
}

/// How it stands with the experiences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Content {
    /// How many can be played.
    pub ready: usize,
    /// How many have something wrong that stands in the way.
    pub broken: usize,
}

/// The wall board.
#[utoipa::path(
    get,
    path = "/api/v1/board",
    tag = "headsets",
    operation_id = "getBoard",
    responses((status = 200, body = Board))
)]
pub(crate) async fn board(State(launcher): State<Arc<Launcher>>) -> Json<Board> {
    let truth = launcher.state.truth();
    let listing = launcher.shelf.listing();
    Json(told(
        Timestamp::now(),
        &truth.headsets,
        &truth.sessions,
        &listing.experiences,
    ))
}

fn told(
    at: Timestamp,
    headsets: &[Headset],
    sessions: &[Session],
    experiences: &[Experience],
) -> Board {
    let headset = |headset: &Headset| {
        let last = headset.last.as_ref();
        let session = sessions
            .iter()
            .find(|session| session.headset == headset.id && session.ended.is_none());
        let availability = match (headset.connected, session, headset.needs_wipe) {
            (_, Some(_), _) => Availability::InUse,
            (false, None, _) => Availability::Away,
            (true, None, true) => Availability::NeedsWipe,
            (true, None, false) => Availability::Free,
        };
        BoardHeadset {
            id: headset.id.clone(),
            name: headset.name.clone(),
            connected: headset.connected,
            state: headset.state,
            battery: headset.battery,
            worn: headset.worn,
            room: last.and_then(|last| last.room.clone()),
            last_used: last.map(|last| last.until.unwrap_or(last.at)),
            needs_wipe: headset.needs_wipe,
            availability,
            session: session.map(|session| BoardSession {
                id: session.id.clone(),
                experience: session.experience.clone(),
                title: title(session, experiences),
                remaining: session
                    .reported
                    .as_ref()
                    .and_then(|reported| reported.remaining),
                acknowledged: session.acknowledged,
            }),
        }
    };
    let ready = experiences
        .iter()
        .filter(|experience| experience.playable)
        .count();
    Board {
        at,
        headsets: headsets.iter().map(headset).collect(),
        content: Content {
            ready,
            broken: experiences.len() - ready,
        },
    }
}

fn title(session: &Session, experiences: &[Experience]) -> Texts {
    experiences
        .iter()
        .find(|experience| experience.id == session.experience)
        .map(|experience| experience.title.clone())
        .unwrap_or_default()
}
