//! Residents as the API shows them and as it takes them: what is kept put into shape, and what is sent looked through.
//!
//! Names of all scripts are taken as they are; what is too long, too many or no language says so.

use jiff::Timestamp;

use crate::{
    api::resources::{
        ChangeResident, Checklist, ChecklistAnswers, Fill, LastVisit, LifeStory, Media, Named,
        NewResident, PastSession, Resident, ResidentCard, ResidentSettings, Taste, Years,
    },
    api::sessions::{readable, within},
    home::{
        self,
        residents::{About, Card, Change, Whole},
    },
    names,
    obstacle::Obstacle,
    problem::Fault,
    rules,
    words::fold::{fold, order},
};

/// Longest room, in characters.
pub const LONGEST_ROOM: usize = 20;
/// Longest word of a life story, in characters.
pub const LONGEST_WORD: usize = 40;
/// Most words of one sort in a life story.
pub const MOST_WORDS: usize = 20;
/// Most languages of a resident.
pub const MOST_LANGUAGES: usize = 8;
/// Years that somebody here may remember.
const YEARS: std::ops::RangeInclusive<u16> = 1880..=2100;

/// A resident as the API shows it. `staff` gives the name of a member of staff.
pub fn shown(whole: Whole, staff: impl Fn(&str) -> Option<String>, now: Timestamp) -> Resident {
    let asked = whole.checklist.as_ref().map(|asked| asked.at);
    let of_taste = |wanted: Taste| {
        let tastes = whole.tastes.iter().filter(|(_, taste)| *taste == wanted);
        tastes.map(|(experience, _)| experience.clone()).collect()
    };
    Resident {
        favourites: of_taste(Taste::Favourite),
        disliked: of_taste(Taste::Disliked),
        checklist: whole.checklist.map(|asked| checklist(asked, &staff)),
        checklist_due: rules::checklist_due(asked, now),
        visits: whole.visits,
        last: whole
            .last
            .map(|(experience, at)| LastVisit { experience, at }),
        id: whole.resident.id,
        name: whole.resident.name,
        room: whole.resident.room,
        languages: whole.resident.about.languages,
        life_story: whole.resident.about.life_story,
        settings: whole.resident.about.settings,
        created: whole.resident.created,
        changed: whole.resident.changed,
    }
}

/// One asking of the check-list as the API shows it.
pub fn checklist(
    asked: home::residents::Asked,
    staff: impl Fn(&str) -> Option<String>,
) -> Checklist {
    let ChecklistAnswers {
        epilepsy,
        pacemaker,
        wounds,
        neck,
        stroke,
        blindness,
        consent,
    } = asked.answers;
    Checklist {
        at: asked.at,
        staff: asked.staff.as_deref().and_then(staff),
        epilepsy,
        pacemaker,
        wounds,
        neck,
        stroke,
        blindness,
        consent,
    }
}

/// Those whose name or room is looked for, by name in the order of the Swedish alphabet.
pub fn listed(cards: Vec<Card>, search: &str, now: Timestamp) -> Vec<ResidentCard> {
    let search = fold(search);
    let words: Vec<_> = search.split(' ').filter(|word| !word.is_empty()).collect();
    let is_wanted = |card: &Card| {
        let text = format!("{} {}", fold(&card.name), fold(&card.room));
        words.iter().all(|word| text.contains(word))
    };
    let mut found: Vec<_> = cards.into_iter().filter(is_wanted).collect();
    found.sort_by_cached_key(|card| (order(&card.name), card.id.clone()));
    let shown = found.into_iter().map(|card| ResidentCard {
        id: card.id,
        name: card.name,
        room: card.room,
        favourites: card.favourites,
        last: card
            .last
            .map(|(experience, at)| LastVisit { experience, at }),
        checklist_due: rules::checklist_due(card.asked, now),
    });
    shown.collect()
}

