import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Answer } from "../api/client";
import type { Observation, SetObservation } from "../api/types";

const observe = vi.fn<(session: string, what: SetObservation) => Promise<Answer<Observation>>>();
vi.mock("../api/sessions", () => ({ observe }));

const full = { kind: "refused", sentence: "Full", status: 507, code: "DiskFull", problem: null } as const;
const how = (line: string): SetObservation => ({ before: 2, after: 5, ticks: [], line });
const done = ({ before, after, line }: SetObservation): Answer<Observation> => ({
  kind: "done",
  value: { before, after, line, ticks: [], saved: true },
});

async function fresh() {
  vi.resetModules();
  return import("./observations.svelte");
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  observe.mockReset();
});

describe("how it went", () => {
  it("is said to be saved once the launcher has it, and not before", async () => {
    const { observations } = await fresh();
    let answer!: (answer: Answer<Observation>) => void;
    observe.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    const saving = observations.save("a", how("glad"));
    expect(observations.states["a"]?.saving).toBe("saving");
    answer(done(how("glad")));
    await saving;
    expect(observations.states["a"]?.saving).toBe("saved");
    expect(observations.unsaved).toBe(false);
  });

  it("stays and is tried again while there is no room for it, and nothing of it is lost", async () => {
    const { observations, AGAIN } = await fresh();
    observe.mockResolvedValueOnce(full).mockResolvedValueOnce({ kind: "unreachable" });
    await observations.save("a", how("sjöng"));
    expect(observations.states["a"]?.saving).toBe("notYet");
    expect(observations.unsaved).toBe(true);
    await vi.advanceTimersByTimeAsync(AGAIN);
    expect(observations.states["a"]?.saving).toBe("notYet");
    observe.mockResolvedValueOnce(done(how("sjöng")));
    await vi.advanceTimersByTimeAsync(AGAIN);
    expect(observe).toHaveBeenLastCalledWith("a", how("sjöng"));
    expect(observations.states["a"]?.saving).toBe("saved");
    await vi.advanceTimersByTimeAsync(AGAIN * 3);
    expect(observe).toHaveBeenCalledTimes(3);
  });

  it("is not said to be saved while the launcher only remembers it", async () => {
    const { observations } = await fresh();
    const value = { before: 2, after: 5, line: "sjöng", ticks: [], saved: false };
    observe.mockResolvedValueOnce({ kind: "done", value });
    await observations.save("a", how("sjöng"));
    expect(observations.states["a"]?.saving).toBe("notYet");
    observe.mockResolvedValueOnce(done(how("sjöng")));
    observations.retry();
    await vi.advanceTimersByTimeAsync(0);
    expect(observations.states["a"]?.saving).toBe("saved");
  });

  it("waits for whoever wrote it, and is never saved in another's name", async () => {
    const { observations, AGAIN } = await fresh();
    let who = "maja";
    observations.who = () => who;
    observe.mockResolvedValueOnce(full);
    await observations.save("a", how("glad"));
    who = "elif";
    await vi.advanceTimersByTimeAsync(AGAIN * 2);
    expect(observe).toHaveBeenCalledTimes(1);
    expect(observations.unsaved).toBe(true);
    who = "maja";
    observe.mockResolvedValueOnce(done(how("glad")));
    await vi.advanceTimersByTimeAsync(AGAIN);
    expect(observations.unsaved).toBe(false);
  });

  it("is saved as it was written last", async () => {
    const { observations } = await fresh();
    observe.mockResolvedValueOnce(full);
    await observations.save("a", how("första"));
    observe.mockResolvedValueOnce(done(how("andra")));
    await observations.save("a", how("andra"));
    observations.retry();
    expect(observe).toHaveBeenCalledTimes(2);
    expect(observe).toHaveBeenLastCalledWith("a", how("andra"));
  });
});
