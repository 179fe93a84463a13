//! What holds whatever happens, in whatever order. That pictures are swapped in the dark only, that
//! volumes are in range and that nothing needed is unloaded is checked by the headset at each command.

use std::time::Duration;

use crate::headset::{FRAME, Headset, filmed, lake, lake_of, pond, secs};
use director::{Comfort, Command, Director, Event, How, Resume, State, Ticket};
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Act {
    Give(Event),
    Run(u16),
    LoadTime(u16),
    Break(bool),
}

fn event() -> impl Strategy<Value = Event> {
    let resume = prop::option::of(("(shore|boat|bay|gone)", 0_u64..2000, 0_u64..100).prop_map(
        |(scene, elapsed, in_scene)| Resume {
            scene,
            elapsed: Duration::from_secs(elapsed),
            in_scene: Duration::from_secs(in_scene),
        },
    ));
    prop_oneof![
        4 => (1_u32..60, resume).prop_map(|(minutes, resume)| Event::Play { experience: lake_of(minutes), resume }),
        3 => Just(Event::Play { experience: filmed(), resume: None }),
        2 => any::<bool>().prop_map(Event::Pause),
        2 => any::<bool>().prop_map(Event::Worn),
        1 => Just(Event::Stop(How::Gentle)),
        1 => Just(Event::Stop(How::Dizzy)),
        3 => Just(Event::NextScene),
        3 => Just(Event::Play { experience: pond(), resume: None }),
        1 => Just(Event::Recentre),
        6 => prop::option::of("(duck|fish|rowing|bell|lantern|none)").prop_map(|target| Event::Gaze { target }),
        3 => "(ducks|song|none)".prop_map(|id| Event::Cue { id }),
        1 => (0_u64..5000).prop_map(|millis| Event::Dwell(Duration::from_millis(millis))),
        1 => (0_usize..4).prop_map(|files| Event::Slots([("songs".to_owned(), files)].into())),
        1 => any::<f32>().prop_map(Event::Volume),
        1 => Just(Event::ViewLost),
        1 => Just(Event::ExperienceGone),
        // Answers nobody waits for.
        1 => (0_u64..9).prop_map(|ticket| Event::LoadFailed { ticket: Ticket(ticket + 1000) }),
        1 => (0_u64..9).prop_map(|ticket| Event::Loaded { ticket: Ticket(ticket + 1000) }),
        // Of any place, mostly one that is there.
        1 => (1_u64..9).prop_map(|ticket| Event::FilmEnded { ticket: Ticket(ticket) }),
        1 => (1_u64..9).prop_map(|ticket| Event::FilmBroke { ticket: Ticket(ticket) }),
    ]
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        6 => event().prop_map(Act::Give),
        6 => (0_u16..4000).prop_map(Act::Run),
        1 => (0_u16..3000).prop_map(Act::LoadTime),
        1 => any::<bool>().prop_map(Act::Break),
    ];
    prop::collection::vec(act, 0..20)
}

fn after(acts: &[Act], comfort: Comfort) -> Headset {
    let mut headset = Headset::new(comfort);
    headset.give(Event::Started);
    for act in acts {
        match act {
            Act::Give(event) => {
                headset.give(event.clone());
            }
            Act::Run(millis) => headset.run(Duration::from_millis((*millis).into())),
            Act::LoadTime(millis) => headset.load_time = Duration::from_millis((*millis).into()),
            Act::Break(broken) => headset.broken = *broken,
        }
    }
    headset
}

