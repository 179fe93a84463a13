//! Shapes of routes that the launcher's description does not have yet; each goes when it has it.

export type Role = "caregiver" | "maker" | "admin" | "auditor";

export interface Person {
  id: string;
  name: string;
  role: Role;
}

export interface Login {
  staff: { id: string; name: string };
  role: Role;
  until: string;
  idle_until: string;
}

/** What state this browser is in. */
export interface Door {
  setup: boolean;
  tablet: { id: string; name: string } | null;
  staff: Person[];
  login: Login | null;
  home: string;
  languages: string[];
  /** The launcher's clock. */
  now: string;
}

/** What the wall board shows; no resident in it. */
export interface Board {
  headsets: {
    id: string;
    name: string;
    state: "Lobby" | "Loading" | "Playing" | "Paused" | "Ending" | "Unreachable";
    connected: boolean;
    battery?: number | null;
    worn?: boolean | null;
    /** Where it was last used. */
    room: string | null;
    needs_wipe: boolean;
    session: { id: string; experience: string; title: Record<string, string>; remaining: number | null } | null;
  }[];
}
