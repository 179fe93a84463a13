//! The language of the page: Swedish until someone chooses another, then remembered on this tablet.

import { languages, wordsFor, type Words } from "../words";

const KEY = "utsikt.language";

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    // A browser that keeps nothing (a private window) still works, in Swedish.
    return null;
  }
}

class Language {
  #words = $state.raw<Words>(wordsFor(remembered()));

  /** The words to use now. */
  get words(): Words {
    return this.#words;
  }

  /** The tag of the language used now, such as `sv`. */
  get tag(): string {
    return this.#words.tag;
  }

  /** Every language there is. */
  get all(): readonly Words[] {
    return languages;
  }

  /** Changes the language and remembers it. */
  choose(tag: string): void {
    this.#words = wordsFor(tag);
    try {
      localStorage.setItem(KEY, tag);
    } catch {
      // Not remembered, then; it holds until the page is closed.
    }
  }
}

/** The one language of this page. */
export const language = new Language();
