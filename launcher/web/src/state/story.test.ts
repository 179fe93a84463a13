//! What a tap makes of a life story.

import { describe, expect, it } from "vitest";
import { wordsFor } from "../words";
import { DECADES, DISLIKES, INTERESTS, MUSIC, inYears, ownOf, summaryOf, tapDecade, toggled, withOwn, wordOf } from "./story";

const nothing = { interests: [], music: [], places: [], years: null, dislikes: [] };

describe("words of a story", () => {
  it.each(["sv", "en"])("are all said in %s", (tag) => {
    const words = wordsFor(tag);
    for (const code of [...INTERESTS, ...MUSIC, ...DISLIKES]) {
      const known = { ...words.experience.topic, ...words.residents.story.word };
      expect(known[code], code).toBeDefined();
    }
  });

  it("that somebody wrote are said as they were written", () => {
    expect(wordOf("fishing", wordsFor("sv"))).toBe("fiske");
    expect(wordOf("Farmors bigård", wordsFor("en"))).toBe("Farmors bigård");
  });

  it("come and go with a tap", () => {
    expect(toggled(["fishing"], "boat")).toEqual(["fishing", "boat"]);
    expect(toggled(["fishing", "boat"], "fishing")).toEqual(["boat"]);
  });

  it("of one's own are trimmed, and never doubled, empty or too long", () => {
    expect(withOwn([], "  Norra   Ölands udde ")).toEqual(["Norra Ölands udde"]);
    expect(withOwn(["Gotland"], "gotland")).toEqual(["Gotland"]);
    expect(withOwn(["Gotland"], "   ")).toEqual(["Gotland"]);
    expect(withOwn([], "👵🏽".repeat(40))).toEqual([]);
    expect(withOwn([], "x".repeat(40))).toEqual(["x".repeat(40)]);
    expect(ownOf(["fishing", "bigård"], INTERESTS)).toEqual(["bigård"]);
  });
});

describe("the years", () => {
  it("grow from the decade tapped to the next, and shrink again", () => {
    const one = tapDecade(null, 1950);
    expect(one).toEqual({ from: 1950, to: 1959 });
    const two = tapDecade(one, 1970);
    expect(two).toEqual({ from: 1950, to: 1979 });
    expect(tapDecade(two, 1930)).toEqual({ from: 1930, to: 1979 });
    expect(tapDecade(two, 1950)).toEqual({ from: 1960, to: 1979 });
    expect(tapDecade(two, 1970)).toEqual({ from: 1950, to: 1969 });
    expect(tapDecade(two, 1960)).toEqual({ from: 1950, to: 1969 });
    expect(tapDecade(one, 1950)).toBeNull();
  });

  it("hold every decade they touch", () => {
    expect(DECADES.filter((decade) => inYears({ from: 1945, to: 1960 }, decade))).toEqual([1940, 1950, 1960]);
    expect(inYears(null, 1950)).toBe(false);
  });
});

describe("a story in one line", () => {
  it("says a few words and the years", () => {
    const story = { ...nothing, interests: ["fishing", "coffee", "garden"], music: ["waltz"], places: ["Gotland"], years: { from: 1945, to: 1965 } };
    expect(summaryOf(story, wordsFor("sv"))).toBe("Fiske, kaffe, trädgården, vals … · 1945–1965");
    expect(summaryOf({ ...nothing, years: { from: 1945, to: 1965 } }, wordsFor("en"))).toBe("1945–1965");
    expect(summaryOf(nothing, wordsFor("sv"))).toBeNull();
  });
});
