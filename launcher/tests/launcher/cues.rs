//! The experience's own buttons, what it says to the caregiver, and how the resident sits and looks.

use launcher::api::resources::{Session, Stimulation};
use protocol::Ceiling;
use serde_json::json;

use crate::ward::Ward;

#[test]
fn a_button_of_the_scene_is_offered_and_does_its_thing_once_a_tap() {
    let (mut ward, session) = Ward::playing();
    let session = ward
        .tablet
        .until_session("offered", &session.id, |session| {
            let reported = session.reported.as_ref();
            reported.is_some_and(|reported| !reported.cues.is_empty())
        });
    let cue = &session.reported.unwrap().cues[0];
    assert_eq!(
        (cue.id.as_str(), cue.label["en"].as_str()),
        ("ducks", "Ducks")
    );
    for taps in 1..=2 {
        let answer = ward.tablet.tap(&session.id, "cue", json!({"id": "ducks"}));
        assert_eq!(answer.status, 200, "{}", answer.text());
        ward.headset.until_desired(|desired| {
            let play = desired.play();
            play.is_some_and(|play| play.cues.get("ducks") == Some(&taps))
        });
    }
    let told = ward.tablet.until_session("told", &session.id, |session| {
        let reported = session.reported.as_ref();
        session.acknowledged && reported.is_some_and(|reported| reported.prompts.len() == 2)
    });
    let prompts = told.reported.unwrap().prompts;
    assert_eq!(
        (prompts[1].number, prompts[1].text["sv"].as_str()),
        (2, "ducks")
    );
}

#[test]
fn a_button_that_is_not_there_is_refused() {
    let (ward, session) = Ward::playing();
    let answer = ward.tablet.tap(&session.id, "cue", json!({"id": "geese"}));
    assert_eq!(answer.status, 409);
    assert_eq!(answer.json()["code"], "no-such-cue");
    let answer = ward
        .tablet
        .tap(&session.id, "cue", json!({"name": "ducks"}));
    assert_eq!(answer.json()["code"], "unreadable-body");
}

#[test]
fn how_the_resident_sits_and_looks_is_set_in_parts_and_within_its_ranges() {
    let (ward, session) = Ward::playing();
    assert_eq!(session.desired.person.dwell, 1.2);
    let asked = json!({"person": {"reclined": true, "yaw_gain": 2.0, "stimulation": "Low"}});
    let answer = ward.tablet.change(&session.id, asked);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let answer = ward
        .tablet
        .change(&session.id, json!({"person": {"dwell": 2.0}}));
    let changed: Session = serde_json::from_value(answer.json()).unwrap();
    let person = changed.desired.person;
    assert!(person.reclined && person.yaw_gain == 2.0 && person.dwell == 2.0);
    assert_eq!(person.stimulation, Stimulation::Low);
    let taken = ward.headset.until_desired(|desired| {
        desired
            .play()
            .is_some_and(|play| play.person.dwell_seconds == 2.0)
    });
    assert_eq!(taken.play().unwrap().person.stimulation, Ceiling::Low);
    for wrong in [
        json!({"dwell": 0.1}),
        json!({"yaw_gain": 30}),
        json!({"text": 0.5}),
        json!({"eye_height": 9}),
    ] {
        let answer = ward.tablet.change(&session.id, json!({"person": wrong}));
        assert_eq!(answer.status, 422);
        assert_eq!(answer.json()["code"], "person-out-of-range");
    }
}
