//! A killed launcher, and a tablet that slept: all come back to the truth by themselves.

use std::time::Instant;

use launcher::api::resources::{EndedWhy, Session};
use serde_json::json;

use crate::{
    headset::Headset,
    http::get,
    program::Launcher,
    tablet::{self, Tablet},
    ward::Ward,
};

#[test]
fn a_killed_launcher_comes_back_to_the_truth() {
    let mut ward = Ward::new();
    let tablet = &mut ward.tablet;
    let session = tablet.start("sjo", "g1");
    tablet.change(&session.id, json!({"volume": 0.4}));
    let before = tablet.until_session("playing", &session.id, |session| {
        session.acknowledged && session.desired.volume == 0.4
    });

    let addresses = ward.launcher.kill();
    let killed = Instant::now();
    let launcher = Launcher::start_again(&ward.home, addresses);
    let mut tablet = Tablet::connect(launcher.web);
    let first = tablet.next();
    let known =
        tablet::session(&first, &session.id).expect("the session is known from the first message");
    assert_eq!((known.desired.volume, known.started), (0.4, before.started));
    let after = tablet.until_session("acknowledged again", &session.id, |session| {
        session.acknowledged
    });
    eprintln!(
        "from kill to the whole truth: {} ms",
        killed.elapsed().as_millis()
    );
    assert_eq!(
        after.desired.revision, before.desired.revision,
        "nothing was lost and nothing doubled"
    );
    assert_eq!(after.reported.unwrap().scene.as_deref(), Some("shore"));
    // And it is steered on as if nothing had been.
    assert_eq!(
        tablet.change(&session.id, json!({"paused": true})).status,
        200
    );
    ward.headset
        .until_desired(|desired| desired.play().is_some_and(|play| play.paused));
    tablet.until_session("paused", &session.id, |session| {
        session.acknowledged && session.desired.paused
    });
}

#[test]
fn what_was_answered_survives_a_kill_before_it_is_delivered() {
    let mut ward = Ward::new();
    let tablet = &mut ward.tablet;
    // It hangs: the wish cannot be taken.
    ward.headset.freeze();
    let session = tablet.start("sjo", "g1");
    let addresses = ward.launcher.kill();
    drop(ward.headset);

    let launcher = Launcher::start_again(&ward.home, addresses);
    let mut tablet = Tablet::connect(launcher.web);
    let headset = Headset::start(launcher.link, "g1", "Glasögon 1");
    let wish = headset.until_desired(|desired| desired.play().is_some());
    assert_eq!(wish.play().unwrap().session.0, session.id);
    tablet.until_session("playing", &session.id, |session| session.acknowledged);
}

#[test]
fn an_end_while_the_launcher_was_dead_is_learnt() {
    let (ward, session) = Ward::playing();
    let addresses = ward.launcher.kill();
    ward.headset.finish();
    let launcher = Launcher::start_again(&ward.home, addresses);
    let mut tablet = Tablet::connect(launcher.web);
    let over = tablet.until_session("ended", &session.id, |session| session.ended.is_some());
    assert_eq!(over.ended.map(|ended| ended.why), Some(EndedWhy::Finished));
}

#[test]
fn a_tablet_that_slept_is_right_with_its_first_message() {
    let mut ward = Ward::new();
    let web = ward.launcher.web;
    let asleep = Tablet::connect(web);
    drop(asleep);
    let session = ward.tablet.start("sjo", "g1");
    ward.tablet
        .until_session("playing", &session.id, |session| session.acknowledged);
    let first = Tablet::connect(web).next();
    assert!(tablet::session(&first, &session.id).is_some_and(|session| session.acknowledged));
    assert!(
        tablet::headset(&first, "g1").is_some_and(
            |headset| headset.connected && headset.session.as_ref() == Some(&session.id)
        )
    );
    let listed: Vec<Session> = serde_json::from_value(get(web, "/api/v1/sessions").json()).unwrap();
    assert_eq!(
        listed.iter().map(|session| &session.id).collect::<Vec<_>>(),
        [&session.id]
    );
}

#[test]
fn it_ends_in_order_when_told_to() {
    let ward = Ward::new();
    assert!(ward.launcher.terminate().success());
}
