//! What is set for the home: who works there, which tablets are let in, the headsets' names, copies, the log.

import { ask, type Answer } from "./client";
import type { About, AccessEntry, Backup, EnrolledTablet, HomeSettings, Person, Role } from "./shapes";

const part = encodeURIComponent;
/** A copy of the whole home takes longer than a tap. */
const PATIENCE = 60_000;

export const staff = (): Promise<Answer<Person[]>> => ask("GET", "/staff");
export const addStaff = (what: { name: string; role: Role; pin: string }): Promise<Answer<Person>> => ask("POST", "/staff", what);
export const changeStaff = (id: string, what: { name?: string; role?: Role; pin?: string }): Promise<Answer<Person>> =>
  ask("PATCH", `/staff/${part(id)}`, what);
/** Takes somebody who has left off the lock; what stands in the log stays. */
export const removeStaff = (id: string): Promise<Answer<unknown>> => ask("DELETE", `/staff/${part(id)}`);
export const changeOwnPin = (now: string, next: string): Promise<Answer<unknown>> => ask("POST", "/staff/me/pin", { now, next });

export const tablets = (): Promise<Answer<EnrolledTablet[]>> => ask("GET", "/tablets");
/** A code that lets one tablet in, once, until a time. */
export const invite = (): Promise<Answer<{ code: string; seconds: number }>> => ask("POST", "/tablets/invitations");
export const renameTablet = (id: string, name: string): Promise<Answer<unknown>> => ask("PATCH", `/tablets/${part(id)}`, { name });
export const removeTablet = (id: string): Promise<Answer<unknown>> => ask("DELETE", `/tablets/${part(id)}`);

export const renameHeadset = (id: string, name: string): Promise<Answer<unknown>> => ask("PATCH", `/headsets/${part(id)}`, { name });

export const home = (): Promise<Answer<HomeSettings>> => ask("GET", "/home");
export const changeHome = (what: Partial<HomeSettings>): Promise<Answer<HomeSettings>> => ask("PATCH", "/home", what);

export const backups = (): Promise<Answer<{ backups: Backup[]; next: string }>> => ask("GET", "/backups");
export const backUp = (): Promise<Answer<Backup>> => ask("POST", "/backups", undefined, PATIENCE);
/** Goes back to a copy; everybody is logged out by it. */
export const restore = (name: string): Promise<Answer<{ restored: string; saved_as: string }>> =>
  ask("POST", `/backups/${part(name)}/restore`, undefined, PATIENCE);

export const about = (): Promise<Answer<About>> => ask("GET", "/about");

/** Which rows of the access log; what is left out does not narrow. */
export interface Which {
  from?: string;
  to?: string;
  staff?: string;
  resident?: string;
}

export const accessLog = (which: Which, offset: number): Promise<Answer<{ entries: AccessEntry[]; total: number }>> =>
  ask("GET", `/access-log?${new URLSearchParams({ ...which, offset: String(offset) })}`);
export const checkLog = (): Promise<Answer<{ sound: boolean; entries: number; first_broken: number | null }>> =>
  ask("GET", "/access-log/check", undefined, PATIENCE);
