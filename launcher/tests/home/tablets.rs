//! Tablets: in with a code, once; out for good.

use launcher::home::{
    Home,
    logins::Login,
    staff::Role,
    tablets::Enrolled::{Done, NoSuchCode},
};

use crate::support::{at, by, member, set_up, tablet};

pub(crate) fn contract(home: &dyn Home) {
    set_up(home);
    assert!(
        !home
            .set_up(at(1), &member("eve", Role::Admin), &tablet("t9"))
            .unwrap(),
        "once only"
    );
    assert_eq!(home.member("eve").unwrap(), None);
    assert_eq!(home.tablets().unwrap(), [tablet("t1")]);

    home.invite(&by(10), "code", at(610)).unwrap();
    assert_eq!(
        home.enrol(at(20), "other", &tablet("t2")).unwrap(),
        NoSuchCode
    );
    assert_eq!(home.enrol(at(20), "code", &tablet("t2")).unwrap(), Done);
    assert_eq!(
        home.enrol(at(21), "code", &tablet("t3")).unwrap(),
        NoSuchCode,
        "a code lets one in"
    );
    home.invite(&by(30), "slow", at(630)).unwrap();
    assert_eq!(
        home.enrol(at(630), "slow", &tablet("t3")).unwrap(),
        NoSuchCode
    );
    assert_eq!(
        home.enrol(at(29), "slow", &tablet("t3")).unwrap(),
        NoSuchCode,
        "a clock set back makes no code good"
    );
    assert_eq!(home.tablets().unwrap(), [tablet("t1"), tablet("t2")]);
    assert_eq!(home.tablet_with("token of t2").unwrap(), Some(tablet("t2")));
    assert_eq!(home.tablet_with("token of t3").unwrap(), None);

    let renamed = home.rename_tablet(&by(40), "t2", "Köket").unwrap().unwrap();
    assert_eq!(renamed.name, "Köket");
    assert_eq!(home.rename_tablet(&by(40), "t3", "Köket").unwrap(), None);
    home.tablet_seen("t2", at(50)).unwrap();
    assert_eq!(
        home.tablet_with("token of t2").unwrap().unwrap().seen,
        at(50)
    );

    let login = Login {
        token: "hash".to_owned(),
        staff: "anna".to_owned(),
        tablet: "t2".to_owned(),
        began: at(60),
        used: at(60),
    };
    home.log_in(&login).unwrap();
    assert!(home.remove_tablet(&by(70), "t2").unwrap());
    assert!(!home.remove_tablet(&by(71), "t2").unwrap());
    assert_eq!(home.tablet_with("token of t2").unwrap(), None);
    assert_eq!(home.login_with("hash").unwrap(), None);
    let known = home.tablet("t2").unwrap().map(|tablet| tablet.name);
    assert_eq!(known.as_deref(), Some("Köket"), "the log still names it");
    assert_eq!(home.tablet("t3").unwrap(), None);
    assert_eq!(home.tablets().unwrap(), [tablet("t1")]);
}
