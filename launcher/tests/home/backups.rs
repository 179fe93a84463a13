//! Copies are whole or not there, and going back to one brings back what was, and nobody who was erased.

use std::{
    env, fs,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use jiff::ToSpan;
use launcher::home::{
    AccessLog, Backups, Home, HomeError, Reports, Settings, Staff,
    backups::Why,
    reports::Which,
    sqlite::{Sqlite, files},
};
use rusqlite::Connection;

use crate::{
    past::{Past, change, observe, resident},
    support::{all, at, by, set_up, told},
};

pub(crate) fn contract(home: &dyn Home) {
    set_up(home);
    assert!(home.backups().unwrap().is_empty());
    let name = |value: &str| [("name".to_owned(), value.to_owned())].into();
    home.set(&by(10), &name("before")).unwrap();
    let copy = home.back_up(&by(20), Why::Asked).unwrap();
    assert_eq!((copy.at, copy.why), (at(20), Why::Asked));
    assert!(copy.bytes > 0);
    home.set(&by(30), &name("after")).unwrap();
    let newer = home.back_up(&by(40), Why::Daily).unwrap();
    assert_eq!(home.backups().unwrap(), [newer, copy.clone()]);

    let saved = home.restore(&by(50), &copy.name).unwrap();
    assert_eq!(home.settings().unwrap()["name"], "before");
    assert_eq!(saved.why, Why::Restore);
    assert_eq!(home.check_log().unwrap().broken, None);
    let log = told(home);
    assert!(
        log.ends_with(&["backup-made".to_owned(), "backup-restored".to_owned()]),
        "{log:?}"
    );
    // And back again to what was there before going back.
    home.restore(&by(60), &saved.name).unwrap();
    assert_eq!(home.settings().unwrap()["name"], "after");

    for unknown in ["home-20200101T000000000Z.db", "../home.db", ""] {
        let refused = home.restore(&by(70), unknown);
        assert!(
            matches!(refused, Err(HomeError::BackupUnknown(_))),
            "{unknown}"
        );
    }
    // All are old now but the newest.
    let many = home.backups().unwrap().len();
    assert_eq!(
        home.thin_backups(at(0) + (24 * 400).hours()).unwrap(),
        many - 1
    );
    assert_eq!(home.backups().unwrap().len(), 1);
}

#[test]
fn going_back_brings_back_what_was_and_nobody_who_was_erased() {
    let folder = tempfile::tempdir().unwrap();
    let home = Sqlite::new(folder.path());
    set_up(&home);
    for id in ["r1", "r2"] {
        resident(&home, id);
    }
    Past::new("s1", 0).keep(&home);
    observe(&home, "s1", [2, 5], "[]");
    Past {
        resident: Some("r2"),
        ..Past::new("s2", 10)
    }
    .keep(&home);
    let pseudonym = home.pseudonyms().unwrap().resident("r1");
    let copy = home.back_up(&by(100), Why::Asked).unwrap();

    // One is lost by mistake, one is erased for good; somebody leaves.
    change(&home, "DELETE FROM sessions");
    change(&home, "DELETE FROM residents WHERE id = 'r2'");
    home.note(&by(110), Some("r2"), "resident-erased", "")
        .unwrap();
    change(&home, "UPDATE staff SET name = 'Anna, now'");
    let rows = all(&home).len();

    home.restore(&by(120), &copy.name).unwrap();
    let mut facts = Vec::new();
    home.facts(&Which::default(), &mut |fact| facts.push(*fact))
        .unwrap();
    assert_eq!(facts.len(), 1, "the figures are brought back, too");
    assert_eq!((facts[0].before, facts[0].after), (2, 5));
    let names = home.names().unwrap();
    let residents: Vec<_> = names.residents.keys().collect();
    assert_eq!(residents, ["r1"], "who was erased stays erased");
    assert_eq!(home.staff().unwrap()[0].name, "Anna, now");
    assert_eq!(all(&home).len(), rows + 2, "the log goes on");
    assert_eq!(home.pseudonyms().unwrap().resident("r1"), pseudonym);
}

#[test]
fn a_copy_of_an_older_version_is_brought_up_to_date_on_the_way() {
    let folder = tempfile::tempdir().unwrap();
    let home = Sqlite::new(folder.path());
    set_up(&home);
    resident(&home, "r1");
    Past::new("s1", 0).keep(&home);
    let copy = home.back_up(&by(100), Why::Asked).unwrap();
    let path = folder.path().join(files::BACKUPS).join(&copy.name);
    // As it was before there were facts.
    let old = Connection::open(&path).unwrap();
    let triggers: Vec<String> = old
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'facts_%'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(triggers.len(), 6);
    for trigger in triggers {
        old.execute_batch(&format!("DROP TRIGGER {trigger}"))
            .unwrap();
    }
    old.execute_batch(
        "DROP VIEW facts_now; DROP TABLE facts; DROP TABLE keys; DROP TABLE secrets; DELETE FROM migrations WHERE step = 2",
    )
    .unwrap();
    drop(old);
    change(&home, "DELETE FROM sessions");
    home.restore(&by(120), &copy.name).unwrap();
    let mut facts = 0;
    home.facts(&Which::default(), &mut |_| facts += 1).unwrap();
    assert_eq!(facts, 1);
}

#[test]
fn a_copy_that_is_cut_off_is_refused_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let home = Sqlite::new(folder.path());
    set_up(&home);
    let name = |value: &str| [("name".to_owned(), value.to_owned())].into();
    home.set(&by(10), &name("before")).unwrap();
    let copy = home.back_up(&by(20), Why::Asked).unwrap();
    home.set(&by(30), &name("after")).unwrap();
    let path = folder.path().join(files::BACKUPS).join(&copy.name);
    let whole = fs::read(&path).unwrap();
    for cut in [whole.len() / 2, 5000, 100, 0] {
        fs::write(&path, &whole[..cut]).unwrap();
        let refused = home.restore(&by(40), &copy.name);
        assert!(
            matches!(refused, Err(HomeError::BackupBroken(_))),
            "cut at {cut}: {refused:?}"
        );
        assert_eq!(home.settings().unwrap()["name"], "after");
    }
    fs::write(&path, &whole).unwrap();
    home.restore(&by(50), &copy.name).unwrap();
    assert_eq!(home.settings().unwrap()["name"], "before");
}

