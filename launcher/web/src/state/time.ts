//! How time left is said: whole minutes rounded up while there are minutes, tens of seconds in the
//! last one, and no number at all in the last ten seconds. Calm, never a stop watch.

import type { Words } from "../words";

/** The time left in words, from seconds. */
export function timeLeft(seconds: number, words: Words): string {
  if (seconds > 50) return words.session.minutesLeft(Math.ceil(seconds / 60));
  if (seconds > 10) return words.session.secondsLeft(Math.ceil(seconds / 10) * 10);
  return words.session.nearlyOver;
}

/** A time of day, as the language writes it. */
export function clock(at: number, tag: string): string {
  return new Intl.DateTimeFormat(tag, { hour: "2-digit", minute: "2-digit" }).format(at);
}
