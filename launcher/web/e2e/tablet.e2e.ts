//! A caregiver's way through the page, with the real launcher, the real headset in a real OpenXR
//! runtime (where `cargo xtask` has prepared one), and a real browser under a finger.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Experience, Session } from "../src/api/types";
import { Headset, rendered, Runtime } from "./support/headset";
import { Launcher, until } from "./support/launcher";
import { difference, magenta, seen, seenInFile, type Fields } from "./support/picture";
import { openBrowser, Tablet, type SleepyBrowser } from "./support/tablet";
import { DeadableWire } from "./support/wire";

/** Largest mean difference (of 255) at which the live picture is the rendered view: JPEG and scaling. */
const SAME = 4;
/** Photos, films and drawn places; the first is played most, and stands still. */
const PLAYED = ["skogssjo", "sommarstugan", "forsta-snon", "ljusets-vandring", "koksmorgon"];
/** Least mean difference between two different worlds. */
const OTHER = 16;
const ALBUM = "familjealbumet";
const NAME = "Glasögon 1";

const folder = mkdtempSync(join(tmpdir(), "utsikt-tablet-"));
let runtime: Runtime | null;
let launcher: Launcher;
let headset: Headset;
let wire: DeadableWire;
let browser: SleepyBrowser;
let tablet: Tablet;
let experiences: Experience[];

const startHeadset = () => Headset.start(launcher, join(folder, "headset"), NAME, runtime);

/** What a sentence about time says in the log: measured, not judged, since machines differ. */
const measured = (what: string, milliseconds: number, promised: string) =>
  console.log(`${what}: ${Math.round(milliseconds)} ms (promised: ${promised})`);

beforeAll(async () => {
  runtime = await Runtime.start();
  launcher = await Launcher.start(join(folder, "launcher"));
  wire = await DeadableWire.to(() => launcher.port);
  headset = await startHeadset();
  browser = await openBrowser();
  const playable = (await launcher.experiences()).filter((experience) => experience.playable);
  experiences = PLAYED.map((id) => playable.find((experience) => experience.id === id)!);
  expect(experiences).not.toContain(undefined);
});

afterAll(async () => {
  await browser?.close();
  await headset?.end();
  await wire?.end();
  await launcher?.end();
  await runtime?.end();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  await launcher.stopAll();
  tablet = await Tablet.open(browser, launcher, { address: wire.address });
  await tablet.shows(tablet.words.home.question);
});

afterEach(async () => {
  await tablet.close();
  expect(tablet.complaints).toEqual([]);
});

/** The one session that goes on. */
async function session(): Promise<Session> {
  const on = (await launcher.truth()).sessions.filter((session) => session.ended == null);
  expect(on).toHaveLength(1);
  return on[0]!;
}

const reported = async () => (await session()).reported;

/** The experience with a next scene, or the first. */
const withNext = () => experiences.find((experience) => experience.scenes[0]?.next != null);
const first = () => experiences[0]!;
const titleOf = (experience: Experience) => experience.title["sv"]!;

/** Waits until the live picture is as `expected`; the difference it ended with. */
async function turnsInto(expected: Fields): Promise<number> {
  let now = Number.NaN;
  await until("the live picture is the rendered view", async () => {
    now = difference(await seen(tablet.view), expected);
    return now <= SAME;
  }).catch((error: Error) => {
    throw new Error(`${error.message}: the mean difference is ${now.toFixed(1)} of 255`);
  });
  return now;
}

