//! What suits a resident (T6): from what is carried along from life, from what went well, and from what is not to come up.
//!
//! ```text
//! what went well last time   first, the best first
//! favourites                 then
//! the life story             then: interests, music, places, years, language, calm
//! ```
//! What is disliked is never there, and each suggestion says why it is. Pure: no clock, no store; the same questions give
//! the same answers.
//!
//! Nothing here learns, and nothing is said of health: it looks for what may be a joy to talk about.

use std::collections::BTreeSet;

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    api::resources::{Experience, LifeStory, Reason, Stimulation, Suggestion, Texts},
    words::{both, fold::fold, topics},
};

/// Most suggestions at once.
pub const MOST: usize = 12;
/// Most reasons of one sort that count and are said.
const MOST_OF_A_SORT: usize = 3;
/// Shorter words than this are looked for among topics only, never inside texts.
const SHORTEST_WORD: usize = 4;

/// What is known of a resident.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// What is carried along from life.
    pub life_story: &'a LifeStory,
    /// Languages as tags, the one liked best first.
    pub languages: &'a [String],
    /// The most that may go on around the resident.
    pub ceiling: Stimulation,
    /// The experiences liked best.
    pub favourites: &'a [String],
    /// Those that are never to be suggested.
    pub disliked: &'a [String],
    /// Sessions that were, in any order.
    pub outings: &'a [Outing],
}

/// A session that was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outing {
    /// The experience.
    pub experience: String,
    /// When it began.
    pub at: Timestamp,
    /// The resident's smiley before, 1 to 5.
    pub before: Option<u8>,
    /// The same after.
    pub after: Option<u8>,
    /// How many ticks there were of smiles, talk, song, reaching out.
    pub glad: u32,
    /// How many of restlessness, sadness, sickness.
    pub sorry: u32,
    /// It was ended because the resident was dizzy.
    pub dizzy: bool,
}

/// How a session went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Went {
    /// Not so well.
    Badly,
    /// Nobody said.
    Unsaid,
    /// Well; the number says how well.
    Well(u32),
}

impl Outing {
    /// How it went: by the resident's own smiley first, then by what was seen.
    pub fn went(&self) -> Went {
        let sadder =
            matches!((self.before, self.after), (Some(before), Some(after)) if after < before);
        let gladder =
            matches!((self.before, self.after), (Some(before), Some(after)) if after > before);
        if self.dizzy || self.sorry > self.glad || self.after.is_some_and(|after| after <= 2) {
            return Went::Badly;
        }
        let smiley = u32::from(self.after.unwrap_or(3));
        if gladder || smiley >= 4 {
            return Went::Well(smiley * 2 + u32::from(gladder) + self.glad.min(5));
        }
        if sadder {
            Went::Badly
        } else if self.glad > self.sorry {
            Went::Well(smiley + self.glad.min(5))
        } else {
            Went::Unsaid
        }
    }
}

/// What suits a resident, the best first.
pub fn suggest(known: Known<'_>, experiences: &[Experience], now: Timestamp) -> Vec<Suggestion> {
    let life = Life::of(known.life_story);
    let mut found: Vec<_> = experiences
        .iter()
        .filter(|experience| experience.playable)
        .filter(|experience| !known.disliked.contains(&experience.id))
        .filter_map(|experience| weigh(&known, &life, experience, now))
        .collect();
    found.sort_by(|(one, a), (other, b)| {
        other.cmp(one).then_with(|| a.experience.cmp(&b.experience))
    });
    found.truncate(MOST);
    found
        .into_iter()
        .map(|(_, suggestion)| suggestion)
        .collect()
}

/// What a suggestion is put in order by: well last time, favourite, not badly, life story.
type Weight = (Option<u32>, bool, bool, u32);

