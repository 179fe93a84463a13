//! What the tests of all areas need: times, who does something, made-up people and tablets.

use jiff::{Timestamp, ToSpan};
use launcher::home::{
    AccessLog, By, Home,
    log::{Asked, Entry},
    staff::{Member, Role},
    tablets::Tablet,
};

/// So many seconds after the tests' beginning of time.
pub(crate) fn at(seconds: i64) -> Timestamp {
    let beginning: Timestamp = "2026-05-04T08:00:00Z".parse().unwrap();
    beginning + seconds.seconds()
}

/// Somebody does something then.
pub(crate) fn by(seconds: i64) -> By {
    By {
        at: at(seconds),
        staff: Some("anna".to_owned()),
        tablet: Some("t1".to_owned()),
    }
}

pub(crate) fn member(id: &str, role: Role) -> Member {
    Member {
        id: id.to_owned(),
        name: format!("Name of {id}"),
        role,
        pin: format!("hash of {id}"),
        created: at(0),
        left: None,
    }
}

pub(crate) fn tablet(id: &str) -> Tablet {
    Tablet {
        id: id.to_owned(),
        name: format!("Tablet {id}"),
        token: format!("token of {id}"),
        enrolled: at(0),
        seen: at(0),
    }
}

/// A home with an admin, `anna`, at a tablet, `t1`.
pub(crate) fn set_up(home: &dyn Home) {
    assert!(
        home.set_up(at(0), &member("anna", Role::Admin), &tablet("t1"))
            .unwrap()
    );
}

/// Every row of the log, the oldest first.
pub(crate) fn all(log: &(impl AccessLog + ?Sized)) -> Vec<Entry> {
    let asked = Asked {
        limit: u32::MAX,
        ..Asked::default()
    };
    let (mut rows, count) = log.log(&asked).unwrap();
    assert_eq!(rows.len() as u64, count);
    rows.reverse();
    rows
}

/// What the rows of the log say was done, the oldest first.
pub(crate) fn told(home: &dyn Home) -> Vec<String> {
    all(home).into_iter().map(|row| row.what).collect()
}
