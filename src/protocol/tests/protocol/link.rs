//! The headset's side: it comes back by itself, says how it is, and takes each wish once.

use std::collections::BTreeMap;
use std::time::Duration;

use protocol::headset::{Event, Input, Link, Output, Step, Steps};
use protocol::{
    Desired, How, Listening, Mode, Person, Play, Refusal, RefusalCode, Report, Resume, SessionId,
    State, Target, ToHeadset, ToLauncher, Watch, Welcome,
};

use crate::hello;

fn at(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

fn link() -> Link {
    Link::new(hello())
}

fn hear(link: &mut Link, now: u64, message: ToHeadset) -> Vec<Output> {
    link.handle(at(now), Input::Text(message.to_text()))
}

fn said(out: &[Output]) -> Vec<ToLauncher> {
    let texts = out.iter().filter_map(|output| match output {
        Output::Text(text) => Some(text),
        _ => None,
    });
    texts
        .map(|text| ToLauncher::from_text(text).unwrap())
        // It asks what time it is now and again, whatever else there is to say.
        .filter(|said| !matches!(said, ToLauncher::Clock(_)))
        .collect()
}

fn up(link: &mut Link, now: u64) {
    assert_eq!(link.handle(at(now), Input::Tick), [Output::Connect]);
    assert!(matches!(
        said(&link.handle(at(now), Input::Opened))[..],
        [ToLauncher::Hello(_)]
    ));
    let out = hear(
        link,
        now,
        ToHeadset::Welcome(Welcome {
            version: "0.1.0".into(),
        }),
    );
    assert_eq!(out[0], Output::Event(Event::Up));
    assert!(matches!(said(&out)[..], [ToLauncher::Report(_)]));
}

fn play(revision: u64, session: &str) -> Desired {
    let target = Target::Play(Play {
        session: SessionId(session.into()),
        experience: "lake".into(),
        paused: false,
        volume: 0.7,
        recentres: 0,
        advances: 0,
        cues: BTreeMap::new(),
        listening: Listening::default(),
        person: Person::default(),
        resume: None,
        together: None,
        minutes: None,
        own: Default::default(),
    });
    Desired { revision, target }
}

fn changed(desired: &Desired, change: impl FnOnce(&mut Play)) -> Desired {
    let mut desired = desired.clone();
    desired.revision += 1;
    if let Target::Play(play) = &mut desired.target {
        change(play);
    }
    desired
}

/// The first time at which the link asks to connect, stepping by 10 ms.
fn connects_at(link: &mut Link, from: u64) -> u64 {
    (from..from + 20_000)
        .step_by(10)
        .find(|now| link.handle(at(*now), Input::Tick) == [Output::Connect])
        .unwrap()
}

#[test]
fn it_tries_for_ever_and_never_waits_longer_than_two_seconds() {
    let mut link = link();
    let mut now = connects_at(&mut link, 0);
    let mut waits = Vec::new();
    for _ in 0..50 {
        assert_eq!(link.handle(at(now), Input::Closed { jitter: 1.0 }), []);
        let next = connects_at(&mut link, now);
        waits.push(next - now);
        now = next;
    }
    // Time goes in steps of 10 ms here.
    let mut doubling = waits.iter().zip([100, 200, 400, 800, 1600, 2000]);
    assert!(
        doubling.all(|(wait, expected)| wait.abs_diff(expected) <= 10),
        "{waits:?}"
    );
    assert!(waits.iter().all(|wait| *wait <= 2000));
    for jitter in [0.0, f32::NAN, -5.0, 9.0] {
        link.handle(at(now), Input::Closed { jitter });
        let next = connects_at(&mut link, now);
        assert!(
            (1000..=2000).contains(&(next - now)),
            "jitter {jitter}: {}",
            next - now
        );
        now = next;
    }
}

#[test]
fn silence_of_four_seconds_is_a_lost_connection() {
    let mut link = link();
    up(&mut link, 0);
    hear(&mut link, 1000, ToHeadset::Ping(1));
    assert!(!link.handle(at(4990), Input::Tick).contains(&Output::Close));
    let out = link.handle(at(5000), Input::Tick);
    assert_eq!(out, [Output::Close, Output::Event(Event::Down)]);
    assert_eq!(link.handle(at(5010), Input::Tick), [Output::Connect]);
}

#[test]
fn a_launcher_that_accepts_but_never_answers_is_given_up() {
    let mut link = link();
    link.handle(at(0), Input::Tick);
    link.handle(at(0), Input::Opened);
    assert_eq!(link.handle(at(4000), Input::Tick), [Output::Close]);
    assert_eq!(link.handle(at(4010), Input::Tick), [Output::Connect]);
    assert_eq!(
        link.handle(at(8010), Input::Tick),
        [Output::Close],
        "neither open nor refused"
    );
}

#[test]
fn it_reports_changes_at_once_and_the_rest_each_second() {
    let mut link = link();
    up(&mut link, 0);
    let report = |seconds, state| {
        Input::Report(Box::new(Report {
            elapsed_seconds: seconds,
            state,
            ..Report::new(Mode::Offscreen)
        }))
    };
    assert_eq!(
        link.handle(at(10), report(0.01, State::Lobby)),
        [],
        "only time went by"
    );
    assert_eq!(
        said(&link.handle(at(20), report(0.02, State::Playing))).len(),
        1
    );
    assert_eq!(link.handle(at(900), report(0.9, State::Playing)), []);
    assert_eq!(said(&link.handle(at(1010), Input::Tick)), []);
    let out = said(&link.handle(at(1020), Input::Tick));
    assert!(
        matches!(&out[..], [ToLauncher::Report(report)] if report.elapsed_seconds == 0.9),
        "{out:?}"
    );
}

#[test]
fn only_newer_wishes_are_taken_and_older_ones_are_answered() {
    let mut link = link();
    up(&mut link, 0);
    let out = hear(&mut link, 10, ToHeadset::Desired(play(5, "s1")));
    assert_eq!(out, [Output::Event(Event::Desired(play(5, "s1")))]);
    for revision in [5, 4, 0] {
        let out = hear(&mut link, 20, ToHeadset::Desired(play(revision, "s9")));
        assert!(
            matches!(said(&out)[..], [ToLauncher::Report(_)]) && out.len() == 1,
            "{out:?}"
        );
    }
    assert_eq!(link.desired(), Some(&play(5, "s1")));
    link.handle(at(30), Input::Closed { jitter: 0.0 });
    let now = connects_at(&mut link, 30);
    let hello = said(&link.handle(at(now), Input::Opened));
    assert!(
        matches!(&hello[..], [ToLauncher::Hello(hello)] if hello.desired == Some(play(5, "s1"))),
        "{hello:?}"
    );
}

#[test]
fn nothing_is_taken_before_the_welcome() {
    let mut link = link();
    link.handle(at(0), Input::Tick);
    link.handle(at(0), Input::Opened);
    assert_eq!(hear(&mut link, 10, ToHeadset::Desired(play(5, "s1"))), []);
    assert_eq!(link.desired(), None);
}

#[test]
fn nonsense_is_passed_over() {
    let mut link = link();
    up(&mut link, 0);
    let out = link.handle(at(10), Input::Text("{\"Explode\":1}".into()));
    assert!(
        matches!(&out[..], [Output::Event(Event::NotUnderstood(refusal))] if refusal.code == RefusalCode::Malformed)
    );
    assert!(link.is_up());
}

#[test]
fn turned_away_for_a_name_it_tries_again_slowly() {
    for (code, wait) in [
        (RefusalCode::NameTaken, 10_000),
        (RefusalCode::ProtocolVersion, 10_000),
        (RefusalCode::IdInUse, 2000),
    ] {
        let mut link = link();
        link.handle(at(0), Input::Tick);
        link.handle(at(0), Input::Opened);
        let refusal = Refusal {
            code,
            detail: "…".into(),
        };
        let out = hear(&mut link, 0, ToHeadset::Refused(refusal.clone()));
        assert_eq!(out, [Output::Event(Event::Refused(refusal)), Output::Close]);
        assert_eq!(
            link.handle(at(5), Input::Closed { jitter: 0.0 }),
            [],
            "the close that follows changes nothing"
        );
        assert_eq!(connects_at(&mut link, 10), wait);
    }
}

#[test]
fn pictures_are_sent_only_while_watched_and_numbered() {
    let mut link = link();
    up(&mut link, 0);
    assert_eq!(link.handle(at(10), Input::Picture(vec![1])), []);
    hear(
        &mut link,
        20,
        ToHeadset::Watch(Watch {
            on: true,
            max_fps: 2.0,
        }),
    );
    for number in 1..=2_u64 {
        let message = protocol::picture::encode(number, &[1, 2]);
        assert_eq!(
            link.handle(at(30), Input::Picture(vec![1, 2])),
            [Output::Binary(message)]
        );
    }
    let out = link.handle(at(40), Input::Closed { jitter: 0.0 });
    assert_eq!(
        out,
        [
            Output::Event(Event::Watch(Watch {
                on: false,
                max_fps: 0.0
            })),
            Output::Event(Event::Down)
        ]
    );
    assert_eq!(link.handle(at(50), Input::Picture(vec![1])), []);
}

#[test]
fn steps_are_taken_once() {
    let mut steps = Steps::default();
    let first = play(1, "s1");
    let start = |session: &str, resume| Step::Play {
        session: SessionId(session.into()),
        experience: "lake".into(),
        resume,
        together: None,
        own: Default::default(),
    };
    let heard = || Step::Listening(Listening::default());
    let sits = || Step::Person(Person::default());
    assert_eq!(
        steps.take(&first),
        [Step::Volume(0.7), heard(), sits(), start("s1", None)]
    );
    assert_eq!(steps.take(&first), []);
    let louder = changed(&first, |play| (play.volume, play.paused) = (0.9, true));
    assert_eq!(steps.take(&louder), [Step::Volume(0.9), Step::Pause(true)]);
    let tapped = changed(&louder, |play| (play.recentres, play.advances) = (3, 2));
    assert_eq!(
        steps.take(&tapped),
        [Step::Recentre, Step::NextScene, Step::NextScene]
    );
    let captions = Listening {
        captions: true,
        ..Listening::default()
    };
    let read = changed(&tapped, |play| play.listening = captions.clone());
    assert_eq!(steps.take(&read), [Step::Listening(captions)]);
    assert_eq!(
        steps.take(&play(9, "s2")),
        [Step::Volume(0.7), heard(), sits(), start("s2", None)]
    );
    let short = changed(&play(9, "s3"), |play| play.minutes = Some(8));
    assert_eq!(
        Steps::default().take(&short),
        [
            Step::Volume(0.7),
            heard(),
            sits(),
            Step::Minutes(8),
            start("s3", None)
        ]
    );
    let stop = |revision, how| Desired {
        revision,
        target: Target::Lobby { how },
    };
    assert_eq!(
        steps.take(&stop(10, How::Gentle)),
        [Step::Stop(How::Gentle)]
    );
    assert_eq!(steps.take(&stop(11, How::Gentle)), []);
    assert_eq!(steps.take(&stop(12, How::Dizzy)), [Step::Stop(How::Dizzy)]);
    assert_eq!(steps.last(), Some(&stop(12, How::Dizzy)));
}

#[test]
fn a_session_that_is_over_is_not_started_again() {
    let mut steps = Steps::default();
    steps.take(&play(1, "s1"));
    steps.ended(SessionId("s1".into()));
    assert_eq!(
        steps.take(&changed(&play(1, "s1"), |play| play.advances = 4)),
        []
    );
    assert_eq!(steps.take(&play(3, "s2")).len(), 4);
}

#[test]
fn a_resumed_session_has_its_taps_behind_it() {
    let resume = Resume {
        scene: "boat".into(),
        elapsed_seconds: 9.0,
        scene_seconds: 1.0,
        advances: 2,
        cues: BTreeMap::from([("ducks".to_owned(), 2)]),
    };
    let wish = changed(&play(6, "s1"), |play| {
        (play.advances, play.recentres, play.paused) = (3, 7, true);
        play.cues = BTreeMap::from([("ducks".to_owned(), 2), ("song".to_owned(), 1)]);
        play.resume = Some(resume.clone());
    });
    let start = Step::Play {
        session: SessionId("s1".into()),
        experience: "lake".into(),
        resume: Some(resume),
        together: None,
        own: Default::default(),
    };
    assert_eq!(
        Steps::default().take(&wish),
        [
            Step::Volume(0.7),
            Step::Listening(Listening::default()),
            Step::Person(Person::default()),
            start,
            Step::NextScene,
            Step::Cue("song".into()),
            Step::Pause(true)
        ]
    );
}

#[test]
fn a_cue_happens_once_for_each_wish_that_has_more_of_it() {
    let mut steps = Steps::default();
    let first = play(1, "s1");
    steps.take(&first);
    let tapped = changed(&first, |play| {
        play.cues.insert("ducks".into(), 1);
    });
    assert_eq!(steps.take(&tapped), [Step::Cue("ducks".into())]);
    assert_eq!(steps.take(&tapped), []);
    // A pause is another wish, and no tap.
    let paused = changed(&tapped, |play| play.paused = true);
    assert_eq!(steps.take(&paused), [Step::Pause(true)]);
    let person = Person {
        yaw_gain: 2.0,
        ..Person::default()
    };
    let again = changed(&paused, |play| {
        play.cues.insert("ducks".into(), 9);
        play.person = person;
    });
    assert_eq!(
        steps.take(&again),
        [Step::Person(person), Step::Cue("ducks".into())]
    );
}

#[test]
fn a_counter_beyond_all_reason_is_no_endless_work() {
    let mut steps = Steps::default();
    steps.take(&play(1, "s1"));
    assert!(
        steps
            .take(&changed(&play(1, "s1"), |play| play.advances = u32::MAX))
            .len()
            <= 16
    );
}
