//! The figures behind the charts. All of them are for the days from `from` to `to`, both included.

import { ask, type Answer } from "./client";
import type { ExperienceFigures, Overview, Report, ResidentFigures, StaffFigures } from "./shapes";

/** Which days, and what the figures are narrowed to. */
export interface About {
  from: string;
  to: string;
  resident?: string;
  experience?: string;
}

const query = (about: About) => new URLSearchParams({ ...about });
/** Figures of five years may take longer than a tap. */
const PATIENCE = 15_000;

export const overview = (about: About): Promise<Answer<Overview>> =>
  ask("GET", `/reports/overview?${query(about)}`, undefined, PATIENCE);

export const byResident = (about: About): Promise<Answer<Report & { residents: ResidentFigures[] }>> =>
  ask("GET", `/reports/residents?${query(about)}`, undefined, PATIENCE);

export const byExperience = (about: About): Promise<Answer<Report & { experiences: ExperienceFigures[] }>> =>
  ask("GET", `/reports/experiences?${query(about)}`, undefined, PATIENCE);

export const byStaff = (about: About): Promise<Answer<Report & { staff: StaffFigures[] }>> =>
  ask("GET", `/reports/staff?${query(about)}`, undefined, PATIENCE);

/** Where the figures can be fetched as a file. */
export const exportAddress = (kind: "sessions.csv" | "sessions.json" | "questionnaire-responses.json", about: About): string =>
  `/api/v1/exports/${kind}?${query(about)}`;
