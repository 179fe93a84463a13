//! What the screens show, from truths as a launcher would send them.

import { describe, expect, it } from "vitest";
import type { Experience, Headset, Session, Truth } from "../api/types";
import * as derive from "./derive";

const headset = (id: string, more: Partial<Headset> = {}): Headset => ({
  id,
  name: `Glasögon ${id}`,
  connected: true,
  since: "2026-05-01T10:00:00Z",
  mode: "xr",
  state: "Lobby",
  worn: false,
  battery: null,
  session: null,
  notices: [],
  needs_wipe: false,
  ...more,
});

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

const session = (id: string, more: Partial<Session> = {}): Session => ({
  id,
  experience: "lake",
  headset: "1",
  started: "2026-05-01T10:00:00Z",
  ended: null,
  desired: { revision: 3, paused: false, volume: 0.7, listening: usual, person, stop: null },
  reported: { revision: 3, state: "Playing", scene: "shore", cues: [], prompts: [], elapsed: 60, remaining: 540, volume: 0.7 },
  acknowledged: true,
  ...more,
});

const truth = (more: Partial<Truth> = {}): Truth => ({ headsets: [], sessions: [], experiences: 1, notices: [], ...more });

const lake: Experience = {
  id: "lake",
  title: { sv: "Skogssjön", en: "Forest lake" },
  description: { sv: "", en: "" },
  minutes: 10,
  stimulation: "Low",
  motion: "Still",
  film: false,
  captions: [],
  descriptions: [],
  stand_in: false,
  topics: [],
  years: null,
  postures: ["seated"],
  slots: [],
  prompts: { sv: ["Brukade ni fiska?"], en: ["Did you use to fish?"] },
  scenes: [
    {
      id: "shore",
      title: { sv: "Stranden", en: "The shore" },
      prompts: { sv: ["Hör ni lommen?"], en: ["Do you hear the loon?"] },
      next: { scene: "boat", label: { sv: "Ut i ekan", en: "Into the boat" } },
    },
    { id: "boat", title: { sv: "Ekan", en: "The boat" }, prompts: {}, next: null },
  ],
  poster: "/poster.jpg",
  playable: true,
  problems: [],
};

describe("sessions and headsets", () => {
  it("that have ended are not running, and the oldest comes first", () => {
    const all = truth({
      sessions: [
        session("new", { started: "2026-05-01T10:05:00Z" }),
        session("over", { ended: { at: "2026-05-01T10:04:00Z", why: "Stopped" } }),
        session("old"),
      ],
    });
    expect(derive.running(all).map((s) => s.id)).toEqual(["old", "new"]);
  });

  it("are free when linked and in no session", () => {
    const all = truth({
      headsets: [headset("1"), headset("2"), headset("3", { connected: false, state: "Unreachable" })],
      sessions: [session("a", { headset: "1" })],
    });
    expect(derive.free(all).map((h) => h.id)).toEqual(["2"]);
    expect(derive.whyNoneFree(all)).toBeNull();
  });

  it("say why none is free", () => {
    expect(derive.whyNoneFree(truth())).toBe("noneOn");
    expect(derive.whyNoneFree(truth({ headsets: [headset("1", { connected: false })] }))).toBe("noneOn");
    expect(derive.whyNoneFree(truth({ headsets: [headset("1")], sessions: [session("a")] }))).toBe("noneFree");
  });
});

