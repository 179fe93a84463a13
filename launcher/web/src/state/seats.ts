//! Who sits in which headset when several go together: what was picked, and the rest by itself.

import type { Headset } from "../api/types";

/** Somebody who goes along: a resident, or a guest without one. */
export interface Goer {
  /** Tells them apart on the screen. */
  key: string;
  name: string;
  resident?: string;
}

export interface Seat {
  goer: Goer;
  headset: Headset | undefined;
}

/**
 * One headset for each, never the same for two. What was picked last comes first; then those that need
 * no wiping. Without enough headsets the last ones have none.
 */
export function seats(goers: readonly Goer[], free: readonly Headset[], picked: Readonly<Record<string, string>>): Seat[] {
  const taken = new Map<string, string>();
  for (const goer of goers) {
    const headset = picked[goer.key];
    if (headset !== undefined && free.some(({ id }) => id === headset)) taken.set(headset, goer.key);
  }
  const rest = free.filter(({ id }) => !taken.has(id)).sort((a, b) => Number(a.needs_wipe === true) - Number(b.needs_wipe === true));
  return goers.map((goer) => {
    const mine = free.find(({ id }) => taken.get(id) === goer.key);
    return { goer, headset: mine ?? rest.shift() };
  });
}
