//! What rules do, and when (H5).

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use crate::headset::{FRAME, Headset, lake, pond, secs};
use director::{Act, Comfort, Command, Event, How, Live, LivePlace, State};
use manifest::{Experience, Hotspot, Scene, View, Weather, World};

/// At the pond, all fades over; what it began with is in the log.
fn at_the_pond() -> Headset {
    let mut headset = Headset::ready(Comfort::default());
    headset.play(pond());
    headset.run_until(secs(3.0), "the pond", |headset| {
        headset.scene() == Some("shore")
    });
    headset
}

fn look(headset: &mut Headset, target: &str, time: f64) {
    headset.give(Event::Gaze {
        target: (!target.is_empty()).then(|| target.to_owned()),
    });
    headset.run(secs(time));
}

/// The acts so far, each with the second in which it was done since the pond was there.
fn acts(headset: &Headset) -> Vec<Act> {
    let acts = headset.log.iter().filter_map(|(_, command)| match command {
        Command::Act { act, .. } => Some(act.clone()),
        _ => None,
    });
    acts.collect()
}

fn animated(headset: &Headset) -> Vec<String> {
    let acts = acts(headset).into_iter().filter_map(|act| match act {
        Act::Animate { happening } => Some(happening),
        _ => None,
    });
    acts.collect()
}

fn played(headset: &Headset) -> Vec<(String, usize)> {
    let acts = acts(headset).into_iter().filter_map(|act| match act {
        Act::Play { name, number } => Some((name, number)),
        _ => None,
    });
    acts.collect()
}

#[test]
fn the_duck_comes_when_looked_at_for_long_enough_and_not_sooner() {
    let mut headset = at_the_pond();
    look(&mut headset, "duck", 0.5);
    look(&mut headset, "", 4.0);
    assert_eq!(animated(&headset), [""; 0]);
    look(&mut headset, "duck", 1.1);
    assert!(headset.director.ring().unwrap().progress > 0.8);
    assert_eq!(animated(&headset), [""; 0]);
    look(&mut headset, "duck", 0.2);
    assert_eq!(animated(&headset), ["duck-comes"]);
    let answer = Act::Answer {
        target: "duck".into(),
    };
    assert_eq!(
        acts(&headset).iter().filter(|act| **act == answer).count(),
        1
    );
    look(&mut headset, "", 3.0);
    assert_eq!(
        animated(&headset),
        ["duck-comes", "duck-leaves", "duck-dabbles"]
    );
}

#[test]
fn the_dwell_is_the_residents_own_and_written_ones_follow_it() {
    let mut headset = at_the_pond();
    headset.give(Event::Dwell(secs(2.0)));
    look(&mut headset, "duck", 1.9);
    assert_eq!(animated(&headset), [""; 0]);
    look(&mut headset, "duck", 0.2);
    assert_eq!(animated(&headset), ["duck-comes"]);
    // 2.4 s written for a dwell of 1.2 s.
    look(&mut headset, "fish", 3.8);
    assert!(!animated(&headset).contains(&"fish-jumps".to_owned()));
    look(&mut headset, "fish", 0.4);
    assert!(animated(&headset).contains(&"fish-jumps".to_owned()));
}

#[test]
fn a_rule_waits_without_holding_up_others_and_lets_pass_what_comes_meanwhile() {
    let mut headset = at_the_pond();
    headset.give(Event::Cue { id: "ducks".into() });
    headset.run(FRAME);
    headset.give(Event::Cue { id: "ducks".into() });
    headset.give(Event::Cue { id: "song".into() });
    headset.run(secs(1.0));
    assert_eq!(animated(&headset), ["duck-comes"]);
    assert_eq!(played(&headset), [("songs".to_owned(), 0)]);
    headset.run(secs(3.0));
    assert_eq!(animated(&headset), ["duck-comes", "duck-dabbles"]);
    headset.give(Event::Cue { id: "ducks".into() });
    headset.run(secs(1.0));
    assert_eq!(animated(&headset).last().unwrap(), "duck-comes");
}

