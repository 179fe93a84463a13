//! Somebody who lists, searches and reads reports, one request after the other over one connection.

use std::{net::SocketAddr, time::Instant};

use serde_json::{Value, json};

use crate::{http::Browser, people, percentile};

/// What is searched for; all are found in what was made up.
const WORDS: [&str; 8] = [
    "sjö",
    "dans",
    "upplevelse 17",
    "fisk",
    "kaffe",
    "e",
    "1950",
    "skog",
];
/// All of the five years.
const ALL: &str = "from=2021-11-01&to=2026-12-31";

/// Asks everything so many times; the slowest of a hundred, in milliseconds.
pub(crate) async fn run(web: SocketAddr, setup: &str, times: usize) -> Value {
    let mut browser = people::admin(web, setup).await;
    let mut figures = serde_json::Map::new();
    let mut lists = Vec::new();
    for (name, path) in [
        ("experiences", "/api/v1/experiences?limit=50"),
        ("residents", "/api/v1/residents"),
    ] {
        let mut took = Vec::new();
        for round in 0..times {
            let word = WORDS[round % WORDS.len()];
            let search = if round % 2 == 0 {
                String::new()
            } else {
                let sign = if path.contains('?') { '&' } else { '?' };
                format!("{sign}search={}", encoded(word))
            };
            took.push(ask(&mut browser, &format!("{path}{search}")).await);
        }
        lists.extend_from_slice(&took);
        figures.insert(format!("{name}_p50"), percentile(&mut took, 50.0).into());
        figures.insert(format!("{name}_p99"), percentile(&mut took, 99.0).into());
    }
    figures.insert("lists_p99".to_owned(), percentile(&mut lists, 99.0).into());
    let residents = browser
        .get("/api/v1/reports/residents?from=2026-11-01")
        .await;
    let residents = residents.expect(200).json();
    let resident = residents["residents"][0]["id"].as_str().unwrap().to_owned();
    let mut slowest = 0.0_f64;
    for (name, path) in [
        ("overview", format!("overview?{ALL}")),
        ("overview_weeks", format!("overview?{ALL}&step=week")),
        ("residents", format!("residents?{ALL}")),
        ("experiences", format!("experiences?{ALL}")),
        ("staff", format!("staff?{ALL}")),
        (
            "one_resident",
            format!("experiences?{ALL}&resident={resident}"),
        ),
        (
            "one_experience",
            format!("residents?{ALL}&experience=upplevelse-0"),
        ),
    ] {
        let mut took = Vec::new();
        for _ in 0..(times / 20).max(5) {
            took.push(ask(&mut browser, &format!("/api/v1/reports/{path}")).await);
        }
        let middle = percentile(&mut took, 50.0);
        slowest = slowest.max(percentile(&mut took, 100.0));
        figures.insert(format!("report_{name}"), middle.into());
    }
    figures.insert("report_slowest".to_owned(), slowest.into());
    json!(figures)
}

async fn ask(browser: &mut Browser, path: &str) -> f64 {
    let begun = Instant::now();
    let answer = browser.get(path).await.expect(200);
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    assert!(!answer.body.is_empty());
    took
}

/// A word as it stands in an address.
fn encoded(word: &str) -> String {
    word.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
