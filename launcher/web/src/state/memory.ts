//! What this tablet remembers by itself: its language and how it likes to be read. Never anything of a
//! resident. A browser that keeps nothing (a private window) still works.

/** What was remembered under a name, or null. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`utsikt.${name}`);
  } catch {
    return null;
  }
}

/** Remembers a text under a name, where the browser can. */
export function remember(name: string, text: string): void {
  try {
    localStorage.setItem(`utsikt.${name}`, text);
  } catch {
    // Not remembered, then; it holds until the page is closed.
  }
}
