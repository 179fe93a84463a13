//! Headsets that begin together: at one moment, by one time, with scenes that come at one time, and never by a jump.

use std::sync::Arc;
use std::time::Duration;

use director::{Comfort, Command, Event, Note, Resume, State};
use manifest::Experience;

use crate::headset::{FRAME, Headset, filmed, lake, secs};

/// boat –(after 60 s)→ bay –(end after 30 s)
fn trip(of: &Experience) -> Arc<Experience> {
    let mut experience = of.clone();
    experience.start = "boat".into();
    Arc::new(experience)
}

/// One that has come to the calm scene a little later than others, and takes so long to load.
fn headset(loads: Duration) -> Headset {
    let mut headset = Headset::ready(Comfort::default());
    headset.load_time = loads;
    headset
}

fn begin(headset: &mut Headset, at: Duration, experience: Arc<Experience>, resume: Option<Resume>) {
    headset.give(Event::StartAt(at));
    headset.give(Event::Play { experience, resume });
}

fn run_to(headset: &mut Headset, moment: Duration) {
    headset.run(moment - headset.now);
}

/// How far what has been played of the scene is from this.
fn off(headset: &Headset, should: f64) -> f64 {
    headset.status().in_scene.as_secs_f64() - should
}

fn came_late(headset: &Headset) -> usize {
    headset.count(|command| *command == Command::Note(Note::CameLate))
}

#[test]
fn all_go_by_one_time_whenever_each_of_them_was_ready() {
    let mut quick = headset(secs(0.3));
    let mut slow = headset(secs(9.0));
    let at = quick.now + secs(5.0);
    for (each, is_late) in [(&mut quick, false), (&mut slow, true)] {
        begin(each, at, trip(&lake()), None);
        run_to(each, at + secs(20.0));
        assert_eq!(each.scene(), Some("boat"));
        assert!(off(each, 20.0).abs() <= 0.001, "{}", off(each, 20.0));
        assert!((each.status().elapsed.as_secs_f64() - 20.0).abs() <= 0.001);
        assert_eq!(came_late(each), usize::from(is_late));
        let keeping = each.status().keeping.unwrap();
        assert_eq!((keeping.late, keeping.alone), (is_late, false));
        assert_eq!(keeping.should, Some(secs(20.0)));
        // Due after 60 s; two more for every headset to load it.
        each.load_time = secs(0.5);
        run_to(each, at + secs(61.0));
        assert_eq!(
            each.scene(),
            Some("boat"),
            "loaded, and not before its moment"
        );
        run_to(each, at + secs(75.0));
        assert_eq!(each.scene(), Some("bay"));
        assert!(off(each, 13.0).abs() <= 0.001, "{}", off(each, 13.0));
    }
}

#[test]
fn one_that_comes_later_begins_where_the_others_are_and_follows_them_through_scenes() {
    let mut first = headset(secs(0.5));
    let at = first.now + secs(2.0);
    begin(&mut first, at, trip(&lake()), None);
    run_to(&mut first, at + secs(30.0));
    let mut later = headset(secs(0.5));
    run_to(&mut later, first.now);
    let arrives = later.now + secs(1.5);
    let played = arrives - at;
    let resume = Resume {
        scene: "boat".into(),
        elapsed: played,
        in_scene: played,
    };
    begin(&mut later, arrives, trip(&lake()), Some(resume));
    for moment in [40.0, 55.0, 70.0] {
        for each in [&mut first, &mut later] {
            run_to(each, at + secs(moment));
        }
        assert_eq!(first.scene(), later.scene());
        let apart = off(&first, later.status().in_scene.as_secs_f64()).abs();
        assert!(apart <= 0.001, "{apart} at {moment}");
        let apart = first.status().elapsed.abs_diff(later.status().elapsed);
        assert!(apart <= Duration::from_millis(1), "{apart:?} at {moment}");
    }
    assert_eq!(came_late(&later), 0, "it came when it was to come");
    // Both are over together.
    run_to(&mut first, at + secs(62.0 + 30.0) + FRAME);
    run_to(&mut later, at + secs(62.0 + 30.0) + FRAME);
    assert_eq!(
        (first.state(), later.state()),
        (State::Ending, State::Ending)
    );
}

#[test]
fn a_clock_that_is_known_better_is_followed_by_a_hundredth() {
    let mut headset = headset(secs(0.5));
    let at = headset.now + secs(2.0);
    begin(&mut headset, at, trip(&lake()), None);
    run_to(&mut headset, at + secs(10.0));
    headset.give(Event::Shifted(-50_000));
    let mut before = headset.status().in_scene;
    for _ in 0..100 {
        headset.run(FRAME);
        let played = headset.status().in_scene - before;
        before = headset.status().in_scene;
        assert!(
            played >= FRAME && played <= FRAME.mul_f64(1.0101),
            "{played:?}"
        );
    }
    assert!(
        (off(&headset, 15.05)).abs() < 0.001,
        "{}",
        off(&headset, 15.05)
    );
    headset.give(Event::Shifted(20_000));
    headset.run(secs(1.0));
    assert!(
        (off(&headset, 16.04)).abs() < 0.001,
        "{}",
        off(&headset, 16.04)
    );
}

#[test]
fn who_is_held_goes_on_where_that_was_and_keeps_step_no_more() {
    let mut headset = headset(secs(0.5));
    let at = headset.now + secs(2.0);
    begin(&mut headset, at, trip(&lake()), None);
    run_to(&mut headset, at + secs(20.0));
    headset.give(Event::Worn(false));
    headset.run(secs(10.0));
    headset.give(Event::Worn(true));
    headset.run(secs(5.0));
    assert!(off(&headset, 25.0).abs() < 0.1, "{}", off(&headset, 25.0));
    let keeping = headset.status().keeping.unwrap();
    assert_eq!((keeping.should, keeping.alone), (None, true));
    // Who goes on to another scene, too; and who is alone anyway keeps no step with anybody.
    let mut other = Headset::playing(Comfort::default(), lake());
    assert_eq!(other.status().keeping, None);
    other.run(secs(1.0));
}

#[test]
fn films_of_later_scenes_are_told_their_moment() {
    let mut headset = headset(secs(0.5));
    let at = headset.now + secs(3.0);
    begin(&mut headset, at, trip(&filmed()), None);
    run_to(&mut headset, at + secs(66.0));
    let told: Vec<Duration> = headset
        .log
        .iter()
        .filter_map(|(_, command)| match command {
            Command::FilmBegins { at, .. } => Some(*at),
            _ => None,
        })
        .collect();
    assert_eq!(told, [at, at + secs(62.0)]);
    assert_eq!(headset.scene(), Some("bay"));
}

#[test]
fn what_is_heard_in_a_scene_is_told_with_its_moment() {
    let mut headset = headset(secs(0.5));
    let at = headset.now + secs(4.0);
    begin(&mut headset, at, trip(&lake()), None);
    run_to(&mut headset, at + secs(3.0));
    let heard: Vec<_> = headset
        .log
        .iter()
        .filter_map(|(_, command)| match command {
            Command::Sound {
                in_scene,
                at: Some(at),
                ..
            } => Some((*in_scene, *at)),
            _ => None,
        })
        .collect();
    assert_eq!(heard, [(Duration::ZERO, at)]);
}
