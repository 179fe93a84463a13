//! The list of experiences, as their folder changes, and their posters.

use std::fs;

use launcher::api::resources::Experience;
use media::Pixels;

use crate::{
    http::{get, request},
    program::{Home, Launcher, manifest, photo},
    tablet::Tablet,
    ward::Ward,
};

fn list(launcher: &Launcher) -> Vec<Experience> {
    serde_json::from_value(get(launcher.web, "/api/v1/experiences").json()).unwrap()
}

#[test]
fn an_experience_is_listed_with_what_a_caregiver_needs() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let [sjo] = list(&launcher).try_into().unwrap();
    assert_eq!(
        (
            sjo.id.as_str(),
            sjo.title["en"].as_str(),
            sjo.minutes,
            sjo.years
        ),
        ("sjo", "The lake", 10, Some([1950, 1980]))
    );
    assert_eq!(sjo.prompts["sv"].len(), 3);
    assert!(
        sjo.playable && sjo.problems.is_empty(),
        "{:?}",
        sjo.problems
    );
    let scenes: Vec<_> = sjo.scenes.iter().map(|scene| scene.id.as_str()).collect();
    assert_eq!(scenes, ["shore", "boat"], "the one it starts in first");
    let next = sjo.scenes[0].next.as_ref().unwrap();
    assert_eq!(
        (next.scene.as_str(), next.label["sv"].as_str()),
        ("boat", "Ut med ekan")
    );
    assert!(sjo.scenes[1].next.is_none());
}

#[test]
fn what_changes_on_disk_shows_by_itself() {
    let mut ward = Ward::new();
    let tablet = &mut ward.tablet;
    let version = tablet
        .until("a list", |truth| truth.experiences > 0)
        .experiences;
    ward.home.add_experience("skog");
    let version = tablet
        .until("added", |truth| {
            truth.experiences > version && list(&ward.launcher).len() == 2
        })
        .experiences;

    // Broken now: listed with the reason, and not to be started.
    fs::write(
        ward.home.experiences().join("skog/experience.ron"),
        manifest("skog").replace("minutes: 10", "minuts: 10"),
    )
    .unwrap();
    let version = tablet
        .until("broken", |truth| {
            truth.experiences > version && list(&ward.launcher).iter().any(|one| !one.playable)
        })
        .experiences;
    let broken = list(&ward.launcher)
        .into_iter()
        .find(|one| one.id == "skog")
        .unwrap();
    assert!(!broken.playable && broken.poster.is_none());
    let problem = &broken.problems[0];
    assert!(problem.code.starts_with('E') && problem.line.is_some());
    assert!(problem.details.contains("minutes") && problem.command.is_none());
    assert!(!problem.text["sv"].is_empty() && !problem.text["en"].is_empty());
    assert_eq!(problem.file.as_deref(), Some("experience.ron"));
    assert_eq!(
        tablet.try_start("skog", "g1").problem(),
        "experience-broken"
    );

    fs::remove_dir_all(ward.home.experiences().join("skog")).unwrap();
    tablet.until("removed", |truth| {
        truth.experiences > version && list(&ward.launcher).len() == 1
    });
    assert_eq!(
        tablet.try_start("skog", "g1").problem(),
        "experience-unknown"
    );
}

#[test]
fn a_poster_is_made_once_and_told_apart_by_its_tag() {
    let home = Home::new();
    let launcher = Launcher::start(&home);
    let poster = list(&launcher)[0].poster.clone().unwrap();
    let made = get(launcher.web, &poster);
    assert_eq!(
        (made.status, made.header("content-type")),
        (200, Some("image/jpeg"))
    );
    let decoded = media::decode_bytes(&made.body, &media::Limits::default()).unwrap();
    assert_eq!((decoded.picture.width, decoded.picture.height), (960, 640));
    let tag = made.header("etag").unwrap().to_owned();
    let known = request(
        launcher.web,
        "GET",
        &poster,
        &[("If-None-Match", &tag)],
        b"",
    );
    assert_eq!(
        (known.status, known.body.len(), known.header("etag")),
        (304, 0, Some(tag.as_str()))
    );
    assert_eq!(
        request(
            launcher.web,
            "GET",
            &poster,
            &[("If-None-Match", "\"other\"")],
            b""
        )
        .status,
        200
    );
    let kept = || {
        fs::read_dir(home.state().join("launcher/posters"))
            .unwrap()
            .count()
    };
    assert_eq!(kept(), 1);

    // Another photo gives another poster, under another address.
    let mut tablet = Tablet::connect(launcher.web);
    fs::write(home.experiences().join("sjo/media/shore.jpg"), photo(120)).unwrap();
    tablet.until("changed", |_| {
        list(&launcher)[0].poster.as_ref() != Some(&poster)
    });
    let changed = get(launcher.web, list(&launcher)[0].poster.as_deref().unwrap());
    assert_ne!(changed.header("etag"), Some(tag.as_str()));
    assert_ne!(changed.body, made.body);
}