describe("a session", () => {
  it("plays what was tapped, and the live picture turns into it", async () => {
    await tablet.shows(tablet.words.headset.state.Lobby);
    await tablet.picture("home");
    for (const experience of experiences) {
      const scene = experience.scenes[0]!.id;
      const expected = await seenInFile(tablet.page, await rendered(experience.id, scene, folder));
      await tablet.start(titleOf(experience));
      await tablet.view.waitFor();
      const close = await turnsInto(expected);
      console.log(`${experience.id}: the live picture differs by ${close.toFixed(1)} of 255 from the rendered view`);

      // Stopped for dizziness it is the calm scene, which is clearly something else.
      await tablet.picture(`session-${experience.id}`);
      const shown = await seen(tablet.view);
      const from = Date.now();
      await tablet.button(tablet.words.session.dizzy).tap();
      await until("the headset is back in the lobby", async () =>
        (await launcher.truth()).headsets.every((headset) => headset.state === "Lobby"),
      );
      measured("dizzy – stop until the calm scene", Date.now() - from, "1 s");
      await tablet.shows(tablet.words.session.stopped);
      // A film has gone on meanwhile.
      if (!experience.film) expect(difference(shown, expected)).toBeLessThanOrEqual(SAME);
      await tablet.page.getByRole("link", { name: tablet.words.session.done }).tap();
      await tablet.shows(tablet.words.home.question);
      await launcher.stopAll();
    }
  });

  it("of a resident with own photos shows them, and nobody else sees them", async () => {
    const photos = await tablet.page.evaluate(async () => {
      const canvas = new OffscreenCanvas(800, 600);
      const context = canvas.getContext("2d")!;
      const photos: number[][] = [];
      for (let number = 1; number <= 6; number += 1) {
        context.fillStyle = "#ff00ff";
        context.fillRect(0, 0, 800, 600);
        context.fillStyle = "#ffffff";
        context.fillRect(20 * number, 20, 10, 10);
        const blob = await canvas.convertToBlob({ type: "image/jpeg" });
        photos.push([...new Uint8Array(await blob.arrayBuffer())]);
      }
      return photos;
    });
    const marta = await launcher.resident("Märta", "101");
    await launcher.hang(marta, ALBUM, "photos", photos.map((photo) => Buffer.from(photo)));
    const walls = async (resident?: string) => {
      const { id } = await launcher.startSession(ALBUM, headset.id, resident);
      await until("the album plays", async () => {
        const { reported } = (await launcher.truth()).sessions.find((session) => session.id === id)!;
        return reported?.state === "Playing" && reported.elapsed > 4;
      });
      const view = await seenInFile(tablet.page, await launcher.view(headset.id), "jpeg");
      await launcher.stopAll();
      return magenta(view);
    };
    expect(await walls(marta)).toBeGreaterThan(10);
    expect(await walls()).toBe(0);
  });

  it("is not mistaken for the calm scene, which looks like no experience", async () => {
    const views = [];
    for (const experience of experiences) {
      views.push(await seenInFile(tablet.page, await rendered(experience.id, experience.scenes[0]!.id, folder)));
    }
    const lobby = await seenInFile(tablet.page, await launcher.view(headset.id), "jpeg");
    for (const view of views) expect(difference(lobby, view)).toBeGreaterThan(OTHER);
  });

  it("pauses and goes on, and the picture stays", async () => {
    const expected = await seenInFile(tablet.page, await rendered(first().id, first().scenes[0]!.id, folder));
    await tablet.start(titleOf(first()));
    await tablet.view.waitFor();
    await turnsInto(expected);

    await tablet.button(tablet.words.session.pause).tap();
    await tablet.shows(tablet.words.session.status.Paused);
    expect(await reported()).toMatchObject({ state: "Paused", revision: (await session()).desired.revision });
    const elapsed = (await reported())!.elapsed;
    expect(difference(await seen(tablet.view), expected)).toBeLessThanOrEqual(SAME);

    await tablet.button(tablet.words.session.resume).tap();
    await tablet.shows(tablet.words.session.status.Playing);
    await until("time goes on", async () => ((await reported())?.elapsed ?? 0) > elapsed);
    await turnsInto(expected);
  });

  it("is turned, made softer and louder, and the headset takes it", async () => {
    await tablet.start(titleOf(first()));
    const before = (await session()).desired.revision;
    await tablet.button(tablet.words.session.recentre).tap();
    await until("the headset has turned", async () => {
      const now = await session();
      return now.desired.revision > before && now.acknowledged;
    });

    await tablet.button(tablet.words.session.louder).tap();
    await until("it is louder", async () => Math.abs(((await reported())?.volume ?? 0) - 0.8) < 0.01);
    await tablet.button(tablet.words.session.softer).tap();
    await tablet.button(tablet.words.session.softer).tap();
    await until("it is softer", async () => Math.abs(((await reported())?.volume ?? 0) - 0.6) < 0.01);

    const slider = tablet.page.getByRole("slider");
    const box = (await slider.boundingBox())!;
    await tablet.page.touchscreen.tap(box.x + box.width * 0.25, box.y + box.height * 0.75);
    await until("it is where the finger was", async () => ((await reported())?.volume ?? 1) < 0.45);
    expect(await slider.inputValue()).toBe(String(Math.round((await session()).desired.volume * 100)));
  });

  it("is heard and read as was chosen, also after the launcher was killed", async () => {
    await tablet.start(titleOf(first()));
    const { title, done, speechBoost, mono, language } = tablet.words.session.listening;
    await tablet.button(title).tap();
    await tablet.switch(speechBoost).tap();
    await tablet.switch(mono).tap();
    await tablet.page.getByRole("group", { name: language }).getByText("English").tap();
    const chosen = { language: "en", captions: false, description: false, mono: true, speech_boost: true };
    await until("the headset has taken it", async () => {
      const now = await session();
      return now.acknowledged && Object.entries(chosen).every(([key, value]) => now.desired.listening[key as keyof typeof chosen] === value);
    });
    // Everything the session is steered with is still there to tap.
    await tablet.button(tablet.words.session.dizzy).tap({ trial: true });
    await tablet.picture("session-listening");

    await launcher.killNine();
    await launcher.startAgain();
    await tablet.page.reload();
    await tablet.button(title).tap();
    await tablet.page.getByRole("switch", { name: mono, checked: true }).waitFor();
    expect((await session()).desired.listening).toEqual(chosen);
    await tablet.button(done).tap();
    await tablet.switch(mono).waitFor({ state: "detached" });
  });

  it("goes on to the next scene, and what to talk about goes with it", async () => {
    const experience = withNext();
    expect(experience, "an experience of the repository has a next scene").toBeDefined();
    const [from, label] = [experience!.scenes[0]!, experience!.scenes[0]!.next!.label["sv"]!];
    const to = experience!.scenes.find((scene) => scene.id === from.next!.scene)!;
    const there = await seenInFile(tablet.page, await rendered(experience!.id, to.id, folder));
    await tablet.start(titleOf(experience!));
    await tablet.button(label).tap();
    await until("the headset is there", async () => (await reported())?.scene === to.id);
    await turnsInto(there);
    await tablet.picture("session-next");
    for (const prompt of to.prompts["sv"] ?? []) await tablet.shows(prompt);
    for (const prompt of experience!.prompts["sv"] ?? []) await tablet.shows(prompt);
  });

  it("has no button to a next scene where there is none", async () => {
    const experience = experiences.find((experience) => experience.scenes.every((scene) => scene.next == null));
    expect(experience, "an experience of the repository has one scene").toBeDefined();
    await tablet.start(titleOf(experience!));
    const { controls, pause, recentre, end, dizzy } = tablet.words.session;
    const names = await tablet.page.getByRole("group", { name: controls }).getByRole("button").allInnerTexts();
    expect(names.filter((name) => name !== "")).toEqual([pause, recentre, end, dizzy]);
  });

  it("ends gently, and again is one tap", async () => {
    await tablet.start(titleOf(first()));
    await tablet.button(tablet.words.session.end).tap();
    await tablet.shows(tablet.words.session.status.stopping);
    await tablet.shows(tablet.words.session.over);
    // The headset was worn: the tap also says that it is wiped and has a new liner (T8).
    await tablet.button(tablet.words.session.againWiped).tap();
    await tablet.shows(tablet.words.session.status.Playing);
    expect((await session()).experience).toBe(first().id);
  });

  it("is one tap away from the first screen, and on a tablet that was not there", async () => {
    const going = await launcher.startSession(first().id, headset.id);
    await tablet.page.getByRole("link", { name: tablet.words.home.goBack(titleOf(first())) }).tap();
    await tablet.shows(tablet.words.session.status.Playing);
    expect(new URL(tablet.page.url()).hash).toBe(`#/session/${going.id}`);
  });
});

