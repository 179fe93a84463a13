//! The screens for keeping: residents, reports, settings and the log. Each in both languages and both themes, on
//! narrow and wide tablets and at twice the size: nothing for axe to find, nothing smaller than a thumb or
//! than legible, nothing off the side. What is done on them is seen in what the launcher keeps.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Headset } from "./support/headset";
import { ADMIN, CAREGIVER, EXPERIENCES, Launcher, PIN, until } from "./support/launcher";
import { openBrowser, Tablet, type SleepyBrowser, type TabletOptions } from "./support/tablet";

const MAKER = "Linnéa Holm";
const AUDITOR = "Gunilla Ek";

const folder = mkdtempSync(join(tmpdir(), "utsikt-office-"));
const PHOTO = join(EXPERIENCES, "familjealbumet", "media", "kok.jpg");
let launcher: Launcher;
let headset: Headset;
let browser: SleepyBrowser;
/** A resident with a story, answers, photos and sessions; and one who is new. */
let marta: string;
let ake: string;

interface Kept {
  id: string;
  name: string;
  life_story: { interests: string[]; places: string[]; years: { from: number; to: number } | null };
  settings: { person: { text?: number | null; dwell?: number | null }; listening: { mono?: boolean | null } };
  checklist: { neck: boolean; consent: string } | null;
}
const kept = (id: string) => launcher.ask("GET", `/api/v1/residents/${id}`) as Promise<Kept>;

beforeAll(async () => {
  launcher = await Launcher.start(join(folder, "launcher"));
  await launcher.ask("POST", "/api/v1/staff", { name: MAKER, role: "maker", pin: PIN });
  await launcher.ask("POST", "/api/v1/staff", { name: AUDITOR, role: "auditor", pin: PIN });
  const story = { interests: ["fishing", "coffee", "kantareller"], music: ["waltz"], places: ["Öland"], years: { from: 1940, to: 1969 }, dislikes: ["heights"] };
  marta = await launcher.resident("Märta", "12", { languages: ["sv"], life_story: story });
  ake = await launcher.resident("Åke", "3", { languages: ["sv", "fi"], first: true });
  headset = await Headset.start(launcher, join(folder, "headset"), "Glasögon 1", null);
  for (const [experience, before, after] of [["skogssjo", 2, 4], ["skogssjo", 3, 5], ["ljusets-vandring", 3, 3]] as const) await outing(experience, before, after);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await headset?.end();
  await launcher?.end();
  rmSync(folder, { recursive: true, force: true });
});

/** Märta goes out and comes home, and somebody writes down how it went. */
async function outing(experience: string, before: number, after: number): Promise<void> {
  await launcher.ask("POST", `/api/v1/headsets/${headset.id}/wiped`);
  const session = await launcher.startSession(experience, headset.id, marta);
  await until("it plays", async () =>
    (await launcher.truth()).sessions.some(({ id, reported }) => id === session.id && reported?.state === "Playing"),
  );
  await launcher.stopAll();
  const ticks = [{ tick: "smile", when: "during" }, { tick: "talks", when: "after" }];
  await launcher.ask("PUT", `/api/v1/sessions/${session.id}/observation`, { before, after, ticks, line: "Berättade om bryggan." });
}

const languages = ["sv", "en"] as const;
const themes = ["light", "dark"] as const;
const shapes: TabletOptions[] = [
  ...languages.flatMap((language) => themes.map((theme) => ({ language, theme }))),
  { language: "sv", theme: "light", width: 360, height: 740 },
  { language: "en", theme: "dark", width: 1400, height: 900 },
  // A tablet of 800 × 1280 at 200 %.
  { language: "en", theme: "light", width: 400, height: 640 },
];

/** A tablet at which somebody is logged in. */
async function open(options: TabletOptions, who = ADMIN): Promise<Tablet> {
  const tablet = await Tablet.open(browser, launcher, { ...options, locked: true });
  await tablet.logIn(who);
  await tablet.page.reload();
  return tablet;
}

