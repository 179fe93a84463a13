//! The course of sessions, with the times of H1, H7, H8, H10 and H11.

use std::time::Duration;

use crate::headset::{FRAME, Headset, lake, lake_of, secs};
use director::{Comfort, Command, EndReason, Event, How, Note, Place, Resume, State, Ticket};

fn is_sound(place: impl Fn(&Place) -> bool) -> impl Fn(&Command) -> bool {
    move |command| matches!(command, Command::Sound { place: heard, .. } if place(heard))
}

fn near(a: Duration, b: Duration) -> bool {
    a.abs_diff(b) <= FRAME
}

#[test]
fn a_start_keeps_the_calm_scene_until_all_is_ready_and_begins_with_sound() {
    let mut headset = Headset::ready(Comfort::default());
    headset.load_time = secs(5.0);
    headset.play(lake());
    headset.run(secs(4.9));
    assert!(headset.is_calm() && headset.level() == 1.0);
    assert_eq!(headset.state(), State::Loading);
    headset.run(secs(6.0));
    assert_eq!(headset.state(), State::Playing);

    let sound = headset.when(
        "sound of the scene",
        is_sound(|place| *place != Place::Lobby),
    );
    let dip = headset.when("dip", |command| {
        matches!(command, Command::Fade { to: 0.0, .. })
    });
    let show = headset.when("picture", |command| matches!(command, Command::Show { .. }));
    let recentre = headset.when("recentre", |command| *command == Command::Recentre);
    assert_eq!(sound, dip);
    assert!(
        near(show - sound, secs(1.0)),
        "sound {:?} before picture",
        show - sound
    );
    assert_eq!(recentre, show, "in the dark (H7)");
    assert!(headset.log.contains(&(
        show,
        Command::Fade {
            to: 1.0,
            over: secs(3.0)
        }
    )));
    assert_eq!(headset.count(|command| *command == Command::Recentre), 1);
}

#[test]
fn a_gentle_end_takes_five_seconds_and_its_sound_two_more() {
    let mut headset = Headset::playing(Comfort::default(), lake());
    let stopped = headset.now;
    let commands = headset.give(Event::Stop(How::Gentle));
    assert!(commands.contains(&Command::Fade {
        to: 0.0,
        over: secs(5.0)
    }));
    assert!(commands.contains(&Command::Sound {
        ticket: Ticket::LOBBY,
        place: Place::Lobby,
        in_scene: Duration::ZERO,
        at: None,
        fade: secs(7.0)
    }));
    assert_eq!(headset.state(), State::Ending);
    headset.run_until(secs(5.1), "the calm scene", Headset::is_calm);
    assert!(near(headset.now - stopped, secs(5.0)));
    assert_eq!(headset.state(), State::Lobby);
    assert_eq!(
        headset.count(|command| *command
            == Command::Ended {
                reason: EndReason::Stopped
            }),
        1
    );
    headset.run(secs(3.1));
    assert_eq!(headset.level(), 1.0);
}

#[test]
fn dizzy_is_in_the_calm_scene_within_a_second_also_when_it_was_ending() {
    for already_ending in [false, true] {
        let mut headset = Headset::playing(Comfort::default(), lake());
        if already_ending {
            headset.give(Event::Stop(How::Gentle));
            headset.run(secs(1.0));
        }
        let commands = headset.give(Event::Stop(How::Dizzy));
        assert!(
            commands
                .iter()
                .any(|command| matches!(command, Command::Fade { to: 0.0, .. })),
            "{commands:?}"
        );
        assert!(commands.contains(&Command::Sound {
            ticket: Ticket::LOBBY,
            place: Place::Lobby,
            in_scene: Duration::ZERO,
            at: None,
            fade: secs(1.0)
        }));
        headset.run(secs(1.0) + FRAME);
        assert!(
            headset.is_calm() && headset.level() == 1.0,
            "level {}",
            headset.level()
        );
        assert_eq!(
            headset.count(|command| matches!(command, Command::Ended { .. })),
            1
        );
        assert_eq!(
            headset.count(|command| *command
                == Command::Ended {
                    reason: EndReason::Dizzy
                }),
            1
        );
    }
}

#[test]
fn dizzy_brings_the_calm_scene_at_once_when_it_was_coming_slowly() {
    let mut headset = Headset::playing(Comfort::default(), lake());
    headset.give(Event::Stop(How::Gentle));
    headset.run(secs(5.2));
    assert!(headset.is_calm() && headset.level() < 0.2);
    headset.give(Event::Stop(How::Dizzy));
    headset.run(secs(0.5) + FRAME);
    assert_eq!(headset.level(), 1.0);
}

