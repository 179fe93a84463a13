//! Every screen a caregiver meets, in both languages and both themes: nothing for axe to find, nothing smaller
//! than a thumb or than legible, nothing off the side; on other shapes of tablet, with larger text, and at 200 %.

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Experience } from "../src/api/types";
import { Headset } from "./support/headset";
import { CAREGIVER, EXPERIENCES, Launcher, OLD_FILM, until } from "./support/launcher";
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
let other: Experience;
/** Somebody with a favourite, and somebody who goes for the first time. */
let marta: string;

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
  const experiences = await launcher.experiences();
  experience = experiences.find((experience) => experience.id === "skogssjo")!;
  other = experiences.find((experience) => experience.id === "sommarstugan")!;
  marta = await launcher.resident("Märta", "101", { life_story: { interests: ["fishing"] } });
  await launcher.favourite(marta, other.id);
  await launcher.resident("Sven-Erik", "102");
  await launcher.resident("Ingegerd", "104", { first: true });
  // Nobody's name may break a screen: emoji, right to left, and as long as a name may be.
  await launcher.resident("👵🏽 ليلى الطويلة", "3");
  await launcher.resident("Karl-Gustav Adolf Leopold Emanuel Konstantin von Ettmycketlångtefternamn".slice(0, 80), "105");
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
  // 800 × 1280 seen at 200 %.
  { language: "en", theme: "light", width: 400, height: 640 },
  { language: "sv", theme: "light", text: "large" },
  { language: "sv", theme: "light", text: "large", width: 360, height: 740 },
  { language: "en", theme: "light", width: 1400, height: 900 },
];

/** Waits until what plays is there to be seen: fading in takes three seconds (H8). */
async function fadedIn(tablet: Tablet): Promise<void> {
  await tablet.shows(tablet.words.session.status.Playing);
  await tablet.view.first().waitFor();
  await until("it has faded in", async () =>
    (await launcher.truth()).sessions
      .filter((session) => session.ended == null)
      .every((session) => (session.reported?.elapsed ?? 0) > 4),
  );
}