/** Every screen for keeping, with what is on it when it is there. */
const screens = (words: Tablet["words"]): [name: string, address: string, sign: string][] => [
  ["residents", "/residents", "Märta"],
  ["resident-new", "/residents/new", words.residents.new.create],
  ["resident", `/residents/${marta}/edit`, words.residents.story.title],
  ["resident-name", `/residents/${marta}/edit/name`, words.residents.done],
  ["resident-story", `/residents/${marta}/edit/story`, "kantareller"],
  ["resident-settings", `/residents/${marta}/edit/settings`, words.residents.settings.hear],
  ["resident-checklist", `/residents/${ake}/edit/checklist`, words.residents.checklist.left(7)],
  ["resident-media", `/residents/${marta}/edit/media`, words.residents.media.take],
  ["resident-data", `/residents/${marta}/edit/data`, words.residents.data.erase("Märta")],
  ["resident-history", `/residents/${marta}/edit/history`, "Berättade om bryggan."],
  ["resident-gone", "/residents/00000000-0000-4000-8000-000000000000/edit", words.residents.goneText],
  ["reports", "/reports", words.reports.export.title],
  ["reports-residents", "/reports/residents", words.reports.byResident.title],
  ["reports-experiences", "/reports/experiences", words.reports.byExperience.title],
  ["reports-staff", "/reports/staff", words.reports.byStaff.title],
  ["reports-one", `/reports/residents/${marta}`, words.reports.ticks.title],
  ["settings", "/settings", words.settings.about.title],
  ["settings-headsets", "/settings/headsets", words.settings.rename],
  ["settings-staff", "/settings/staff", AUDITOR],
  ["settings-staff-new", "/settings/staff/new", words.settings.staff.create],
  ["settings-tablets", "/settings/tablets", words.settings.tablets.add],
  ["settings-home", "/settings/home", words.settings.home.eyeGaze],
  ["settings-backups", "/settings/backups", words.settings.backups.now],
  ["settings-me", "/settings/me", words.settings.me.change],
  ["settings-about", "/settings/about", words.settings.about.made],
  ["log", "/log", words.log.check],
];

describe.each(shapes)("%o", (options) => {
  it("has nothing wrong on any screen", async () => {
    const tablet = await open(options);
    const { page, words } = tablet;
    const wrong: string[] = [];
    for (const [name, address, sign] of screens(words)) {
      await page.goto(`${launcher.address}/#${address}`);
      await page.getByText(sign, { exact: true }).first().waitFor();
      wrong.push(...(await tablet.check(name)));
      // Somebody is here: it does not lock.
      await page.keyboard.press("Shift");
    }

    // The table behind each chart.
    await page.goto(`${launcher.address}/#/reports`);
    await tablet.button(words.reports.table).first().tap();
    await page.getByRole("columnheader", { name: words.reports.columns.sessions }).waitFor();
    wrong.push(...(await tablet.check("reports-table")));

    // Both steps before something is lost.
    await page.goto(`${launcher.address}/#/residents/${marta}/edit/data`);
    await tablet.button(words.residents.data.erase("Märta")).tap();
    await tablet.button(words.residents.data.goOn).tap();
    await tablet.shows(words.residents.data.last);
    wrong.push(...(await tablet.check("resident-erase")));
    await tablet.button(words.residents.data.keep("Märta")).tap();

    await page.goto(`${launcher.address}/#/settings/tablets`);
    await tablet.button(words.settings.tablets.add).tap();
    await tablet.shows(words.settings.tablets.code);
    wrong.push(...(await tablet.check("settings-tablet-code")));

    await tablet.close();
    expect(wrong).toEqual([]);
    expect(tablet.complaints).toEqual([]);
  });
});

