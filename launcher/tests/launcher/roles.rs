//! Every operation there is, tried as every role, as a tablet where nobody is logged in, and as nobody.

use std::collections::BTreeSet;

use axum::http::Method;
use launcher::{
    access::policy::{self, Access, Found},
    api::resources::Truth,
    home::staff::Role,
};
use serde_json::json;
use tungstenite::Message;

use crate::{
    http::{Answer, Web, request, send},
    people,
    program::{Home, Launcher},
    tablet::{self, Tablet},
    ward::Ward,
};

/// Who tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Nobody,
    Tablet,
    Staff(Role),
}

/// Ends a login: with the browser of an admin, and the one where somebody is logged in.
type End = fn(Web, Web);

/// Every operation, from the description that the code makes: method and path.
fn operations() -> Vec<(String, String)> {
    let description = serde_json::to_value(launcher::api::openapi::description()).unwrap();
    let paths = description["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, operations)| {
            let methods = operations.as_object().unwrap().keys();
            methods.map(move |method| (method.to_uppercase(), path.clone()))
        })
        .collect()
}

/// The code with which somebody is refused, if the answer is that.
fn refusal(answer: &Answer) -> Option<String> {
    if answer.header("content-type") != Some("application/problem+json") {
        return None;
    }
    let code = answer.problem();
    ["not-enrolled", "not-logged-in", "not-allowed"]
        .contains(&code.as_str())
        .then_some(code)
}

fn attempt(web: Web, method: &str, path: &str) -> Answer {
    let mut filled = path.to_owned();
    while let (Some(start), Some(end)) = (filled.find('{'), filled.find('}')) {
        filled.replace_range(start..=end, "nothing-is-called-so");
    }
    let json = [("Content-Type", "application/json")];
    request(web, method, &filled, &json, b"{}")
}

