//! Every screen, in both languages and both themes: nothing for axe to find, nothing smaller than a
//! thumb or than legible, nothing off the side; and on other shapes of tablet, and by keyboard.

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Experience } from "../src/api/types";
import { Headset } from "./support/headset";
import { EXPERIENCES, Launcher, OLD_FILM, until } from "./support/launcher";
import { openBrowser, Tablet, type SleepyBrowser, type TabletOptions } from "./support/tablet";

/** A film that moves, in a codec that is not played. */
const MOVING = `Experience(
  format: 1, id: "gammal", minutes: 5, stimulation: Medium, motion: Moving,
  title: {"sv": "Gammal film", "en": "Old film"},
  description: {"sv": "Med tåget längs kusten.", "en": "By train along the coast."},
  prompts: {"sv": ["Vart reste ni?", "Med vem?", "Minns ni ljudet?"], "en": ["Where did you go?", "With whom?", "Do you remember the sound?"]},
  start: "train",
  scenes: {"train": Scene(view: Film(file: "media/old.mov", projection: Equirectangular, captions: {}))},
)`;

const folder = mkdtempSync(join(tmpdir(), "utsikt-screens-"));
let launcher: Launcher;
let empty: Launcher;
const headsets: Headset[] = [];
let browser: SleepyBrowser;
let experience: Experience;

beforeAll(async () => {
  // The repository's experiences, and two that cannot be started.
  const shelf = join(folder, "experiences");
  cpSync(EXPERIENCES, shelf, { recursive: true, filter: (path) => !path.endsWith("/make") });
  mkdirSync(join(shelf, "trasig"));
  writeFileSync(join(shelf, "trasig", "experience.ron"), 'Experience(format: 1, id: "trasig", colour: "blue")');
  mkdirSync(join(shelf, "gammal", "media"), { recursive: true });
  writeFileSync(join(shelf, "gammal", "experience.ron"), MOVING);
  cpSync(OLD_FILM, join(shelf, "gammal", "media", "old.mov"));
  mkdirSync(join(folder, "nothing"));

  launcher = await Launcher.start(join(folder, "launcher"), shelf);
  empty = await Launcher.start(join(folder, "empty"), join(folder, "nothing"));
  for (const number of [1, 2]) {
    headsets.push(await Headset.start(launcher, join(folder, `headset-${number}`), `Glasögon ${number}`, null));
  }
  browser = await openBrowser();
  experience = (await launcher.experiences()).find((experience) => experience.id === "skogssjo")!;
});

afterAll(async () => {
  await browser?.close();
  for (const headset of headsets) await headset.end();
  await launcher?.end();
  await empty?.end();
  rmSync(folder, { recursive: true, force: true });
});

const languages = ["sv", "en"] as const;
const themes = ["light", "dark"] as const;
const shapes: TabletOptions[] = [
  ...languages.flatMap((language) => themes.map((theme) => ({ language, theme }))),
  { language: "sv", theme: "light", width: 1280, height: 800 },
  { language: "en", theme: "dark", width: 1024, height: 768 },
  { language: "sv", theme: "dark", width: 360, height: 740 },
];

/** Waits until what plays is there to be seen: fading in takes three seconds (H8). */
async function fadedIn(tablet: Tablet): Promise<void> {
  await tablet.shows(tablet.words.session.status.Playing);
  await tablet.view.waitFor();
  await until("it has faded in", async () =>
    (await launcher.truth()).sessions
      .filter((session) => session.ended == null)
      .every((session) => (session.reported?.elapsed ?? 0) > 4),
  );
}

