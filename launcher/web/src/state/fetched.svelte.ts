//! Something asked of the launcher once for a screen: on its way, there, refused, or out of reach and
//! asked for again until it comes. A newer question makes an older answer void.

import type { Answer } from "../api/client";

/** Milliseconds between two tries while the launcher is out of reach. */
const AGAIN = 3_000;

export class Fetched<T> {
  /** What came last; kept while something newer is on its way. */
  value = $state.raw<T | null>(null);
  state = $state<"looking" | "there" | "refused" | "away">("looking");
  /** Why it was refused, in the launcher's words. */
  sentence = $state<string | null>(null);
  /** The status of a refusal, such as 404. */
  status = $state<number | null>(null);

  #ticket = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Asks now, and again while nobody answers. Returns what ends it: `$effect(() => fetched.follow(ask))`. */
  follow(ask: () => Promise<Answer<T>>): () => void {
    const mine = ++this.#ticket;
    clearTimeout(this.#timer);
    const look = (first: Promise<Answer<T>>) =>
      void first.then((answer) => {
        if (mine !== this.#ticket) return;
        if (answer.kind === "done") {
          this.value = answer.value;
          this.state = "there";
        } else if (answer.kind === "refused") {
          this.sentence = answer.sentence;
          this.status = answer.status;
          this.state = "refused";
        } else {
          this.state = "away";
          this.#timer = setTimeout(() => look(ask()), AGAIN);
        }
      });
    look(ask());
    return () => {
      if (mine === this.#ticket) this.#ticket += 1;
      clearTimeout(this.#timer);
    };
  }

  /** Puts a newer value in its place, such as the answer to a change. */
  take(value: T): void {
    this.value = value;
    this.state = "there";
  }
}
