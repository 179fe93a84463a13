//! Figures and exports say what was done, whatever was changed since.

use std::ops::ControlFlow;

use launcher::{
    home::{Reports, reports::Which, sqlite::Sqlite},
    reports::{Fact, export::When},
};
use tempfile::TempDir;

use crate::{
    past::{Past, change, observe, resident},
    support::{at, set_up},
};

fn home() -> (TempDir, Sqlite) {
    let folder = tempfile::tempdir().unwrap();
    let home = Sqlite::new(folder.path());
    set_up(&home);
    resident(&home, "r1");
    resident(&home, "r2");
    (folder, home)
}

fn facts(home: &Sqlite, which: &Which) -> Vec<Fact> {
    let mut facts = Vec::new();
    home.facts(which, &mut |fact| facts.push(*fact)).unwrap();
    facts
}

#[test]
fn facts_are_what_sessions_and_observations_say() {
    let (_folder, home) = home();
    Past::new("s1", 100).keep(&home);
    Past {
        resident: None,
        staff: None,
        experience: "dans",
        taps: 0,
        why: Some("Dizzy"),
        ..Past::new("s2", 50)
    }
    .keep(&home);
    observe(
        &home,
        "s1",
        [2, 5],
        r#"[{"tick": "smile", "when": "during", "at": 1}, {"tick": "smile", "when": "after", "at": 2}, {"tick": "sick", "when": "before", "at": 3}, {"tick": "unheard of", "when": "after", "at": 4}]"#,
    );
    let found = facts(&home, &Which::default());
    assert_eq!(found.len(), 2);
    assert_eq!(
        found[0].started,
        at(50).as_millisecond(),
        "the first begun first"
    );
    assert_eq!(
        (
            found[0].resident,
            found[0].staff,
            found[0].taps,
            found[0].dizzy
        ),
        (None, None, 0, true)
    );
    let one = found[1];
    assert_eq!(
        (one.seconds, one.taps, one.before, one.after, one.dizzy),
        (600, 4, 2, 5, false)
    );
    assert_eq!(one.ticks, 1 | 1 << (7 + 6));
    let names = home.names().unwrap();
    assert_eq!(names.ids[&one.resident.unwrap()], "r1");
    assert_eq!(names.ids[&one.experience], "sjo");
    assert_eq!(names.ids[&one.staff.unwrap()], "anna");
    assert_eq!(names.residents["r2"], "Name of r2");
    assert_eq!(names.staff["anna"].1, "admin");
    assert_eq!(names.titles["dans"]["en"], "dans, en");
}

#[test]
fn facts_follow_whatever_is_changed() {
    let (_folder, home) = home();
    let all = || facts(&home, &Which::default());
    Past {
        why: None,
        ..Past::new("s1", 100)
    }
    .keep(&home);
    assert!(all().is_empty(), "it goes on");
    observe(&home, "s1", [3, 3], "[]");
    assert!(all().is_empty(), "it still does");
    change(
        &home,
        "UPDATE sessions SET ended = started + 1000, why = 'Stopped', seconds = 1",
    );
    assert_eq!((all()[0].seconds, all()[0].before), (1, 3));
    observe(
        &home,
        "s1",
        [3, 4],
        r#"[{"tick": "sings", "when": "after"}]"#,
    );
    assert_eq!((all()[0].after, all()[0].ticks), (4, 1 << 2));
    change(&home, "UPDATE observations SET ticks = 'no JSON'");
    assert_eq!(all()[0].ticks, 0, "and the observation was kept");
    change(&home, "DELETE FROM observations");
    assert_eq!((all()[0].after, all().len()), (0, 1));
    // Replacing a row, as SQLite means it, must not lose its numbers either.
    let before = all()[0];
    change(
        &home,
        "INSERT OR REPLACE INTO sessions SELECT * FROM sessions WHERE id = 's1'",
    );
    assert_eq!(all(), [before]);
    change(
        &home,
        "UPDATE sessions SET started = started + 5, experience = 'dans'",
    );
    assert_eq!(all().len(), 1);
    assert_eq!(all()[0].started, at(100).as_millisecond() + 5);
    change(&home, "UPDATE sessions SET why = 'Failed'");
    assert!(all().is_empty(), "what could not be shown is none");
    change(&home, "UPDATE sessions SET why = 'Finished'");
    assert_eq!(all().len(), 1);
    // Whoever is erased is in no figure.
    change(&home, "DELETE FROM residents WHERE id = 'r1'");
    assert!(all().is_empty());
}

