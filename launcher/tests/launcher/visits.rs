//! A resident's session from the check-list to how it went: short the first time, written down, taken over, practised,
//! and nothing lost when the disk is full or the launcher is killed.

use launcher::api::resources::Session;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{
    http::{Answer, Web, get, send},
    people,
    program::{Home, Launcher},
    residents::{answers, resident, unasked},
    tablet::{self, Tablet},
    ward::Ward,
};

fn start(web: Web, asked: Value) -> Answer {
    send(web, "POST", "/api/v1/sessions", &asked)
}

fn started(answer: &Answer) -> Session {
    assert_eq!(answer.status, 201, "{}", answer.text());
    serde_json::from_value(answer.json()).unwrap()
}

fn history(web: Web) -> Value {
    get(web, "/api/v1/history").json()
}

/// Waits until the records say that a session ended.
fn until_written(tablet: &mut Tablet, web: Web, session: &str) -> Value {
    loop {
        let found = history(web);
        let found = found["sessions"]
            .as_array()
            .unwrap()
            .iter()
            .find(|past| past["id"] == session)
            .cloned();
        if let Some(found) = found.filter(|found| !found["ended"].is_null()) {
            return found;
        }
        tablet.next();
    }
}

#[test]
fn a_first_visit_is_asked_for_short_and_as_the_resident_likes_it() {
    let mut ward = Ward::new();
    let web = ward.launcher.web;
    let id = unasked(web, "Märta");
    let settings =
        json!({"volume": 0.4, "listening": {"captions": true}, "person": {"yaw_gain": 2.0}});
    let changed = send(
        web,
        "PATCH",
        &format!("/api/v1/residents/{id}"),
        &json!({"settings": settings, "languages": ["fi"]}),
    );
    assert_eq!(changed.status, 200, "{}", changed.text());
    let asked = json!({"experience": "sjo", "headset": "g1", "resident": id, "listening": {"mono": true}, "taps": 3});

    assert_eq!(start(web, asked.clone()).problem(), "checklist-due");
    let checklist = format!("/api/v1/residents/{id}/checklist");
    send(web, "PUT", &checklist, &answers(true));
    let careful = start(web, asked.clone());
    assert_eq!(
        (careful.problem().as_str(), &careful.json()["concerns"]),
        ("checklist-concerns", &json!(["neck"]))
    );
    assert_eq!(history(web)["total"], 0, "nothing was started");

    let mut despite = asked.clone();
    despite["despite"] = json!(["checklist"]);
    let session = started(&start(web, despite.clone()));
    assert_eq!(
        (
            session.minutes,
            session.resident.as_deref(),
            session.practice
        ),
        (Some(8), Some(id.as_str()), false)
    );
    assert_eq!(session.desired.volume, 0.4);
    let listening = &session.desired.listening;
    assert!(listening.captions && listening.mono && listening.language == "fi");
    assert_eq!(session.desired.person.yaw_gain, 2.0);
    let desired = ward
        .headset
        .until_desired(|desired| desired.play().is_some());
    assert_eq!(desired.play().unwrap().minutes, Some(8));
    // Tapped again, it is the same session.
    let again = start(web, despite.clone());
    assert_eq!(
        (again.status, again.json()["id"].as_str()),
        (200, Some(session.id.as_str()))
    );

    let playing = ward
        .tablet
        .until_session("playing", &session.id, |session| session.reported.is_some());
    assert_eq!(playing.reported.unwrap().remaining, Some(480.0));
    ward.headset.finish();
    let past = until_written(&mut ward.tablet, web, &session.id);
    assert_eq!(
        (
            &past["why"],
            &past["resident"]["name"],
            &past["staff"],
            &past["room"]
        ),
        (
            &json!("Finished"),
            &json!("Märta"),
            &json!("Anna"),
            &json!("12")
        )
    );
    assert_eq!(history(web)["total"], 1);
    let truth = ward.tablet.until("to be wiped", |truth| {
        tablet::headset(truth, "g1").is_some_and(|headset| headset.needs_wipe)
    });
    assert_eq!(
        tablet::headset(&truth, "g1")
            .unwrap()
            .last
            .as_ref()
            .unwrap()
            .room
            .as_deref(),
        Some("12")
    );

    // The same resident goes on without; somebody else waits until it is wiped (T8).
    let other = resident(web, "Elsa");
    let for_other = json!({"experience": "sjo", "headset": "g1", "resident": other});
    assert_eq!(start(web, for_other.clone()).problem(), "headset-not-wiped");
    let wiped = send(web, "POST", "/api/v1/headsets/g1/wiped", &json!(null));
    assert_eq!(
        (wiped.status, &wiped.json()["needs_wipe"]),
        (200, &json!(false))
    );
    started(&start(web, for_other));
}

