//! Which days the reports are about: chosen once, and kept while one looks at one report after another.

import { daysOf, type Period } from "./report";

class Chosen {
  period = $state<Period>("quarter");
  #own = $state<{ from: string; to: string } | null>(null);

  /** The days, both included; today comes in. */
  days(now: number): { from: string; to: string } {
    if (this.period === "own" && this.#own !== null) return this.#own;
    return daysOf(this.period === "own" ? "quarter" : this.period, now);
  }

  /** Chooses one's own days; the report follows once both are there and in order. */
  own(from: string, to: string): void {
    this.period = "own";
    if (from !== "" && to !== "" && from <= to) this.#own = { from, to };
  }
}

/** The one choice of days. */
export const chosen = new Chosen();
