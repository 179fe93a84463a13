//! A program started for a test: what it says is kept, and it is ended by its own process id.

import { spawn, type ChildProcess } from "node:child_process";

/** Milliseconds to wait for anything; generous, for a busy machine. */
export const LIMIT = 60_000;

export class Program {
  readonly #child: ChildProcess;
  readonly #name: string;
  #said = "";
  #listeners = new Set<() => void>();
  readonly #exit: Promise<void>;
  #ended = false;

  constructor(name: string, command: string, words: string[], environment: Record<string, string> = {}) {
    this.#name = name;
    this.#child = spawn(command, words, {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const hear = (chunk: Buffer) => {
      this.#said += chunk.toString();
      this.#tell();
    };
    this.#child.stdout!.on("data", hear);
    this.#child.stderr!.on("data", hear);
    this.#exit = new Promise((resolve) => {
      const end = (why: string) => {
        this.#said += `\n[${why}]\n`;
        this.#ended = true;
        this.#tell();
        resolve();
      };
      this.#child.on("error", (error) => end(`could not start: ${error.message}`));
      this.#child.on("exit", (code, signal) => end(`ended: ${signal ?? code}`));
    });
  }

  /** Waits until the program has said something that matches. */
  says(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const finish = (act: () => void) => {
        clearTimeout(timer);
        this.#listeners.delete(look);
        act();
      };
      const fail = (why: string) =>
        finish(() => reject(new Error(`${this.#name} ${why} ${pattern}. It said:\n${this.#said.slice(-4000)}`)));
      const look = () => {
        // Colours would stand between the words.
        const found = pattern.exec(this.#said.replaceAll(/\x1b\[[0-9;]*m/g, ""));
        if (found !== null) finish(() => resolve(found));
        else if (this.#ended) fail("ended without saying");
      };
      const timer = setTimeout(() => fail("does not say"), LIMIT);
      this.#listeners.add(look);
      look();
    });
  }

  /** Sends a signal and waits until the program is gone. */
  async end(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    if (!this.#ended) this.#child.kill(signal);
    const patience = setTimeout(() => this.#child.kill("SIGKILL"), 10_000);
    await this.#exit;
    clearTimeout(patience);
  }

  #tell() {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** The value of a variable that tells the tests what to run. */
export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(`${name} is not set. Run the browser tests with \`cargo xtask test\`, or set it yourself.`);
  }
  return value;
}