#[test]
fn what_was_counted_is_told_to_the_caregiver_once() {
    let mut headset = at_the_pond();
    assert_eq!(headset.status().task.unwrap().counted, 0);
    for _ in 0..4 {
        headset.give(Event::Cue { id: "ducks".into() });
        headset.run(secs(4.0));
    }
    let status = headset.status();
    assert_eq!(status.prompts.len(), 1);
    assert_eq!(
        (
            status.prompts[0].number,
            status.prompts[0].text["en"].as_str()
        ),
        (1, "Two ducks.")
    );
    let task = status.task.unwrap();
    assert_eq!((task.counted, task.goal), (3, 3));
    let cues: Vec<_> = status.cues.iter().map(|cue| cue.id.as_str()).collect();
    assert_eq!(cues, ["ducks", "song"]);
}

#[test]
fn entering_moments_and_repeats_go_by_the_time_that_is_played() {
    let mut headset = at_the_pond();
    headset.run(FRAME * 2);
    let first = acts(&headset);
    assert!(
        first.contains(&Act::Light {
            level: 0.2,
            over: secs(3.0)
        }),
        "{first:?}"
    );
    assert!(first.contains(&Act::Weather {
        weather: Weather::Fog,
        over: secs(10.0)
    }));
    assert!(first.contains(&Act::Show {
        target: "loon".into(),
        there: false
    }));
    headset.give(Event::Worn(false));
    headset.run(secs(60.0));
    assert_eq!(played(&headset), []);
    headset.give(Event::Worn(true));
    headset.run(secs(10.5));
    assert_eq!(played(&headset), [("bell".to_owned(), 0)]);
    headset.run(secs(25.0));
    let bells = played(&headset)
        .iter()
        .filter(|(name, _)| name == "bell")
        .count();
    assert_eq!(bells, 3);
    let caption = |act: &&Act| matches!(act, Act::Caption { name, lasts } if name == "loon" && *lasts >= secs(3.0));
    assert_eq!(acts(&headset).iter().filter(caption).count(), 1);
}

#[test]
fn a_slot_gives_its_files_in_turn_and_an_empty_one_gives_none() {
    for (files, expected) in [
        (None, vec![0, 1, 0]),
        (Some(3), vec![0, 1, 2]),
        (Some(0), vec![]),
    ] {
        let mut headset = Headset::ready(Comfort::default());
        if let Some(files) = files {
            headset.give(Event::Slots(BTreeMap::from([("songs".to_owned(), files)])));
        }
        headset.play(pond());
        headset.run(secs(3.0));
        for _ in 0..3 {
            headset.give(Event::Cue { id: "song".into() });
            headset.run(secs(1.0));
        }
        let numbers: Vec<_> = played(&headset)
            .into_iter()
            .map(|(_, number)| number)
            .collect();
        assert_eq!(numbers, expected);
    }
}

#[test]
fn idleness_is_answered_and_only_once_where_it_says_so() {
    let mut headset = at_the_pond();
    headset.run(secs(30.0));
    let told = acts(&headset)
        .into_iter()
        .filter(|act| matches!(act, Act::Narrate { .. }));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [Act::Narrate {
            name: "look".into(),
            number: 0
        }]
    );
}

#[test]
fn all_of_several_things_have_to_happen_in_any_order() {
    let mut headset = at_the_pond();
    look(&mut headset, "lantern", 1.3);
    look(&mut headset, "", 3.0);
    assert!(!animated(&headset).contains(&"lantern-lights".to_owned()));
    look(&mut headset, "duck", 1.3);
    assert!(animated(&headset).contains(&"lantern-lights".to_owned()));
}

#[test]
fn what_is_hidden_does_not_answer_until_it_is_shown() {
    let mut headset = at_the_pond();
    let ids = |headset: &Headset| -> Vec<String> {
        headset
            .director
            .live()
            .into_iter()
            .map(|live| live.id)
            .collect()
    };
    assert!(!ids(&headset).contains(&"bell".to_owned()));
    look(&mut headset, "bell", 5.0);
    assert_eq!(played(&headset), []);
    look(&mut headset, "", 26.0);
    assert!(ids(&headset).contains(&"bell".to_owned()));
    let live = headset.director.live();
    let bell = live.iter().find(|live| live.id == "bell").unwrap();
    assert_eq!(
        bell.place,
        LivePlace::Direction {
            yaw: 40.0,
            pitch: 0.0,
            size: 8.0
        }
    );
    let boat = live.iter().find(|live| live.id == "rowing").unwrap();
    assert_eq!(boat.place, LivePlace::Node("boat".into()));
    assert!(live.iter().any(|Live { id, .. }| id == "duck"));
    headset.give(Event::Pause(true));
    assert_eq!(headset.director.live(), []);
}

