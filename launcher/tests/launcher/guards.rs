//! Other web pages must not drive the headsets; and what is said in which language.

use serde_json::json;

use crate::{
    http::{get, request},
    program::{Home, Launcher},
};

#[test]
fn other_pages_and_other_names_are_refused() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let web = launcher.web;
    let own = format!("http://{web}");
    let local = format!("localhost:{}", web.port());
    let path = "/api/v1/headsets";
    let code = |headers: &[(&str, &str)]| {
        let answer = request(web, "GET", path, headers, b"");
        if answer.status == 200 {
            "let in".to_owned()
        } else {
            answer.problem()
        }
    };
    assert_eq!(code(&[]), "let in");
    assert_eq!(code(&[("Origin", &own)]), "let in");
    assert_eq!(
        code(&[("Host", &local), ("Origin", &format!("http://{local}"))]),
        "let in"
    );
    assert_eq!(code(&[("Host", "evil.example")]), "foreign-host");
    assert_eq!(code(&[("Host", "127.0.0.1.evil.example")]), "foreign-host");
    assert_eq!(code(&[("Host", "192.168.1.20:8750")]), "foreign-host");
    assert_eq!(code(&[("Host", "%%%")]), "foreign-host");
    assert_eq!(code(&[("Origin", "http://evil.example")]), "foreign-origin");
    assert_eq!(code(&[("Origin", "null")]), "foreign-origin");
    assert_eq!(
        code(&[("Origin", "http://127.0.0.1:1")]),
        "foreign-origin",
        "another port is another page"
    );
    assert_eq!(code(&[("Sec-Fetch-Site", "cross-site")]), "foreign-origin");
    assert_eq!(code(&[("Sec-Fetch-Site", "same-origin")]), "let in");
    let start = json!({"experience": "sjo", "headset": "g1"}).to_string();
    let tap = request(
        web,
        "POST",
        "/api/v1/sessions",
        &[
            ("Origin", "https://evil.example"),
            ("Content-Type", "text/plain"),
        ],
        start.as_bytes(),
    );
    assert_eq!(
        (tap.status, tap.problem().as_str()),
        (403, "foreign-origin")
    );
    // The sockets, too: a page elsewhere may open one without asking.
    let upgrade = [
        ("Origin", "http://evil.example"),
        ("Upgrade", "websocket"),
        ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ];
    assert_eq!(
        request(web, "GET", "/api/v1/events", &upgrade, b"").problem(),
        "foreign-origin"
    );
}

#[test]
fn problems_speak_the_language_asked_for() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let title = |language: &str| {
        let answer = request(
            launcher.web,
            "GET",
            "/api/v1/headsets/x",
            &[("Accept-Language", language)],
            b"",
        );
        assert_eq!(answer.problem(), "headset-unknown");
        (
            answer.header("content-language").unwrap().to_owned(),
            answer.json()["title"].as_str().unwrap().to_owned(),
        )
    };
    assert_eq!(
        title("sv"),
        ("sv".to_owned(), "Glasögonen finns inte här".to_owned())
    );
    assert_eq!(
        title("en-GB,en;q=0.9"),
        ("en".to_owned(), "The headset is not here".to_owned())
    );
    assert_eq!(title("de, en;q=0.3, sv;q=0.8").0, "sv");
    assert_eq!(title("fi, *").0, "sv");
    assert_eq!(
        get(launcher.web, "/api/v1/headsets/x").header("content-language"),
        Some("sv")
    );
}
