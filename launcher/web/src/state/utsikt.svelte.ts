//! Everything the screens know. The truth comes whole from the launcher's events socket and replaces
//! what was here; the only things kept beside it are what the caregiver has just asked (shown until
//! the launcher has answered) and the last thing that did not get through.

import * as api from "../api/sessions";
import type { Answer } from "../api/client";
import { residents as askResidents } from "../api/residents";
import type { Experience, Headset, Listening, ResidentCard, SeatedPerson, Session, StartSession, Tick, Truth } from "../api/types";
import { alsoAsked, asAsked, withSession, type Asked } from "./derive";
import { Line, type Wire } from "./socket";
import { taps } from "./taps";

/** What a caregiver may ask. */
export type What =
  | "pause"
  | "stop"
  | "volume"
  | "listening"
  | "recentre"
  | "next"
  | "cue"
  | "start"
  | "react"
  | "wiped"
  | "keep";

/** Something a caregiver asked for that did not happen. */
export type Trouble =
  | { kind: "notThrough"; what: What }
  | { kind: "refused"; sentence: string | null };

/** Milliseconds between two looks at the clock. */
const TICK = 500;
/** Milliseconds without a tick that mean the tablet was asleep. */
const SLEPT = 2_500;

class Utsikt {
  /** What the launcher last said; null before its first word. */
  #truth = $state.raw<Truth | null>(null);
  /** Whether the launcher is heard from; null while the first try is under way. */
  reachable = $state<boolean | null>(null);
  /** The experiences; null until they were fetched. */
  experiences = $state.raw<Experience[] | null>(null);
  /** The residents; null until they were fetched, or for somebody who may not see them. */
  residents = $state.raw<ResidentCard[] | null>(null);
  /** What did not happen, until the next thing is asked. */
  trouble = $state.raw<Trouble | null>(null);
  /** The time, twice a second, in milliseconds since 1970. */
  now = $state(Date.now());

  #asked = $state.raw<Record<string, Asked>>({});
  /** When each session's report last changed, in milliseconds since 1970. */
  #reportedAt = new Map<string, { report: string; at: number }>();
  /** Sessions to be ended as soon as the launcher is there. */
  #unsent = new Map<string, "gently" | "dizzy">();
  #fetched: number | null = null;
  #fetchedResidents: number | null = null;
  #listening = false;
  #line: Line;
  /** Told when the line is cut: it may be that nobody is logged in any more. */
  whenCut: () => void = () => undefined;