#[test]
fn a_scene_that_is_drawn_shows_the_picture_made_of_it() {
    let home = Home::new();
    let folder = home.experiences().join("sjo");
    fs::write(folder.join("media/poster.jpg"), photo(90)).unwrap();
    let drawn = manifest("sjo")
        .replace(
            "start:",
            "poster: Poster(scene: \"shore\", file: \"media/poster.jpg\"),\n    start:",
        )
        .replace(
            "Photo(file: \"media/shore.jpg\", projection: Equirectangular, stereo: Mono)",
            "World(Lake())",
        );
    assert!(drawn.contains("World(Lake())") && drawn.contains("media/poster.jpg"));
    fs::write(folder.join("experience.ron"), drawn).unwrap();
    let launcher = Launcher::start(&home);
    let made = get(launcher.web, list(&launcher)[0].poster.as_deref().unwrap());
    let shown = media::decode_bytes(&made.body, &media::Limits::default())
        .unwrap()
        .picture;
    let Pixels::YCbCr { luma, .. } = &shown.pixels else {
        panic!("JPEG files keep brightness and colour apart");
    };
    // It goes to the edges: the picture's own brightness stands in every corner.
    let (width, height) = (shown.width as usize, shown.height as usize);
    for (x, y) in [
        (0, 0),
        (width - 1, 0),
        (0, height - 1),
        (width - 1, height - 1),
    ] {
        let bright = luma[y * width + x];
        assert!(bright.abs_diff(98) < 8, "{x}, {y}: {bright}");
    }
}

#[test]
fn a_photo_that_cannot_be_read_has_no_poster() {
    let home = Home::new();
    let whole = photo(40);
    fs::write(
        home.experiences().join("sjo/media/shore.jpg"),
        &whole[..whole.len() / 3],
    )
    .unwrap();
    let launcher = Launcher::start(&home);
    let answer = get(launcher.web, "/api/v1/experiences/sjo/poster.jpg");
    // Half a picture may be shown or refused, but never breaks anything.
    assert!(answer.status == 200 || answer.problem() == "no-poster");
    assert_eq!(
        get(launcher.web, "/api/v1/experiences/hav/poster.jpg").problem(),
        "experience-unknown"
    );
}

#[test]
fn no_id_leads_out_of_the_folder() {
    let home = Home::new();
    fs::write(home.experiences().with_file_name("secret.jpg"), photo(1)).unwrap();
    let launcher = Launcher::start(&home);
    for id in [
        "..",
        "%2e%2e",
        "..%2f..%2fsecret",
        "sjo%2f..%2fsjo",
        "%2fetc%2fpasswd",
        "sjo%00",
        "%ff%fe",
    ] {
        let answer = get(
            launcher.web,
            &format!("/api/v1/experiences/{id}/poster.jpg"),
        );
        assert!(
            (400..500).contains(&answer.status),
            "{id}: {}",
            answer.status
        );
    }
    let page = get(launcher.web, "/../../../../etc/passwd");
    assert!(!page.text().contains("root:"));
    let page = get(launcher.web, "/assets/..%2f..%2f..%2fCargo.toml");
    assert!(!page.text().contains("[package]"));
}

#[test]
fn a_missing_folder_is_told_and_found_when_it_is_there() {
    let home = Home::new();
    let elsewhere = home.experiences().with_file_name("elsewhere");
    let launcher = Launcher::start_with(&elsewhere, &home.state(), "127.0.0.1:0", "127.0.0.1:0")
        .map_err(|(_, log)| log)
        .unwrap()
        .let_in(&home);
    let told = list(&launcher);
    assert!(
        told.len() == 1 && !told[0].playable && !told[0].problems.is_empty(),
        "{told:?}"
    );
    let mut tablet = Tablet::connect(launcher.web);
    fs::rename(home.experiences(), &elsewhere).unwrap();
    tablet.until("found", |_| {
        list(&launcher)
            .iter()
            .any(|one| one.id == "sjo" && one.playable)
    });
}