#[test]
fn every_operation_answers_those_it_is_for_and_nobody_else() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let admin = launcher.web;
    let mut browsers = vec![
        (Who::Nobody, admin.stranger()),
        (Who::Tablet, people::enrol(admin, "Korridoren")),
    ];
    for role in Role::ALL {
        browsers.push((Who::Staff(role), people::with_role(admin, role.name())));
    }
    let operations = operations();
    assert!(operations.len() > 30, "{}", operations.len());
    let mut wrong = Vec::new();
    for (who, web) in browsers {
        let mut web = web;
        for (method, path) in &operations {
            let Found::Rule(rule) = policy::find(&method.parse::<Method>().unwrap(), path) else {
                panic!("{method} {path} is not in the table");
            };
            let expected = match (rule.access, who) {
                (Access::Open, _) | (Access::Tablet, Who::Tablet | Who::Staff(_)) => None,
                (Access::Tablet | Access::Staff(_), Who::Nobody) => Some("not-enrolled"),
                (Access::Staff(_), Who::Tablet) => Some("not-logged-in"),
                (Access::Staff(roles), Who::Staff(role)) if roles.contains(&role) => None,
                (Access::Staff(_), Who::Staff(_)) => Some("not-allowed"),
            };
            let answer = attempt(web, method, path);
            if refusal(&answer).as_deref() != expected {
                wrong.push(format!(
                    "{method} {path} as {who:?}: {} {}, expected {expected:?}",
                    answer.status,
                    answer.text()
                ));
            }
            if let (Who::Staff(role), "/api/v1/logout") = (who, path.as_str()) {
                web = people::log_in(web.after(&answer), role.name(), "111111");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_of_residents_is_for_those_who_care_for_them() {
    // Written down apart from the table, so that a slip in it is found.
    let about_residents = ["residents", "sessions", "headsets", "groups", "history"];
    for rule in policy::RULES {
        let mut parts = rule.path.split('/');
        if !parts.any(|part| about_residents.contains(&part))
            || rule.path == "/api/v1/sessions/{id}/stop"
            || rule.path.starts_with("/api/v1/reports")
            || rule.path.starts_with("/api/v1/exports")
        {
            continue;
        }
        let Access::Staff(roles) = rule.access else {
            panic!("{rule:?} is for anybody");
        };
        assert!(
            !roles.contains(&Role::Maker) && !roles.contains(&Role::Auditor),
            "{rule:?}"
        );
    }
    let open: BTreeSet<_> = policy::RULES
        .iter()
        .filter(|rule| rule.access == Access::Open)
        .map(|rule| (rule.method, rule.path))
        .collect();
    let expected = [
        ("GET", "/healthz"),
        ("GET", "/readyz"),
        ("GET", "/api/v1/openapi.json"),
        ("GET", "/api/v1/door"),
        ("POST", "/api/v1/setup"),
        ("POST", "/api/v1/enrolment"),
    ];
    assert_eq!(open, expected.into());
    for path in [
        "/api/v1/staff",
        "/api/v1/home",
        "/api/v1/exports",
        "/api/v1/backups",
    ] {
        let changing = policy::RULES.iter().filter(|rule| {
            rule.path.starts_with(path)
                && rule.path != "/api/v1/staff/me/pin"
                && (rule.method != "GET" || path != "/api/v1/home")
        });
        for rule in changing {
            assert_eq!(rule.access, Access::Staff(&[Role::Admin]), "{rule:?}");
        }
    }
}

#[test]
fn the_events_socket_opens_for_those_who_are_logged_in_only() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let tablet = people::enrol(launcher.web, "Korridoren");
    assert_eq!(Tablet::refused(launcher.web.stranger()), 401);
    assert_eq!(Tablet::refused(tablet), 401);
    // A login belongs to its tablet: taken to another one it is none.
    let mut cookies = launcher.web.cookies.split("; ");
    let login = cookies
        .find(|cookie| cookie.starts_with("__Host-utsikt-login="))
        .unwrap();
    let mixed = Web {
        cookies: format!("{}; {login}", tablet.cookies).leak(),
        ..tablet
    };
    assert_eq!(Tablet::refused(mixed), 401);
    Tablet::connect(launcher.web).next();
}

#[test]
fn each_role_hears_what_it_may() {
    let (ward, session) = Ward::playing();
    let admin = ward.launcher.web;
    let first = |role: &str| -> Truth { Tablet::connect(people::with_role(admin, role)).next() };
    let caregiver = first("caregiver");
    assert!(tablet::session(&caregiver, &session.id).is_some());
    assert_eq!(caregiver.headsets.len(), 1);
    for role in ["maker", "auditor"] {
        let seen = first(role);
        assert!(
            seen.sessions.is_empty() && seen.headsets.is_empty(),
            "{role}: {seen:?}"
        );
        assert_eq!(seen.experiences, caregiver.experiences);
    }
}

#[test]
fn the_events_socket_closes_when_the_login_ends() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let admin = launcher.web;
    let ends: [(&str, End); 4] = [
        ("logout", |_, web| {
            assert_eq!(send(web, "POST", "/api/v1/logout", &json!({})).status, 204);
        }),
        ("another logs in", |_, web| {
            people::log_in(web, "Anna", people::PIN);
        }),
        ("a new PIN", |admin, web| {
            let id = people::id_of(web, "caregiver");
            let pin = json!({"pin": "222222"});
            let path = format!("/api/v1/staff/{id}");
            assert_eq!(send(admin, "PATCH", &path, &pin).status, 200);
        }),
        ("the tablet goes", |admin, web| {
            let tablet = people::door(web)["tablet"]["id"].clone();
            let path = format!("/api/v1/tablets/{}", tablet.as_str().unwrap());
            assert_eq!(send(admin, "DELETE", &path, &json!({})).status, 204);
        }),
    ];
    people::add(admin, "caregiver", "caregiver", "222222");
    for (why, end) in ends {
        let web = people::log_in(people::enrol(admin, why), "caregiver", "222222");
        let mut tablet = Tablet::connect(web);
        tablet.next();
        end(admin, web);
        assert_eq!(tablet.until_closed(), 4401, "{why}");
        assert_eq!(Tablet::refused(web), 401, "{why}");
    }
}

#[test]
fn a_role_that_changes_is_heard_by_an_open_socket() {
    let (ward, session) = Ward::playing();
    let admin = ward.launcher.web;
    let web = people::with_role(admin, "caregiver");
    let mut tablet = Tablet::connect(web);
    assert!(tablet::session(&tablet.next(), &session.id).is_some());
    let path = format!("/api/v1/staff/{}", people::id_of(web, "caregiver"));
    let answer = send(admin, "PATCH", &path, &json!({"role": "maker"}));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let paused = ward.tablet.change(&session.id, json!({"paused": true}));
    assert_eq!(paused.status, 200);
    tablet.until("blind", |truth| truth.sessions.is_empty());
    assert_eq!(
        send(
            web,
            "PATCH",
            &format!("/api/v1/sessions/{}", session.id),
            &json!({"paused": false})
        )
        .problem(),
        "not-allowed"
    );
}

impl Tablet {
    /// The status with which a socket is refused.
    fn refused(web: Web) -> u16 {
        match Self::try_connect(web) {
            Err(tungstenite::HandshakeError::Failure(tungstenite::Error::Http(answer))) => {
                answer.status().as_u16()
            }
            Ok(_) => panic!("let in"),
            Err(error) => panic!("{error}"),
        }
    }

    /// The code with which the socket is closed, whatever is said before it.
    fn until_closed(&mut self) -> u16 {
        loop {
            match self.socket.read().unwrap() {
                Message::Close(Some(frame)) => return frame.code.into(),
                Message::Close(None) => panic!("closed without a code"),
                _ => {}
            }
        }
    }
}
