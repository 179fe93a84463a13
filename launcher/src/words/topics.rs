//! What experiences are about, in both languages, and what people write who mean the same.
//!
//! Experiences name their topics in English words of the format (`fishing`). A caregiver who writes down what somebody
//! likes writes “fiska”, “mete” or “gädda”. A topic that is not here is said and found as the experience has it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use super::{both, fold::fold};
use crate::api::resources::Texts;

/// A topic: its name, how it is said in Swedish and English, and what else means it.
type Topic = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

/// Every topic known, by name.
const TOPICS: &[Topic] = &[
    (
        "animals",
        "djur",
        "animals",
        &[
            "djuren", "hund", "katt", "häst", "hästar", "ko", "kor", "får", "höns", "dog", "cat",
            "horse", "cow", "hens",
        ],
    ),
    ("autumn", "höst", "autumn", &["hösten", "höstlöv", "fall"]),
    (
        "baking",
        "bakning",
        "baking",
        &[
            "baka", "bröd", "bullar", "kakor", "bageri", "bagare", "bake", "bread", "buns",
        ],
    ),
    (
        "berries",
        "bär",
        "berries",
        &[
            "bärplockning",
            "plocka bär",
            "blåbär",
            "lingon",
            "hjortron",
            "smultron",
            "blueberries",
            "lingonberries",
        ],
    ),
    (
        "birds",
        "fåglar",
        "birds",
        &[
            "fågel",
            "fågelskådning",
            "gök",
            "domherre",
            "lom",
            "bird",
            "bird watching",
        ],
    ),
    (
        "boat",
        "båt",
        "boats",
        &[
            "båtar", "eka", "segla", "segling", "ro", "rodd", "sjöman", "boats", "sailing",
            "rowing",
        ],
    ),
    (
        "calm",
        "lugn och ro",
        "calm",
        &["lugn", "stillhet", "vila", "quiet"],
    ),
    (
        "christmas",
        "jul",
        "Christmas",
        &["julen", "jultomte", "lucia", "advent", "yule"],
    ),
    (
        "church",
        "kyrka",
        "church",
        &["kyrkan", "gudstjänst", "kyrkklockor", "tro"],
    ),
    (
        "city",
        "stad",
        "city",
        &["staden", "torg", "spårvagn", "town", "tram"],
    ),
    (
        "coffee",
        "kaffe",
        "coffee",
        &["fika", "kaffekopp", "kafferep"],
    ),
    (
        "cottage",
        "sommarstuga",
        "summer cottage",
        &["stuga", "stugan", "torp", "landet", "fritidshus", "cabin"],
    ),
    (
        "cycling",
        "cykling",
        "cycling",
        &["cykla", "cykel", "bicycle"],
    ),
    (
        "dance",
        "dans",
        "dancing",
        &[
            "dansa", "dansbana", "folkpark", "vals", "schottis", "hambo", "foxtrot", "waltz",
            "ballroom",
        ],
    ),
    (
        "evening",
        "kväll",
        "evening",
        &["kvällen", "skymning", "solnedgång", "sunset", "dusk"],
    ),
    (
        "family",
        "familj",
        "family",
        &[
            "familjen",
            "barn",
            "barnbarn",
            "släkt",
            "children",
            "grandchildren",
        ],
    ),
    (
        "farm",
        "gård",
        "farm",
        &[
            "bondgård",
            "lantbruk",
            "bonde",
            "jordbruk",
            "ladugård",
            "farming",
            "farmer",
        ],
    ),
    (
        "fire",
        "eld",
        "fire",
        &["brasa", "brasan", "öppen spis", "fireplace"],
    ),
    (
        "fishing",
        "fiske",
        "fishing",
        &[
            "fiska", "fisk", "mete", "meta", "gädda", "abborre", "pimpla", "kräftor", "fish",
            "angling",
        ],
    ),
    (
        "flowers",
        "blommor",
        "flowers",
        &[
            "blomma",
            "blomster",
            "rosor",
            "ros",
            "liljekonvalj",
            "flower",
            "roses",
        ],
    ),
    (
        "food",
        "mat",
        "food",
        &["matlagning", "laga mat", "cooking"],
    ),
    (
        "forest",
        "skog",
        "forest",
        &[
            "skogen",
            "svamp",
            "svampplockning",
            "skogsarbete",
            "jakt",
            "woods",
            "mushrooms",
            "hunting",
        ],
    ),
    (
        "garden",
        "trädgård",
        "gardens",
        &[
            "trädgården",
            "odla",
            "odling",
            "plantera",
            "kolonilott",
            "gardening",
        ],
    ),
    (
        "home",
        "hemmet",
        "home",
        &["hem", "hemma", "barndomshem", "house"],
    ),
    (
        "hymn",
        "psalmer",
        "hymns",
        &["psalm", "kör", "körsång", "andlig musik", "choir"],
    ),
    (
        "kitchen",
        "kök",
        "kitchen",
        &["köket", "köksbord", "vedspis"],
    ),
    (
        "lake",
        "sjö",
        "lakes",
        &[
            "sjön", "insjö", "bada", "bad", "brygga", "swimming", "jetty",
        ],
    ),
    ("love", "kärlek", "love", &["bröllop", "fästmö", "wedding"]),
    (
        "memories",
        "minnen",
        "memories",
        &["minne", "barndom", "förr", "childhood"],
    ),
    (
        "morning",
        "morgon",
        "morning",
        &["morgonen", "frukost", "breakfast"],
    ),
    (
        "mountains",
        "fjäll",
        "mountains",
        &["fjällen", "fjällvandring", "skidor", "skiing", "hiking"],
    ),
    (
        "music",
        "musik",
        "music",
        &[
            "sång",
            "sjunga",
            "dragspel",
            "fiol",
            "piano",
            "orkester",
            "song",
            "singing",
            "accordion",
        ],
    ),
    (
        "nature",
        "natur",
        "nature",
        &[
            "naturen",
            "friluftsliv",
            "promenader",
            "vandra",
            "outdoors",
            "walks",
        ],
    ),
    (
        "northern lights",
        "norrsken",
        "northern lights",
        &["norrskenet", "aurora"],
    ),
    (
        "own pictures",
        "egna bilder",
        "own pictures",
        &["egna foton", "familjealbum", "fotoalbum"],
    ),
    (
        "people",
        "folkliv",
        "people",
        &["människor", "sällskap", "vänner", "friends"],
    ),
    (
        "photos",
        "foton",
        "photos",
        &["fotografi", "fotografera", "bilder", "photography"],
    ),
    ("radio", "radio", "radio", &["radion", "lyssna på radio"]),
    ("rest", "vila", "rest", &["vilan"]),
    (
        "sea",
        "hav",
        "the sea",
        &["havet", "skärgård", "skärgården", "ocean", "archipelago"],
    ),
    ("sky", "himlen", "the sky", &["himmel", "moln", "clouds"]),
    (
        "snow",
        "snö",
        "snow",
        &["snön", "snöfall", "skidåkning", "skridskor", "skating"],
    ),
    ("spring", "vår", "spring", &["våren", "vårblommor"]),
    (
        "stars",
        "stjärnor",
        "stars",
        &["stjärnhimmel", "astronomi", "astronomy"],
    ),
    (
        "summer",
        "sommar",
        "summer",
        &["sommaren", "midsommar", "midsummer"],
    ),
    (
        "together",
        "göra något tillsammans",
        "doing things together",
        &["tillsammans"],
    ),
    (
        "traditions",
        "traditioner",
        "traditions",
        &["tradition", "högtider"],
    ),
    (
        "trains",
        "tåg",
        "trains",
        &["järnväg", "ånglok", "lokförare", "railway"],
    ),
    (
        "trees",
        "träd",
        "trees",
        &["björk", "björkar", "ek", "tree", "birch"],
    ),
    (
        "winter",
        "vinter",
        "winter",
        &["vintern", "kick", "sparkstötting"],
    ),
    ("youth", "ungdom", "youth", &["ungdomen", "ung"]),
];

