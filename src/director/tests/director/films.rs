//! Films: when they run, what follows them, and how one scene becomes the next.

use std::time::Duration;

use crate::headset::{FILM, FRAME, Headset, filmed, lake, secs};
use director::{Comfort, Command, EndReason, Event, How, Place, Resume, State, Ticket};

fn at_the_shore() -> Headset {
    Headset::playing(Comfort::default(), filmed())
}

fn is_cross(command: &Command) -> bool {
    matches!(command, Command::CrossFade { .. })
}

#[test]
fn a_film_begins_with_its_sound_a_second_before_its_picture() {
    let mut headset = Headset::ready(Comfort::default());
    headset.play(filmed());
    headset.run(secs(3.0));
    let runs = headset.when("the film", |command| {
        matches!(command, Command::Film { run: true, .. })
    });
    let heard = headset.when(
        "its sound",
        |command| matches!(command, Command::Sound { ticket, .. } if *ticket != Ticket::LOBBY),
    );
    let seen = headset.when("its picture", |command| {
        matches!(command, Command::Show { .. })
    });
    assert_eq!(runs, heard);
    assert!((seen - heard).abs_diff(secs(1.0)) <= FRAME);
}

#[test]
fn one_scene_becomes_the_next_in_three_seconds_without_dark() {
    let mut headset = at_the_shore();
    let shore = headset.shown.unwrap();
    headset.give(Event::NextScene);
    headset.run_until(secs(1.0), "the boat", |headset| {
        headset.scene() == Some("boat")
    });
    let boat = headset.shown.unwrap();
    assert!(headset.log.contains(&(
        headset.now,
        Command::CrossFade {
            to: boat,
            over: secs(3.0)
        }
    )));
    assert_eq!(headset.crossing_from(), Some(shore));
    assert!(headset.films[&shore].runs && headset.films[&boat].runs);
    let fade = headset.log.iter().find_map(|(_, command)| match command {
        Command::Sound { ticket, fade, .. } if *ticket == boat => Some(*fade),
        _ => None,
    });
    assert_eq!(fade, Some(secs(3.0)), "the sound goes along");
    headset.run(secs(2.8));
    assert!(headset.films.contains_key(&shore));
    headset.run(secs(0.4));
    assert!(!headset.films.contains_key(&shore), "it is given up");
    let dims =
        headset.count(|command| matches!(command, Command::Fade { .. } | Command::Show { .. }));
    assert_eq!(dims, 0);
    assert_eq!(headset.status().in_scene.as_secs(), 3);
}

#[test]
fn a_third_scene_waits_for_the_cross_fade_to_the_second() {
    let mut headset = at_the_shore();
    headset.give(Event::NextScene);
    headset.run(secs(1.0));
    headset.give(Event::NextScene);
    headset.run(secs(1.5));
    assert_eq!(headset.scene(), Some("boat"));
    assert_eq!(headset.count(is_cross), 1);
    headset.run(secs(1.5));
    assert_eq!(headset.scene(), Some("bay"));
    let heard =
        |headset: &Headset| headset.count(|command| matches!(command, Command::Sound { .. }));
    assert_eq!((headset.count(is_cross), heard(&headset)), (2, 2));
}

#[test]
fn another_experience_comes_through_dark() {
    let mut headset = at_the_shore();
    headset.play(lake());
    headset.run(secs(6.0));
    assert_eq!(headset.count(is_cross), 0);
    assert_eq!(
        headset.count(|command| matches!(command, Command::Show { .. })),
        1
    );
    assert_eq!((headset.scene(), headset.level()), (Some("shore"), 1.0));
    assert!(headset.films.is_empty());
}

#[test]
fn the_end_of_a_film_leads_on_and_the_last_one_ends_the_experience() {
    let mut headset = at_the_shore();
    headset.run_until(FILM, "the boat", |headset| headset.scene() == Some("boat"));
    headset.run_until(secs(62.0), "the bay", |headset| {
        headset.scene() == Some("bay")
    });
    headset.run_until(FILM + secs(1.0), "the end", |headset| {
        headset.state() == State::Ending
    });
    headset.run(secs(10.0));
    assert!(headset.is_calm() && headset.films.is_empty());
    assert_eq!(
        headset.count(|command| *command
            == Command::Ended {
                reason: EndReason::Finished
            }),
        1
    );
}

#[test]
fn a_film_told_over_early_still_moves_while_the_next_comes() {
    let mut headset = at_the_shore();
    let shore = headset.shown.unwrap();
    headset.give(Event::FilmEnded { ticket: shore });
    headset.run(secs(1.0));
    assert_eq!(headset.scene(), Some("boat"));
    assert!(headset.films[&shore].runs);
    assert_eq!(headset.give(Event::FilmEnded { ticket: shore }), []);
}

#[test]
fn a_film_that_ends_where_other_links_lead_on_stays() {
    let mut without = (*filmed()).clone();
    let shore = without.scenes.get_mut("shore").unwrap();
    shore
        .links
        .retain(|link| !matches!(link, manifest::Link::Ended(_)));
    let mut headset = Headset::playing(Comfort::default(), without.into());
    headset.run(FILM * 2);
    assert_eq!(
        (headset.scene(), headset.state()),
        (Some("shore"), State::Playing)
    );
}

