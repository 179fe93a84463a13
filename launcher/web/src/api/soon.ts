//! Shapes of routes that the launcher's description does not have yet; each goes when it has it.

/** What the wall board shows; no resident in it. */
export interface Board {
  /** How many experiences can be played, and how many have something wrong. */
  content?: { ready: number; broken: number };
  headsets: {
    id: string;
    name: string;
    state: "Lobby" | "Loading" | "Playing" | "Paused" | "Ending" | "Unreachable";
    connected: boolean;
    battery?: number | null;
    worn?: boolean | null;
    /** Where it was last used. */
    room?: string | null;
    needs_wipe: boolean;
    session?: { id: string; experience: string; title: Record<string, string>; remaining?: number | null } | null;
  }[];
}

/** One resident in the list. */
export interface ResidentLine {
  id: string;
  name: string;
  room: string;
  favourites: string[];
  last?: { experience: string; at: string } | null;
  checklist_due: boolean;
}

/** What a resident's own page needs; the whole of it is for the one who edits. */
export interface ResidentShown extends ResidentLine {
  visits: number;
  disliked: string[];
}

export interface Suggestion {
  experience: string;
  reasons: { code: string; text: Record<string, string> }[];
  favourite: boolean;
  liked: boolean;
}

export interface Checklist {
  epilepsy: boolean;
  pacemaker: boolean;
  wounds: boolean;
  neck: boolean;
  stroke: boolean;
  blindness: boolean;
  consent: "consent" | "assent";
}

export type Tick = "smile" | "talks" | "sings" | "reaches_out" | "restless" | "sad" | "sick";
export type When = "before" | "during" | "after";

export interface Observation {
  before?: number | null;
  after?: number | null;
  /** `at` is the launcher's to give: a new tick has none yet. */
  ticks: { tick: Tick; when: When; at?: string }[];
  line: string;
  /** False while there is no room for it: the launcher keeps it and saves it as soon as there is. */
  saved?: boolean;
}

/** What a session says more than the description has yet. */
export interface SessionMore {
  resident?: string | null;
  practice?: boolean;
  group?: string | null;
  minutes?: number;
  steered_by?: { tablet: { id: string; name: string }; staff?: { id: string; name: string } | null } | null;
}

export interface Group {
  id: string;
  experience: string;
  sessions: string[];
  /** Seconds, as the headsets measured it. */
  skew?: { p95: number; max: number; samples: number } | null;
}
