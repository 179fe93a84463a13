//! Reports, exports, backups, the board and what the launcher is made of, over HTTP.

use std::fs;

use jiff::{Timestamp, ToSpan};
use launcher::home::{By, Settings, sqlite::Sqlite};
use rusqlite::params;
use serde_json::{Value, json};

use crate::{
    headset::Headset,
    http::{Web, get, send},
    people,
    program::{Home, Launcher},
    residents,
    ward::Ward,
};

/// A home in which Märta liked music ten times, and nature not.
fn past(home: &Home) {
    let records = Sqlite::new(&home.state().join("launcher"));
    let now = Timestamp::now();
    records
        .write(|change| {
            for (id, name) in [("r1", "Märta"), ("r2", "Nils")] {
                change.execute(
                    "INSERT INTO residents (id, name, room, about, created, changed) VALUES (?1, ?2, '12', '{}', 0, 0)",
                    [id, name],
                )?;
            }
            for place in 0..20_i64 {
                let (experience, after) = if place % 2 == 0 { ("dans", 5) } else { ("skog", 2) };
                let started = (now - (place + 1).hours()).as_millisecond();
                let id = format!("s{place}");
                change.execute(
                    "INSERT INTO sessions (id, resident, experience, title, headset, staff, room, started, ended, why,
                        seconds, taps)
                     VALUES (?1, 'r1', ?2, ?3, 'g9', 'nobody', '12', ?4, ?5, 'Finished', 600, 4)",
                    params![
                        id,
                        experience,
                        format!(r#"{{"sv": "=Plats {experience}", "en": "Place {experience}"}}"#),
                        started,
                        started + 600_000
                    ],
                )?;
                change.execute(
                    "INSERT INTO observations (session, before, after, ticks, line, staff, at) VALUES (?1, 3, ?2, '[]', 'Märta log', NULL, ?3)",
                    params![id, after, started + 700_000],
                )?;
            }
            Ok(())
        })
        .unwrap();
}

fn told(web: Web, path: &str) -> Value {
    let answer = get(web, &format!("/api/v1/{path}"));
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.json()
}

#[test]
fn reports_say_what_was_done_and_one_sentence() {
    let home = Home::new();
    past(&home);
    let launcher = Launcher::start(&home);
    let admin = launcher.web;

    let overview = told(admin, "reports/overview");
    assert_eq!(overview["sessions"], 20);
    assert_eq!(
        (&overview["seconds"], &overview["residents"]),
        (&json!(12_000), &json!(1))
    );
    assert_eq!(overview["step"], "week");
    assert_eq!(overview["steps"].as_array().unwrap().len(), 13);
    assert_eq!(overview["smileys"]["after"], json!([0, 10, 0, 0, 10]));
    assert_eq!(
        (&overview["gladder"], &overview["sadder"]),
        (&json!(10), &json!(10))
    );

    let residents = told(admin, "reports/residents");
    let rows = residents["residents"].as_array().unwrap();
    assert_eq!(
        (&rows[0]["name"], &rows[0]["sessions"], &rows[1]["sessions"]),
        (&json!("Märta"), &json!(20), &json!(0))
    );
    assert_eq!(rows[1]["last"], Value::Null);
    assert_eq!(
        residents["message"]["sv"],
        "Nils har inte varit på någon stund under tiden."
    );

    let experiences = told(admin, "reports/experiences?resident=r1");
    assert_eq!(
        experiences["message"]["sv"],
        "Märta ler oftare efter =Plats dans än efter =Plats skog."
    );
    assert_eq!(experiences["experiences"][0]["after"], 5.0);

    let staff = told(admin, "reports/staff");
    assert_eq!(
        staff["message"]["en"],
        "It takes about 4 taps to start a session."
    );

    for (query, code) in [
        ("from=2026-02-02&to=2026-02-01", "period-unreadable"),
        ("from=0001-01-01&to=9999-12-31", "period-unreadable"),
        ("from=yesterday", "unreadable-query"),
        ("form=2026-01-01", "unreadable-query"),
    ] {
        let refused = get(admin, &format!("/api/v1/reports/overview?{query}"));
        assert_eq!(refused.problem(), code, "{query}");
    }
}

