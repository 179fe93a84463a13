//! What is set for the home: who works there, which tablets are let in, the headsets' names, copies, the log.

import { answer, asking, client, type Answer } from "./client";
import type {
  About, Backup, BackupList, ChangeHome, EnrolledTablet, Headset, HomeSettings, Invitation, LogCheck, LogRows, Restored, Role, StaffMember,
} from "./types";

/** A copy of the whole home takes longer than a tap. */
const PATIENCE = 60_000;
const of = (id: string) => ({ params: { path: { id } } });

export const staff = (): Promise<Answer<StaffMember[]>> => answer(client.GET("/api/v1/staff", asking()));

export const addStaff = (body: { name: string; role: Role; pin: string }): Promise<Answer<StaffMember>> =>
  answer(client.POST("/api/v1/staff", { body, ...asking() }));

export const changeStaff = (id: string, body: { name?: string; role?: Role; pin?: string }): Promise<Answer<StaffMember>> =>
  answer(client.PATCH("/api/v1/staff/{id}", { ...of(id), body, ...asking() }));

/** Takes somebody who has left off the lock; what stands in the log stays. */
export const removeStaff = (id: string): Promise<Answer<unknown>> =>
  answer(client.DELETE("/api/v1/staff/{id}", { ...of(id), ...asking() }));

export const changeOwnPin = (now: string, next: string): Promise<Answer<unknown>> =>
  answer(client.POST("/api/v1/staff/me/pin", { body: { now, next }, ...asking() }));

export const tablets = (): Promise<Answer<EnrolledTablet[]>> => answer(client.GET("/api/v1/tablets", asking()));

/** A code that lets one tablet in, once. */
export const invite = (): Promise<Answer<Invitation>> => answer(client.POST("/api/v1/tablets/invitations", asking()));

export const renameTablet = (id: string, name: string): Promise<Answer<EnrolledTablet>> =>
  answer(client.PATCH("/api/v1/tablets/{id}", { ...of(id), body: { name }, ...asking() }));

export const removeTablet = (id: string): Promise<Answer<unknown>> =>
  answer(client.DELETE("/api/v1/tablets/{id}", { ...of(id), ...asking() }));

export const renameHeadset = (id: string, name: string): Promise<Answer<Headset>> =>
  answer(client.PATCH("/api/v1/headsets/{id}", { ...of(id), body: { name }, ...asking() }));

export const home = (): Promise<Answer<HomeSettings>> => answer(client.GET("/api/v1/home", asking()));

export const changeHome = (body: ChangeHome): Promise<Answer<HomeSettings>> =>
  answer(client.PATCH("/api/v1/home", { body, ...asking() }));

export const backups = (): Promise<Answer<BackupList>> => answer(client.GET("/api/v1/backups", asking()));

export const backUp = (): Promise<Answer<Backup>> => answer(client.POST("/api/v1/backups", asking(PATIENCE)));

/** Goes back to a copy; everybody is logged out by it. */
export const restore = (name: string): Promise<Answer<Restored>> =>
  answer(client.POST("/api/v1/backups/{name}/restore", { params: { path: { name } }, ...asking(PATIENCE) }));

export const about = (): Promise<Answer<About>> => answer(client.GET("/api/v1/about", asking()));

/** Which rows of the access log; what is left out does not narrow. */
export interface Which {
  from?: string;
  to?: string;
  staff?: string;
  resident?: string;
}

export const accessLog = (which: Which, offset: number): Promise<Answer<LogRows>> =>
  answer(client.GET("/api/v1/access-log", { params: { query: { ...which, offset } }, ...asking() }));

export const checkLog = (): Promise<Answer<LogCheck>> => answer(client.GET("/api/v1/access-log/check", asking(PATIENCE)));
