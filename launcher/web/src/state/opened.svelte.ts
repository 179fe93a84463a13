//! The resident whose pages are open: fetched once for all of them, so that going from one to the next
//! does not write in the access log each time. Forgotten after a minute, and when somebody locks.

import * as api from "../api/residents-edit";
import type { Answer } from "../api/client";
import type { Resident } from "../api/types";

/** Milliseconds after which a resident is read again. */
const FRESH = 60_000;

let last = $state.raw<{ resident: Resident; at: number } | null>(null);

/** Reads a resident, or takes the one that was just read. */
export async function open(id: string): Promise<Answer<Resident>> {
  if (last !== null && last.resident.id === id && Date.now() - last.at < FRESH) {
    return { kind: "done", value: last.resident };
  }
  const answer = await api.resident(id);
  if (answer.kind === "done") keep(answer.value);
  return answer;
}

/** A resident as last read or changed here, also by a change that was still on its way when its page was left. */
export function kept(id: string): Resident | null {
  return last?.resident.id === id ? last.resident : null;
}

/** Remembers a newer state of a resident, such as the answer to a change. */
export function keep(resident: Resident): void {
  last = { resident, at: Date.now() };
}

/** Forgets, so that the next page reads again. */
export function forget(): void {
  last = null;
}
