/** A page one goes to from everywhere: its path below `/console`, and its key in the words. */
export interface Place {
  readonly path: string;
  readonly word: (typeof places)[number]["word"];
}

/** In the order in which they are shown. Who sees one is said by the route of the same path. */
export const places = [
  { path: "/inbox", word: "inbox" },
  { path: "/cases", word: "cases" },
  { path: "/webinars", word: "webinars" },
  { path: "/knowledge", word: "knowledge" },
  { path: "/figures", word: "figures" },
  { path: "/people", word: "people" },
  { path: "/settings", word: "settings" },
  { path: "/deeds", word: "deeds" },
  { path: "/account", word: "account" },
] as const;