#[test]
fn a_stop_while_loading_stays_in_the_calm_scene() {
    for into in [0.1, 0.6, 1.2] {
        let mut headset = Headset::ready(Comfort::default());
        headset.play(lake());
        headset.run(secs(into));
        headset.give(Event::Stop(How::Gentle));
        headset.run(secs(8.0));
        assert!(headset.is_calm() && headset.level() == 1.0);
        assert_eq!(headset.state(), State::Lobby);
        assert_eq!(
            headset.count(|command| matches!(command, Command::Unload { .. })),
            1
        );
    }
}

#[test]
fn the_next_scene_comes_by_tap_with_its_label_and_by_time() {
    let mut headset = Headset::playing(Comfort::default(), lake());
    let next = headset.status().next.unwrap();
    assert_eq!(
        (next.scene.as_str(), next.label["sv"].as_str()),
        ("boat", "Ut i ekan")
    );
    let shore = headset.shown;
    headset.give(Event::NextScene);
    assert_eq!(
        headset.scene(),
        Some("shore"),
        "it stays until the next is there"
    );
    headset.run(secs(6.0));
    assert_eq!(headset.scene(), Some("boat"));
    assert_eq!(
        headset.count(
            |command| matches!(command, Command::Unload { ticket } if Some(*ticket) == shore)
        ),
        1
    );
    assert_eq!(
        headset.count(|command| *command == Command::Recentre),
        0,
        "only at the start"
    );
    assert_eq!(
        headset.status().next.unwrap().label["sv"],
        "Sjön",
        "neither label nor title of its own"
    );

    let began = headset.when("boat", |command| {
        matches!(command, Command::CrossFade { .. })
    });
    headset.run_until(secs(70.0), "the bay", |headset| {
        headset.scene() == Some("bay")
    });
    assert!(headset.now - began >= secs(60.0) && headset.now - began < secs(62.0));
    assert_eq!(headset.status().next, None);
    assert_eq!(headset.give(Event::NextScene), [], "there is nowhere to go");
    headset.run_until(secs(36.0), "the end of the story", |headset| {
        headset.state() == State::Ending
    });
    headset.run(secs(6.0));
    assert_eq!(
        headset.count(|command| *command
            == Command::Ended {
                reason: EndReason::Finished
            }),
        1
    );
}

#[test]
fn two_taps_lead_two_scenes_on() {
    let mut headset = Headset::playing(Comfort::default(), lake());
    headset.give(Event::NextScene);
    headset.give(Event::NextScene);
    headset.run(secs(6.0));
    assert_eq!(headset.scene(), Some("bay"));
}

#[test]
fn taps_given_with_the_start_are_not_lost() {
    let mut headset = Headset::ready(Comfort::default());
    headset.play(lake());
    headset.give(Event::NextScene);
    headset.run(secs(6.0));
    assert_eq!(headset.scene(), Some("boat"));
    assert_eq!(headset.count(|command| *command == Command::Recentre), 1);
}

#[test]
fn a_pause_goes_to_the_calm_scene_and_back_and_does_not_count() {
    let mut headset = Headset::playing(Comfort::default(), lake());
    let before = headset.status();
    let shore = headset.shown;
    headset.give(Event::Pause(true));
    assert_eq!(headset.state(), State::Paused);
    headset.run(secs(100.0));
    assert!(headset.is_calm() && headset.level() == 1.0);
    assert_eq!(headset.status().elapsed, before.elapsed);
    headset.give(Event::Pause(false));
    headset.run(secs(2.0) + FRAME);
    assert_eq!(
        (headset.shown, headset.level(), headset.state()),
        (shore, 1.0, State::Playing)
    );
    assert_eq!(
        headset.count(|command| matches!(command, Command::Load { .. })),
        0,
        "it was kept"
    );
    let gained = headset.status().elapsed - before.elapsed;
    assert!(gained > secs(0.9) && gained < secs(1.2), "{gained:?}");
}

#[test]
fn lifting_the_headset_off_holds_everything_and_putting_it_on_lets_it_go_on_at_once() {
    let mut headset = Headset::playing(Comfort::default(), lake());
    let before = headset.status().elapsed;
    assert_eq!(
        headset.give(Event::Worn(false)),
        [Command::SoundPaused(true)]
    );
    assert_eq!(headset.state(), State::Paused);
    headset.run(secs(1000.0));
    assert_eq!(headset.status().elapsed, before);
    assert_eq!(headset.scene(), Some("shore"));
    assert_eq!(
        headset.give(Event::Worn(true)),
        [Command::SoundPaused(false)]
    );
    assert_eq!(headset.state(), State::Playing);
}

