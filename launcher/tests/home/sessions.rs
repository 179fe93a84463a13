//! Sessions: begun, followed, ended once; what was seen in them; what was on a headset last.

use launcher::{
    api::resources::{EndedWhy, Seen, Tick, When},
    home::{
        Home,
        sessions::{Asked, Course, NewSession, Observation},
    },
};

use crate::{
    residents::resident,
    support::{at, by, set_up, told},
};

pub(crate) fn new_session(id: &str, resident: Option<&str>, experience: &str) -> NewSession {
    NewSession {
        id: id.to_owned(),
        resident: resident.map(str::to_owned),
        experience: experience.to_owned(),
        title: [("sv".to_owned(), format!("Titel {experience}"))].into(),
        headset: "g1".to_owned(),
        group: None,
        room: Some("12".to_owned()),
        taps: 4,
    }
}

pub(crate) fn saw(line: &str) -> Observation {
    Observation {
        before: Some(2),
        after: Some(5),
        ticks: vec![Tick {
            tick: Seen::Sings,
            when: When::During,
            at: at(25),
        }],
        line: line.to_owned(),
    }
}

fn course(id: &str, seconds: u32, ended: Option<(i64, EndedWhy)>) -> Course {
    Course {
        id: id.to_owned(),
        seconds,
        ended: ended.map(|(seconds, why)| (at(seconds), why)),
    }
}

pub(crate) fn contract(home: &dyn Home) {
    set_up(home);
    home.add_resident(&by(1), &resident("marta", "Märta"))
        .unwrap();
    a_session_ends_once(home);
    what_was_seen_is_kept(home);
    history_is_narrowed(home);
    a_headset_is_wiped(home);
}

fn a_session_ends_once(home: &dyn Home) {
    for (second, id) in [(10, "s1"), (20, "s2"), (30, "s3")] {
        home.begin_session(&by(second), &new_session(id, Some("marta"), "lake"))
            .unwrap();
    }
    home.never_began(&by(31), "s3").unwrap();
    home.never_began(&by(31), "s3").unwrap();
    let open = home.open_sessions().unwrap();
    assert_eq!(open.len(), 2);
    assert_eq!(open[0].session, new_session("s1", Some("marta"), "lake"));
    assert_eq!(
        (
            open[0].staff.as_deref(),
            open[0].tablet.as_deref(),
            open[0].started
        ),
        (Some("anna"), Some("t1"), at(10))
    );

    home.follow_sessions(&[
        course("s1", 30, None),
        course("s2", 5, None),
        course("gone", 1, None),
    ])
    .unwrap();
    assert_eq!(home.open_sessions().unwrap()[0].seconds, 30);
    home.follow_sessions(&[course("s1", 400, Some((500, EndedWhy::Finished)))])
        .unwrap();
    // Told again, and otherwise, it stays as it is.
    home.follow_sessions(&[course("s1", 900, Some((900, EndedWhy::Dizzy)))])
        .unwrap();
    let open: Vec<_> = home
        .open_sessions()
        .unwrap()
        .into_iter()
        .map(|open| open.session.id)
        .collect();
    assert_eq!(open, ["s2"]);
    // One that counted as lost and is heard of again goes on.
    home.follow_sessions(&[course("s2", 5, Some((25, EndedWhy::Lost)))])
        .unwrap();
    assert!(home.open_sessions().unwrap().is_empty());
    home.follow_sessions(&[course("s2", 60, None)]).unwrap();
    assert_eq!(home.open_sessions().unwrap()[0].seconds, 60);
    home.follow_sessions(&[course("s2", 90, Some((120, EndedWhy::Stopped)))])
        .unwrap();

    let whole = home
        .resident(&by(32), "marta", "resident-read")
        .unwrap()
        .unwrap();
    assert_eq!(whole.visits, 2);
    let told = told(home);
    assert_eq!(
        told.iter()
            .filter(|what| *what == "session-started")
            .count(),
        3
    );
    assert_eq!(
        told.iter()
            .filter(|what| *what == "session-not-started")
            .count(),
        1
    );
}

