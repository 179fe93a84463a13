//! Residents as a caregiver needs them to go on an outing: the list, suggestions, tastes, the check-list.

import { ask, type Answer } from "./client";
import type { Checklist, ResidentLine, ResidentShown, Suggestion } from "./soon";

const at = (id: string) => `/residents/${encodeURIComponent(id)}`;

export const residents = (): Promise<Answer<ResidentLine[]>> => ask("GET", "/residents");
export const resident = (id: string): Promise<Answer<ResidentShown>> => ask("GET", at(id));
export const suggestions = (id: string): Promise<Answer<Suggestion[]>> => ask("GET", `${at(id)}/suggestions`);
export const checklist = (id: string, answers: Checklist): Promise<Answer<unknown>> =>
  ask("PUT", `${at(id)}/checklist`, answers);
export const taste = (id: string, experience: string, taste: "favourite" | "disliked" | null): Promise<Answer<unknown>> =>
  ask("PUT", `${at(id)}/tastes/${encodeURIComponent(experience)}`, { taste });
