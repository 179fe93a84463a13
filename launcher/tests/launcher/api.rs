//! A caregiver's taps, from the tablet to the headset and back.

use launcher::api::resources::{EndedWhy, HeadsetState, StopHow};
use serde_json::json;

use crate::{
    headset::Headset,
    http::{get, send},
    program::{Home, Launcher},
    tablet::{self, Tablet},
    ward::Ward,
};

#[test]
fn a_session_is_started_steered_and_ended() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let mut tablet = Tablet::connect(launcher.web);
    assert!(tablet.next().headsets.is_empty());
    let headset = Headset::start(launcher.link, "g1", "Glasögon 1");
    let seen = tablet.until_linked("g1");
    assert_eq!(
        (seen.name.as_str(), seen.state, seen.battery, seen.worn),
        ("Glasögon 1", HeadsetState::Lobby, Some(0.8), Some(true))
    );

    let session = tablet.start("sjo", "g1");
    assert_eq!(session.experience, "sjo");
    let playing = tablet.until_session("playing", &session.id, |session| {
        session.acknowledged && session.reported.is_some()
    });
    let reported = playing.reported.unwrap();
    assert_eq!(
        (reported.state, reported.scene.as_deref(), reported.volume),
        (HeadsetState::Playing, Some("shore"), 0.7)
    );
    assert_eq!(reported.next.unwrap().scene, "boat");

    let changed = tablet.change(&session.id, json!({"paused": true, "volume": 0.3}));
    assert_eq!(
        (
            changed.status,
            changed.json()["desired"]["paused"].as_bool()
        ),
        (200, Some(true))
    );
    let paused = tablet.until_session("paused", &session.id, |session| {
        session.acknowledged && session.desired.paused
    });
    assert_eq!(
        paused
            .reported
            .map(|reported| (reported.state, reported.volume)),
        Some((HeadsetState::Paused, 0.3))
    );
    let revision = paused.desired.revision;
    // The same again changes nothing.
    assert_eq!(
        tablet
            .change(&session.id, json!({"paused": true, "volume": 0.3}))
            .json()["desired"]["revision"],
        revision
    );
    assert_eq!(
        tablet.change(&session.id, json!({})).json()["desired"]["revision"],
        revision
    );
    assert_eq!(
        tablet.change(&session.id, json!({"paused": false})).status,
        200
    );
    assert_eq!(tablet.tap(&session.id, "recentre", json!(null)).status, 200);
    let turned =
        headset.until_desired(|desired| desired.play().is_some_and(|play| play.recentres == 1));
    assert!(turned.revision > revision);

    assert_eq!(
        tablet
            .tap(&session.id, "next", json!({"from": "shore"}))
            .status,
        200
    );
    tablet.until_session("in the boat", &session.id, |session| {
        session.acknowledged
            && session
                .reported
                .as_ref()
                .is_some_and(|reported| reported.scene.as_deref() == Some("boat"))
    });
    // A second tap for the first scene goes nowhere, and the boat has no way on.
    let again = tablet.tap(&session.id, "next", json!({"from": "shore"}));
    assert_eq!(
        (again.status, again.json()["reported"]["scene"].as_str()),
        (200, Some("boat"))
    );
    assert_eq!(
        tablet
            .tap(&session.id, "next", json!({"from": "boat"}))
            .problem(),
        "no-next-scene"
    );

    let stopped = tablet.tap(&session.id, "stop", json!({"how": "gently"}));
    assert_eq!(
        (stopped.status, stopped.json()["desired"]["stop"].as_str()),
        (200, Some("gently"))
    );
    let over = tablet.until_session("ended", &session.id, |session| session.ended.is_some());
    assert_eq!(over.ended.map(|ended| ended.why), Some(EndedWhy::Stopped));
    assert_eq!(
        tablet
            .tap(&session.id, "stop", json!({"how": "dizzy"}))
            .status,
        200,
        "ending what is over changes nothing"
    );
    assert_eq!(
        tablet
            .change(&session.id, json!({"paused": true}))
            .problem(),
        "session-ended"
    );
    let now = get(launcher.web, "/api/v1/headsets/g1").json();
    assert_eq!(
        (now["state"].as_str(), now["session"].as_str()),
        (Some("Lobby"), None)
    );
}

#[test]
fn dizzy_ends_at_once_and_is_said_so() {
    let (mut ward, session) = Ward::playing();
    let tablet = &mut ward.tablet;
    let answer = tablet.tap(&session.id, "stop", json!({"how": "dizzy"}));
    assert_eq!(answer.json()["desired"]["stop"], "dizzy");
    ward.headset.until_desired(|desired| {
        matches!(
            desired.target,
            protocol::Target::Lobby {
                how: protocol::How::Dizzy
            }
        )
    });
    let over = tablet.until_session("ended", &session.id, |session| session.ended.is_some());
    assert_eq!(
        (over.ended.map(|ended| ended.why), over.desired.stop),
        (Some(EndedWhy::Dizzy), Some(StopHow::Dizzy))
    );
}

