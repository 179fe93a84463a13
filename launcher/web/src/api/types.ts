//! The shapes of the launcher's API under the names the page uses, from its own description.

import type { components } from "./schema";
import type { SessionMore } from "./soon";

export type * from "./soon";

type Schemas = components["schemas"];

export type Door = Schemas["Door"];
export type Role = Schemas["Role"];
export type Login = Schemas["LoginState"];
export type StaffName = Schemas["StaffName"];
export type Enrol = Schemas["Enrol"];
export type SetUp = Schemas["SetUp"];
export type Experience = Schemas["Experience"] & { postures?: ("Seated" | "Reclined")[] };
export type Scene = Schemas["Scene"];
export type Headset = Schemas["Headset"] & { needs_wipe?: boolean; room?: string | null };
export type Session = Schemas["Session"] & SessionMore;
export type Listening = Schemas["Listening"];
export type SeatedPerson = Schemas["Person"];
export type ExperienceProblem = Schemas["ExperienceProblem"];
export type Truth = Omit<Schemas["Truth"], "sessions" | "headsets"> & {
  sessions: Session[];
  headsets: Headset[];
  residents?: number;
};
