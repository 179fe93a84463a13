//! Finding residents.

import { expect, it } from "vitest";
import { found } from "./residents";

const all = [
  { name: "Märta", room: "12" },
  { name: "Åke", room: "3 B" },
  { name: "عائشة", room: "" },
];

it.each([
  ["", 3],
  ["marta", 1],
  ["MÄRTA 12", 1],
  ["ake", 1],
  ["b 3", 1],
  ["عائشة", 1],
  ["märta 3", 0],
])("%j finds %i", (typed, n) => {
  expect(found(all, typed)).toHaveLength(n);
});
