//! Changes that save themselves: what is changed while another change is on its way is gathered and sent
//! after it; what does not get through is kept and sent again; what is refused is said. Nothing is lost
//! while the page is open.

import type { Answer } from "../api/client";

/** Milliseconds between two tries while the launcher is out of reach. */
const AGAIN = 3_000;

export class Saving<Change extends object, T> {
  state = $state<"idle" | "waiting" | "saving" | "saved" | "unsaved" | "refused">("idle");
  /** Why it was refused, in the launcher's words. */
  sentence = $state<string | null>(null);

  #pending: Partial<Change> | null = null;
  #sending = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #send: (change: Partial<Change>) => Promise<Answer<T>>;
  readonly #took: (value: T) => void;

  constructor(send: (change: Partial<Change>) => Promise<Answer<T>>, took: (value: T) => void) {
    this.#send = send;
    this.#took = took;
  }

  /** Changes something; `after` milliseconds later, so that each letter typed is not sent by itself. */
  change(change: Partial<Change>, after = 0): void {
    this.#pending = { ...this.#pending, ...change };
    clearTimeout(this.#timer);
    if (after === 0) void this.#go();
    else {
      if (!this.#sending) this.state = "waiting";
      this.#timer = setTimeout(() => void this.#go(), after);
    }
  }

  /** Sends what still waits, now: for when the screen is left. */
  flush(): void {
    if (this.#pending === null) return;
    clearTimeout(this.#timer);
    void this.#go();
  }

  async #go(): Promise<void> {
    if (this.#sending || this.#pending === null) return;
    const change = this.#pending;
    this.#pending = null;
    this.#sending = true;
    if (this.state !== "unsaved") this.state = "saving";
    const answer = await this.#send(change);
    this.#sending = false;
    if (answer.kind === "unreachable") {
      // What was changed meanwhile is newer than what came back.
      this.#pending = { ...change, ...(this.#pending as Partial<Change> | null) };
      this.state = "unsaved";
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#go(), AGAIN);
      return;
    }
    if (answer.kind === "refused") {
      this.sentence = answer.sentence;
      this.state = "refused";
    } else {
      this.#took(answer.value);
      this.state = "saved";
    }
    if (this.#pending !== null) void this.#go();
  }
}