fn what_was_seen_is_kept(home: &dyn Home) {
    assert_eq!(
        home.observation(&by(600), "s1").unwrap(),
        Some(Observation::default())
    );
    assert!(
        home.observe(&by(601), "s1", &saw("Sjöng \"Kostervalsen\" 🎶 שלום"))
            .unwrap()
    );
    assert!(
        home.observe(&by(602), "s1", &saw("Sjöng hela vägen"))
            .unwrap()
    );
    assert_eq!(
        home.observation(&by(603), "s1").unwrap(),
        Some(saw("Sjöng hela vägen"))
    );
    assert_eq!(home.seen_in("s1").unwrap(), Some(saw("Sjöng hela vägen")));
    assert!(!home.observe(&by(604), "nothing", &saw("")).unwrap());
    assert_eq!(home.observation(&by(605), "nothing").unwrap(), None);
    let last = told(home).pop().unwrap();
    assert_eq!(last, "observation-read");
    let outings = home.outings("marta", 10).unwrap();
    assert_eq!(outings.len(), 2);
    assert_eq!(
        (
            outings[1].before,
            outings[1].after,
            outings[1].glad,
            outings[1].sorry
        ),
        (Some(2), Some(5), 1, 0)
    );
}

fn history_is_narrowed(home: &dyn Home) {
    home.begin_session(&by(1000), &new_session("s9", None, "snow"))
        .unwrap();
    let find = |asked: Asked| {
        let (found, total) = home
            .history(
                &by(1001),
                &Asked {
                    limit: asked.limit.max(1),
                    ..asked
                },
            )
            .unwrap();
        let ids: Vec<_> = found.iter().map(|past| past.session.id.clone()).collect();
        (ids.join(" "), total)
    };
    let any = || Asked {
        limit: 10,
        ..Asked::default()
    };
    assert_eq!(find(any()), ("s9 s2 s1".to_owned(), 3));
    assert_eq!(
        find(Asked {
            limit: 1,
            offset: 1,
            ..any()
        }),
        ("s2".to_owned(), 3)
    );
    assert_eq!(
        find(Asked {
            resident: Some("marta".to_owned()),
            ..any()
        }),
        ("s2 s1".to_owned(), 2)
    );
    assert_eq!(
        find(Asked {
            experience: Some("snow".to_owned()),
            ..any()
        }),
        ("s9".to_owned(), 1)
    );
    assert_eq!(
        find(Asked {
            from: Some(at(20)),
            to: Some(at(1000)),
            ..any()
        }),
        ("s2".to_owned(), 1)
    );
    let (found, _) = home.history(&by(1002), &any()).unwrap();
    let past = &found[2];
    assert_eq!(
        (past.resident_name.as_deref(), past.staff_name.as_deref()),
        (Some("Märta"), Some("Name of anna"))
    );
    assert_eq!(
        (past.seconds, past.ended),
        (400, Some((at(500), EndedWhy::Finished)))
    );
    assert_eq!(found[0].resident_name, None);
}

fn a_headset_is_wiped(home: &dyn Home) {
    let other = NewSession {
        headset: "g2".to_owned(),
        ..new_session("s10", Some("marta"), "lake")
    };
    home.begin_session(&by(1100), &other).unwrap();
    let last = |headset: &str| {
        let all = home.last_on_headsets().unwrap();
        assert_eq!(all.len(), 2);
        all.into_iter()
            .find(|last| last.headset == headset)
            .unwrap()
    };
    assert_eq!(
        (
            last("g1").session.as_str(),
            last("g1").wiped,
            last("g1").resident
        ),
        ("s9", false, None)
    );
    home.headset_wiped(&by(1200), "g1").unwrap();
    assert!(last("g1").wiped && !last("g2").wiped);
    assert_eq!(last("g2").resident.as_deref(), Some("marta"));
    home.begin_session(&by(1300), &new_session("s11", None, "lake"))
        .unwrap();
    assert!(!last("g1").wiped);
}
