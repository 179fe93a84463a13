//! What is old is forgotten, and what is not stays.

use jiff::ToSpan;
use launcher::home::{
    AccessLog, Home, Reports, Retention, reports::Which, retention::Forgotten, sqlite::Sqlite,
};

use crate::{
    past::{Past, change, observe, resident},
    support::{at, by, set_up, told},
};

pub(crate) fn contract(home: &dyn Home) {
    set_up(home);
    let rows = told(home).len();
    let forgotten = home.forget(&by(10), at(0), at(0)).unwrap();
    assert_eq!(forgotten, Forgotten::default());
    assert_eq!(told(home).len(), rows, "nothing was done, nothing is told");
}

#[test]
fn what_is_old_goes_and_what_is_not_stays() {
    let folder = tempfile::tempdir().unwrap();
    let home = Sqlite::new(folder.path());
    set_up(&home);
    resident(&home, "r1");
    resident(&home, "r2");
    Past::new("old", 0).keep(&home);
    observe(&home, "old", [2, 5], "[]");
    Past::new("new", 1000).keep(&home);
    // A check-list that was followed by a newer one, and one that is the last there is.
    for (resident, second) in [("r1", 0), ("r1", 2000), ("r2", 0)] {
        change(
            &home,
            &format!(
                "INSERT INTO checklists (resident, at, answers) VALUES ('{resident}', {}, '{{}}')",
                at(second).as_millisecond()
            ),
        );
    }
    let forgotten = home
        .forget(&by(5000), at(1000), at(0) - 48.hours())
        .unwrap();
    assert_eq!(
        forgotten,
        Forgotten {
            sessions: 1,
            checklists: 1,
            logins: 0
        }
    );
    let mut left = Vec::new();
    home.facts(&Which::default(), &mut |fact| left.push(fact.started))
        .unwrap();
    assert_eq!(left, [at(1000).as_millisecond()]);
    let count = |table: &str| {
        home.read(|state| {
            let all = format!("SELECT count(*) FROM {table}");
            Ok(state.query_row(&all, [], |row| row.get::<_, u32>(0))?)
        })
        .unwrap()
    };
    assert_eq!((count("observations"), count("checklists")), (0, 2));
    assert_eq!(
        told(&home).last().map(String::as_str),
        Some("outlived-forgotten")
    );
    assert_eq!(home.check_log().unwrap().broken, None);
}

#[test]
fn what_was_forgotten_is_not_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let home = Sqlite::new(folder.path());
    set_up(&home);
    resident(&home, "r1");
    let mark = "a-line-that-is-nowhere-else";
    Past::new("old", 0).keep(&home);
    observe(&home, "old", [2, 5], "[]");
    change(&home, &format!("UPDATE observations SET line = '{mark}'"));
    home.forget(&by(5000), at(1000), at(0)).unwrap();
    drop(home);
    // Opened and closed, the log that is written ahead is taken in.
    drop(Sqlite::new(folder.path()).open().unwrap());
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes
                .windows(mark.len())
                .any(|part| part == mark.as_bytes());
            assert!(!found, "it is still in {}", path.display());
        }
    }
}
