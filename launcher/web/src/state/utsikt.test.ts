//! What the page makes of the launcher's words and silences, with a wire of our own and answers of our own.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Answer } from "../api/client";
import type { Experience, Session, Truth } from "../api/types";
import type { Wire } from "./socket";

const api = {
  experiences: vi.fn<() => Promise<Answer<Experience[]>>>(),
  start: vi.fn(),
  change: vi.fn<(...asked: unknown[]) => Promise<Answer<Session>>>(),
  stop: vi.fn<(...asked: unknown[]) => Promise<Answer<Session>>>(),
  recentre: vi.fn(),
  next: vi.fn(),
};
vi.mock("../api/sessions", () => api);

const wires: Wire[] = [];

/** A fresh page whose launcher has not spoken yet. */
async function page() {
  vi.resetModules();
  const { utsikt } = await import("./utsikt.svelte");
  utsikt.start();
  utsikt.open();
  const speak = async (truth: Truth) => {
    wires.at(-1)!.onmessage!({ data: JSON.stringify(truth) });
    await settle();
  };
  const hangUp = () => wires.at(-1)!.onclose!();
  /** The page has rung again and the launcher is there. */
  const back = () => void vi.advanceTimersByTime(2_000 - 1);
  /** The launcher is away for a moment and back. */
  const away = () => {
    hangUp();
    back();
  };
  return { utsikt, speak, hangUp, back, away };
}

/** Lets everything that has been answered be taken in. */
const settle = () => vi.advanceTimersByTimeAsync(0);

const usual = { language: "sv", captions: false, description: false, mono: false, speech_boost: false };
const person = {
  dwell: 1.2,
  yaw_gain: 1,
  reclined: false,
  eye_height: null,
  text: 2,
  stimulation: "High" as const,
  eye_gaze: false,
};

const session = (revision = 1, more: Partial<Session["desired"]> = {}): Session => ({
  id: "a",
  experience: "lake",
  headset: "1",
  started: "2026-05-01T10:00:00Z",
  ended: null,
  desired: { revision, paused: false, volume: 0.7, listening: usual, person, stop: null, ...more },
  reported: { revision, state: "Playing", scene: "shore", cues: [], prompts: [], elapsed: 60, remaining: 540, volume: 0.7 },
  acknowledged: true,
});
const truth = (...sessions: Session[]): Truth => ({ headsets: [], sessions, experiences: 1, notices: [] });
const done = <T>(value: T): Answer<T> => ({ kind: "done", value });

beforeEach(() => {
  vi.useFakeTimers();
  wires.length = 0;
  vi.stubGlobal("location", { protocol: "http:", host: "tablet.example" });
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("document", { addEventListener: () => undefined, visibilityState: "visible" });
  vi.stubGlobal(
    "WebSocket",
    class implements Wire {
      onmessage = null;
      onclose = null;
      onerror = null;
      constructor() {
        wires.push(this);
      }
      close() {}
    },
  );
  for (const call of Object.values(api)) call.mockReset();
  api.experiences.mockResolvedValue(done([]));
});

afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the truth", () => {
  it("is unknown until the launcher speaks, and then what it said", async () => {
    const { utsikt, speak } = await page();
    expect([utsikt.truth, utsikt.reachable]).toEqual([null, null]);
    await speak(truth(session()));
    expect(utsikt.truth).toEqual(truth(session()));
    expect(utsikt.reachable).toBe(true);
  });

  it("is kept while the launcher is away, and replaced when it is back", async () => {
    const { utsikt, speak, hangUp, back } = await page();
    await speak(truth(session()));
    hangUp();
    expect(utsikt.reachable).toBe(false);
    expect(utsikt.session("a")).toEqual(session());
    back();
    await speak(truth());
    expect(utsikt.reachable).toBe(true);
    expect(utsikt.session("a")).toBeUndefined();
  });

  it("is not disturbed by what is not a truth", async () => {
    const { utsikt, speak } = await page();
    await speak(truth(session()));
    wires.at(-1)!.onmessage!({ data: "<html>" });
    expect(utsikt.session("a")).toEqual(session());
  });
});

describe("a tablet that slept", () => {
  it("asks at once, even when nothing told it that it woke", async () => {
    const { speak } = await page();
    await speak(truth(session()));
    const before = wires.length;
    vi.advanceTimersByTime(1_000);
    expect(wires).toHaveLength(before);
    vi.setSystemTime(Date.now() + 600_000);
    vi.advanceTimersByTime(500);
    expect(wires).toHaveLength(before + 1);
  });
});

