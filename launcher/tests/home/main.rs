//! What holds of the home's records, however they are kept.
//!
//! Each area has a file with a `contract`, written against the traits only. [`contract`] runs them all,
//! each on records of its own. A second database is added by one more test that calls it.

#![allow(clippy::unwrap_used, reason = "in a test an unwrap is an assertion")]

use launcher::home::{Home, sqlite::Sqlite};

mod backups;
mod log;
mod logins;
mod media;
mod past;
mod reports;
mod residents;
mod retention;
mod sessions;
mod settings;
mod sqlite;
mod staff;
mod support;
mod tablets;

/// What must hold of one area.
type Contract = fn(&dyn Home);

/// Everything that must hold. `make` gives empty records, others each time.
fn contract(make: impl Fn() -> Box<dyn Home>) {
    let areas: [(&str, Contract); 10] = [
        ("staff", staff::contract),
        ("tablets", tablets::contract),
        ("logins", logins::contract),
        ("settings", settings::contract),
        ("log", log::contract),
        ("residents", residents::contract),
        ("sessions", sessions::contract),
        ("media", media::contract),
        ("backups", backups::contract),
        ("retention", retention::contract),
    ];
    for (area, holds) in areas {
        eprintln!("contract of {area}");
        holds(&*make());
    }
}

#[test]
fn sqlite_keeps_the_contract() {
    let folder = tempfile::tempdir().unwrap();
    let number = std::cell::Cell::new(0);
    contract(|| {
        number.set(number.get() + 1);
        Box::new(Sqlite::new(&folder.path().join(number.get().to_string())))
    });
}
