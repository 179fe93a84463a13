//! Rules that can never come about.
#![allow(clippy::unwrap_used)] // The helpers of tests may unwrap as well.

use director::{RuleFault, RuleFinding, RuleList, review};
use manifest::Experience;

use crate::headset::{filmed, lake, pond};

/// A meadow with these parts of a scene.
fn meadow(parts: &str) -> Experience {
    let text = include_str!("../../src/review_example.ron");
    let (before, _) = text.split_once("behaviours:").unwrap();
    let text = format!("{before}{parts})}}, minutes: 5)");
    let read = manifest::parse(text.as_bytes());
    read.unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"))
        .experience
}

fn faults(parts: &str) -> Vec<RuleFault> {
    review(&meadow(parts))
        .into_iter()
        .map(|found| found.fault)
        .collect()
}

fn never(faults: &[RuleFault], word: &str) -> bool {
    matches!(faults, [RuleFault::Never(why)] if why.contains(word))
}

#[test]
fn what_can_start_is_let_pass() {
    assert_eq!(review(&lake()), []);
    assert_eq!(review(&filmed()), []);
    assert_eq!(review(&pond()), []);
    let chain = r#"
        hotspots: [Hotspot(id: "door", yaw: 0, hidden: true, on: [Count("opened")])],
        timeline: [At(30, [Show("door")])],
        behaviours: [When(Counted("opened", 1), [Animate("berry-1")])],"#;
    assert_eq!(faults(chain), []);
}

#[test]
fn rules_that_wait_for_each_other_wait_for_themselves() {
    let ring = r#"behaviours: [
        When(Counted("a", 1), [Count("b")]),
        When(All([Counted("b", 1), Gazed("birch")]), [Repeat(2, [Count("a")])]),
        When(Counted("b", 2), [Animate("berry-1")]),
    ],"#;
    let found = faults(ring);
    assert_eq!(
        found[..2],
        [RuleFault::WaitsForItself, RuleFault::WaitsForItself]
    );
    assert!(never(&found[2..], "counts \"b\""), "{found:?}");
}

#[test]
fn what_comes_too_late_never_comes() {
    assert!(never(
        &faults("behaviours: [When(After(301), [])],"),
        "session is over after 300"
    ));
    let moment = r#"timeline: [At(10, []), At(90, [])], links: [End(after: 60)],"#;
    let found = review(&meadow(moment));
    assert_eq!((found[0].list, found[0].number), (RuleList::Timeline, 1));
    let RuleFinding {
        fault: RuleFault::Never(why),
        ..
    } = &found[0]
    else {
        panic!("{found:?}")
    };
    assert!(why.contains("the scene is over after 60"), "{why}");
}

#[test]
fn what_stays_hidden_and_what_waits_for_nothing_never_starts() {
    let hidden = r#"hotspots: [Hotspot(id: "door", yaw: 0, hidden: true, on: [Count("a")])],"#;
    assert!(never(&faults(hidden), "hidden"));
    let itself = r#"hotspots: [Hotspot(id: "door", yaw: 0, hidden: true, on: [Show("door")])],"#;
    assert_eq!(faults(itself), [RuleFault::WaitsForItself]);
    assert!(never(
        &faults("behaviours: [When(Any([]), [])],"),
        "nothing"
    ));
}
