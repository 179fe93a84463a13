//! What the charts say.

import { describe, expect, it } from "vitest";
import { wordsFor } from "../words";
import { daysOf, largestFirst, monthLabels, shiftsOf, smileysSay, ticksOf, ticksSay, timeOf, trendOf } from "./report";

const swedish = wordsFor("sv");
const english = wordsFor("en");
const weeks = (...sessions: number[]) => sessions.map((n) => ({ sessions: n }));

describe("a period", () => {
  const now = new Date(2026, 2, 3, 9).getTime();

  it("ends today and holds its days, also over the end of a year and summer time", () => {
    expect(daysOf("month", now)).toEqual({ from: "2026-02-04", to: "2026-03-03" });
    expect(daysOf("quarter", now)).toEqual({ from: "2025-12-03", to: "2026-03-03" });
    expect(daysOf("year", now)).toEqual({ from: "2025-03-04", to: "2026-03-03" });
    expect(daysOf("month", new Date(2026, 3, 20, 0, 30).getTime())).toEqual({ from: "2026-03-24", to: "2026-04-20" });
  });
});

describe("a time", () => {
  it.each([
    [0, "0 minuter"],
    [60, "1 minut"],
    [5_340, "89 minuter"],
    [5_400, "2 timmar"],
    [3_600 * 31, "31 timmar"],
  ])("of %d s is said %s", (seconds, said) => {
    expect(timeOf(seconds, swedish)).toBe(said);
  });
});

describe("the weeks", () => {
  it("grow or shrink only when the difference is a quarter or more", () => {
    expect(trendOf(weeks(2, 2, 4, 5))).toBe("more");
    expect(trendOf(weeks(5, 5, 2, 2))).toBe("fewer");
    expect(trendOf(weeks(4, 4, 4, 5))).toBe("even");
    expect(trendOf(weeks(0, 0, 0))).toBe("even");
    expect(trendOf(weeks(0, 3))).toBe("more");
    expect(trendOf([])).toBe("even");
    expect(trendOf(weeks(7))).toBe("even");
  });

  it("are labelled at the months' beginnings, with room between", () => {
    const year = ["2026-01-05", "2026-01-26", "2026-02-02", "2026-02-23", "2026-03-02", "2026-03-09"];
    const all = year.map((start) => ({ start, sessions: 0, seconds: 0 }));
    expect(monthLabels(all, 1)).toEqual([0, 2, 4]);
    expect(monthLabels(all, 3)).toEqual([0, 4]);
  });
});

describe("the smileys", () => {
  it("are said as they are, up, down or the same", () => {
    expect(smileysSay({ before: 2.94, after: 4.11 }, swedish)).toBe("Smileyn är i snitt 2,9 före och 4,1 efter.");
    expect(smileysSay({ before: 4, after: 3.5 }, english)).toBe("The smiley is 4.0 before and 3.5 after, on average.");
    expect(smileysSay({ before: 3.02, after: 2.98 }, swedish)).toBe("Smileyn är i snitt 3,0 både före och efter.");
    expect(smileysSay({ before: null, after: null }, swedish)).toContain("Ingen smiley");
  });

  it("are compared where both are known", () => {
    const all = [
      { name: "a", before: 3, after: 4 },
      { name: "b", before: null, after: 5 },
      { name: "c", before: 2, after: 4 },
    ];
    expect(shiftsOf(all).map(({ name }) => name)).toEqual(["a", "c"]);
  });
});

describe("what was seen", () => {
  it("is told from the most common, and what never happened is left out", () => {
    const ticks = { sings: 2, smile: 9, sick: 0 };
    expect(ticksOf({ ticks })).toEqual([
      { tick: "smile", n: 9 },
      { tick: "sings", n: 2 },
    ]);
    expect(ticksSay({ ticks }, swedish)).toBe("Oftast såg ni: ler, 9 gånger.");
    expect(ticksSay({ ticks: {} }, english)).toBe("Nothing is ticked yet.");
  });
});

it("the largest come first, and equal ones keep their order", () => {
  expect(largestFirst([{ a: 1 }, { a: 3, b: 1 }, { a: 3, b: 2 }], ({ a }) => a)).toEqual([{ a: 3, b: 1 }, { a: 3, b: 2 }, { a: 1 }]);
});
