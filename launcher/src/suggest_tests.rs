//! What is suggested to whom, why, and what never is.

use jiff::SignedDuration;
use proptest::prelude::*;

use super::*;
use crate::api::resources::{Motion, Posture, Years};

fn experience(id: &str, topics: &[&str]) -> Experience {
    Experience {
        id: id.to_owned(),
        title: both(id, id),
        description: both(
            "En stund vid bryggan i Grebbestad.",
            "A while by the jetty in Grebbestad.",
        ),
        minutes: 10,
        stimulation: Stimulation::Low,
        motion: Motion::Still,
        postures: vec![Posture::Seated],
        film: false,
        captions: Vec::new(),
        descriptions: Vec::new(),
        stand_in: false,
        topics: topics.iter().map(|topic| (*topic).to_owned()).collect(),
        years: Some([1940, 1970]),
        prompts: Default::default(),
        scenes: Vec::new(),
        slots: Vec::new(),
        poster: None,
        playable: true,
        problems: Vec::new(),
    }
}

fn now() -> Timestamp {
    "2026-06-10T12:00:00Z".parse().unwrap()
}

fn outing(experience: &str, days_ago: i64, before: Option<u8>, after: Option<u8>) -> Outing {
    Outing {
        experience: experience.to_owned(),
        at: now() - SignedDuration::from_hours(24 * days_ago),
        before,
        after,
        glad: 0,
        sorry: 0,
        dizzy: false,
    }
}

#[derive(Debug, Clone)]
struct Person {
    life: LifeStory,
    languages: Vec<String>,
    ceiling: Stimulation,
    favourites: Vec<String>,
    disliked: Vec<String>,
    outings: Vec<Outing>,
}

impl Person {
    fn new(interests: &[&str]) -> Self {
        Self {
            life: LifeStory {
                interests: interests.iter().map(|word| (*word).to_owned()).collect(),
                ..LifeStory::default()
            },
            languages: vec!["sv".to_owned()],
            ceiling: Stimulation::High,
            favourites: Vec::new(),
            disliked: Vec::new(),
            outings: Vec::new(),
        }
    }

    fn asks(&self, experiences: &[Experience]) -> Vec<Suggestion> {
        let known = Known {
            life_story: &self.life,
            languages: &self.languages,
            ceiling: self.ceiling,
            favourites: &self.favourites,
            disliked: &self.disliked,
            outings: &self.outings,
        };
        suggest(known, experiences, now())
    }
}

fn said(suggestion: &Suggestion) -> Vec<&str> {
    suggestion
        .reasons
        .iter()
        .map(|reason| reason.text["sv"].as_str())
        .collect()
}

fn shelf() -> Vec<Experience> {
    vec![
        experience("brasa", &["fire", "winter"]),
        experience("dans", &["dance", "music"]),
        experience("fisketur", &["fishing", "lake"]),
        experience("kok", &["kitchen", "coffee"]),
    ]
}

#[test]
fn the_life_story_leads_and_says_why() {
    let mut person = Person::new(&["mete"]);
    person.life.music = vec!["dragspel".to_owned()];
    person.life.years = Some(Years {
        from: 1935,
        to: 1950,
    });
    let found = person.asks(&shelf());
    assert_eq!(found[0].experience, "fisketur");
    assert_eq!(
        said(&found[0]),
        ["fiske", "åren 1940–1950", "inte provad än"]
    );
    assert_eq!(found[1].experience, "dans");
    assert_eq!(said(&found[1])[0], "musik");
    assert_eq!(found[0].reasons[0].text["en"], "fishing");
}

#[test]
fn what_went_well_last_time_comes_first_and_favourites_after_it() {
    let mut person = Person::new(&["mete"]);
    person.favourites = vec!["kok".to_owned()];
    person.outings = vec![
        outing("brasa", 30, Some(2), Some(4)),
        outing("brasa", 90, Some(4), Some(1)),
    ];
    let found = person.asks(&shelf());
    let order: Vec<_> = found.iter().map(|one| one.experience.as_str()).collect();
    assert_eq!(order, ["brasa", "kok", "fisketur", "dans"]);
    assert_eq!(said(&found[0])[0], "gick bra i maj");
    assert!(found[0].liked && !found[0].favourite && found[1].favourite);
    // What went badly last time goes to the end, whatever went before.
    person.outings.push(outing("brasa", 1, Some(4), Some(2)));
    let found = person.asks(&shelf());
    assert_eq!(
        found.last().map(|one| one.experience.as_str()),
        Some("brasa")
    );
}

#[test]
fn what_is_not_to_come_up_does_not() {
    let mut person = Person::new(&["fiske", "dans"]);
    person.life.dislikes = vec!["sjön".to_owned()];
    person.disliked = vec!["dans".to_owned()];
    let found = person.asks(&shelf());
    assert!(
        found
            .iter()
            .all(|one| !["fisketur", "dans"].contains(&one.experience.as_str()))
    );
}

