import { describe, expect, it } from "vitest";
import type { Experience } from "../api/types";
import { wordsFor } from "../words";
import { fitting, type Choice } from "./choice";

const one = (id: string, more: Partial<Experience>): Experience => ({
  id,
  title: { sv: id, en: id },
  description: {},
  minutes: 10,
  stimulation: "Low",
  motion: "Still",
  topics: [],
  years: null,
  playable: true,
  film: false,
  stand_in: false,
  captions: [],
  descriptions: [],
  problems: [],
  prompts: {},
  scenes: [],
  postures: ["seated"],
  slots: [],
  ...more,
});
const all = [
  one("stugan", { title: { sv: "Sommarstugan", en: "The cottage" }, topics: ["coffee"], years: [1945, 1975] }),
  one("tåget", { motion: "Moving", minutes: 5, stimulation: "High", description: { sv: "Längs kusten.", en: "Along the coast." } }),
  one("trasig", { playable: false }),
  one("sjön", { postures: ["seated", "reclined"], scenes: [{ id: "a", title: { sv: "Bryggan", en: "The jetty" }, prompts: {} }], minutes: 8 }),
];
const nothing: Choice = { search: "", short: false, calm: false, still: false, reclined: false };
const found = (choice: Partial<Choice>, disliked: string[] = [], tag = "sv") =>
  fitting(all, { ...nothing, ...choice }, disliked, wordsFor(tag)).map(({ id }) => id);

describe("what fits", () => {
  it("never holds what can't start or is disliked", () => {
    expect(found({})).toEqual(["stugan", "tåget", "sjön"]);
    expect(found({}, ["sjön"])).toEqual(["stugan", "tåget"]);
  });

  it("is found by name, topic, place and description, in the language of the page", () => {
    expect(found({ search: "sommar" })).toEqual(["stugan"]);
    expect(found({ search: "kaffe" })).toEqual(["stugan"]);
    expect(found({ search: "BRYGG" })).toEqual(["sjön"]);
    expect(found({ search: "jetty" }, [], "en")).toEqual(["sjön"]);
    expect(found({ search: "langs kust" })).toEqual(["tåget"]);
    expect(found({ search: "kaffe tåg" })).toEqual([]);
  });

  it("is found by a year within its years", () => {
    expect(found({ search: "1950" })).toEqual(["stugan"]);
    expect(found({ search: "1980" })).toEqual([]);
  });

  it("is made for lying back where that was asked", () => {
    expect(found({ reclined: true })).toEqual(["sjön"]);
  });

  it("is short, calm and still where that was asked", () => {
    expect(found({ short: true })).toEqual(["tåget", "sjön"]);
    expect(found({ calm: true })).toEqual(["stugan", "sjön"]);
    expect(found({ still: true, short: true })).toEqual(["sjön"]);
  });
});