#[test]
fn auditors_see_pseudonyms_and_ask_by_them() {
    let home = Home::new();
    past(&home);
    let launcher = Launcher::start(&home);
    let auditor = people::with_role(launcher.web, "auditor");
    let residents = told(auditor, "reports/residents");
    let text = residents.to_string();
    assert!(
        !text.contains("Märta") && !text.contains("\"r1\""),
        "{text}"
    );
    let rows = residents["residents"].as_array().unwrap();
    let most = rows.iter().find(|row| row["sessions"] == 20).unwrap();
    let pseudonym = most["id"].as_str().unwrap();
    assert!(pseudonym.starts_with("R-"));
    let one = told(
        auditor,
        &format!("reports/experiences?resident={pseudonym}"),
    );
    let message = one["message"]["sv"].as_str().unwrap();
    assert!(message.starts_with(pseudonym), "{message}");
    let real = told(auditor, "reports/overview?resident=r1");
    assert_eq!(real["sessions"], 0, "a real id means nothing to an auditor");
    // Reading is told in the log, of the resident whom it was about.
    let log = told(launcher.web, "access-log?resident=r1");
    let whats: Vec<_> = log["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["what"].as_str().unwrap())
        .collect();
    assert!(whats.contains(&"report-read"), "{whats:?}");
}

#[test]
fn exports_come_whole_and_name_nobody() {
    let home = Home::new();
    past(&home);
    let launcher = Launcher::start(&home);
    let export = |name: &str| get(launcher.web, &format!("/api/v1/exports/{name}"));
    let csv = export("sessions.csv");
    assert_eq!(
        csv.header("content-type"),
        Some("text/csv; charset=utf-8; header=present")
    );
    assert_eq!(
        csv.header("content-disposition"),
        Some("attachment; filename=\"sessions.csv\"")
    );
    let text = unchunked(&csv.text());
    assert_eq!(text.lines().count(), 21);
    assert!(text.contains(",'=Plats dans,"), "{text}");
    let json: Value = serde_json::from_str(&unchunked(&export("sessions.json").text())).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 20);
    let fhir = export("questionnaire-responses.json");
    assert_eq!(
        fhir.header("content-type"),
        Some("application/fhir+json; fhirVersion=4.0")
    );
    let fhir: Value = serde_json::from_str(&unchunked(&fhir.text())).unwrap();
    assert_eq!(fhir["entry"].as_array().unwrap().len(), 21);
    for all in [text, json.to_string(), fhir.to_string()] {
        for hidden in ["Märta", "\"r1\"", ",r1,", "nobody"] {
            assert!(!all.contains(hidden), "{hidden} left the home");
        }
    }
    let none = export("sessions.json?from=2001-01-01&to=2001-12-31");
    assert_eq!(
        serde_json::from_str::<Value>(&unchunked(&none.text())).unwrap(),
        json!([])
    );
    assert_eq!(
        export("sessions.csv?from=2001-01-02&to=2001-01-01").problem(),
        "period-unreadable"
    );
}

/// The body of an answer that was sent in pieces.
fn unchunked(text: &str) -> String {
    let mut bytes = text.as_bytes();
    let mut whole = Vec::new();
    loop {
        let end = bytes.windows(2).position(|two| two == b"\r\n").unwrap();
        let length = std::str::from_utf8(&bytes[..end]).unwrap();
        let length = usize::from_str_radix(length, 16).unwrap();
        if length == 0 {
            return String::from_utf8(whole).unwrap();
        }
        whole.extend_from_slice(&bytes[end + 2..end + 2 + length]);
        bytes = &bytes[end + 4 + length..];
    }
}

