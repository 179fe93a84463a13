import { describe, expect, it } from "vitest";
import type { Headset } from "../api/types";
import { seats } from "./seats";

const headset = (id: string, needs_wipe = false): Headset => ({
  id,
  name: `Glasögon ${id}`,
  connected: true,
  state: "Lobby",
  notices: [],
  since: "2026-01-01T00:00:00Z",
  needs_wipe,
});
const goers = ["a", "b", "c"].map((key) => ({ key, name: key }));
const where = (free: Headset[], picked: Record<string, string> = {}) =>
  seats(goers, free, picked).map(({ headset }) => headset?.id);

describe("seats", () => {
  it("are given by themselves, those that need no wiping first", () => {
    expect(where([headset("1", true), headset("2"), headset("3")])).toEqual(["2", "3", "1"]);
  });

  it("are as they were picked, and the others move", () => {
    expect(where([headset("1"), headset("2"), headset("3")], { c: "1" })).toEqual(["2", "3", "1"]);
  });

  it("are never shared, and what is no longer free is given up", () => {
    expect(where([headset("1"), headset("2"), headset("3")], { a: "2", b: "2" })).toEqual(["1", "2", "3"]);
    expect(where([headset("1"), headset("2")], { a: "9" })).toEqual(["1", "2", undefined]);
  });
});