describe("a resident", () => {
  it("is added with a name and a room, told of in pictures, and kept", async () => {
    const tablet = await open({}, CAREGIVER);
    const { page, words } = tablet;
    await page.goto(`${launcher.address}/#/residents`);
    await page.getByRole("link", { name: words.residents.add }).tap();
    await tablet.button(words.residents.new.create).tap();
    await tablet.shows(words.residents.who.nameMissing);
    await page.getByLabel(words.residents.who.name).fill("Rut 🌼");
    await page.getByLabel(words.residents.who.room).fill("5");
    await tablet.button(words.residents.new.create).tap();
    await page.getByRole("heading", { name: "Rut 🌼" }).waitFor();
    const id = /residents\/([^/]+)\/edit/.exec(page.url())![1]!;

    await page.getByRole("link", { name: words.residents.story.title }).tap();
    for (const interest of ["fiske", "kaffe"]) await tablet.button(interest).first().tap();
    for (const decade of ["1940-talet", "1960-talet"]) await tablet.button(decade).tap();
    await page.getByPlaceholder(words.residents.story.place).fill("Norra Öland");
    await page.getByPlaceholder(words.residents.story.place).press("Enter");
    await tablet.shows(words.residents.saved);
    await until("the story is kept", async () => (await kept(id)).life_story.places.includes("Norra Öland"));
    const { life_story } = await kept(id);
    expect(life_story.interests).toEqual(["fishing", "coffee"]);
    expect(life_story.years).toEqual({ from: 1940, to: 1969 });

    await page.getByRole("link", { name: words.residents.done }).tap();
    await page.getByRole("link", { name: words.residents.settings.title }).tap();
    await page.getByText(words.residents.settings.textSizes.largest, { exact: true }).tap();
    await page.getByText(words.residents.settings.dwellTimes.long, { exact: true }).tap();
    await tablet.switch(words.session.listening.mono).tap();
    await until("the settings are kept", async () => (await kept(id)).settings.listening.mono === true);
    const { settings } = await kept(id);
    expect(settings.person.text).toBe(3);
    expect(settings.person.dwell).toBeCloseTo(1.6);
    await tablet.close();
  });

  it("has its questions answered once, each with a yes or a no", async () => {
    const tablet = await open({}, CAREGIVER);
    const { page, words } = tablet;
    await page.goto(`${launcher.address}/#/residents/${ake}/edit`);
    await page.getByRole("link", { name: words.residents.checklist.title }).tap();
    await tablet.shows(words.residents.checklist.left(7));
    expect(await tablet.button(words.residents.checklist.save).count()).toBe(0);
    const groups = await page.getByRole("group").all();
    for (const [index, group] of groups.slice(0, 6).entries()) {
      await group.getByText(index === 3 ? words.residents.checklist.yes : words.residents.checklist.no, { exact: true }).tap();
    }
    await tablet.shows(words.residents.checklist.care);
    await tablet.text(words.residents.checklist.consents.assent).tap();
    await tablet.button(words.residents.checklist.save).tap();
    await page.getByRole("heading", { name: "Åke" }).waitFor();
    expect(await kept(ake)).toMatchObject({ checklist: { neck: true, consent: "assent" } });
    await tablet.close();
  });

  it("gets own photos where an experience shows them, and what is no photo is refused with a reason", async () => {
    const tablet = await open({}, CAREGIVER);
    const { page, words } = tablet;
    await page.goto(`${launcher.address}/#/residents/${marta}/edit/media`);
    const choose = page.getByLabel(words.residents.media.choosePhotos).first();
    await choose.waitFor({ state: "attached" });
    await choose.setInputFiles(PHOTO);
    await tablet.button(words.residents.media.open(words.residents.media.number(1))).first().waitFor();
    await tablet.check("resident-media-filled");

    await tablet.button(words.residents.media.open(words.residents.media.number(1))).first().tap();
    await tablet.button(words.residents.media.close).waitFor();
    expect(await tablet.check("resident-photo")).toEqual([]);
    await tablet.button(words.residents.media.close).tap();

    const fake = join(folder, "semester.jpg");
    writeFileSync(fake, "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n");
    await choose.setInputFiles(fake);
    await page.getByRole("alert").first().waitFor();
    const slots = (await launcher.ask("GET", `/api/v1/residents/${marta}/slots`)) as { media: string[] }[];
    expect(slots.flatMap(({ media }) => media)).toHaveLength(1);
    await tablet.close();
  });

  it("is fetched as one file, and erased only after the second yes", async () => {
    const tablet = await open({});
    const { page, words } = tablet;
    const id = await launcher.resident("Sven", "8");
    await page.goto(`${launcher.address}/#/residents/${id}/edit/data`);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: words.residents.data.export("Sven") }).tap();
    const file = join(folder, "sven.json");
    await (await download).saveAs(file);
    expect(readFileSync(file, "utf8")).toContain("Sven");

    await tablet.button(words.residents.data.erase("Sven")).tap();
    await tablet.shows(words.residents.data.lostStory);
    await tablet.button(words.residents.data.keep("Sven")).tap();
    expect(await kept(id)).toMatchObject({ name: "Sven" });
    await tablet.button(words.residents.data.erase("Sven")).tap();
    await tablet.button(words.residents.data.goOn).tap();
    await tablet.button(words.residents.data.really("Sven")).tap();
    await tablet.shows(words.residents.data.erasedText);
    await expect(kept(id)).rejects.toThrow("404");
    await tablet.close();
  });

  it("is not lost when the launcher is away while something is changed", async () => {
    const tablet = await open({});
    const { page, words } = tablet;
    await page.goto(`${launcher.address}/#/residents/${marta}/edit/name`);
    await page.getByLabel(words.residents.who.room).waitFor();
    await page.route("**/api/v1/residents/**", (route) => route.abort());
    await page.getByLabel(words.residents.who.room).fill("14");
    await tablet.shows(words.residents.unsaved);
    await page.unroute("**/api/v1/residents/**");
    await tablet.shows(words.residents.saved);
    expect(await kept(marta)).toMatchObject({ room: "14" });
    await tablet.close();
  });
});

