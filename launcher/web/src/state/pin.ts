//! A code of six digits. Pure functions.

/** Whether something is a code: six digits and nothing else. */
export function isPin(text: string): boolean {
  return /^[0-9]{6}$/.test(text);
}
