//! What a sound level is called and how it is drawn. It comes as a share of full scale (0 to 1, root of the
//! mean square) and is judged in decibels, as ears do: what is made to be heard lies around −23, and
//! each 10 less sounds half as loud.

/** What a level is called. */
export type Loudness = "silent" | "soft" | "middling" | "loud";

/** Below this nobody hears anything. */
const SILENT = -60;
/** Below this it is soft: leaves, water far away. */
const SOFT = -38;
/** Below this it is as speech and music are meant. */
const MIDDLING = -18;

/** A level in decibels of full scale. */
const inDecibels = (share: number) => 20 * Math.log10(Math.max(share, 1e-6));

/** What a level is called. */
export function loudnessOf(share: number): Loudness {
  const level = inDecibels(share);
  if (level < SILENT) return "silent";
  if (level < SOFT) return "soft";
  return level < MIDDLING ? "middling" : "loud";
}

/** How many of `all` marks are lit: none in silence, at least one for whatever is heard, all near the top. */
export function marksOf(share: number, all: number): number {
  const level = inDecibels(share);
  if (level < SILENT) return 0;
  const height = (level - SILENT) / -SILENT;
  return Math.min(all, 1 + Math.floor(height * all));
}
