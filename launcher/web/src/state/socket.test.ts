//! The line to the launcher, with wires of our own and a clock that is moved by hand.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Line, OPENING, SILENCE, WAITS, type Wire } from "./socket";

class FakeWire implements Wire {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;
  close() {
    this.closed = true;
  }
}

function started() {
  const wires: FakeWire[] = [];
  const heard: string[] = [];
  const line = new Line(
    () => {
      const wire = new FakeWire();
      wires.push(wire);
      return wire;
    },
    { message: (text) => void heard.push(text), cut: () => void heard.push("cut") },
  );
  line.start();
  return { line, wires, heard, last: () => wires.at(-1)! };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the line to the launcher", () => {
  it("hands on what it hears", () => {
    const { last, heard } = started();
    last().onmessage!({ data: "hello" });
    last().onmessage!({ data: "again" });
    expect(heard).toEqual(["hello", "again"]);
  });

  it("opens again after it was cut, and never waits longer than two seconds", () => {
    const { wires, last } = started();
    for (const wait of [...WAITS, 2_000, 2_000]) {
      last().onclose!();
      const before = wires.length;
      vi.advanceTimersByTime(wait - 1);
      expect(wires).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(wires).toHaveLength(before + 1);
    }
    expect(Math.max(...WAITS)).toBeLessThanOrEqual(2_000);
  });

  it("begins with the short wait again once the launcher has spoken", () => {
    const { wires, last } = started();
    for (let i = 0; i < 5; i += 1) {
      last().onclose!();
      vi.advanceTimersByTime(2_000);
    }
    last().onmessage!({ data: "hello" });
    last().onclose!();
    const before = wires.length;
    vi.advanceTimersByTime(WAITS[0]);
    expect(wires).toHaveLength(before + 1);
  });

  it("notices within six seconds that the other end has gone silent", () => {
    const { wires, last, heard } = started();
    last().onmessage!({ data: "hello" });
    vi.advanceTimersByTime(SILENCE + OPENING - 1);
    expect(heard).toEqual(["hello"]);
    vi.advanceTimersByTime(1);
    expect(heard).toEqual(["hello", "cut"]);
    expect(wires.every((wire) => wire.closed)).toBe(true);
    expect(SILENCE + OPENING).toBeLessThanOrEqual(6_000);
  });

  it("does not call a quiet launcher dead: a second wire takes over", () => {
    const { wires, heard } = started();
    wires[0]!.onmessage!({ data: "hello" });
    vi.advanceTimersByTime(SILENCE);
    expect(wires).toHaveLength(2);
    expect(wires[0]!.closed).toBe(false);
    wires[1]!.onmessage!({ data: "still the same" });
    expect(wires[0]!.closed).toBe(true);
    vi.advanceTimersByTime(SILENCE - 1);
    expect(heard).toEqual(["hello", "still the same"]);
  });

  it("keeps the first wire when that one speaks while the second is tried", () => {
    const { wires, heard } = started();
    wires[0]!.onmessage!({ data: "hello" });
    vi.advanceTimersByTime(SILENCE);
    wires[0]!.onmessage!({ data: "I was only quiet" });
    expect(wires[1]!.closed).toBe(true);
    expect(wires[0]!.closed).toBe(false);
    vi.advanceTimersByTime(OPENING);
    expect(heard).toEqual(["hello", "I was only quiet"]);
  });

  it("waits for the second wire when the first closes meanwhile", () => {
    const { wires, heard } = started();
    wires[0]!.onmessage!({ data: "hello" });
    vi.advanceTimersByTime(SILENCE);
    wires[0]!.onclose!();
    expect(heard).toEqual(["hello"]);
    wires[1]!.onmessage!({ data: "here" });
    expect(heard).toEqual(["hello", "here"]);
  });

  it("gives up a wire that does not speak", () => {
    const { wires, heard } = started();
    vi.advanceTimersByTime(OPENING);
    expect(heard).toEqual(["cut"]);
    vi.advanceTimersByTime(WAITS[0]);
    expect(wires).toHaveLength(2);
  });

  it("asks at once when the tablet wakes, whatever it was waiting for", () => {
    const { line, wires, last } = started();
    last().onmessage!({ data: "hello" });
    line.wake();
    expect(wires).toHaveLength(2);
    last().onclose!();
    line.wake();
    expect(wires).toHaveLength(3);
  });

  it("is not fooled by a wire it has given up", () => {
    const { wires, heard } = started();
    vi.advanceTimersByTime(OPENING + WAITS[0]);
    expect(wires[0]!.onmessage).toBeNull();
    expect(heard).toEqual(["cut"]);
  });

  it("says so at once when the network is lost, and stays closed once stopped", () => {
    const { line, wires, heard } = started();
    line.lost();
    expect(heard).toEqual(["cut"]);
    line.stop();
    vi.advanceTimersByTime(60_000);
    expect(wires).toHaveLength(1);
  });
});
