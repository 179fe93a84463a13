//! What is kept about residents: their lives, their settings, their answers, their pictures and how it went.

import { ask, type Answer } from "./client";
import type { Checklist, Fill, Media, PastSession, Resident, ResidentCard, ResidentChange } from "./shapes";

const one = (id: string) => `/residents/${encodeURIComponent(id)}`;

/** All residents of the home, by name. */
export const residents = (): Promise<Answer<ResidentCard[]>> => ask("GET", "/residents");

export const resident = (id: string): Promise<Answer<Resident>> => ask("GET", one(id));

export const addResident = (what: ResidentChange): Promise<Answer<Resident>> => ask("POST", "/residents", what);

/** Changes what is given; what is left out stays. */
export const changeResident = (id: string, what: ResidentChange): Promise<Answer<Resident>> => ask("PATCH", one(id), what);

/** Erases a resident and everything that is kept about them. */
export const eraseResident = (id: string): Promise<Answer<unknown>> => ask("DELETE", one(id));

/** Where everything that is kept about a resident can be fetched as one file. */
export const exportAddress = (id: string): string => `/api/v1${one(id)}/export`;

/** Keeps the answers to the questions before a first visit (T9). */
export const answerChecklist = (id: string, what: Omit<Checklist, "at">): Promise<Answer<unknown>> =>
  ask("PUT", `${one(id)}/checklist`, what);

export const media = (id: string): Promise<Answer<Media[]>> => ask("GET", `${one(id)}/media`);

export const mediaAddress = (id: string, file: string): string => `/api/v1${one(id)}/media/${encodeURIComponent(file)}`;

export const removeMedia = (id: string, file: string): Promise<Answer<unknown>> =>
  ask("DELETE", `${one(id)}/media/${encodeURIComponent(file)}`);

/** Which photos and sounds lie in which experience's slots. */
export const slots = (id: string): Promise<Answer<Fill[]>> => ask("GET", `${one(id)}/slots`);

export const fillSlot = (id: string, experience: string, slot: string, files: string[]): Promise<Answer<unknown>> =>
  ask("PUT", `${one(id)}/slots/${encodeURIComponent(experience)}/${encodeURIComponent(slot)}`, { media: files });

/** Sessions that were, the newest first. */
export function history(resident: string, offset: number): Promise<Answer<{ sessions: PastSession[]; total: number }>> {
  return ask("GET", `/history?${new URLSearchParams({ resident, offset: String(offset) })}`);
}
