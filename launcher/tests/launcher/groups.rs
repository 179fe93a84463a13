//! Groups: started together, told of with what the headsets measure, joined later, left by one, and there again after
//! a kill.

use launcher::api::groups::{Group, MemberState};
use serde_json::{Value, json};

use crate::{
    headset::Headset,
    http::{Web, get, send},
    program::{Home, Launcher},
    tablet::Tablet,
};

/// A home with so many headsets, `g1` and on.
struct Hall {
    tablet: Tablet,
    headsets: Vec<Headset>,
    launcher: Launcher,
    home: Home,
}

impl Hall {
    fn of(count: usize) -> Self {
        let home = Home::new();
        let launcher = Launcher::start(&home);
        let mut tablet = Tablet::connect(launcher.web);
        let headsets = (1..=count).map(|number| {
            let (id, name) = (format!("g{number}"), format!("Glasögon {number}"));
            let headset = Headset::start(launcher.link, &id, &name);
            tablet.until_linked(&id);
            headset
        });
        let headsets = headsets.collect();
        Self {
            tablet,
            headsets,
            launcher,
            home,
        }
    }

    fn start(&self, headsets: &[&str]) -> (u16, Value) {
        let members: Vec<_> = headsets.iter().map(|id| json!({"headset": id})).collect();
        let asked = json!({"experience": "sjo", "members": members});
        let answer = send(self.launcher.web, "POST", "/api/v1/groups", &asked);
        (answer.status, answer.json())
    }

    fn until_group(&mut self, what: &str, id: &str, right: impl Fn(&Group) -> bool) -> Group {
        until_group(&mut self.tablet, what, id, right)
    }
}

fn until_group(tablet: &mut Tablet, what: &str, id: &str, right: impl Fn(&Group) -> bool) -> Group {
    let find = |groups: &[Group]| groups.iter().find(|group| group.id == id).cloned();
    let truth = tablet.until(what, |truth| {
        find(&truth.groups).is_some_and(|group| right(&group))
    });
    find(&truth.groups).unwrap()
}

fn group(answer: (u16, Value), status: u16) -> Group {
    assert_eq!(answer.0, status, "{}", answer.1);
    serde_json::from_value(answer.1).unwrap()
}

fn join(web: Web, group: &str, headset: &str) -> (u16, Value) {
    let path = format!("/api/v1/groups/{group}/members");
    let answer = send(web, "POST", &path, &json!({"headset": headset}));
    (answer.status, answer.json())
}

fn code(answer: &(u16, Value)) -> (u16, &str) {
    (answer.0, answer.1["code"].as_str().unwrap_or_default())
}

fn in_step(group: &Group) -> usize {
    let all = group.members.iter();
    all.filter(|member| member.state == MemberState::InStep)
        .count()
}

#[test]
fn all_are_told_one_moment_and_what_they_measure_is_gathered() {
    let mut hall = Hall::of(3);
    let begun = group(hall.start(&["g1", "g2"]), 201);
    assert_eq!((&begun.experience[..], begun.members.len()), ("sjo", 2));
    let told: Vec<_> = hall.headsets[..2]
        .iter()
        .map(|headset| {
            let wish = headset.until_desired(|desired| desired.play().is_some());
            let play = wish.play().unwrap();
            assert_eq!(play.resume, None);
            play.together.clone().expect("a moment")
        })
        .collect();
    assert_eq!(told[0], told[1]);
    assert_eq!(told[0].group, begun.id);
    let known = hall.until_group("in step", &begun.id, |group| in_step(group) == 2);
    let skew = known.skew.expect("it was measured");
    assert_eq!(
        (skew.p95, skew.max),
        (0.0035, 0.0035),
        "however far, and not where to"
    );
    assert_eq!(known.members[0].skew, Some(-0.0035));
    assert!(known.begins.is_some());
    let path = format!("/api/v1/groups/{}", begun.id);
    let asked: Group = serde_json::from_value(get(hall.launcher.web, &path).json()).unwrap();
    assert_eq!(asked.members, known.members);
    let truth = hall
        .tablet
        .until("sessions of a group", |truth| truth.sessions.len() == 2);
    for session in &truth.sessions {
        assert_eq!(session.group.as_ref(), Some(&begun.id));
    }

    // The button is tapped once more.
    let again = group(hall.start(&["g2", "g1"]), 200);
    assert_eq!(again.id, begun.id);
    let again = join(hall.launcher.web, &begun.id, "g1");
    assert_eq!(
        (again.0, &again.1["id"]),
        (200, &json!(begun.members[0].session))
    );
    // With one more it is another group.
    let other = group(hall.start(&["g1", "g2", "g3"]), 201);
    assert_ne!(other.id, begun.id);
    hall.until_group("all three", &other.id, |group| in_step(group) == 3);
    hall.until_group("over", &begun.id, |group| {
        let mut all = group.members.iter();
        all.all(|member| member.state == MemberState::Over)
    });
}

