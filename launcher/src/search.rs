//! Looking among the experiences: by words, topic, year, length, stimulation, motion, and how the resident is placed.
//!
//! The texts are folded once, when the list is read; a search is then one pass over them. Two thousand experiences
//! take about a millisecond.
//!
//! Every word must be found. Words in the name count most, then topics (in both languages, and what else means
//! them), then descriptions and the names of places in it.

use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    api::resources::{Experience, Motion, Posture, Stimulation},
    words::{fold::fold, topics},
};

/// What is looked for; what is left out may be anything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Words, in any language an experience has; all of them must be found.
    #[param(example = "sjö kväll")]
    pub search: Option<String>,
    /// A topic of the format, or a word that means it.
    #[param(example = "fishing")]
    pub topic: Option<String>,
    /// A year it should remind of.
    #[param(example = 1955)]
    pub year: Option<u16>,
    /// Most minutes.
    pub minutes: Option<u32>,
    /// The most that may go on.
    pub stimulation: Option<Stimulation>,
    /// `Still` for views that stand still.
    pub motion: Option<Motion>,
    /// How the resident is placed.
    pub posture: Option<Posture>,
    /// How many of those found are passed over.
    pub offset: Option<usize>,
    /// How many are told at most; all where it is left out.
    pub limit: Option<usize>,
}

/// The folded texts of a list of experiences.
#[derive(Debug, Clone, Default)]
pub struct Index {
    entries: Vec<Entry>,
}

/// The folded texts of one experience.
#[derive(Debug, Clone, Default)]
struct Entry {
    title: String,
    topics: String,
    rest: String,
}

impl Index {
    /// Folds the texts of experiences; [`find`](Self::find) is to be asked with the same list.
    pub fn new(experiences: &[Experience]) -> Self {
        let entries = experiences.iter().map(Entry::of).collect();
        Self { entries }
    }

    /// Those that are wanted: where words are looked for, the best first, else in the order of the list.
    pub fn find<'a>(&self, experiences: &'a [Experience], wanted: &Wanted) -> Vec<&'a Experience> {
        let search = fold(wanted.search.as_deref().unwrap_or_default());
        let words: Vec<_> = search.split(' ').filter(|word| !word.is_empty()).collect();
        let topics = wanted.topic.as_deref().map(asked_topics);
        let mut found: Vec<_> = self
            .entries
            .iter()
            .zip(experiences)
            .filter(|(_, experience)| suits(experience, wanted, topics.as_deref()))
            .filter_map(|(entry, experience)| Some((entry.weigh(&words)?, experience)))
            .collect();
        // Stable: what weighs the same stays in the list's order.
        found.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        let found = found.into_iter().map(|(_, experience)| experience);
        found
            .skip(wanted.offset.unwrap_or(0))
            .take(wanted.limit.unwrap_or(usize::MAX))
            .collect()
    }
}

impl Entry {
    fn of(experience: &Experience) -> Self {
        let topics = experience
            .topics
            .iter()
            .flat_map(|topic| topics::words(topic));
        let scenes = experience
            .scenes
            .iter()
            .flat_map(|scene| scene.title.values());
        let rest = experience.description.values().chain(scenes);
        Self {
            title: folded(experience.title.values().map(String::as_str)),
            topics: folded(topics),
            rest: folded(rest.map(String::as_str)),
        }
    }

    /// How well words are found here; none when one is not.
    fn weigh(&self, words: &[&str]) -> Option<u32> {
        let mut weight = 0;
        for word in words {
            weight += [(&self.title, 8), (&self.topics, 4), (&self.rest, 2)]
                .into_iter()
                .filter_map(|(text, worth)| {
                    found(text, word).map(|begins| worth + u32::from(begins))
                })
                .max()?;
        }
        Some(weight)
    }
}

/// Texts as they are looked through, with a blank before each.
fn folded<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut all = String::new();
    for text in texts {
        all.push(' ');
        all.push_str(&fold(text));
    }
    all
}

/// Whether a word is in a text, and whether one begins with it.
fn found(text: &str, word: &str) -> Option<bool> {
    let mut places = text.match_indices(word).peekable();
    places.peek()?;
    Some(places.any(|(at, _)| text[..at].ends_with(' ')))
}

/// The topics that one who asks for `topic` means.
fn asked_topics(topic: &str) -> Vec<String> {
    let meant = topics::meant(topic).iter().map(|topic| (*topic).to_owned());
    std::iter::once(fold(topic)).chain(meant).collect()
}

fn suits(experience: &Experience, wanted: &Wanted, topics: Option<&[String]>) -> bool {
    let is_about = |topics: &[String]| {
        experience.topics.iter().any(|own| {
            topics
                .iter()
                .any(|topic| own == topic || fold(own) == *topic)
        })
    };
    topics.is_none_or(is_about)
        && wanted.year.is_none_or(|year| {
            experience
                .years
                .is_some_and(|[first, last]| (first..=last).contains(&year))
        })
        && wanted.minutes.is_none_or(|most| experience.minutes <= most)
        && wanted
            .stimulation
            .is_none_or(|most| experience.stimulation as u8 <= most as u8)
        && wanted
            .motion
            .is_none_or(|motion| experience.motion == motion)
        && wanted
            .posture
            .is_none_or(|posture| experience.postures.contains(&posture))
}

#[cfg(test)]
#[path = "search_tests.rs"]
mod tests;
