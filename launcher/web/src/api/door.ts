//! Who is let in: the state this browser is in, logging in and out, letting a tablet in, the first start.

import { answer, asking, client, type Answer } from "./client";
import type { Door, Enrol, SetUp } from "./types";

/** Milliseconds for what the launcher does slowly on purpose: checking a PIN, and making one unreadable. */
const SLOWLY = 15_000;

export const door = (): Promise<Answer<Door>> => answer(client.GET("/api/v1/door", asking()));

export const login = (staff: string, pin: string): Promise<Answer<unknown>> =>
  answer(client.POST("/api/v1/login", { body: { staff, pin }, ...asking(SLOWLY) }));

export const logout = (): Promise<Answer<unknown>> => answer(client.POST("/api/v1/logout", asking()));

/** Somebody touches the page: the login is in use. */
export const touch = (): Promise<Answer<unknown>> => answer(client.POST("/api/v1/login/touch", asking()));

export const enrol = (body: Enrol): Promise<Answer<unknown>> => answer(client.POST("/api/v1/enrolment", { body, ...asking() }));

export const setup = (body: SetUp): Promise<Answer<unknown>> =>
  answer(client.POST("/api/v1/setup", { body, ...asking(SLOWLY) }));

export const nameHome = (name: string): Promise<Answer<unknown>> =>
  answer(client.PATCH("/api/v1/home", { body: { name }, ...asking() }));