#[test]
fn two_scenes_that_send_to_each_other_do_so_slowly_and_can_be_stopped() {
    let mut headset = at_the_pond();
    look(&mut headset, "rowing", 1.5);
    headset.run_until(secs(10.0), "the boat", |headset| {
        headset.scene() == Some("boat")
    });
    let came = headset.now;
    headset.run_until(secs(20.0), "the shore", |headset| {
        headset.scene() == Some("shore")
    });
    assert!(headset.now - came >= secs(5.0));
    headset.give(Event::Stop(How::Gentle));
    headset.run(secs(8.0));
    assert_eq!(headset.state(), State::Lobby);
}

#[test]
fn a_view_that_was_lost_is_put_back_as_it_was() {
    let mut headset = at_the_pond();
    headset.run(secs(2.0));
    headset.log.clear();
    headset.give(Event::ViewLost);
    headset.run(secs(3.0));
    let back = acts(&headset);
    assert!(
        back.contains(&Act::Light {
            level: 0.2,
            over: Duration::ZERO
        }),
        "{back:?}"
    );
    assert!(back.contains(&Act::Weather {
        weather: Weather::Fog,
        over: Duration::ZERO
    }));
    assert!(back.contains(&Act::Show {
        target: "bell".into(),
        there: false
    }));
}

#[test]
fn buttons_that_are_not_there_do_nothing() {
    let mut headset = at_the_pond();
    headset.run(secs(1.0));
    let before = acts(&headset).len();
    for _ in 0..100 {
        headset.give(Event::Cue {
            id: "no-such".into(),
        });
    }
    headset.run(secs(1.0));
    assert_eq!(acts(&headset).len(), before);
    let mut headset = Headset::ready(Comfort::default());
    headset.give(Event::Cue { id: "ducks".into() });
    headset.play(lake());
    headset.run(secs(5.0));
    assert_eq!((acts(&headset), headset.status().cues), (vec![], vec![]));
}

#[test]
fn a_rule_that_does_very_much_does_it_in_pieces_and_can_be_stopped() {
    let animate = manifest::Action::Animate("duck-comes".into());
    let often = manifest::Action::Repeat(100, vec![manifest::Action::Repeat(100, vec![animate])]);
    let mut experience = (*crowded(1)).clone();
    let scene = experience.scenes.get_mut("here").unwrap();
    scene.behaviours = vec![manifest::When(manifest::Trigger::Entered, vec![often])];
    let mut headset = Headset::ready(Comfort::default());
    headset.play(Arc::new(experience));
    headset.run_until(secs(5.0), "the scene", |headset| headset.scene().is_some());
    headset.run(secs(1.0));
    let done = animated(&headset).len();
    assert!((256..10_000).contains(&done), "{done}");
    headset.give(Event::Stop(How::Dizzy));
    headset.run(secs(1.1));
    assert!(headset.is_calm());
}

/// An experience with so many things to look at.
fn crowded(number: usize) -> Arc<Experience> {
    let world = World::Lake(manifest::Surroundings::default());
    let hotspot = |number: usize| Hotspot {
        id: format!("thing-{number}"),
        yaw: Some((number % 360) as f32 - 180.0),
        pitch: 0.0,
        size: 4.0,
        target: None,
        label: BTreeMap::new(),
        text: None,
        dwell: None,
        hidden: false,
        on: vec![manifest::Action::Count("things".into())],
    };
    let scene = Scene {
        hotspots: (0..number).map(hotspot).collect(),
        ..Scene::new(View::World(world))
    };
    Arc::new(Experience {
        start: "here".into(),
        scenes: BTreeMap::from([("here".to_owned(), scene)]),
        task: Some(manifest::Task {
            label: BTreeMap::new(),
            count: "things".into(),
            goal: 1000,
        }),
        ..Experience::new("crowded")
    })
}

#[test]
fn a_thousand_hotspots_each_answer() {
    let mut headset = Headset::ready(Comfort::INSTANT);
    headset.play(crowded(1000));
    headset.run(secs(1.0));
    assert_eq!(headset.director.live().len(), 1000);
    for number in (0..1000).step_by(111) {
        look(&mut headset, &format!("thing-{number}"), 1.3);
    }
    assert_eq!(headset.status().task.unwrap().counted, 10);
}
