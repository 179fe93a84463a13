//! The door: the first admin, tablets, PINs, and what is written down of it.

use std::fs;

use serde_json::{Value, json};

use crate::{
    http::{Answer, Web, get, send},
    people,
    program::{Home, Launcher},
};

fn set_up(web: Web, code: &str) -> Answer {
    let asked = json!({"code": code, "name": "Anna", "pin": people::PIN, "tablet": "Matsalen"});
    send(web, "POST", "/api/v1/setup", &asked)
}

fn log_in(web: Web, name: &str, pin: &str) -> Answer {
    let asked = json!({"staff": people::id_of(web, name), "pin": pin});
    send(web, "POST", "/api/v1/login", &asked)
}

#[test]
fn the_first_admin_comes_in_with_the_code_that_was_printed_and_nobody_after() {
    let home = Home::new();
    let launcher = Launcher::start_untouched(&home);
    let web = launcher.web;
    let door = people::door(web);
    assert_eq!(
        (
            &door["setup"],
            &door["tablet"],
            &door["login"],
            &door["home"]
        ),
        (&json!(true), &Value::Null, &Value::Null, &json!(""))
    );
    let code = launcher.setup.clone().unwrap();
    assert_eq!(set_up(web, "0000-0000-0000").problem(), "code-unknown");
    let answer = set_up(
        web,
        &format!(" {}-{}", &code[..4], &code[4..]).to_lowercase(),
    );
    assert_eq!(answer.status, 201, "{}", answer.text());
    assert_eq!(set_up(web, &code).problem(), "set-up-already");
    let web = web.after(&answer);
    let door = people::door(web);
    assert_eq!(door["setup"], false);
    assert_eq!(door["tablet"]["name"], "Matsalen");
    assert_eq!(door["staff"][0]["name"], "Anna");
    assert_eq!(door["login"], Value::Null);
    assert!(
        people::door(web.stranger())["staff"]
            .as_array()
            .unwrap()
            .is_empty(),
        "names are for tablets of the home"
    );
    let web = people::log_in(web, "Anna", people::PIN);
    let login = &people::door(web)["login"];
    assert_eq!(
        (&login["staff"]["name"], &login["role"]),
        (&json!("Anna"), &json!("admin"))
    );
    let seconds = |name: &str| login[name].as_u64().unwrap();
    assert!((240..=300).contains(&seconds("idle_seconds")), "{login}");
    assert!((28_000..=28_800).contains(&seconds("seconds")), "{login}");
    // It is known again after a restart, and no code is offered any more.
    let (_, link) = launcher.kill();
    let free = (
        Web {
            address: "127.0.0.1:0".parse().unwrap(),
            ..web
        },
        link,
    );
    let launcher = Launcher::start_again(&home, free);
    assert_eq!(launcher.setup, None);
    let web = Web {
        address: launcher.web.address,
        ..web
    };
    assert_eq!(people::door(web)["login"]["staff"]["name"], "Anna");
    assert_eq!(get(web, "/api/v1/staff").status, 200);
}

