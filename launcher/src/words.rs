//! The launcher's own sentences, in Swedish and English.
//!
//! Each says what happened, what Utsikt did about it, and the one thing to do: short, in the
//! present tense, without blame. Nothing here is about a person.

use std::path::Path;

use axum::http::{HeaderMap, header};

use crate::{
    api::resources::{Notice, Texts},
    problem::Fault,
};

mod access;
mod experiences;
pub mod fold;
mod obstacles;
pub mod topics;

pub use experiences::{broken_experience, experience_problem, film_problem};

/// A language the launcher speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Swedish, when nothing else is asked for.
    #[default]
    Swedish,
    /// English.
    English,
}

impl Language {
    /// The language a request asks for with `Accept-Language`.
    ///
    /// The tag with the highest weight wins, the first of equals; anything unreadable is passed over.
    pub fn of(headers: &HeaderMap) -> Self {
        let mut best = (0.0_f32, Self::default());
        let tags = headers
            .get_all(header::ACCEPT_LANGUAGE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','));
        for entry in tags {
            let mut parts = entry.split(';').map(str::trim);
            let tag = parts.next().unwrap_or_default();
            let language = match tag.split('-').next().unwrap_or_default() {
                tag if tag.eq_ignore_ascii_case("sv") => Self::Swedish,
                tag if tag.eq_ignore_ascii_case("en") => Self::English,
                _ => continue,
            };
            let weight = match parts.find_map(|part| part.strip_prefix("q=")) {
                Some(weight) => weight.parse().unwrap_or(0.0),
                None => 1.0,
            };
            if weight > best.0 {
                best = (weight, language);
            }
        }
        best.1
    }

    /// The language tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Swedish => "sv",
            Self::English => "en",
        }
    }
}

/// The same words in both languages.
pub fn both(swedish: impl Into<String>, english: impl Into<String>) -> Texts {
    Texts::from([
        ("sv".to_owned(), swedish.into()),
        ("en".to_owned(), english.into()),
    ])
}

/// Title and detail of a fault.
pub fn fault(fault: &Fault, language: Language) -> (String, String) {
    let (title, detail) = match language {
        Language::Swedish => swedish(fault),
        Language::English => english(fault),
    };
    (title.to_owned(), detail)
}

