//! The languages of the page. A file here is a language, with its tag and its own name in it; nothing else
//! needs to know. A large language gathers a folder of areas (`sv/`, `en/`); a new one may be a single file.
//! Texts of experiences come with the experiences.

import swedish from "./sv";

/** Every word of the page. Swedish is the shape; a missing word in another language does not compile. */
export type Words = typeof swedish;

const files = import.meta.glob<Words>(["./*.ts", "!./index.ts", "!./count.ts", "!./*.test.ts"], {
  eager: true,
  import: "default",
});

/** All languages, Swedish first, the others by their tag. */
export const languages: readonly Words[] = Object.values(files).sort((a, b) =>
  a.tag === "sv" ? -1 : b.tag === "sv" ? 1 : a.tag.localeCompare(b.tag),
);

/** The words for a language tag; Swedish for a tag nobody has written. */
export function wordsFor(tag: string | null): Words {
  return languages.find((words) => words.tag === tag) ?? swedish;
}

/** The text in the language `tag`, or in Swedish, or in whichever there is: never nothing. */
export function inLanguage<T>(texts: Record<string, T> | undefined, tag: string): T | undefined {
  return texts?.[tag] ?? texts?.["sv"] ?? Object.values(texts ?? {})[0];
}
