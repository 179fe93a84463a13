//! What is shown at one time: at most two short lines, one page after the other.

use std::collections::{BTreeSet, HashSet};
use std::time::Duration;

use unicode_segmentation::UnicodeSegmentation;

use super::Cue;

/// The most lines that are shown at one time.
pub const LINES: usize = 2;
/// The most characters in a line, as a reader counts them.
pub const CHARACTERS: usize = 28;
/// Where speakers overlap by less than this, the one before gives way: nothing comes only to be gone.
const SHORTEST: Duration = Duration::from_millis(500);

/// Breaks cues into pages of at most [`LINES`] lines of at most [`CHARACTERS`] characters for which
/// `fits` holds (that knows how wide the letters are). No two pages are shown at the same time.
///
/// The lines of a cue that fits are kept as they are. A longer one is broken anew, into as few pages as
/// it takes, preferably after a sentence; they share its time by their length. Where two cues of
/// one line overlap both are shown, else the one that came last.
pub fn pages(cues: &[Cue], fits: &dyn Fn(&str) -> bool) -> Vec<Cue> {
    let fits =
        |line: &str| line.graphemes(true).take(CHARACTERS + 1).count() <= CHARACTERS && fits(line);
    let mut all: Vec<Cue> = cues.iter().flat_map(|cue| pages_of(cue, &fits)).collect();
    all.sort_by_key(|page| page.from);
    one_at_a_time(&all)
}

/// One cue's pages, dividing its time among them.
fn pages_of(cue: &Cue, fits: &dyn Fn(&str) -> bool) -> Vec<Cue> {
    if cue.lines.len() <= LINES && cue.lines.iter().all(|line| fits(line)) {
        return vec![cue.clone()];
    }
    let mut pages: Vec<Vec<String>> = Vec::new();
    for said in speakers(&cue.lines) {
        for page in broken(&said, fits) {
            match pages.last_mut() {
                // Two who say one line each are shown together.
                Some(last) if last.len() + page.len() <= LINES => last.extend(page),
                _ => pages.push(page),
            }
        }
    }
    let weight = |page: &Vec<String>| {
        page.iter()
            .map(|line| line.chars().count() as u32)
            .sum::<u32>()
    };
    let whole = pages.iter().map(weight).sum::<u32>().max(1);
    let time = cue.to.saturating_sub(cue.from);
    let at = |told: u32| cue.from.saturating_add(share(time, told, whole));
    let mut told = 0;
    let mut moment = |page: &Vec<String>| {
        let from = at(told);
        told += weight(page);
        (from, at(told))
    };
    let timed = pages.into_iter().map(|lines| {
        let (from, to) = moment(&lines);
        Cue { from, to, lines }
    });
    timed.filter(|page| page.from < page.to).collect()
}

fn share(time: Duration, part: u32, whole: u32) -> Duration {
    let nanos = time.as_nanos() * u128::from(part) / u128::from(whole);
    Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
}

/// What each speaker says, as one run of words: a line that begins with a dash is somebody else's.
fn speakers(lines: &[String]) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for line in lines {
        match said.last_mut() {
            Some(last) if !line.starts_with(['-', '–', '—']) => {
                last.push(' ');
                last.push_str(line);
            }
            _ => said.push(line.clone()),
        }
    }
    said
}

/// A run of words in as few pages as it takes, of even length, ending with sentences where they can.
fn broken(said: &str, fits: &dyn Fn(&str) -> bool) -> Vec<Vec<String>> {
    let words: Vec<String> = said
        .split(' ')
        .flat_map(|word| in_parts(word, fits))
        .collect();
    let line_end: Vec<usize> = (0..words.len())
        .map(|first| end_of_line(&words, first, fits))
        .collect();
    // The best way from each word to the end: its cost and where its first page ends.
    let mut best = vec![(0_u64, words.len()); words.len() + 1];
    for first in (0..words.len()).rev() {
        let second_line = line_end[first];
        let last = line_end.get(second_line).copied().unwrap_or(second_line);
        let ways = (first + 1..=last).map(|end| {
            (
                cost(&words[first..end], end == words.len()) + best[end].0,
                end,
            )
        });
        best[first] = ways.min().unwrap_or((0, words.len()));
    }
    let mut pages = Vec::new();
    let mut first = 0;
    while first < words.len() {
        let end = best[first].1;
        pages.push(lines(&words[first..end], line_end[first] - first, fits));
        first = end;
    }
    pages
}

