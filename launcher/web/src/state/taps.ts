//! How many taps it takes from a resident to playing (T1), for the home's own report on effort. A number, and
//! nothing about what was tapped.

class Taps {
  #for: string | null = null;
  #count = 0;

  /** Begins to count. */
  start(): void {
    addEventListener("click", () => (this.#count += 1), { capture: true });
  }

  /** A resident was opened, by a tap; coming back to the same one goes on counting. */
  opened(resident: string): void {
    if (this.#for === resident) return;
    this.#for = resident;
    this.#count = 1;
  }

  /** It plays: the next one begins anew. */
  over(): void {
    this.#for = null;
  }

  /** Taps since the resident was opened; null where none was. */
  get count(): number | null {
    return this.#for === null ? null : this.#count;
  }
}

/** The one count of this page. */
export const taps = new Taps();