describe.each(shapes)("%o", (options) => {
  const language = options.language!;

  it("has nothing wrong on any screen", async () => {
    await launcher.stopAll();
    const tablet = await Tablet.open(browser, launcher.address, options);
    const { words, page } = tablet;
    const wrong: string[] = [];
    const title = experience.title[language]!;

    await tablet.shows(words.home.question);
    await tablet.shows(`${words.home.cannotStart}.`);
    wrong.push(...(await tablet.check("home")));

    // What whoever makes experiences needs is one tap away, with the command that mends it.
    const old = page.getByRole("article").filter({ hasText: "cvid" });
    await old.getByText(words.experience.forMaker).tap();
    await old.getByText("ffmpeg -i media/old.mov").waitFor();
    wrong.push(...(await tablet.check("home-film-broken")));

    await page.goto(`${launcher.address}/#/experience/gammal`);
    await tablet.shows(words.experience.film);
    await tablet.shows(words.experience.moving);
    await tablet.shows(words.experience.movingWhy);
    wrong.push(...(await tablet.check("experience-film-broken")));
    await page.getByRole("link", { name: words.page.home }).tap();

    await page.getByRole("link", { name: title }).tap();
    await page.getByRole("radio").first().waitFor();
    wrong.push(...(await tablet.check("experience")));

    await page.getByText("Glasögon 2", { exact: true }).tap();
    await tablet.button(words.experience.startOn("Glasögon 2")).tap();
    await fadedIn(tablet);
    wrong.push(...(await tablet.check("session")));

    await tablet.button(words.session.listening.title).tap();
    await tablet.switch(words.session.listening.mono).tap();
    await page.getByRole("switch", { name: words.session.listening.mono, checked: true }).waitFor();
    wrong.push(...(await tablet.check("session-listening")));
    await tablet.button(words.session.listening.done).tap();
    await tablet.switch(words.session.listening.mono).waitFor({ state: "detached" });

    await launcher.startSession(experience.id, headsets[0]!.id);
    await page.getByRole("navigation", { name: words.session.others }).getByRole("link", { name: "Glasögon 1" }).tap();
    await fadedIn(tablet);
    wrong.push(...(await tablet.check("sessions")));

    await tablet.button(words.session.pause).tap();
    await tablet.shows(words.session.status.Paused);
    wrong.push(...(await tablet.check("paused")));

    await page.getByRole("link", { name: words.page.home }).tap();
    await tablet.shows(words.home.running);
    wrong.push(...(await tablet.check("home-running")));

    await page.getByRole("link", { name: title }).last().tap();
    await tablet.shows(words.experience.noneFree);
    wrong.push(...(await tablet.check("none-free")));

    await page.goBack();
    await page.getByRole("link", { name: words.home.goBack(title) }).first().tap();
    await tablet.button(words.session.end).tap();
    await tablet.shows(words.session.over);
    wrong.push(...(await tablet.check("over")));

    await page.goto(`${launcher.address}/#/session/nowhere`);
    await tablet.shows(words.session.gone);
    wrong.push(...(await tablet.check("session-gone")));

    await page.goto(empty.address);
    if (language !== "sv") await tablet.button(words.name).tap();
    await tablet.shows(words.connection.noExperiences);
    await tablet.shows(words.connection.noHeadsets);
    wrong.push(...(await tablet.check("nothing-yet")));

    await tablet.close();
    expect(wrong).toEqual([]);
    expect(tablet.complaints).toEqual([]);
  });
});

describe("the page", () => {
  it("is one script, one style sheet and one font, less than 200 kB together", async () => {
    const tablet = await Tablet.open(browser, "about:blank");
    const parts: { path: string; bytes: number }[] = [];
    tablet.page.on("response", async (response) => {
      const path = new URL(response.url()).pathname;
      if (path.startsWith("/api/") || !response.ok()) return;
      parts.push({ path, bytes: gzipSync(await response.body()).length });
    });
    await tablet.page.goto(launcher.address, { waitUntil: "networkidle" });
    const kinds = parts.map(({ path }) => extname(path)).sort();
    expect(kinds.filter((kind) => kind !== ".svg")).toEqual(["", ".css", ".js", ".woff2"]);
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
    console.log(`the page: ${(bytes / 1000).toFixed(0)} kB packed`);
    expect(bytes).toBeLessThan(200_000);
    await tablet.close();
  });
});

describe("the language", () => {
  it("is Swedish from the start, and another one is remembered", async () => {
    const tablet = await Tablet.open(browser, launcher.address);
    await tablet.shows(tablet.words.home.question);
    expect(await tablet.page.locator("html").getAttribute("lang")).toBe("sv");
    await tablet.page.getByRole("button", { name: "English" }).tap();
    await tablet.shows("Where would you like to go?");
    await tablet.page.reload();
    await tablet.shows("Where would you like to go?");
    expect(await tablet.page.locator("html").getAttribute("lang")).toBe("en");
    await tablet.close();
  });
});

describe("a keyboard", () => {
  it("starts, pauses and stops, with the focus always to be seen", async () => {
    await launcher.stopAll();
    const tablet = await Tablet.open(browser, launcher.address);
    const { page, words } = tablet;
    await tablet.shows(words.home.question);

    /** Tabs until what has the focus is called `name`, then presses a key. */
    const press = async (name: string, key: string) => {
      for (let tabs = 0; tabs < 40; tabs += 1) {
        await page.keyboard.press("Tab");
        const focus = await page.evaluate(() => {
          const here = document.activeElement as HTMLElement;
          return { name: here.ariaLabel ?? here.innerText.trim(), outline: getComputedStyle(here).outlineWidth };
        });
        if (focus.name.includes(name)) {
          expect(Number.parseFloat(focus.outline)).toBeGreaterThanOrEqual(3);
          await page.keyboard.press(key);
          return;
        }
      }
      throw new Error(`the keyboard does not come to "${name}"`);
    };

    await press(experience.title["sv"]!, "Enter");
    await page.getByRole("radio").first().waitFor();
    await press(words.experience.startOn(""), "Enter");
    await tablet.shows(words.session.status.Playing);
    await press(words.session.pause, "Space");
    await tablet.shows(words.session.status.Paused);
    await press(words.session.dizzy, "Enter");
    await tablet.shows(words.session.stopped);
    await tablet.close();
  });
});