describe("the scene now seen", () => {
  it("is the reported one, and the first until something was reported", () => {
    const boat = session("a", { reported: { ...session("a").reported!, scene: "boat" } });
    expect(derive.sceneOf(boat, lake)?.id).toBe("boat");
    expect(derive.sceneOf(session("a", { reported: null }), lake)?.id).toBe("shore");
    expect(derive.sceneOf(boat, undefined)).toBeUndefined();
  });

  it("brings its own prompts before those of the experience, each once", () => {
    expect(derive.promptsOf(lake, lake.scenes[0], "sv")).toEqual(["Hör ni lommen?", "Brukade ni fiska?"]);
    expect(derive.promptsOf(lake, lake.scenes[1], "en")).toEqual(["Did you use to fish?"]);
    const twice = { ...lake.scenes[0]!, prompts: { sv: ["Brukade ni fiska?"] } };
    expect(derive.promptsOf(lake, twice, "sv")).toEqual(["Brukade ni fiska?"]);
  });

  it("begins with what the experience says just now, the latest first and each once", () => {
    const say = (number: number, sv: string) => ({ number, text: { sv, en: sv } });
    const prompts = [say(1, "Två änder."), say(2, "Tre änder."), say(3, "Två änder.")];
    const told = session("a", { reported: { ...session("a").reported!, prompts } });
    expect(derive.raisedBy(told, "sv")).toEqual(["Två änder.", "Tre änder."]);
    expect(derive.raisedBy(session("a", { reported: null }), "sv")).toEqual([]);
  });

  it("leads on only where there is a next scene, with its label or its title", () => {
    const boat = session("a", { reported: { ...session("a").reported!, scene: "boat" } });
    expect(derive.nextOf(session("a"), lake, "sv")).toEqual({ from: "shore", label: "Ut i ekan" });
    expect(derive.nextOf(boat, lake, "sv")).toBeNull();
    expect(derive.nextOf(session("a"), undefined, "sv")).toBeNull();
    const unnamed = { ...lake, scenes: [{ ...lake.scenes[0]!, next: { scene: "boat", label: {} } }, lake.scenes[1]!] };
    expect(derive.nextOf(session("a"), unnamed, "en")).toEqual({ from: "shore", label: "The boat" });
  });

  it("leads where the headset says, when that differs", () => {
    const reported = { ...session("a").reported!, scene: "boat", next: { scene: "shore", label: { sv: "I land" } } };
    expect(derive.nextOf(session("a", { reported }), lake, "sv")).toEqual({ from: "boat", label: "I land" });
  });
});

describe("the status of a session", () => {
  const on = headset("1");
  const reported = session("a").reported!;
  const desired = session("a").desired;
  it.each<[string, Partial<Session>, Headset, derive.Status]>([
    ["plays", {}, on, "Playing"],
    ["has not said anything yet", { reported: null }, on, "Loading"],
    ["is asked to pause", { desired: { ...desired, paused: true } }, on, "pausing"],
    ["is paused", { desired: { ...desired, paused: true }, reported: { ...reported, state: "Paused" } }, on, "Paused"],
    ["is lifted off, which nobody asked for", { reported: { ...reported, state: "Paused" } }, on, "Paused"],
    ["is asked to go on", { reported: { ...reported, state: "Paused" }, acknowledged: false }, on, "continuing"],
    ["is asked to end", { desired: { ...desired, stop: "gently" } }, on, "stopping"],
    ["is stopped for dizziness", { desired: { ...desired, stop: "dizzy" } }, on, "dizzy"],
    ["is out of reach", {}, headset("1", { connected: false }), "Unreachable"],
  ])("that %s", (_, more, on, status) => {
    expect(derive.statusOf(session("a", more), on)).toBe(status);
  });
});

describe("time", () => {
  it("goes on between two words from the launcher while it plays, and stands still when paused", () => {
    expect(derive.remainingOf(session("a"), 10)).toBe(530);
    const paused = session("a", { reported: { ...session("a").reported!, state: "Paused" } });
    expect(derive.remainingOf(paused, 10)).toBe(540);
    expect(derive.remainingOf(session("a"), 10_000)).toBe(0);
    expect(derive.remainingOf(session("a", { reported: null }), 0)).toBeNull();
  });

  it("is drawn as the share played", () => {
    expect(derive.shareOf(session("a"), 0)).toBeCloseTo(0.1);
    expect(derive.shareOf(session("a"), 10_000)).toBe(1);
    expect(derive.shareOf(session("a", { reported: null }), 0)).toBe(0);
  });
});