#[test]
fn a_pause_holds_the_film_at_once_and_it_goes_on_from_there() {
    let mut headset = at_the_shore();
    let shore = headset.shown.unwrap();
    let at = headset.film().at;
    let commands = headset.give(Event::Pause(true));
    assert!(commands.contains(&Command::Film {
        ticket: shore,
        run: false
    }));
    headset.run(secs(100.0));
    assert!(headset.is_calm());
    headset.log.clear();
    headset.give(Event::Pause(false));
    assert!(headset.films[&shore].runs);
    let in_scene = headset.status().in_scene;
    let sound = headset.log.iter().find_map(|(_, command)| match command {
        Command::Sound {
            ticket, in_scene, ..
        } if *ticket == shore => Some(*in_scene),
        _ => None,
    });
    assert_eq!(sound, Some(in_scene), "its sounds go on there, too");
    headset.run(secs(3.0));
    assert_eq!((headset.shown, headset.level()), (Some(shore), 1.0));
    assert!((headset.film().at - at).abs_diff(secs(3.0)) <= FRAME);
}

#[test]
fn a_lifted_headset_holds_both_films_of_a_cross_fade() {
    let mut headset = at_the_shore();
    headset.give(Event::NextScene);
    headset.run(secs(1.5));
    assert_eq!(headset.films.values().filter(|film| film.runs).count(), 2);
    headset.give(Event::Worn(false));
    assert_eq!(headset.films.values().filter(|film| film.runs).count(), 0);
    headset.run(secs(60.0));
    headset.give(Event::Worn(true));
    assert_eq!((headset.films.len(), headset.film().runs), (1, true));
}

#[test]
fn the_sound_of_a_film_goes_with_its_fade_when_a_session_is_stopped() {
    for (how, gone) in [(How::Gentle, 7.0), (How::Dizzy, 1.0)] {
        let mut headset = at_the_shore();
        let shore = headset.shown.unwrap();
        headset.give(Event::Stop(how));
        headset.run(secs(gone - 0.2));
        assert!(headset.is_calm());
        assert!(headset.films[&shore].runs, "{how:?}: it is still heard");
        headset.run(secs(0.4));
        assert!(headset.films.is_empty(), "{how:?}");
    }
}

#[test]
fn dizzy_also_hurries_the_sound_of_a_film_that_was_ending() {
    let mut headset = at_the_shore();
    headset.give(Event::Stop(How::Gentle));
    headset.run(secs(1.0));
    headset.give(Event::Stop(How::Dizzy));
    headset.run(secs(1.0) + FRAME);
    assert!(headset.films.is_empty());
}

#[test]
fn a_film_that_breaks_off_leads_on_or_to_the_calm_scene() {
    let mut headset = at_the_shore();
    let ticket = headset.shown.unwrap();
    headset.give(Event::FilmBroke { ticket });
    headset.run(secs(5.0));
    assert_eq!(headset.scene(), Some("boat"));

    let ticket = headset.shown.unwrap();
    headset.give(Event::FilmBroke { ticket });
    assert_eq!(headset.state(), State::Ending);
    headset.run(secs(6.0));
    assert!(headset.is_calm());
    assert_eq!(
        headset.count(|command| *command
            == Command::Ended {
                reason: EndReason::Failed
            }),
        1
    );
}

#[test]
fn a_restarted_headset_and_a_lost_view_go_on_in_the_film_where_they_were() {
    let begins_at = |headset: &Headset| {
        headset
            .log
            .iter()
            .rev()
            .find_map(|(_, command)| match command {
                Command::Load {
                    place: Place::Scene { .. },
                    in_scene,
                    ..
                } => Some(*in_scene),
                _ => None,
            })
    };
    let mut headset = Headset::ready(Comfort::default());
    headset.give(Event::Play {
        experience: filmed(),
        resume: Some(Resume {
            scene: "boat".into(),
            elapsed: secs(300.0),
            in_scene: secs(55.0),
        }),
    });
    assert_eq!(begins_at(&headset), Some(secs(55.0)));
    headset.run(secs(4.0));
    let in_scene = headset.status().in_scene;
    assert!(in_scene > secs(56.0));
    headset.give(Event::ViewLost);
    assert_eq!(begins_at(&headset), Some(in_scene));
    assert!(!headset.film_of("boat").runs);
    headset.run(Duration::from_secs(3));
    assert!(headset.film_of("boat").runs);
}

#[test]
fn a_pause_in_the_middle_of_a_cross_fade_comes_back_to_the_second_scene() {
    let mut headset = at_the_shore();
    headset.give(Event::NextScene);
    headset.run(secs(1.0));
    headset.give(Event::Pause(true));
    headset.run(secs(10.0));
    assert!(headset.is_calm());
    headset.give(Event::Pause(false));
    headset.run(secs(3.0));
    assert_eq!((headset.scene(), headset.level()), (Some("boat"), 1.0));
    assert_eq!(headset.films.len(), 1);
}

#[test]
fn a_session_begins_at_its_moment_and_tells_its_film() {
    let mut headset = Headset::ready(Comfort::default());
    let at = headset.now + secs(8.0);
    headset.give(Event::StartAt(at));
    headset.play(filmed());
    let told = |headset: &Headset| {
        headset
            .count(|command| matches!(command, Command::FilmBegins { at: told, .. } if *told == at))
    };
    assert_eq!(told(&headset), 1);
    headset.run(secs(7.4));
    assert!(headset.is_calm(), "loaded long ago, and all as it was");
    headset.run(secs(6.0));
    let runs = headset.when("a film that runs", |command| {
        matches!(command, Command::Film { run: true, .. })
    });
    assert!((at - secs(0.5)..at).contains(&runs), "{runs:?} for {at:?}");
    assert_eq!((headset.state(), headset.level()), (State::Playing, 1.0));
    // The next one begins when it can.
    headset.log.clear();
    headset.play(filmed());
    headset.run(secs(8.0));
    assert_eq!(told(&headset), 0);
    assert_eq!((headset.state(), headset.level()), (State::Playing, 1.0));
}
