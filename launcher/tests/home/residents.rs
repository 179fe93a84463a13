//! Residents: what is written down is what is read, each reading and change is logged, and erased is gone.

use launcher::{
    api::resources::{ChecklistAnswers, Consent, LifeStory, ResidentSettings, Taste, Years},
    home::{
        Home,
        residents::{About, Change, Resident},
    },
};

use crate::{
    sessions::{new_session, saw},
    support::{all, at, by, set_up, told},
};

/// A resident of that id and name.
pub(crate) fn resident(id: &str, name: &str) -> Resident {
    Resident {
        id: id.to_owned(),
        name: name.to_owned(),
        room: "12".to_owned(),
        about: About {
            languages: vec!["fi".to_owned(), "sv".to_owned()],
            life_story: LifeStory {
                interests: vec!["fishing".to_owned(), "motorcyklar 🏍".to_owned()],
                years: Some(Years {
                    from: 1940,
                    to: 1960,
                }),
                ..LifeStory::default()
            },
            settings: ResidentSettings {
                volume: Some(0.4),
                ..ResidentSettings::default()
            },
        },
        created: at(1),
        changed: at(1),
    }
}

pub(crate) fn answers(neck: bool) -> ChecklistAnswers {
    ChecklistAnswers {
        epilepsy: false,
        pacemaker: false,
        wounds: false,
        neck,
        stroke: false,
        blindness: false,
        consent: Consent::Assent,
    }
}

pub(crate) fn contract(home: &dyn Home) {
    set_up(home);
    names_of_all_kinds_are_kept(home);
    a_part_is_changed_and_the_rest_stays(home);
    the_list_says_what_a_card_needs(home);
    erased_is_gone(home);
    what_is_not_there_is_said_so(home);
}

fn names_of_all_kinds_are_kept(home: &dyn Home) {
    let long = "å".repeat(300);
    for (number, name) in [
        "Märta",
        "👵🏼 Mormor",
        "שרה",
        "مريم",
        "e\u{301}",
        &long,
        "'; DROP TABLE residents; --",
    ]
    .into_iter()
    .enumerate()
    {
        let new = resident(&format!("name{number}"), name);
        assert!(home.add_resident(&by(1), &new).unwrap());
        let read = home
            .resident(&by(2), &new.id, "resident-read")
            .unwrap()
            .unwrap();
        assert_eq!(read.resident, new);
        assert!(home.erase_resident(&by(3), &new.id).unwrap());
    }
}

fn a_part_is_changed_and_the_rest_stays(home: &dyn Home) {
    let new = resident("marta", "Märta");
    assert!(home.add_resident(&by(10), &new).unwrap());
    let other = resident("marta", "Somebody else");
    assert!(
        !home.add_resident(&by(11), &other).unwrap(),
        "twice is once"
    );
    let change = Change {
        room: Some("14".to_owned()),
        languages: Some(Vec::new()),
        ..Change::default()
    };
    assert!(home.change_resident(&by(12), "marta", &change).unwrap());
    let read = home
        .resident(&by(13), "marta", "resident-read")
        .unwrap()
        .unwrap()
        .resident;
    assert_eq!((read.name.as_str(), read.room.as_str()), ("Märta", "14"));
    assert!(read.about.languages.is_empty());
    assert_eq!(read.about.life_story, new.about.life_story);
    assert_eq!((read.created, read.changed), (at(1), at(12)));

    assert!(
        home.add_checklist(&by(14), "marta", &answers(false))
            .unwrap()
    );
    assert!(
        home.add_checklist(&by(15), "marta", &answers(true))
            .unwrap()
    );
    for (experience, taste) in [
        ("lake", Some(Taste::Favourite)),
        ("dance", Some(Taste::Favourite)),
        ("dance", Some(Taste::Disliked)),
        ("snow", Some(Taste::Favourite)),
        ("snow", None),
    ] {
        assert!(home.set_taste(&by(16), "marta", experience, taste).unwrap());
    }
    let whole = home
        .resident(&by(17), "marta", "resident-read")
        .unwrap()
        .unwrap();
    let asked = whole.checklist.unwrap();
    assert_eq!(
        (asked.at, asked.staff.as_deref(), asked.answers),
        (at(15), Some("anna"), answers(true))
    );
    let tastes = [
        ("dance".to_owned(), Taste::Disliked),
        ("lake".to_owned(), Taste::Favourite),
    ];
    assert_eq!(whole.tastes, tastes);
    assert_eq!(whole.visits, 0);
}