/// How a topic is said. One that is not known is said as it is.
pub fn said(topic: &str) -> Texts {
    match TOPICS.iter().find(|(name, ..)| *name == topic) {
        Some((_, sv, en, _)) => both(*sv, *en),
        None => both(topic, topic),
    }
}

/// Everything that finds a topic, in both languages, its own name first.
pub fn words(topic: &str) -> impl Iterator<Item = &str> {
    let known = TOPICS.iter().find(|(name, ..)| *name == topic);
    let said = known
        .into_iter()
        .flat_map(|(_, sv, en, other)| [*sv, *en].into_iter().chain(other.iter().copied()));
    std::iter::once(topic).chain(said)
}

/// The topics that a word means, as it is written down about a resident; none for a word that is about something else.
pub fn meant(word: &str) -> &'static [&'static str] {
    static MEANT: LazyLock<BTreeMap<String, Vec<&'static str>>> = LazyLock::new(|| {
        let mut meant = BTreeMap::<String, Vec<_>>::new();
        for (name, ..) in TOPICS {
            for word in words(name).map(fold).collect::<BTreeSet<_>>() {
                meant.entry(word).or_default().push(*name);
            }
        }
        meant
    });
    MEANT.get(&fold(word)).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_understood() {
        assert_eq!(meant("Fiska"), ["fishing"]);
        assert_eq!(meant(" fishing "), ["fishing"]);
        assert_eq!(meant("skargard"), ["sea"], "also without the dots");
        assert!(meant("motorcykel").is_empty());
        assert_eq!(said("fishing")["sv"], "fiske");
        assert_eq!(said("motorcykel")["sv"], "motorcykel");
    }

    #[test]
    fn the_list_is_in_order_and_names_each_topic_once() {
        assert!(TOPICS.windows(2).all(|two| two[0].0 < two[1].0));
    }
}
