//! The one sentence above a report, in Swedish and English: what its figures show, said plainly.
//!
//! It says what was seen, never why and never that anything helps: “Märta ler oftare efter musik än efter natur”. Where too few
//! sessions were seen to say it, or the difference may well be chance, it says nothing. What may be chance is
//! decided by Wilson's interval for a share: two shares differ when their intervals do not touch.
//!
//! What it does not do: it compares no members of staff with one another, and no resident with another but to
//! tell who has not been out.

use super::sums::Sums;
use crate::{api::resources::Texts, words::both};

/// Fewer sessions than this are no ground for a sentence.
const ENOUGH: u32 = 5;
/// Fewer than this are no ground for a sentence about a whole home.
const ENOUGH_FOR_ALL: u32 = 12;
/// How sure a difference must be: the half width of an interval, in standard deviations (80 %).
const SURE: f64 = 1.28;
/// A change in number smaller than this share is none to speak of.
const CHANGE: f64 = 0.25;

/// Something that residents were glad after, or not: an experience, or all that are about one topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What comes after “after”: “musik”, “music”.
    pub name: Texts,
    /// In how many sessions something was noted.
    pub observed: u32,
    /// In how many of them the resident was glad.
    pub glad: u32,
}

/// About a period: gladder after than before, or more or fewer sessions. `resident` is the name of the one
/// whom all the sessions were for.
pub fn overview(all: &Sums, steps: &[Sums], resident: Option<&str>) -> Option<Texts> {
    gladder(all, resident).or_else(|| number(steps, resident))
}

/// About what is best liked: by one resident, or by all.
///
/// Groups come in order of preference: the first list in which something can be said says it (topics
/// say more than single experiences).
pub fn experiences(lists: &[Vec<Group>], resident: Option<&str>) -> Option<Texts> {
    lists.iter().find_map(|groups| compare(groups, resident))
}

/// About who has not been out, out of everybody who lives there.
pub fn residents(sessions: u32, not_out: &[String]) -> Option<Texts> {
    if sessions < ENOUGH || not_out.is_empty() {
        return None;
    }
    Some(match not_out {
        [one] => both(
            format!("{one} har inte varit på någon stund under tiden."),
            format!("{one} has had no session in this time."),
        ),
        [one, other] => both(
            format!("{one} och {other} har inte varit på någon stund under tiden."),
            format!("{one} and {other} have had no session in this time."),
        ),
        more => both(
            format!(
                "{} boende har inte varit på någon stund under tiden.",
                more.len()
            ),
            format!("{} residents have had no session in this time.", more.len()),
        ),
    })
}

/// About what a session takes of those who work there: taps until it plays.
pub fn staff(all: &Sums) -> Option<Texts> {
    if all.tapped < ENOUGH {
        return None;
    }
    let taps = (all.taps + u64::from(all.tapped) / 2) / u64::from(all.tapped);
    let word = if taps == 1 { "tap" } else { "taps" };
    Some(both(
        format!("Det tar ungefär {taps} tryck att starta en stund."),
        format!("It takes about {taps} {word} to start a session."),
    ))
}

fn gladder(all: &Sums, resident: Option<&str>) -> Option<Texts> {
    let pairs = all.gladder + all.same + all.sadder;
    let least = if resident.is_some() {
        ENOUGH
    } else {
        ENOUGH_FOR_ALL
    };
    if pairs < least {
        return None;
    }
    let moved = all.gladder + all.sadder;
    // Of those that differ, more than half: not by chance.
    let mostly = |part: u32| moved > 0 && wilson(part, moved).0 > 0.5;
    let (of_sv, of_en) = (
        format!("{} av {pairs}", all.gladder.max(all.sadder)),
        format!("{} of {pairs}", all.gladder.max(all.sadder)),
    );
    Some(match (mostly(all.gladder), mostly(all.sadder), resident) {
        (true, _, Some(name)) => both(
            format!("{name} är gladare efter {of_sv} stunder."),
            format!("{name} is gladder after {of_en} sessions."),
        ),
        (true, _, None) => both(
            format!("Efter {of_sv} stunder är den boende gladare än före."),
            format!("After {of_en} sessions the resident is gladder than before."),
        ),
        (_, true, Some(name)) => both(
            format!("{name} är mindre glad efter {of_sv} stunder."),
            format!("{name} is less glad after {of_en} sessions."),
        ),
        (_, true, None) => both(
            format!("Efter {of_sv} stunder är den boende mindre glad än före."),
            format!("After {of_en} sessions the resident is less glad than before."),
        ),
        (false, false, Some(name)) if all.same * 2 > pairs => both(
            format!("{name} är oftast lika glad efter som före."),
            format!("{name} is mostly as glad after as before."),
        ),
        (false, false, None) if all.same * 2 > pairs => both(
            "Oftast är den boende lika glad efter stunden som före.",
            "Mostly the resident is as glad after the session as before.",
        ),
        _ => return None,
    })
}

