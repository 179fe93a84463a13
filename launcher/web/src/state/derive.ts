//! What the screens show, worked out from the truth the launcher sent. Pure functions: no clock, no
//! network, no words of a language except those that come with an experience.

import type { Experience, Headset, Listening, ResidentCard, Scene, SeatedPerson, Session, Truth } from "../api/types";
import { inLanguage } from "../words";

/** The sessions that go on, the oldest first so that they keep their places on the screen. */
export function running(truth: Truth): Session[] {
  return truth.sessions
    .filter((session) => session.ended == null)
    .sort((a, b) => a.started.localeCompare(b.started) || a.id.localeCompare(b.id));
}

/** The headsets an experience can be started on now: linked, and in no session. */
export function free(truth: Truth): Headset[] {
  const taken = new Set(running(truth).map((session) => session.headset));
  return truth.headsets.filter((headset) => headset.connected && !taken.has(headset.id));
}

/** The headset to begin with: one that somebody wears, else one that is ready, else the first. */
export function firstChoice(headsets: readonly Headset[]): Headset | undefined {
  return (
    headsets.find((headset) => headset.worn && headset.needs_wipe !== true) ??
    headsets.find((headset) => headset.needs_wipe !== true) ??
    headsets[0]
  );
}

/** The session a resident is in now. */
export function sessionOf(truth: Truth, resident: string): Session | undefined {
  return running(truth).find((session) => session.resident === resident);
}

/** What to offer a resident once more: the first favourite, else what came last; never one that can't start. */
export function againFor(
  resident: Pick<ResidentCard, "favourites" | "last">,
  experiences: readonly Experience[],
): Experience | undefined {
  const playable = (id: string | undefined) => experiences.find((experience) => experience.id === id && experience.playable);
  const [favourite] = resident.favourites.map(playable).filter((found) => found !== undefined);
  return favourite ?? playable(resident.last?.experience);
}

/** Who steers a session from another tablet than this one; null when nobody does. */
export function takenOverBy(session: Session, tablet: string | undefined): { tablet: string; name: string | null } | null {
  const by = session.steered_by;
  if (by == null || tablet === undefined || by.tablet.id === tablet) return null;
  return { tablet: by.tablet.name, name: by.staff?.name ?? null };
}

/** Why nothing can be started, or null when something can. */
export function whyNoneFree(truth: Truth): "noneOn" | "noneFree" | null {
  if (free(truth).length > 0) return null;
  return truth.headsets.some((headset) => headset.connected) ? "noneFree" : "noneOn";
}

/** The scene the resident is in; the first one until the headset has said. */
export function sceneOf(session: Session, experience: Experience | undefined): Scene | undefined {
  const scenes = experience?.scenes ?? [];
  return scenes.find((scene) => scene.id === session.reported?.scene) ?? scenes[0];
}

/** What to talk about in a scene: first what belongs to it, then what belongs to the experience. */
export function promptsOf(experience: Experience | undefined, scene: Scene | undefined, language: string): string[] {
  const here = inLanguage(scene?.prompts, language) ?? [];
  const always = inLanguage(experience?.prompts, language) ?? [];
  return [...new Set([...here, ...always])];
}

/** What the experience says to the caregiver just now, the latest first, each once. */
export function raisedBy(session: Session, language: string): string[] {
  const raised = session.reported?.prompts ?? [];
  return [...new Set(raised.map((prompt) => inLanguage(prompt.text, language) ?? "").reverse())].filter(Boolean);
}

/** Where "next scene" leads from here and what its button says, if it leads anywhere. */
export function nextOf(
  session: Session,
  experience: Experience | undefined,
  language: string,
): { from: string; label: string } | null {
  const scene = sceneOf(session, experience);
  // What the headset says comes first: it may have been given a newer experience than this page.
  const next = session.reported?.next ?? scene?.next;
  if (scene === undefined || next == null) return null;
  const there = experience?.scenes.find((other) => other.id === next.scene);
  const label = inLanguage(next.label, language) ?? inLanguage(there?.title, language);
  return { from: scene.id, label: label ?? next.scene };
}

/** What a session is said to be doing: what it does, or what was asked and is not yet done. */
export type Status =
  | "Lobby"
  | "Loading"
  | "Playing"
  | "Paused"
  | "Ending"
  | "Unreachable"
  | "pausing"
  | "continuing"
  | "stopping"
  | "dizzy";

/** The status of a session on its headset. */
export function statusOf(session: Session, headset: Headset | undefined): Status {
  if (session.desired.stop === "dizzy") return "dizzy";
  if (session.desired.stop === "gently") return "stopping";
  if (headset !== undefined && !headset.connected) return "Unreachable";
  const state = session.reported?.state ?? "Loading";
  if (state === "Playing" && session.desired.paused) return "pausing";
  // A lifted headset holds the session too: then nobody asked for it, and nothing is on its way.
  if (state === "Paused" && !session.desired.paused && !session.acknowledged) return "continuing";
  return state;
}

/** Whether the time of a session runs right now. */
export function runs(session: Session): boolean {
  return session.ended == null && session.reported?.state === "Playing";
}

/** Seconds left of a session, `since` seconds after the launcher said so; null before anyone knows. */
export function remainingOf(session: Session, since: number): number | null {
  if (session.reported?.remaining == null) return null;
  const passed = runs(session) ? Math.max(0, since) : 0;
  return Math.max(0, session.reported.remaining - passed);
}

/** The share of a session that has been played, 0 to 1. */
export function shareOf(session: Session, since: number): number {
  const left = remainingOf(session, since);
  if (session.reported?.remaining == null || left === null) return 0;
  const whole = session.reported.elapsed + session.reported.remaining;
  return whole <= 0 ? 1 : Math.min(1, Math.max(0, 1 - left / whole));
}

/** The truth with one session replaced by a newer one; an older one changes nothing. */
export function withSession(truth: Truth, session: Session): Truth {
  const known = truth.sessions.find((other) => other.id === session.id);
  if (known === undefined) return { ...truth, sessions: [session, ...truth.sessions] };
  if (known.desired.revision > session.desired.revision || (known.ended != null && session.ended == null)) return truth;
  return { ...truth, sessions: truth.sessions.map((other) => (other.id === session.id ? session : other)) };
}

/** What the caregiver has just asked of a session, shown before the launcher has answered. */
export interface Asked {
  paused?: boolean;
  volume?: number;
  listening?: Partial<Listening>;
  person?: Partial<SeatedPerson>;
  stop?: "gently" | "dizzy";
}

/** What was asked before, with what is asked now laid over it. */
export function alsoAsked(before: Asked | undefined, now: Asked): Asked {
  const listening = { ...before?.listening, ...now.listening };
  const person = { ...before?.person, ...now.person };
  return {
    ...before,
    ...now,
    ...(Object.keys(listening).length > 0 && { listening }),
    ...(Object.keys(person).length > 0 && { person }),
  };
}

/** A session as it will be when what was asked has been done. */
export function asAsked(session: Session, asked: Asked | undefined): Session {
  if (asked === undefined) return session;
  const listening = { ...session.desired.listening, ...asked.listening };
  const person = { ...session.desired.person, ...asked.person };
  return { ...session, acknowledged: false, desired: { ...session.desired, ...asked, listening, person } };
}
