//! Tablets that look and tap: each has its events socket open, looks at what one resident sees, and steers three headsets.
//!
//! What is measured is what a caregiver waits for: from the tap until the tablet's own events socket says that the headset has taken
//! it. The answer to the request itself (the wish is on the disk) is told beside it, and so is a bare
//! echo that is asked by as many connections at the same time.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::{
    net::TcpStream,
    sync::watch,
    task::JoinSet,
    time::{sleep, timeout},
};
use tokio_tungstenite::{client_async, tungstenite::client::IntoClientRequest};

use crate::{echo, http::Browser, people, percentile};

/// Headsets of each tablet.
const EACH: usize = 3;
/// The time from one tap of a tablet to its next.
const BETWEEN: Duration = Duration::from_millis(200);
/// So long nobody measures, until everything has settled.
const SETTLE: Duration = Duration::from_secs(3);
/// Nothing takes this long.
const PATIENCE: Duration = Duration::from_secs(20);

/// What one tablet measured, in milliseconds.
#[derive(Default)]
struct Took {
    acknowledged: Vec<f64>,
    answered: Vec<f64>,
    pictures: usize,
}

/// Runs so many for so long; what they measured.
pub(crate) async fn run(
    web: SocketAddr,
    setup: &str,
    echo: SocketAddr,
    number: usize,
    seconds: u64,
) -> Value {
    let mut admin = people::admin(web, setup).await;
    let mut tablets = Vec::new();
    for place in 0..number {
        tablets.push(people::caregiver(&mut admin, place).await);
    }
    let mut sessions = Vec::new();
    for (place, tablet) in tablets.iter_mut().enumerate() {
        for headset in place * EACH..(place + 1) * EACH {
            let asked = json!({"experience": "upplevelse-0", "headset": format!("g{headset}")});
            let answer = tablet.send("POST", "/api/v1/sessions", &asked).await;
            let session = answer.expect(201).json()["id"].as_str().unwrap().to_owned();
            sessions.push((session, format!("g{headset}")));
        }
    }
    println!("begun");
    let begin = Instant::now() + SETTLE;
    let until = begin + Duration::from_secs(seconds);
    let mut taps = JoinSet::new();
    for (place, tablet) in tablets.into_iter().enumerate() {
        let own = sessions[place * EACH..(place + 1) * EACH].to_vec();
        taps.spawn(tap(tablet, own, begin, until));
    }
    let mut echoes = JoinSet::new();
    // As many connections as tablets and headsets have; together as many messages as there are taps.
    let connections = number * (EACH + 1);
    let every = BETWEEN * connections as u32 / number as u32;
    for _ in 0..connections {
        echoes.spawn(async move {
            sleep(begin.saturating_duration_since(Instant::now())).await;
            echo::ask(echo, every, until).await
        });
    }
    let mut all = Took::default();
    while let Some(took) = taps.join_next().await {
        let took = took.unwrap();
        all.acknowledged.extend(took.acknowledged);
        all.answered.extend(took.answered);
        all.pictures += took.pictures;
    }
    let mut echoed = Vec::new();
    while let Some(took) = echoes.join_next().await {
        echoed.extend(took.unwrap());
    }
    json!({
        "commands": all.acknowledged.len(),
        "acknowledged_p50": percentile(&mut all.acknowledged, 50.0),
        "acknowledged_p99": percentile(&mut all.acknowledged, 99.0),
        "acknowledged_max": percentile(&mut all.acknowledged, 100.0),
        "answered_p50": percentile(&mut all.answered, 50.0),
        "answered_p99": percentile(&mut all.answered, 99.0),
        "echoes": echoed.len(),
        "echo_p50": percentile(&mut echoed, 50.0),
        "echo_p99": percentile(&mut echoed, 99.0),
        "pictures": all.pictures,
    })
}

async fn tap(
    mut tablet: Browser,
    sessions: Vec<(String, String)>,
    begin: Instant,
    until: Instant,
) -> Took {
    let mut truth = follow(&tablet).await;
    let look = tokio::spawn(look(tablet.beside().await, sessions[0].1.clone(), until));
    // Tablets do not tap in step.
    let apart = Duration::from_millis(sessions[0].0.bytes().map(u64::from).sum::<u64>() % 200);
    let mut took = Took::default();
    let mut taps = 0_usize;
    sleep(apart).await;
    while Instant::now() < until {
        let (session, _) = &sessions[taps % sessions.len()];
        let volume = 0.2 + (taps % 60) as f32 / 100.0;
        taps += 1;
        let begun = Instant::now();
        let answer = tablet
            .send(
                "PATCH",
                &format!("/api/v1/sessions/{session}"),
                &json!({"volume": volume}),
            )
            .await
            .expect(200)
            .json();
        let answered = begun.elapsed();
        let revision = answer["desired"]["revision"].as_u64().unwrap();
        let taken = truth.wait_for(|truth: &Value| {
            let mut all = truth["sessions"].as_array().into_iter().flatten();
            all.any(|told| {
                told["id"] == *session.as_str()
                    && told["acknowledged"] == true
                    && told["desired"]["revision"].as_u64() >= Some(revision)
            })
        });
        timeout(PATIENCE, taken).await.unwrap().unwrap();
        if begun >= begin {
            took.acknowledged
                .push(begun.elapsed().as_secs_f64() * 1000.0);
            took.answered.push(answered.as_secs_f64() * 1000.0);
        }
        sleep(BETWEEN).await;
    }
    took.pictures = look.await.unwrap();
    took
}

/// The newest truth of a tablet's events socket.
async fn follow(tablet: &Browser) -> watch::Receiver<Value> {
    let web = tablet.web();
    let stream = TcpStream::connect(web).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let mut request = format!("ws://{web}/api/v1/events")
        .into_client_request()
        .unwrap();
    request
        .headers_mut()
        .insert("cookie", tablet.cookies().parse().unwrap());
    let (mut socket, _) = client_async(request, stream).await.unwrap();
    let (tell, truth) = watch::channel(Value::Null);
    tokio::spawn(async move {
        while let Some(Ok(message)) = socket.next().await {
            if let Ok(text) = message.to_text()
                && message.is_text()
                && tell.send(serde_json::from_str(text).unwrap()).is_err()
            {
                return;
            }
        }
    });
    truth
}

/// Looks at what a resident sees; how many pictures there were.
async fn look(mut browser: Browser, headset: String, until: Instant) -> usize {
    let (mut pictures, mut after) = (0, "0".to_owned());
    while Instant::now() < until {
        let path = format!("/api/v1/headsets/{headset}/view.jpg?after={after}");
        let answer = browser.get(&path).await;
        if answer.status == 200 {
            pictures += 1;
            if let Some(number) = answer.headers.get("x-picture-number") {
                after.clone_from(number);
            }
        }
    }
    pictures
}
