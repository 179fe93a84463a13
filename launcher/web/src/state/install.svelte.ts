//! Putting the page among the tablet's own programs, where the browser offers it.

/** What Chromium gives a page that may be installed; no other browser does. */
interface Offer extends Event {
  prompt(): Promise<unknown>;
}

class Install {
  #offer = $state.raw<Offer | null>(null);

  /** Begins to listen: the browser offers once, soon after the page is there. */
  start(): void {
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      this.#offer = event as Offer;
    });
    addEventListener("appinstalled", () => (this.#offer = null));
  }

  /** Whether it can be done now. */
  get offered(): boolean {
    return this.#offer !== null;
  }

  /** The browser asks in its own words; an offer can be taken up once. */
  async take(): Promise<void> {
    const offer = this.#offer;
    this.#offer = null;
    await offer?.prompt();
  }
}

/** The one offer of this page. */
export const install = new Install();
