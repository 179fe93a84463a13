//! One's own photos and sounds in an experience's slots (T12). Pure functions.

import type { Experience, Fill, Slot } from "../api/types";

/** A slot of an experience that takes photos or sounds from the tablet. */
export interface Place {
  experience: string;
  slot: Slot;
  takes: "photo" | "sound";
}

/** The slots that can be filled here, in the order of the experiences. Films are for whoever makes experiences. */
export function placesOf(experiences: readonly Pick<Experience, "id" | "playable" | "slots">[]): Place[] {
  return experiences
    .filter((experience) => experience.playable)
    .flatMap(({ id, slots }) =>
      slots
        .filter(({ kind }) => kind !== "film")
        .map((slot) => ({ experience: id, slot, takes: slot.kind === "photos" ? ("photo" as const) : ("sound" as const) })),
    );
}

/** What lies in a slot. */
export function filesIn(fills: readonly Fill[], place: Place): string[] {
  return fills.find((fill) => fill.experience === place.experience && fill.slot === place.slot.name)?.media ?? [];
}

/** The fills with one slot filled anew. */
export function withFiles(fills: readonly Fill[], place: Place, media: string[]): Fill[] {
  const others = fills.filter((fill) => fill.experience !== place.experience || fill.slot !== place.slot.name);
  return [...others, { experience: place.experience, slot: place.slot.name, media }];
}

/** A list with one of its things moved a step towards the front (-1) or the back (1). */
export function moved(list: readonly string[], what: string, step: -1 | 1): string[] {
  const from = list.indexOf(what);
  const to = from + step;
  if (from < 0 || to < 0 || to >= list.length) return [...list];
  const next = [...list];
  [next[from], next[to]] = [next[to]!, next[from]!];
  return next;
}

/** Whether a file still lies in some slot. */
export function isUsed(fills: readonly Fill[], file: string): boolean {
  return fills.some((fill) => fill.media.includes(file));
}
