//! A resident's settings as choices.

import { describe, expect, it } from "vitest";
import type { ResidentSettings } from "../api/types";
import { changesOf, DWELL, nearest, TEXT, withSettings, YAW_GAIN } from "./settings";

/** As the launcher keeps them where nothing was said. */
const none: ResidentSettings = { volume: null, listening: {}, person: {}, short_visits: "first" };

describe("a choice", () => {
  it("is the nearest there is, and the usual one where nothing is set", () => {
    expect(nearest(TEXT, 2.4, "usual")).toBe("large");
    expect(nearest(DWELL, 0.8, "usual")).toBe("quick");
    expect(nearest(YAW_GAIN, 1, "off")).toBe("off");
    expect(nearest(DWELL, null, "usual")).toBe("usual");
    expect(nearest(DWELL, undefined, "usual")).toBe("usual");
  });
});

describe("settings", () => {
  it("count what is not as usual", () => {
    expect(changesOf(none)).toBe(0);
    expect(changesOf({ ...none, volume: 0.7, listening: { mono: false, captions: null }, person: { dwell: 1.2, stimulation: "High" } })).toBe(0);
    expect(
      changesOf({
        ...none,
        volume: 0.9,
        listening: { mono: true, captions: true, language: "fi" },
        person: { dwell: 2, text: 2.5, yaw_gain: 2, reclined: true, stimulation: "Low" },
        short_visits: "all",
      }),
    ).toBe(9);
  });

  it("keep what is not changed", () => {
    const before: ResidentSettings = { ...none, volume: 0.5, listening: { mono: true }, person: { dwell: 2 } };
    expect(withSettings(before, { listening: { captions: true } })).toEqual({ ...before, listening: { mono: true, captions: true } });
    expect(withSettings(before, { person: { text: 3 } })).toEqual({ ...before, person: { dwell: 2, text: 3 } });
    expect(withSettings(none, { volume: 0 })).toEqual({ ...none, volume: 0 });
  });
});
