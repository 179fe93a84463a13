//! Which screen is shown, kept in the address after `#` so that the tablet's own "back" works and a
//! reloaded page is where it was.

/** A screen and what it is about. */
export type Route =
  | { screen: "home" }
  | { screen: "experience"; id: string }
  | { screen: "session"; id: string };

/** The screen an address means; home for one that means nothing. */
export function routeOf(hash: string): Route {
  const [, screen, id] = /^#\/(experience|session)\/([^/]+)$/.exec(hash) ?? [];
  if (screen === undefined || id === undefined) return { screen: "home" };
  try {
    return { screen: screen as "experience" | "session", id: decodeURIComponent(id) };
  } catch {
    return { screen: "home" };
  }
}

/** The address of a screen. */
export function addressOf(route: Route): string {
  return route.screen === "home" ? "#/" : `#/${route.screen}/${encodeURIComponent(route.id)}`;
}

class Place {
  #route = $state.raw<Route>(routeOf(location.hash));

  constructor() {
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
