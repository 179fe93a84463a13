//! A wire between the tablet and the launcher that can go dead the way a wireless network does: nothing
//! comes through and nobody says that it is cut.

import { connect, createServer, type Server, type Socket } from "node:net";

export class DeadableWire {
  readonly #server: Server;
  readonly #pairs = new Set<[Socket, Socket]>();
  readonly #port: () => number;
  #dead = false;

  private constructor(port: () => number) {
    this.#port = port;
    this.#server = createServer((near) => this.#join(near));
  }

  /** A wire to whatever listens on `port` at the time. */
  static async to(port: () => number): Promise<DeadableWire> {
    const wire = new DeadableWire(port);
    await new Promise<void>((resolve) => wire.#server.listen(0, "127.0.0.1", resolve));
    return wire;
  }

  get address(): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the wire is closed");
    return `http://127.0.0.1:${address.port}`;
  }

  /** Everything that is open goes silent for good, and what is opened from now on stays silent. */
  die(): void {
    this.#dead = true;
    for (const [near, far] of this.#pairs) {
      near.unpipe(far);
      far.unpipe(near);
      near.pause();
      far.pause();
    }
  }

  /** What is opened from now on works; what went silent stays silent. */
  revive(): void {
    this.#dead = false;
  }

  async end(): Promise<void> {
    for (const pair of this.#pairs) for (const end of pair) end.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket) {
    near.on("error", () => near.destroy());
    if (this.#dead) {
      near.pause();
      return;
    }
    const far = connect(this.#port(), "127.0.0.1");
    const pair: [Socket, Socket] = [near, far];
    this.#pairs.add(pair);
    const part = () => {
      near.destroy();
      far.destroy();
      this.#pairs.delete(pair);
    };
    near.on("close", part);
    far.on("close", part).on("error", part);
    near.pipe(far);
    far.pipe(near);
  }
}
