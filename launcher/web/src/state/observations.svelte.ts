//! How it went, on its way to the launcher. What could not be saved stays here, in this page's memory and
//! nowhere else, and is tried again until it is saved; the caregiver sees which of the two it is.

import { observe } from "../api/sessions";
import type { SetObservation } from "../api/types";

/** Milliseconds between two tries. */
export const AGAIN = 3_000;

export type Saving = "saving" | "saved" | "notYet";

class Observations {
  /** Where each session's observation is on its way. */
  states = $state.raw<Readonly<Record<string, { saving: Saving; at: number }>>>({});
  /** Who is logged in: nobody saves in another's name. */
  who: () => string | null = () => null;
  #waiting = new Map<string, { what: SetObservation; who: string | null }>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Whether something is not saved yet. */
  get unsaved(): boolean {
    return Object.values(this.states).some(({ saving }) => saving === "notYet");
  }

  /** Saves an observation, now or as soon as it can be. */
  async save(session: string, what: SetObservation): Promise<void> {
    this.#waiting.set(session, { what, who: this.who() });
    if (this.states[session]?.saving !== "notYet") this.#say(session, "saving");
    await this.#send(session);
  }

  /** Tries at once what is waiting: somebody has logged in, or the launcher is back. */
  retry(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const session of [...this.#waiting.keys()]) void this.#send(session);
  }

  async #send(session: string): Promise<void> {
    const waiting = this.#waiting.get(session);
    if (waiting === undefined) return;
    if (waiting.who !== this.who()) return this.#later(session);
    const answer = await observe(session, waiting.what);
    // Something newer was written meanwhile, and is on its way by itself.
    if (this.#waiting.get(session) !== waiting) return;
    if (answer.kind === "done" && answer.value.saved) {
      this.#waiting.delete(session);
      this.#say(session, "saved");
      return;
    }
    this.#later(session);
  }

  #later(session: string): void {
    this.#say(session, "notYet");
    this.#timer ??= setTimeout(() => this.retry(), AGAIN);
  }

  #say(session: string, saving: Saving): void {
    this.states = { ...this.states, [session]: { saving, at: Date.now() } };
  }
}

/** The one place of this page where observations wait. */
export const observations = new Observations();

// Whoever closes the page is asked first, in the browser's own words.
if (typeof addEventListener === "function") {
  addEventListener("beforeunload", (event) => {
    if (observations.unsaved) event.preventDefault();
  });
}
