//! Reports: what was done in a period, and the one sentence that says what it shows.
//!
//! Whoever may not know residents is told pseudonyms. Reading a report is noted in the access log: about one
//! resident as a reading of that resident.

use std::{collections::BTreeMap, sync::Arc};

use axum::{Json, extract::State};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{
    body::Asked as Query,
    figures::{
        Asked, ExperienceFigures, ExperiencesReport, Figures, Overview, ResidentFigures,
        ResidentsReport, Smileys, StaffFigures, StaffReport, StepFigures,
    },
    resources::Texts,
};
use crate::{
    access::Actor,
    home::{
        reports::{Names, Which},
        staff::Role,
    },
    launcher::Launcher,
    problem::{Fault, Problem},
    reports::{
        Fact,
        period::{Period, PeriodError},
        pseudonym::Pseudonyms,
        report_words,
        sums::{Report, Sums},
    },
    words::both,
};

/// Sessions, minutes, smileys and reactions of a period, week by week or month by month.
#[utoipa::path(
    get,
    path = "/api/v1/reports/overview",
    tag = "reports",
    operation_id = "reportOverview",
    params(Asked),
    responses(
        (status = 200, body = Overview),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "period-unreadable"),
    )
)]
pub(crate) async fn overview(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Result<Json<Overview>, Fault> {
    let told = Told::read(&launcher, &actor, &asked, "overview", |_| None).await?;
    let Told { period, report, .. } = &told;
    let steps = period.steps.iter().zip(&report.steps);
    Ok(Json(Overview {
        from: period.from,
        to: period.to,
        message: report_words::overview(&report.all, &report.steps, told.one().as_deref()),
        figures: Figures::from(&report.all),
        residents: number(&report.all),
        smileys: Smileys {
            before: report.all.before,
            after: report.all.after,
        },
        step: period.step,
        steps: steps
            .map(|((start, _), sums)| StepFigures {
                start: *start,
                figures: Figures::from(sums),
            })
            .collect(),
    }))
}

/// The same resident by resident, also those who were not out.
#[utoipa::path(
    get,
    path = "/api/v1/reports/residents",
    tag = "reports",
    operation_id = "reportResidents",
    params(Asked),
    responses(
        (status = 200, body = ResidentsReport),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "period-unreadable"),
    )
)]
pub(crate) async fn residents(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Result<Json<ResidentsReport>, Fault> {
    let told = Told::read(&launcher, &actor, &asked, "residents", |fact| fact.resident).await?;
    let numbers: BTreeMap<&str, u32> = told
        .names
        .ids
        .iter()
        .map(|(number, id)| (id.as_str(), *number))
        .collect();
    let nothing = Sums::default();
    let mut residents: Vec<_> = told
        .names
        .residents
        .keys()
        .filter(|id| told.resident.as_ref().is_none_or(|wanted| wanted == *id))
        .map(|id| {
            let sums = numbers
                .get(id.as_str())
                .and_then(|number| told.report.groups.get(number))
                .unwrap_or(&nothing);
            let (id, name) = told.person(id);
            ResidentFigures {
                id,
                name,
                last: sums.last.and_then(|last| told.day(last)),
                figures: Figures::from(sums),
            }
        })
        .collect();
    residents.sort_by(|one, other| one.name.cmp(&other.name).then(one.id.cmp(&other.id)));
    let not_out: Vec<_> = residents
        .iter()
        .filter(|resident| resident.figures.sessions == 0)
        .map(|resident| resident.name.clone())
        .collect();
    // Of one resident, or of one experience, it would say what everybody sees.
    let narrowed = asked.resident.is_some() || asked.experience.is_some();
    let message = if narrowed {
        None
    } else {
        report_words::residents(told.report.all.sessions, &not_out)
    };
    Ok(Json(ResidentsReport {
        from: told.period.from,
        to: told.period.to,
        message,
        residents,
    }))
}

/// The same experience by experience.
#[utoipa::path(
    get,
    path = "/api/v1/reports/experiences",
    tag = "reports",
    operation_id = "reportExperiences",
    params(Asked),
    responses(
        (status = 200, body = ExperiencesReport),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "period-unreadable"),
    )
)]
pub(crate) async fn experiences(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Result<Json<ExperiencesReport>, Fault> {
    let told = Told::read(&launcher, &actor, &asked, "experiences", |fact| {
        Some(fact.experience)
    })
    .await?;
    let mut experiences = Vec::new();
    let mut topics: BTreeMap<String, report_words::Group> = BTreeMap::new();
    let mut single = Vec::new();
    let listing = launcher.shelf.listing();
    for (number, sums) in &told.report.groups {
        let Some(id) = told.names.ids.get(number) else {
            continue;
        };
        let known = listing.find(id);
        let title = known
            .map(|known| known.title.clone())
            .or_else(|| told.names.titles.get(id).cloned())
            .unwrap_or_else(|| both(id.as_str(), id.as_str()));
        single.push(group(&title, sums));
        for topic in known.into_iter().flat_map(|known| &known.topics) {
            if let Some(name) = report_words::topic(topic) {
                let counted = topics
                    .entry(topic.clone())
                    .or_insert_with(|| group(&name, &Sums::default()));
                counted.observed += sums.observed;
                counted.glad += sums.glad;
            }
        }
        experiences.push(ExperienceFigures {
            experience: id.clone(),
            title,
            residents: self::number(sums),
            figures: Figures::from(sums),
        });
    }
    experiences.sort_by(|one, other| {
        let played = |row: &ExperienceFigures| row.figures.sessions;
        played(other)
            .cmp(&played(one))
            .then_with(|| one.experience.cmp(&other.experience))
    });
    let lists = [topics.into_values().collect(), single];
    Ok(Json(ExperiencesReport {
        from: told.period.from,
        to: told.period.to,
        message: report_words::experiences(&lists, told.one().as_deref()),
        experiences,
    }))
}

/// What sessions took of those who work there: taps to start one, and time beside.
#[utoipa::path(
    get,
    path = "/api/v1/reports/staff",
    tag = "reports",
    operation_id = "reportStaff",
    params(Asked),
    responses(
        (status = 200, body = StaffReport),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "period-unreadable"),
    )
)]
pub(crate) async fn staff(
    State(launcher): State<Arc<Launcher>>,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Result<Json<StaffReport>, Fault> {
    let told = Told::read(&launcher, &actor, &asked, "staff", |fact| fact.staff).await?;
    let mut staff: Vec<_> = told
        .report
        .groups
        .iter()
        .filter_map(|(number, sums)| {
            let id = told.names.ids.get(number)?;
            let (name, role) = told.names.staff.get(id)?.clone();
            Some(StaffFigures {
                id: id.clone(),
                name,
                role,
                taps: (sums.tapped > 0).then(|| sums.taps as f64 / f64::from(sums.tapped)),
                residents: self::number(sums),
                figures: Figures::from(sums),
            })
        })
        .collect();
    staff.sort_by(|one, other| one.name.cmp(&other.name).then(one.id.cmp(&other.id)));
    Ok(Json(StaffReport {
        from: told.period.from,
        to: told.period.to,
        message: report_words::staff(&told.report.all),
        staff,
    }))
}

/// What was read for a report.
struct Told {
    period: Period,
    zone: TimeZone,
    report: Report,
    names: Names,
    resident: Option<String>,
    /// For whoever may not know residents.
    pseudonyms: Option<Pseudonyms>,
}

impl Told {
    async fn read(
        launcher: &Launcher,
        actor: &Actor,
        asked: &Asked,
        what: &'static str,
        group: fn(&Fact) -> Option<u32>,
    ) -> Result<Self, Fault> {
        let (now, zone) = (Timestamp::now(), TimeZone::system());
        let period = period(asked, now, &zone)?;
        let mut which = Which {
            from: Some(period.milliseconds.0),
            until: Some(period.milliseconds.1),
            resident: asked.resident.clone(),
            experience: asked.experience.clone(),
        };
        let (by, hidden) = (actor.by(), actor.login()?.role == Role::Auditor);
        let mut report = Report::new(&period);
        let (report, names, pseudonyms, resident) = launcher
            .records
            .ask(move |home| {
                let names = home.names()?;
                let pseudonyms = hidden.then(|| home.pseudonyms()).transpose()?;
                if let (Some(pseudonyms), Some(asked)) = (&pseudonyms, &which.resident) {
                    // Asked by what the reader knows; a real id means nothing from here.
                    let mut all = names.residents.keys();
                    let known = all.find(|id| pseudonyms.resident(id) == *asked);
                    which.resident = Some(known.cloned().unwrap_or_default());
                }
                home.note(&by, which.resident.as_deref(), "report-read", what)?;
                home.facts(&which, &mut |fact| report.add(fact, group(fact)))?;
                Ok((report, names, pseudonyms, which.resident))
            })
            .await?;
        Ok(Self {
            period,
            zone,
            report,
            names,
            resident,
            pseudonyms,
        })
    }

    /// Id and name of a resident as the reader may know them.
    fn person(&self, id: &str) -> (String, String) {
        match &self.pseudonyms {
            Some(pseudonyms) => (pseudonyms.resident(id), pseudonyms.resident(id)),
            None => (
                id.to_owned(),
                self.names.residents.get(id).cloned().unwrap_or_default(),
            ),
        }
    }

    /// The name of the one resident the report is about.
    fn one(&self) -> Option<String> {
        let id = self.resident.as_deref()?;
        self.names
            .residents
            .contains_key(id)
            .then(|| self.person(id).1)
    }

    fn day(&self, milliseconds: i64) -> Option<Date> {
        let at = Timestamp::from_millisecond(milliseconds).ok()?;
        Some(self.zone.to_datetime(at).date())
    }
}

/// The period that is asked for.
pub(super) fn period(asked: &Asked, now: Timestamp, zone: &TimeZone) -> Result<Period, Fault> {
    Period::new(asked.from, asked.to, asked.step, now, zone).map_err(|error| match error {
        PeriodError::Backwards | PeriodError::TooLong => Fault::PeriodUnreadable,
    })
}

fn group(name: &Texts, sums: &Sums) -> report_words::Group {
    report_words::Group {
        name: name.clone(),
        observed: sums.observed,
        glad: sums.glad,
    }
}

fn number(sums: &Sums) -> u32 {
    u32::try_from(sums.residents.len()).unwrap_or(u32::MAX)
}
