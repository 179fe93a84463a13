//! What is kept about residents: their lives, their settings, their answers, their pictures and how it went.

import { answer, asking, client, type Answer } from "./client";
import type {
  ChangeResident, ChecklistAnswers, Fill, History, Media, NewResident, Resident, ResidentCard,
} from "./types";

const of = (id: string) => ({ params: { path: { id } } });

/** All residents of the home, by name. */
export const residents = (): Promise<Answer<ResidentCard[]>> => answer(client.GET("/api/v1/residents", asking()));

export const resident = (id: string): Promise<Answer<Resident>> =>
  answer(client.GET("/api/v1/residents/{id}", { ...of(id), ...asking() }));

export const addResident = (body: NewResident): Promise<Answer<Resident>> =>
  answer(client.POST("/api/v1/residents", { body, ...asking() }));

/** Changes what is given; what is left out stays. */
export const changeResident = (id: string, body: ChangeResident): Promise<Answer<Resident>> =>
  answer(client.PATCH("/api/v1/residents/{id}", { ...of(id), body, ...asking() }));

/** Erases a resident and everything that is kept about them. */
export const eraseResident = (id: string): Promise<Answer<unknown>> =>
  answer(client.DELETE("/api/v1/residents/{id}", { ...of(id), ...asking() }));

/** Where everything that is kept about a resident can be fetched as one file. */
export const exportAddress = (id: string): string => `/api/v1/residents/${encodeURIComponent(id)}/export`;

/** Keeps the answers to the questions before a first visit (T9). */
export const answerChecklist = (id: string, body: ChecklistAnswers): Promise<Answer<Resident>> =>
  answer(client.PUT("/api/v1/residents/{id}/checklist", { ...of(id), body, ...asking() }));

export const media = (id: string): Promise<Answer<Media[]>> =>
  answer(client.GET("/api/v1/residents/{id}/media", { ...of(id), ...asking() }));

export const mediaAddress = (id: string, file: string): string =>
  `/api/v1/residents/${encodeURIComponent(id)}/media/${encodeURIComponent(file)}`;

export const removeMedia = (id: string, media: string): Promise<Answer<unknown>> =>
  answer(client.DELETE("/api/v1/residents/{id}/media/{media}", { params: { path: { id, media } }, ...asking() }));

/** Which photos and sounds lie in which experience's slots. */
export const slots = (id: string): Promise<Answer<Fill[]>> =>
  answer(client.GET("/api/v1/residents/{id}/slots", { ...of(id), ...asking() }));

export const fillSlot = (id: string, experience: string, slot: string, media: string[]): Promise<Answer<Fill>> =>
  answer(
    client.PUT("/api/v1/residents/{id}/slots/{experience}/{slot}", {
      params: { path: { id, experience, slot } },
      body: { media },
      ...asking(),
    }),
  );

/** Sessions that were, the newest first. */
export const history = (resident: string, offset: number): Promise<Answer<History>> =>
  answer(client.GET("/api/v1/history", { params: { query: { resident, offset } }, ...asking() }));