fn weigh(
    known: &Known<'_>,
    life: &Life<'_>,
    experience: &Experience,
    now: Timestamp,
) -> Option<(Weight, Suggestion)> {
    let favourite = known.favourites.contains(&experience.id);
    let last = known
        .outings
        .iter()
        .filter(|outing| outing.experience == experience.id)
        .max_by_key(|outing| outing.at);
    let went = last.map(Outing::went);
    let well = match went {
        Some(Went::Well(well)) => Some(well),
        _ => None,
    };
    let text = Text::of(experience);
    let unwelcome = life
        .dislikes
        .iter()
        .any(|word| text.is_about(word).is_some());
    let too_much = loudness(experience.stimulation) > loudness(known.ceiling);
    if (unwelcome && !favourite) || (too_much && !favourite && well.is_none()) {
        return None;
    }
    let mut reasons = Vec::new();
    if favourite {
        reasons.push(reason("favourite", both("favorit", "a favourite")));
    }
    if let (Some(_), Some(last)) = (well, last) {
        reasons.push(reason(
            "liked",
            month("gick bra", "went well", last.at, now),
        ));
    }
    let mut score = 0;
    score += 4 * words(&text, "interest", &life.interests, &mut reasons);
    score += 3 * words(&text, "music", &life.music, &mut reasons);
    score += 3 * words(&text, "place", &life.places, &mut reasons);
    if let Some([from, to]) = shared_years(known.life_story, experience) {
        score += 2;
        let span = if from == to {
            from.to_string()
        } else {
            format!("{from}–{to}")
        };
        reasons.push(reason(
            "years",
            both(format!("åren {span}"), format!("the years {span}")),
        ));
    }
    if let Some(tag) = spoken(known.languages, experience) {
        score += 2;
        reasons.push(reason("language", language(tag)));
    }
    if known.ceiling == Stimulation::Low && experience.stimulation == Stimulation::Low {
        score += 1;
        reasons.push(reason("calm", both("lugn", "calm")));
    }
    match last {
        None => {
            score += 1;
            reasons.push(reason("new", both("inte provad än", "not tried yet")));
        }
        // Always something to say.
        Some(last) if reasons.is_empty() => {
            reasons.push(reason("again", month("senast", "last time", last.at, now)));
        }
        Some(_) => {}
    }
    let weight = (well, favourite, went != Some(Went::Badly), score);
    let suggestion = Suggestion {
        experience: experience.id.clone(),
        reasons,
        favourite,
        liked: well.is_some(),
    };
    Some((weight, suggestion))
}

/// Says which of a resident's words an experience is about; how many count.
fn words(text: &Text, code: &str, words: &[Word<'_>], reasons: &mut Vec<Reason>) -> u32 {
    let mut said = BTreeSet::new();
    for word in words {
        if said.len() == MOST_OF_A_SORT {
            break;
        }
        if let Some(texts) = text.is_about(word)
            && said.insert(texts.clone())
        {
            reasons.push(reason(code, texts));
        }
    }
    u32::try_from(said.len()).unwrap_or_default()
}

/// What an experience is about.
struct Text<'a> {
    topics: &'a [String],
    /// Its words, folded, with a blank before each.
    words: String,
}

impl<'a> Text<'a> {
    fn of(experience: &'a Experience) -> Self {
        let texts = [&experience.title, &experience.description];
        let scenes = experience.scenes.iter().map(|scene| &scene.title);
        let all = texts
            .into_iter()
            .chain(scenes)
            .flat_map(|texts| texts.values());
        let mut words = String::new();
        for text in all {
            let text = fold(text);
            for word in text
                .split(|letter: char| !letter.is_alphanumeric())
                .filter(|word| !word.is_empty())
            {
                words.push(' ');
                words.push_str(word);
            }
        }
        Self {
            topics: &experience.topics,
            words,
        }
    }

