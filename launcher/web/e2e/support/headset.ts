//! The real headset: in the OpenXR runtime that `cargo xtask` prepared when there is one, else offscreen.

import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { EXPERIENCES, WORLDS, until, type Launcher } from "./launcher";
import { Program, required } from "./program";

const run = promisify(execFile);

/** A running OpenXR runtime, in which programs are started through `cargo xtask monado exec`. */
export class Runtime {
  readonly #xtask: string;
  readonly #folder: string;

  private constructor(xtask: string, folder: string) {
    this.#xtask = xtask;
    this.#folder = folder;
  }

  /** Starts a runtime, or says that this run has none. */
  static async start(): Promise<Runtime | null> {
    const xtask = process.env["UTSIKT_XTASK"];
    const runs = process.env["UTSIKT_MONADO_RUNS"];
    if (!xtask || !runs) return null;
    const runtime = new Runtime(xtask, mkdtempSync(join(runs, "b")));
    // The head stays where it is, so that what it sees can be compared.
    await run(xtask, ["monado", "start", "--null", "--remote", "--run-dir", runtime.#folder]);
    return runtime;
  }

  /** The words that come before a program to run it here. */
  get prefix(): string[] {
    return [this.#xtask, "monado", "--run-dir", this.#folder, "exec", "--"];
  }

  async end(): Promise<void> {
    await run(this.#xtask, ["monado", "stop", "--run-dir", this.#folder]);
  }
}

export class Headset {
  /** Its name in addresses. */
  id = "";
  readonly #program: Program;

  private constructor(program: Program) {
    this.#program = program;
  }

  /** Starts a headset and waits until the launcher has it; `state` is where it keeps who it is. */
  static async start(launcher: Launcher, state: string, name: string, runtime: Runtime | null): Promise<Headset> {
    const words = [
      required("UTSIKT_HEADSET_BIN"),
      ...["--mode", runtime === null ? "offscreen" : "xr"],
      ...["--launcher", launcher.link],
      ...["--name", name],
      ...["--state", state],
      ...["--experiences", EXPERIENCES],
      ...["--worlds", WORLDS],
    ];
    const [command, ...rest] = [...(runtime?.prefix ?? []), ...words];
    const program = new Program(name, command!, rest);
    const headset = new Headset(program);
    try {
      const [, id] = await program.says(/\bheadset .*\bid="?([\w-]+)/);
      headset.id = id!;
      await until(`${name} is linked`, async () =>
        (await launcher.truth()).headsets.some((known) => known.id === id && known.connected),
      );
    } catch (error) {
      await program.end();
      throw error;
    }
    return headset;
  }

  async end(signal?: NodeJS.Signals): Promise<void> {
    await this.#program.end(signal);
  }
}

/** What a headset shows of a scene, straight ahead, drawn by the headset itself into a PNG. */
export async function rendered(experience: string, scene: string, folder: string): Promise<Buffer> {
  const file = join(folder, `${experience}-${scene}.png`);
  const program = new Program("the headset that draws", required("UTSIKT_HEADSET_BIN"), [
    ...["--mode", "offscreen", "--instant", "--size", "960x540"],
    ...["--state", join(folder, "drawing")],
    ...["--experiences", EXPERIENCES],
    ...["--worlds", WORLDS],
    ...["--play", experience, "--scene", scene, "--picture", file],
  ]);
  await program.says(/\[ended: 0\]/);
  return readFileSync(file);
}