fn swedish(fault: &Fault) -> (&'static str, String) {
    match fault {
        Fault::ExperienceUnknown(id) => (
            "Upplevelsen finns inte här",
            format!("Ingen upplevelse här heter \"{id}\". Inget har ändrats. Välj en annan i listan."),
        ),
        Fault::ExperienceBroken(id) => (
            "Upplevelsen går inte att spela",
            format!("Något är fel i \"{id}\". Inget har startats. Välj en annan och säg till den som gör upplevelser."),
        ),
        Fault::HeadsetUnknown(id) => (
            "Glasögonen finns inte här",
            format!("Inga glasögon här heter \"{id}\". Inget har ändrats. Slå på glasögonen och vänta tills de syns."),
        ),
        Fault::HeadsetUnreachable(_) => (
            "Glasögonen svarar inte",
            "Glasögonen har inte kontakt just nu. Inget har startats. Slå på dem och försök igen.".to_owned(),
        ),
        Fault::SessionUnknown(_) => (
            "Stunden finns inte här",
            "Stunden är inte känd här längre. Inget har ändrats. Starta en ny.".to_owned(),
        ),
        Fault::SessionEnded(_) => {
            ("Stunden är slut", "Stunden har redan avslutats. Inget har ändrats. Starta en ny.".to_owned())
        }
        Fault::GroupUnknown(_) => (
            "Gruppen finns inte här",
            "Gruppen är inte känd här längre. Inget har ändrats. Starta en ny.".to_owned(),
        ),
        Fault::GroupOver(_) => (
            "Gruppen är slut",
            "Ingen i gruppen är kvar i upplevelsen. Inget har startats. Starta en ny.".to_owned(),
        ),
        Fault::GroupMembers => (
            "Gruppen går inte att starta",
            "En grupp har 1 till 30 glasögon, alla olika. Inget har startats. Välj glasögon på nytt.".to_owned(),
        ),
        Fault::NoNextScene(_) => (
            "Det finns ingen nästa plats",
            "Härifrån leder ingen väg vidare. Upplevelsen fortsätter som förut.".to_owned(),
        ),
        Fault::NoSuchCue(_) => (
            "Knappen finns inte här",
            "Den hör till en annan plats i upplevelsen. Inget har ändrats. Välj en av knapparna som syns nu.".to_owned(),
        ),
        Fault::PersonOutOfRange => (
            "Det går inte att ställa in så",
            "Ett värde är för litet eller för stort. Allt är kvar som det var.".to_owned(),
        ),
        Fault::VolumeOutOfRange => {
            ("Ljudet går inte att ställa så", "Ljudet går från 0 till 1. Det är kvar som det var.".to_owned())
        }
        Fault::LanguageUnreadable => (
            "Språket går inte att läsa",
            "Ett språk skrivs som sv eller en. Det är kvar som det var.".to_owned(),
        ),
        Fault::Body(reason) => (
            "Det går inte att läsa vad som skickades",
            format!("Inget har ändrats. Ladda om sidan och försök igen. ({reason})"),
        ),
        Fault::NotJson => (
            "Det går inte att läsa vad som skickades",
            "Innehållet ska vara JSON (Content-Type: application/json). Inget har ändrats. Ladda om sidan och försök igen."
                .to_owned(),
        ),
        Fault::BodyTooLarge => (
            "Det som skickades är för stort",
            "Det tas inte emot. Inget har ändrats. Ladda om sidan och försök igen.".to_owned(),
        ),
        Fault::Query(reason) => (
            "Det går inte att läsa adressen",
            format!("Inget har ändrats. Ladda om sidan och försök igen. ({reason})"),
        ),
        Fault::NotFound => ("Adressen finns inte", "Här finns inget. Gå till startsidan.".to_owned()),
        Fault::MethodNotAllowed => {
            ("Adressen tar inte emot det", "Inget har ändrats. Ladda om sidan och försök igen.".to_owned())
        }
        Fault::ForeignHost => (
            "Fel adress",
            "Utsikt svarar bara på adressen den själv visar när den startar. Inget har ändrats. Öppna den adressen."
                .to_owned(),
        ),
        Fault::ForeignOrigin => (
            "En annan sida får inte styra glasögonen",
            "Utsikt tar bara emot från sin egen sida. Inget har ändrats. Öppna Utsikts sida och försök igen.".to_owned(),
        ),
        Fault::NoPoster(_) => (
            "Bilden finns inte",
            "Det går inte att göra en bild av upplevelsen. Den går att välja ändå om den inte säger något annat.".to_owned(),
        ),
        Fault::PeriodUnreadable => (
            "Tiden går inte att läsa",
            "Den sista dagen ligger före den första, eller så är tiden för lång. Välj andra dagar.".to_owned(),
        ),
        Fault::BackupUnknown(name) => (
            "Kopian finns inte här",
            format!("Ingen säkerhetskopia heter \"{name}\". Inget har ändrats. Välj en i listan."),
        ),
        Fault::BackupBroken(name) => (
            "Kopian går inte att läsa",
            format!("Säkerhetskopian \"{name}\" är trasig. Allt är kvar som det var. Välj en annan i listan."),
        ),
        Fault::StorageFull => (
            "Disken är full",
            "Utsikt kan inte spara, så inget har ändrats. Glasögonen fortsätter som förut. Säg till den som sköter datorn."
                .to_owned(),
        ),
        Fault::Storage => (
            "Det går inte att spara",
            "Utsikt kan inte skriva till disken, så inget har ändrats. Glasögonen fortsätter som förut. Säg till den som sköter datorn."
                .to_owned(),
        ),
        Fault::Refused(refusal) => access::refusal(refusal, Language::Swedish),
        Fault::Hindered(obstacle) => obstacles::obstacle(obstacle, Language::Swedish),
        Fault::Closing => {
            ("Utsikt stängs av", "Inget har ändrats. Glasögonen fortsätter. Starta Utsikt igen.".to_owned())
        }
    }
}

