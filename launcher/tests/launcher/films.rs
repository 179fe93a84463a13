//! Films in the list: their posters, what is told of them before the start, and those that cannot be played.

use std::fs;

use launcher::api::resources::{Experience, Motion};

use crate::{
    http::get,
    program::{Home, Launcher, manifest, photo},
    ward::Ward,
};

const WALK: &[u8] = include_bytes!("../films/walk.mp4");
const OLD: &[u8] = include_bytes!("../films/old.mov");
/// The manifest's view of the first scene.
const SHORE: &str = r#"Photo(file: "media/shore.jpg", projection: Equirectangular, stereo: Mono)"#;

/// Turns the first scene of `sjo` into `view`, with the file it names.
fn show(home: &Home, view: &str, file: &str, content: &[u8]) {
    let folder = home.experiences().join("sjo");
    fs::write(folder.join("media").join(file), content).unwrap();
    let with_film = manifest("sjo")
        .replace(SHORE, view)
        .replace("motion: Still", "motion: Moving");
    fs::write(folder.join("experience.ron"), with_film).unwrap();
}

fn only(launcher: &Launcher) -> Experience {
    let listed = get(launcher.web, "/api/v1/experiences").json();
    let [one] = serde_json::from_value::<Vec<_>>(listed)
        .unwrap()
        .try_into()
        .unwrap();
    one
}

#[test]
fn a_film_is_said_to_be_one_and_has_a_poster_of_its_best_frame() {
    let home = Home::new();
    show(
        &home,
        r#"Film(file: "media/walk.mp4", projection: Equirectangular, captions: {})"#,
        "walk.mp4",
        WALK,
    );
    let launcher = Launcher::start(&home);
    let sjo = only(&launcher);
    assert!(sjo.playable && sjo.film, "{:?}", sjo.problems);
    assert_eq!(sjo.motion, Motion::Moving);
    assert!(sjo.captions.is_empty() && sjo.descriptions.is_empty() && !sjo.stand_in);
    let made = get(launcher.web, sjo.poster.as_deref().unwrap());
    assert_eq!(made.status, 200, "{}", made.text());
    let decoded = media::decode_bytes(&made.body, &media::Limits::default()).unwrap();
    assert_eq!((decoded.picture.width, decoded.picture.height), (960, 640));
    // Its beginning is black; the frame taken is not.
    let media::Pixels::YCbCr { luma, .. } = decoded.picture.pixels else {
        panic!("a JPEG is decoded to brightness and colour");
    };
    let mean = luma.iter().map(|&value| u64::from(value)).sum::<u64>() / luma.len() as u64;
    assert!(mean > 60, "a dark poster: {mean}");
}

#[test]
fn a_still_beside_the_film_is_its_poster() {
    let home = Home::new();
    fs::write(home.experiences().join("sjo/media/still.jpg"), photo(90)).unwrap();
    show(
        &home,
        r#"Film(file: "media/walk.mp4", projection: Equirectangular, still: "media/still.jpg", captions: {})"#,
        "walk.mp4",
        WALK,
    );
    let launcher = Launcher::start(&home);
    let of_still = get(launcher.web, only(&launcher).poster.as_deref().unwrap());
    let same = Home::new();
    fs::write(same.experiences().join("sjo/media/shore.jpg"), photo(90)).unwrap();
    let other = Launcher::start(&same);
    let of_photo = get(other.web, only(&other).poster.as_deref().unwrap());
    assert_eq!((of_still.status, of_photo.status), (200, 200));
    assert!(
        of_still.body == of_photo.body,
        "it lies around as the film does"
    );
}

#[test]
fn a_codec_that_is_not_played_is_named_with_the_command_that_mends_it() {
    let home = Home::new();
    show(
        &home,
        r#"Film(file: "media/old.mov", projection: Equirectangular, captions: {})"#,
        "old.mov",
        OLD,
    );
    let ward = Ward::of(home);
    let sjo = only(&ward.launcher);
    assert!(!sjo.playable);
    let problem = &sjo.problems[0];
    for language in ["sv", "en"] {
        let text = &problem.text[language];
        assert!(text.contains("old.mov") && text.contains("cvid"), "{text}");
    }
    assert_eq!(problem.file.as_deref(), Some("media/old.mov"));
    let command = problem.command.as_deref().unwrap();
    assert!(
        command.starts_with("ffmpeg -i media/old.mov ") && command.ends_with(" media/old.mp4"),
        "{command}"
    );
    assert!(problem.details.contains("cvid"), "{}", problem.details);
    assert_eq!(
        ward.tablet.try_start("sjo", "g1").problem(),
        "experience-broken"
    );
}

#[test]
fn a_film_that_is_none_or_cut_short_is_told_in_the_list() {
    for (content, name) in [(&b"no film at all"[..], "nonsense"), (b"", "nothing")] {
        let home = Home::new();
        show(
            &home,
            r#"Film(file: "media/walk.mp4", projection: Equirectangular, captions: {})"#,
            "walk.mp4",
            content,
        );
        let launcher = Launcher::start(&home);
        let sjo = only(&launcher);
        assert!(!sjo.playable && !sjo.problems.is_empty(), "{name}: {sjo:?}");
    }
    let home = Home::new();
    show(
        &home,
        r#"Film(file: "media/walk.mp4", projection: Equirectangular, captions: {})"#,
        "walk.mp4",
        &WALK[..WALK.len() * 3 / 4],
    );
    let sjo = only(&Launcher::start(&home));
    assert!(
        sjo.playable,
        "what is there of it is shown: {:?}",
        sjo.problems
    );
    let text = &sjo.problems[0].text["sv"];
    assert!(text.contains("tar slut för tidigt"), "{text}");
}
