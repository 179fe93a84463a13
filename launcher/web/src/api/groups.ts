//! Several residents in the same experience, in step (T10).

import { ask, type Answer } from "./client";
import type { Group } from "./soon";
import type { Session } from "./types";

export interface Member {
  resident?: string;
  headset: string;
}

export const gather = (experience: string, members: Member[], practice: boolean): Promise<Answer<Group>> =>
  ask("POST", "/groups", { experience, members, ...(practice && { practice }) });
export const group = (id: string): Promise<Answer<Group>> => ask("GET", `/groups/${encodeURIComponent(id)}`);
export const join = (id: string, member: Member): Promise<Answer<Session>> =>
  ask("POST", `/groups/${encodeURIComponent(id)}/members`, member);
