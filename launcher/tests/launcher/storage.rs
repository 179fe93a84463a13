//! The state folder: broken, in use, impossible to write to.

use std::{fs, path::Path};

use serde_json::json;

use crate::{
    http::get,
    program::{Home, Launcher},
    tablet::{self, Tablet},
    ward::Ward,
};

#[test]
fn a_broken_database_is_moved_aside_and_the_headsets_are_asked() {
    let (ward, session) = Ward::playing();
    let addresses = ward.launcher.kill();
    // The log beside it alone would mend the file.
    fs::remove_file(ward.home.state().join("launcher/launcher.db-wal")).unwrap();
    fs::write(
        ward.home.database(),
        b"no database at all, but long enough to look at".repeat(100),
    )
    .unwrap();

    let launcher = Launcher::start_again(&ward.home, addresses);
    launcher.wait_for_log("moved aside");
    let mut tablet = Tablet::connect(launcher.web);
    // The headset remembers what it was told; the launcher takes it from there.
    let truth = tablet.until("learnt", |truth| {
        tablet::session(truth, &session.id).is_some_and(|session| session.acknowledged)
    });
    assert!(
        truth
            .notices
            .iter()
            .any(|notice| notice.code == "storage-reset")
    );
    let aside = fs::read_dir(ward.home.state().join("launcher")).unwrap();
    assert!(
        aside
            .filter_map(Result::ok)
            .any(|file| file.file_name().to_string_lossy().contains(".broken-"))
    );
    assert_eq!(
        tablet.change(&session.id, json!({"paused": true})).status,
        200
    );
    let addresses = launcher.kill();
    let launcher = Launcher::start_again(&ward.home, addresses);
    let first = Tablet::connect(launcher.web).next();
    assert!(
        first.notices.is_empty()
            && tablet::session(&first, &session.id).is_some_and(|session| session.desired.paused)
    );
}

#[test]
fn a_folder_that_cannot_be_written_to_is_told_and_changes_nothing() {
    let home = Home::new();
    // A folder stands where the file should be: as impossible for root as for anyone.
    fs::create_dir_all(home.database()).unwrap();
    let mut ward = Ward::of(home);
    let tablet = &mut ward.tablet;
    let ready = get(ward.launcher.web, "/readyz");
    assert_eq!(
        (ready.status, ready.json()["status"].as_str()),
        (503, Some("storage-failed"))
    );
    assert_eq!(get(ward.launcher.web, "/healthz").status, 200);
    let answer = tablet.try_start("sjo", "g1");
    assert_eq!(
        (answer.status, answer.problem().as_str()),
        (503, "storage-failed")
    );
    let truth = Tablet::connect(ward.launcher.web).next();
    assert!(
        truth.sessions.is_empty()
            && truth
                .notices
                .iter()
                .any(|notice| notice.code == "storage-failed")
    );

    // It heals by itself.
    fs::remove_dir(ward.home.database()).unwrap();
    let session = tablet.start("sjo", "g1");
    ward.headset
        .until_desired(|desired| desired.play().is_some());
    let truth = tablet.until("healed", |truth| truth.notices.is_empty());
    assert!(tablet::session(&truth, &session.id).is_some());
    assert_eq!(get(ward.launcher.web, "/readyz").status, 200);
}

#[test]
fn a_resident_who_is_dizzy_does_not_wait_for_the_disk() {
    let (mut ward, session) = Ward::playing();
    let tablet = &mut ward.tablet;
    // The database is broken under the running program, so the next write fails.
    let file = fs::OpenOptions::new()
        .write(true)
        .open(ward.home.database())
        .unwrap();
    file.set_len(0).unwrap();
    let wal = ward.home.state().join("launcher/launcher.db-wal");
    fs::OpenOptions::new()
        .write(true)
        .open(wal)
        .unwrap()
        .set_len(0)
        .unwrap();
    assert_eq!(
        tablet
            .tap(&session.id, "stop", json!({"how": "dizzy"}))
            .status,
        200
    );
    ward.headset
        .until_desired(|desired| desired.play().is_none());
    tablet.until_session("ended", &session.id, |session| session.ended.is_some());
}