#[test]
fn a_code_lets_one_tablet_in() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let admin = launcher.web;
    let invitation = send(admin, "POST", "/api/v1/tablets/invitations", &json!({})).json();
    let code = invitation["code"].as_str().unwrap();
    assert_eq!(invitation["path"], format!("/#/enrol/{code}"));
    assert!(invitation["seconds"].as_u64().unwrap() > 500);
    let enrol = |code: &str, name: &str| {
        let asked = json!({"code": code, "name": name});
        send(admin.stranger(), "POST", "/api/v1/enrolment", &asked)
    };
    assert_eq!(enrol("ABCD", "Korridoren").problem(), "code-unknown");
    assert_eq!(
        enrol(code, " \u{202e} ").problem(),
        "name-missing",
        "the code is not used up by it"
    );
    let tablet = enrol(code, "Korridoren");
    assert_eq!(tablet.status, 201, "{}", tablet.text());
    assert_eq!(enrol(code, "Köket").problem(), "code-unknown");
    let tablets = get(admin, "/api/v1/tablets").json();
    assert_eq!(tablets.as_array().unwrap().len(), 2);

    // A browser that is let in again is one tablet, not two.
    let web = admin.stranger().after(&tablet);
    let again = send(admin, "POST", "/api/v1/tablets/invitations", &json!({})).json();
    let asked = json!({"code": again["code"], "name": "Köket"});
    let answer = send(web, "POST", "/api/v1/enrolment", &asked);
    assert_eq!(answer.status, 201, "{}", answer.text());
    let web = web.after(&answer);
    assert_eq!(people::door(web)["tablet"]["name"], "Köket");
    let tablets = get(admin, "/api/v1/tablets").json();
    assert_eq!(tablets.as_array().unwrap().len(), 2, "{tablets}");
    let path = format!(
        "/api/v1/tablets/{}",
        people::door(web)["tablet"]["id"].as_str().unwrap()
    );
    assert_eq!(
        send(admin, "PATCH", &path, &json!({"name": "Balkongen"})).status,
        200
    );
    assert_eq!(people::door(web)["tablet"]["name"], "Balkongen");
    assert_eq!(send(admin, "DELETE", &path, &json!({})).status, 204);
    assert_eq!(
        send(admin, "DELETE", &path, &json!({})).problem(),
        "tablet-unknown"
    );
    assert_eq!(people::door(web)["tablet"], Value::Null);
}

#[test]
fn five_wrong_pins_close_the_door_for_that_person_at_that_tablet() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let admin = launcher.web;
    people::add(admin, "Bo", "caregiver", "222222");
    let (one, other) = (people::enrol(admin, "Ett"), people::enrol(admin, "Två"));
    assert_eq!(log_in(one, "Bo", "22222").problem(), "pin-unreadable");
    assert_eq!(
        log_in(one, "Bo", "２２２２２２").problem(),
        "pin-unreadable"
    );
    for left in (1..5).rev() {
        let answer = log_in(one, "Bo", "999999");
        assert_eq!(answer.problem(), "wrong-pin");
        assert_eq!(answer.json()["tries_left"], left);
    }
    let closed = |answer: Answer| {
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (429, "door-closed")
        );
        let seconds = answer.json()["retry_after"].as_u64().unwrap();
        assert_eq!(
            answer.header("retry-after"),
            Some(seconds.to_string().as_str())
        );
        assert!((200..=300).contains(&seconds), "{seconds}");
    };
    closed(log_in(one, "Bo", "999999"));
    closed(log_in(one, "Bo", "222222"));
    assert_eq!(
        log_in(one, "Anna", people::PIN).status,
        200,
        "others come in"
    );
    assert_eq!(log_in(other, "Bo", "222222").status, 200, "and elsewhere");
    // A restart opens no door.
    let addresses = launcher.kill();
    let launcher = Launcher::start_again(&home, addresses);
    let one = Web {
        address: launcher.web.address,
        ..one
    };
    closed(log_in(one, "Bo", "222222"));
}

#[test]
fn ten_tries_at_once_are_ten_tries() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let admin = launcher.web;
    people::add(admin, "Bo", "caregiver", "222222");
    let web = people::enrol(admin, "Ett");
    let id = people::id_of(web, "Bo");
    let codes: Vec<_> = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..10)
            .map(|number| {
                let asked = json!({"staff": id, "pin": format!("99999{number}")});
                scope.spawn(move || send(web, "POST", "/api/v1/login", &asked).problem())
            })
            .collect();
        tries
            .into_iter()
            .map(|tried| tried.join().unwrap())
            .collect()
    });
    let wrong = codes.iter().filter(|code| *code == "wrong-pin").count();
    assert_eq!(wrong, 4, "the fifth closes the door: {codes:?}");
}

