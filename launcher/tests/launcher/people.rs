//! People and tablets of a test's home, let in and logged in through the real API.

use serde_json::{Value, json};

use crate::http::{Web, get, send};

/// The PIN of the admin who is there from the start.
pub(crate) const PIN: &str = "280417";

/// The very first admin, `Anna`, at the tablet `Matsalen`, logged in.
pub(crate) fn set_up(web: Web, code: &str) -> Web {
    let asked = json!({"code": code, "name": "Anna", "pin": PIN, "tablet": "Matsalen"});
    let answer = send(web, "POST", "/api/v1/setup", &asked);
    assert_eq!(answer.status, 201, "{}", answer.text());
    log_in(web.after(&answer), "Anna", PIN)
}

/// Somebody new, added by an admin; their id.
pub(crate) fn add(admin: Web, name: &str, role: &str, pin: &str) -> String {
    let asked = json!({"name": name, "role": role, "pin": pin});
    let answer = send(admin, "POST", "/api/v1/staff", &asked);
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["id"].as_str().unwrap().to_owned()
}

/// Another tablet, let in by an admin, with nobody logged in.
pub(crate) fn enrol(admin: Web, name: &str) -> Web {
    let invitation = send(admin, "POST", "/api/v1/tablets/invitations", &json!({}));
    assert_eq!(invitation.status, 201, "{}", invitation.text());
    let asked = json!({"code": invitation.json()["code"], "name": name});
    let stranger = admin.stranger();
    let answer = send(stranger, "POST", "/api/v1/enrolment", &asked);
    assert_eq!(answer.status, 201, "{}", answer.text());
    stranger.after(&answer)
}

/// Logs somebody in by name at an enrolled tablet.
pub(crate) fn log_in(web: Web, name: &str, pin: &str) -> Web {
    let asked = json!({"staff": id_of(web, name), "pin": pin});
    let answer = send(web, "POST", "/api/v1/login", &asked);
    assert_eq!(answer.status, 200, "{}", answer.text());
    web.after(&answer)
}

/// A tablet of its own with somebody new of that role, logged in.
pub(crate) fn with_role(admin: Web, role: &str) -> Web {
    add(admin, role, role, "111111");
    log_in(enrol(admin, &format!("Platta {role}")), role, "111111")
}

/// What the door says to this browser.
pub(crate) fn door(web: Web) -> Value {
    let answer = get(web, "/api/v1/door");
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// The id of somebody who can log in.
pub(crate) fn id_of(web: Web, name: &str) -> String {
    let door = door(web);
    let mut staff = door["staff"].as_array().unwrap().iter();
    let found = staff.find(|member| member["name"] == name).unwrap();
    found["id"].as_str().unwrap().to_owned()
}
