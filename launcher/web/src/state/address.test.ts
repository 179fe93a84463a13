import { describe, expect, it } from "vitest";
import { addressOf, routeOf, type Route } from "./address";

describe("an address", () => {
  const routes: Route[] = [
    { screen: "home" },
    { screen: "setup" },
    { screen: "setup", code: "AB/12" },
    { screen: "enrol", code: "K7" },
    { screen: "resident", id: "guest" },
    { screen: "experience", resident: "r1", id: "sjö & skog" },
    { screen: "session", id: "1" },
    { screen: "after", id: "1" },
    { screen: "together" },
    { screen: "group", id: "g" },
    { screen: "newResident" },
    { screen: "residentEdit", id: "r" },
    { screen: "residentEdit", id: "r", part: "story" },
    { screen: "reports" },
    { screen: "settings", part: "staff" },
    { screen: "log" },
    { screen: "board" },
  ];

  it.each(routes)("means the screen it was made for: %o", (route) => {
    expect(routeOf(addressOf(route))).toEqual(route);
  });

  it.each(["", "#", "#/", "#/nowhere", "#/session", "#/session/1/2/3", "#/session/%E0%A4%A", "#/resident//"])(
    "that means nothing is home: %s",
    (hash) => expect(routeOf(hash)).toEqual({ screen: "home" }),
  );
});