describe("what somebody may not do", () => {
  it("is not there: a maker sees no residents, an auditor only figures and the log", async () => {
    const maker = await open({}, MAKER);
    await maker.page.goto(`${launcher.address}/#/residents`);
    await maker.shows(maker.words.page.notYours);
    await maker.page.goto(`${launcher.address}/#/settings`);
    await maker.shows(maker.words.settings.about.title);
    expect(await maker.page.getByRole("link", { name: maker.words.settings.staff.title }).count()).toBe(0);
    expect(await maker.page.getByText("Märta").count()).toBe(0);
    expect(await maker.check("settings-maker")).toEqual([]);
    await maker.close();

    const auditor = await open({}, AUDITOR);
    await auditor.page.goto(`${launcher.address}/#/reports/residents`);
    await auditor.shows(auditor.words.reports.byResident.title);
    expect(await auditor.page.getByText("Märta").count()).toBe(0);
    await auditor.page.goto(`${launcher.address}/#/log`);
    await auditor.button(auditor.words.log.check).tap();
    await auditor.page.getByRole("status").filter({ hasText: auditor.words.log.sound(2).slice(0, 14) }).waitFor();
    expect(await auditor.page.getByText("Märta").count()).toBe(0);
    expect(await auditor.check("log-auditor")).toEqual([]);
    await auditor.close();
  });
});

describe("a keyboard", () => {
  it("adds somebody who works here and changes a resident's settings, with the focus always to be seen", async () => {
    const tablet = await open({});
    const { page, words } = tablet;

    /** Tabs until what has the focus is called `name`. */
    const reach = async (name: string) => {
      for (let tabs = 0; tabs < 80; tabs += 1) {
        await page.keyboard.press("Tab");
        const focus = await page.evaluate(() => {
          const here = document.activeElement as HTMLElement;
          const label = here.closest("label") ?? document.querySelector(`label[for="${here.id}"]`);
          const seen = [here, label ?? here].some((one) => Number.parseFloat(getComputedStyle(one).outlineWidth) >= 3);
          return { name: here.ariaLabel ?? ((label as HTMLElement | null)?.innerText || here.innerText.trim()), seen };
        });
        if (focus.name.includes(name)) {
          expect(focus.seen).toBe(true);
          return;
        }
      }
      throw new Error(`the keyboard does not come to "${name}"`);
    };

    await page.goto(`${launcher.address}/#/settings/staff/new`);
    await tablet.button(words.settings.staff.create).waitFor();
    await reach(words.settings.staff.name);
    await page.keyboard.type("Birgitta");
    await reach(words.settings.staff.pin);
    await page.keyboard.type("739150");
    await page.keyboard.press("Enter");
    await tablet.shows("Birgitta");

    await page.goto(`${launcher.address}/#/residents/${marta}/edit/settings`);
    await tablet.shows(words.residents.settings.hear);
    await reach(words.residents.settings.textSizes.usual);
    await page.keyboard.press("ArrowRight");
    await until("the text is large", async () => (await kept(marta)).settings.person.text === 2.5);
    await tablet.close();
  });
});
