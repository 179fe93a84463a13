//! Films in the headset: what is seen of them when they play, are held, sought in, end, and when the renderer is lost.

#![allow(clippy::unwrap_used, reason = "a test may")]

mod support;

use std::time::Duration;

use director::Event;
use protocol::Notice;
use support::films::{small, write_film, write_story};
use support::pictures::Rgb;
use support::theatre::Theatre;

const FILM: &str =
    r#""film": Scene(view: Film(file: "media/film.mp4", projection: Equirectangular))"#;

fn cinema(seconds: u64, start: &str, scenes: &str) -> (tempfile::TempDir, Theatre) {
    let folder = tempfile::tempdir().unwrap();
    write_story(folder.path(), "cinema", start, scenes);
    write_film(folder.path(), "cinema", &small(seconds));
    let theatre = Theatre::open(folder.path(), "cinema");
    (folder, theatre)
}

/// Frame by frame until a number is seen of which `wanted` is true.
fn until_number(theatre: &mut Theatre, what: &str, wanted: impl Fn(u32) -> bool) -> u32 {
    theatre.until(what, |theatre| {
        theatre.number().filter(|number| wanted(*number))
    })
}

/// Lifts the headset off, and waits until nothing moves.
fn hold(theatre: &mut Theatre) -> u32 {
    theatre.conductor().tell(Event::Worn(false));
    let mut last = None;
    theatre.until("a film at rest", |theatre| {
        let now = (theatre.position(), theatre.number()?);
        let rests = last == Some(now);
        last = Some(now);
        rests.then_some(now.1)
    })
}

#[test]
fn a_film_plays_and_begins_anew_at_its_end() {
    let (_folder, mut theatre) = cinema(1, "film", FILM);
    theatre.until_shown();
    let early = until_number(&mut theatre, "the beginning", |number| number < 15);
    until_number(&mut theatre, "the end", |number| number > early.max(20));
    until_number(&mut theatre, "the second round", |number| number < 10);
    // The first frame of a round may be shown half a frame before its time: the run time follows.
    let measured = theatre.until("a run time that goes on", |theatre| {
        let measured = theatre.conductor().film_measured()?;
        (measured.position > Duration::from_secs(1)).then_some(measured)
    });
    assert!(measured.shown > 2, "{measured:?}");
    assert!(theatre.conductor().shows().is_some());
}

#[test]
fn a_lifted_headset_holds_the_film_and_it_goes_on_where_it_was() {
    let (_folder, mut theatre) = cinema(20, "film", FILM);
    theatre.until_shown();
    until_number(&mut theatre, "a moving film", |number| number > 5);
    let held = hold(&mut theatre);
    let position = theatre.position();
    for _ in 0..40 {
        theatre.frame();
    }
    assert_eq!(
        (theatre.number(), theatre.position()),
        (Some(held), position)
    );
    theatre.conductor().tell(Event::Worn(true));
    let next = theatre.until("the film going on", |theatre| {
        (theatre.position() > position)
            .then(|| theatre.number())
            .flatten()
    });
    assert!(next >= held, "{next} after {held}");
    until_number(&mut theatre, "later frames", |number| number > held + 10);
}

#[test]
fn a_seek_shows_the_exact_frame() {
    let (_folder, mut theatre) = cinema(4, "film", FILM);
    theatre.until_shown();
    until_number(&mut theatre, "a moving film", |number| number > 2);
    hold(&mut theatre);
    for (millis, number) in [(3_000, 90), (500, 15), (3_434, 103), (0, 0)] {
        theatre.conductor().seek_film(Duration::from_millis(millis));
        let place = format!("frame {number}");
        until_number(&mut theatre, &place, |seen| seen == number);
        assert_eq!(theatre.position(), Duration::from_millis(millis));
    }
}

#[test]
fn a_film_begins_where_its_manifest_says() {
    let scene = r#""film": Scene(view: Film(file: "media/film.mp4", projection: Equirectangular, start: 2.0))"#;
    let (_folder, mut theatre) = cinema(3, "film", scene);
    theatre.until_shown();
    let first = until_number(&mut theatre, "a frame", |_| true);
    assert!(first >= 60, "{first}");
}

#[test]
fn what_follows_a_film_comes_when_it_is_over() {
    let scenes = r#"
        "film": Scene(view: Film(file: "media/film.mp4", projection: Equirectangular, loops: false), links: [Ended(to: "still")]),
        "still": Scene(view: Photo(file: "media/still.png", projection: Equirectangular), links: [End(after: 600)]),"#;
    let folder = tempfile::tempdir().unwrap();
    write_story(folder.path(), "cinema", "film", scenes);
    write_film(folder.path(), "cinema", &small(1));
    std::fs::write(
        folder.path().join("cinema/media/still.png"),
        plain([200, 90, 40]),
    )
    .unwrap();
    let mut theatre = Theatre::open(folder.path(), "cinema");
    theatre.until_shown();
    until_number(&mut theatre, "the film", |_| true);
    theatre.until("the scene after it", |theatre| {
        let seen = theatre.picture().at(160, 120);
        let apart = (0..3).map(|channel| seen[channel].abs_diff([200, 90, 40][channel]));
        (apart.max() < Some(4)).then_some(())
    });
}

