//! The language of the page: Swedish until someone chooses another, then remembered on this tablet.

import { languages, wordsFor, type Words } from "../words";
import { recall, remember } from "./memory";

class Language {
  #words = $state.raw<Words>(wordsFor(recall("language")));

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
    remember("language", tag);
  }
}

/** The one language of this page. */
export const language = new Language();
