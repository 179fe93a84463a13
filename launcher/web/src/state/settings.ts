//! A resident's settings as a few plain choices: which figures stand behind each word, and what is
//! changed from the usual. Figures and ranges are care.md's H1, H3, H5 and H6.

import type { ResidentSettings, Stimulation } from "../api/types";

/** Heights of text, in degrees of view. */
export const TEXT = { small: 1.5, usual: 2, large: 2.5, largest: 3 } as const;
/** How long a look rests before something answers, in seconds. */
export const DWELL = { quick: 0.8, usual: 1.2, long: 1.6, longest: 2 } as const;
/** How far the view turns for each degree the head turns. */
export const YAW_GAIN = { off: 1, little: 1.5, more: 2, most: 3 } as const;
/** The volume a session begins with, 0 to 1, where nothing else is said. */
export const VOLUME = 0.7;
export const STIMULATION: readonly Stimulation[] = ["Low", "Medium", "High"];
/** Which visits are kept as short as a first one. */
export const SHORT_VISITS = ["first", "all"] as const;

/** The width of the view that the eyes reach without the head turning, in degrees (H3). */
export const CONE = 41;

/** The choice whose figure lies nearest: what another tablet or the launcher may have set finely. */
export function nearest<K extends string>(choices: Record<K, number>, value: number | null | undefined, usual: K): K {
  if (value == null) return usual;
  const keys = Object.keys(choices) as K[];
  return keys.reduce((best, key) => (Math.abs(choices[key] - value) < Math.abs(choices[best] - value) ? key : best), usual);
}

/** How many things are not as usual. */
export function changesOf(settings: ResidentSettings): number {
  const { volume, listening, person } = settings;
  const { language: _, ...hearing } = listening;
  return [
    volume != null && Math.abs(volume - VOLUME) > 0.001,
    ...Object.values(hearing).map((on) => on === true),
    nearest(TEXT, person.text, "usual") !== "usual",
    nearest(DWELL, person.dwell, "usual") !== "usual",
    nearest(YAW_GAIN, person.yaw_gain, "off") !== "off",
    person.reclined === true,
    person.stimulation != null && person.stimulation !== "High",
    settings.short_visits === "all",
  ].filter(Boolean).length;
}

/** The settings with some of them changed. */
export function withSettings(
  settings: ResidentSettings,
  change: Partial<Pick<ResidentSettings, "volume" | "listening" | "person" | "short_visits">>,
): ResidentSettings {
  return {
    ...settings,
    ...change,
    ...(change.listening && { listening: { ...settings.listening, ...change.listening } }),
    ...(change.person && { person: { ...settings.person, ...change.person } }),
  };
}