describe("a session that was changed here", () => {
  it("takes the place of an older one and never that of a newer one", () => {
    const all = truth({ sessions: [session("a")] });
    const newer = session("a", { desired: { ...session("a").desired, revision: 4, paused: true } });
    expect(derive.withSession(all, newer).sessions).toEqual([newer]);
    expect(derive.withSession(derive.withSession(all, newer), session("a")).sessions).toEqual([newer]);
    expect(derive.withSession(truth(), newer).sessions).toEqual([newer]);
  });

  it("does not come back to life", () => {
    const over = session("a", { ended: { at: "2026-05-01T10:04:00Z", why: "Stopped" } });
    expect(derive.withSession(truth({ sessions: [over] }), session("a")).sessions).toEqual([over]);
  });

  it("is shown as asked until the answer comes", () => {
    const shown = derive.asAsked(session("a"), { paused: true });
    expect(shown.desired.paused).toBe(true);
    expect(shown.acknowledged).toBe(false);
    expect(derive.statusOf(shown, headset("1"))).toBe("pausing");
    expect(derive.asAsked(session("a"), undefined)).toEqual(session("a"));
  });

  it("keeps everything that was asked of how it is heard", () => {
    const first = derive.alsoAsked(undefined, { listening: { captions: true } });
    const both = derive.alsoAsked(derive.alsoAsked(first, { listening: { mono: true } }), { volume: 0.5 });
    expect(both).toEqual({ volume: 0.5, listening: { captions: true, mono: true } });
    expect(derive.asAsked(session("a"), both).desired).toEqual({
      ...session("a").desired,
      volume: 0.5,
      listening: { ...usual, captions: true, mono: true },
    });
    expect(derive.alsoAsked(undefined, { paused: true })).toEqual({ paused: true });
  });
});

describe("what is offered first", () => {
  it("is a headset that somebody wears, else a clean one, else any", () => {
    const [dirty, clean, worn] = [headset("1", { needs_wipe: true }), headset("2"), headset("3", { worn: true })];
    expect(derive.firstChoice([dirty, clean, worn])).toBe(worn);
    expect(derive.firstChoice([dirty, clean])).toBe(clean);
    expect(derive.firstChoice([dirty, headset("4", { worn: true, needs_wipe: true })])).toBe(dirty);
    expect(derive.firstChoice([])).toBeUndefined();
  });

  it("is a favourite once more, else what came last, and never one that can't start", () => {
    const broken = { ...lake, id: "broken", playable: false };
    const farm = { ...lake, id: "farm" };
    const last = { experience: "farm", at: "2026-05-01T10:00:00Z" };
    expect(derive.againFor({ favourites: ["broken", "lake"], last }, [farm, broken, lake])?.id).toBe("lake");
    expect(derive.againFor({ favourites: ["broken"], last }, [farm, broken, lake])?.id).toBe("farm");
    expect(derive.againFor({ favourites: [], last: { ...last, experience: "broken" } }, [broken])).toBeUndefined();
    expect(derive.againFor({ favourites: [], last: null }, [lake])).toBeUndefined();
  });
});

describe("who steers", () => {
  const steered = (tablet: string, staff: string | null = "Elif") =>
    session("a", { steered_by: { tablet: { id: tablet, name: "Plan 2" }, staff: staff === null ? null : { id: "s", name: staff } } });

  it("is said where it is another tablet, by the person's name", () => {
    expect(derive.takenOverBy(steered("other"), "mine")).toEqual({ tablet: "Plan 2", name: "Elif" });
    expect(derive.takenOverBy(steered("other", null), "mine")).toEqual({ tablet: "Plan 2", name: null });
    expect(derive.takenOverBy(steered("mine"), "mine")).toBeNull();
    expect(derive.takenOverBy(session("a"), "mine")).toBeNull();
  });
});

describe("a resident", () => {
  it("is in the session that goes on, not in one that is over", () => {
    const ended = { at: "2026-05-01T11:00:00Z", why: "Stopped" as const };
    const both = truth({ sessions: [session("a", { resident: "m", ended }), session("b", { resident: "m" })] });
    expect(derive.sessionOf(both, "m")?.id).toBe("b");
    expect(derive.sessionOf(both, "n")).toBeUndefined();
  });
});
