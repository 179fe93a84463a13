import { describe, expect, it } from "vitest";
import type { Door, Role } from "../api/types";
import type { Route } from "./address";
import { gateOf } from "./gate";

const fresh: Door = { setup: false, tablet: null, staff: [], login: null, home: "Solgården", languages: ["sv"], now: "2026-01-01T00:00:00Z" };
const enrolled: Door = { ...fresh, tablet: { id: "t", name: "Plan 2" } };
const as = (role: Role): Door => ({
  ...enrolled,
  login: { staff: { id: "s", name: "Maja" }, role, seconds: 28_800, idle_seconds: 300, until: "2026-01-01T08:00:00Z", idle_until: "2026-01-01T00:05:00Z" },
});
const home: Route = { screen: "home" };

describe("the door", () => {
  it("is looked for, and said to be away", () => {
    expect(gateOf(home, null, null)).toBe("looking");
    expect(gateOf(home, null, false)).toBe("away");
  });

  it("leads to the first start, to letting the tablet in, to the lock, and in", () => {
    expect(gateOf(home, { ...fresh, setup: true }, true)).toBe("setup");
    expect(gateOf(home, fresh, true)).toBe("strange");
    expect(gateOf(home, enrolled, true)).toBe("unlock");
    expect(gateOf(home, as("caregiver"), true)).toBe("in");
  });

  it("lets the board be shown where nobody is logged in, but not on a strange tablet", () => {
    expect(gateOf({ screen: "board" }, enrolled, true)).toBe("in");
    expect(gateOf({ screen: "board" }, fresh, true)).toBe("strange");
  });

  it("is never in the way of an invitation", () => {
    expect(gateOf({ screen: "enrol", code: "K" }, fresh, true)).toBe("in");
  });

  it("keeps residents from makers and auditors, and the log from caregivers", () => {
    const resident: Route = { screen: "resident", id: "r" };
    const roles: Role[] = ["caregiver", "maker", "admin", "auditor"];
    expect(roles.map((role) => gateOf(resident, as(role), true))).toEqual(["in", "notYours", "in", "notYours"]);
    expect(roles.map((role) => gateOf({ screen: "log" }, as(role), true))).toEqual(["notYours", "notYours", "in", "in"]);
    expect(roles.map((role) => gateOf({ screen: "reports" }, as(role), true))).toEqual(["in", "notYours", "in", "in"]);
  });
});
