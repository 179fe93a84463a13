//! The launcher's side: who is let in, who is turned away, what is sent and when.

use std::time::Duration;

use protocol::launcher::{Change, ConnectionId, Headsets, Input, Kept, Output};
use protocol::{
    Desired, HeadsetId, Hello, How, Listening, Mode, Notice, Person, RefusalCode, Report,
    SessionId, State, Target, ToHeadset, ToLauncher, picture,
};

const A: ConnectionId = ConnectionId(1);
const B: ConnectionId = ConnectionId(2);
/// What a connection does.
type Deed = Box<dyn Fn(&mut Headsets) -> Vec<Output>>;

const JPEG: &[u8] = &[0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];

fn at(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

fn id(text: &str) -> HeadsetId {
    HeadsetId(text.into())
}

fn hello(headset: &str, boot: u64, name: &str) -> Hello {
    let version = "0.1.0".into();
    Hello {
        protocol: protocol::VERSION,
        id: id(headset),
        boot: format!("b{boot}"),
        name: name.into(),
        version,
        mode: Mode::Offscreen,
        desired: None,
    }
}

fn say(
    headsets: &mut Headsets,
    now: f64,
    connection: ConnectionId,
    message: ToLauncher,
) -> Vec<Output> {
    headsets.handle(at(now), Input::Text(connection, &message.to_text()))
}

fn join(headsets: &mut Headsets, now: f64, connection: ConnectionId, hello: Hello) -> Vec<Output> {
    headsets.handle(at(now), Input::Opened(connection));
    say(headsets, now, connection, ToLauncher::Hello(hello))
}

fn tick_to(headsets: &mut Headsets, from: f64, to: f64) -> Vec<Output> {
    let steps = ((to - from) * 10.0).round() as u32;
    (1..=steps)
        .flat_map(|step| headsets.handle(at(from + f64::from(step) / 10.0), Input::Tick))
        .collect()
}

fn sent(out: &[Output], to: ConnectionId) -> Vec<ToHeadset> {
    let texts = out.iter().filter_map(|output| match output {
        Output::Send(connection, text) if *connection == to => Some(text),
        _ => None,
    });
    texts
        .map(|text| ToHeadset::from_text(text).unwrap())
        .collect()
}

fn refused(out: &[Output], whom: ConnectionId) -> Option<RefusalCode> {
    let told = sent(out, whom)
        .into_iter()
        .find_map(|message| match message {
            ToHeadset::Refused(refusal) => Some(refusal.code),
            _ => None,
        });
    let closed = out.iter().find_map(|output| match output {
        Output::Close(connection, Some(refusal)) if *connection == whom => Some(refusal.code),
        _ => None,
    });
    assert_eq!(told, closed, "told and logged are the same");
    closed
}

fn playing(headsets: &mut Headsets, now: f64, whom: &str, session: &str) -> Vec<Output> {
    let change = Change::Play {
        session: SessionId(session.into()),
        experience: "lake".into(),
        volume: 0.7,
        listening: Listening::default(),
        person: Person::default(),
        together: None,
        minutes: None,
        own: Default::default(),
        resume: None,
    };
    headsets.change(at(now), &id(whom), change).unwrap()
}

fn report_of(headsets: &Headsets, whom: &str) -> Report {
    let desired = Some(headsets.get(&id(whom)).unwrap().desired().clone());
    Report {
        desired,
        state: State::Playing,
        scene: Some("shore".into()),
        ..Report::new(Mode::Offscreen)
    }
}

#[test]
fn a_stranger_is_welcomed_and_told_what_is_wanted() {
    let mut headsets = Headsets::new("0.1.0");
    let out = join(&mut headsets, 0.0, A, hello("h1", 1, "Glasögon 1"));
    let messages = sent(&out, A);
    assert!(matches!(messages[0], ToHeadset::Welcome(_)));
    assert!(
        matches!(&messages[1], ToHeadset::Desired(desired) if desired.revision == 1 && desired.session().is_none())
    );
    assert!(out.contains(&Output::Connected(id("h1"))) && out.contains(&Output::Keep(id("h1"))));
    assert!(headsets.get(&id("h1")).unwrap().is_connected());
}

#[test]
fn a_wish_is_sent_at_once_and_again_until_acknowledged() {
    let mut headsets = Headsets::new("0.1.0");
    join(&mut headsets, 0.0, A, hello("h1", 1, "Glasögon 1"));
    let out = playing(&mut headsets, 1.0, "h1", "s1");
    let wish = ToHeadset::Desired(headsets.get(&id("h1")).unwrap().desired().clone());
    assert_eq!(sent(&out, A), std::slice::from_ref(&wish));
    let again = sent(&tick_to(&mut headsets, 1.0, 2.1), A);
    assert!(again.contains(&wish), "{again:?}");
    let report = report_of(&headsets, "h1");
    say(&mut headsets, 2.2, A, ToLauncher::Report(Box::new(report)));
    assert!(headsets.get(&id("h1")).unwrap().is_acknowledged());
    let after = sent(&tick_to(&mut headsets, 2.2, 5.0), A);
    assert!(
        after
            .iter()
            .all(|message| matches!(message, ToHeadset::Ping(_))),
        "{after:?}"
    );
}

#[test]
fn the_same_change_twice_is_one_change() {
    let mut headsets = Headsets::new("0.1.0");
    join(&mut headsets, 0.0, A, hello("h1", 1, "Glasögon 1"));
    playing(&mut headsets, 1.0, "h1", "s1");
    assert_eq!(playing(&mut headsets, 1.0, "h1", "s1"), []);
    assert!(
        !headsets
            .change(at(1.0), &id("h1"), Change::Paused(true))
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        headsets
            .change(at(1.0), &id("h1"), Change::Paused(true))
            .unwrap(),
        []
    );
    assert!(
        !headsets
            .change(at(1.0), &id("h1"), Change::Stop(How::Gentle))
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        headsets
            .change(at(1.0), &id("h1"), Change::Stop(How::Gentle))
            .unwrap(),
        []
    );
    assert!(
        !headsets
            .change(at(1.0), &id("h1"), Change::Stop(How::Dizzy))
            .unwrap()
            .is_empty(),
        "dizzy hurries an end"
    );
    assert!(
        headsets
            .change(at(1.0), &id("h1"), Change::Recentre)
            .is_err()
    );
    assert!(
        headsets
            .change(at(1.0), &id("nobody"), Change::Stop(How::Gentle))
            .is_err()
    );
}

#[test]
fn a_silent_headset_is_let_go_after_four_seconds_and_pinged_before() {
    let mut headsets = Headsets::new("0.1.0");
    join(&mut headsets, 0.0, A, hello("h1", 1, "Glasögon 1"));
    let before = tick_to(&mut headsets, 0.0, 3.9);
    let pings = sent(&before, A)
        .iter()
        .filter(|message| matches!(message, ToHeadset::Ping(_)))
        .count();
    assert_eq!(pings, 3);
    assert!(headsets.get(&id("h1")).unwrap().is_connected());
    let out = tick_to(&mut headsets, 3.9, 4.1);
    assert!(
        out.contains(&Output::Close(A, None)) && out.contains(&Output::Disconnected(id("h1"))),
        "{out:?}"
    );
    let notices = headsets.get(&id("h1")).unwrap().notices();
    assert_eq!(
        notices,
        [Notice::Unreachable {
            name: "Glasögon 1".into()
        }]
    );
}

#[test]
fn the_same_program_coming_back_takes_the_place_of_its_old_connection() {
    let mut headsets = Headsets::new("0.1.0");
    join(&mut headsets, 0.0, A, hello("h1", 1, "Glasögon 1"));
    let out = join(&mut headsets, 1.0, B, hello("h1", 1, "Glasögon 1"));
    assert!(out.contains(&Output::Close(A, None)));
    assert!(matches!(sent(&out, B)[0], ToHeadset::Welcome(_)));
    assert_eq!(
        headsets.handle(at(1.1), Input::Closed(A)),
        [],
        "the end of the old one changes nothing"
    );
    assert!(headsets.get(&id("h1")).unwrap().is_connected());
}

#[test]
fn a_second_program_with_the_same_id_waits_and_is_refused_when_the_first_answers() {
    let mut headsets = Headsets::new("0.1.0");
    join(&mut headsets, 0.0, A, hello("h1", 1, "Glasögon 1"));
    let out = join(&mut headsets, 1.0, B, hello("h1", 2, "Glasögon kopia"));
    assert!(matches!(sent(&out, A)[..], [ToHeadset::Ping(_)]), "{out:?}");
    assert_eq!(sent(&out, B), []);
    say(&mut headsets, 1.2, A, ToLauncher::Pong(1));
    let out = tick_to(&mut headsets, 1.2, 1.4);
    assert_eq!(refused(&out, B), Some(RefusalCode::IdInUse));
    let notices = headsets.get(&id("h1")).unwrap().notices();
    assert_eq!(
        notices,
        [Notice::IdInUse {
            name: "Glasögon kopia".into()
        }]
    );
}

#[test]
fn a_restarted_headset_gets_in_two_seconds_after_its_dead_connection_was_asked() {
    let mut headsets = Headsets::new("0.1.0");
    join(&mut headsets, 0.0, A, hello("h1", 1, "Glasögon 1"));
    join(&mut headsets, 1.0, B, hello("h1", 2, "Glasögon 1"));
    assert_eq!(sent(&tick_to(&mut headsets, 1.0, 2.9), B), []);
    let out = tick_to(&mut headsets, 2.9, 3.1);
    assert!(out.contains(&Output::Close(A, None)));
    assert!(matches!(sent(&out, B)[0], ToHeadset::Welcome(_)));
}

#[test]
fn another_headset_with_a_name_in_use_is_refused_until_the_name_is_free() {
    let mut headsets = Headsets::new("0.1.0");
    join(&mut headsets, 0.0, A, hello("h1", 1, "Glasögon 1"));
    let out = join(&mut headsets, 1.0, B, hello("h2", 9, "Glasögon 1"));
    assert_eq!(refused(&out, B), Some(RefusalCode::NameTaken));
    let notice = Notice::NameTaken {
        name: "Glasögon 1".into(),
    };
    assert!(headsets.get(&id("h1")).unwrap().notices().contains(&notice));
    assert!(headsets.get(&id("h1")).unwrap().is_connected());
    headsets.handle(at(2.0), Input::Closed(A));
    tick_to(&mut headsets, 2.0, 27.0);
    assert!(
        !headsets.get(&id("h1")).unwrap().notices().contains(&notice),
        "the notice goes when the other gives up"
    );
    let out = join(
        &mut headsets,
        30.0,
        ConnectionId(3),
        hello("h2", 9, "Glasögon 1"),
    );
    assert!(matches!(
        sent(&out, ConnectionId(3))[0],
        ToHeadset::Welcome(_)
    ));
}

#[test]
fn bad_messages_are_refused_and_everything_else_stays_up() {
    let text = |text: &'static str| -> Deed {
        Box::new(move |headsets| headsets.handle(at(1.0), Input::Text(B, text)))
    };
    let too_long = "x".repeat(protocol::MAX_TEXT_BYTES + 1);
    let report = ToLauncher::Report(Box::new(Report::new(Mode::Xr))).to_text();
    let cases: Vec<(RefusalCode, Deed)> = vec![
        (RefusalCode::Malformed, text("\u{1}\u{2}nonsense")),
        (
            RefusalCode::ProtocolVersion,
            text(r#"{"Hello":{"protocol":99}}"#),
        ),
        (
            RefusalCode::TooLarge,
            Box::new(move |headsets| headsets.handle(at(1.0), Input::Text(B, &too_long))),
        ),
        (
            RefusalCode::TooLarge,
            Box::new(|headsets| headsets.handle(at(1.0), Input::TooLarge(B))),
        ),
        (
            RefusalCode::Malformed,
            Box::new(|headsets| headsets.handle(at(1.0), Input::Unreadable(B))),
        ),
        (
            RefusalCode::Malformed,
            Box::new(|headsets| headsets.handle(at(1.0), Input::Binary(B, &[7; 100]))),
        ),
        (
            RefusalCode::Malformed,
            Box::new(move |headsets| headsets.handle(at(1.0), Input::Text(B, &report))),
        ),
        (
            RefusalCode::Malformed,
            Box::new(|headsets| tick_to(headsets, 1.0, 5.1)),
        ),
    ];
    for (code, act) in cases {
        let mut headsets = Headsets::new("0.1.0");
        join(&mut headsets, 0.0, A, hello("h1", 1, "Glasögon 1"));
        headsets.handle(at(1.0), Input::Opened(B));
        let out = act(&mut headsets);
        assert_eq!(refused(&out, B), Some(code));
        assert_eq!(
            headsets.handle(at(6.0), Input::Text(B, "{}")),
            [],
            "nothing more is said to it"
        );
        let next = join(
            &mut headsets,
            6.0,
            ConnectionId(3),
            hello("h3", 1, "Glasögon 3"),
        );
        assert!(matches!(
            sent(&next, ConnectionId(3))[0],
            ToHeadset::Welcome(_)
        ));
    }
}

#[test]
fn a_known_headset_that_sends_nonsense_is_let_go_and_let_in_again() {
    let mut headsets = Headsets::new("0.1.0");
    join(&mut headsets, 0.0, A, hello("h1", 1, "Glasögon 1"));
    let out = headsets.handle(at(1.0), Input::Text(A, "?"));
    assert_eq!(refused(&out, A), Some(RefusalCode::Malformed));
    assert!(out.contains(&Output::Disconnected(id("h1"))));
    let out = join(&mut headsets, 2.0, B, hello("h1", 1, "Glasögon 1"));
    assert!(matches!(sent(&out, B)[0], ToHeadset::Welcome(_)));
}

#[test]
fn pictures_pass_only_while_someone_looks() {
    let mut headsets = Headsets::new("0.1.0");
    join(&mut headsets, 0.0, A, hello("h1", 1, "Glasögon 1"));
    let message = picture::encode(5, JPEG);
    assert_eq!(headsets.handle(at(0.1), Input::Binary(A, &message)), []);
    let out = headsets.handle(at(0.2), Input::Looked(id("h1"), 2.0));
    assert!(
        matches!(sent(&out, A)[..], [ToHeadset::Watch(watch)] if watch.on && watch.max_fps == 2.0)
    );
    assert_eq!(
        headsets.handle(at(0.3), Input::Looked(id("h1"), 2.0)),
        [],
        "looking on needs no new message"
    );
    let out = headsets.handle(at(0.4), Input::Binary(A, &message));
    assert_eq!(
        out,
        [Output::Picture {
            headset: id("h1"),
            number: 5,
            jpeg: JPEG.to_vec()
        }]
    );
    let out = tick_to(&mut headsets, 0.4, 3.4);
    assert!(
        sent(&out, A)
            .iter()
            .any(|message| matches!(message, ToHeadset::Watch(watch) if !watch.on))
    );
    assert_eq!(headsets.handle(at(3.5), Input::Binary(A, &message)), []);
}

#[test]
fn a_session_that_ended_by_itself_is_not_wanted_any_more() {
    let mut headsets = Headsets::new("0.1.0");
    join(&mut headsets, 0.0, A, hello("h1", 1, "Glasögon 1"));
    playing(&mut headsets, 1.0, "h1", "s1");
    let ended = Some(protocol::Ended {
        session: SessionId("s1".into()),
        reason: protocol::EndedReason::Finished,
    });
    let report = Report {
        ended,
        state: State::Lobby,
        ..report_of(&headsets, "h1")
    };
    let out = say(&mut headsets, 2.0, A, ToLauncher::Report(Box::new(report)));
    assert_eq!(
        headsets.get(&id("h1")).unwrap().desired().target,
        Target::Lobby { how: How::Gentle }
    );
    assert!(out.contains(&Output::Keep(id("h1"))));
}

#[test]
fn a_restarted_headset_goes_on_where_it_was() {
    let mut headsets = Headsets::new("0.1.0");
    join(&mut headsets, 0.0, A, hello("h1", 1, "Glasögon 1"));
    playing(&mut headsets, 1.0, "h1", "s1");
    let report = Report {
        elapsed_seconds: 61.0,
        scene_seconds: 30.0,
        ..report_of(&headsets, "h1")
    };
    say(&mut headsets, 62.0, A, ToLauncher::Report(Box::new(report)));
    headsets.handle(at(63.0), Input::Closed(A));
    join(&mut headsets, 65.0, B, hello("h1", 2, "Glasögon 1"));
    let resume = headsets
        .get(&id("h1"))
        .unwrap()
        .desired()
        .play()
        .unwrap()
        .resume
        .clone()
        .unwrap();
    assert_eq!(
        (
            resume.scene.as_str(),
            resume.elapsed_seconds,
            resume.scene_seconds
        ),
        ("shore", 61.0, 30.0)
    );
}

#[test]
fn a_headset_restarted_long_after_begins_in_the_calm_scene() {
    let mut headsets = Headsets::new("0.1.0");
    join(&mut headsets, 0.0, A, hello("h1", 1, "Glasögon 1"));
    playing(&mut headsets, 1.0, "h1", "s1");
    headsets.handle(at(2.0), Input::Closed(A));
    join(&mut headsets, 400.0, B, hello("h1", 2, "Glasögon 1"));
    assert_eq!(
        headsets.get(&id("h1")).unwrap().desired().target,
        Target::Lobby { how: How::Gentle }
    );
}

#[test]
fn a_launcher_that_remembers_nothing_takes_the_headsets_word() {
    let mut first = Headsets::new("0.1.0");
    join(&mut first, 0.0, A, hello("h1", 1, "Glasögon 1"));
    playing(&mut first, 1.0, "h1", "s1");
    let told = first.get(&id("h1")).unwrap().desired().clone();

    let mut second = Headsets::new("0.1.0");
    join(
        &mut second,
        0.0,
        A,
        Hello {
            desired: Some(told.clone()),
            ..hello("h1", 1, "Glasögon 1")
        },
    );
    assert_eq!(second.get(&id("h1")).unwrap().desired(), &told);
}

#[test]
fn a_launcher_that_remembers_too_little_takes_the_headsets_word_unless_a_caregiver_spoke_since() {
    let mut first = Headsets::new("0.1.0");
    join(&mut first, 0.0, A, hello("h1", 1, "Glasögon 1"));
    playing(&mut first, 1.0, "h1", "s1");
    let kept: Kept = first.kept(&id("h1")).unwrap();
    first.change(at(2.0), &id("h1"), Change::NextScene).unwrap();
    let told: Desired = first.get(&id("h1")).unwrap().desired().clone();
    let back = || Hello {
        desired: Some(told.clone()),
        ..hello("h1", 1, "Glasögon 1")
    };

    let mut quiet = Headsets::new("0.1.0");
    quiet.restore(at(0.0), kept.clone(), at(5.0));
    join(&mut quiet, 1.0, A, back());
    assert_eq!(quiet.get(&id("h1")).unwrap().desired(), &told);

    let mut spoken = Headsets::new("0.1.0");
    spoken.restore(at(0.0), kept, at(5.0));
    spoken
        .change(at(0.5), &id("h1"), Change::NextScene)
        .unwrap();
    join(&mut spoken, 1.0, A, back());
    let wish = spoken.get(&id("h1")).unwrap().desired();
    assert_eq!(
        wish.play().unwrap().advances,
        2,
        "the forgotten tap and the new one"
    );
    assert!(wish.revision > told.revision);
}

#[test]
fn what_is_kept_is_written_and_read_again() {
    let mut headsets = Headsets::new("0.1.0");
    join(&mut headsets, 0.0, A, hello("h1", 1, "Glasögon 1"));
    playing(&mut headsets, 1.0, "h1", "s1");
    let kept = headsets.kept(&id("h1")).unwrap();
    let text = serde_json::to_string(&kept).unwrap();
    assert_eq!(serde_json::from_str::<Kept>(&text).unwrap(), kept);
}

#[test]
fn after_a_long_break_of_the_launcher_a_session_goes_on_but_a_restarted_headset_does_not() {
    let mut first = Headsets::new("0.1.0");
    join(&mut first, 0.0, A, hello("h1", 1, "Glasögon 1"));
    playing(&mut first, 1.0, "h1", "s1");
    let kept = first.kept(&id("h1")).unwrap();
    for (headset, goes_on) in [(Some(kept.desired.clone()), true), (None, false)] {
        let mut later = Headsets::new("0.1.0");
        later.restore(at(0.0), kept.clone(), at(600.0));
        join(
            &mut later,
            1.0,
            A,
            Hello {
                desired: headset,
                ..hello("h1", 1, "Glasögon 1")
            },
        );
        assert_eq!(
            later.get(&id("h1")).unwrap().desired().session().is_some(),
            goes_on
        );
    }
}