/// A resident who is written down, looked through.
///
/// # Errors
/// When something is too long, too many, out of its range, or cannot be read.
pub fn new(asked: NewResident, now: Timestamp) -> Result<home::residents::Resident, Fault> {
    let id = match asked.id {
        Some(id) => uuid::Uuid::parse_str(&id)
            .map_err(|_| Obstacle::IdUnreadable)?
            .to_string(),
        None => uuid::Uuid::new_v4().to_string(),
    };
    Ok(home::residents::Resident {
        id,
        name: names::name(&asked.name)?,
        room: room(&asked.room)?,
        about: About {
            languages: languages(asked.languages)?,
            life_story: life_story(asked.life_story)?,
            settings: settings(asked.settings)?,
        },
        created: now,
        changed: now,
    })
}

/// What is to be different of a resident, looked through.
///
/// # Errors
/// As [`new`].
pub fn change(asked: ChangeResident) -> Result<Change, Fault> {
    Ok(Change {
        name: asked.name.as_deref().map(names::name).transpose()?,
        room: asked.room.as_deref().map(room).transpose()?,
        languages: asked.languages.map(languages).transpose()?,
        life_story: asked.life_story.map(life_story).transpose()?,
        settings: asked.settings.map(settings).transpose()?,
    })
}

/// A line of text as it is kept: one line, trimmed, nothing that turns it around.
///
/// # Errors
/// [`Obstacle::TextTooLong`].
pub fn line(text: &str, longest: usize) -> Result<String, Fault> {
    // Checked before names look at it: theirs is another length.
    if text.trim().chars().count() > longest {
        return Err(Obstacle::TextTooLong(longest).into());
    }
    let kept: String = text.chars().filter_map(names::kept).collect();
    Ok(kept.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn room(text: &str) -> Result<String, Fault> {
    line(text, LONGEST_ROOM)
}

fn languages(tags: Vec<String>) -> Result<Vec<String>, Fault> {
    if tags.len() > MOST_LANGUAGES {
        return Err(Obstacle::TooMany(MOST_LANGUAGES).into());
    }
    if tags.iter().all(|tag| names::is_language(tag)) {
        Ok(tags)
    } else {
        Err(Fault::LanguageUnreadable)
    }
}

fn life_story(asked: LifeStory) -> Result<LifeStory, Fault> {
    let words = |words: Vec<String>| -> Result<Vec<String>, Fault> {
        if words.len() > MOST_WORDS {
            return Err(Obstacle::TooMany(MOST_WORDS).into());
        }
        let mut kept = Vec::<String>::new();
        for word in words {
            let word = line(&word, LONGEST_WORD)?;
            if !word.is_empty() && !kept.contains(&word) {
                kept.push(word);
            }
        }
        Ok(kept)
    };
    let fits = |years: &Years| {
        years.from <= years.to && YEARS.contains(&years.from) && YEARS.contains(&years.to)
    };
    if !asked.years.as_ref().is_none_or(fits) {
        return Err(Obstacle::YearsUnreadable.into());
    }
    Ok(LifeStory {
        interests: words(asked.interests)?,
        music: words(asked.music)?,
        places: words(asked.places)?,
        years: asked.years,
        dislikes: words(asked.dislikes)?,
    })
}

fn settings(asked: ResidentSettings) -> Result<ResidentSettings, Fault> {
    if asked
        .volume
        .is_some_and(|volume| !(0.0..=1.0).contains(&volume))
    {
        return Err(Fault::VolumeOutOfRange);
    }
    Ok(ResidentSettings {
        listening: readable(asked.listening)?,
        person: within(asked.person)?,
        ..asked
    })
}

/// A file of a resident as the API shows it.
pub fn medium(file: home::media::File) -> Media {
    Media {
        id: file.id,
        kind: file.kind,
        name: file.name,
        media_type: file.media_type,
        bytes: file.bytes,
        added: file.added,
    }
}

/// What lies in a slot, as the API shows it.
pub fn fill(fill: home::media::Fill) -> Fill {
    Fill {
        experience: fill.experience,
        slot: fill.slot,
        media: fill.media,
    }
}

/// A session as the API shows it. `headset` gives the name for people.
pub fn past(
    past: home::sessions::PastSession,
    headset: impl Fn(&str) -> Option<String>,
) -> PastSession {
    let session = past.session;
    let seen = past.observation;
    PastSession {
        resident: session
            .resident
            .zip(past.resident_name)
            .map(|(id, name)| Named { id, name }),
        experience: session.experience,
        title: session.title,
        headset: headset(&session.headset).unwrap_or(session.headset),
        room: session.room.unwrap_or_default(),
        id: session.id,
        started: past.started,
        ended: past.ended.map(|(at, _)| at),
        why: past.ended.map(|(_, why)| why),
        seconds: past.seconds,
        staff: past.staff_name,
        before: seen.before,
        after: seen.after,
        ticks: seen.ticks,
        line: seen.line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(name: &str, room: &str) -> Card {
        Card {
            id: name.to_owned(),
            name: name.to_owned(),
            room: room.to_owned(),
            favourites: Vec::new(),
            last: None,
            asked: None,
        }
    }

    fn found(search: &str) -> Vec<String> {
        let cards = vec![
            card("Östen", "3"),
            card("Åke", "12"),
            card("Zara", "1"),
            card("Ängla", "2"),
            card("שרה", "4"),
            card("anna", "5"),
        ];
        let found = listed(cards, search, Timestamp::UNIX_EPOCH);
        found.into_iter().map(|card| card.name).collect()
    }

    #[test]
    fn the_list_is_in_the_order_of_the_alphabet_and_searched_by_name_and_room() {
        assert_eq!(found(""), ["anna", "Zara", "Åke", "Ängla", "Östen", "שרה"]);
        assert_eq!(found("osten"), ["Östen"]);
        assert_eq!(found("12"), ["Åke"]);
        assert_eq!(found("שר"), ["שרה"]);
        assert!(found("nobody").is_empty());
    }

    #[test]
    fn words_are_kept_once_and_no_longer_than_they_may_be() {
        let story = |words: &[&str]| LifeStory {
            interests: words.iter().map(|word| (*word).to_owned()).collect(),
            ..LifeStory::default()
        };
        let kept = life_story(story(&[" fiske ", "", "fiske", "bus\u{202e}ter\n 🎺"])).unwrap();
        assert_eq!(kept.interests, ["fiske", "buster 🎺"]);
        let long = "å".repeat(LONGEST_WORD + 1);
        assert_eq!(
            life_story(story(&[&long])),
            Err(Obstacle::TextTooLong(LONGEST_WORD).into())
        );
        assert_eq!(
            life_story(story(&["a"; 21])),
            Err(Obstacle::TooMany(MOST_WORDS).into())
        );
        for (from, to) in [(1960, 1950), (1700, 1800), (1950, 2500)] {
            let years = Some(Years { from, to });
            let story = LifeStory {
                years,
                ..LifeStory::default()
            };
            assert_eq!(life_story(story), Err(Obstacle::YearsUnreadable.into()));
        }
    }

    #[test]
    fn an_id_made_by_a_page_is_a_uuid() {
        let asked = |id: &str| NewResident {
            id: Some(id.to_owned()),
            name: "Märta".to_owned(),
            room: String::new(),
            languages: Vec::new(),
            life_story: LifeStory::default(),
            settings: ResidentSettings::default(),
        };
        let good = "6f1c1f7e-3d0b-4b0e-9a53-0d6c8f3f0a11";
        assert_eq!(new(asked(good), Timestamp::UNIX_EPOCH).unwrap().id, good);
        let bad = new(asked("../../etc"), Timestamp::UNIX_EPOCH);
        assert_eq!(bad, Err(Obstacle::IdUnreadable.into()));
    }
}