#[test]
fn putting_the_headset_on_does_not_end_the_caregivers_pause() {
    let mut headset = Headset::playing(Comfort::default(), lake());
    headset.give(Event::Pause(true));
    headset.give(Event::Worn(false));
    headset.give(Event::Worn(true));
    headset.run(secs(5.0));
    assert_eq!(headset.state(), State::Paused);
    assert!(headset.is_calm());
    headset.give(Event::Worn(false));
    headset.give(Event::Pause(false));
    assert_eq!(headset.state(), State::Paused, "nor the other way round");
}

#[test]
fn minutes_end_a_session_and_long_ones_are_told() {
    let mut headset = Headset::playing(Comfort::default(), lake_of(10));
    let start = headset.now - headset.status().elapsed;
    headset.run_until(secs(601.0), "the end", |headset| {
        headset.state() == State::Ending
    });
    assert!(near(headset.now - start, secs(600.0)));
    assert_eq!(
        headset.count(|command| matches!(command, Command::Note(_))),
        0
    );

    let mut headset = Headset::playing(Comfort::default(), lake_of(90));
    assert!(headset.status().remaining.unwrap() <= secs(1800.0));
    let start = headset.now - headset.status().elapsed;
    headset.run_until(secs(1801.0), "the end", |headset| {
        headset.state() == State::Ending
    });
    assert!(near(headset.now - start, secs(1800.0)));
    let told = headset.when("a word at twenty minutes", |command| {
        *command == Command::Note(Note::LongSession)
    });
    assert!(near(told - start, secs(1200.0)));
    assert_eq!(
        headset.count(|command| *command == Command::Note(Note::LongSession)),
        1
    );
    assert_eq!(
        headset.count(|command| *command == Command::Note(Note::LongestSession)),
        1
    );
}

#[test]
fn a_first_visit_is_shorter_than_its_experience_and_the_next_is_not() {
    let mut headset = Headset::ready(Comfort::default());
    headset.give(Event::Longest(secs(480.0)));
    headset.play(lake_of(10));
    headset.run_until(secs(60.0), "the scene", |headset| {
        headset.state() == State::Playing
    });
    assert!(headset.status().remaining.unwrap() <= secs(480.0));
    let start = headset.now - headset.status().elapsed;
    headset.run_until(secs(481.0), "the end", |headset| {
        headset.state() == State::Ending
    });
    assert!(near(headset.now - start, secs(480.0)));
    assert_eq!(
        headset.count(|command| matches!(command, Command::Note(_))),
        0
    );
    headset.play(lake_of(10));
    headset.run_until(secs(60.0), "the next one", |headset| {
        headset.state() == State::Playing
    });
    assert!(headset.status().remaining.unwrap() > secs(500.0));
}

#[test]
fn a_scene_that_cannot_be_loaded_leads_to_the_calm_scene() {
    let mut headset = Headset::ready(Comfort::default());
    headset.broken = true;
    headset.play(lake());
    headset.run(secs(1.0));
    assert!(headset.is_calm() && headset.level() == 1.0 && headset.state() == State::Lobby);
    let note = Command::Note(Note::SceneNotShown {
        scene: "shore".into(),
    });
    assert_eq!(headset.count(|command| *command == note), 1);
    assert_eq!(
        headset.count(|command| *command
            == Command::Ended {
                reason: EndReason::Failed
            }),
        1
    );
}

#[test]
fn an_experience_removed_while_it_plays_goes_on_until_it_needs_a_file() {
    let mut headset = Headset::playing(Comfort::default(), lake());
    headset.broken = true;
    assert_eq!(
        headset.give(Event::ExperienceGone),
        [Command::Note(Note::ExperienceGone)]
    );
    assert_eq!(headset.give(Event::ExperienceGone), [], "said once");
    headset.run(secs(30.0));
    assert_eq!(
        (headset.scene(), headset.state()),
        (Some("shore"), State::Playing)
    );
    headset.give(Event::NextScene);
    headset.run(secs(6.0));
    assert!(headset.is_calm() && headset.state() == State::Lobby);
    let note = Command::Note(Note::SceneNotShown {
        scene: "boat".into(),
    });
    assert_eq!(headset.count(|command| *command == note), 1);
}

#[test]
fn a_lost_view_comes_back_to_the_same_scene_and_time_stood_still() {
    let mut headset = Headset::playing(Comfort::default(), lake());
    headset.load_time = secs(4.0);
    let before = headset.status();
    let commands = headset.give(Event::ViewLost);
    assert!(
        matches!(
            &commands[0],
            Command::Load {
                place: Place::Scene { .. },
                ..
            }
        ),
        "what is missed comes first: {commands:?}"
    );
    assert!(commands.contains(&Command::Load {
        ticket: Ticket::LOBBY,
        place: Place::Lobby,
        in_scene: Duration::ZERO,
    }));
    assert!(commands.contains(&Command::SoundPaused(true)));
    headset.run(secs(3.9));
    assert_eq!(headset.status().elapsed, before.elapsed);
    headset.run(secs(0.2));
    assert_eq!(
        (headset.scene(), headset.sound_paused),
        (Some("shore"), false)
    );
    headset.run(secs(1.0));
    assert_eq!((headset.level(), headset.state()), (1.0, State::Playing));
    assert_eq!(
        headset.count(is_sound(|_| true)),
        0,
        "its sound only paused"
    );
}

