//! One's own photos and sounds in slots.

import { describe, expect, it } from "vitest";
import { filesIn, isUsed, moved, placesOf, withFiles } from "./slots";

const photos = { name: "photos", kind: "photos" as const, label: {}, max: 12 };
const song = { name: "song", kind: "sound" as const, label: {}, max: 1 };
const film = { name: "film", kind: "film" as const, label: {}, max: 1 };
const experiences = [
  { id: "skogssjo", playable: true, slots: [] },
  { id: "album", playable: true, slots: [photos, song, film] },
  { id: "trasig", playable: false, slots: [photos] },
];

describe("places", () => {
  it("are the slots for photos and sounds of what can be played", () => {
    expect(placesOf(experiences).map(({ experience, slot, takes }) => [experience, slot.name, takes])).toEqual([
      ["album", "photos", "photo"],
      ["album", "song", "sound"],
    ]);
  });

  it("hold their own files and leave the others alone", () => {
    const [first, second] = placesOf(experiences);
    const fills = withFiles(withFiles([], first!, ["a", "b"]), second!, ["c"]);
    expect(filesIn(fills, first!)).toEqual(["a", "b"]);
    const fewer = withFiles(fills, first!, ["b"]);
    expect(filesIn(fewer, second!)).toEqual(["c"]);
    expect(isUsed(fewer, "a")).toBe(false);
    expect(isUsed(fewer, "c")).toBe(true);
    expect(filesIn([], first!)).toEqual([]);
  });
});

it("things move a step, and stay inside", () => {
  expect(moved(["a", "b", "c"], "b", -1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b", "c"], "b", 1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b"], "a", -1)).toEqual(["a", "b"]);
  expect(moved(["a", "b"], "b", 1)).toEqual(["a", "b"]);
  expect(moved(["a"], "x", 1)).toEqual(["a"]);
});
