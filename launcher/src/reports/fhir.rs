//! How sessions went as HL7 FHIR R4: a Bundle that holds one Questionnaire and a QuestionnaireResponse for each session
//! of which something was noted. `launcher/exports.md` describes each item.
//!
//! The resources are written as JSON by hand of `serde_json`: few kinds, and the test holds them against
//! the schema that HL7 gives out. Nobody is named: subjects and authors are identified by pseudonyms.

use std::io::{self, Write};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{
    TICKS,
    export::{ExportedSession, Sheet, When},
};

/// Names the questionnaire; its version stands after the bar.
const QUESTIONNAIRE: &str = "urn:utsikt:questionnaire:session";
const VERSION: &str = "1";
/// Names the values of a smiley, 1 to 5.
const SMILEY: &str = "urn:utsikt:smiley";
/// Names what is ticked.
const TICK: &str = "urn:utsikt:tick";
/// Names why a session ended.
const WHY: &str = "urn:utsikt:ended";
/// Names experiences.
const EXPERIENCE: &str = "urn:utsikt:experience";
/// Names people by pseudonyms.
const PSEUDONYM: &str = "urn:utsikt:pseudonym";
/// The extension of FHIR's own that gives a text in another language.
const TRANSLATION: &str = "http://hl7.org/fhir/StructureDefinition/translation";

/// The items: link, type, whether several answers fit, words in Swedish and English.
const ITEMS: [(&str, &str, bool, &str, &str); 9] = [
    ("experience", "choice", false, "Upplevelse", "Experience"),
    ("started", "dateTime", false, "Började", "Began"),
    (
        "seconds",
        "integer",
        false,
        "Spelad tid i sekunder",
        "Seconds played",
    ),
    (
        "ended",
        "choice",
        false,
        "Varför den slutade",
        "Why it ended",
    ),
    (
        "smiley-before",
        "choice",
        false,
        "Den boendes smiley före",
        "The resident's smiley before",
    ),
    (
        "smiley-after",
        "choice",
        false,
        "Den boendes smiley efter",
        "The resident's smiley after",
    ),
    ("ticks-before", "choice", true, "Sågs före", "Seen before"),
    (
        "ticks-during",
        "choice",
        true,
        "Sågs under tiden",
        "Seen meanwhile",
    ),
    ("ticks-after", "choice", true, "Sågs efter", "Seen after"),
];

const SMILEYS: [(&str, &str, &str); 5] = [
    ("1", "mycket ledsen", "very sad"),
    ("2", "ledsen", "sad"),
    ("3", "varken eller", "neither"),
    ("4", "glad", "glad"),
    ("5", "mycket glad", "very glad"),
];

const TICK_WORDS: [(&str, &str); TICKS.len()] = [
    ("ler", "smiles"),
    ("pratar", "talks"),
    ("sjunger", "sings"),
    ("sträcker sig ut", "reaches out"),
    ("orolig", "restless"),
    ("ledsen", "sad"),
    ("mår illa", "feels sick"),
];

const WHYS: [(&str, &str, &str); 6] = [
    ("Finished", "tiden var slut", "its time was over"),
    ("Stopped", "avslutad", "ended"),
    ("Dizzy", "yr – avbruten", "dizzy – stopped"),
    ("Replaced", "en annan startades", "another was started"),
    ("Failed", "kunde inte visas", "could not be shown"),
    (
        "Lost",
        "glasögonen var borta länge",
        "the headset was away long",
    ),
];

/// Which code system an item's answers are from.
fn system(link: &str) -> Option<&'static str> {
    Some(match link {
        "experience" => EXPERIENCE,
        "ended" => WHY,
        "smiley-before" | "smiley-after" => SMILEY,
        "ticks-before" | "ticks-during" | "ticks-after" => TICK,
        _ => return None,
    })
}

/// A Bundle of type `collection`, written piece by piece.
pub struct Bundle<W: Write> {
    out: W,
    made: Timestamp,
}

