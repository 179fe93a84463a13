//! The shapes of what is kept, under the names the page uses, from the launcher's own description; and stand-ins
//! for those that it does not have yet.

import type { components } from "./schema";

type Schemas = components["schemas"];

export type Role = Schemas["Role"];
export type Stimulation = Schemas["Stimulation"];
export type ChangeListening = Schemas["ChangeListening"];
export type ChangePerson = Schemas["ChangePerson"];
export type StaffMember = Schemas["StaffMember"];
export type EnrolledTablet = Schemas["TabletEntry"];
export type Invitation = Schemas["Invitation"];
export type HomeSettings = Schemas["HomeChoices"];
export type ChangeHome = Schemas["ChangeHome"];
export type LogRow = Schemas["LogRow"];
export type LogRows = Schemas["LogRows"];
export type LogCheck = Schemas["LogCheck"];

export type Texts = Record<string, string>;
export type Tick = "smile" | "talks" | "sings" | "reaches_out" | "restless" | "sad" | "sick";

export interface LifeStory {
  interests: string[];
  music: string[];
  places: string[];
  years?: { from: number; to: number } | null;
  dislikes: string[];
}
export interface ResidentSettings {
  volume?: number | null;
  listening?: ChangeListening;
  person?: ChangePerson;
  short_visits?: "first" | "all";
}
export interface Checklist {
  at: string;
  epilepsy: boolean;
  pacemaker: boolean;
  wounds: boolean;
  neck: boolean;
  stroke: boolean;
  blindness: boolean;
  consent: "consent" | "assent";
}
export interface ResidentCard {
  id: string;
  name: string;
  room: string;
  favourites: string[];
  last?: { experience: string; at: string } | null;
  checklist_due: boolean;
}
export interface Resident {
  id: string;
  name: string;
  room: string;
  languages: string[];
  life_story: LifeStory;
  settings: ResidentSettings;
  checklist?: Checklist | null;
  checklist_due: boolean;
  visits: number;
  favourites: string[];
  disliked: string[];
}
export type ResidentChange = Partial<Pick<Resident, "name" | "room" | "languages" | "life_story" | "settings">>;
export interface Media {
  id: string;
  kind: "photo" | "sound";
  name: string;
  type: string;
  bytes: number;
  added: string;
}
export interface Slot {
  name: string;
  kind: "photos" | "sound" | "film" | "words";
  label: Texts;
  max: number;
}
export interface Fill {
  experience: string;
  slot: string;
  media: string[];
}
export interface PastSession {
  id: string;
  resident?: { id: string; name: string } | null;
  experience: string;
  title: Texts;
  headset: string;
  room: string | null;
  started: string;
  ended?: string | null;
  why?: string | null;
  seconds: number;
  staff?: string | null;
  before?: number | null;
  after?: number | null;
  ticks: { tick: Tick; when: "before" | "during" | "after"; at: string | null }[];
  line: string;
}
export interface Figures {
  sessions: number;
  seconds: number;
  answered: number;
  glad: number;
  before?: number | null;
  after?: number | null;
  gladder: number;
  same: number;
  sadder: number;
  ticks: Partial<Record<Tick, number>>;
  dizzy: number;
}
export interface Report {
  from: string;
  to: string;
  message?: Texts | null;
}
export interface Step extends Figures {
  start: string;
}
export interface Overview extends Figures, Report {
  residents: number;
  step: "week" | "month";
  steps: Step[];
  smileys: { before: number[]; after: number[] };
}
export interface ResidentFigures extends Figures {
  id: string;
  name: string;
  last?: string | null;
}
export interface ExperienceFigures extends Figures {
  experience: string;
  title: Texts;
  residents: number;
}
export interface StaffFigures extends Figures {
  id: string;
  name: string;
  role: Role;
  taps?: number | null;
  residents: number;
}
export interface Backup {
  name: string;
  at: string;
  bytes: number;
  why: "daily" | "migration" | "asked" | "restore";
}
export interface About {
  version: string;
  commit?: string | null;
  sqlite: string;
  licences: { name: string; version: string; licence: string }[];
  sbom?: string | null;
}