#[test]
fn a_session_that_ends_by_itself_is_over_for_the_tablet() {
    let (mut ward, session) = Ward::playing();
    let tablet = &mut ward.tablet;
    ward.headset.finish();
    let over = tablet.until_session("ended", &session.id, |session| session.ended.is_some());
    assert_eq!(over.ended.map(|ended| ended.why), Some(EndedWhy::Finished));
    ward.headset
        .until_desired(|desired| desired.play().is_none());
}

#[test]
fn starting_another_experience_replaces_the_one_that_plays() {
    let home = Home::new();
    home.add_experience("skog");
    let mut ward = Ward::of(home);
    let tablet = &mut ward.tablet;
    let mut other_tablet = Tablet::connect(ward.launcher.web);
    let first = tablet.start("sjo", "g1");
    // The same once more is the same session: a double tap.
    let again = tablet.try_start("sjo", "g1");
    assert_eq!(
        (again.status, again.json()["id"].as_str()),
        (200, Some(first.id.as_str()))
    );
    let second = other_tablet.start("skog", "g1");
    for tablet in [tablet, &mut other_tablet] {
        let truth = tablet.until("replaced", |truth| {
            let ended = tablet::session(truth, &first.id).and_then(|session| session.ended.clone());
            ended.is_some_and(|ended| ended.why == EndedWhy::Replaced)
                && tablet::session(truth, &second.id).is_some_and(|session| session.acknowledged)
        });
        assert_eq!(
            tablet::headset(&truth, "g1").unwrap().session.as_ref(),
            Some(&second.id)
        );
    }
}

#[test]
fn many_tablets_that_start_at_once_leave_one_session() {
    let home = Home::new();
    let names: Vec<_> = (0..8).map(|number| format!("sjo{number}")).collect();
    names.iter().for_each(|name| home.add_experience(name));
    let mut ward = Ward::of(home);
    let tablet = &mut ward.tablet;
    let web = ward.launcher.web;
    let taps: Vec<_> = names
        .into_iter()
        .map(|name| {
            std::thread::spawn(move || {
                send(
                    web,
                    "POST",
                    "/api/v1/sessions",
                    &json!({"experience": name, "headset": "g1"}),
                )
                .status
            })
        })
        .collect();
    assert!(taps.into_iter().all(|tap| tap.join().unwrap() == 201));
    let truth = tablet.until("one session", |truth| {
        let going: Vec<_> = truth
            .sessions
            .iter()
            .filter(|session| session.ended.is_none())
            .collect();
        truth.sessions.len() == 8 && going.len() == 1 && going[0].acknowledged
    });
    let going = truth
        .sessions
        .iter()
        .find(|session| session.ended.is_none())
        .unwrap();
    assert_eq!(
        tablet::headset(&truth, "g1").unwrap().session.as_ref(),
        Some(&going.id)
    );
    assert!(
        truth
            .sessions
            .iter()
            .all(|session| session.desired.revision <= going.desired.revision),
        "the last one wins"
    );
}

#[test]
fn what_cannot_be_started_says_why() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let mut tablet = Tablet::connect(launcher.web);
    assert_eq!(tablet.try_start("sjo", "g1").problem(), "headset-unknown");
    assert_eq!(
        tablet.try_start("hav", "g1").problem(),
        "experience-unknown"
    );
    let headset = Headset::start(launcher.link, "g1", "Glasögon 1");
    tablet.until_linked("g1");
    drop(headset);
    tablet.until("gone", |truth| {
        tablet::headset(truth, "g1").is_some_and(|headset| !headset.connected)
    });
    let log = launcher.wait_for_log("not linked any more");
    assert!(
        !log.iter().any(|line| line.contains("turned away")),
        "a killed headset did nothing wrong: {log:?}"
    );
    assert_eq!(
        tablet.try_start("sjo", "g1").problem(),
        "headset-unreachable"
    );
    assert_eq!(
        tablet.change("x", json!({"paused": true})).problem(),
        "session-unknown"
    );
    assert_eq!(
        tablet.tap("x", "stop", json!({"how": "gently"})).problem(),
        "session-unknown"
    );
    assert_eq!(
        get(launcher.web, "/api/v1/sessions/x").problem(),
        "session-unknown"
    );
    assert_eq!(
        get(launcher.web, "/api/v1/headsets/x").problem(),
        "headset-unknown"
    );
    assert_eq!(get(launcher.web, "/api/v1/nothing").problem(), "not-found");
    assert_eq!(
        send(launcher.web, "DELETE", "/api/v1/sessions", &json!(null)).problem(),
        "method-not-allowed"
    );
}