describe("the experiences", () => {
  it("are fetched when the launcher first speaks, and again when they have changed", async () => {
    const { speak } = await page();
    await speak(truth());
    await speak(truth());
    expect(api.experiences).toHaveBeenCalledTimes(1);
    await speak({ ...truth(), experiences: 2 });
    expect(api.experiences).toHaveBeenCalledTimes(2);
  });

  it("are asked for again when they did not come", async () => {
    const { utsikt, speak } = await page();
    api.experiences.mockResolvedValueOnce({ kind: "unreachable" });
    await speak(truth());
    expect(utsikt.experiences).toBeNull();
    await speak(truth());
    expect(utsikt.experiences).toEqual([]);
  });
});

describe("what is asked", () => {
  it("is shown at once, and then what the launcher made of it", async () => {
    const { utsikt, speak } = await page();
    await speak(truth(session()));
    let answer!: (answer: Answer<Session>) => void;
    api.change.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    void utsikt.pause(session(), true);
    expect(utsikt.session("a")?.desired.paused).toBe(true);
    answer(done(session(2, { paused: true })));
    await settle();
    expect(utsikt.session("a")).toEqual(session(2, { paused: true }));
  });

  it("of how it is heard is sent alone, and shown together with what is still on its way", async () => {
    const { utsikt, speak } = await page();
    await speak(truth(session()));
    api.change.mockReturnValue(new Promise(() => undefined));
    void utsikt.listen(session(), { captions: true });
    void utsikt.listen(session(), { mono: true });
    expect(api.change.mock.calls).toEqual([
      ["a", { listening: { captions: true } }],
      ["a", { listening: { mono: true } }],
    ]);
    expect(utsikt.session("a")?.desired.listening).toEqual({ ...usual, captions: true, mono: true });
  });

  it("is taken back when the launcher refuses, with its sentence", async () => {
    const { utsikt, speak } = await page();
    await speak(truth(session()));
    api.change.mockResolvedValueOnce({ kind: "refused", sentence: "Stunden är slut.", status: 409, code: null, problem: null });
    await utsikt.pause(session(), true);
    expect(utsikt.session("a")?.desired.paused).toBe(false);
    expect(utsikt.trouble).toEqual({ kind: "refused", sentence: "Stunden är slut.", status: 409, code: null, problem: null });
  });

  it("and did not get through is said until the launcher is back", async () => {
    const { utsikt, speak, away } = await page();
    await speak(truth(session()));
    api.change.mockResolvedValueOnce({ kind: "unreachable" });
    await utsikt.pause(session(), true);
    expect(utsikt.trouble).toEqual({ kind: "notThrough", what: "pause" });
    expect(utsikt.session("a")?.desired.paused).toBe(false);
    away();
    await speak(truth(session()));
    expect(utsikt.trouble).toBeNull();
  });
});

describe("a stop that did not get through", () => {
  it("is sent once more when the launcher is back, and shown all the while", async () => {
    const { utsikt, speak, away } = await page();
    await speak(truth(session()));
    api.stop.mockResolvedValueOnce({ kind: "unreachable" });
    await utsikt.stop(session(), "dizzy");
    expect(utsikt.session("a")?.desired.stop).toBe("dizzy");
    expect(utsikt.trouble).toEqual({ kind: "notThrough", what: "stop" });

    api.stop.mockResolvedValueOnce(done(session(2, { stop: "dizzy" })));
    away();
    await speak(truth(session()));
    await speak(truth(session(2, { stop: "dizzy" })));
    expect(api.stop).toHaveBeenCalledTimes(2);
    expect(api.stop).toHaveBeenLastCalledWith("a", "dizzy");
    expect(utsikt.session("a")).toEqual(session(2, { stop: "dizzy" }));
  });

  it("is let go when the session is over meanwhile", async () => {
    const { utsikt, speak, away } = await page();
    await speak(truth(session()));
    api.stop.mockResolvedValueOnce({ kind: "unreachable" });
    await utsikt.stop(session(), "gently");
    away();
    const over: Session = { ...session(), ended: { at: "2026-05-01T10:10:00Z", why: "Finished" } };
    await speak(truth(over));
    expect(api.stop).toHaveBeenCalledTimes(1);
    expect(utsikt.session("a")).toEqual(over);
  });
});

describe("time since a report", () => {
  it("is counted from when it changed, not from when it was said again", async () => {
    const { utsikt, speak } = await page();
    await speak(truth(session()));
    vi.advanceTimersByTime(3_000);
    await speak(truth(session()));
    expect(utsikt.sinceReport(session())).toBe(3);
    await speak(truth({ ...session(), reported: { ...session().reported!, elapsed: 63, remaining: 537 } }));
    expect(utsikt.sinceReport(session())).toBe(0);
  });
});
