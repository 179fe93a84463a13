//! Residents in a list: found by name or room, in an order that stays.

import type { ResidentCard } from "../api/types";

/** Without marks and capitals, so that "asa" finds "Åsa". */
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

/** Those whose name or room holds every word of `search`, by name. */
export function matching<T extends Pick<ResidentCard, "name" | "room">>(residents: readonly T[], search: string, tag: string): T[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  return residents
    .filter(({ name, room }) => {
      const where = plain(`${name} ${room}`);
      return words.every((word) => where.includes(word));
    })
    .sort((a, b) => a.name.localeCompare(b.name, tag) || a.room.localeCompare(b.room, tag, { numeric: true }));
}
