import { html } from "../html.ts";
import { everyone, onlyCoordinator, type Route } from "../routes.ts";
import { page, type Visit } from "../visit.ts";

const words = ["inbox", "cases", "webinars", "knowledge", "figures", "settings"] as const;

/** Places that have no page of their own yet: each moves to its file when it gets one. */
export const soonRoutes: readonly Route[] = words.map((word): Route => ({
  method: "get",
  path: `/${word}`,
  allow: word === "settings" ? onlyCoordinator : everyone,
  answer: async (visit: Visit) =>
    page(visit.words[word], html`<p class="empty">${visit.words.nothingYet}</p>`),
}));
