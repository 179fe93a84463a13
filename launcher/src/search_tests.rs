//! What a search finds, and in which order.

use std::time::Instant;

use super::*;
use crate::words::both;

fn experience(id: &str, title: &str, topics: &[&str]) -> Experience {
    Experience {
        id: id.to_owned(),
        title: both(title, id),
        description: both("Sitt vid bryggan.", "Sit by the jetty."),
        minutes: 10,
        stimulation: Stimulation::Low,
        motion: Motion::Still,
        postures: vec![Posture::Seated, Posture::Reclined],
        film: false,
        captions: Vec::new(),
        descriptions: Vec::new(),
        stand_in: false,
        topics: topics.iter().map(|topic| (*topic).to_owned()).collect(),
        years: Some([1940, 1960]),
        prompts: Default::default(),
        scenes: Vec::new(),
        slots: Vec::new(),
        poster: None,
        playable: true,
        problems: Vec::new(),
    }
}

fn ids(list: &[Experience], wanted: Wanted) -> Vec<String> {
    let found = Index::new(list).find(list, &wanted);
    found
        .into_iter()
        .map(|experience| experience.id.clone())
        .collect()
}

fn words(search: &str) -> Wanted {
    Wanted {
        search: Some(search.to_owned()),
        ..Wanted::default()
    }
}

fn list() -> Vec<Experience> {
    vec![
        experience("fisketur", "Fisketuren", &["fishing", "lake"]),
        experience("skogssjo", "Skogssjön i skymning", &["nature", "evening"]),
        Experience {
            minutes: 5,
            stimulation: Stimulation::High,
            motion: Motion::Moving,
            postures: vec![Posture::Seated],
            years: None,
            ..experience("dans", "Dansbanan", &["dance"])
        },
    ]
}

#[test]
fn words_are_found_in_names_topics_and_texts_in_that_order() {
    assert_eq!(ids(&list(), words("SJÖ")), ["skogssjo", "fisketur"]);
    assert_eq!(ids(&list(), words("sjo skymning")), ["skogssjo"]);
    assert_eq!(
        ids(&list(), words("gädda")),
        ["fisketur"],
        "a word that means a topic"
    );
    assert_eq!(ids(&list(), words("jetty")).len(), 3);
    assert!(ids(&list(), words("jetty elefant")).is_empty());
    assert_eq!(ids(&list(), words("  ")).len(), 3);
}

#[test]
fn everything_else_narrows() {
    let only = |wanted: Wanted| ids(&list(), wanted);
    let any = Wanted::default;
    assert_eq!(
        only(Wanted {
            topic: Some("fiske".into()),
            ..any()
        }),
        ["fisketur"]
    );
    assert_eq!(
        only(Wanted {
            topic: Some("fishing".into()),
            ..any()
        }),
        ["fisketur"]
    );
    assert_eq!(
        only(Wanted {
            year: Some(1950),
            ..any()
        }),
        ["fisketur", "skogssjo"]
    );
    assert!(
        only(Wanted {
            year: Some(1990),
            ..any()
        })
        .is_empty()
    );
    assert_eq!(
        only(Wanted {
            minutes: Some(5),
            ..any()
        }),
        ["dans"]
    );
    assert_eq!(
        only(Wanted {
            stimulation: Some(Stimulation::Medium),
            ..any()
        }),
        ["fisketur", "skogssjo"]
    );
    assert_eq!(
        only(Wanted {
            motion: Some(Motion::Still),
            ..any()
        }),
        ["fisketur", "skogssjo"]
    );
    assert_eq!(
        only(Wanted {
            posture: Some(Posture::Reclined),
            ..any()
        }),
        ["fisketur", "skogssjo"]
    );
    assert_eq!(
        only(Wanted {
            offset: Some(1),
            limit: Some(1),
            ..any()
        }),
        ["skogssjo"]
    );
    assert!(
        only(Wanted {
            offset: Some(9),
            ..any()
        })
        .is_empty()
    );
}

#[test]
fn no_text_upsets_it() {
    for odd in ["👵🏼", "שלום", "\u{202e}", "%'\"--", &"x".repeat(300)] {
        assert!(ids(&list(), words(odd)).is_empty(), "{odd}");
    }
}

#[test]
fn two_thousand_are_searched() {
    let list: Vec<_> = (0..2_000)
        .map(|number| {
            experience(
                &format!("e{number}"),
                &format!("Sjön nummer {number}"),
                &["nature", "lake", "summer"],
            )
        })
        .collect();
    let index = Index::new(&list);
    let begun = Instant::now();
    let found = index.find(
        &list,
        &Wanted {
            limit: Some(50),
            ..words("sjö sommar")
        },
    );
    eprintln!("2,000 experiences: {:?}", begun.elapsed());
    assert_eq!(found.len(), 50);
}
