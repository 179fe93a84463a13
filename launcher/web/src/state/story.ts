//! A life story in pictures and words: what can be tapped, and what a tap makes of it. Pure functions.
//! Codes are the experiences' own topics where there is one, so that a story leads to a suggestion (T6).

import type { LifeStory } from "../api/types";
import type { Words } from "../words";

/** What somebody may enjoy. */
export const INTERESTS = [
  "fishing", "boat", "lake", "sea", "swimming", "forest", "berries", "garden", "flowers", "birds", "animals", "dogs", "cats", "horses",
  "farm", "coffee", "baking", "food", "family", "children", "cottage", "dance", "music", "radio", "church", "christmas",
  "midsummer", "snow", "mountains", "stars", "fire", "travel", "trains", "cars", "handicraft", "carpentry", "reading", "sport",
] as const;

/** Music. */
export const MUSIC = [
  "schottis", "waltz", "hambo", "accordion", "dance_band", "songs", "hymn", "choir", "jazz", "classical",
  "christmas_songs", "lullaby",
] as const;

/** What somebody may want to be spared. */
export const DISLIKES = ["dark", "heights", "crowds", "loud", "water", "boat", "snow", "animals", "dogs", "birds", "church", "fire"] as const;

/** The decades people now in care were young in. */
export const DECADES = [1930, 1940, 1950, 1960, 1970, 1980] as const;

/** The longest word or place of one's own, in characters. */
export const LONGEST = 40;

/** A word of a story, said in the language; one's own words are said as they were written. */
export function wordOf(code: string, words: Words): string {
  return words.residents.story.word[code] ?? words.experience.topic[code] ?? code;
}

/** A list with a word added or taken away. */
export function toggled(list: readonly string[], word: string): string[] {
  return list.includes(word) ? list.filter((other) => other !== word) : [...list, word];
}

/** A list with one's own word added; nothing new for one that is empty, too long or there already. */
export function withOwn(list: readonly string[], typed: string): string[] {
  const word = typed.trim().replaceAll(/\s+/g, " ");
  const known = list.some((other) => other.toLocaleLowerCase() === word.toLocaleLowerCase());
  return word === "" || [...word].length > LONGEST || known ? [...list] : [...list, word];
}

/** Those of a list that have no picture of their own: they were written here. */
export function ownOf(list: readonly string[], pictured: readonly string[]): string[] {
  return list.filter((word) => !pictured.includes(word));
}

/** Whether a decade lies in the years. */
export function inYears(years: LifeStory["years"], decade: number): boolean {
  return years != null && years.from <= decade + 9 && decade <= years.to;
}

/** The years after a tap on a decade: it widens them, shrinks them at an end, or clears the last. */
export function tapDecade(years: LifeStory["years"], decade: number): LifeStory["years"] {
  if (years == null) return { from: decade, to: decade + 9 };
  const first = Math.floor(years.from / 10) * 10;
  const last = Math.floor(years.to / 10) * 10;
  if (decade < first) return { from: decade, to: last + 9 };
  if (decade > last) return { from: first, to: decade + 9 };
  if (first === last) return null;
  if (decade === first) return { from: first + 10, to: last + 9 };
  if (decade === last) return { from: first, to: last - 1 };
  return { from: first, to: decade + 9 };
}

/** A story in one line: a few words and the years, or nothing. */
export function summaryOf(story: LifeStory, words: Words, most = 4): string | null {
  const all = [...story.interests, ...story.music, ...story.places].map((word) => wordOf(word, words));
  const few = all.slice(0, most).join(", ") + (all.length > most ? " …" : "");
  const years = story.years && words.residents.story.yearsFrom(story.years.from, story.years.to);
  const line = [few, years].filter(Boolean).join(" · ");
  return line === "" ? null : line.charAt(0).toLocaleUpperCase() + line.slice(1);
}