#[test]
fn one_of_two_tablets_wins_and_the_other_is_told_who() {
    let home = Home::new();
    home.add_experience("skog");
    let mut ward = Ward::of(home);
    let one = ward.launcher.web;
    let berit = people::add(one, "Berit", "caregiver", "314159");
    assert!(!berit.is_empty());
    let other = people::log_in(people::enrol(one, "Korridoren"), "Berit", "314159");
    let taps: Vec<_> = [(one, "sjo"), (other, "skog")]
        .map(|(web, experience)| {
            std::thread::spawn(move || {
                start(web, json!({"experience": experience, "headset": "g1"}))
            })
        })
        .into_iter()
        .map(|tap| tap.join().unwrap())
        .collect();
    let won: Vec<_> = taps.iter().filter(|answer| answer.status == 201).collect();
    let lost: Vec<_> = taps.iter().filter(|answer| answer.status == 409).collect();
    assert_eq!((won.len(), lost.len()), (1, 1), "{taps:?}");
    assert_eq!(lost[0].problem(), "headset-taken");
    let session = started(won[0]);
    let by = session.steered_by.clone().unwrap();
    let detail = lost[0].json()["detail"].as_str().unwrap().to_owned();
    assert!(
        detail.contains(&by.tablet.name) && detail.contains(&by.staff.unwrap().name),
        "{detail}"
    );

    // A control from the other tablet takes it over, and the first one's page sees that.
    let loser = if by.tablet.name == "Matsalen" {
        other
    } else {
        one
    };
    let paused = send(
        loser,
        "PATCH",
        &format!("/api/v1/sessions/{}", session.id),
        &json!({"paused": true}),
    );
    assert_eq!(paused.status, 200, "{}", paused.text());
    let taken = ward
        .tablet
        .until_session("taken over", &session.id, |session| {
            session
                .steered_by
                .as_ref()
                .is_some_and(|now| now.tablet.id != by.tablet.id)
        });
    assert!(taken.desired.paused);
    // Now it is the loser's, and the winner is told so; asked for in earnest it is replaced.
    let winner = if loser == one { other } else { one };
    let experience = if session.experience == "sjo" {
        "skog"
    } else {
        "sjo"
    };
    let asked = json!({"experience": experience, "headset": "g1"});
    assert_eq!(start(winner, asked).problem(), "headset-taken");
    started(&start(
        winner,
        json!({"experience": experience, "headset": "g1", "replace": true}),
    ));
    // No name of a person is in the log.
    let log = ward.launcher.end();
    assert!(
        !log.iter()
            .any(|line| line.contains("Berit") || line.contains("Anna")),
        "{log:#?}"
    );
}

#[test]
fn practice_is_as_real_and_nothing_is_written() {
    let mut ward = Ward::new();
    let web = ward.launcher.web;
    let id = resident(web, "Märta");
    let session = started(&start(
        web,
        json!({"experience": "sjo", "headset": "g1", "resident": id, "practice": true}),
    ));
    assert!(session.practice);
    let tick = send(
        web,
        "POST",
        &format!("/api/v1/sessions/{}/ticks", session.id),
        &json!({"tick": "smile"}),
    );
    assert_eq!(tick.json()["ticks"].as_array().unwrap().len(), 1);
    let seen = get(web, &format!("/api/v1/sessions/{}/observation", session.id)).json();
    assert_eq!(
        (&seen["ticks"][0]["tick"], &seen["saved"]),
        (&json!("smile"), &json!(true))
    );
    ward.headset.finish();
    ward.tablet
        .until_session("ended", &session.id, |session| session.ended.is_some());
    ward.tablet.until("to be wiped", |truth| {
        tablet::headset(truth, "g1").is_some_and(|headset| headset.needs_wipe)
    });
    assert_eq!(history(web)["total"], 0);
    assert_eq!(
        get(web, &format!("/api/v1/residents/{id}")).json()["visits"],
        0
    );
}