#[test]
fn a_restarted_headset_goes_on_in_the_same_scene_and_minute() {
    let mut headset = Headset::ready(Comfort::default());
    let resume = |scene: &str| {
        Some(Resume {
            scene: scene.into(),
            elapsed: secs(300.0),
            in_scene: secs(55.0),
        })
    };
    headset.give(Event::Play {
        experience: lake(),
        resume: resume("boat"),
    });
    headset.run_until(secs(3.0), "the boat", |headset| {
        headset.scene() == Some("boat")
    });
    assert!(near(headset.status().elapsed, secs(300.0)));
    let arrived = headset.now;
    headset.run_until(secs(10.0), "the bay", |headset| {
        headset.scene() == Some("bay")
    });
    assert!(
        headset.now - arrived < secs(8.0),
        "five seconds were left of the boat"
    );

    headset.give(Event::Play {
        experience: lake(),
        resume: resume("no such scene"),
    });
    headset.run(secs(5.0));
    assert_eq!(headset.scene(), Some("shore"));
    assert!(headset.status().elapsed < secs(5.0));
}

#[test]
fn another_session_takes_the_place_of_the_one_that_plays() {
    let mut headset = Headset::playing(Comfort::default(), lake());
    let commands = headset.give(Event::Play {
        experience: lake(),
        resume: None,
    });
    assert!(commands.contains(&Command::Ended {
        reason: EndReason::Replaced
    }));
    assert_eq!(
        headset.level(),
        1.0,
        "what was seen stays until the new one is there"
    );
    headset.run(secs(6.0));
    assert_eq!(
        (headset.scene(), headset.state()),
        (Some("shore"), State::Playing)
    );
    assert_eq!(headset.count(|command| *command == Command::Recentre), 1);
}

#[test]
fn a_session_started_while_another_ends_lets_it_end() {
    let mut headset = Headset::playing(Comfort::default(), lake());
    headset.give(Event::Stop(How::Gentle));
    headset.run(secs(1.0));
    headset.load_time = secs(20.0);
    headset.play(lake());
    headset.run(secs(15.0));
    assert!(headset.is_calm() && headset.state() == State::Loading);
    headset.run(secs(10.0));
    assert_eq!(
        (headset.scene(), headset.state()),
        (Some("shore"), State::Playing)
    );
}

#[test]
fn a_calm_scene_that_fails_to_load_is_tried_again() {
    let mut headset = Headset::new(Comfort::default());
    headset.load_time = secs(1000.0);
    headset.give(Event::Started);
    headset.give(Event::LoadFailed {
        ticket: Ticket::LOBBY,
    });
    assert_eq!(headset.state(), State::Boot);
    headset.load_time = secs(0.1);
    headset.run(secs(2.0));
    assert_eq!(headset.state(), State::Lobby);
}

#[test]
fn without_fades_everything_happens_as_soon_as_it_is_loaded() {
    let mut headset = Headset::ready(Comfort::INSTANT);
    headset.load_time = Duration::ZERO;
    headset.play(lake());
    headset.frame();
    assert_eq!(
        (headset.scene(), headset.level(), headset.state()),
        (Some("shore"), 1.0, State::Playing)
    );
    headset.give(Event::Stop(How::Gentle));
    assert!(headset.is_calm() && headset.level() == 1.0 && headset.state() == State::Lobby);
}

#[test]
fn volume_is_kept_in_range() {
    let mut headset = Headset::ready(Comfort::default());
    assert_eq!(headset.status().volume, 0.7);
    for (given, kept) in [
        (0.4, 0.4),
        (7.0, 1.0),
        (-1.0, 0.0),
        (f32::NAN, 0.0),
        (f32::INFINITY, 0.0),
    ] {
        headset.give(Event::Volume(given));
        assert_eq!(headset.status().volume, kept, "{given}");
    }
}

#[test]
fn the_sound_of_a_place_is_its_manifests() {
    let place = Place::Scene {
        experience: lake(),
        scene: "shore".into(),
    };
    let sounds: Vec<_> = place
        .ambience()
        .map(|sound| (sound.file.as_str(), sound.gain))
        .collect();
    assert_eq!(sounds, [("media/waves.ogg", -3.0)]);
    assert_eq!(Place::Lobby.ambience().count(), 0);
}