#[test]
fn an_admin_makes_a_copy_and_goes_back_to_it() {
    let home = Home::new();
    past(&home);
    let launcher = Launcher::start(&home);
    let admin = launcher.web;
    let made = send(admin, "POST", "/api/v1/backups", &json!({}));
    assert_eq!(made.status, 201, "{}", made.text());
    let name = made.json()["name"].as_str().unwrap().to_owned();
    let change = json!({"name": "Solgården"});
    assert_eq!(send(admin, "PATCH", "/api/v1/home", &change).status, 200);
    let list = told(admin, "backups");
    let all = list["backups"].as_array().unwrap();
    assert!(
        all.iter()
            .any(|copy| copy["name"] == *name && copy["why"] == "asked")
    );
    assert!(list["next"].as_str().unwrap().parse::<Timestamp>().unwrap() > Timestamp::UNIX_EPOCH);

    let restored = send(
        admin,
        "POST",
        &format!("/api/v1/backups/{name}/restore"),
        &json!({}),
    );
    assert_eq!(restored.status, 200, "{}", restored.text());
    assert_eq!(told(admin, "home")["name"], "", "and still logged in");
    assert_eq!(told(admin, "reports/overview")["sessions"], 20);

    let saved = restored.json()["saved_as"].as_str().unwrap().to_owned();
    let file = home.state().join("launcher/backups").join(&saved);
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let restore = |name: &str| {
        let path = format!("/api/v1/backups/{name}/restore");
        send(admin, "POST", &path, &json!({}))
    };
    let cut = restore(&saved);
    assert_eq!((cut.status, cut.problem().as_str()), (409, "backup-broken"));
    let unknown = restore("home-20200101T000000000Z.db");
    assert_eq!(
        (unknown.status, unknown.problem().as_str()),
        (404, "backup-unknown")
    );
    let outside = restore("..%2Fhome.db");
    assert_eq!(outside.problem(), "backup-unknown");
}

#[test]
fn at_its_start_the_launcher_copies_and_forgets() {
    let home = Home::new();
    past(&home);
    let records = Sqlite::new(&home.state().join("launcher"));
    let years_ago = (Timestamp::now() - (24 * 800).hours()).as_millisecond();
    records
        .write(|change| {
            Ok(change.execute(
                "UPDATE sessions SET started = ?1, ended = ?1 WHERE id = 's0'",
                [years_ago],
            )?)
        })
        .unwrap();
    let month = [("retention_months".to_owned(), "6".to_owned())].into();
    records
        .set(&By::launcher(Timestamp::now()), &month)
        .unwrap();
    drop(records);
    let launcher = Launcher::start(&home);
    launcher.wait_for_log("a copy of the home's records was made");
    launcher.wait_for_log("what is old was forgotten");
    let all = told(launcher.web, "reports/overview?from=2020-01-01");
    assert_eq!(all["sessions"], 19);
    let copies = told(launcher.web, "backups");
    assert_eq!(copies["backups"][0]["why"], "daily");
}

#[test]
fn the_board_shows_each_headset_and_no_resident() {
    let home = Home::new();
    past(&home);
    let mut ward = Ward::of(home);
    let tablet = people::enrol(ward.launcher.web, "Korridoren");
    let board = told(tablet, "board");
    let headset = &board["headsets"][0];
    assert_eq!(
        (&headset["name"], &headset["availability"], &headset["room"]),
        (&json!("Glasögon 1"), &json!("free"), &Value::Null)
    );
    assert_eq!(board["content"], json!({"ready": 1, "broken": 0}));
    let session = ward.tablet.start("sjo", "g1");
    let board = told(tablet, "board");
    let headset = &board["headsets"][0];
    assert_eq!(headset["availability"], "in-use");
    assert_eq!(headset["session"]["id"], session.id);
    assert_eq!(headset["session"]["title"]["sv"], "Sjön");

    let other = Headset::start(ward.launcher.link, "g2", "Glasögon 2");
    ward.tablet.until_linked("g2");
    let marta = residents::resident(ward.launcher.web, "Märta");
    let asked = json!({"experience": "sjo", "headset": "g2", "resident": marta});
    let started = send(ward.launcher.web, "POST", "/api/v1/sessions", &asked);
    assert_eq!(started.status, 201, "{}", started.text());
    let session = started.json()["id"].as_str().unwrap().to_owned();
    ward.tablet
        .until_session("playing", &session, |session| session.reported.is_some());
    other.finish();
    ward.tablet
        .until_session("over", &session, |session| session.ended.is_some());
    let board = told(tablet, "board");
    let headset = &board["headsets"][1];
    assert_eq!(
        (&headset["availability"], &headset["room"]),
        (&json!("needs-wipe"), &json!("12"))
    );
    assert!(headset["last_used"].is_string(), "{headset}");
    assert!(!board.to_string().contains("Märta"));
}

#[test]
fn what_the_launcher_is_made_of() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let about = told(launcher.web, "about");
    assert_eq!(about["version"], env!("CARGO_PKG_VERSION"));
    assert!(about["sqlite"].as_str().unwrap().starts_with("3."));
    let bill = get(launcher.web, "/api/v1/about/sbom.json");
    // A bare checkout has none built in; then nothing points to it.
    assert_eq!(bill.status, if about["sbom"].is_null() { 404 } else { 200 });
}