fn the_list_says_what_a_card_needs(home: &dyn Home) {
    home.begin_session(&by(20), &new_session("s1", Some("marta"), "lake"))
        .unwrap();
    home.begin_session(&by(30), &new_session("s2", Some("marta"), "snow"))
        .unwrap();
    home.add_resident(&by(31), &resident("elsa", "Elsa"))
        .unwrap();
    let mut cards = home.residents(&by(32)).unwrap();
    cards.sort_by(|one, other| one.id.cmp(&other.id));
    let [elsa, marta] = &cards[..] else {
        panic!("{cards:?}")
    };
    assert_eq!(
        (elsa.last.clone(), elsa.asked, elsa.favourites.len()),
        (None, None, 0)
    );
    assert_eq!(marta.last, Some(("snow".to_owned(), at(30))));
    assert_eq!(
        (marta.asked, &marta.favourites[..]),
        (Some(at(15)), &["lake".to_owned()][..])
    );
    assert_eq!(
        told(home).last().map(String::as_str),
        Some("residents-listed")
    );
}

fn erased_is_gone(home: &dyn Home) {
    home.observe(&by(40), "s1", &saw("Skrattade")).unwrap();
    home.begin_session(&by(41), &new_session("s3", Some("elsa"), "lake"))
        .unwrap();
    let all_of_it = home.everything_about(&by(42), "marta").unwrap().unwrap();
    assert_eq!(all_of_it.checklists.len(), 2);
    let sessions: Vec<_> = all_of_it
        .sessions
        .iter()
        .map(|past| past.session.id.as_str())
        .collect();
    assert_eq!(sessions, ["s2", "s1"]);
    assert_eq!(all_of_it.sessions[1].observation.line, "Skrattade");
    assert!(all_of_it.logged >= 9, "{}", all_of_it.logged);

    let before = all(home).len();
    assert!(home.erase_resident(&by(43), "marta").unwrap());
    assert!(
        home.resident(&by(44), "marta", "resident-read")
            .unwrap()
            .is_none()
    );
    assert!(home.everything_about(&by(44), "marta").unwrap().is_none());
    let (left, total) = home
        .history(
            &by(45),
            &launcher::home::sessions::Asked {
                limit: 9,
                ..Default::default()
            },
        )
        .unwrap();
    assert_eq!(
        (left.len(), total, left[0].session.id.as_str()),
        (1, 1, "s3")
    );
    assert!(home.observation(&by(46), "s1").unwrap().is_none());
    // The log keeps its rows, with an id that means nothing any more.
    let rows = all(home);
    assert!(rows.len() > before);
    assert!(
        rows.iter()
            .any(|row| row.what == "resident-erased" && row.resident.as_deref() == Some("marta"))
    );
    assert_eq!(home.check_log().unwrap().broken, None);
    assert!(
        !rows.iter().any(|row| format!("{row:?}").contains("Märta")),
        "no name in the log"
    );
}

fn what_is_not_there_is_said_so(home: &dyn Home) {
    let rows = all(home).len();
    assert!(
        home.resident(&by(50), "nobody", "resident-read")
            .unwrap()
            .is_none()
    );
    assert!(
        !home
            .change_resident(&by(50), "nobody", &Change::default())
            .unwrap()
    );
    assert!(!home.erase_resident(&by(50), "nobody").unwrap());
    assert!(
        !home
            .add_checklist(&by(50), "nobody", &answers(false))
            .unwrap()
    );
    assert!(!home.set_taste(&by(50), "nobody", "lake", None).unwrap());
    assert_eq!(all(home).len(), rows);
}
