//! The shapes of the launcher's API under the names the page uses, from its own description.

import type { components } from "./schema";

type Schemas = components["schemas"];

export type Experience = Schemas["Experience"];
export type Scene = Schemas["Scene"];
export type Headset = Schemas["Headset"];
export type Session = Schemas["Session"];
export type Listening = Schemas["Listening"];
export type ExperienceProblem = Schemas["ExperienceProblem"];
export type Truth = Schemas["Truth"];
