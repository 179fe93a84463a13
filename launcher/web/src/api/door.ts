//! Who is let in: the state this browser is in, logging in and out, letting a tablet in, the first start.

import { ask, type Answer } from "./client";
import type { Door } from "./soon";

export const door = (): Promise<Answer<Door>> => ask("GET", "/door");

/** The PIN is checked slowly on purpose, so the launcher gets longer than usual. */
export const login = (staff: string, pin: string): Promise<Answer<unknown>> =>
  ask("POST", "/login", { staff, pin }, 15_000);

export const logout = (): Promise<Answer<unknown>> => ask("POST", "/logout");

/** Somebody touches the page: the login is in use. */
export const touch = (): Promise<Answer<unknown>> => ask("POST", "/login/touch");

export const enrol = (code: string, name: string): Promise<Answer<unknown>> => ask("POST", "/enrolment", { code, name });

export const setup = (what: { code: string; name: string; pin: string; tablet: string }): Promise<Answer<unknown>> =>
  ask("POST", "/setup", what, 15_000);

export const nameHome = (name: string): Promise<Answer<unknown>> => ask("PATCH", "/home", { name });
