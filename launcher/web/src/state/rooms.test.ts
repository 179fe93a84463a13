//! Whose the rooms of the settings are.

import { expect, it } from "vitest";
import { roomsFor, ROOMS } from "./rooms";

it("only whoever looks after Utsikt opens all of them", () => {
  expect(roomsFor("admin")).toEqual([...ROOMS]);
  expect(roomsFor("caregiver")).toEqual(["me", "about"]);
  expect(roomsFor("maker")).toEqual(["me", "about"]);
  expect(roomsFor("auditor")).toEqual(["log", "me", "about"]);
});
