//! The launcher's API, typed from the description it publishes itself (`npm run generate`). Answers
//! are a value or a sentence to show; a launcher that does not answer is its own case, because then
//! the caregiver has something else to do.

import createClient from "openapi-fetch";
import type { paths } from "./schema";
import type { Experience, Listening, Session } from "./types";

/** What came of a question. */
export type Answer<T> =
  | { kind: "done"; value: T }
  | { kind: "refused"; sentence: string | null }
  | { kind: "unreachable" };

/** Milliseconds the launcher has to answer; on a local network it takes a few. */
const PATIENCE = 4_000;

const client = createClient<paths>({ baseUrl: "/" });

/** The language answers are to be in, from the page's own choice rather than the tablet's. */
const asking = (language: string) => ({
  headers: { "Accept-Language": language },
  signal: AbortSignal.timeout(PATIENCE),
});

/** All experiences, broken ones too. */
export function experiences(language: string): Promise<Answer<Experience[]>> {
  return answer(client.GET("/api/v1/experiences", asking(language)));
}

/** Starts an experience on a headset, heard and read as usual but for what `listening` says. */
export function start(
  experience: string,
  headset: string,
  language: string,
  listening?: Partial<Listening>,
): Promise<Answer<Session>> {
  const body = { experience, headset, ...(listening && { listening }) };
  return answer(client.POST("/api/v1/sessions", { body, ...asking(language) }));
}

/** Pauses, goes on, or changes the volume, or how the resident hears and reads. */
export function change(
  id: string,
  what: { paused?: boolean; volume?: number; listening?: Partial<Listening> },
  language: string,
): Promise<Answer<Session>> {
  return answer(client.PATCH("/api/v1/sessions/{id}", { params: { path: { id } }, body: what, ...asking(language) }));
}

/** Ends a session. */
export function stop(id: string, how: "gently" | "dizzy", language: string): Promise<Answer<Session>> {
  return answer(
    client.POST("/api/v1/sessions/{id}/stop", { params: { path: { id } }, body: { how }, ...asking(language) }),
  );
}

/** Turns the world so that the resident looks straight ahead in it. */
export function recentre(id: string, language: string): Promise<Answer<Session>> {
  return answer(client.POST("/api/v1/sessions/{id}/recentre", { params: { path: { id } }, ...asking(language) }));
}

/** Goes on from the scene `from` to the next; does nothing if the resident has already left it. */
export function next(id: string, from: string, language: string): Promise<Answer<Session>> {
  return answer(
    client.POST("/api/v1/sessions/{id}/next", { params: { path: { id } }, body: { from }, ...asking(language) }),
  );
}

/** Taps one of the experience's own buttons. */
export function cue(session: string, id: string, language: string): Promise<Answer<Session>> {
  return answer(
    client.POST("/api/v1/sessions/{id}/cue", { params: { path: { id: session } }, body: { id }, ...asking(language) }),
  );
}

async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<Answer<T>> {
  try {
    const { data, error, response } = await call;
    if (data !== undefined && response.ok) return { kind: "done", value: data };
    const sentence = sentenceOf(error);
    // In front of a launcher that is away, a proxy answers in its place, and not with a problem.
    if (sentence === null && [502, 503, 504].includes(response.status)) return { kind: "unreachable" };
    return { kind: "refused", sentence };
  } catch {
    return { kind: "unreachable" };
  }
}

/** What a problem (RFC 9457) says to the caregiver. */
function sentenceOf(problem: unknown): string | null {
  if (typeof problem !== "object" || problem === null) return null;
  const { detail, title } = problem as { detail?: unknown; title?: unknown };
  if (typeof detail === "string") return detail;
  return typeof title === "string" ? title : null;
}
