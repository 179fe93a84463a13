//! Stand-ins for shapes that are not in the launcher's description yet.

export type Texts = Record<string, string>;
export type Role = "caregiver" | "maker" | "admin" | "auditor";
export type Tick = "smile" | "talks" | "sings" | "reaches_out" | "restless" | "sad" | "sick";
export type Stimulation = "Low" | "Medium" | "High";

export interface LifeStory {
  interests: string[];
  music: string[];
  places: string[];
  years?: { from: number; to: number } | null;
  dislikes: string[];
}
export interface ChangeListening {
  language?: string | null;
  captions?: boolean | null;
  description?: boolean | null;
  mono?: boolean | null;
  speech_boost?: boolean | null;
}
export interface ChangePerson {
  dwell?: number | null;
  yaw_gain?: number | null;
  reclined?: boolean | null;
  text?: number | null;
  stimulation?: Stimulation | null;
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
export interface Person {
  id: string;
  name: string;
  role: Role;
  created: string;
}
export interface EnrolledTablet {
  id: string;
  name: string;
  enrolled: string;
  seen: string;
}
export interface HomeSettings {
  name: string;
  languages: string[];
  retention_months: number;
  eye_gaze: boolean;
  first_visit_minutes: number;
}
export interface AccessEntry {
  number: number;
  at: string;
  staff?: { id: string; name: string } | null;
  tablet?: { id: string; name: string } | null;
  resident?: { id: string; name?: string | null } | null;
  what: string;
  detail: string;
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
