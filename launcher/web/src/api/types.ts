//! The shapes of the launcher's API under the names the page uses, from its own description.

import type { components } from "./schema";

type Schemas = components["schemas"];

export type Door = Schemas["Door"];
export type Role = Schemas["Role"];
export type Login = Schemas["LoginState"];
export type StaffName = Schemas["StaffName"];
export type Enrol = Schemas["Enrol"];
export type SetUp = Schemas["SetUp"];

export type Experience = Schemas["Experience"];
export type ExperienceProblem = Schemas["ExperienceProblem"];
export type Scene = Schemas["Scene"];
export type Slot = Schemas["Slot"];
export type Stimulation = Schemas["Stimulation"];

export type Headset = Schemas["Headset"];
export type Session = Schemas["Session"];
export type StartSession = Schemas["StartSession"];
export type Listening = Schemas["Listening"];
export type SeatedPerson = Schemas["Person"];
export type Group = Schemas["Group"];
export type StartMember = Schemas["StartMember"];
export type Truth = Schemas["Truth"];
export type Board = Schemas["Board"];

/** Something that may be seen of a resident. */
export type Tick = Schemas["Seen"];
export type When = Schemas["When"];
export type Observation = Schemas["Observation"];
/** An observation as the page says it: a new tick has no time yet, that is the launcher's to give. */
export type SetObservation = Schemas["SetObservation"];
export type SetTick = Schemas["SetTick"];

export type ResidentCard = Schemas["ResidentCard"];
export type Resident = Schemas["Resident"];
export type NewResident = Schemas["NewResident"];
export type ChangeResident = Schemas["ChangeResident"];
export type ResidentSettings = Schemas["ResidentSettings"];
export type LifeStory = Schemas["LifeStory"];
export type ChecklistAnswers = Schemas["ChecklistAnswers"];
export type Taste = Schemas["Taste"];
export type Suggestion = Schemas["Suggestion"];
export type Media = Schemas["Media"];
export type Fill = Schemas["Fill"];
export type PastSession = Schemas["PastSession"];
export type History = Schemas["History"];

export type Figures = Schemas["Figures"];
export type Overview = Schemas["Overview"];
export type ResidentFigures = Schemas["ResidentFigures"];
export type ResidentsReport = Schemas["ResidentsReport"];
export type ExperienceFigures = Schemas["ExperienceFigures"];
export type ExperiencesReport = Schemas["ExperiencesReport"];
export type StaffFigures = Schemas["StaffFigures"];
export type StaffReport = Schemas["StaffReport"];

export type StaffMember = Schemas["StaffMember"];
export type EnrolledTablet = Schemas["TabletEntry"];
export type Invitation = Schemas["Invitation"];
export type HomeSettings = Schemas["HomeChoices"];
export type ChangeHome = Schemas["ChangeHome"];
export type LogRow = Schemas["LogRow"];
export type LogRows = Schemas["LogRows"];
export type LogCheck = Schemas["LogCheck"];
export type Backup = Schemas["Backup"];
export type BackupList = Schemas["BackupList"];
export type Restored = Schemas["Restored"];
export type About = Schemas["About"];