#[test]
fn a_ceiling_holds_unless_it_went_well() {
    let loud = Experience {
        stimulation: Stimulation::High,
        ..experience("dans", &["dance"])
    };
    let mut person = Person::new(&["dans"]);
    person.ceiling = Stimulation::Low;
    assert!(person.asks(std::slice::from_ref(&loud)).is_empty());
    person.outings = vec![outing("dans", 3, None, Some(5))];
    assert_eq!(person.asks(&[loud]).len(), 1);
}

#[test]
fn a_place_in_the_words_of_the_experience_is_found() {
    let mut person = Person::new(&[]);
    person.life.places = vec!["Grebbestad".to_owned(), "Ån".to_owned()];
    assert!(said(&person.asks(&shelf())[0]).contains(&"Grebbestad"));
}

#[test]
fn a_sad_smiley_or_dizziness_is_not_well() {
    assert_eq!(outing("x", 1, Some(3), Some(2)).went(), Went::Badly);
    assert_eq!(outing("x", 1, None, None).went(), Went::Unsaid);
    assert_eq!(
        Outing {
            dizzy: true,
            ..outing("x", 1, Some(1), Some(5))
        }
        .went(),
        Went::Badly
    );
    assert!(matches!(
        Outing {
            glad: 2,
            ..outing("x", 1, None, None)
        }
        .went(),
        Went::Well(_)
    ));
    assert_eq!(
        Outing {
            glad: 1,
            sorry: 2,
            ..outing("x", 1, None, None)
        }
        .went(),
        Went::Badly
    );
}

const TOPICS: [&str; 6] = ["fishing", "dance", "fire", "kitchen", "snow", "own words"];

fn any_stimulation() -> impl Strategy<Value = Stimulation> {
    prop_oneof![
        Just(Stimulation::Low),
        Just(Stimulation::Medium),
        Just(Stimulation::High)
    ]
}

fn any_shelf() -> impl Strategy<Value = Vec<Experience>> {
    let one = (
        proptest::sample::subsequence(&TOPICS[..], 0..4),
        any_stimulation(),
        any::<bool>(),
    );
    proptest::collection::vec(one, 0..20).prop_map(|all| {
        let numbered = all.into_iter().enumerate();
        numbered
            .map(|(number, (topics, stimulation, playable))| Experience {
                stimulation,
                playable,
                ..experience(&format!("e{number}"), &topics)
            })
            .collect()
    })
}

fn any_outing() -> impl Strategy<Value = Outing> {
    (
        0..20_u8,
        0..400_i64,
        proptest::option::of(1..=5_u8),
        proptest::option::of(1..=5_u8),
        0..4_u32,
        0..4_u32,
        any::<bool>(),
    )
        .prop_map(|(number, days, before, after, glad, sorry, dizzy)| Outing {
            glad,
            sorry,
            dizzy,
            ..outing(&format!("e{number}"), days, before, after)
        })
}

fn any_person() -> impl Strategy<Value = Person> {
    let words = || {
        proptest::collection::vec(
            prop_oneof![Just("fiske".to_owned()), Just("dans".to_owned()), ".{0,8}"],
            0..5,
        )
    };
    let ids = || {
        proptest::collection::btree_set(0..20_u8, 0..8)
            .prop_map(|ids| ids.iter().map(|id| format!("e{id}")).collect::<Vec<_>>())
    };
    (
        words(),
        words(),
        words(),
        ids(),
        ids(),
        any_stimulation(),
        proptest::collection::vec(any_outing(), 0..30),
    )
        .prop_map(
            |(interests, places, dislikes, favourites, disliked, ceiling, outings)| Person {
                life: LifeStory {
                    interests,
                    places,
                    dislikes,
                    ..LifeStory::default()
                },
                languages: vec!["fi".to_owned()],
                ceiling,
                favourites,
                disliked,
                outings,
            },
        )
}

proptest! {
    #[test]
    fn always(shelf in any_shelf(), person in any_person()) {
        let found = person.asks(&shelf);
        prop_assert!(found.len() <= MOST);
        for one in &found {
            prop_assert!(!person.disliked.contains(&one.experience), "a disliked one");
            prop_assert!(shelf.iter().any(|known| known.id == one.experience && known.playable));
            prop_assert!(!one.reasons.is_empty(), "no reason");
            prop_assert!(one.reasons.iter().all(|reason| reason.text.contains_key("sv") && reason.text.contains_key("en")));
        }
        // What went well last time, then the rest; and no other order on another day with the same answers.
        prop_assert!(found.windows(2).all(|two| two[0].liked || !two[1].liked));
        prop_assert!(found.windows(2).all(|two| two[0].liked || two[0].favourite || !two[1].favourite || two[1].liked));
        prop_assert_eq!(&found, &person.asks(&shelf));
        // The order of the shelf says nothing.
        let turned: Vec<_> = shelf.iter().rev().cloned().collect();
        prop_assert_eq!(&found, &person.asks(&turned));
    }
}