proptest! {
    #[test]
    fn a_stop_is_answered_at_once_and_is_in_the_calm_scene_in_time(acts in acts(), dizzy in any::<bool>(), instant in any::<bool>()) {
        let comfort = if instant { Comfort::INSTANT } else { Comfort::default() };
        let mut headset = after(&acts, comfort);
        // A view that was just lost has to come back first, whatever is wanted.
        headset.load_time = Duration::ZERO;
        headset.run_until(secs(5.0), "any picture", |headset| headset.shown.is_some());
        headset.frame();
        let (how, time) = if dizzy { (How::Dizzy, comfort.dizzy) } else { (How::Gentle, comfort.fade_out) };
        let dims_already = headset.dims();
        let seen = !headset.is_calm() && headset.level() > 0.0;
        let commands = headset.give(Event::Stop(how));
        let fades = commands.iter().any(|command| matches!(command, Command::Fade { to: 0.0, .. }));
        prop_assert!(!seen || fades || dims_already, "{commands:?}");
        headset.run(time + FRAME * 2);
        prop_assert!(headset.is_calm(), "{:?}", headset.status());
        prop_assert_eq!(headset.state(), State::Lobby);
        if dizzy {
            prop_assert_eq!(headset.level(), 1.0);
        }
        headset.run(secs(4.0));
        prop_assert!(headset.is_calm() && headset.level() == 1.0);
    }

    #[test]
    fn a_session_that_is_left_alone_ends_by_itself(acts in acts()) {
        let mut headset = after(&acts, Comfort::default());
        headset.give(Event::Worn(true));
        headset.give(Event::Pause(false));
        // Thirty minutes of playing, and what fades, loads and a lost view take.
        headset.run_until(secs(1830.0), "the end", |headset| headset.state() == State::Lobby);
        headset.run(secs(10.0));
        prop_assert!(headset.is_calm() && headset.level() == 1.0);
    }

    #[test]
    fn played_time_never_passes_the_hard_stop_and_pauses_do_not_count(acts in acts(), lifted in any::<bool>()) {
        let mut headset = after(&acts, Comfort::default());
        prop_assert!(headset.status().elapsed < secs(2000.0 + 60.0));
        headset.give(if lifted { Event::Worn(false) } else { Event::Pause(true) });
        let before = headset.status();
        headset.run(secs(100.0));
        let later = headset.status();
        if before.state != State::Loading && later.state == before.state {
            prop_assert_eq!(later.elapsed, before.elapsed);
        }
    }

    #[test]
    fn films_run_when_they_are_seen_and_nobody_holds_them(acts in acts(), held in 0_u8..3) {
        let mut headset = after(&acts, Comfort::default());
        headset.broken = false;
        headset.load_time = secs(0.3);
        headset.give(Event::Worn(true));
        headset.give(Event::Play { experience: filmed(), resume: None });
        headset.give(Event::Pause(false));
        headset.run(secs(9.0));
        prop_assert_eq!(headset.scene(), Some("shore"));
        prop_assert!(headset.film().runs);
        prop_assert_eq!(headset.films.len(), 1, "those before are given up");
        let ticket = headset.shown.unwrap();
        match held {
            0 => headset.give(Event::Pause(true)),
            1 => headset.give(Event::Worn(false)),
            _ => headset.give(Event::ViewLost),
        };
        prop_assert!(!headset.films[&ticket].runs);
        let at = headset.films[&ticket].at;
        headset.run(secs(0.2));
        prop_assert_eq!(headset.films[&ticket].at, at, "at once");
    }

    #[test]
    fn the_same_events_give_the_same_commands(events in prop::collection::vec((event(), 0_u64..5000), 0..40)) {
        let course = || {
            let mut director = Director::new(Comfort::default());
            let mut now = Duration::ZERO;
            let mut commands = director.handle(now, Event::Started);
            for (event, millis) in &events {
                now += Duration::from_millis(*millis);
                commands.extend(director.handle(now, event.clone()));
            }
            // As text, in which two that are no number are the same.
            format!("{commands:?} {:?}", director.report(now))
        };
        prop_assert_eq!(course(), course());
    }

    #[test]
    fn every_load_is_shown_or_given_up(acts in acts()) {
        let mut headset = after(&acts, Comfort::default());
        headset.give(Event::Stop(How::Gentle));
        headset.run(secs(15.0));
        for (_, command) in &headset.log {
            if let Command::Load { ticket, .. } = command {
                let shown = headset.log.iter().any(|(_, other)| *other == Command::Show { ticket: *ticket });
                let unloaded = headset.log.iter().any(|(_, other)| *other == Command::Unload { ticket: *ticket });
                let lost = headset.log.len() > 1 && acts.iter().any(|act| matches!(act, Act::Give(Event::ViewLost) | Act::Break(true)));
                prop_assert!(shown || unloaded || lost, "{ticket:?}");
                prop_assert!(*ticket == Ticket::LOBBY || unloaded || lost, "{ticket:?} is still held");
            }
        }
    }

    #[test]
    fn a_view_lost_at_any_moment_comes_back_to_the_same_place(acts in acts(), millis in 0_u16..6000, paused in any::<bool>()) {
        let mut headset = after(&acts, Comfort::default());
        headset.broken = false;
        headset.give(Event::Worn(true));
        headset.give(Event::Play { experience: lake(), resume: None });
        headset.run(Duration::from_millis(millis.into()));
        headset.give(Event::Pause(paused));
        headset.load_time = secs(1.0);
        let before = headset.status();
        headset.give(Event::ViewLost);
        headset.give(Event::ViewLost);
        headset.run(secs(0.9));
        prop_assert_eq!(headset.status().elapsed, before.elapsed, "time stood still");
        headset.run(secs(6.0));
        prop_assert_eq!(headset.level(), 1.0);
        prop_assert_eq!(headset.is_calm(), paused);
        headset.give(Event::Pause(false));
        headset.run(secs(6.0));
        prop_assert_eq!(headset.scene(), Some("shore"));
        prop_assert_eq!(headset.state(), State::Playing);
    }
}