#[test]
fn a_lost_renderer_does_not_lose_the_place() {
    let (_folder, mut theatre) = cinema(20, "film", FILM);
    theatre.until_shown();
    let before = until_number(&mut theatre, "a moving film", |number| number > 20);
    theatre.rebuild();
    theatre.until_shown();
    let after = until_number(&mut theatre, "the film again", |_| true);
    assert!(after >= before, "{after} after {before}");
    until_number(&mut theatre, "later frames", |number| number > after + 5);
}

#[test]
fn a_held_film_is_seen_again_by_a_new_renderer() {
    let (_folder, mut theatre) = cinema(20, "film", FILM);
    theatre.until_shown();
    until_number(&mut theatre, "a moving film", |number| number > 5);
    let held = hold(&mut theatre);
    // A machine that draws slowly is held with a picture that is a little behind its place.
    let place = (theatre.position().as_secs_f64() * 30.0).round() as u32;
    theatre.rebuild();
    let again = until_number(&mut theatre, "the film again", |_| true);
    assert!(
        (held..=place.max(held)).contains(&again),
        "{again} is seen, {held} was, {place} is its place"
    );
}

#[test]
fn a_graphics_card_that_refuses_something_is_seen_and_the_film_goes_on_in_a_new_renderer() {
    let (_folder, mut theatre) = cinema(20, "film", FILM);
    theatre.until_shown();
    let seen = until_number(&mut theatre, "a moving film", |number| number > 5);
    theatre.fail();
    theatre.rebuild();
    until_number(&mut theatre, "the film again", |number| number > seen);
}

#[test]
fn a_still_stands_in_for_its_film_until_that_is_there_and_is_no_loss_if_it_is_broken() {
    let scene = r#""film": Scene(view: Film(file: "media/film.mp4", projection: Equirectangular, still: "media/still.png"))"#;
    let still = plain([200, 90, 40]);
    for (still, whole) in [(&still[..], true), (&still[..still.len() / 2], false)] {
        let folder = tempfile::tempdir().unwrap();
        write_story(folder.path(), "cinema", "film", scene);
        write_film(folder.path(), "cinema", &small(20));
        std::fs::write(folder.path().join("cinema/media/still.png"), still).unwrap();
        let mut theatre = Theatre::open(folder.path(), "cinema");
        theatre.until_shown();
        let seen = until_number(&mut theatre, "the film", |_| true);
        until_number(&mut theatre, "more of it", |number| number > seen + 5);
        let notices = theatre.conductor().notices().to_vec();
        let told = notices.iter().any(|notice| notice.code() == "PhotoBroken");
        assert!(!told, "whole {whole}: {notices:?}");
    }
}

#[test]
fn an_experience_that_is_removed_while_its_film_plays_goes_on_and_the_caregiver_is_told() {
    let (folder, mut theatre) = cinema(20, "film", FILM);
    theatre.until_shown();
    until_number(&mut theatre, "a moving film", |number| number > 2);
    std::fs::remove_dir_all(folder.path().join("cinema")).unwrap();
    let removed = Notice::ExperienceRemoved {
        experience: "cinema".into(),
    };
    theatre.until("the notice", |theatre| {
        theatre
            .conductor()
            .notices()
            .contains(&removed)
            .then_some(())
    });
    let seen = until_number(&mut theatre, "the film", |_| true);
    until_number(&mut theatre, "more of it", |number| number > seen);
}

#[test]
fn a_film_that_is_none_leaves_the_calm_scene_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    write_story(folder.path(), "cinema", "film", FILM);
    write_film(folder.path(), "cinema", &small(1));
    let file = folder.path().join("cinema/media/film.mp4");
    let whole = std::fs::read(&file).unwrap();
    // Its beginning is that of a film, so that the manifest's check lets it pass; its index is not there.
    std::fs::write(&file, &whole[..whole.len() / 3]).unwrap();
    let mut theatre = Theatre::open(folder.path(), "cinema");
    let told = theatre.until("a notice", |theatre| {
        theatre.conductor().notices().first().cloned()
    });
    let code = told.code();
    assert!(
        ["FilmBroken", "FilmCutShort", "ExperienceBroken"].contains(&code),
        "{told:?}"
    );
    for _ in 0..20 {
        theatre.frame();
    }
    assert_eq!(theatre.conductor().shows(), None);
    let calm = theatre.picture();
    assert!(brightness(&calm) > 5.0, "the calm scene is lit");
}

fn brightness(picture: &Rgb) -> f32 {
    let sum: u64 = picture
        .pixels
        .iter()
        .flatten()
        .map(|&value| u64::from(value))
        .sum();
    sum as f32 / (picture.pixels.len() * 3) as f32
}

fn plain(colour: [u8; 3]) -> Vec<u8> {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 64, 32);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    writer
        .write_image_data(&[colour; 64 * 32].concat())
        .unwrap();
    drop(writer);
    png
}
