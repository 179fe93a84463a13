//! The launcher's API, typed from the description it publishes itself (`npm run generate`). Answers
//! are a value or a sentence to show; a launcher that does not answer is its own case, because then
//! the caregiver has something else to do.

import createClient from "openapi-fetch";
import { language } from "../state/language.svelte";
import type { paths } from "./schema";

/** A refusal: the sentence to show, and what a screen may need to tell refusals apart. */
export interface Refusal {
  kind: "refused";
  sentence: string | null;
  status: number;
  /** Stable code, such as `headset-not-wiped`. */
  code: string | null;
  /** The whole problem, for those that carry more. */
  problem: unknown;
}

/** What came of a question. */
export type Answer<T> = { kind: "done"; value: T } | Refusal | { kind: "unreachable" };

/** Milliseconds the launcher has to answer; on a local network it takes a few. */
const PATIENCE = 4_000;

/** The typed client. Calls are made as `answer(client.GET("/api/v1/…", { params, ...asking() }))`. */
export const client = createClient<paths>({ baseUrl: "/" });

/** The language answers are to be in, from the page's own choice rather than the tablet's. */
export const asking = (patience = PATIENCE) => ({
  headers: { "Accept-Language": language.tag },
  signal: AbortSignal.timeout(patience),
});

/** Told when the launcher says that nobody is logged in here (any more). */
let locked: () => void = () => undefined;
export function whenLocked(act: () => void): void {
  locked = act;
}

/** Makes a call of the client an answer. */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<Answer<T>> {
  try {
    const { data, error, response } = await call;
    if (response.ok) return { kind: "done", value: data as T };
    return refusal(response.status, error);
  } catch {
    return { kind: "unreachable" };
  }
}

function refusal(status: number, problem: unknown): Refusal | { kind: "unreachable" } {
  const { detail, title, code } = (typeof problem === "object" && problem !== null ? problem : {}) as Record<string, unknown>;
  const sentence = typeof detail === "string" ? detail : typeof title === "string" ? title : null;
  // In front of a launcher that is away, a proxy answers in its place, and not with a problem.
  if (sentence === null && [502, 503, 504].includes(status)) return { kind: "unreachable" };
  if (status === 401) locked();
  return { kind: "refused", sentence, status, code: typeof code === "string" ? code : null, problem };
}
