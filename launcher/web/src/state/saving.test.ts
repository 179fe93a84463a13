//! Changes that save themselves, over a launcher that is slow, away or unwilling.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Answer } from "../api/client";
import { Fetched } from "./fetched.svelte";
import { Saving } from "./saving.svelte";

interface Thing {
  name: string;
  room: string;
}

/** A launcher whose answers are given by hand. */
function launcher() {
  const sent: Partial<Thing>[] = [];
  const waiting: ((answer: Answer<string>) => void)[] = [];
  const send = (change: Partial<Thing>) => {
    sent.push(change);
    return new Promise<Answer<string>>((resolve) => waiting.push(resolve));
  };
  const answer = async (answer: Answer<string>) => {
    waiting.shift()!(answer);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { sent, send, answer };
}

const refused: Answer<string> = { kind: "refused", sentence: "Nej.", status: 422, code: null, problem: null };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("what is changed", () => {
  it("is sent at once, and what changes meanwhile goes together after it", async () => {
    const { sent, send, answer } = launcher();
    const took: string[] = [];
    const saving = new Saving<Thing, string>(send, (value) => took.push(value));
    saving.change({ name: "M" });
    expect(saving.state).toBe("saving");
    saving.change({ name: "Mä" });
    saving.change({ room: "12" });
    expect(sent).toEqual([{ name: "M" }]);
    await answer({ kind: "done", value: "first" });
    expect(sent).toEqual([{ name: "M" }, { name: "Mä", room: "12" }]);
    expect(saving.state).toBe("saving");
    await answer({ kind: "done", value: "second" });
    expect(saving.state).toBe("saved");
    expect(took).toEqual(["first", "second"]);
  });

  it("letter by letter is sent when the hand rests, or when the screen is left", async () => {
    const { sent, send } = launcher();
    const saving = new Saving<Thing, string>(send, () => undefined);
    saving.change({ name: "M" }, 500);
    await vi.advanceTimersByTimeAsync(400);
    saving.change({ name: "Mä" }, 500);
    await vi.advanceTimersByTimeAsync(499);
    expect(sent).toEqual([]);
    expect(saving.state).toBe("waiting");
    saving.flush();
    expect(sent).toEqual([{ name: "Mä" }]);
  });

  it("is kept while the launcher is away, under what is newer, and sent again", async () => {
    const { sent, send, answer } = launcher();
    const saving = new Saving<Thing, string>(send, () => undefined);
    saving.change({ name: "Märta", room: "1" });
    saving.change({ room: "2" });
    await answer({ kind: "unreachable" });
    expect(saving.state).toBe("unsaved");
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(sent[1]).toEqual({ name: "Märta", room: "2" });
    expect(saving.state).toBe("unsaved");
    await answer({ kind: "done", value: "" });
    expect(saving.state).toBe("saved");
  });

  it("and refused is said in the launcher's words, and not sent again", async () => {
    const { sent, send, answer } = launcher();
    const saving = new Saving<Thing, string>(send, () => undefined);
    saving.change({ name: "" });
    await answer(refused);
    expect(saving.state).toBe("refused");
    expect(saving.sentence).toBe("Nej.");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(1);
  });
});

describe("what is fetched", () => {
  it("is asked for again while the launcher is away, until it is left", async () => {
    const answers: Answer<string>[] = [{ kind: "unreachable" }, { kind: "unreachable" }, { kind: "done", value: "here" }];
    let asked = 0;
    const fetched = new Fetched<string>();
    const end = fetched.follow(() => Promise.resolve(answers[asked++]!));
    await vi.advanceTimersByTimeAsync(0);
    expect(fetched.state).toBe("away");
    await vi.advanceTimersByTimeAsync(6_000);
    expect(fetched.state).toBe("there");
    expect(fetched.value).toBe("here");
    end();
    const other = new Fetched<string>();
    let tries = 0;
    const stop = other.follow(() => {
      tries += 1;
      return Promise.resolve({ kind: "unreachable" } as const);
    });
    await vi.advanceTimersByTimeAsync(0);
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(tries).toBe(1);
  });

  it("lets a newer question win over an older answer", async () => {
    const fetched = new Fetched<string>();
    let late: (answer: Answer<string>) => void = () => undefined;
    fetched.follow(() => new Promise((resolve) => (late = resolve)));
    fetched.follow(() => Promise.resolve({ kind: "done", value: "new" } as const));
    await vi.advanceTimersByTimeAsync(0);
    late({ kind: "done", value: "old" });
    await vi.advanceTimersByTimeAsync(0);
    expect(fetched.value).toBe("new");
  });
});
