//! The shapes of reports. Their figures are sums over sessions that have ended, of the period asked for.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::resources::Texts;
use crate::reports::{TICKS, period::Step, sums::Sums};

/// Which sessions a report is about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// The first day; thirteen weeks back where it is left out.
    #[param(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// The last day; today where it is left out.
    #[param(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// For this resident only.
    pub resident: Option<String>,
    /// Of this experience only.
    pub experience: Option<String>,
    /// How long a step is; weeks up to half a year and months beyond where it is left out.
    pub step: Option<Step>,
}

/// How many sessions, how long, and how they went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Figures {
    /// How many.
    pub sessions: u32,
    /// How long they played together.
    pub seconds: u64,
    /// Of how many something was noted: a smiley after, or a tick.
    pub answered: u32,
    /// In how many of those the resident was glad: smiled, or chose one of the two glad smileys.
    pub glad: u32,
    /// The mean smiley before, 1 sad to 5 glad; none where none was chosen.
    #[schema(minimum = 1, maximum = 5)]
    pub before: Option<f64>,
    /// The mean smiley after.
    #[schema(minimum = 1, maximum = 5)]
    pub after: Option<f64>,
    /// Of those with both smileys: gladder after.
    pub gladder: u32,
    /// As glad.
    pub same: u32,
    /// Less glad.
    pub sadder: u32,
    /// In how many each tick was made during or after.
    pub ticks: BTreeMap<String, u32>,
    /// In how many each was made before.
    pub ticks_before: BTreeMap<String, u32>,
    /// How many ended with "dizzy – stop".
    pub dizzy: u32,
}

impl From<&Sums> for Figures {
    fn from(sums: &Sums) -> Self {
        let named = |counts: &[u32]| {
            let names = TICKS.iter().map(|tick| (*tick).to_owned());
            names.zip(counts.iter().copied()).collect()
        };
        Self {
            sessions: sums.sessions,
            seconds: sums.seconds,
            answered: sums.observed,
            glad: sums.glad,
            before: mean(&sums.before),
            after: mean(&sums.after),
            gladder: sums.gladder,
            same: sums.same,
            sadder: sums.sadder,
            ticks: named(&sums.ticks),
            ticks_before: named(&sums.ticks_before),
            dizzy: sums.dizzy,
        }
    }
}

/// The mean of what was chosen from 1 on, if anything was.
fn mean(counts: &[u32]) -> Option<f64> {
    let all: u32 = counts.iter().sum();
    let sum: u32 = counts
        .iter()
        .zip(1..)
        .map(|(count, value)| count * value)
        .sum();
    (all > 0).then(|| f64::from(sum) / f64::from(all))
}

/// How often each smiley was chosen, from 1 (sad) to 5 (glad).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Smileys {
    /// Before.
    pub before: [u32; 5],
    /// After.
    pub after: [u32; 5],
}

/// One step of a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StepFigures {
    /// Its first day: a Monday, or the first of a month.
    #[schema(value_type = String, format = Date)]
    pub start: Date,
    /// Its figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// What was done in a period, step by step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Overview {
    /// The first day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// What it shows, in one sentence; none where nothing can be said.
    pub message: Option<Texts>,
    /// The whole of it.
    #[serde(flatten)]
    pub figures: Figures,
    /// How many residents were out.
    pub residents: u32,
    /// How often each smiley was chosen.
    pub smileys: Smileys,
    /// How long a step is.
    pub step: Step,
    /// The steps, also those without a session.
    pub steps: Vec<StepFigures>,
}

/// What was done in a period, resident by resident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ResidentsReport {
    /// The first day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// What it shows, in one sentence; none where nothing can be said.
    pub message: Option<Texts>,
    /// By name; also those who were not out.
    pub residents: Vec<ResidentFigures>,
}

/// What was done with one resident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ResidentFigures {
    /// The resident; a pseudonym for whoever may not know residents.
    pub id: String,
    /// The name to be called by; a pseudonym for whoever may not know residents.
    pub name: String,
    /// The day of the last session in the period.
    #[schema(value_type = Option<String>, format = Date)]
    pub last: Option<Date>,
    /// The figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// What was done in a period, experience by experience.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExperiencesReport {
    /// The first day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// What it shows, in one sentence; none where nothing can be said.
    pub message: Option<Texts>,
    /// The one played most often first.
    pub experiences: Vec<ExperienceFigures>,
}

/// What was done with one experience.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExperienceFigures {
    /// The experience; it may be there no longer.
    pub experience: String,
    /// What it was called last.
    pub title: Texts,
    /// How many residents it was played for.
    pub residents: u32,
    /// The figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// What a period took of those who work there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StaffReport {
    /// The first day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// What it shows, in one sentence; none where nothing can be said.
    pub message: Option<Texts>,
    /// By name; those without a session are not there.
    pub staff: Vec<StaffFigures>,
}

/// What sessions took of one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StaffFigures {
    /// The member of staff.
    pub id: String,
    /// The name.
    pub name: String,
    /// The role now.
    pub role: String,
    /// Taps from opening a resident to playing, on average; none where they were not counted.
    pub taps: Option<f64>,
    /// How many residents were out.
    pub residents: u32,
    /// The figures; `seconds` is the time beside.
    #[serde(flatten)]
    pub figures: Figures,
}
