//! A wire between the tablet and the launcher that can go dead the way a wireless network does: nothing
//! comes through and nobody says that it is cut.

import { connect, createServer, type Server, type Socket } from "node:net";

export class DeadableWire {
  readonly #server: Server;
  readonly #ends = new Set<Socket>();
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
    for (const end of this.#ends) end.unpipe().pause();
  }

  /** What is opened from now on works; what went silent stays silent. */
  revive(): void {
    this.#dead = false;
  }

  async end(): Promise<void> {
    for (const end of this.#ends) end.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket) {
    if (this.#dead) {
      this.#keep(near).pause();
      return;
    }
    const far = connect(this.#port(), "127.0.0.1");
    this.#keep(near).on("close", () => far.destroy());
    this.#keep(far).on("close", () => near.destroy());
    near.pipe(far);
    far.pipe(near);
  }

  /** Remembers a socket for as long as it is open. */
  #keep(end: Socket): Socket {
    this.#ends.add(end);
    return end.on("error", () => end.destroy()).on("close", () => this.#ends.delete(end));
  }
}