impl<W: Write> Bundle<W> {
    /// Written to `out`, as made at that time.
    pub fn new(out: W, made: Timestamp) -> Self {
        Self { out, made }
    }

    fn entry(&mut self, full_url: &str, resource: &Value) -> io::Result<()> {
        serde_json::to_writer(
            &mut self.out,
            &json!({"fullUrl": full_url, "resource": resource}),
        )?;
        Ok(())
    }
}

impl<W: Write> Sheet for Bundle<W> {
    fn begin(&mut self) -> io::Result<()> {
        write!(
            self.out,
            r#"{{"resourceType":"Bundle","type":"collection","timestamp":"{}","entry":["#,
            instant(self.made)
        )?;
        self.entry(QUESTIONNAIRE, &questionnaire())
    }

    fn session(&mut self, session: &ExportedSession) -> io::Result<()> {
        let Some(observed) = session.observed else {
            return Ok(());
        };
        self.out.write_all(b",\n")?;
        self.entry(
            &format!("urn:uuid:{}", session.session),
            &response(session, observed),
        )
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.write_all(b"]}\n")?;
        self.out.flush()
    }
}

/// The questionnaire that every response answers.
pub fn questionnaire() -> Value {
    let items: Vec<Value> = ITEMS
        .iter()
        .map(|(link, kind, repeats, sv, en)| {
            let mut item = json!({
                "linkId": link,
                "text": sv,
                "_text": translated(en),
                "type": kind,
                "repeats": repeats,
            });
            let options: Vec<Value> = match system(link) {
                Some(SMILEY) => SMILEYS
                    .iter()
                    .map(|(code, sv, en)| option(SMILEY, code, sv, en))
                    .collect(),
                Some(TICK) => TICKS
                    .iter()
                    .zip(TICK_WORDS)
                    .map(|(code, (sv, en))| option(TICK, code, sv, en))
                    .collect(),
                Some(WHY) => WHYS
                    .iter()
                    .map(|(code, sv, en)| option(WHY, code, sv, en))
                    .collect(),
                _ => Vec::new(),
            };
            match (options.is_empty(), *link) {
                (false, _) => item["answerOption"] = options.into(),
                // Which experiences there are, each home decides.
                (true, "experience") => item["type"] = "open-choice".into(),
                _ => {}
            }
            item
        })
        .collect();
    json!({
        "resourceType": "Questionnaire",
        "id": "utsikt-session",
        "language": "sv",
        "url": QUESTIONNAIRE,
        "version": VERSION,
        "name": "UtsiktSession",
        "title": "Så gick stunden",
        "_title": translated("How the session went"),
        "status": "active",
        "subjectType": ["Patient"],
        "item": items,
    })
}

fn option(system: &str, code: &str, sv: &str, en: &str) -> Value {
    json!({"valueCoding": {"system": system, "code": code, "display": sv, "_display": translated(en)}})
}

fn translated(en: &str) -> Value {
    json!({"extension": [{
        "url": TRANSLATION,
        "extension": [{"url": "lang", "valueCode": "en"}, {"url": "content", "valueString": en}],
    }]})
}

