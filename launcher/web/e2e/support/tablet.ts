//! A real Chromium as a tablet: touched, never clicked; with the checks every screen must pass.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from "playwright-core";
import type { Words } from "../../src/words";
import english from "../../src/words/en";
import swedish from "../../src/words/sv";
import { CAREGIVER, PIN, type Launcher } from "./launcher";
import { LIMIT } from "./program";

/** The words the page should show. */
export const WORDS: Record<"sv" | "en", Words> = { sv: swedish, en: english };

/** Where pictures of the screens are put; nowhere when nobody asked for them. */
const ARTIFACTS = process.env["UTSIKT_ARTIFACTS"];

export interface TabletOptions {
  language?: "sv" | "en";
  theme?: "light" | "dark";
  width?: number;
  height?: number;
  /** As chosen on the page. */
  text?: "usual" | "large";
  /** Where the page is; the launcher's own address unless there is a wire between. */
  address?: string;
  /** Whether somebody is logged in from the start. */
  locked?: boolean;
}

/** A browser that can be put to sleep. */
export interface SleepyBrowser {
  browser: Browser;
  /** Every process of the browser stands still, as in a tablet that is put away; the clock goes on. */
  sleep(): void;
  wake(): void;
  close(): Promise<void>;
}

export async function openBrowser(): Promise<SleepyBrowser> {
  const server = await chromium.launchServer({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  // Chromium is started as the leader of a process group of its own.
  const signal = (name: NodeJS.Signals) => process.kill(-server.process().pid!, name);
  return {
    browser: await chromium.connect(server.wsEndpoint()),
    sleep: () => signal("SIGSTOP"),
    wake: () => signal("SIGCONT"),
    close: async () => {
      signal("SIGCONT");
      await server.close();
    },
  };
}

export class Tablet {
  readonly page: Page;
  readonly words: Words;
  /** Whatever went wrong inside the page. */
  readonly complaints: string[] = [];
  readonly #context: BrowserContext;
  readonly #name: string;
  static #count = 0;

  private constructor(context: BrowserContext, page: Page, options: Required<TabletOptions>) {
    this.#context = context;
    this.page = page;
    this.words = WORDS[options.language];
    const size = `${options.width}x${options.height}${options.text === "large" ? "-large" : ""}`;
    this.#name = `${options.language}-${options.theme}-${size}`;
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      // A launcher that is away is part of the tests; the browser reports each try.
      const expected = /WebSocket connection|Failed to load resource/.test(message.text());
      if (message.type() === "error" && !expected) this.complaints.push(message.text());
    });
  }

  /** A tablet of the home, in the hands of the caregiver unless it is locked. */
  static async open({ browser }: SleepyBrowser, launcher: Launcher, options: TabletOptions = {}): Promise<Tablet> {
    const tablet = await Tablet.strange({ browser }, launcher.address, options);
    const invitation = await launcher.invite();
    await tablet.#post("/api/v1/enrolment", { code: invitation, name: `Surfplatta ${(Tablet.#count += 1)}` });
    if (options.locked !== true) await tablet.logIn(CAREGIVER);
    await tablet.page.reload();
    return tablet;
  }

  /** A browser that nobody has let in. */
  static async strange({ browser }: Pick<SleepyBrowser, "browser">, address: string, options: TabletOptions = {}): Promise<Tablet> {
    const all: Required<TabletOptions> = {
      language: "sv",
      theme: "light",
      width: 800,
      height: 1280,
      text: "usual",
      address,
      locked: false,
      ...options,
    };
    const context = await browser.newContext({
      viewport: { width: all.width, height: all.height },
      hasTouch: true,
      isMobile: true,
      colorScheme: all.theme,
      locale: "sv-SE",
    });
    context.setDefaultTimeout(LIMIT);
    await context.addInitScript(
      ([language, text]) => {
        // Swedish and usual text are there from the start; others were chosen on this tablet before.
        if (language !== "sv" && localStorage.getItem("utsikt.language") === null) localStorage.setItem("utsikt.language", language!);
        if (text !== "usual" && localStorage.getItem("utsikt.text") === null) localStorage.setItem("utsikt.text", text!);
        const counted = window as unknown as { taps: number };
        counted.taps = 0;
        addEventListener("click", () => (counted.taps += 1), { capture: true });
      },
      [all.language, all.text],
    );
    const page = await context.newPage();
    const tablet = new Tablet(context, page, all);
    await page.goto(all.address);
    return tablet;
  }

  /** Logs somebody in without the screens. */
  async logIn(name: string): Promise<void> {
    const { staff } = (await this.page.evaluate(async () => (await fetch("/api/v1/door")).json())) as {
      staff: { id: string; name: string }[];
    };
    await this.#post("/api/v1/login", { staff: staff.find((person) => person.name === name)!.id, pin: PIN });
  }

  /** Unlocks as a caregiver does: the name, then six keys. */
  async unlock(name = CAREGIVER): Promise<void> {
    await this.page.getByRole("button", { name }).tap();
    for (const digit of PIN) await this.button(digit).tap();
    await this.shows(this.words.home.question);
  }

  /** Taps on this page since it was opened. */
  taps(): Promise<number> {
    return this.page.evaluate(() => (window as unknown as { taps: number }).taps);
  }

  /** Asks the API from within the page, with its cookies. */
  async #post(path: string, body: unknown): Promise<void> {
    const status = await this.page.evaluate(
      async ([path, body]) => {
        const headers = { "Content-Type": "application/json" };
        return (await fetch(path!, { method: "POST", headers, body: body! })).status;
      },
      [path, JSON.stringify(body)],
    );
    if (status >= 300) throw new Error(`POST ${path} from the tablet: ${status}`);
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  text(text: string): Locator {
    return this.page.getByText(text, { exact: true });
  }

  /** Waits until words are on the screen, and tells how long it took in milliseconds. */
  async shows(text: string): Promise<number> {
    const start = Date.now();
    await this.text(text).first().waitFor();
    return Date.now() - start;
  }

  /** A switch of the sheet "sound and text", which is open. */
  switch(name: string): Locator {
    return this.page.getByRole("switch", { name });
  }

  /** The picture of what the resident sees. */
  get view(): Locator {
    return this.page.locator("figure img");
  }

  /** Takes a guest, or a resident by name, to an experience, and waits until it is on. */
  async start(title: string, { headset, resident }: { headset?: string; resident?: string } = {}): Promise<void> {
    await this.page.getByRole("link", { name: resident ?? this.words.home.guest }).first().tap();
    await this.page.getByRole("link", { name: title }).first().tap();
    if (headset !== undefined) await this.page.getByText(headset, { exact: true }).first().tap();
    const { start, startOn } = this.words.experience;
    await this.page.locator("footer").getByRole("button", { name: headset === undefined ? start : startOn(headset) }).tap();
    await this.shows(this.words.session.status.Playing);
  }

  /** Takes a picture of the screen and checks what every screen must keep to; returns what is wrong. */
  async check(screen: string): Promise<string[]> {
    await this.#settled();
    await this.picture(screen);
    await this.page.evaluate(axe.source);
    const report = await this.page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
    const violations = report.violations.map(
      ({ id, nodes }) => `${this.#name} ${screen}: ${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`,
    );
    const sizes = await this.page.evaluate(measure);
    return [...violations, ...sizes.map((size) => `${this.#name} ${screen}: ${size}`)];
  }

  /** Keeps a picture of the screen. */
  async picture(screen: string): Promise<void> {
    if (!ARTIFACTS) return;
    await this.#settled();
    mkdirSync(ARTIFACTS, { recursive: true });
    await this.page.screenshot({ path: join(ARTIFACTS, `${screen}-${this.#name}.png`) });
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  /** Waits until nothing fades in any more. */
  async #settled(): Promise<void> {
    await this.page.evaluate(() =>
      Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))),
    );
  }
}

/** In the page: what is smaller than a thumb or than legible, or runs off the side (T4). */
function measure(): string[] {
  const wrong: string[] = [];
  for (const target of document.querySelectorAll<HTMLElement>("a, button, input, select, summary")) {
    const { width, height } = (target.closest("label") ?? target).getBoundingClientRect();
    if (width > 0 && (width < 60 || height < 60)) {
      wrong.push(`"${target.innerText || target.ariaLabel}" is ${width} × ${height} px, less than 60`);
    }
  }
  const text = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (text.nextNode()) {
    const words = text.currentNode.textContent?.trim();
    const size = Number.parseFloat(getComputedStyle(text.currentNode.parentElement!).fontSize);
    if (words && size < 18) wrong.push(`"${words}" is written in ${size} px, less than 18`);
  }
  // A mobile browser widens its window to what is too wide; the screen stays as wide as it is.
  if (document.documentElement.scrollWidth > Math.min(innerWidth, screen.width)) wrong.push("the page runs off the side");
  return wrong;
}
