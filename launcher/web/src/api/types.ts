//! The shapes of the launcher's API under the names the page uses, from its own description.

import type { components } from "./schema";
import type { SessionMore } from "./soon";

type Schemas = components["schemas"];

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