#[test]
fn a_report_is_narrowed_by_time_resident_and_experience() {
    let (_folder, home) = home();
    for (id, started, resident, experience) in [
        ("s1", 0, "r1", "sjo"),
        ("s2", 10, "r2", "sjo"),
        ("s3", 20, "r1", "dans"),
    ] {
        Past {
            resident: Some(resident),
            experience,
            ..Past::new(id, started)
        }
        .keep(&home);
    }
    let number = |which: Which| facts(&home, &which).len();
    let millis = |seconds| Some(at(seconds).as_millisecond());
    assert_eq!(number(Which::default()), 3);
    let late = Which {
        from: millis(10),
        until: millis(20),
        ..Which::default()
    };
    assert_eq!(number(late), 1, "the end is not in it");
    let of = |resident: Option<&str>, experience: Option<&str>| Which {
        resident: resident.map(str::to_owned),
        experience: experience.map(str::to_owned),
        ..Which::default()
    };
    assert_eq!(number(of(Some("r1"), None)), 2);
    assert_eq!(number(of(Some("r1"), Some("sjo"))), 1);
    assert_eq!(number(of(Some("nobody"), None)), 0);
    assert_eq!(number(of(None, Some("nothing"))), 0);
}

#[test]
fn exports_have_pseudonyms_and_no_line() {
    let (_folder, home) = home();
    Past::new("s1", 0).keep(&home);
    Past {
        resident: Some("r2"),
        why: Some("Failed"),
        ..Past::new("s2", 10)
    }
    .keep(&home);
    Past {
        why: None,
        ..Past::new("s3", 20)
    }
    .keep(&home);
    observe(
        &home,
        "s1",
        [2, 5],
        r#"[{"tick": "smile", "when": "during", "at": 1}]"#,
    );
    let exported = |which: &Which| {
        let mut all = Vec::new();
        home.exported(which, &mut |session| {
            all.push(session);
            ControlFlow::Continue(())
        })
        .unwrap();
        all
    };
    let all = exported(&Which::default());
    let ids: Vec<_> = all.iter().map(|session| session.session.as_str()).collect();
    assert_eq!(ids, ["s1", "s2"], "what goes on is not told yet");
    let one = &all[0];
    let pseudonym = one.resident.clone().unwrap();
    assert!(pseudonym.starts_with("R-") && one.staff.as_ref().unwrap().starts_with("S-"));
    assert_eq!(pseudonym, home.pseudonyms().unwrap().resident("r1"));
    assert_ne!(all[1].resident, one.resident);
    assert_eq!(
        (one.before, one.after, one.seconds),
        (Some(2), Some(5), 600)
    );
    assert_eq!(one.ticks[0].when, When::During);
    assert_eq!(all[1].observed, None);
    let text = serde_json::to_string(&all).unwrap();
    for hidden in ["Märta", "r1", "anna", "Name of", "g1", "\"12\""] {
        assert!(!text.contains(hidden), "{hidden} left the home: {text}");
    }
    let narrow = Which {
        resident: Some("r2".to_owned()),
        ..Which::default()
    };
    assert_eq!(exported(&narrow).len(), 1);
    // Whoever takes no more is given no more.
    let mut taken = 0;
    home.exported(&Which::default(), &mut |_| {
        taken += 1;
        ControlFlow::Break(())
    })
    .unwrap();
    assert_eq!(taken, 1);
}

#[test]
fn pseudonyms_stay_over_a_restart_and_differ_between_homes() {
    let (folder, home) = home();
    let first = home.pseudonyms().unwrap().resident("r1");
    drop(home);
    let again = Sqlite::new(folder.path());
    assert_eq!(again.pseudonyms().unwrap().resident("r1"), first);
    let (_other_folder, other) = self::home();
    assert_ne!(other.pseudonyms().unwrap().resident("r1"), first);
}
