//! A line to the launcher that is never given up: it opens again within two seconds of being cut, and
//! at once when the tablet wakes or gets its network back. It carries text; what the text means is
//! not its business.
//!
//! A cut line often just goes silent. The launcher speaks at once on a new line, so a silent one is
//! tried by opening a second beside it: if that one speaks it takes over and nobody notices, if it
//! does not the line is cut. A quiet launcher and a dead one are told apart without either flickering.

/** The part of a browser's WebSocket that is used here. */
export interface Wire {
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  onerror: (() => void) | null;
  close(): void;
}

/** What happens on the line. */
export interface Listener {
  /** The launcher has spoken. */
  message(text: string): void;
  /** The line is cut, or could not be opened; it is tried again without being asked. */
  cut(): void;
}

/** Milliseconds of silence after which a second wire is tried beside the first. */
export const SILENCE = 3_000;
/** Milliseconds a new wire has to speak. Silence and this are how long a dead line goes unnoticed. */
export const OPENING = 2_000;
/** Milliseconds before the first, second, … try; the last one is kept. */
export const WAITS = [250, 500, 1_000, 2_000] as const;

/** A line that opens itself again. `open` makes a wire; time comes from the global timers. */
export class Line {
  readonly #open: () => Wire;
  readonly #listener: Listener;
  /** The wire that has spoken. */
  #wire: Wire | null = null;
  /** The wire that has not spoken yet. */
  #trial: Wire | null = null;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(open: () => Wire, listener: Listener) {
    this.#open = open;
    this.#listener = listener;
  }

  /** Opens the line and keeps it open. */
  start(): void {
    this.#try();
  }

  /** The tablet woke up or has network again: whether the line still works is found out now. */
  wake(): void {
    this.#failures = 0;
    this.#try();
  }

  /** The tablet has lost its network: say so now, not when the silence has lasted. */
  lost(): void {
    this.#fail();
  }

  /** Closes the line for good. */
  stop(): void {
    this.#drop();
  }

  #try(): void {
    clearTimeout(this.#timer);
    release(this.#trial);
    let wire: Wire;
    try {
      wire = this.#open();
    } catch {
      this.#fail();
      return;
    }
    this.#trial = wire;
    wire.onmessage = (event) => this.#hear(wire, event.data);
    wire.onclose = wire.onerror = () => this.#lose(wire);
    this.#timer = setTimeout(() => this.#fail(), OPENING);
  }

  #hear(wire: Wire, data: unknown): void {
    if (wire === this.#trial) {
      release(this.#wire);
      this.#wire = wire;
    } else {
      // The old wire works after all.
      release(this.#trial);
    }
    this.#trial = null;
    this.#failures = 0;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#try(), SILENCE);
    if (typeof data === "string") this.#listener.message(data);
  }

  #lose(wire: Wire): void {
    release(wire);
    if (wire === this.#wire) this.#wire = null;
    // A trial under way will tell; without one the line is cut.
    if (wire === this.#trial || this.#trial === null) this.#fail();
  }

  #fail(): void {
    this.#drop();
    this.#listener.cut();
    const wait = WAITS[Math.min(this.#failures, WAITS.length - 1)];
    this.#failures += 1;
    this.#timer = setTimeout(() => this.#try(), wait);
  }

  #drop(): void {
    clearTimeout(this.#timer);
    release(this.#wire);
    release(this.#trial);
    this.#wire = this.#trial = null;
  }
}

/** Closes a wire and listens to it no more. */
function release(wire: Wire | null): void {
  if (wire === null) return;
  wire.onmessage = wire.onclose = wire.onerror = null;
  wire.close();
}
