//! Residents over the API: names of all kinds, what is too long or no picture, suggestions, and erased is gone.

use serde_json::{Value, json};

use crate::{
    http::{Answer, Web, get, request, send},
    people,
    program::{Home, Launcher, photo},
};

/// A resident with the check-list answered; their id.
pub(crate) fn resident(web: Web, name: &str) -> String {
    let id = unasked(web, name);
    let answered = send(
        web,
        "PUT",
        &format!("/api/v1/residents/{id}/checklist"),
        &answers(false),
    );
    assert_eq!(answered.status, 200, "{}", answered.text());
    assert_eq!(answered.json()["checklist_due"], false);
    id
}

/// A resident of whom nothing was asked; their id.
pub(crate) fn unasked(web: Web, name: &str) -> String {
    let answer = send(
        web,
        "POST",
        "/api/v1/residents",
        &json!({"name": name, "room": "12"}),
    );
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["id"].as_str().unwrap().to_owned()
}

pub(crate) fn answers(neck: bool) -> Value {
    json!({"epilepsy": false, "pacemaker": false, "wounds": false, "neck": neck, "stroke": false,
        "blindness": false, "consent": "assent"})
}

pub(crate) fn upload(web: Web, resident: &str, name: &str, content: &[u8]) -> Answer {
    let path = format!("/api/v1/residents/{resident}/media?name={name}");
    request(
        web,
        "POST",
        &path,
        &[("Content-Type", "image/jpeg")],
        content,
    )
}

#[test]
fn names_of_all_kinds_are_taken_and_too_long_ones_are_told() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let web = launcher.web;
    for name in [
        "Märta",
        "👵🏼 Mormor",
        "שרה",
        "مريم عبد الله",
        "O’Brien-Šimková",
        "<script>alert(1)</script>",
    ] {
        let id = unasked(web, name);
        assert_eq!(
            get(web, &format!("/api/v1/residents/{id}")).json()["name"],
            name
        );
    }
    let listed = get(web, "/api/v1/residents");
    assert_eq!(listed.json().as_array().unwrap().len(), 6);
    let found = get(web, "/api/v1/residents?search=marta").json();
    assert_eq!(
        (found.as_array().unwrap().len(), &found[0]["name"]),
        (1, &json!("Märta"))
    );
    for (name, code) in [
        ("å".repeat(300), "name-too-long"),
        ("\u{202e} ".to_owned(), "name-missing"),
    ] {
        let refused = send(web, "POST", "/api/v1/residents", &json!({"name": name}));
        assert_eq!((refused.status, refused.problem().as_str()), (422, code));
    }
    for body in [
        json!({"name": "A", "room": "x".repeat(21)}),
        json!({"name": "A", "life_story": {"interests": ["x".repeat(41)]}}),
    ] {
        assert_eq!(
            send(web, "POST", "/api/v1/residents", &body).problem(),
            "text-too-long"
        );
    }
    assert_eq!(
        send(
            web,
            "POST",
            "/api/v1/residents",
            &json!({"name": "A", "settings": {"volume": 2}})
        )
        .problem(),
        "volume-out-of-range"
    );
    assert_eq!(
        get(web, "/api/v1/residents")
            .json()
            .as_array()
            .unwrap()
            .len(),
        6
    );
    let log = launcher.end();
    assert!(
        !log.iter()
            .any(|line| line.contains("Märta") || line.contains("Mormor")),
        "a name in the log: {log:#?}"
    );
}

