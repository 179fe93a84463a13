//! The made-up residents of a made-up home: life stories, check-lists, tastes, and a few sessions that were.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::{
    api::resources::{
        ChangePerson, ChecklistAnswers, Consent, EndedWhy, LifeStory, ResidentSettings, Seen,
        Stimulation, Taste, Texts, Tick, When, Years,
    },
    home::{
        By, Home, HomeError,
        residents::{About, Resident},
        sessions::{Course, NewSession, Observation},
    },
    words::both,
};

/// Somebody made up.
struct Person {
    name: &'static str,
    room: &'static str,
    languages: &'static [&'static str],
    interests: &'static [&'static str],
    music: &'static [&'static str],
    places: &'static [&'static str],
    years: (u16, u16),
    dislikes: &'static [&'static str],
    favourites: &'static [&'static str],
    disliked: &'static [&'static str],
    /// Experience, days ago, smileys before and after, a line.
    outings: &'static [(&'static str, i64, u8, u8, &'static str)],
    asked: bool,
}

const RESIDENTS: [Person; 5] = [
    Person {
        name: "Märta (prov)",
        room: "12",
        languages: &["sv"],
        interests: &["baking", "garden"],
        music: &["dragspel"],
        places: &["Värmland"],
        years: (1945, 1965),
        dislikes: &[],
        favourites: &["koksmorgon"],
        disliked: &[],
        outings: &[
            ("koksmorgon", 12, 3, 5, "Berättade om bullarna."),
            ("tradgardsaret", 40, 3, 4, ""),
        ],
        asked: true,
    },
    Person {
        name: "Nils (prov)",
        room: "14",
        languages: &["sv"],
        interests: &["fishing", "boat"],
        music: &[],
        places: &["Hjälmaren"],
        years: (1940, 1960),
        dislikes: &["christmas"],
        favourites: &["fisketur"],
        disliked: &["dansbanan"],
        outings: &[
            ("fisketur", 5, 2, 5, "Sträckte sig efter spöet."),
            ("skogssjo", 20, 3, 4, ""),
            ("dansbanan", 33, 3, 2, "Ville hem."),
        ],
        asked: true,
    },
    Person {
        name: "Aino (prov)",
        room: "3",
        languages: &["fi", "sv"],
        interests: &["forest", "berries"],
        music: &["hymn"],
        places: &["Karelen"],
        years: (1935, 1955),
        dislikes: &[],
        favourites: &[],
        disliked: &[],
        outings: &[("barplockning", 8, 3, 4, "Nynnade.")],
        asked: true,
    },
    Person {
        name: "Sven-Erik (prov)",
        room: "7",
        languages: &["sv"],
        interests: &["snow", "farm"],
        music: &["dance"],
        places: &["Jämtland"],
        years: (1950, 1970),
        dislikes: &[],
        favourites: &[],
        disliked: &[],
        outings: &[],
        asked: false,
    },
    Person {
        name: "Zahra (prov)",
        room: "9",
        languages: &["fa", "sv"],
        interests: &["flowers", "together"],
        music: &[],
        places: &[],
        years: (1955, 1980),
        dislikes: &["snow"],
        favourites: &[],
        disliked: &[],
        outings: &[],
        asked: true,
    },
];

/// Writes them down, as if somebody who works here had.
pub(super) fn fill(home: &dyn Home, by: &By) -> Result<(), HomeError> {
    for person in &RESIDENTS {
        let id = Uuid::new_v4().to_string();
        home.add_resident(by, &resident(&id, person, by.at))?;
        if person.asked {
            home.add_checklist(by, &id, &ANSWERS)?;
        }
        let favourites = person.favourites.iter().map(|it| (*it, Taste::Favourite));
        let disliked = person.disliked.iter().map(|it| (*it, Taste::Disliked));
        for (experience, taste) in favourites.chain(disliked) {
            home.set_taste(by, &id, experience, Some(taste))?;
        }
        for outing in person.outings {
            went(home, by, &id, person.room, outing)?;
        }
    }
    Ok(())
}

const ANSWERS: ChecklistAnswers = ChecklistAnswers {
    epilepsy: false,
    pacemaker: false,
    wounds: false,
    neck: false,
    stroke: false,
    blindness: false,
    consent: Consent::Assent,
};

fn resident(id: &str, person: &Person, at: Timestamp) -> Resident {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let (from, to) = person.years;
    Resident {
        id: id.to_owned(),
        name: person.name.to_owned(),
        room: person.room.to_owned(),
        about: About {
            languages: words(person.languages),
            life_story: LifeStory {
                interests: words(person.interests),
                music: words(person.music),
                places: words(person.places),
                years: Some(Years { from, to }),
                dislikes: words(person.dislikes),
            },
            settings: ResidentSettings {
                person: ChangePerson {
                    stimulation: Some(Stimulation::High),
                    ..ChangePerson::default()
                },
                ..ResidentSettings::default()
            },
        },
        created: at,
        changed: at,
    }
}

/// One session that was.
fn went(
    home: &dyn Home,
    by: &By,
    resident: &str,
    room: &str,
    (experience, days, before, after, line): &(&str, i64, u8, u8, &str),
) -> Result<(), HomeError> {
    let at = |minutes: i64| by.at - SignedDuration::from_mins(days * 24 * 60 - minutes);
    let when = |minutes| By {
        at: at(minutes),
        ..by.clone()
    };
    let id = Uuid::new_v4().to_string();
    let new = NewSession {
        id: id.clone(),
        resident: Some(resident.to_owned()),
        experience: (*experience).to_owned(),
        title: title(experience),
        headset: "prov".to_owned(),
        group: None,
        room: Some(room.to_owned()),
        taps: 4,
    };
    home.begin_session(&when(0), &new)?;
    let course = Course {
        id: id.clone(),
        seconds: 480,
        ended: Some((at(8), EndedWhy::Finished)),
    };
    home.follow_sessions(&[course])?;
    let tick = if after > before {
        Seen::Smile
    } else {
        Seen::Restless
    };
    let seen = Observation {
        before: Some(*before),
        after: Some(*after),
        ticks: vec![Tick {
            tick,
            when: When::During,
            at: at(4),
        }],
        line: (*line).to_owned(),
    };
    home.observe(&when(9), &id, &seen)?;
    Ok(())
}

/// What an experience is called, as it would have been written down then.
fn title(experience: &str) -> Texts {
    let (sv, en) = match experience {
        "koksmorgon" => ("Morgon i köket", "Morning in the kitchen"),
        "tradgardsaret" => ("Trädgården året runt", "The garden through the year"),
        "fisketur" => ("Fiske vid sjön", "Fishing at the lake"),
        "skogssjo" => ("Skogssjön i skymning", "Forest lake at dusk"),
        "dansbanan" => (
            "Lördagskväll på dansbanan",
            "Saturday night at the dance pavilion",
        ),
        "barplockning" => ("Vi plockar bär", "Picking berries"),
        other => (other, other),
    };
    both(sv, en)
}