#[test]
fn records_that_cannot_be_opened_let_nobody_in_until_they_can() {
    let home = Home::new();
    let records = home.state().join("launcher/home.db");
    fs::create_dir_all(&records).unwrap();
    let launcher = Launcher::start_untouched(&home);
    let web = launcher.web;
    let door = get(web, "/api/v1/door");
    assert_eq!(
        (door.status, door.problem().as_str()),
        (503, "storage-failed")
    );
    assert_eq!(get(web, "/healthz").status, 200);
    assert_eq!(get(web, "/api/v1/sessions").problem(), "not-enrolled");
    fs::remove_dir(&records).unwrap();
    assert_eq!(get(web, "/api/v1/door").json()["setup"], true);
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(home.state().join("launcher"))
        .unwrap()
        .permissions();
    assert_eq!(mode.mode() & 0o077, 0, "for nobody else on the machine");
}

#[test]
fn broken_records_are_moved_aside_and_the_tablet_is_told() {
    let home = Home::new();
    let folder = home.state().join("launcher");
    Launcher::start(&home).kill();
    // The log beside it alone would mend the file.
    fs::remove_file(folder.join("home.db-wal")).unwrap();
    fs::write(folder.join("home.db"), b"no database at all".repeat(500)).unwrap();
    let launcher = Launcher::start_untouched(&home);
    launcher.wait_for_log("moved aside");
    let code = launcher.setup.clone().unwrap();
    let web = crate::people::set_up(launcher.web, &code);
    let notices = Tablet::connect(web).next().notices;
    assert!(
        notices.iter().any(|notice| notice.code == "records-mended"),
        "{notices:?}"
    );
}

#[test]
fn a_made_up_home_is_made_once_and_never_of_a_real_one() {
    let home = Home::new();
    let start = || {
        let free = "127.0.0.1:0";
        Launcher::start_saying(
            &home.experiences(),
            &home.state(),
            free,
            free,
            &["--sample"],
        )
        .map_err(|(_, log)| log)
        .unwrap()
    };
    for _ in 0..2 {
        let (launcher, lines) = start();
        let (_, code) = lines[1].split_once("/#/enrol/").unwrap();
        let asked = json!({"code": code, "name": "Matsalen"});
        let answer = crate::http::send(launcher.web, "POST", "/api/v1/enrolment", &asked);
        assert_eq!(answer.status, 201, "{}", answer.text());
        let web = launcher.web.after(&answer);
        let pins: Vec<_> = lines[2..]
            .iter()
            .map(|line| line.split(' ').collect::<Vec<_>>())
            .collect();
        assert_eq!(pins.len(), 4, "{lines:?}");
        for pin in pins {
            let ["launcher", "pin", pin, role, name @ ..] = &pin[..] else {
                panic!("{pin:?}");
            };
            let web = crate::people::log_in(web, &name.join(" "), pin);
            assert_eq!(crate::people::door(web)["login"]["role"], **role);
        }
        assert_eq!(
            crate::people::door(web)["staff"].as_array().unwrap().len(),
            4
        );
        launcher.kill();
    }
    let real = Home::new();
    Launcher::start(&real).kill();
    let free = "127.0.0.1:0";
    let (launcher, lines) = Launcher::start_saying(
        &real.experiences(),
        &real.state(),
        free,
        free,
        &["--sample"],
    )
    .map_err(|(_, log)| log)
    .unwrap();
    assert_eq!(lines.len(), 1, "{lines:?}");
    let launcher = launcher.let_in(&real);
    let web = launcher.web;
    assert_eq!(
        crate::people::door(web)["staff"].as_array().unwrap().len(),
        1
    );
}

#[test]
fn a_second_launcher_on_the_same_state_is_refused() {
    let home = Home::new();
    let _launcher = Launcher::start(&home);
    let (status, log) = Launcher::start_with(
        &home.experiences(),
        &home.state(),
        "127.0.0.1:0",
        "127.0.0.1:0",
    )
    .err()
    .unwrap();
    assert!(!status.success());
    assert!(log.contains("another launcher uses"), "{log}");
}

#[test]
fn other_addresses_than_loopback_are_refused() {
    let home = Home::new();
    for address in ["0.0.0.0:0", "192.168.1.20:8750", "[::]:0", "8.8.8.8:80"] {
        for (web, link) in [(address, "127.0.0.1:0"), ("127.0.0.1:0", address)] {
            let (status, log) = Launcher::start_with(&home.experiences(), &home.state(), web, link)
                .err()
                .unwrap();
            assert_eq!(status.code(), Some(2), "{log}");
            assert!(log.contains("no pairing and no encryption yet"), "{log}");
        }
    }
    assert!(
        !Path::new(&home.database()).exists(),
        "nothing is written before that"
    );
}