#[test]
fn a_button_tapped_ten_times_is_one_resident() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let web = launcher.web;
    let asked = json!({"id": "6f1c1f7e-3d0b-4b0e-9a53-0d6c8f3f0a11", "name": "Märta"});
    let taps: Vec<_> = (0..10)
        .map(|_| {
            let asked = asked.clone();
            std::thread::spawn(move || send(web, "POST", "/api/v1/residents", &asked).status)
        })
        .collect();
    let mut statuses: Vec<_> = taps.into_iter().map(|tap| tap.join().unwrap()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 200, 200, 200, 200, 200, 200, 200, 200, 201]);
    assert_eq!(
        get(web, "/api/v1/residents")
            .json()
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn a_resident_is_changed_in_parts_and_suggested_what_suits() {
    let home = Home::new();
    home.add_experience("skog");
    let launcher = Launcher::start(&home);
    let web = launcher.web;
    let id = unasked(web, "Märta");
    let at = format!("/api/v1/residents/{id}");
    let changed = send(
        web,
        "PATCH",
        &at,
        &json!({"room": "14", "life_story": {"interests": ["naturen"], "years": {"from": 1940, "to": 1955}}}),
    );
    assert_eq!(
        (
            changed.status,
            &changed.json()["room"],
            &changed.json()["name"]
        ),
        (200, &json!("14"), &json!("Märta"))
    );
    assert_eq!(changed.json()["checklist_due"], true);

    let suggested = get(web, &format!("{at}/suggestions")).json();
    assert_eq!(suggested.as_array().unwrap().len(), 2);
    let why: Vec<_> = suggested[0]["reasons"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reason| reason["text"]["sv"].as_str().unwrap())
        .collect();
    assert_eq!(why, ["natur", "åren 1950–1955", "inte provad än"]);
    for (experience, taste) in [("skog", "favourite"), ("sjo", "disliked")] {
        let set = send(
            web,
            "PUT",
            &format!("{at}/tastes/{experience}"),
            &json!({"taste": taste}),
        );
        assert_eq!(set.status, 200, "{}", set.text());
    }
    let suggested = get(web, &format!("{at}/suggestions")).json();
    assert_eq!(
        suggested.as_array().unwrap().len(),
        1,
        "never a disliked one"
    );
    assert_eq!(
        (&suggested[0]["experience"], &suggested[0]["favourite"]),
        (&json!("skog"), &json!(true))
    );
    let card = &get(web, "/api/v1/residents").json()[0];
    assert_eq!(
        (&card["favourites"], &card["checklist_due"]),
        (&json!(["skog"]), &json!(true))
    );

    let nowhere = "/api/v1/residents/nobody";
    for (method, path) in [
        ("GET", nowhere.to_owned()),
        ("GET", format!("{nowhere}/suggestions")),
        ("GET", format!("{nowhere}/export")),
        ("GET", format!("{nowhere}/media")),
        ("GET", format!("{nowhere}/slots")),
        ("DELETE", nowhere.to_owned()),
    ] {
        assert_eq!(
            send(web, method, &path, &json!(null)).problem(),
            "resident-unknown",
            "{method} {path}"
        );
    }
}

#[test]
fn only_what_a_headset_can_show_or_play_is_kept() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let web = launcher.web;
    let id = unasked(web, "Märta");
    let kept = upload(web, &id, "br%C3%B6llop.jpg", &photo(40));
    assert_eq!(kept.status, 201, "{}", kept.text());
    assert_eq!(
        (
            &kept.json()["kind"],
            &kept.json()["name"],
            &kept.json()["type"]
        ),
        (&json!("photo"), &json!("bröllop.jpg"), &json!("image/jpeg"))
    );
    let again = upload(web, &id, "samma.jpg", &photo(40));
    assert_eq!(
        (again.status, &again.json()["id"]),
        (200, &kept.json()["id"])
    );

    let heic = upload(
        web,
        &id,
        "a.jpg",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\0",
    );
    assert_eq!(
        (heic.status, heic.problem().as_str()),
        (415, "photo-unsupported")
    );
    let pdf = upload(web, &id, "a.jpg", b"%PDF-1.7\n1 0 obj");
    assert_eq!(
        (pdf.status, pdf.problem().as_str()),
        (415, "file-unreadable")
    );
    let large = upload(web, &id, "a.jpg", &vec![0xff; 100 * 1024 * 1024]);
    assert_eq!(
        (large.status, large.problem().as_str()),
        (413, "file-too-large")
    );
    assert_eq!(
        upload(web, "nobody", "a.jpg", &photo(41)).problem(),
        "resident-unknown"
    );
    assert_eq!(
        get(web, &format!("/api/v1/residents/{id}/media"))
            .json()
            .as_array()
            .unwrap()
            .len(),
        1
    );

    let file = format!(
        "/api/v1/residents/{id}/media/{}",
        kept.json()["id"].as_str().unwrap()
    );
    let given = get(web, &file);
    assert_eq!(given.header("content-type"), Some("image/jpeg"));
    assert_eq!(given.body, photo(40));
    assert_eq!(
        send(
            web,
            "PUT",
            &format!("/api/v1/residents/{id}/slots/sjo/photos"),
            &json!({"media": []})
        )
        .problem(),
        "slot-unknown"
    );
    assert_eq!(
        send(
            web,
            "PUT",
            &format!("/api/v1/residents/{id}/slots/hav/photos"),
            &json!({"media": []})
        )
        .problem(),
        "experience-unknown"
    );
    assert_eq!(send(web, "DELETE", &file, &json!(null)).status, 204);
    assert_eq!(get(web, &file).problem(), "media-unknown");
}