    /// How it is said that an experience is about a word that is written down of a resident; none when it is not.
    fn is_about(&self, word: &Word<'_>) -> Option<Texts> {
        let own = |topic: &&&str| self.topics.iter().any(|own| own == **topic);
        if let Some(topic) = word.topics.iter().find(own) {
            return Some(topics::said(topic));
        }
        let own_topic = self.topics.contains(&word.folded);
        let in_text =
            word.folded.chars().count() >= SHORTEST_WORD && self.words.contains(&word.beginning);
        (own_topic || in_text).then(|| both(word.written, word.written))
    }
}

/// The words of a life story, made ready to be looked for in many experiences.
struct Life<'a> {
    interests: Vec<Word<'a>>,
    music: Vec<Word<'a>>,
    places: Vec<Word<'a>>,
    dislikes: Vec<Word<'a>>,
}

impl<'a> Life<'a> {
    fn of(life: &'a LifeStory) -> Self {
        let words = |words: &'a [String]| words.iter().filter_map(|word| Word::of(word)).collect();
        Self {
            interests: words(&life.interests),
            music: words(&life.music),
            places: words(&life.places),
            dislikes: words(&life.dislikes),
        }
    }
}

/// A word that is written down of a resident.
struct Word<'a> {
    written: &'a str,
    folded: String,
    /// As it begins a word of a text.
    beginning: String,
    topics: &'static [&'static str],
}

impl<'a> Word<'a> {
    fn of(written: &'a str) -> Option<Self> {
        let folded = fold(written);
        (!folded.is_empty()).then(|| Self {
            written: written.trim(),
            beginning: format!(" {folded}"),
            topics: topics::meant(written),
            folded,
        })
    }
}

fn shared_years(life: &LifeStory, experience: &Experience) -> Option<[u16; 2]> {
    let years = life.years?;
    let [first, last] = experience.years?;
    let (from, to) = (first.max(years.from), last.min(years.to));
    (from <= to).then_some([from, to])
}

/// A resident's language that an experience has, when it is not what everything has anyhow.
fn spoken<'a>(languages: &'a [String], experience: &Experience) -> Option<&'a str> {
    languages
        .iter()
        .filter(|tag| !matches!(tag.as_str(), "sv" | "en"))
        .find(|tag| experience.captions.contains(tag) || experience.descriptions.contains(tag))
        .map(String::as_str)
}

fn language(tag: &str) -> Texts {
    let (sv, en) = match tag {
        "ar" => ("arabiska", "Arabic"),
        "de" => ("tyska", "German"),
        "fa" => ("persiska", "Persian"),
        "fi" => ("finska", "Finnish"),
        "hr" | "bs" | "sr" => (
            "bosniska, kroatiska eller serbiska",
            "Bosnian, Croatian or Serbian",
        ),
        "no" | "nb" => ("norska", "Norwegian"),
        "da" => ("danska", "Danish"),
        "pl" => ("polska", "Polish"),
        "se" => ("samiska", "Sámi"),
        other => return both(format!("finns på {other}"), format!("available in {other}")),
    };
    both(format!("finns på {sv}"), format!("available in {en}"))
}

fn month(sv: &str, en: &str, at: Timestamp, now: Timestamp) -> Texts {
    const SV: [&str; 12] = [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ];
    const EN: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    // Which month it was is exact enough in any zone.
    let (at, now) = (at.to_zoned(TimeZone::UTC), now.to_zoned(TimeZone::UTC));
    let index = usize::from(at.month().unsigned_abs())
        .saturating_sub(1)
        .min(11);
    let year = if at.year() == now.year() {
        String::new()
    } else {
        format!(" {}", at.year())
    };
    both(
        format!("{sv} i {}{year}", SV[index]),
        format!("{en} in {}{year}", EN[index]),
    )
}

fn reason(code: &str, text: Texts) -> Reason {
    Reason {
        code: code.to_owned(),
        text,
    }
}

fn loudness(stimulation: Stimulation) -> u8 {
    match stimulation {
        Stimulation::Low => 0,
        Stimulation::Medium => 1,
        Stimulation::High => 2,
    }
}

#[cfg(test)]
#[path = "suggest_tests.rs"]
mod tests;
