//! How a resident hears and reads: asked on the tablet, taken by the headset, kept over a restart.

use launcher::api::resources::{Listening, Session};
use serde_json::json;

use crate::{
    http::send,
    program::Launcher,
    tablet::{self, Tablet},
    ward::Ward,
};

/// What a session has when nobody asked for anything.
fn usual() -> Listening {
    Listening {
        language: "sv".to_owned(),
        captions: false,
        description: false,
        mono: false,
        speech_boost: false,
    }
}

#[test]
fn each_part_is_changed_by_itself_and_reaches_the_headset() {
    let (mut ward, session) = Ward::playing();
    assert_eq!(session.desired.listening, usual());
    let answer = ward
        .tablet
        .change(&session.id, json!({"listening": {"captions": true}}));
    assert_eq!(answer.status, 200, "{}", answer.text());
    // Another tablet, which knows nothing of that, changes something else.
    let answer = ward.tablet.change(
        &session.id,
        json!({"listening": {"mono": true, "speech_boost": true, "language": "en"}}),
    );
    let changed: Session = serde_json::from_value(answer.json()).unwrap();
    let expected = Listening {
        language: "en".to_owned(),
        captions: true,
        description: false,
        mono: true,
        speech_boost: true,
    };
    assert_eq!(changed.desired.listening, expected);
    let taken = ward.headset.until_desired(|desired| {
        desired
            .play()
            .is_some_and(|play| play.listening.captions && play.listening.mono)
    });
    let heard = &taken.play().unwrap().listening;
    assert_eq!((heard.language.as_str(), heard.speech_boost), ("en", true));
    ward.tablet
        .until_session("taken", &session.id, |session| session.acknowledged);
    // The same again is no change.
    let again = ward
        .tablet
        .change(&session.id, json!({"listening": {"captions": true}}));
    assert_eq!(
        again.json()["desired"]["revision"],
        changed.desired.revision
    );
}

#[test]
fn it_is_kept_when_the_launcher_is_killed() {
    let (ward, session) = Ward::playing();
    let wanted = json!({"listening": {"description": true, "language": "en"}});
    let before: Session =
        serde_json::from_value(ward.tablet.change(&session.id, wanted).json()).unwrap();
    let addresses = ward.launcher.kill();
    let launcher = Launcher::start_again(&ward.home, addresses);
    let first = Tablet::connect(launcher.web).next();
    let after = tablet::session(&first, &session.id).unwrap();
    assert_eq!(after.desired, before.desired);
    assert!(after.desired.listening.description);
}

#[test]
fn a_session_may_start_with_it() {
    let mut ward = Ward::new();
    let answer = send(
        ward.launcher.web,
        "POST",
        "/api/v1/sessions",
        &json!({"experience": "sjo", "headset": "g1", "listening": {"captions": true}}),
    );
    let session: Session = serde_json::from_value(answer.json()).unwrap();
    let expected = Listening {
        captions: true,
        ..usual()
    };
    assert_eq!(session.desired.listening, expected);
    let playing = ward
        .tablet
        .until_session("playing", &session.id, |session| session.acknowledged);
    assert_eq!(playing.desired.listening, expected);
}

#[test]
fn how_loud_it_is_in_the_headset_is_told() {
    let (mut ward, session) = Ward::playing();
    let answer = ward.tablet.change(&session.id, json!({"volume": 0.5}));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let heard = ward.tablet.until_session("softer", &session.id, |session| {
        let reported = session.reported.as_ref();
        reported.is_some_and(|reported| reported.volume == 0.5)
    });
    assert_eq!(heard.reported.unwrap().level, Some(0.05));
}

#[test]
fn what_is_no_language_changes_nothing() {
    let (ward, session) = Ward::playing();
    for language in ["", "s", "sv SE", "svenska språket", &"x".repeat(36)] {
        let answer = ward.tablet.change(
            &session.id,
            json!({"paused": true, "listening": {"language": language}}),
        );
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (422, "language-unreadable"),
            "{language:?}"
        );
    }
    let typo = ward
        .tablet
        .change(&session.id, json!({"listening": {"caption": true}}));
    assert_eq!(typo.problem(), "unreadable-body");
    let now = ward.tablet.change(&session.id, json!({}));
    let now: Session = serde_json::from_value(now.json()).unwrap();
    assert_eq!(now.desired, session.desired);
}