fn response(session: &ExportedSession, observed: Timestamp) -> Value {
    let mut items = Vec::new();
    let mut answer = |link: &str, answers: Vec<Value>| {
        if !answers.is_empty() {
            items.push(json!({"linkId": link, "answer": answers}));
        }
    };
    let title = session.title.get("sv").filter(|title| !title.is_empty());
    answer(
        "experience",
        vec![coding(
            EXPERIENCE,
            &session.experience,
            title.map(String::as_str),
        )],
    );
    answer(
        "started",
        vec![json!({"valueDateTime": instant(session.started)})],
    );
    answer("seconds", vec![json!({"valueInteger": session.seconds})]);
    let why = WHYS.iter().find(|(code, ..)| *code == session.why);
    answer(
        "ended",
        why.map(|(code, sv, _)| coding(WHY, code, Some(sv)))
            .into_iter()
            .collect(),
    );
    for (link, smiley) in [
        ("smiley-before", session.before),
        ("smiley-after", session.after),
    ] {
        let chosen = smiley.and_then(|smiley| SMILEYS.get(usize::from(smiley).checked_sub(1)?));
        answer(
            link,
            chosen
                .map(|(code, sv, _)| coding(SMILEY, code, Some(sv)))
                .into_iter()
                .collect(),
        );
    }
    for (link, when) in [
        ("ticks-before", When::Before),
        ("ticks-during", When::During),
        ("ticks-after", When::After),
    ] {
        // Each once: an answer says that it was seen, not how often.
        let seen = TICKS.iter().zip(TICK_WORDS).filter(|(tick, _)| {
            session
                .ticks
                .iter()
                .any(|seen| seen.when == when && seen.tick == **tick)
        });
        answer(
            link,
            seen.map(|(tick, (sv, _))| coding(TICK, tick, Some(sv)))
                .collect(),
        );
    }
    let mut response = json!({
        "resourceType": "QuestionnaireResponse",
        "id": session.session,
        "questionnaire": format!("{QUESTIONNAIRE}|{VERSION}"),
        "status": "completed",
        "authored": instant(observed),
        "item": items,
    });
    if let Some(resident) = &session.resident {
        response["subject"] = person("Patient", resident);
    }
    if let Some(staff) = &session.staff {
        response["author"] = person("Practitioner", staff);
    }
    response
}

fn coding(system: &str, code: &str, display: Option<&str>) -> Value {
    let mut coding = json!({"system": system, "code": code});
    if let Some(display) = display {
        coding["display"] = display.into();
    }
    json!({"valueCoding": coding})
}

fn person(kind: &str, pseudonym: &str) -> Value {
    json!({"type": kind, "identifier": {"system": PSEUDONYM, "value": pseudonym}})
}

/// A time as FHIR writes it: to the millisecond.
fn instant(at: Timestamp) -> String {
    format!("{at:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::export::tests::session;

    fn bundle(sessions: &[ExportedSession]) -> String {
        let mut out = Vec::new();
        let mut sheet = Bundle::new(&mut out, "2026-11-28T20:00:00Z".parse().unwrap());
        sheet.begin().unwrap();
        for session in sessions {
            sheet.session(session).unwrap();
        }
        sheet.end().unwrap();
        String::from_utf8(out).unwrap()
    }

    /// The page's own tests hold this file against HL7's schema for R4 (`web/src/exports/fhir.test.ts`).
    #[test]
    fn the_snapshot_is_what_the_code_writes() {
        let mut bare = session();
        bare.session = "0b0f5cf8-1c7e-4a3a-8a39-0b9c2a6a54c3".to_owned();
        bare.resident = None;
        bare.staff = None;
        bare.before = None;
        bare.ticks.clear();
        bare.title.clear();
        let mut unseen = session();
        unseen.observed = None;
        let said = bundle(&[session(), unseen, bare]);
        let written = include_str!("../../tests/reports/questionnaire-responses.json");
        assert!(
            said == written,
            "launcher/tests/reports/questionnaire-responses.json is out of date; the code writes:\n{said}"
        );
    }

    #[test]
    fn every_answer_is_one_that_the_questionnaire_offers() {
        let read: Value = serde_json::from_str(&bundle(&[session()])).unwrap();
        let asked = &read["entry"][0]["resource"]["item"];
        let answers = read["entry"][1]["resource"]["item"].as_array().unwrap();
        assert_eq!(answers.len(), 9);
        for item in answers {
            let question = asked
                .as_array()
                .unwrap()
                .iter()
                .find(|question| question["linkId"] == item["linkId"])
                .unwrap();
            let Some(options) = question["answerOption"].as_array() else {
                continue;
            };
            for answer in item["answer"].as_array().unwrap() {
                assert!(
                    options.iter().any(|option| {
                        option["valueCoding"]["code"] == answer["valueCoding"]["code"]
                            && option["valueCoding"]["system"] == answer["valueCoding"]["system"]
                    }),
                    "{answer} is not offered"
                );
            }
        }
    }
}
