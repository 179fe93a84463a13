//! Experiences, and what a session is started and steered with.

import { answer, asking, client, type Answer } from "./client";
import type { Experience, Listening, Session } from "./types";

/** All experiences, broken ones too. */
export function experiences(): Promise<Answer<Experience[]>> {
  return answer(client.GET("/api/v1/experiences", asking()));
}

/** Starts an experience on a headset, heard and read as usual but for what `listening` says. */
export function start(experience: string, headset: string, listening?: Partial<Listening>): Promise<Answer<Session>> {
  const body = { experience, headset, ...(listening && { listening }) };
  return answer(client.POST("/api/v1/sessions", { body, ...asking() }));
}

/** Pauses, goes on, or changes the volume, or how the resident hears and reads. */
export function change(
  id: string,
  what: { paused?: boolean; volume?: number; listening?: Partial<Listening> },
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