describe.each(shapes)("%o", (options) => {
  const language = options.language!;
  let tablet: Tablet;
  const wrong: string[] = [];
  const check = async (screen: string) => void wrong.push(...(await tablet.check(screen)));
  const goto = (hash: string) => tablet.page.goto(`${launcher.address}/${hash}`);

  it("has nothing wrong from the door to a session", async () => {
    await launcher.stopAll();
    await launcher.ask("PUT", `/api/v1/residents/${marta}/tastes/${other.id}`, { taste: "favourite" });
    tablet = await Tablet.open(browser, launcher, { ...options, locked: true });
    const { words, page } = tablet;
    const title = experience.title[language]!;

    await tablet.shows(words.access.who);
    await check("unlock");
    await page.getByRole("button", { name: CAREGIVER }).tap();
    await tablet.shows(words.access.pinOf(CAREGIVER));
    await check("pin");
    for (const digit of "111111") await tablet.button(digit).tap();
    await page.locator(".said .note").waitFor();
    await check("pin-wrong");
    await tablet.button(words.access.another).tap();
    await tablet.unlock();
    await page.getByRole("link", { name: "Märta" }).waitFor();
    await check("home");

    await page.getByRole("link", { name: "Märta" }).tap();
    await page.getByRole("heading", { name: words.resident.whereTo("Märta") }).waitFor();
    await page.getByRole("heading", { name: words.resident.suggestions }).waitFor();
    await check("resident");
    await page.getByRole("searchbox").fill("zzzz");
    await tablet.shows(words.resident.noneFound);
    await check("resident-nothing-found");
    await page.getByRole("searchbox").fill("");

    await page.getByRole("link", { name: title }).first().tap();
    await page.getByRole("radio").first().waitFor();
    await check("experience");
    await page.getByText("Glasögon 2", { exact: true }).tap();
    await tablet.button(words.experience.startOn("Glasögon 2")).tap();
    await fadedIn(tablet);
    await tablet.button(words.after.ticks.smile).tap();
    await page.getByText(new RegExp(`^${words.after.ticks.smile} \\d`)).waitFor();
    await check("session");
    await tablet.button(words.session.listening.title).tap();
    await tablet.switch(words.session.listening.mono).tap();
    await page.getByRole("switch", { name: words.session.listening.mono, checked: true }).waitFor();
    await check("session-adjust");
    await tablet.button(words.session.listening.done).tap();
    await tablet.switch(words.session.listening.mono).waitFor({ state: "detached" });
  });

  it("has nothing wrong with several at once, at the lock, and on the board", async () => {
    const { words, page } = tablet;
    await launcher.startSession(other.id, headsets[0]!.id);
    await page.getByRole("navigation", { name: words.session.others }).getByRole("link", { name: "Glasögon 1" }).tap();
    await fadedIn(tablet);
    await check("sessions");
    await tablet.button(words.session.pause).tap();
    await tablet.shows(words.session.status.Paused);
    await check("paused");
    await page.getByRole("link", { name: words.together.sideBySide }).tap();
    await page.getByRole("article").nth(1).waitFor();
    await tablet.view.nth(1).waitFor();
    await check("side-by-side");
    await page.getByRole("link", { name: words.page.home }).tap();
    await tablet.shows(words.home.running);
    await check("home-running");
    await goto(`#/resident/guest/experience/${experience.id}`);
    await tablet.shows(words.experience.noneFree);
    await check("none-free");
    await goto("#/board");
    await page.locator("li.used").nth(1).waitFor();
    await check("board");
    await goto("#/");
    await page.getByRole("button", { name: words.page.lock }).tap();
    await page.getByRole("button", { name: words.access.stop("Glasögon 1") }).waitFor();
    expect(await page.getByText("Märta").count()).toBe(0);
    await check("locked-running");
    await page.getByRole("button", { name: words.access.stop("Glasögon 1") }).tap();
    await tablet.shows(words.access.stopped);
    await until("only one goes on", async () => (await launcher.truth()).sessions.filter(({ ended }) => ended == null).length === 1);
  });

  it("has nothing wrong after a session, with others, and in practice", async () => {
    const { words, page } = tablet;
    await tablet.unlock();
    await page.getByRole("link", { name: words.home.goBackFor("Märta", experience.title[language]!) }).tap();
    await tablet.button(words.session.end).tap();
    await tablet.shows(words.session.over);
    await check("over");
    await page.getByRole("link", { name: words.session.howItWent }).tap();
    await tablet.shows(words.after.title("Märta"));
    await tablet.button(words.after.smileys[5]!).last().tap();
    await tablet.button(words.after.ticks.talks).tap();
    await check("after");
    await tablet.button(words.after.save).tap();
    await page.getByText(/^(Sparat|Saved) \d/).waitFor();
    await check("wipe");
    await tablet.button(words.after.wiped).tap();
    await page.getByRole("link", { name: words.after.done }).tap();

    await launcher.stopAll();
    await page.getByRole("link", { name: words.together.title }).tap();
    await page.getByRole("button", { name: "Märta" }).tap();
    await page.getByRole("button", { name: "Sven-Erik" }).tap();
    await check("together-who");
    await page.locator("footer").getByRole("button").tap();
    await tablet.shows(words.together.what);
    await check("together-what");
    await page.getByRole("button", { name: experience.title[language]! }).tap();
    await tablet.button(words.together.start).waitFor();
    await check("together-where");

    await goto("#/");
    await page.getByRole("link", { name: "Ingegerd" }).tap();
    await page.getByRole("link", { name: experience.title[language]! }).first().tap();
    await tablet.shows(words.resident.check.title("Ingegerd"));
    await tablet.button(words.resident.check.neck).tap();
    await tablet.shows(words.resident.check.askFirst);
    await check("check-list");

    await goto("#/");
    await tablet.button(words.practice.start).tap();
    await tablet.shows(words.practice.on);
    await check("practice");
    await tablet.button(words.practice.end).tap();

    await goto("#/session/nowhere");
    await tablet.shows(words.session.gone);
    await check("session-gone");
    await tablet.close();
    expect(wrong).toEqual([]);
    expect(tablet.complaints).toEqual([]);
  });

  it("has nothing wrong where there is nothing yet", async () => {
    const fresh: string[] = [];
    const stranger = await Tablet.strange(browser, launcher.address, options);
    await stranger.shows(stranger.words.access.strange);
    fresh.push(...(await stranger.check("strange")));
    await stranger.page.goto(`${launcher.address}/#/enrol/WRONG`);
    await stranger.button(stranger.words.access.letIn).tap();
    await stranger.page.getByRole("alert").waitFor();
    fresh.push(...(await stranger.check("enrol")));
    await stranger.close();

    const bare = await Tablet.open(browser, empty, options);
    await bare.shows(bare.words.home.noResidents);
    await bare.shows(bare.words.connection.noHeadsets);
    fresh.push(...(await bare.check("nothing-yet")));
    await bare.close();
    expect(fresh).toEqual([]);
  });
});