/// Whether the second half of the period has more sessions than the first; the step under way is left out.
fn number(steps: &[Sums], resident: Option<&str>) -> Option<Texts> {
    let done = &steps[..steps.len().saturating_sub(1)];
    let half = done.len() / 2;
    if half == 0 {
        return None;
    }
    let count = |steps: &[Sums]| steps.iter().map(|step| step.sessions).sum::<u32>();
    let (before, lately) = (
        count(&done[done.len() - 2 * half..done.len() - half]),
        count(&done[done.len() - half..]),
    );
    if before + lately < ENOUGH_FOR_ALL {
        return None;
    }
    let (more, fewer) = (lately > before, lately < before);
    let change = f64::from(lately.abs_diff(before)) / f64::from(before.max(1));
    // Numbers of things that happen by themselves differ by about their root.
    let chance = SURE * f64::from(before + lately).sqrt();
    if change < CHANGE || f64::from(lately.abs_diff(before)) < chance {
        return None;
    }
    let (sv, en) = match (more, fewer) {
        (true, _) => ("Det blir fler stunder", "There are more sessions"),
        (_, true) => ("Det blir färre stunder", "There are fewer sessions"),
        _ => return None,
    };
    let (with_sv, with_en) = match resident {
        Some(name) => (format!(" med {name}"), format!(" with {name}")),
        None => Default::default(),
    };
    Some(both(
        format!("{sv}{with_sv}: {lately} den senare halvan av tiden, {before} den förra."),
        format!("{en}{with_en}: {lately} in the later half of this time, {before} in the earlier."),
    ))
}

fn compare(groups: &[Group], resident: Option<&str>) -> Option<Texts> {
    let share = |group: &&Group| f64::from(group.glad) / f64::from(group.observed);
    let seen = groups.iter().filter(|group| group.observed >= ENOUGH);
    let by_share = |one: &&Group, other: &&Group| {
        // Of equal shares the one seen more often is the surer.
        let (one_high, other_high) = (share(one), share(other));
        one_high
            .total_cmp(&other_high)
            .then(one.observed.cmp(&other.observed))
    };
    let best = seen.clone().max_by(by_share)?;
    let least = seen.min_by(|one, other| {
        share(one)
            .total_cmp(&share(other))
            .then(other.observed.cmp(&one.observed))
    })?;
    if wilson(best.glad, best.observed).0 <= wilson(least.glad, least.observed).1 {
        return None;
    }
    let (best, least) = (&best.name, &least.name);
    let word = |texts: &Texts, tag: &str| texts.get(tag).cloned();
    let (best_sv, least_sv) = (word(best, "sv")?, word(least, "sv")?);
    let (best_en, least_en) = (word(best, "en")?, word(least, "en")?);
    Some(match resident {
        Some(name) => both(
            format!("{name} ler oftare efter {best_sv} än efter {least_sv}."),
            format!("{name} smiles more often after {best_en} than after {least_en}."),
        ),
        None => both(
            format!("De boende ler oftare efter {best_sv} än efter {least_sv}."),
            format!("Residents smile more often after {best_en} than after {least_en}."),
        ),
    })
}

/// Between which shares the true one lies, if `part` of `all` was seen: Wilson's score interval.
fn wilson(part: u32, all: u32) -> (f64, f64) {
    let (n, z) = (f64::from(all), SURE);
    let p = f64::from(part) / n;
    let middle = p + z * z / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    ((middle - half) / scale, (middle + half) / scale)
}

