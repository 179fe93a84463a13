//! Which screen may be shown to whoever holds the tablet now. The launcher refuses what is not allowed
//! anyway; this only keeps a caregiver from walking into a refusal.

import type { Door, Role } from "../api/types";
import type { Route, Screen } from "./address";

/** What stands at the door: a screen of its own, or the way in. */
export type Gate = "looking" | "away" | "setup" | "strange" | "unlock" | "notYours" | "in";

const CARE: readonly Role[] = ["caregiver", "admin"];
const KEEPING: readonly Role[] = ["admin", "auditor"];

/** Who may see a screen; one that is not here is for everybody who is logged in. */
const FOR: Partial<Record<Screen, readonly Role[]>> = {
  resident: CARE,
  experience: CARE,
  session: CARE,
  after: CARE,
  together: CARE,
  group: CARE,
  residents: CARE,
  newResident: CARE,
  residentEdit: CARE,
  reports: ["caregiver", ...KEEPING],
  log: KEEPING,
};

/** Whether someone in this role may see a screen. */
export function mayShow(screen: Screen, role: Role): boolean {
  return FOR[screen]?.includes(role) ?? true;
}

/** What is in the way of a screen, or `in`. `door` is null before the launcher has answered. */
export function gateOf(route: Route, door: Door | null, reachable: boolean | null): Gate {
  if (door === null) return reachable === false ? "away" : "looking";
  if (route.screen === "setup" || route.screen === "enrol") return "in";
  if (door.setup) return "setup";
  if (door.tablet == null) return "strange";
  // On the wall nobody is logged in; any tablet that was let in may show the board.
  if (route.screen === "board") return "in";
  if (door.login == null) return "unlock";
  return mayShow(route.screen, door.login.role) ? "in" : "notYours";
}
