//! Sessions as files for others: CSV (RFC 4180) and JSON. Written piece by piece, so that any number fits.
//!
//! What leaves the home names nobody: people are pseudonyms, and the free line about how it went stays, since it
//! may say anybody's name. (Everything about one resident is had by the resident's own export.)
//!
//! A cell of the CSV that a spreadsheet would take for a formula begins with an apostrophe.

use std::io::{self, Write};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::TICKS;
use crate::api::resources::Texts;

/// When something was ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// Before it began.
    Before,
    /// While it played.
    During,
    /// When it was over.
    After,
}

/// Something that was ticked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TickSeen {
    /// What: `smile`, `talks`, `sings`, `reaches_out`, `restless`, `sad` or `sick`.
    #[schema(example = "smile")]
    pub tick: String,
    /// When.
    pub when: When,
}

/// One session that has ended, as it leaves the home.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ExportedSession {
    /// Its id.
    pub session: String,
    /// Whom it was for: a pseudonym, the same in every export of this home; none when that was not said.
    #[schema(example = "R-3f9a0c61d2")]
    pub resident: Option<String>,
    /// Who started it: a pseudonym.
    #[schema(example = "S-77b1c4e0aa")]
    pub staff: Option<String>,
    /// What was played.
    #[schema(example = "skogssjo")]
    pub experience: String,
    /// What it was called then.
    pub title: Texts,
    /// Sessions with the same one were had together.
    pub group: Option<String>,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    pub started: Timestamp,
    /// When it ended.
    #[schema(value_type = String, format = DateTime)]
    pub ended: Timestamp,
    /// Why it ended: `Finished`, `Stopped`, `Dizzy`, `Replaced`, `Failed` or `Lost`.
    #[schema(example = "Finished")]
    pub why: String,
    /// How long it played, pauses not counted.
    pub seconds: u32,
    /// Taps from opening the resident to playing; none where they were not counted.
    pub taps: Option<u32>,
    /// The resident's smiley before, 1 sad to 5 glad.
    #[schema(minimum = 1, maximum = 5)]
    pub before: Option<u8>,
    /// The same after.
    #[schema(minimum = 1, maximum = 5)]
    pub after: Option<u8>,
    /// What was ticked, each once for each time.
    pub ticks: Vec<TickSeen>,
    /// When how it went was last written; none where nothing was.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub observed: Option<Timestamp>,
}

/// Where sessions are written, one after the other.
pub trait Sheet {
    /// What stands before the first.
    ///
    /// # Errors
    /// When it cannot be written.
    fn begin(&mut self) -> io::Result<()>;
    /// One more.
    ///
    /// # Errors
    /// When it cannot be written.
    fn session(&mut self, session: &ExportedSession) -> io::Result<()>;
    /// What stands after the last.
    ///
    /// # Errors
    /// When it cannot be written.
    fn end(&mut self) -> io::Result<()>;
}

/// A sheet of comma-separated values.
pub struct Csv<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> Csv<W> {
    /// Written to `out`.
    pub fn new(out: W) -> Self {
        let out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        Self { out }
    }
}

impl<W: Write> Sheet for Csv<W> {
    fn begin(&mut self) -> io::Result<()> {
        let fixed = [
            "session",
            "resident",
            "staff",
            "experience",
            "title",
            "group",
            "started",
            "ended",
            "why",
            "seconds",
            "taps",
            "before",
            "after",
        ];
        let ticks = TICKS
            .iter()
            .flat_map(|tick| [format!("{tick}_before"), (*tick).to_owned()]);
        let names = fixed.into_iter().map(str::to_owned).chain(ticks);
        Ok(self.out.write_record(names)?)
    }