/// How far a page of these words is from what is wished for: few pages first, then even ones.
fn cost(words: &[String], last: bool) -> u64 {
    const PAGE: u64 = 1 << 20;
    let length = words
        .iter()
        .map(|word| word.chars().count() as u64 + 1)
        .sum::<u64>();
    let end = words.last().and_then(|word| word.chars().next_back());
    let broken_off = match end {
        _ if last => 0,
        Some('.' | '!' | '?' | '…') => 0,
        Some(',' | ';' | ':' | '–') => 250,
        _ => 500,
    };
    PAGE + length * length + broken_off
}

/// A page's words in one line, or in two about as long; `most` is how many the first can take.
fn lines(words: &[String], most: usize, fits: &dyn Fn(&str) -> bool) -> Vec<String> {
    if most >= words.len() {
        return vec![words.join(" ")];
    }
    let splits = (1..=most).map(|end| (words[..end].join(" "), words[end..].join(" ")));
    let even = |(first, second): &(String, String)| {
        let (first_length, second_length) = (first.chars().count(), second.chars().count());
        let clause = first.ends_with(['.', '!', '?', ',', ';', ':', '–', '…']);
        (
            !fits(second),
            first_length.abs_diff(second_length) + if clause { 0 } else { 6 },
        )
    };
    let (first, second) = splits.min_by_key(even).unwrap_or_default();
    vec![first, second]
}

/// The end of the longest line that begins with word `first`: one word at the least.
fn end_of_line(words: &[String], first: usize, fits: &dyn Fn(&str) -> bool) -> usize {
    let mut line = words[first].clone();
    let mut end = first + 1;
    while let Some(next) = words.get(end) {
        line.push(' ');
        line.push_str(next);
        if !fits(&line) {
            break;
        }
        end += 1;
    }
    end
}

/// A word, cut with hyphens where it is longer than a line.
fn in_parts(word: &str, fits: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = word;
    while !fits(rest) {
        let cuts = rest.grapheme_indices(true).map(|(at, _)| at).skip(1);
        let fitting = cuts
            .take_while(|&at| fits(&format!("{}-", &rest[..at])))
            .last();
        let cut = fitting.or_else(|| rest.grapheme_indices(true).nth(1).map(|(at, _)| at));
        let Some(cut) = cut else { break };
        parts.push(format!("{}-", &rest[..cut]));
        rest = &rest[cut..];
    }
    parts.push(rest.to_owned());
    parts
}

/// What is to be seen at each time, where several pages want to be.
fn one_at_a_time(pages: &[Cue]) -> Vec<Cue> {
    let ends: BTreeSet<Duration> = pages.iter().flat_map(|page| [page.from, page.to]).collect();
    let mut ends = ends.into_iter().peekable();
    let (mut shown, mut next) = (Vec::<Cue>::new(), 0);
    let mut active: BTreeSet<usize> = BTreeSet::new();
    let mut by_end: BTreeSet<(Duration, usize)> = BTreeSet::new();
    while let (Some(from), Some(&to)) = (ends.next(), ends.peek()) {
        while pages.get(next).is_some_and(|page| page.from <= from) {
            active.insert(next);
            by_end.insert((pages[next].to, next));
            next += 1;
        }
        while let Some(&(end, gone)) = by_end.first().filter(|(end, _)| *end <= from) {
            by_end.remove(&(end, gone));
            active.remove(&gone);
        }
        let mut newest = active.iter().rev().map(|&index| &pages[index].lines);
        let Some(lines) = newest.next() else { continue };
        let lines = match newest.next() {
            Some(before) if before.len() == 1 && lines.len() == 1 && before != lines => {
                [&before[..], lines].concat()
            }
            _ => lines.clone(),
        };
        match shown.last_mut() {
            Some(last) if last.to == from && last.lines == lines => last.to = to,
            _ => shown.push(Cue { from, to, lines }),
        }
    }
    without_flashes(shown)
}

/// Leaves out the short time in which two pages were seen together, where each is also seen alone.
fn without_flashes(pages: Vec<Cue>) -> Vec<Cue> {
    let mut kept: Vec<Cue> = Vec::with_capacity(pages.len());
    let mut pages = pages.into_iter().peekable();
    while let Some(page) = pages.next() {
        let before = kept.last().filter(|before| before.to == page.from);
        let after = pages.peek_mut().filter(|after| after.from == page.to);
        let seen: HashSet<&String> = before
            .iter()
            .flat_map(|before| &before.lines)
            .chain(after.iter().flat_map(|after| &after.lines))
            .collect();
        let told = page.lines.iter().all(|line| seen.contains(line));
        match after {
            Some(after) if told && page.to - page.from < SHORTEST => after.from = page.from,
            _ => kept.push(page),
        }
    }
    kept
}