#[test]
fn pins_are_changed_by_their_owner_and_by_an_admin() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let admin = launcher.web;
    let id = people::add(admin, "Bo", "caregiver", "222222");
    let web = people::log_in(people::enrol(admin, "Ett"), "Bo", "222222");
    let own = |pin: &str, new: &str| {
        let asked = json!({"now": pin, "next": new});
        send(web, "POST", "/api/v1/staff/me/pin", &asked)
    };
    assert_eq!(own("222222", "abc").problem(), "pin-unreadable");
    assert_eq!(own("999999", "333333").problem(), "wrong-pin");
    assert_eq!(own("222222", "333333").status, 204);
    assert_eq!(
        people::door(web)["login"]["staff"]["name"],
        "Bo",
        "still logged in"
    );
    assert_eq!(log_in(web, "Bo", "222222").problem(), "wrong-pin");
    let path = format!("/api/v1/staff/{id}");
    let changed = send(
        admin,
        "PATCH",
        &path,
        &json!({"pin": "444444", "name": "Bosse"}),
    );
    assert_eq!(changed.json()["name"], "Bosse");
    assert_eq!(people::door(web)["login"], Value::Null, "logged out by it");
    assert_eq!(log_in(web, "Bosse", "444444").status, 200);
    // Somebody must remain who can let others in.
    let anna = format!("/api/v1/staff/{}", people::id_of(admin, "Anna"));
    assert_eq!(
        send(admin, "DELETE", &anna, &json!({})).problem(),
        "last-admin"
    );
    let demoted = send(admin, "PATCH", &anna, &json!({"role": "maker"}));
    assert_eq!(demoted.problem(), "last-admin");
    assert_eq!(send(admin, "DELETE", &path, &json!({})).status, 204);
    assert_eq!(
        send(admin, "DELETE", &path, &json!({})).problem(),
        "staff-unknown"
    );
    let gone = json!({"staff": id, "pin": "444444"});
    assert_eq!(
        send(web, "POST", "/api/v1/login", &gone).problem(),
        "staff-unknown"
    );
}

#[test]
fn names_of_all_kinds_are_kept_as_they_are() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let admin = launcher.web;
    for name in ["Åke 👴🏽", "مريم", "Zoë O’Brien"] {
        people::add(admin, name, "caregiver", "222222");
        people::id_of(admin, name);
    }
    let add = |name: &str| {
        let asked = json!({"name": name, "role": "caregiver", "pin": "222222"});
        send(admin, "POST", "/api/v1/staff", &asked)
    };
    assert_eq!(add(&"å".repeat(300)).problem(), "name-too-long");
    assert_eq!(add("  ").problem(), "name-missing");
    assert_eq!(add("Anna\u{202e}\n").json()["name"], "Anna");
}

#[test]
fn the_home_says_what_it_has_chosen() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let admin = launcher.web;
    let choices = get(admin, "/api/v1/home").json();
    assert_eq!(
        choices,
        json!({"name": "", "languages": ["sv", "en"], "retention_months": 24, "eye_gaze": false, "first_visit_minutes": 8})
    );
    let change = |what: Value| send(admin, "PATCH", "/api/v1/home", &what);
    let changed = change(json!({"name": "Solgården 🌻", "languages": ["fi", "sv"]})).json();
    assert_eq!(changed["retention_months"], 24, "what is left out stays");
    assert_eq!(get(admin, "/api/v1/home").json(), changed);
    assert_eq!(people::door(admin)["home"], "Solgården 🌻");
    for wrong in [
        json!({"retention_months": 0}),
        json!({"retention_months": 1000}),
        json!({"first_visit_minutes": 60}),
        json!({"languages": []}),
    ] {
        assert_eq!(change(wrong).problem(), "setting-out-of-range");
    }
    assert_eq!(
        change(json!({"languages": ["svenska språket"]})).problem(),
        "language-unreadable"
    );
    assert_eq!(change(json!({"nam": "x"})).problem(), "unreadable-body");
    assert_eq!(get(admin, "/api/v1/home").json(), changed);
}

