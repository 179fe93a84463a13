//! Every language says everything: the same keys, and sentences that take the same values.

import { describe, expect, it } from "vitest";
import { inLanguage, languages, wordsFor } from ".";

/** Each leaf as `path: kind`, where a kind is `text` or a function with its number of values. */
function leaves(value: unknown, path = ""): string[] {
  if (typeof value === "string") return [`${path}: text`];
  if (typeof value === "function") return [`${path}: sentence with ${value.length}`];
  return Object.entries(value as object).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

/** The sentences themselves, those with values filled in. */
function sentences(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "function") return [String(value(2, 3))];
  return Object.values(value as object).flatMap(sentences);
}

/** What the launcher writes into the access log, as it stands in its source. */
function logged(): string[] {
  const files = import.meta.glob<string>("../../../src/**/*.rs", { query: "?raw", import: "default", eager: true });
  const written = /\b(?:append|note|resident)\([^"{]{0,80}\bby\b[^"{]{0,80}"([a-z]+(?:-[a-z]+)+)"/g;
  return Object.values(files).flatMap((text) => [...text.matchAll(written)].map(([, what]) => what!));
}

describe("words", () => {
  it("are there in Swedish, which comes first, and in English", () => {
    expect(languages.map((words) => words.tag)).toEqual(["sv", "en"]);
    expect(wordsFor("en").tag).toBe("en");
    expect(wordsFor("xx").tag).toBe("sv");
    expect(wordsFor(null).tag).toBe("sv");
  });

  const [swedish, ...others] = languages;
  it.each(others.map((words) => [words.tag, words] as const))("of %s say the same as Swedish", (_, words) => {
    expect(leaves(words)).toEqual(leaves(swedish));
  });

  it.each(languages.map((words) => [words.tag, words] as const))("of %s are calm", (_, words) => {
    for (const sentence of sentences(words)) {
      expect(sentence.trim()).not.toBe("");
      expect(sentence).not.toContain("!");
      expect(sentence).not.toContain("undefined");
    }
  });

  it("of an experience fall back to Swedish, then to any", () => {
    expect(inLanguage({ sv: "sjö", en: "lake" }, "en")).toBe("lake");
    expect(inLanguage({ sv: "sjö", en: "lake" }, "fi")).toBe("sjö");
    expect(inLanguage({ fi: "järvi" }, "en")).toBe("järvi");
    expect(inLanguage({}, "en")).toBeUndefined();
    expect(inLanguage(undefined, "en")).toBeUndefined();
  });

  it("are there for all that the access log says", () => {
    const said = new Set(logged());
    expect(said.size).toBeGreaterThan(30);
    for (const words of languages) expect([...said].filter((what) => !(what in words.log.did))).toEqual([]);
  });
});
