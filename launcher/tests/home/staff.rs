//! Staff: who is here, and that somebody always can let others in.

use launcher::home::{
    Home, HomeError,
    logins::Login,
    staff::{ChangeMember, Role},
};

use crate::support::{at, by, member, set_up, told};

pub(crate) fn contract(home: &dyn Home) {
    assert!(home.staff().unwrap().is_empty());
    assert_eq!(home.member("anna").unwrap(), None);
    set_up(home);
    let anna = member("anna", Role::Admin);
    let mut bo = member("bo", Role::Caregiver);
    bo.name = "  Bo 👴🏽 \u{202e}nob\u{202c} ".to_owned() + &"x".repeat(300);
    home.add_member(&by(1), &bo).unwrap();
    let mut staff = home.staff().unwrap();
    staff.sort_by(|one, other| one.id.cmp(&other.id));
    assert_eq!(staff, [anna.clone(), bo.clone()], "as it was given");

    let promoted = ChangeMember {
        role: Some(Role::Auditor),
        ..ChangeMember::default()
    };
    bo.role = Role::Auditor;
    assert_eq!(
        home.change_member(&by(2), "bo", &promoted).unwrap(),
        Some(bo.clone())
    );
    assert_eq!(home.member("bo").unwrap(), Some(bo.clone()));
    assert_eq!(
        home.change_member(&by(2), "nobody", &promoted).unwrap(),
        None
    );

    // Nobody may lock everyone out.
    let demoted = home.change_member(&by(3), "anna", &promoted);
    assert!(matches!(demoted, Err(HomeError::LastAdmin)), "{demoted:?}");
    let left = home.member_leaves(&by(3), "anna");
    assert!(matches!(left, Err(HomeError::LastAdmin)), "{left:?}");
    assert_eq!(home.member("anna").unwrap(), Some(anna));

    // Whoever leaves is logged out, and what they did is still known to be theirs.
    let login = Login {
        token: "hash".to_owned(),
        staff: "bo".to_owned(),
        tablet: "t1".to_owned(),
        began: at(4),
        used: at(4),
    };
    home.log_in(&login).unwrap();
    assert!(home.member_leaves(&by(5), "bo").unwrap());
    assert!(!home.member_leaves(&by(6), "bo").unwrap());
    assert_eq!(home.login_with("hash").unwrap(), None);
    assert_eq!(home.staff().unwrap().len(), 1);
    bo.left = Some(at(5));
    assert_eq!(home.member("bo").unwrap(), Some(bo));
    assert_eq!(
        home.change_member(&by(7), "bo", &promoted).unwrap(),
        None,
        "who has left stays as they were"
    );
    assert_eq!(
        told(home),
        [
            "tablet-enrolled",
            "staff-added",
            "staff-added",
            "staff-role",
            "login",
            "staff-left"
        ],
        "what was refused is not told as done"
    );
}
