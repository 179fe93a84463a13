//! What happens in a world, and what is looked at.

use std::sync::Arc;

use glam::Vec3;
use manifest::{Surroundings, Time, Weather};
use worlds::model::{Limits, read};
use worlds::{Settings, Stage};

use crate::support::shore;

fn stage(liveliness: f32) -> Stage {
    let model = Arc::new(read(&shore().bytes(), &Limits::default()).unwrap());
    let surroundings = Surroundings {
        liveliness,
        ..Surroundings::default()
    };
    Stage::new(model, Settings::default(), surroundings, 1)
}

/// Where a node is now.
fn place(stage: &Stage, name: &str) -> Vec3 {
    let node = stage
        .model()
        .nodes
        .iter()
        .position(|node| node.name == name)
        .unwrap();
    stage.pose().in_room(node).w_axis.truncate()
}

fn pass(stage: &mut Stage, seconds: f32) {
    for _ in 0..(seconds * 60.0) as u32 {
        stage.advance(1.0 / 60.0);
    }
}

const FAR: Vec3 = Vec3::new(3.0, -0.2, -14.0);
const NEAR: Vec3 = Vec3::new(0.5, -0.2, -8.0);

#[test]
fn a_happening_takes_its_time_and_what_it_led_to_stays() {
    let mut stage = stage(0.5);
    pass(&mut stage, 2.0);
    assert!(
        place(&stage, "duck").distance(FAR) < 1e-3,
        "nothing happens by itself"
    );
    assert!(stage.happen("duck-comes"));
    assert!(stage.runs("duck-comes"));
    pass(&mut stage, 3.0);
    let half = place(&stage, "duck");
    assert!(half.distance((FAR + NEAR) / 2.0) < 0.3, "{half}");
    pass(&mut stage, 30.0);
    assert!(!stage.runs("duck-comes"));
    assert!(
        place(&stage, "duck").distance(NEAR) < 1e-3,
        "it stays where it came to"
    );
    assert!(stage.happen("duck-leaves"));
    pass(&mut stage, 10.0);
    assert!(place(&stage, "duck").distance(FAR) < 1e-3);
    assert!(!stage.happen("duck-flies"), "there is no such happening");
}

#[test]
fn nothing_jumps_when_a_happening_begins_in_the_middle_of_another() {
    let mut stage = stage(0.5);
    stage.happen("duck-comes");
    pass(&mut stage, 2.0);
    stage.happen("duck-leaves");
    let mut before = place(&stage, "duck");
    for _ in 0..300 {
        stage.advance(1.0 / 60.0);
        let now = place(&stage, "duck");
        assert!(
            now.distance(before) < 0.25,
            "from {before} to {now} in a sixtieth of a second"
        );
        before = now;
    }
}

#[test]
fn life_goes_on_by_itself_and_the_more_the_livelier() {
    let flights = |liveliness: f32| {
        let mut stage = stage(liveliness);
        let mut flights = 0;
        let mut flew = false;
        for _ in 0..60 * 60 * 5 {
            stage.advance(1.0 / 60.0);
            let flies = place(&stage, "bird").distance(Vec3::new(0.0, 5.0, -20.0)) > 0.5;
            if flies && !flew {
                flights += 1;
            }
            flew = flies;
        }
        flights
    };
    let (calm, lively) = (flights(0.0), flights(1.0));
    assert!(
        calm >= 3,
        "also the calmest world is not dead: {calm} flights in five minutes"
    );
    assert!(lively > calm + 5, "{lively} against {calm}");
}

#[test]
fn something_is_alive_within_three_seconds() {
    let mut stage = stage(0.0);
    let rest = place(&stage, "bird");
    pass(&mut stage, 3.0);
    assert!(place(&stage, "bird").distance(rest) > 1.0);
}

#[test]
fn the_same_seed_lives_the_same_life() {
    let (mut one, mut other) = (stage(0.7), stage(0.7));
    for _ in 0..2000 {
        one.advance(1.0 / 30.0);
        other.advance(1.0 / 30.0);
        assert_eq!(place(&one, "bird"), place(&other, "bird"));
    }
}

#[test]
fn weather_and_lamps_change_slowly() {
    let mut stage = stage(0.5);
    let rain = Surroundings {
        weather: Weather::Rain,
        time: Time::Evening,
        ..*stage.surroundings()
    };
    stage.become_like(rain, 10.0);
    stage.lamps(1.0, 4.0);
    let mut before = (stage.look().rain, stage.look().lamps);
    for _ in 0..60 * 11 {
        stage.advance(1.0 / 60.0);
        let now = (stage.look().rain, stage.look().lamps);
        assert!(
            now.0 - before.0 < 0.01 && now.1 - before.1 < 0.02,
            "from {before:?} to {now:?}"
        );
        before = now;
    }
    assert_eq!(before, (1.0, 1.0));
}

#[test]
fn hidden_things_fade_and_are_not_looked_at() {
    let mut stage = stage(0.5);
    let eye = stage.model().seat;
    assert!(stage.sight_of("duck", eye).is_some());
    assert!(stage.show("duck", false));
    assert!(!stage.show("goose", false), "there is no goose");
    let part = (0..stage.model().parts.len())
        .find(|part| {
            stage.model().parts[*part]
                .node
                .is_some_and(|node| stage.model().nodes[node].name == "duck")
        })
        .unwrap();
    assert_eq!(stage.presence(part), 1.0, "nothing pops");
    pass(&mut stage, 0.5);
    assert!((0.1..0.9).contains(&stage.presence(part)));
    pass(&mut stage, 2.0);
    assert_eq!(stage.presence(part), 0.0);
    assert!(
        stage.sight_of("duck", eye).is_none(),
        "what is hidden is not looked at"
    );
}

#[test]
fn a_target_is_seen_where_it_is_now() {
    let mut stage = stage(0.5);
    let eye = stage.model().seat;
    let far = stage.sight_of("duck", eye).unwrap();
    stage.happen("duck-comes");
    pass(&mut stage, 8.0);
    let near = stage.sight_of("duck", eye).unwrap();
    assert!(near.middle.distance(NEAR) < 0.05, "{near:?}");
    assert!(
        near.reach > far.reach * 1.5,
        "it is larger before the eye: {far:?}, {near:?}"
    );
    assert!(
        stage.sight_of("house", eye).is_some(),
        "every named thing can be looked at"
    );
}
