//! Languages by their names. Which there are to choose from is the home's choice; these are the ones offered.

import { localeOf } from "./when";

/** Languages commonly spoken in care homes here: ours, the national minorities', and the large newer ones. */
export const OFFERED = ["sv", "en", "fi", "se", "fit", "rom", "yi", "no", "da", "de", "ar", "fa", "so", "ti", "bs", "es", "pl"] as const;

/** Names the browser may not know. */
const OWN: Record<string, Record<string, string>> = {
  fit: { sv: "meänkieli", en: "Meänkieli" },
  rom: { sv: "romani", en: "Romani" },
};

/** A language's name in the language `tag`. */
export function languageName(code: string, tag: string): string {
  const own = OWN[code]?.[tag];
  if (own !== undefined) return own;
  try {
    return new Intl.DisplayNames([localeOf(tag)], { type: "language" }).of(code) ?? code;
  } catch {
    // Not a language tag at all; then as it was written.
    return code;
  }
}

/** The languages to choose from: the home's first, then those that are chosen already, then the rest. */
export function languagesToOffer(home: readonly string[], chosen: readonly string[]): string[] {
  return [...new Set([...home, ...chosen, ...OFFERED])];
}