/// Not a test by itself: makes copies without end in the folder it is told, for the test below to kill.
#[test]
#[ignore = "started by another test"]
fn makes_copies_until_it_is_killed() {
    let Some(folder) = env::var_os("UTSIKT_TEST_COPIES") else {
        return;
    };
    let home = Sqlite::new(Path::new(&folder));
    for second in 1.. {
        home.back_up(&by(second), Why::Daily).unwrap();
    }
}

#[test]
fn killed_in_the_middle_of_a_copy_nothing_is_lost_and_no_half_copy_is_taken_for_one() {
    let folder = tempfile::tempdir().unwrap();
    let home = Sqlite::new(folder.path());
    set_up(&home);
    // Large enough that a copy takes a while.
    for number in 0..20 {
        let large = [(format!("large {number}"), "x".repeat(1_000_000))].into();
        home.set(&by(number), &large).unwrap();
    }
    drop(home);
    let backups = folder.path().join(files::BACKUPS);
    let parts = || {
        let entries = fs::read_dir(&backups).into_iter().flatten();
        entries
            .filter_map(Result::ok)
            .filter(|entry| entry.path().extension().is_some_and(|end| end == "part"))
            .filter(|entry| entry.metadata().is_ok_and(|about| about.len() > 1_000_000))
            .count()
    };
    let mut copying = Command::new(env::current_exe().unwrap())
        .args([
            "--exact",
            "backups::makes_copies_until_it_is_killed",
            "--ignored",
        ])
        .env("UTSIKT_TEST_COPIES", folder.path())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while parts() == 0 {
        assert!(copying.try_wait().unwrap().is_none(), "it ended by itself");
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "no copy was begun"
        );
        std::thread::yield_now();
    }
    copying.kill().unwrap();
    copying.wait().unwrap();

    let home = Sqlite::new(folder.path());
    assert_eq!(home.open().unwrap(), launcher::home::Opened::default());
    assert_eq!(home.settings().unwrap().len(), 20);
    for copy in home.backups().unwrap() {
        assert!(files::is_sound(&backups.join(&copy.name)), "{}", copy.name);
    }
    // What was left of the one under way goes with the next.
    home.back_up(&by(1_000_000), Why::Asked).unwrap();
    assert_eq!(parts(), 0);
}
