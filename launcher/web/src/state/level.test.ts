//! Levels as a headset sends them, and what the page calls them.

import { describe, expect, it } from "vitest";
import { loudnessOf, marksOf } from "./level";

/** The share of full scale that a level in decibels is. */
const share = (decibels: number) => 10 ** (decibels / 20);

describe("a sound level", () => {
  it.each([
    [0, "silent", 0],
    [share(-60.1), "silent", 0],
    [share(-59.9), "soft", 1],
    [share(-41), "soft", 2],
    [share(-23), "middling", 4],
    [share(-11), "loud", 5],
    [1, "loud", 5],
  ] as const)("of %d is %s, with %d marks", (level, word, marks) => {
    expect(loudnessOf(level)).toBe(word);
    expect(marksOf(level, 5)).toBe(marks);
  });

  it("never has more marks for less sound", () => {
    const marks = Array.from({ length: 101 }, (_, step) => marksOf(step / 100, 5));
    expect(marks).toEqual([...marks].sort((a, b) => a - b));
  });
});
