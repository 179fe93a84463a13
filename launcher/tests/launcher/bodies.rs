//! Whatever is sent as a body: an answer that says what is wrong, never a failure of ours.

use launcher::api::resources::Session;
use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::{Value, json};

use crate::{
    http::{get, request, send},
    ward::Ward,
};

/// The operations that take a body, apart from the one that would end the session.
fn operations(session: &Session) -> impl Strategy<Value = (&'static str, String)> + use<> {
    let session = &session.id;
    prop::sample::select(vec![
        ("POST", "/api/v1/sessions".to_owned()),
        ("PATCH", format!("/api/v1/sessions/{session}")),
        ("POST", format!("/api/v1/sessions/{session}/next")),
        ("POST", "/api/v1/sessions/none/stop".to_owned()),
    ])
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
    let (ward, session) = Ward::playing();
    let tried = runner().run(
        &(operations(&session), any_json()),
        |((method, path), body)| {
            let answer = send(ward.launcher.web, method, &path, &body);
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
    let (ward, session) = Ward::playing();
    let bytes = prop::collection::vec(any::<u8>(), 0..200);
    let tried = runner().run(&(operations(&session), bytes), |((method, path), body)| {
        let answer = request(
            ward.launcher.web,
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
    let ward = Ward::new();
    let tried = runner().run(&"[a-zA-Z0-9%.~_-]{1,40}", |name| {
        let answer = get(ward.launcher.web, &format!("/api/v1/sessions/{name}"));
        prop_assert!((400..500).contains(&answer.status), "{}", answer.text());
        Ok(())
    });
    tried.unwrap();
}

#[test]
fn wrong_bodies_say_what_is_wrong() {
    let (ward, session) = Ward::playing();
    let web = ward.launcher.web;
    let session = format!("/api/v1/sessions/{}", session.id);
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
