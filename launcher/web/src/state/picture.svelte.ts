//! The live picture of one headset: asks for one newer than the last for as long as somebody looks.
//! Asking is what makes the headset send, so a page nobody sees asks for nothing.

/** Milliseconds to wait after an answer without a picture, and after no answer. */
const PAUSE = 400;
/** Milliseconds after which an unanswered question is asked again (the launcher answers within 5 s). */
const PATIENCE = 8_000;

/** The newest picture, and when it came. */
export class LivePicture {
  /** Address of the newest picture within this page; null before the first. */
  address = $state<string | null>(null);
  /** When it came, in milliseconds since 1970. */
  came = $state(0);

  readonly #headset: string;
  readonly #stop = new AbortController();
  #number = 0;

  constructor(headset: string) {
    this.#headset = headset;
    void this.#look();
  }

  /** Nobody looks any more. */
  close(): void {
    this.#stop.abort();
    if (this.address !== null) URL.revokeObjectURL(this.address);
  }

  async #look(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await visible(this.#stop.signal);
      try {
        if (!(await this.#ask())) await wait(PAUSE, this.#stop.signal);
      } catch {
        // No answer: the age of the picture says so on the screen, and the next question is due.
        await wait(PAUSE, this.#stop.signal);
      }
    }
  }

  /** Asks once; whether a new picture came. */
  async #ask(): Promise<boolean> {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    const stop = () => patience.abort();
    this.#stop.signal.addEventListener("abort", stop);
    // A tablet that falls asleep in the middle of a question must not wait for its answer later.
    document.addEventListener("visibilitychange", stop);
    try {
      const address = `/api/v1/headsets/${encodeURIComponent(this.#headset)}/view.jpg?after=${this.#number}`;
      const answer = await fetch(address, { signal: patience.signal, cache: "no-store" });
      if (answer.status !== 200) {
        // The launcher may have started again and counts from the beginning.
        if (answer.status === 404) this.#number = 0;
        return false;
      }
      const number = Number(answer.headers.get("X-Picture-Number") ?? 0);
      await this.#show(await answer.blob());
      this.#number = number;
      return true;
    } finally {
      clearTimeout(timer);
      this.#stop.signal.removeEventListener("abort", stop);
      document.removeEventListener("visibilitychange", stop);
    }
  }

  /** Shows a picture once it is decoded, so that the old one stays until then. */
  async #show(picture: Blob): Promise<void> {
    const address = URL.createObjectURL(picture);
    const ready = new Image();
    ready.src = address;
    try {
      await ready.decode();
    } catch (error) {
      URL.revokeObjectURL(address);
      throw error;
    }
    if (this.#stop.signal.aborted) {
      URL.revokeObjectURL(address);
      return;
    }
    const old = this.address;
    this.address = address;
    this.came = Date.now();
    if (old !== null) URL.revokeObjectURL(old);
  }
}

/** Waits until the page is seen. */
function visible(stop: AbortSignal): Promise<void> {
  if (document.visibilityState === "visible" || stop.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      if (document.visibilityState !== "visible" && !stop.aborted) return;
      document.removeEventListener("visibilitychange", done);
      stop.removeEventListener("abort", done);
      resolve();
    };
    document.addEventListener("visibilitychange", done);
    stop.addEventListener("abort", done);
  });
}

/** Waits some milliseconds, or until stopped. */
function wait(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    stop.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}