/// The words of topics that a sentence can end with, or none: a topic nobody has named here says nothing.
pub fn topic(topic: &str) -> Option<Texts> {
    let (sv, en) = match topic {
        "animals" => ("djur", "animals"),
        "baking" => ("bak", "baking"),
        "birds" => ("fåglar", "birds"),
        "boat" | "boats" => ("båtar", "boats"),
        "christmas" => ("jul", "Christmas"),
        "coffee" => ("kaffe", "coffee"),
        "dance" => ("dans", "dancing"),
        "family" => ("familj", "family"),
        "farm" => ("lantgård", "farms"),
        "fishing" => ("fiske", "fishing"),
        "flowers" => ("blommor", "flowers"),
        "forest" => ("skog", "forests"),
        "garden" => ("trädgård", "gardens"),
        "hymn" => ("psalmer", "hymns"),
        "kitchen" => ("kök", "kitchens"),
        "lake" => ("sjöar", "lakes"),
        "music" => ("musik", "music"),
        "nature" => ("natur", "nature"),
        "photos" => ("foton", "photos"),
        "radio" => ("radio", "radio"),
        "sea" => ("hav", "the sea"),
        "snow" => ("snö", "snow"),
        "stars" => ("stjärnor", "stars"),
        "travel" => ("resor", "travelling"),
        _ => return None,
    };
    Some(both(sv, en))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(name: &str, observed: u32, glad: u32) -> Group {
        Group {
            name: both(name, name),
            observed,
            glad,
        }
    }

    fn sv(texts: Option<Texts>) -> Option<String> {
        texts.map(|texts| {
            assert!(!texts["en"].is_empty());
            texts["sv"].clone()
        })
    }

    fn pairs(gladder: u32, same: u32, sadder: u32) -> Sums {
        Sums {
            sessions: gladder + same + sadder,
            gladder,
            same,
            sadder,
            ..Sums::default()
        }
    }

    #[test]
    fn what_one_resident_smiles_at_more_often() {
        let topics = vec![
            group("musik", 8, 7),
            group("natur", 9, 2),
            group("fiske", 2, 2),
        ];
        assert_eq!(
            sv(experiences(std::slice::from_ref(&topics), Some("Märta"))).as_deref(),
            Some("Märta ler oftare efter musik än efter natur.")
        );
        assert_eq!(
            sv(experiences(&[topics], None)).as_deref(),
            Some("De boende ler oftare efter musik än efter natur.")
        );
    }

    #[test]
    fn too_few_or_too_alike_says_nothing() {
        let few = vec![group("musik", 4, 4), group("natur", 4, 0)];
        let alike = vec![group("musik", 10, 6), group("natur", 10, 5)];
        let alone = vec![group("musik", 50, 50)];
        for groups in [few, alike, alone, Vec::new()] {
            assert_eq!(experiences(&[groups], Some("Märta")), None);
        }
    }

    #[test]
    fn single_experiences_speak_where_topics_have_nothing_to_say() {
        let topics = vec![group("natur", 20, 12)];
        let single = vec![group("Dansbanan", 9, 9), group("Skogssjön", 11, 3)];
        assert_eq!(
            sv(experiences(&[topics, single], Some("Nils"))).as_deref(),
            Some("Nils ler oftare efter Dansbanan än efter Skogssjön.")
        );
    }

    #[test]
    fn gladder_after_than_before_or_not() {
        let said = |sums: &Sums, name| sv(overview(sums, &[], name));
        assert_eq!(
            said(&pairs(6, 2, 0), Some("Märta")).as_deref(),
            Some("Märta är gladare efter 6 av 8 stunder.")
        );
        assert_eq!(
            said(&pairs(30, 8, 2), None).as_deref(),
            Some("Efter 30 av 40 stunder är den boende gladare än före.")
        );
        assert_eq!(
            said(&pairs(1, 9, 1), Some("Märta")).as_deref(),
            Some("Märta är oftast lika glad efter som före.")
        );
        assert_eq!(
            said(&pairs(0, 3, 9), None).as_deref(),
            Some("Efter 9 av 12 stunder är den boende mindre glad än före.")
        );
        // Four pairs are too few for one resident, eleven for a home; five to four may be chance.
        assert_eq!(said(&pairs(4, 0, 0), Some("Märta")), None);
        assert_eq!(said(&pairs(11, 0, 0), None), None);
        assert_eq!(said(&pairs(5, 1, 4), Some("Märta")), None);
    }

    #[test]
    fn more_or_fewer_sessions_than_before() {
        let weeks = |counts: &[u32]| -> Vec<Sums> {
            counts
                .iter()
                .map(|count| Sums {
                    sessions: *count,
                    ..Sums::default()
                })
                .collect()
        };
        let said = |counts: &[u32], name| sv(overview(&Sums::default(), &weeks(counts), name));
        assert_eq!(
            said(&[3, 4, 9, 10, 1], None).as_deref(),
            Some("Det blir fler stunder: 19 den senare halvan av tiden, 7 den förra.")
        );
        assert_eq!(
            said(&[20, 20, 5, 5, 0], Some("Märta")).as_deref(),
            Some("Det blir färre stunder med Märta: 10 den senare halvan av tiden, 40 den förra.")
        );
        for nothing in [&[9, 9, 10, 9, 0][..], &[1, 1, 4, 4, 0], &[50], &[]] {
            assert_eq!(said(nothing, None), None, "{nothing:?}");
        }
    }

    #[test]
    fn who_has_not_been_out() {
        let names = |names: &[&str]| {
            names
                .iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            sv(residents(9, &names(&["Nils", "Astrid"]))).as_deref(),
            Some("Nils och Astrid har inte varit på någon stund under tiden.")
        );
        assert_eq!(
            sv(residents(9, &names(&["a", "b", "c"]))).as_deref(),
            Some("3 boende har inte varit på någon stund under tiden.")
        );
        assert_eq!(residents(9, &[]), None);
        assert_eq!(residents(4, &names(&["Nils"])), None);
    }

    #[test]
    fn what_a_start_takes() {
        let taps = |tapped, taps| {
            sv(staff(&Sums {
                tapped,
                taps,
                ..Sums::default()
            }))
        };
        assert_eq!(
            taps(10, 38).as_deref(),
            Some("Det tar ungefär 4 tryck att starta en stund.")
        );
        assert_eq!(taps(4, 12), None);
    }

    #[test]
    fn the_interval_is_wilsons() {
        // By hand, for 7 of 8 and z = 1.28.
        let (low, high) = wilson(7, 8);
        assert!(
            (low - 0.666).abs() < 0.01 && (high - 0.962).abs() < 0.01,
            "{low} {high}"
        );
        assert!(wilson(0, 5).0.abs() < 1e-9 && (wilson(5, 5).1 - 1.0).abs() < 1e-9);
    }
}
