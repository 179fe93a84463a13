//! Experiences, and what a session is started and steered with.

import { answer, ask, asking, client, type Answer } from "./client";
import type { Observation, Tick } from "./soon";
import type { Experience, Listening, SeatedPerson, Session } from "./types";

/** All experiences, broken ones too. */
export function experiences(): Promise<Answer<Experience[]>> {
  return answer(client.GET("/api/v1/experiences", asking()));
}

/** What is asked of a session that is to start. */
export interface Begin {
  experience: string;
  headset: string;
  /** Whose outing it is; none for a guest. */
  resident?: string | undefined;
  practice?: boolean;
  /** How it is heard and read, where it is not as the resident's settings say. */
  listening?: Partial<Listening>;
  /** How many taps it took from the resident to here. */
  taps?: number;
  /** What was read and answered by the caregiver, and does not stand in the way. */
  despite?: "checklist"[];
}

/** Starts an experience on a headset. */
export const start = (what: Begin): Promise<Answer<Session>> => ask("POST", "/sessions", what);

/** Pauses, goes on, or changes the volume, or how the resident hears and reads. */
export function change(
  id: string,
  what: { paused?: boolean; volume?: number; listening?: Partial<Listening>; person?: Partial<SeatedPerson> },
): Promise<Answer<Session>> {
  return answer(client.PATCH("/api/v1/sessions/{id}", { params: { path: { id } }, body: what, ...asking() }));
}

/** Ends a session. */
export function stop(id: string, how: "gently" | "dizzy"): Promise<Answer<Session>> {
  return answer(client.POST("/api/v1/sessions/{id}/stop", { params: { path: { id } }, body: { how }, ...asking() }));
}

/** Turns the world so that the resident looks straight ahead in it. */
export function recentre(id: string): Promise<Answer<Session>> {
  return answer(client.POST("/api/v1/sessions/{id}/recentre", { params: { path: { id } }, ...asking() }));
}

/** Goes on from the scene `from` to the next; does nothing if the resident has already left it. */
export function next(id: string, from: string): Promise<Answer<Session>> {
  return answer(client.POST("/api/v1/sessions/{id}/next", { params: { path: { id } }, body: { from }, ...asking() }));
}

/** Taps one of the experience's own buttons. */
export function cue(session: string, id: string): Promise<Answer<Session>> {
  return answer(client.POST("/api/v1/sessions/{id}/cue", { params: { path: { id: session } }, body: { id }, ...asking() }));
}

/** Something the resident does, tapped as it happens; the launcher keeps when. */
export const react = (session: string, tick: Tick): Promise<Answer<unknown>> =>
  ask("POST", `/sessions/${encodeURIComponent(session)}/ticks`, { tick });

/** How it went, as far as anybody has said. */
export const observation = (session: string): Promise<Answer<Observation>> =>
  ask("GET", `/sessions/${encodeURIComponent(session)}/observation`);

/** Keeps how it went. */
export const observe = (session: string, what: Observation): Promise<Answer<Observation>> =>
  ask("PUT", `/sessions/${encodeURIComponent(session)}/observation`, what);

/** A headset was wiped and has a new liner. */
export const wiped = (headset: string): Promise<Answer<unknown>> =>
  ask("POST", `/headsets/${encodeURIComponent(headset)}/wiped`);
