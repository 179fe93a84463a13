//! What leaves the home: sessions as CSV, JSON and FHIR R4, with pseudonyms for people.
//!
//! An export is sent while it is read, so that any number of sessions takes little memory. When it cannot be read to
//! its end the connection is broken off: half a file is never taken for a whole one.

use std::{
    io::{self, Write},
    ops::ControlFlow,
    sync::Arc,
};

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use futures_util::stream;
use jiff::{Timestamp, tz::TimeZone};
use serde::Deserialize;
use tokio::sync::mpsc;
use utoipa::IntoParams;

use super::body::Asked;
use crate::{
    access::Actor,
    home::{HomeError, reports::Which},
    launcher::Launcher,
    problem::{Fault, Problem},
    reports::{
        export::{Csv, ExportedSession, Json, Sheet},
        fhir::Bundle,
        period::Period,
    },
};

/// So much is sent in one piece.
const PIECE: usize = 64 * 1024;
/// Pieces that wait to be sent.
const WAITING: usize = 4;

/// Which sessions are exported.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Exported {
    /// The first day; the very first where it is left out.
    #[param(value_type = Option<String>, format = Date)]
    from: Option<jiff::civil::Date>,
    /// The last day; today where it is left out.
    #[param(value_type = Option<String>, format = Date)]
    to: Option<jiff::civil::Date>,
    /// For this resident only.
    resident: Option<String>,
    /// Of this experience only.
    experience: Option<String>,
}

/// Comma-separated values, as the description calls them.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String)]
#[expect(dead_code, reason = "only a name for a kind of body")]
pub(crate) struct Sheets(String);

/// Sessions that have ended as comma-separated values (RFC 4180), the first begun first.
#[utoipa::path(
    get,
    path = "/api/v1/exports/sessions.csv",
    tag = "reports",
    operation_id = "exportCsv",
    params(Exported),
    responses(
        (status = 200, content_type = "text/csv", body = inline(Sheets)),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "period-unreadable"),
    )
)]
pub(crate) async fn csv(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Asked(asked): Asked<Exported>,
) -> Result<Response, Fault> {
    let kind = Kind {
        name: "sessions.csv",
        content_type: "text/csv; charset=utf-8; header=present",
        sheet: |out, _| Box::new(Csv::new(out)),
    };
    export(&launcher, &actor, asked, kind).await
}

/// The same as JSON.
#[utoipa::path(
    get,
    path = "/api/v1/exports/sessions.json",
    tag = "reports",
    operation_id = "exportJson",
    params(Exported),
    responses(
        (status = 200, body = [ExportedSession]),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "period-unreadable"),
    )
)]
pub(crate) async fn json(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Asked(asked): Asked<Exported>,
) -> Result<Response, Fault> {
    let kind = Kind {
        name: "sessions.json",
        content_type: "application/json",
        sheet: |out, _| Box::new(Json::new(out)),
    };
    export(&launcher, &actor, asked, kind).await
}

/// Those of which something was noted as a FHIR R4 Bundle: a Questionnaire and its QuestionnaireResponses.
#[utoipa::path(
    get,
    path = "/api/v1/exports/questionnaire-responses.json",
    tag = "reports",
    operation_id = "exportFhir",
    params(Exported),
    responses(
        (status = 200, content_type = "application/fhir+json", body = Object),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "period-unreadable"),
    )
)]
pub(crate) async fn fhir(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Asked(asked): Asked<Exported>,
) -> Result<Response, Fault> {
    let kind = Kind {
        name: "questionnaire-responses.json",
        content_type: "application/fhir+json; fhirVersion=4.0",
        sheet: |out, now| Box::new(Bundle::new(out, now)),
    };
    export(&launcher, &actor, asked, kind).await
}

/// A kind of file.
#[derive(Clone, Copy)]
struct Kind {
    name: &'static str,
    content_type: &'static str,
    sheet: fn(Pieces, Timestamp) -> Box<dyn Sheet>,
}

async fn export(
    launcher: &Arc<Launcher>,
    actor: &Actor,
    asked: Exported,
    kind: Kind,
) -> Result<Response, Fault> {
    let now = Timestamp::now();
    let which = which(&asked, now)?;
    let by = actor.by();
    let (sender, receiver) = mpsc::channel(WAITING);
    let name = kind.name;
    // What is sent was noted first.
    launcher
        .records
        .ask({
            let resident = which.resident.clone();
            move |home| home.note(&by, resident.as_deref(), "sessions-exported", name)
        })
        .await?;
    let records = launcher.records.clone();
    tokio::spawn(async move {
        let broken = sender.clone();
        let written = records
            .ask(move |home| {
                let mut sheet = (kind.sheet)(Pieces::new(sender), now);
                let mut written = sheet.begin();
                home.exported(&which, &mut |session| {
                    if written.is_ok() {
                        written = sheet.session(&session);
                    }
                    if written.is_ok() {
                        ControlFlow::Continue(())
                    } else {
                        ControlFlow::Break(())
                    }
                })?;
                // An error here means that nobody takes it any more.
                written
                    .and_then(|()| sheet.end())
                    .map_err(|error| HomeError::Unreadable {
                        what: "an export",
                        error: error.to_string(),
                    })
            })
            .await;
        if written.is_err() {
            let _ = broken
                .send(Err(io::Error::other("not read to its end")))
                .await;
        }
    });
    let body = Body::from_stream(stream::unfold(receiver, async |mut receiver| {
        let piece = receiver.recv().await?;
        Some((piece, receiver))
    }));
    let headers = [
        (header::CONTENT_TYPE, kind.content_type.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, body).into_response())
}

fn which(asked: &Exported, now: Timestamp) -> Result<Which, Fault> {
    let zone = TimeZone::system();
    let to = asked.to.or(asked.from);
    let period =
        |from, to| Period::new(from, to, None, now, &zone).map_err(|_| Fault::PeriodUnreadable);
    if let (Some(from), Some(to)) = (asked.from, asked.to)
        && to < from
    {
        return Err(Fault::PeriodUnreadable);
    }
    Ok(Which {
        from: match asked.from {
            Some(from) => Some(period(Some(from), to)?.milliseconds.0),
            None => None,
        },
        until: match asked.to {
            Some(to) => Some(period(Some(to), Some(to))?.milliseconds.1),
            None => None,
        },
        resident: asked.resident.clone(),
        experience: asked.experience.clone(),
    })
}

/// Takes what is written, gathers it into pieces and hands them on to be sent.
struct Pieces {
    gathered: Vec<u8>,
    sender: mpsc::Sender<io::Result<Bytes>>,
}

impl Pieces {
    fn new(sender: mpsc::Sender<io::Result<Bytes>>) -> Self {
        Self {
            gathered: Vec::with_capacity(PIECE),
            sender,
        }
    }
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.gathered.extend_from_slice(bytes);
        if self.gathered.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let piece = std::mem::take(&mut self.gathered);
        if piece.is_empty() {
            return Ok(());
        }
        self.sender
            .blocking_send(Ok(piece.into()))
            .map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}
