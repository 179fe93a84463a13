//! Logins, and PINs that are guessed.

use std::time::Duration;

use launcher::home::{
    Home,
    logins::{
        Attempt::{Allowed, Closed},
        Login, Patience,
    },
};

use crate::support::{at, set_up, told};

const PATIENCE: Patience = Patience {
    tries: 5,
    closed_for: Duration::from_secs(300),
};

pub(crate) fn contract(home: &dyn Home) {
    set_up(home);
    let try_at =
        |tablet: &str, seconds| home.attempt("anna", tablet, at(seconds), PATIENCE).unwrap();
    for left in (0..5).rev() {
        assert_eq!(try_at("t1", 10), Allowed { left });
    }
    let closed = Closed { until: at(310) };
    assert_eq!(try_at("t1", 11), closed);
    assert_eq!(try_at("t1", 309), closed, "trying on does not prolong it");
    assert_eq!(
        try_at("t2", 12),
        Allowed { left: 4 },
        "counted by person and tablet"
    );
    assert_eq!(try_at("t1", 310), Allowed { left: 4 }, "counted anew");

    // A clock that is set back by an hour neither opens a closed door nor closes it for an hour more.
    for _ in 0..4 {
        try_at("t1", 310);
    }
    assert_eq!(try_at("t1", 311), Closed { until: at(610) });
    assert_eq!(
        try_at("t1", 311 - 3600),
        Closed {
            until: at(311 - 3600 + 300)
        }
    );
    assert_eq!(try_at("t1", 311 - 3600 + 300), Allowed { left: 4 });

    let login = |token: &str, tablet: &str, seconds| Login {
        token: token.to_owned(),
        staff: "anna".to_owned(),
        tablet: tablet.to_owned(),
        began: at(seconds),
        used: at(seconds),
    };
    let first = login("first", "t1", 700);
    home.log_in(&first).unwrap();
    assert_eq!(home.login_with("first").unwrap(), Some(first));
    assert_eq!(home.login_with("other").unwrap(), None);
    assert_eq!(
        try_at("t1", 701),
        Allowed { left: 4 },
        "the right PIN begins the count anew"
    );
    home.login_used("first", at(750)).unwrap();
    assert_eq!(home.login_with("first").unwrap().unwrap().used, at(750));

    home.log_in(&login("second", "t1", 800)).unwrap();
    assert_eq!(
        home.login_with("first").unwrap(),
        None,
        "one at a tablet at a time"
    );
    home.log_out("second", at(900)).unwrap();
    home.log_out("second", at(901)).unwrap();
    assert_eq!(home.login_with("second").unwrap(), None);
    home.login_used("second", at(902)).unwrap();
    assert_eq!(
        home.login_with("second").unwrap(),
        None,
        "using it does not bring it back"
    );
    let told = told(home);
    let count = |what: &str| told.iter().filter(|known| *known == what).count();
    assert_eq!(
        (count("login"), count("logout"), count("login-last-try")),
        (2, 1, 2),
        "{told:?}"
    );
}
