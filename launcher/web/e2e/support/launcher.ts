//! The real launcher on ports of its own, killed and started again on the same ones.

import { fileURLToPath } from "node:url";
import type { Experience, Session, Truth } from "../../src/api/types";
import { Program, required } from "./program";

/** A film that headsets do not play. */
export const OLD_FILM = fileURLToPath(new URL("../../../tests/films/old.mov", import.meta.url));

/** The built-in worlds. */
export const WORLDS = fileURLToPath(new URL("../../../../assets/worlds", import.meta.url));

/** The experiences of the repository. */
export const EXPERIENCES = fileURLToPath(new URL("../../../../experiences", import.meta.url));

/** Who looks after Utsikt in the tests, and everybody's PIN: made up, and gone with the folder. */
export const ADMIN = "Anders Berg";
export const CAREGIVER = "Maja Lind";
export const PIN = "246810";

export class Launcher {
  /** The cookies of the tests' own tablet, at which the admin is logged in. */
  #cookies = new Map<string, string>();
  readonly #state: string;
  readonly #experiences: string;
  #program!: Program;
  /** Port for browsers; 0 until the first start. */
  #port = 0;
  /** Port for headsets; 0 until the first start. */
  #link = 0;

  private constructor(state: string, experiences: string) {
    this.#state = state;
    this.#experiences = experiences;
  }

  static async start(state: string, experiences: string = EXPERIENCES): Promise<Launcher> {
    const launcher = new Launcher(state, experiences);
    await launcher.startAgain();
    await launcher.#setUp();
    return launcher;
  }

  get port(): number {
    return this.#port;
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Where headsets link. */
  get link(): string {
    return `ws://127.0.0.1:${this.#link}/link`;
  }

  async startAgain(): Promise<void> {
    this.#program = new Program("the launcher", required("UTSIKT_LAUNCHER_BIN"), [
      ...["--listen", `127.0.0.1:${this.#port}`],
      ...["--headset-listen", `127.0.0.1:${this.#link}`],
      ...["--state", this.#state],
      ...["--experiences", this.#experiences],
    ]);
    const [, port] = await this.#program.says(/http:\/\/127\.0\.0\.1:(\d+)/);
    const [, link] = await this.#program.says(/ws:\/\/127\.0\.0\.1:(\d+)/);
    this.#port = Number(port);
    this.#link = Number(link);
  }

  /** Makes the first admin with the code that the launcher prints, and a caregiver. */
  async #setUp(): Promise<void> {
    const [, code] = await this.#program.says(/launcher setup \S*#\/setup\/(\S+)/);
    await this.ask("POST", "/api/v1/setup", { code, name: ADMIN, pin: PIN, tablet: "Provtablet" });
    await this.#logIn();
    await this.ask("PATCH", "/api/v1/home", { name: "Solgården" });
    await this.ask("POST", "/api/v1/staff", { name: CAREGIVER, role: "caregiver", pin: PIN });
  }

