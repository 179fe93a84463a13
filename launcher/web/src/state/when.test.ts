//! Days and numbers, said in both languages.

import { describe, expect, it } from "vitest";
import { dayOf, isoDay, megabytes, momentOf, tenths } from "./when";

const NOW = new Date(2026, 10, 28, 12).getTime();
const THEN = new Date(2026, 10, 2, 14, 5);

describe("a day", () => {
  it("has its year only when that is another year", () => {
    expect(dayOf(THEN, "sv", NOW)).toBe("2 november");
    expect(dayOf(THEN, "en", NOW)).toBe("2 November");
    expect(dayOf(new Date(2024, 1, 29), "sv", NOW)).toBe("29 februari 2024");
    expect(dayOf(new Date(2024, 1, 29), "en", NOW)).toBe("29 February 2024");
  });

  it("comes with the time of day where that matters", () => {
    expect(momentOf(THEN, "sv", NOW)).toBe("2 november 14:05");
    expect(momentOf(THEN, "en", NOW)).toBe("2 November 14:05");
  });

  it("is written as a date field wants it, in the tablet's own zone", () => {
    expect(isoDay(new Date(2026, 0, 3, 0, 30))).toBe("2026-01-03");
    expect(isoDay(new Date(2026, 11, 31, 23, 59))).toBe("2026-12-31");
  });
});

describe("numbers", () => {
  it("are written as the language does", () => {
    expect(tenths(3.14, "sv")).toBe("3,1");
    expect(tenths(4, "en")).toBe("4.0");
    expect(megabytes(3_420_000, "sv")).toBe("3,4 MB");
    expect(megabytes(120_000_000, "en")).toBe("120 MB");
  });
});