#[test]
fn how_it_went_is_said_in_taps() {
    let mut ward = Ward::new();
    let web = ward.launcher.web;
    let id = resident(web, "Märta");
    let session = started(&start(
        web,
        json!({"experience": "sjo", "headset": "g1", "resident": id}),
    ));
    let at = format!("/api/v1/sessions/{}", session.id);
    let taps: Vec<_> = (0..10)
        .map(|_| {
            let ticks = format!("{at}/ticks");
            std::thread::spawn(move || send(web, "POST", &ticks, &json!({"tick": "sings"})).status)
        })
        .collect();
    assert!(taps.into_iter().all(|tap| tap.join().unwrap() == 200));
    let seen = get(web, &format!("{at}/observation")).json();
    assert_eq!(
        seen["ticks"].as_array().unwrap().len(),
        1,
        "ten taps of one finger: {seen}"
    );
    assert_eq!(seen["ticks"][0]["when"], "during");

    let said = json!({"before": 2, "after": 5, "line": "Sjöng med 🎶", "ticks": [
        {"tick": "sings", "when": "during", "at": seen["ticks"][0]["at"]},
        {"tick": "smile", "when": "after", "at": "2031-01-01T00:00:00Z"},
    ]});
    let set = send(web, "PUT", &format!("{at}/observation"), &said);
    assert_eq!(
        (set.status, &set.json()["saved"]),
        (200, &json!(true)),
        "{}",
        set.text()
    );
    assert_eq!(set.json()["ticks"][0], seen["ticks"][0]);
    assert!(
        !set.text().contains("2031"),
        "a tablet's clock counts for nothing: {}",
        set.text()
    );
    for (body, code) in [
        (json!({"after": 6}), "smiley-out-of-range"),
        (json!({"line": "x".repeat(301)}), "text-too-long"),
    ] {
        assert_eq!(
            send(web, "PUT", &format!("{at}/observation"), &body).problem(),
            code
        );
    }
    assert_eq!(
        send(
            web,
            "PUT",
            "/api/v1/sessions/nothing/observation",
            &json!({})
        )
        .problem(),
        "session-unknown"
    );
    ward.headset.finish();
    let past = until_written(&mut ward.tablet, web, &session.id);
    assert_eq!(
        (&past["before"], &past["after"], &past["line"]),
        (&json!(2), &json!(5), &json!("Sjöng med 🎶"))
    );
    let suggested = get(web, &format!("/api/v1/residents/{id}/suggestions")).json();
    assert_eq!(
        (&suggested[0]["experience"], &suggested[0]["liked"]),
        (&json!("sjo"), &json!(true))
    );
}