#[test]
fn what_was_done_is_in_the_access_log_and_its_chain_is_whole() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let admin = launcher.web;
    let auditor = people::with_role(admin, "auditor");
    let log = get(auditor, "/api/v1/access-log").json();
    let what: Vec<_> = log["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["what"].as_str().unwrap())
        .collect();
    assert_eq!(
        what,
        [
            "log-read",
            "login",
            "tablet-enrolled",
            "tablet-invited",
            "staff-added",
            "login",
            "staff-added",
            "tablet-enrolled"
        ]
    );
    assert_eq!(log["entries"][4]["staff"]["name"], "Anna");
    assert_eq!(log["total"], 8);
    let check = get(auditor, "/api/v1/access-log/check").json();
    assert_eq!(
        (&check["sound"], &check["entries"]),
        (&json!(true), &json!(8))
    );
    let anna = people::id_of(admin, "Anna");
    let of_anna = get(
        auditor,
        &format!("/api/v1/access-log?staff={anna}&offset=1"),
    )
    .json();
    assert_eq!(
        (
            of_anna["entries"].as_array().unwrap().len(),
            &of_anna["total"]
        ),
        (2, &json!(3))
    );
    assert_eq!(
        get(auditor, "/api/v1/access-log?from=yesterday").problem(),
        "unreadable-query"
    );

    // Somebody changes a row behind the launcher's back.
    let database = rusqlite::Connection::open(home.state().join("launcher/home.db")).unwrap();
    database
        .execute(
            "UPDATE access_log SET staff = 'somebody-else' WHERE number = 3",
            [],
        )
        .unwrap();
    let check = get(auditor, "/api/v1/access-log/check").json();
    assert_eq!(
        (&check["sound"], &check["first_broken"]),
        (&json!(false), &json!(3))
    );
}

#[test]
fn no_secret_and_no_name_is_logged_or_kept() {
    let home = Home::new();
    let launcher = Launcher::start_untouched(&home);
    let code = launcher.setup.clone().unwrap();
    let web = people::set_up(launcher.web, &code);
    people::add(web, "Beata Unik", "caregiver", "739154");
    let tablet = people::enrol(web, "Hemlig platta");
    for _ in 0..5 {
        log_in(tablet, "Beata Unik", "739155");
    }
    people::log_in(web, "Beata Unik", "739154");
    let log = launcher.end().join("\n");
    assert!(log.contains("too many wrong PINs"), "{log}");
    let tokens = web
        .cookies
        .split("; ")
        .map(|cookie| cookie.split_once('=').unwrap().1);
    let secrets: Vec<_> = tokens
        .chain([code.as_str(), people::PIN, "739154", "739155"])
        .collect();
    for secret in secrets
        .iter()
        .copied()
        .chain(["Beata", "Unik", "Hemlig", "Anna", "Matsalen"])
    {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
    let folder = home.state().join("launcher");
    for file in ["home.db", "home.db-wal"] {
        let Ok(kept) = fs::read(folder.join(file)) else {
            continue;
        };
        for secret in &secrets {
            let found = kept
                .windows(secret.len())
                .any(|part| part == secret.as_bytes());
            assert!(!found, "{file} holds {secret}");
        }
    }
}

#[test]
fn sessions_are_ended_from_a_tablet_where_nobody_is_logged_in() {
    let (mut ward, session) = crate::ward::Ward::playing();
    let tablet = people::enrol(ward.launcher.web, "Korridoren");
    let path = format!("/api/v1/sessions/{}", session.id);
    assert_eq!(get(tablet, &path).problem(), "not-logged-in");
    let stopped = send(
        tablet,
        "POST",
        &format!("{path}/stop"),
        &json!({"how": "dizzy"}),
    );
    assert_eq!(stopped.status, 200, "{}", stopped.text());
    ward.tablet
        .until_session("ended", &session.id, |session| session.ended.is_some());
}
