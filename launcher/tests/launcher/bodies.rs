//! Whatever is sent as a body: an answer that says what is wrong, never a failure of ours.

use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::{Value, json};

use crate::{
    headset::Headset,
    http::{get, request, send},
    program::{Home, Launcher},
    tablet::Tablet,
};

struct World {
    launcher: Launcher,
    session: String,
    _headset: Headset,
    _home: Home,
}

impl World {
    fn new() -> Self {
        let home = Home::new();
        let launcher = Launcher::start(&home);
        let mut tablet = Tablet::connect(launcher.web);
        let headset = Headset::start(launcher.link, "g1", "Glasögon 1");
        tablet.until_linked("g1");
        let session = tablet.start("sjo", "g1").id;
        Self {
            launcher,
            session,
            _headset: headset,
            _home: home,
        }
    }

    /// The operations that take a body, apart from the one that would end the session.
    fn operations(&self) -> impl Strategy<Value = (&'static str, String)> + use<> {
        let session = &self.session;
        prop::sample::select(vec![
            ("POST", "/api/v1/sessions".to_owned()),
            ("PATCH", format!("/api/v1/sessions/{session}")),
            ("POST", format!("/api/v1/sessions/{session}/next")),
            ("POST", "/api/v1/sessions/none/stop".to_owned()),
        ])
    }
}

fn runner() -> TestRunner {
    TestRunner::new(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    })
}

fn any_json() -> impl Strategy<Value = Value> {
    let words = prop::sample::select(vec![
        "experience",
        "headset",
        "paused",
        "volume",
        "how",
        "from",
        "sjo",
        "g1",
        "gently",
        "shore",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        words.clone().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((words.clone(), inner), 0..4).prop_map(|fields| Value::Object(
                fields
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect()
            )),
        ]
    })
}

#[test]
fn any_json_is_answered() {
    let world = World::new();
    let tried = runner().run(
        &(world.operations(), any_json()),
        |((method, path), body)| {
            let answer = send(world.launcher.web, method, &path, &body);
            prop_assert!(
                answer.status < 500,
                "{method} {path} {body}: {}",
                answer.text()
            );
            if answer.status >= 400 {
                answer.problem();
            }
            Ok(())
        },
    );
    tried.unwrap();
}

#[test]
fn any_bytes_are_answered() {
    let world = World::new();
    let bytes = prop::collection::vec(any::<u8>(), 0..200);
    let tried = runner().run(&(world.operations(), bytes), |((method, path), body)| {
        let answer = request(
            world.launcher.web,
            method,
            &path,
            &[("Content-Type", "application/json")],
            &body,
        );
        prop_assert!((400..500).contains(&answer.status), "{}", answer.text());
        answer.problem();
        Ok(())
    });
    tried.unwrap();
}

#[test]
fn any_name_is_answered() {
    let world = World::new();
    let tried = runner().run(&"[a-zA-Z0-9%.~_-]{1,40}", |name| {
        let answer = get(world.launcher.web, &format!("/api/v1/sessions/{name}"));
        prop_assert!((400..500).contains(&answer.status), "{}", answer.text());
        Ok(())
    });
    tried.unwrap();
}

#[test]
fn wrong_bodies_say_what_is_wrong() {
    let world = World::new();
    let web = world.launcher.web;
    let session = format!("/api/v1/sessions/{}", world.session);
    assert_eq!(
        send(web, "PATCH", &session, &json!({"volume": 1.5})).problem(),
        "volume-out-of-range"
    );
    assert_eq!(
        send(web, "PATCH", &session, &json!({"volume": -0.1})).problem(),
        "volume-out-of-range"
    );
    let typo = send(web, "PATCH", &session, &json!({"volyme": 0.5}));
    assert_eq!(typo.problem(), "unreadable-body");
    assert!(typo.json()["detail"].as_str().unwrap().contains("volyme"));
    assert_eq!(
        request(
            web,
            "PATCH",
            &session,
            &[("Content-Type", "text/plain")],
            b"{}"
        )
        .problem(),
        "not-json"
    );
    let large = format!("{{\"volume\": 0.5{}}}", " ".repeat(100_000));
    assert_eq!(
        request(
            web,
            "PATCH",
            &session,
            &[("Content-Type", "application/json")],
            large.as_bytes()
        )
        .problem(),
        "body-too-large"
    );
}