#[test]
fn a_killed_launcher_writes_the_end_when_it_is_back() {
    let mut ward = Ward::new();
    let web = ward.launcher.web;
    let id = resident(web, "Märta");
    let session = started(&start(
        web,
        json!({"experience": "sjo", "headset": "g1", "resident": id}),
    ));
    ward.tablet
        .until_session("playing", &session.id, |session| session.reported.is_some());
    let addresses = ward.launcher.kill();
    ward.headset.finish();
    let launcher = Launcher::start_again(&ward.home, addresses);
    let mut tablet = Tablet::connect(launcher.web);
    let known = tablet.until_session("known again", &session.id, |session| !session.practice);
    assert_eq!(known.resident.as_deref(), Some(id.as_str()));
    let past = until_written(&mut tablet, launcher.web, &session.id);
    assert_eq!(
        (&past["why"], &past["resident"]["id"]),
        (&json!("Finished"), &json!(id))
    );

    // One that nobody knows any more is found to be lost.
    send(
        launcher.web,
        "POST",
        "/api/v1/headsets/g1/wiped",
        &json!(null),
    );
    let second = started(&start(
        launcher.web,
        json!({"experience": "sjo", "headset": "g1", "resident": id}),
    ));
    tablet.until_session("playing", &second.id, |session| session.reported.is_some());
    drop(ward.headset);
    let addresses = launcher.kill();
    for suffix in ["", "-wal", "-shm"] {
        let mut file = ward.home.database().into_os_string();
        file.push(suffix);
        // Not each of them is there.
        let _ = std::fs::remove_file(file);
    }
    let launcher = Launcher::start_again(&ward.home, addresses);
    let past = history(launcher.web)["sessions"][0].clone();
    assert_eq!(
        (past["id"].as_str(), &past["why"]),
        (Some(second.id.as_str()), &json!("Lost"))
    );
}

#[test]
fn what_cannot_be_saved_is_kept_told_and_saved_after_a_kill() {
    let mut ward = Ward::new();
    let web = ward.launcher.web;
    let id = resident(web, "Märta");
    let session = started(&start(
        web,
        json!({"experience": "sjo", "headset": "g1", "resident": id}),
    ));
    // Nothing can be written into the records while somebody else writes: to the launcher as good as a full disk.
    let records = ward.home.state().join("launcher/home.db");
    let other = Connection::open(&records).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let at = format!("/api/v1/sessions/{}/observation", session.id);
    let kept = send(
        web,
        "PUT",
        &at,
        &json!({"after": 4, "line": "Log hela vägen"}),
    );
    assert_eq!(
        (kept.status, &kept.json()["saved"]),
        (202, &json!(false)),
        "{}",
        kept.text()
    );
    ward.tablet
        .until_session("told", &session.id, |session| session.unsaved);
    assert_eq!(
        get(web, &at).json()["line"],
        "Log hela vägen",
        "it is not lost from sight"
    );

    let addresses = ward.launcher.kill();
    other.execute_batch("ROLLBACK").unwrap();
    drop(other);
    let launcher = Launcher::start_again(&ward.home, addresses);
    let mut tablet = Tablet::connect(launcher.web);
    loop {
        let seen = get(launcher.web, &at).json();
        assert_eq!(seen["line"], "Log hela vägen");
        if seen["saved"] == true {
            break;
        }
        tablet.next();
    }
    let addresses = launcher.kill();
    let launcher = Launcher::start_again(&ward.home, addresses);
    assert_eq!(get(launcher.web, &at).json()["after"], 4);
}

#[test]
fn a_headset_is_called_as_people_call_it() {
    let mut ward = Ward::new();
    let web = ward.launcher.web;
    let named = send(
        web,
        "PATCH",
        "/api/v1/headsets/g1",
        &json!({"name": "Solsidans glasögon 🌞"}),
    );
    assert_eq!(
        (named.status, &named.json()["name"]),
        (200, &json!("Solsidans glasögon 🌞"))
    );
    ward.tablet.until("named", |truth| {
        tablet::headset(truth, "g1").is_some_and(|headset| headset.name.starts_with("Solsidan"))
    });
    assert_eq!(
        send(web, "PATCH", "/api/v1/headsets/g9", &json!({"name": "x"})).problem(),
        "headset-unknown"
    );
    assert_eq!(
        send(
            web,
            "PATCH",
            "/api/v1/headsets/g1",
            &json!({"name": "x".repeat(300)})
        )
        .problem(),
        "name-too-long"
    );
    let addresses = ward.launcher.kill();
    let launcher = Launcher::start_again(&ward.home, addresses);
    let mut tablet = Tablet::connect(launcher.web);
    tablet.until("still called so", |truth| {
        tablet::headset(truth, "g1").is_some_and(|headset| headset.name.starts_with("Solsidan"))
    });
}