describe("what goes wrong comes right by itself", () => {
  it("when the launcher is killed and started again", async () => {
    await tablet.start(titleOf(first()));
    const { id } = await session();
    await launcher.killNine();
    await tablet.shows(tablet.words.connection.away);
    await tablet.picture("session-away");

    // A tap now says what to do instead.
    await tablet.button(tablet.words.session.pause).tap();
    await tablet.shows(tablet.words.connection.notThrough.pause);

    await launcher.startAgain();
    const from = Date.now();
    await tablet.text(tablet.words.connection.away).waitFor({ state: "detached" });
    await tablet.shows(tablet.words.session.status.Playing);
    measured("page right after the launcher was back", Date.now() - from, "5 s");
    expect((await session()).id).toBe(id);
  });

  it("when someone is dizzy while the launcher is away", async () => {
    await tablet.start(titleOf(first()));
    await launcher.killNine();
    await tablet.shows(tablet.words.connection.away);
    await tablet.button(tablet.words.session.dizzy).tap();
    await tablet.shows(tablet.words.connection.notThrough.stop);
    await launcher.startAgain();
    await tablet.shows(tablet.words.session.stopped);
    const [last] = (await launcher.truth()).sessions;
    expect(last?.ended?.why).toBe("Dizzy");
  });

  it("when the headset is killed and started again", async () => {
    await tablet.start(titleOf(first()));
    await headset.end("SIGKILL");
    const from = Date.now();
    await tablet.shows(tablet.words.session.status.Unreachable);
    measured("page says that the headset is gone", Date.now() - from, "5 s");
    await tablet.page.getByText(/^Bilden är \d+ sekunder gammal$/).waitFor();
    await tablet.picture("session-headset-gone");
    headset = await startHeadset();
    const back = Date.now();
    await tablet.text(tablet.words.session.status.Unreachable).waitFor({ state: "detached" });
    measured("page right after the headset was back", Date.now() - back, "5 s");
  });

  it("when the tablet sleeps and its network goes dead without a word", async () => {
    await tablet.start(titleOf(first()));
    const { id } = await session();
    browser.sleep();
    wire.die();
    const asleep = (await reported())!.elapsed;
    await until("ten seconds have been played", async () => (await reported())!.elapsed > asleep + 10);
    await launcher.change(id, { paused: true });
    await until("the headset has paused", async () => (await reported())?.state === "Paused");
    wire.revive();
    const from = Date.now();
    browser.wake();
    await tablet.shows(tablet.words.session.status.Paused);
    measured("page right after the tablet woke", Date.now() - from, "5 s");
    await tablet.button(tablet.words.session.resume).waitFor();
  });

  it("when the network goes dead under a tablet in use", async () => {
    await tablet.start(titleOf(first()));
    wire.die();
    const dead = Date.now();
    await tablet.shows(tablet.words.connection.away);
    measured("page says that it reaches nothing", Date.now() - dead, "6 s");
    await launcher.change((await session()).id, { paused: true });
    wire.revive();
    const from = Date.now();
    await tablet.shows(tablet.words.session.status.Paused);
    measured("page right after the network was back", Date.now() - from, "5 s");
    await tablet.text(tablet.words.connection.away).waitFor({ state: "detached" });
  });
});
