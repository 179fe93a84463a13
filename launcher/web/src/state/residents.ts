//! Finding residents by what is typed. Pure functions.

/** Without accents and case, so that "marta" finds Märta. */
const plain = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLocaleLowerCase();

/** Those whose name or room begins with, or holds, each word that was typed. */
export function found<T extends { name: string; room: string }>(all: readonly T[], typed: string): T[] {
  const wanted = plain(typed).split(/\s+/).filter(Boolean);
  return all.filter((one) => {
    const text = plain(`${one.name} ${one.room}`);
    return wanted.every((word) => text.includes(word));
  });
}