#[test]
fn erased_is_gone_and_exported_is_everything() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let web = launcher.web;
    let id = resident(web, "Märta");
    assert_eq!(upload(web, &id, "sj%C3%B6n.jpg", &photo(40)).status, 201);
    let export = get(web, &format!("/api/v1/residents/{id}/export"));
    let all = export.json();
    assert_eq!(
        (
            &all["resident"]["name"],
            all["checklists"].as_array().unwrap().len()
        ),
        (&json!("Märta"), 1)
    );
    let file = &all["media"][0];
    assert_eq!(file["name"], "sjön.jpg");
    assert!(
        file["base64"].as_str().unwrap().starts_with("/9j/"),
        "a JPEG in base64"
    );
    let whom = |web: Web| {
        let log = get(web, &format!("/api/v1/access-log?resident={id}")).json();
        log["entries"][0]["resident"].clone()
    };
    assert_eq!(
        whom(web),
        json!({"id": id, "name": "Märta", "erased": false})
    );
    let auditor = people::with_role(web, "auditor");
    assert_eq!(
        whom(auditor),
        json!({"id": id, "name": null, "erased": false})
    );
    let files = || {
        let folder = home.state().join("launcher/media");
        std::fs::read_dir(folder).unwrap().count()
    };
    assert_eq!(files(), 1);

    assert_eq!(
        send(
            web,
            "DELETE",
            &format!("/api/v1/residents/{id}"),
            &json!(null)
        )
        .status,
        204
    );
    assert_eq!(files(), 0);
    assert_eq!(get(web, "/api/v1/residents").json(), json!([]));
    let logged = get(web, &format!("/api/v1/access-log?resident={id}")).json();
    let entries = logged["entries"].as_array().unwrap();
    assert_eq!(
        entries[0]["resident"],
        json!({"id": id, "name": null, "erased": true})
    );
    assert!(
        entries
            .iter()
            .any(|entry| entry["what"] == "resident-erased"),
        "{logged}"
    );
    assert!(
        entries
            .iter()
            .any(|entry| entry["what"] == "resident-exported"),
        "{logged}"
    );
    // Nothing of the name is left in the file, nor in the log beside it.
    launcher.end();
    for entry in std::fs::read_dir(home.state().join("launcher")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let content = std::fs::read(&path).unwrap();
            let name = "Märta".as_bytes();
            assert!(
                !content.windows(name.len()).any(|part| part == name),
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn a_maker_sees_no_resident() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let id = unasked(launcher.web, "Märta");
    let maker = people::with_role(launcher.web, "maker");
    for path in [
        "/api/v1/residents".to_owned(),
        format!("/api/v1/residents/{id}"),
        "/api/v1/history".to_owned(),
    ] {
        assert_eq!(get(maker, &path).problem(), "not-allowed", "{path}");
    }
}
