//! The page's addresses: one table from a screen to its path, read in both directions.

/** Paths after `#`. `:name` is a part that must be there, `:name?` one that may be left out at the end. */
const PATHS = {
  home: "/",
  setup: "/setup/:code?",
  enrol: "/enrol/:code",
  board: "/board",
  resident: "/resident/:id",
  experience: "/resident/:resident/experience/:id",
  session: "/session/:id",
  after: "/session/:id/after",
  together: "/together",
  group: "/together/:id",
  residents: "/residents",
  newResident: "/residents/new",
  residentEdit: "/residents/:id/edit/:part?",
  reports: "/reports/:part?/:id?",
  settings: "/settings/:part?/:id?",
  log: "/log",
} as const;

type Paths = typeof PATHS;

/** A screen's name. */
export type Screen = keyof Paths;

/** The named parts of a path. */
type Parts<Path extends string> = Path extends `${infer Head}/${infer Tail}`
  ? Parts<Head> & Parts<Tail>
  : Path extends `:${infer Name}?`
    ? { [Key in Name]?: string }
    : Path extends `:${infer Name}`
      ? { [Key in Name]: string }
      : unknown;

/** A screen and what it is about. */
export type Route = { [Name in Screen]: { screen: Name } & Parts<Paths[Name]> }[Screen];

/** Stands where a resident's id does when somebody who is no resident of the home goes out. */
export const GUEST = "guest";

/** Stands where a group's id does for everything that goes on now. */
export const NOW = "now";

/** The screen an address means; home for one that means nothing. */
export function routeOf(hash: string): Route {
  let given: string[];
  try {
    given = split(hash.replace(/^#/, "")).map(decodeURIComponent);
  } catch {
    return { screen: "home" };
  }
  for (const [screen, path] of Object.entries(PATHS)) {
    const parts = match(split(path), given);
    if (parts !== null) return { screen, ...parts } as Route;
  }
  return { screen: "home" };
}

/** The address of a screen. */
export function addressOf(route: Route): string {
  const parts = route as unknown as Record<string, string | undefined>;
  const path = split(PATHS[route.screen])
    .map((part) => (part.startsWith(":") ? parts[part.replace(/^:|\?$/g, "")] : part))
    .filter((part): part is string => part !== undefined);
  return `#/${path.map(encodeURIComponent).join("/")}`;
}

const split = (path: string): string[] => path.split("/").filter(Boolean);

/** What the named parts of `path` are in `given`; null when it is another path. */
function match(path: string[], given: string[]): Record<string, string> | null {
  const parts: Record<string, string> = {};
  if (given.length > path.length) return null;
  for (const [index, part] of path.entries()) {
    const here = given[index];
    if (here === undefined) {
      if (!part.endsWith("?")) return null;
    } else if (part.startsWith(":")) {
      parts[part.replace(/^:|\?$/g, "")] = here;
    } else if (part !== here) {
      return null;
    }
  }
  return parts;
}
