//! Time left, said in both languages.

import { describe, expect, it } from "vitest";
import { wordsFor } from "../words";
import { timeLeft } from "./time";

describe("time left", () => {
  it.each([
    [1_800, "30 minuter kvar", "30 minutes left"],
    [600, "10 minuter kvar", "10 minutes left"],
    [599.4, "10 minuter kvar", "10 minutes left"],
    [61, "2 minuter kvar", "2 minutes left"],
    [60, "1 minut kvar", "1 minute left"],
    [51, "1 minut kvar", "1 minute left"],
    [50, "50 sekunder kvar", "50 seconds left"],
    [10.5, "20 sekunder kvar", "20 seconds left"],
    [10, "Strax slut", "Nearly over"],
    [0, "Strax slut", "Nearly over"],
  ])("%d s is said %s", (seconds, swedish, english) => {
    expect(timeLeft(seconds, wordsFor("sv"))).toBe(swedish);
    expect(timeLeft(seconds, wordsFor("en"))).toBe(english);
  });
});
