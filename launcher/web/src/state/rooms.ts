//! Which rooms of the settings there are, and whose they are. What somebody may not open is not there for them.

import type { Role } from "../api/types";

export const ROOMS = ["headsets", "staff", "tablets", "home", "backups", "log", "me", "about"] as const;
export type Room = (typeof ROOMS)[number];

const WHOSE: Record<Room, readonly Role[]> = {
  headsets: ["admin"],
  staff: ["admin"],
  tablets: ["admin"],
  home: ["admin"],
  backups: ["admin"],
  log: ["auditor", "admin"],
  me: ["caregiver", "maker", "admin", "auditor"],
  about: ["caregiver", "maker", "admin", "auditor"],
};

/** The rooms somebody in this role may open. */
export function roomsFor(role: Role): Room[] {
  return ROOMS.filter((room) => WHOSE[room].includes(role));
}
