//! Groups: the same experience started together on several headsets (T10).
//!
//! A group is nothing but sessions that began at one moment: each is changed and stopped by itself, as any other.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoResponses, ToSchema};

use super::{
    body::Body,
    resources::{ChangeListening, ChangePerson, Despite, Session},
    sessions::{readable, within},
};
use crate::{
    access::Actor,
    launcher::Launcher,
    problem::{Fault, Problem},
    starting::Asked,
    state::{Gathered, Started},
};

/// The most headsets that can begin together.
pub const MOST: usize = 30;

/// Sessions that began together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Group {
    /// Name in addresses.
    pub id: String,
    /// The experience.
    pub experience: String,
    /// When it begins, or began; none where that is not known any more.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub begins: Option<Timestamp>,
    /// The sessions in it, also those that are over and still told of.
    pub sessions: Vec<String>,
    /// How each of them keeps step.
    pub members: Vec<Member>,
    /// How far headsets were from where they should be, as they measured it; none before the first has.
    pub skew: Option<GroupSkew>,
}

/// One session of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Member {
    /// The session; it is stopped by itself.
    pub session: String,
    /// The headset.
    pub headset: String,
    /// Whether it keeps step.
    pub state: MemberState,
    /// It could not begin with the others and came to them later.
    pub late: bool,
    /// Where it is minus where it should be, in seconds: ahead is positive. None while nothing runs together.
    pub skew: Option<f32>,
    /// The launcher's clock is known to the headset to so many seconds.
    pub uncertain: Option<f32>,
}

/// Whether a session keeps step with the others of its group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum MemberState {
    /// It has not begun yet.
    Waiting,
    /// It runs with the others.
    InStep,
    /// It goes on by itself: it was held, or went on to another scene.
    Alone,
    /// It has ended.
    Over,
}

/// How far the headsets of a group were from where they should be since it began, or since the launcher was started.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GroupSkew {
    /// Nineteen of twenty measurements are no further off, in seconds.
    pub p95: f32,
    /// The furthest, in seconds.
    pub max: f32,
    /// How many measurements.
    pub samples: u64,
}

/// Asks for a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartGroup {
    /// The experience to play.
    #[schema(example = "skogssjo")]
    pub experience: String,
    /// The headsets to play it on, each once; what they play now is ended.
    #[schema(min_items = 1, max_items = 30)]
    pub members: Vec<StartMember>,
    /// Whether it is practice: everything as real, nothing written down.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub practice: bool,
}

/// One headset of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartMember {
    /// The headset.
    pub headset: String,
    /// Whose session it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resident: Option<String>,
    /// Whether it is practice, for who comes later to a group of practice.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub practice: bool,
    /// Whether to take the headset where another tablet has something playing on it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub replace: bool,
    /// What the caregiver has seen and starts all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub despite: Vec<Despite>,
    /// How the resident hears and reads, apart from the usual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listening: Option<ChangeListening>,
    /// How the resident sits, looks and reads, apart from the usual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<ChangePerson>,
}

/// Starts an experience on several headsets, at one moment a few seconds from now.
///
/// Whoever has not loaded it by then comes to the others a little later, by itself. Asked once more for what these headsets
/// are together in already, it answers with that group.
#[utoipa::path(
    post,
    path = "/api/v1/groups",
    tag = "groups",
    operation_id = "startGroup",
    request_body = StartGroup,
    responses(
        (status = 201, body = Group, headers(("Location" = String))),
        (status = 200, body = Group, description = "these headsets are in that experience together already"),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "experience-unknown, headset-unknown, resident-unknown"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "headset-unreachable, headset-taken, headset-not-wiped, checklist-due, checklist-concerns; nothing was started"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "experience-broken, group-members, language-unreadable, person-out-of-range, unreadable-body"),
        super::sessions::NotStored,
    )
)]
pub(crate) async fn start(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Body(asked): Body<StartGroup>,
) -> Result<Response, Fault> {
    let members = asked.members;
    let twice = |member: &StartMember| {
        let same = members
            .iter()
            .filter(|other| other.headset == member.headset);
        same.count() > 1
    };
    if !(1..=MOST).contains(&members.len()) || members.iter().any(twice) {
        return Err(Fault::GroupMembers);
    }
    let practice = asked.practice;
    let members = members.into_iter().map(|member| wanted(member, practice));
    let members = members.collect::<Result<_, _>>()?;
    let Gathered { group, new } = launcher.gather(&actor, &asked.experience, members).await?;
    let location = format!("/api/v1/groups/{}", group.id);
    Ok(answer(new, location, group))
}

/// One group: who is in it, and how far they were apart.
#[utoipa::path(
    get,
    path = "/api/v1/groups/{id}",
    tag = "groups",
    operation_id = "getGroup",
    params(("id" = String, Path, description = "the group")),
    responses((status = 200, body = Group), NoSuchGroup)
)]
pub(crate) async fn one(
    State(launcher): State<Arc<Launcher>>,
    Path(id): Path<String>,
) -> Result<Json<Group>, Fault> {
    launcher.state.group(&id).map(Json)
}

/// Lets one more headset come to a group: it begins where the others are.
#[utoipa::path(
    post,
    path = "/api/v1/groups/{id}/members",
    tag = "groups",
    operation_id = "joinGroup",
    params(("id" = String, Path, description = "the group")),
    request_body = StartMember,
    responses(
        (status = 201, body = Session, headers(("Location" = String))),
        (status = 200, body = Session, description = "the headset is in the group already"),
        NoSuchGroup,
        (status = 409, body = Problem, content_type = "application/problem+json", description = "group-over, headset-unreachable, headset-taken, headset-not-wiped, checklist-due, checklist-concerns"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "group-members, language-unreadable, person-out-of-range, unreadable-body"),
        super::sessions::NotStored,
    )
)]
pub(crate) async fn join(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Path(id): Path<String>,
    Body(asked): Body<StartMember>,
) -> Result<Response, Fault> {
    let practice = asked.practice;
    let wanted = wanted(asked, practice)?;
    let Started { session, new } = launcher.join(&actor, &id, wanted).await?;
    let location = format!("/api/v1/sessions/{}", session.id);
    Ok(answer(new, location, session))
}

fn wanted(member: StartMember, practice: bool) -> Result<Asked, Fault> {
    Ok(Asked {
        headset: member.headset,
        resident: member.resident,
        practice: practice || member.practice,
        minutes: None,
        replace: member.replace,
        seen: member.despite.contains(&Despite::Checklist),
        taps: 0,
        listening: readable(member.listening.unwrap_or_default())?,
        person: within(member.person.unwrap_or_default())?,
    })
}

fn answer(new: bool, location: String, body: impl Serialize) -> Response {
    let status = if new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    (status, [(header::LOCATION, location)], Json(body)).into_response()
}

/// The name in the address is no group's.
#[derive(IntoResponses)]
#[response(
    status = 404,
    content_type = "application/problem+json",
    description = "group-unknown"
)]
#[expect(dead_code, reason = "only a part of the description")]
struct NoSuchGroup(Problem);
