//! Several residents in the same experience, in step (T10).

import { answer, asking, client, type Answer } from "./client";
import type { Group, Session, StartMember } from "./types";

export const gather = (experience: string, members: StartMember[], practice: boolean): Promise<Answer<Group>> =>
  answer(client.POST("/api/v1/groups", { body: { experience, members, ...(practice && { practice }) }, ...asking() }));

export const group = (id: string): Promise<Answer<Group>> =>
  answer(client.GET("/api/v1/groups/{id}", { params: { path: { id } }, ...asking() }));

export const join = (id: string, member: StartMember): Promise<Answer<Session>> =>
  answer(client.POST("/api/v1/groups/{id}/members", { params: { path: { id } }, body: member, ...asking() }));