fn english(fault: &Fault) -> (&'static str, String) {
    match fault {
        Fault::ExperienceUnknown(id) => (
            "The experience is not here",
            format!("No experience here is called \"{id}\". Nothing was changed. Choose another in the list."),
        ),
        Fault::ExperienceBroken(id) => (
            "The experience cannot be played",
            format!("Something is wrong in \"{id}\". Nothing was started. Choose another and tell whoever makes experiences."),
        ),
        Fault::HeadsetUnknown(id) => (
            "The headset is not here",
            format!("No headset here is called \"{id}\". Nothing was changed. Turn the headset on and wait until it shows."),
        ),
        Fault::HeadsetUnreachable(_) => (
            "The headset does not answer",
            "The headset has no contact just now. Nothing was started. Turn it on and try again.".to_owned(),
        ),
        Fault::SessionUnknown(_) => (
            "The session is not here",
            "The session is not known here any more. Nothing was changed. Start a new one.".to_owned(),
        ),
        Fault::SessionEnded(_) => {
            ("The session is over", "The session has already ended. Nothing was changed. Start a new one.".to_owned())
        }
        Fault::GroupUnknown(_) => (
            "The group is not here",
            "The group is not known here any more. Nothing was changed. Start a new one.".to_owned(),
        ),
        Fault::GroupOver(_) => (
            "The group is over",
            "Nobody in the group is in the experience any more. Nothing was started. Start a new one.".to_owned(),
        ),
        Fault::GroupMembers => (
            "The group cannot be started",
            "A group has 1 to 30 headsets, all different. Nothing was started. Choose the headsets again.".to_owned(),
        ),
        Fault::NoNextScene(_) => {
            ("There is no next scene", "No way leads on from here. The experience goes on as before.".to_owned())
        }
        Fault::NoSuchCue(_) => (
            "That button is not here",
            "It belongs to another place in the experience. Nothing was changed. Choose one of the buttons on screen now.".to_owned(),
        ),
        Fault::PersonOutOfRange => (
            "It cannot be set to that",
            "A value is too small or too large. All stays as it was.".to_owned(),
        ),
        Fault::VolumeOutOfRange => {
            ("The sound cannot be set to that", "Sound goes from 0 to 1. It stays as it was.".to_owned())
        }
        Fault::LanguageUnreadable => (
            "The language cannot be read",
            "A language is written as sv or en. It stays as it was.".to_owned(),
        ),
        Fault::Body(reason) => (
            "What was sent cannot be read",
            format!("Nothing was changed. Reload the page and try again. ({reason})"),
        ),
        Fault::NotJson => (
            "What was sent cannot be read",
            "The content must be JSON (Content-Type: application/json). Nothing was changed. Reload the page and try again."
                .to_owned(),
        ),
        Fault::BodyTooLarge => (
            "What was sent is too large",
            "It is not taken. Nothing was changed. Reload the page and try again.".to_owned(),
        ),
        Fault::Query(reason) => (
            "The address cannot be read",
            format!("Nothing was changed. Reload the page and try again. ({reason})"),
        ),
        Fault::NotFound => ("There is no such address", "Nothing is here. Go to the start page.".to_owned()),
        Fault::MethodNotAllowed => {
            ("The address does not take that", "Nothing was changed. Reload the page and try again.".to_owned())
        }
        Fault::ForeignHost => (
            "Wrong address",
            "Utsikt answers only at the address it shows when it starts. Nothing was changed. Open that address.".to_owned(),
        ),
        Fault::ForeignOrigin => (
            "Another page may not drive the headsets",
            "Utsikt listens only to its own page. Nothing was changed. Open Utsikt's page and try again.".to_owned(),
        ),
        Fault::NoPoster(_) => (
            "There is no picture",
            "No picture can be made of the experience. It can be chosen all the same unless it says otherwise.".to_owned(),
        ),
        Fault::PeriodUnreadable => (
            "The days cannot be read",
            "The last day is before the first, or the time is too long. Choose other days.".to_owned(),
        ),
        Fault::BackupUnknown(name) => (
            "The copy is not here",
            format!("No backup is called \"{name}\". Nothing was changed. Choose one in the list."),
        ),
        Fault::BackupBroken(name) => (
            "The copy cannot be read",
            format!("The backup \"{name}\" is broken. Everything is as it was. Choose another in the list."),
        ),
        Fault::StorageFull => (
            "The disk is full",
            "Utsikt cannot save, so nothing was changed. The headsets go on as before. Tell whoever looks after the computer."
                .to_owned(),
        ),
        Fault::Storage => (
            "Saving does not work",
            "Utsikt cannot write to the disk, so nothing was changed. The headsets go on as before. Tell whoever looks after the computer."
                .to_owned(),
        ),
        Fault::Refused(refusal) => access::refusal(refusal, Language::English),
        Fault::Hindered(obstacle) => obstacles::obstacle(obstacle, Language::English),
        Fault::Closing => {
            ("Utsikt is closing", "Nothing was changed. The headsets go on. Start Utsikt again.".to_owned())
        }
    }
}

