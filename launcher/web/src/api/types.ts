//! The shapes of the launcher's API, under the names the page uses.

export interface Texts { [language: string]: string }
export interface Experience {
  id: string; title: Texts; description: Texts; minutes: number;
  stimulation: "Low" | "Medium" | "High"; motion: "Still" | "Moving"; topics: string[];
  years?: [number, number] | null; prompts: { [language: string]: string[] };
  scenes: Scene[]; poster?: string | null; playable: boolean; problems: Problem[];
}
export interface Scene {
  id: string; title: Texts; prompts: { [language: string]: string[] };
  next?: { scene: string; label: Texts } | null;
}
export interface Problem { code: string; text: Texts; file?: string | null; line?: number | null; column?: number | null }
export type HeadsetState = "Lobby" | "Loading" | "Playing" | "Paused" | "Ending" | "Unreachable";
export interface Notice { code: string; text: Texts }
export interface Headset {
  id: string; name: string; connected: boolean; since: string; mode?: string | null; state: HeadsetState;
  worn: boolean; battery?: { level: number; charging: boolean } | null; session?: string | null; notices: Notice[];
}
export interface Session {
  id: string; experience: string; headset: string; started: string;
  ended?: { at: string; why: "Stopped" | "Dizzy" | "Replaced" | "Finished" } | null;
  desired: { revision: number; paused: boolean; volume: number; stop?: "gently" | "dizzy" | null };
  reported?: {
    revision: number; state: HeadsetState; scene?: string | null; elapsed: number; remaining: number;
    paused: boolean; volume: number;
  } | null;
  acknowledged: boolean;
}
export interface Truth { headsets: Headset[]; sessions: Session[]; experiences: number; notices: Notice[] }