  constructor() {
    this.#line = new Line(
      () => new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/v1/events`) as Wire,
      {
        message: (text) => this.#hear(text),
        cut: () => {
          this.reachable = false;
          this.whenCut();
        },
      },
    );
  }

  /** Begins to listen: somebody is logged in. */
  open(): void {
    if (this.#listening) return;
    this.#listening = true;
    this.reachable = null;
    this.#line.start();
  }

  /** Listens no more and forgets everything: nobody is logged in. */
  close(): void {
    this.#listening = false;
    this.#line.stop();
    this.#truth = null;
    this.experiences = null;
    this.residents = null;
    this.#fetched = this.#fetchedResidents = null;
    this.trouble = null;
    this.reachable = null;
  }

  /** Begins to watch the clock and the tablet's sleep. */
  start(): void {
    const wake = () => {
      if (document.visibilityState !== "visible") return;
      this.now = Date.now();
      if (this.#listening) this.#line.wake();
    };
    document.addEventListener("visibilitychange", wake);
    document.addEventListener("resume", wake);
    addEventListener("pageshow", (event) => event.persisted && wake());
    addEventListener("online", wake);
    addEventListener("offline", () => this.#listening && this.#line.lost());
    setInterval(() => {
      // A tick that comes late was slept through, whether the tablet says that it woke or not.
      const slept = Date.now() - this.now > SLEPT;
      this.now = Date.now();
      if (slept) wake();
    }, TICK);
  }

  /** What the launcher said, with what was just asked laid over it. */
  get truth(): Truth | null {
    const truth = this.#truth;
    if (truth === null) return null;
    return { ...truth, sessions: truth.sessions.map((session) => asAsked(session, this.#asked[session.id])) };
  }

  /** A session by its id. */
  session(id: string): Session | undefined {
    return this.truth?.sessions.find((session) => session.id === id);
  }

  /** A headset by its id. */
  headset(id: string): Headset | undefined {
    return this.#truth?.headsets.find((headset) => headset.id === id);
  }

  /** An experience by its id. */
  experience(id: string): Experience | undefined {
    return this.experiences?.find((experience) => experience.id === id);
  }

  /** Seconds since the headset's last word about a session. */
  sinceReport(session: Session): number {
    const known = this.#reportedAt.get(session.id);
    return known === undefined ? 0 : Math.max(0, (this.now - known.at) / 1000);
  }

  /** A resident by their id. */
  resident(id: string | null | undefined): ResidentCard | undefined {
    return this.residents?.find((resident) => resident.id === id);
  }

  /** Starts an experience; the new session, or null when it did not start. */
  async begin(what: StartSession): Promise<Session | null> {
    // A guest's taps belong to nobody's report.
    const counted = what.resident !== undefined && taps.count !== null && { taps: taps.count };
    const session = this.#take(await api.start({ ...what, ...counted }), "start");
    if (session !== null) taps.over();
    return session;
  }

  /** Keeps that the resident did something just now; whether it was kept. */
  async react(session: Session, tick: Tick): Promise<boolean> {
    return this.done(await api.react(session.id, tick), "react");
  }

  /** Keeps that a headset was wiped and has a new liner; whether it was kept. */
  async wiped(headset: string): Promise<boolean> {
    return this.done(await api.wiped(headset), "wiped");
  }

  /** Takes an answer whose value the truth will tell; whether it was done. */
  done(answer: Answer<unknown>, what: What): boolean {
    this.trouble = answer.kind === "done" ? null : answer.kind === "refused" ? answer : { kind: "notThrough", what };
    return answer.kind === "done";
  }

  /** Fetches the residents again: something about one of them was changed here. */
  async fetchResidents(): Promise<void> {
    const answer = await askResidents();
    if (answer.kind === "done" && this.#listening) this.residents = answer.value;
    // The next word from the launcher asks again; what is refused to this role stays refused.
    else if (answer.kind === "unreachable") this.#fetchedResidents = null;
  }

  /** Holds a session, or lets it go on. */
  async pause(session: Session, paused: boolean): Promise<void> {
    await this.#ask(session, { paused }, "pause", () => api.change(session.id, { paused }));
  }

  /** Sets the volume, 0 to 1. */
  async volume(session: Session, volume: number): Promise<void> {
    await this.#ask(session, { volume }, "volume", () => api.change(session.id, { volume }));
  }

  /** Changes how the resident hears and reads. */
  async listen(session: Session, listening: Partial<Listening>): Promise<void> {
    await this.#ask(session, { listening }, "listening", () => api.change(session.id, { listening }));
  }

  /** Changes how the resident sits, looks and reads. */
  async seat(session: Session, person: Partial<SeatedPerson>): Promise<void> {
    await this.#ask(session, { person }, "listening", () => api.change(session.id, { person }));
  }

  /** Ends a session. What does not get through is sent again as soon as the launcher is there. */
  async stop(session: Session, how: "gently" | "dizzy"): Promise<void> {
    this.#lay(session.id, { stop: how });
    const answer = await api.stop(session.id, how);
    this.#take(answer, "stop");
    if (answer.kind === "unreachable") this.#unsent.set(session.id, how);
    else this.#lift(session.id);
  }

  /** Turns the world to where the resident looks. */
  async recentre(session: Session): Promise<void> {
    this.#take(await api.recentre(session.id), "recentre");
  }

  /** Goes on to the next scene. */
  async next(session: Session, from: string): Promise<void> {
    this.#take(await api.next(session.id, from), "next");
  }

  /** Taps one of the experience's own buttons. */
  async cue(session: Session, id: string): Promise<void> {
    this.#take(await api.cue(session.id, id), "cue");
  }

  #hear(text: string): void {
    let truth: Truth;
    try {
      truth = JSON.parse(text) as Truth;
    } catch {
      // Not a truth: whatever said it is not a launcher we know. What was shown stays.
      return;
    }
    this.now = Date.now();
    this.#note(truth);
    this.#truth = truth;
    const back = this.reachable === false;
    this.reachable = true;
    if (back && this.trouble?.kind === "notThrough") this.trouble = null;
    if (back || this.#fetched !== truth.experiences) void this.#fetch(truth.experiences);
    if (truth.residents !== undefined && (back || this.#fetchedResidents !== truth.residents)) {
      this.#fetchedResidents = truth.residents;
      void this.fetchResidents();
    }
    if (this.#unsent.size > 0) this.#send();
  }

  /** Remembers when each report came, and forgets sessions that are gone. */
  #note(truth: Truth): void {
    const known = this.#reportedAt;
    this.#reportedAt = new Map(
      truth.sessions.map((session) => {
        const report = JSON.stringify(session.reported);
        const before = known.get(session.id);
        return [session.id, before?.report === report ? before : { report, at: this.now }];
      }),
    );
  }

  async #fetch(version: number): Promise<void> {
    this.#fetched = version;
    const answer = await api.experiences();
    if (answer.kind === "done") this.experiences = answer.value;
    // The next word from the launcher asks again; what is refused to this role stays refused.
    else if (answer.kind === "unreachable") this.#fetched = null;
  }

  /** Sends again what did not get through. */
  #send(): void {
    const unsent = [...this.#unsent];
    this.#unsent.clear();
    for (const [id, how] of unsent) {
      const session = this.#truth?.sessions.find((session) => session.id === id);
      if (session !== undefined && session.ended == null) void this.stop(session, how);
      else this.#lift(id);
    }
  }

  /** Shows a change at once, and then what the launcher makes of it. */
  async #ask(
    session: Session,
    asked: Asked,
    what: What,
    call: () => Promise<Answer<Session>>,
  ): Promise<void> {
    this.#lay(session.id, asked);
    const mine = this.#asked[session.id];
    this.#take(await call(), what);
    // Something asked later is still on its way.
    if (this.#asked[session.id] === mine) this.#lift(session.id);
  }

  #lay(id: string, asked: Asked): void {
    this.#asked = { ...this.#asked, [id]: alsoAsked(this.#asked[id], asked) };
  }

  #lift(id: string): void {
    const { [id]: _, ...others } = this.#asked;
    this.#asked = others;
  }

  #take(answer: Answer<Session>, what: What): Session | null {
    if (answer.kind === "done") {
      this.trouble = null;
      if (this.#truth !== null) this.#truth = withSession(this.#truth, answer.value);
      return answer.value;
    }
    this.trouble = answer.kind === "refused" ? answer : { kind: "notThrough", what };
    return null;
  }
}

/** The one Utsikt this page speaks with. */
export const utsikt = new Utsikt();
