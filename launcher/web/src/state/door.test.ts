//! The door with a launcher of our own: who gets in, when it locks, and what is forgotten then.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Answer } from "../api/client";
import type { Door as Truth } from "../api/types";

const api = {
  door: vi.fn<() => Promise<Answer<Truth>>>(),
  login: vi.fn<(staff: string, pin: string) => Promise<Answer<unknown>>>(),
  logout: vi.fn<() => Promise<Answer<unknown>>>(),
  touch: vi.fn<() => Promise<Answer<unknown>>>(),
};
vi.mock("../api/door", () => api);
const place = { go: vi.fn() };
vi.mock("./route.svelte", () => ({ place }));
const utsikt = {
  now: 0,
  open: vi.fn(),
  close: vi.fn(),
  whenCut: (): void => undefined,
};
vi.mock("./utsikt.svelte", () => ({ utsikt }));

const done: Answer<unknown> = { kind: "done", value: undefined };
const locked: Truth = {
  setup: false,
  tablet: { id: "t", name: "Plan 2" },
  staff: [{ id: "maja", name: "Maja", role: "caregiver" }],
  login: null,
  home: "Solgården",
  languages: ["sv"],
  now: "2026-01-01T00:00:00Z",
};
const open = (staff = "maja", idle_seconds = 300): Truth => ({
  ...locked,
  login: { staff: { id: staff, name: staff }, role: "caregiver", seconds: 28_800, idle_seconds, until: "2026-01-01T08:00:00Z", idle_until: "2026-01-01T00:05:00Z" },
});
const says = (truth: Truth) => api.door.mockResolvedValue({ kind: "done", value: truth });

/** What a finger does, and whoever listens for it. */
let fingers: (() => void)[];
const touch = () => fingers.forEach((finger) => finger());

async function page(truth: Truth) {
  vi.resetModules();
  says(truth);
  const { door } = await import("./door.svelte");
  door.start();
  await vi.advanceTimersByTimeAsync(0);
  return door;
}

beforeEach(() => {
  vi.useFakeTimers();
  fingers = [];
  vi.stubGlobal("addEventListener", (kind: string, act: () => void) => kind === "pointerdown" && fingers.push(act));
  vi.stubGlobal("document", { addEventListener: () => undefined, visibilityState: "visible" });
  for (const call of [...Object.values(api), place.go, utsikt.open, utsikt.close]) call.mockReset();
  api.login.mockResolvedValue(done);
  api.logout.mockResolvedValue(done);
  api.touch.mockResolvedValue(done);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the door", () => {
  it("opens the line to the launcher only while somebody is logged in", async () => {
    const door = await page(locked);
    expect(utsikt.open).not.toHaveBeenCalled();
    says(open());
    await door.unlock("maja", "123456");
    expect(utsikt.open).toHaveBeenCalled();
    expect(door.login?.staff.name).toBe("maja");
  });

  it("locks at once, before the launcher has answered", async () => {
    const door = await page(open());
    api.logout.mockReturnValue(new Promise(() => undefined));
    void door.lock();
    expect(door.login).toBeNull();
    expect(utsikt.close).toHaveBeenCalled();
  });

  it("stays locked when an answer comes that was asked for before", async () => {
    const door = await page(open());
    let answer!: (answer: Answer<Truth>) => void;
    api.door.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    void door.look();
    says(locked);
    const locking = door.lock();
    answer({ kind: "done", value: open() });
    await locking;
    expect(door.login).toBeNull();
    expect(utsikt.open).toHaveBeenCalledTimes(1);
  });

  it("locks when the time without a touch is over, and says so half a minute before", async () => {
    const door = await page(open("maja", 60));
    utsikt.now = Date.now();
    expect(door.locksSoon).toBe(false);
    utsikt.now = Date.now() + 31_000;
    expect(door.locksSoon).toBe(true);
    says(locked);
    await vi.advanceTimersByTimeAsync(61_000);
    expect(door.login).toBeNull();
    expect(utsikt.close).toHaveBeenCalled();
  });

  it("tells the launcher that somebody touches the page, not more than twice a minute", async () => {
    await page(open());
    touch();
    touch();
    await vi.advanceTimersByTimeAsync(20_000);
    touch();
    expect(api.touch).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(11_000);
    touch();
    expect(api.touch).toHaveBeenCalledTimes(2);
  });

  it("keeps the screen for who comes back, and begins at the beginning for somebody else", async () => {
    const door = await page(open("maja"));
    await door.lock();
    await door.unlock("maja", "123456");
    expect(place.go).not.toHaveBeenCalled();
    await door.lock();
    await door.unlock("elif", "123456");
    expect(place.go).toHaveBeenCalledWith({ screen: "home" }, true);
  });

  it("looks again when the launcher is away, and when the line is cut", async () => {
    const door = await page(open());
    api.door.mockResolvedValue({ kind: "unreachable" });
    utsikt.whenCut();
    await vi.advanceTimersByTimeAsync(0);
    expect(door.reachable).toBe(false);
    expect(door.login).not.toBeNull();
    says(locked);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(door.reachable).toBe(true);
    expect(door.login).toBeNull();
  });
});
