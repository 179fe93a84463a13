//! Who looked at or changed what, of whom, when, from which tablet.

use std::{collections::BTreeMap, sync::Arc};

use axum::{Json, extract::State};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{body::Asked, door::Named};
use crate::{
    access::Actor,
    home::{
        Home, HomeError,
        log::{self, Checked, Entry},
        reports,
        staff::Role,
    },
    launcher::Launcher,
    problem::{Fault, Problem},
};

/// Rows given at once.
const ROWS: u32 = 200;

/// Which rows of the access log.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichRows {
    /// From this day on, by the launcher's own calendar.
    from: Option<Date>,
    /// Until this day, with it.
    to: Option<Date>,
    /// About this resident.
    resident: Option<String>,
    /// By this member of staff.
    staff: Option<String>,
    /// So many are passed over.
    #[serde(default)]
    offset: u32,
}

/// Rows of the access log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LogRows {
    /// The rows, the newest first; at most 200.
    pub entries: Vec<LogRow>,
    /// How many there are in all.
    pub total: u64,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LogRow {
    /// Its number; they follow one another without a gap.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// Who; null when nobody was logged in or the launcher did it by itself.
    pub staff: Option<Named>,
    /// From which tablet.
    pub tablet: Option<Named>,
    /// Of whom.
    pub resident: Option<LoggedResident>,
    /// What was done.
    #[schema(example = "resident-read")]
    pub what: String,
    /// What of it.
    pub detail: String,
}

/// A resident of whom something was read or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LoggedResident {
    /// The id, which stays when everything else about them is erased.
    pub id: String,
    /// Called so; null for whoever may not know it, and when the resident is erased.
    pub name: Option<String>,
    /// Whether everything about them is erased.
    pub erased: bool,
}

/// What was found when the chain of the access log was gone through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LogCheck {
    /// Whether every row fits to the one before it.
    pub sound: bool,
    /// How many rows there are.
    pub entries: u64,
    /// The number of the first row that does not fit; null if all do.
    pub first_broken: Option<i64>,
    /// The last row's number. Whoever notes it with `chain` can find later that rows at the end are missing.
    pub last: Option<i64>,
    /// The last row's hash.
    pub chain: Option<String>,
}

impl From<Checked> for LogCheck {
    fn from(checked: Checked) -> Self {
        let (last, chain) = checked.head.unzip();
        Self {
            sound: checked.broken.is_none(),
            entries: checked.rows,
            first_broken: checked.broken,
            last,
            chain,
        }
    }
}

/// Rows of the access log. Reading it is a row, too.
#[utoipa::path(
    get,
    path = "/api/v1/access-log",
    tag = "home",
    operation_id = "listAccessLog",
    params(WhichRows),
    responses(
        (status = 200, body = LogRows),
        (status = 400, body = Problem, content_type = "application/problem+json", description = "unreadable-query"),
    )
)]
pub(crate) async fn list(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Asked(asked): Asked<WhichRows>,
) -> Result<Json<LogRows>, Fault> {
    let (by, knows) = (actor.by(), actor.login()?.role == Role::Admin);
    let which = log::Asked {
        from: asked.from.map(begin).transpose()?,
        to: asked.to.map(after).transpose()?,
        resident: asked.resident,
        staff: asked.staff,
        offset: asked.offset,
        limit: ROWS,
    };
    let rows = launcher
        .records
        .ask(move |home| {
            home.note(&by, which.resident.as_deref(), "log-read", "")?;
            let (entries, total) = home.log(&which)?;
            let mut names = Names {
                people: home.names()?,
                knows,
                tablets: BTreeMap::new(),
            };
            let entries = entries
                .into_iter()
                .map(|entry| names.row(home, entry))
                .collect::<Result<_, _>>()?;
            Ok(LogRows { entries, total })
        })
        .await?;
    Ok(Json(rows))
}

/// Goes through the whole access log: is every row as it was written, and none missing?
#[utoipa::path(
    get,
    path = "/api/v1/access-log/check",
    tag = "home",
    operation_id = "checkAccessLog",
    responses((status = 200, body = LogCheck))
)]
pub(crate) async fn check(State(launcher): State<Arc<Launcher>>) -> Result<Json<LogCheck>, Fault> {
    let checked = launcher.records.ask(|home| home.check_log()).await?;
    Ok(Json(checked.into()))
}

/// Names of those who stand in the rows, each asked for once.
#[derive(Debug)]
struct Names {
    people: reports::Names,
    /// Whether residents' names may be told.
    knows: bool,
    tablets: BTreeMap<String, String>,
}

impl Names {
    fn row(&mut self, home: &dyn Home, entry: Entry) -> Result<LogRow, HomeError> {
        if let Some(id) = &entry.tablet
            && !self.tablets.contains_key(id)
        {
            let name = home.tablet(id)?.map(|tablet| tablet.name);
            self.tablets.insert(id.clone(), name.unwrap_or_default());
        }
        Ok(LogRow {
            number: entry.number,
            at: entry.at,
            staff: entry.staff.map(|id| {
                let name = self.people.staff.get(&id).map(|(name, _)| name.clone());
                Named {
                    name: name.unwrap_or_default(),
                    id,
                }
            }),
            tablet: entry.tablet.map(|id| named(&self.tablets, id)),
            resident: entry.resident.map(|id| {
                let name = self.people.residents.get(&id).cloned();
                LoggedResident {
                    id,
                    erased: name.is_none(),
                    name: name.filter(|_| self.knows),
                }
            }),
            what: entry.what,
            detail: entry.detail,
        })
    }
}

fn named(names: &BTreeMap<String, String>, id: String) -> Named {
    let name = names.get(&id).cloned().unwrap_or_default();
    Named { id, name }
}

/// When a day begins here.
fn begin(day: Date) -> Result<Timestamp, Fault> {
    day.to_zoned(TimeZone::system())
        .map(|day| day.timestamp())
        .map_err(|error| Fault::Query(error.to_string()))
}

/// When the day after it begins here.
fn after(day: Date) -> Result<Timestamp, Fault> {
    day.tomorrow()
        .map_err(|error| Fault::Query(error.to_string()))
        .and_then(begin)
}
