import { describe, expect, it } from "vitest";
import type { ResidentCard } from "../api/types";
import { matching } from "./people";

const one = (name: string, room: string): ResidentCard => ({
  id: name + room,
  name,
  room,
  favourites: [],
  last: null,
  checklist_due: false,
});
const all = [one("Örjan", "9"), one("Märta", "101"), one("Åke", "12"), one("Märta", "2"), one("👵🏽 ليلى", "3")];
const found = (search: string) => matching(all, search, "sv").map(({ name, room }) => `${name} ${room}`);

describe("residents", () => {
  it("stand by name as the language sorts them, then by room as numbers", () => {
    expect(found("")).toEqual(["👵🏽 ليلى 3", "Märta 2", "Märta 101", "Åke 12", "Örjan 9"]);
  });

  it("are found by a part of the name or the room, with or without marks", () => {
    expect(found("mar")).toEqual(["Märta 2", "Märta 101"]);
    expect(found(" ÅKE ")).toEqual(["Åke 12"]);
    expect(found("marta 101")).toEqual(["Märta 101"]);
    expect(found("ليلى")).toEqual(["👵🏽 ليلى 3"]);
    expect(found("nobody")).toEqual([]);
  });
});