#[test]
fn one_stops_alone_and_another_comes_where_the_others_are() {
    let mut hall = Hall::of(3);
    let begun = group(hall.start(&["g1", "g2"]), 201);
    hall.until_group("in step", &begun.id, |group| in_step(group) == 2);
    let first = begun.members[0].clone();
    assert_eq!(
        hall.tablet
            .tap(&first.session, "stop", json!({"how": "gently"}))
            .status,
        200
    );
    let left = hall.until_group("one left", &begun.id, |group| {
        group
            .members
            .iter()
            .any(|member| member.state == MemberState::Over)
    });
    assert_eq!(in_step(&left), 1, "the other goes on: {left:?}");

    let joined = join(hall.launcher.web, &begun.id, "g3");
    assert_eq!((joined.0, &joined.1["group"]), (201, &json!(begun.id)));
    let wish = hall.headsets[2].until_desired(|desired| desired.play().is_some());
    let play = wish.play().unwrap();
    assert_eq!(play.together.as_ref().unwrap().group, begun.id);
    let place = play.resume.as_ref().expect("where the others are");
    assert_eq!(place.scene, "shore");
    let joined = hall.until_group("two again", &begun.id, |group| in_step(group) == 2);
    assert_eq!(joined.sessions.len(), 3);
    // Whoever left may come back, and ending what is left ends the group.
    for member in &joined.members {
        hall.tablet
            .tap(&member.session, "stop", json!({"how": "dizzy"}));
    }
    hall.until_group("over", &begun.id, |group| {
        group
            .members
            .iter()
            .all(|member| member.state == MemberState::Over)
    });
    assert_eq!(
        code(&join(hall.launcher.web, &begun.id, "g1")),
        (409, "group-over")
    );
}

#[test]
fn a_killed_launcher_knows_its_groups_and_lets_others_come_to_them() {
    let hall = Hall::of(3);
    let begun = group(hall.start(&["g1", "g2"]), 201);
    let Hall {
        mut tablet,
        headsets,
        launcher,
        home,
    } = hall;
    until_group(&mut tablet, "in step", &begun.id, |group| {
        in_step(group) == 2
    });
    let wish = headsets[0].until_desired(|desired| desired.play().is_some());
    let before = wish.play().unwrap().together.clone().unwrap();

    let addresses = launcher.kill();
    let launcher = Launcher::start_again(&home, addresses);
    let mut tablet = Tablet::connect(launcher.web);
    let first = tablet.next();
    let known = first.groups.iter().find(|group| group.id == begun.id);
    assert_eq!(
        known.map(|group| group.members.len()),
        Some(2),
        "from the first message on"
    );
    until_group(&mut tablet, "in step again", &begun.id, |group| {
        in_step(group) == 2
    });
    tablet.until_linked("g3");
    assert_eq!(join(launcher.web, &begun.id, "g3").0, 201);
    let wish = headsets[2].until_desired(|desired| desired.play().is_some());
    assert_eq!(
        wish.play().unwrap().together.as_ref(),
        Some(&before),
        "the same moment"
    );
    until_group(&mut tablet, "three", &begun.id, |group| in_step(group) == 3);
}

#[test]
fn what_cannot_be_a_group_starts_nothing() {
    let hall = Hall::of(1);
    let many: Vec<String> = (0..31).map(|number| format!("g{number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for (headsets, expected) in [
        (&["g1", "g9"][..], (404, "headset-unknown")),
        (&["g1", "g1"], (422, "group-members")),
        (&[], (422, "group-members")),
        (&many, (422, "group-members")),
    ] {
        assert_eq!(code(&hall.start(headsets)), expected, "{headsets:?}");
    }
    let asked = json!({"experience": "nowhere", "members": [{"headset": "g1"}]});
    let answer = send(hall.launcher.web, "POST", "/api/v1/groups", &asked);
    assert_eq!(answer.json()["code"], "experience-unknown");
    assert_eq!(
        code(&join(hall.launcher.web, "g", "g1")),
        (404, "group-unknown")
    );
    assert_eq!(get(hall.launcher.web, "/api/v1/groups/g").status, 404);
    let sessions = get(hall.launcher.web, "/api/v1/sessions").json();
    assert_eq!(sessions, json!([]), "nothing was started");
}

#[test]
fn a_headset_that_is_away_keeps_nobody_from_starting_without_it() {
    let mut hall = Hall::of(2);
    drop(hall.headsets.pop());
    hall.tablet.until("one is away", |truth| {
        truth.headsets.iter().any(|headset| !headset.connected)
    });
    assert_eq!(
        code(&hall.start(&["g1", "g2"])),
        (409, "headset-unreachable")
    );
    group(hall.start(&["g1"]), 201);
}
