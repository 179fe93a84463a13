//! The figures behind the charts. All of them are for the days from `from` to `to`, both included.

import { answer, asking, client, type Answer } from "./client";
import type { ExperiencesReport, Overview, ResidentsReport, StaffReport } from "./types";

/** Which days, and what the figures are narrowed to. */
export interface About {
  from: string;
  to: string;
  resident?: string;
  experience?: string;
}

/** Figures of five years may take longer than a tap. */
const PATIENCE = 15_000;
const of = (query: About) => ({ params: { query }, ...asking(PATIENCE) });

export const overview = (about: About): Promise<Answer<Overview>> => answer(client.GET("/api/v1/reports/overview", of(about)));

export const byResident = (about: About): Promise<Answer<ResidentsReport>> =>
  answer(client.GET("/api/v1/reports/residents", of(about)));

export const byExperience = (about: About): Promise<Answer<ExperiencesReport>> =>
  answer(client.GET("/api/v1/reports/experiences", of(about)));

export const byStaff = (about: About): Promise<Answer<StaffReport>> => answer(client.GET("/api/v1/reports/staff", of(about)));

/** Where the figures can be fetched as a file. */
export const exportAddress = (kind: "sessions.csv" | "sessions.json" | "questionnaire-responses.json", about: About): string =>
  `/api/v1/exports/${kind}?${new URLSearchParams({ ...about })}`;
