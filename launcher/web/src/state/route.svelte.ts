//! Which screen is shown, kept in the address after `#` so that the tablet's own "back" works and a
//! reloaded page is where it was.

import { addressOf, routeOf, type Route } from "./address";

class Place {
  #route = $state.raw<Route>(routeOf(location.hash));

  constructor() {
    // The board has an address of its own, for a screen on the wall that shows nothing else.
    if (location.pathname === "/board" && location.hash === "") this.go({ screen: "board" }, true);
    addEventListener("hashchange", () => (this.#route = routeOf(location.hash)));
  }

  /** The screen now shown. */
  get route(): Route {
    return this.#route;
  }

  /** Shows another screen. With `instead`, "back" does not come back to the one left. */
  go(route: Route, instead = false): void {
    if (instead) {
      history.replaceState(null, "", addressOf(route));
      this.#route = route;
    } else {
      location.hash = addressOf(route);
    }
  }
}

/** The one place this page is at. */
export const place = new Place();
