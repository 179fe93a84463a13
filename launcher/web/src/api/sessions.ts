//! Experiences, and what a session is started and steered with.

import { answer, asking, client, type Answer } from "./client";
import type { Experience, Headset, Listening, Observation, SeatedPerson, Session, SetObservation, StartSession, Tick } from "./types";

/** All experiences, broken ones too. */
export function experiences(): Promise<Answer<Experience[]>> {
  return answer(client.GET("/api/v1/experiences", asking()));
}

/** Starts an experience on a headset. */
export const start = (body: StartSession): Promise<Answer<Session>> => answer(client.POST("/api/v1/sessions", { body, ...asking() }));

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
export const react = (session: string, tick: Tick): Promise<Answer<Observation>> =>
  answer(client.POST("/api/v1/sessions/{id}/ticks", { params: { path: { id: session } }, body: { tick }, ...asking() }));

/** How it went, as far as anybody has said. */
export const observation = (session: string): Promise<Answer<Observation>> =>
  answer(client.GET("/api/v1/sessions/{id}/observation", { params: { path: { id: session } }, ...asking() }));

/** Keeps how it went. */
export const observe = (session: string, body: SetObservation): Promise<Answer<Observation>> =>
  answer(client.PUT("/api/v1/sessions/{id}/observation", { params: { path: { id: session } }, body, ...asking() }));

/** A headset was wiped and has a new liner. */
export const wiped = (headset: string): Promise<Answer<Headset>> =>
  answer(client.POST("/api/v1/headsets/{id}/wiped", { params: { path: { id: headset } }, ...asking() }));