  async #logIn(): Promise<void> {
    const { staff } = (await this.ask("GET", "/api/v1/door")) as { staff: { id: string; name: string }[] };
    await this.ask("POST", "/api/v1/login", { staff: staff.find(({ name }) => name === ADMIN)!.id, pin: PIN });
  }

  /** A code that lets one tablet in. */
  async invite(): Promise<string> {
    return ((await this.ask("POST", "/api/v1/tablets/invitations")) as { code: string }).code;
  }

  /** Somebody who lives here, whose check-list is answered unless it is their first visit; their id. */
  async resident(name: string, room: string, { first = false, ...more }: { first?: boolean; [key: string]: unknown } = {}): Promise<string> {
    const { id } = (await this.ask("POST", "/api/v1/residents", { name, room, ...more })) as { id: string };
    if (!first) {
      const nothing = { epilepsy: false, pacemaker: false, wounds: false, neck: false, stroke: false, blindness: false };
      await this.ask("PUT", `/api/v1/residents/${id}/checklist`, { ...nothing, consent: "consent" });
    }
    return id;
  }

  /** Hangs photos (JPEG) where an experience shows a resident's own. */
  async hang(resident: string, experience: string, slot: string, photos: Buffer[]): Promise<void> {
    const media: string[] = [];
    for (const [index, photo] of photos.entries()) {
      const path = `/api/v1/residents/${resident}/media?name=${index + 1}.jpg`;
      media.push(((await this.ask("POST", path, photo)) as { id: string }).id);
    }
    await this.ask("PUT", `/api/v1/residents/${resident}/slots/${experience}/${slot}`, { media });
  }

  async favourite(resident: string, experience: string): Promise<void> {
    await this.ask("PUT", `/api/v1/residents/${resident}/tastes/${experience}`, { taste: "favourite" });
  }

  async killNine(): Promise<void> {
    await this.#program.end("SIGKILL");
  }

  async end(): Promise<void> {
    await this.#program.end();
  }

  async experiences(): Promise<Experience[]> {
    return (await this.ask("GET", "/api/v1/experiences")) as Experience[];
  }

  async truth(): Promise<Pick<Truth, "headsets" | "sessions">> {
    return {
      headsets: (await this.ask("GET", "/api/v1/headsets")) as Truth["headsets"],
      sessions: (await this.ask("GET", "/api/v1/sessions")) as Truth["sessions"],
    };
  }

  async startSession(experience: string, headset: string, resident?: string): Promise<Session> {
    return (await this.ask("POST", "/api/v1/sessions", { experience, headset, ...(resident && { resident }) })) as Session;
  }

  async change(session: string, what: { paused?: boolean; volume?: number }): Promise<void> {
    await this.ask("PATCH", `/api/v1/sessions/${session}`, what);
  }

  /** What a headset shows now, as a JPEG. */
  async view(headset: string): Promise<Buffer> {
    let picture: Buffer | null = null;
    await until("the headset sends a picture", async () => {
      const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const answer = await fetch(`${this.address}/api/v1/headsets/${headset}/view.jpg`, { headers: { Cookie: cookie } });
      if (answer.status === 200) picture = Buffer.from(await answer.arrayBuffer());
      return picture !== null;
    });
    return picture!;
  }

  /** Ends whatever goes on and wipes the headsets, so that the next test begins in the lobby. */
  async stopAll(): Promise<void> {
    const { sessions } = await this.truth();
    for (const session of sessions.filter((session) => session.ended == null)) {
      await this.ask("POST", `/api/v1/sessions/${session.id}/stop`, { how: "dizzy" });
    }
    await until("every session is over", async () => {
      const truth = await this.truth();
      return truth.sessions.every((session) => session.ended != null) &&
        truth.headsets.every((headset) => !headset.connected || headset.state === "Lobby");
    });
    for (const headset of (await this.truth()).headsets) {
      if (headset.needs_wipe) await this.ask("POST", `/api/v1/headsets/${headset.id}/wiped`);
    }
  }

  /** Asks the API as the admin, with JSON or a photo. A login that has ended is begun again. */
  async ask(method: string, path: string, body?: unknown, again = true): Promise<unknown> {
    const answer = await fetch(this.address + path, {
      method,
      headers: {
        "Content-Type": body instanceof Buffer ? "image/jpeg" : "application/json",
        Cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      },
      ...(body === undefined ? {} : { body: body instanceof Buffer ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      this.#cookies.set(name!, value!);
    }
    if (answer.status === 401 && again && path !== "/api/v1/login") {
      await this.#logIn();
      return this.ask(method, path, body, false);
    }
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    const text = await answer.text();
    return text === "" ? undefined : JSON.parse(text);
  }
}

/** Waits until something holds, looking again and again. */
export async function until(what: string, holds: () => Promise<boolean>, limit = 60_000): Promise<void> {
  const start = Date.now();
  while (!(await holds())) {
    if (Date.now() - start > limit) throw new Error(`it did not come about that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