    fn session(&mut self, session: &ExportedSession) -> io::Result<()> {
        let number = |number: Option<u32>| number.map_or_else(String::new, |n| n.to_string());
        let text = |text: &str| harmless(text).into_owned();
        let title = session
            .title
            .get("sv")
            .or_else(|| session.title.values().next());
        let mut cells = vec![
            text(&session.session),
            text(session.resident.as_deref().unwrap_or_default()),
            text(session.staff.as_deref().unwrap_or_default()),
            text(&session.experience),
            text(title.map_or("", String::as_str)),
            text(session.group.as_deref().unwrap_or_default()),
            session.started.to_string(),
            session.ended.to_string(),
            text(&session.why),
            session.seconds.to_string(),
            number(session.taps),
            number(session.before.map(u32::from)),
            number(session.after.map(u32::from)),
        ];
        for tick in TICKS {
            for before in [true, false] {
                let count = session
                    .ticks
                    .iter()
                    .filter(|seen| seen.tick == tick && (seen.when == When::Before) == before)
                    .count();
                cells.push(count.to_string());
            }
        }
        Ok(self.out.write_record(cells)?)
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A JSON list.
pub struct Json<W: Write> {
    out: W,
    first: bool,
}

impl<W: Write> Json<W> {
    /// Written to `out`.
    pub fn new(out: W) -> Self {
        Self { out, first: true }
    }
}

impl<W: Write> Sheet for Json<W> {
    fn begin(&mut self) -> io::Result<()> {
        self.out.write_all(b"[")
    }

    fn session(&mut self, session: &ExportedSession) -> io::Result<()> {
        let between: &[u8] = if self.first { b"\n" } else { b",\n" };
        self.first = false;
        self.out.write_all(between)?;
        Ok(serde_json::to_writer(&mut self.out, session)?)
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n]\n")?;
        self.out.flush()
    }
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> std::borrow::Cow<'_, str> {
    // A tab or a line's end goes before what is tried; the wide forms are read as the narrow ones in some.
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if formula {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::words::both;

    pub(in crate::reports) fn session() -> ExportedSession {
        let tick = |tick: &str, when| TickSeen {
            tick: tick.to_owned(),
            when,
        };
        ExportedSession {
            session: "7c2f7e0e-52a2-4a41-9b5e-0d4c0f1e9a10".to_owned(),
            resident: Some("R-3f9a0c61d2".to_owned()),
            staff: Some("S-77b1c4e0aa".to_owned()),
            experience: "skogssjo".to_owned(),
            title: both("Skogssjön i skymning", "Forest lake at dusk"),
            group: None,
            started: "2026-11-28T13:30:00Z".parse().unwrap(),
            ended: "2026-11-28T13:41:12Z".parse().unwrap(),
            why: "Finished".to_owned(),
            seconds: 612,
            taps: Some(4),
            before: Some(3),
            after: Some(5),
            ticks: vec![
                tick("restless", When::Before),
                tick("smile", When::During),
                tick("smile", When::After),
            ],
            observed: Some("2026-11-28T13:42:00Z".parse().unwrap()),
        }
    }

    fn written(sessions: &[ExportedSession]) -> String {
        let mut out = Vec::new();
        let mut sheet = Csv::new(&mut out);
        sheet.begin().unwrap();
        for session in sessions {
            sheet.session(session).unwrap();
        }
        sheet.end().unwrap();
        drop(sheet);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_sheet_has_a_head_and_a_line_for_each() {
        assert_eq!(
            written(&[session()]),
            "session,resident,staff,experience,title,group,started,ended,why,seconds,taps,before,after,\
             smile_before,smile,talks_before,talks,sings_before,sings,reaches_out_before,reaches_out,\
             restless_before,restless,sad_before,sad,sick_before,sick\r\n\
             7c2f7e0e-52a2-4a41-9b5e-0d4c0f1e9a10,R-3f9a0c61d2,S-77b1c4e0aa,skogssjo,Skogssjön i skymning,,\
             2026-11-28T13:30:00Z,2026-11-28T13:41:12Z,Finished,612,4,3,5,\
             0,2,0,0,0,0,0,0,1,0,0,0,0,0\r\n"
        );
    }

    #[test]
    fn cells_are_quoted_and_formulas_are_texts() {
        for (title, cell) in [
            ("Sjön, \"vår\"", "\"Sjön, \"\"vår\"\"\""),
            ("två\r\nrader", "\"två\r\nrader\""),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("+46", "'+46"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("＝1", "'＝1"),
        ] {
            let mut session = session();
            session.title = both(title, title);
            let sheet = written(&[session]);
            assert!(
                sheet.contains(&format!("skogssjo,{cell},")),
                "{title:?}: {sheet}"
            );
        }
    }

    #[test]
    fn json_is_a_list_also_when_it_is_empty() {
        for sessions in [vec![], vec![session()], vec![session(), session()]] {
            let mut out = Vec::new();
            let mut sheet = Json::new(&mut out);
            sheet.begin().unwrap();
            for session in &sessions {
                sheet.session(session).unwrap();
            }
            sheet.end().unwrap();
            let read: Vec<ExportedSession> = serde_json::from_slice(&out).unwrap();
            assert_eq!(read, sessions);
        }
    }
}
