//! Finding an experience: words and filters over the list, in the language of the page.

import type { Experience, SeatedPerson } from "../api/types";
import { inLanguage, type Words } from "../words";

/** What a caregiver narrows the list by. */
export interface Choice {
  search: string;
  /** At most so many minutes. */
  short: boolean;
  calm: boolean;
  still: boolean;
  /** Made for somebody who lies back, too. */
  reclined: boolean;
}

/** Minutes up to which an experience is called short: what a first visit may take (H1). */
export const SHORT = 8;

const LIVELY: Record<SeatedPerson["stimulation"], number> = { Low: 0, Medium: 1, High: 2 };
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Those that can be started, are not disliked, and fit the choice. */
export function fitting(
  experiences: readonly Experience[],
  choice: Choice,
  disliked: readonly string[],
  words: Words,
): Experience[] {
  const wanted = plain(choice.search).split(/\s+/).filter(Boolean);
  return experiences.filter(
    (experience) =>
      experience.playable &&
      !disliked.includes(experience.id) &&
      (!choice.short || experience.minutes <= SHORT) &&
      (!choice.calm || LIVELY[experience.stimulation] === 0) &&
      (!choice.reclined || experience.postures.includes("reclined")) &&
      (!choice.still || experience.motion === "Still") &&
      wanted.every((word) => mentions(experience, word, words)),
  );
}

/** Whether an experience has to do with a word: its name, places, topics, what is said of it, or a year within its years. */
function mentions(experience: Experience, word: string, words: Words): boolean {
  const year = /^\d{4}$/.test(word) ? Number(word) : null;
  const [from, to] = experience.years ?? [];
  if (year !== null && from !== undefined && to !== undefined) return from <= year && year <= to;
  const said = [
    inLanguage(experience.title, words.tag),
    inLanguage(experience.description, words.tag),
    ...experience.scenes.map((scene) => inLanguage(scene.title, words.tag)),
    ...experience.topics.flatMap((topic) => [topic, words.experience.topic[topic]]),
  ];
  return said.some((text) => text !== undefined && plain(text).includes(word));
}
