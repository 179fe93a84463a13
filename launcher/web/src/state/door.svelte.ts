//! Who holds the tablet: whether it is let in, who is logged in and until when. The launcher decides; this
//! asks it, tells it that somebody touches the page, and locks the page at once when the time is over.

import * as api from "../api/door";
import { whenLocked, type Answer } from "../api/client";
import type { Door as DoorTruth, Role } from "../api/types";
import { observations } from "./observations.svelte";
import { practice } from "./practice.svelte";
import { place } from "./route.svelte";
import { utsikt } from "./utsikt.svelte";

/** Milliseconds between two words to the launcher that somebody touches the page. */
const TOUCH = 30_000;
/** Milliseconds before the lock in which the page says so. */
const SOON = 30_000;
/** Milliseconds between two looks at a door that does not answer, or where somebody else may act. */
const AGAIN = 2_000;

class Door {
  /** What the launcher last said of the door; null before its first word. */
  truth = $state.raw<DoorTruth | null>(null);
  /** Whether the launcher is heard from; null while the first try is under way. */
  reachable = $state<boolean | null>(null);

  /** When the launcher's clock says that it locks, in this tablet's time; null when nobody is logged in. */
  #locksAt = $state<number | null>(null);
  #touched = 0;
  #looking: Promise<void> | null = null;
  /** Grows when somebody locks or logs in: what was asked before says nothing any more. */
  #turn = 0;
  #again: ReturnType<typeof setTimeout> | undefined;
  /** Who was logged in last: somebody else begins at the beginning. */
  #last: string | null = null;

  start(): void {
    whenLocked(() => void this.look());
    utsikt.whenCut = () => void this.look();
    observations.who = () => this.login?.staff.id ?? null;
    for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => this.#touch(), { capture: true, passive: true });
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void this.look());
    void this.look();
  }

  get login() {
    return this.truth?.login ?? null;
  }

  get role(): Role | null {
    return this.login?.role ?? null;
  }

  /** Whether it locks within half a minute unless somebody touches the page. */
  get locksSoon(): boolean {
    return this.#locksAt !== null && this.#locksAt - utsikt.now < SOON;
  }

  /** Asks the launcher what the door is like. */
  look(): Promise<void> {
    if (this.#looking !== null) return this.#looking;
    const looking = this.#ask(this.#turn).finally(() => {
      if (this.#looking === looking) this.#looking = null;
    });
    this.#looking = looking;
    return looking;
  }

  /** Asks anew, whatever is being asked already. */
  #lookAnew(): Promise<void> {
    this.#turn += 1;
    this.#looking = null;
    return this.look();
  }

  async unlock(staff: string, pin: string): Promise<Answer<unknown>> {
    const answer = await api.login(staff, pin);
    if (answer.kind === "done") {
      if (this.#last !== null && this.#last !== staff) place.go({ screen: "home" }, true);
      this.#last = staff;
      this.#touched = Date.now();
      await this.#lookAnew();
    }
    return answer;
  }

  /** Locks the page now, and tells the launcher. */
  async lock(): Promise<void> {
    this.#turn += 1;
    this.#shut();
    await api.logout();
    await this.#lookAnew();
  }

  async enrol(code: string, name: string): Promise<Answer<unknown>> {
    const answer = await api.enrol({ code, name });
    if (answer.kind === "done") await this.look();
    return answer;
  }

  /** The first start: makes the admin and this tablet, logs the admin in, and names the home. */
  async setup({ home, ...admin }: Parameters<typeof api.setup>[0] & { home: string }): Promise<Answer<unknown>> {
    const answer = await api.setup(admin);
    if (answer.kind !== "done") return answer;
    await this.look();
    const first = this.truth?.staff.find(({ role }) => role === "admin");
    // What does not get through here is done later in the settings; the home is set up all the same.
    if (first !== undefined && (await this.unlock(first.id, admin.pin)).kind === "done") {
      await api.nameHome(home);
      await this.look();
    }
    return answer;
  }

  async #ask(turn: number): Promise<void> {
    const answer = await api.door();
    if (turn !== this.#turn) return;
    clearTimeout(this.#again);
    if (answer.kind === "done") {
      this.reachable = true;
      this.#take(answer.value);
    } else {
      this.reachable = false;
      this.#again = setTimeout(() => void this.look(), AGAIN);
    }
  }

  #take(truth: DoorTruth): void {
    this.truth = truth;
    if (truth.login == null) {
      this.#shut();
      // Another tablet may be let in, or staff added, while nobody is logged in here.
      this.#again = setTimeout(() => void this.look(), AGAIN * 5);
      return;
    }
    this.#last ??= truth.login.staff.id;
    // Spans, not times: a tablet's own clock may be wrong by a year.
    const span = Math.min(truth.login.seconds, truth.login.idle_seconds) * 1000;
    this.#locksAt = Date.now() + span;
    utsikt.open();
    this.#again = setTimeout(() => void this.look(), Math.max(AGAIN, Math.min(span + 500, TOUCH * 2)));
  }

  /** Shows the lock without waiting for anybody. */
  #shut(): void {
    if (this.truth !== null) this.truth = { ...this.truth, login: null };
    this.#locksAt = null;
    practice.on = false;
    utsikt.close();
  }

  #touch(): void {
    if (this.login === null || Date.now() - this.#touched < TOUCH) return;
    this.#touched = Date.now();
    void api.touch().then((answer) => answer.kind === "done" && void this.look());
  }
}

/** The one door of this page. */
export const door = new Door();