/// Told for as long as nothing can be stored because the disk is full.
pub fn storage_full() -> Notice {
    notice(
        "storage-full",
        "Disken är full. Glasögonen fortsätter och går att avsluta, men inget nytt går att starta. Säg till den som sköter datorn.",
        "The disk is full. The headsets go on and can be ended, but nothing new can be started. Tell whoever looks after the computer.",
    )
}

/// Told for as long as nothing can be stored.
pub fn storage_failed() -> Notice {
    notice(
        "storage-failed",
        "Utsikt kan inte spara. Glasögonen fortsätter och går att avsluta, men inget nytt går att starta. Säg till den som sköter datorn.",
        "Utsikt cannot save. The headsets go on and can be ended, but nothing new can be started. Tell whoever looks after the computer.",
    )
}

/// Told after a broken database was moved aside.
pub fn storage_reset(moved_to: &Path) -> Notice {
    let file = moved_to.file_name().unwrap_or_default().to_string_lossy();
    notice(
        "storage-reset",
        format!(
            "Det sparade gick inte att läsa. Utsikt har börjat om och hör med glasögonen vad de gör. Spara filen {file} åt den som sköter datorn."
        ),
        format!(
            "What was saved could not be read. Utsikt has begun anew and asks the headsets what they do. Keep the file {file} for whoever looks after the computer."
        ),
    )
}

/// Told after broken records of the home were moved aside, and a backup was put in their place.
pub fn records_mended(moved_to: &Path, backup: Option<&Path>) -> Notice {
    let name = |path: &Path| {
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    };
    let file = name(moved_to);
    match backup.map(name) {
        Some(backup) => notice(
            "records-mended",
            format!(
                "Det sparade om boende och stunder gick inte att läsa. Utsikt har gått tillbaka till säkerhetskopian {backup}. Det som hänt sedan dess saknas. Spara filen {file} åt den som sköter datorn."
            ),
            format!(
                "What was saved about residents and sessions could not be read. Utsikt has gone back to the backup {backup}. What happened since then is missing. Keep the file {file} for whoever looks after the computer."
            ),
        ),
        None => notice(
            "records-mended",
            format!(
                "Det sparade om boende och stunder gick inte att läsa, och det finns ingen säkerhetskopia. Utsikt har börjat om. Spara filen {file} åt den som sköter datorn."
            ),
            format!(
                "What was saved about residents and sessions could not be read, and there is no backup. Utsikt has begun anew. Keep the file {file} for whoever looks after the computer."
            ),
        ),
    }
}

fn notice(code: &str, swedish: impl Into<String>, english: impl Into<String>) -> Notice {
    Notice {
        code: code.to_owned(),
        text: both(swedish, english),
    }
}
