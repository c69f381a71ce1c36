import { join } from "node:path";
import express, { type ErrorRequestHandler, type RequestHandler, type Router } from "express";
import { onlySecure, safeHeaders } from "./headers.ts";
import { openSeal } from "./first-link.ts";
import { makeLive, type Topic } from "./live.ts";
import { makePasswords, type Passwords } from "./passwords.ts";
import { pageRoutes, topics as ourTopics } from "./pages/index.ts";
import { places } from "./places.ts";
import { checkRoute, type Route } from "./routes.ts";
import { serveRoute, tellTrouble, type Keeper } from "./serve.ts";
import type { ConsoleSettings } from "./config.ts";
import type { ConsoleWorld, Tools } from "./visit.ts";
import { projectRoot } from "../project-root.ts";

export interface ConsoleParts {
  readonly world: ConsoleWorld;
  readonly settings: ConsoleSettings;
  /** Called when mail was posted: play it now. */
  readonly wake?: () => void;
  /** Ends what pages follow, before the server waits for its last requests. */
  readonly ends?: AbortSignal;
  /** What a test replaces. */
  readonly passwords?: Passwords;
  readonly routes?: readonly Route[];
  readonly topics?: readonly Topic[];
  /** False: whoever tests looks for news by hand, with `live` below. */
  readonly beats?: boolean;
}

/** The largest form; texts for people are far shorter. */
const largestForm = "64kb";

/**
 * The console, to be mounted at `/console` behind what limits requests. Express routes are made
 * from the one table of `pages/index.ts`; there is no other way in.
 */
export function makeConsole(parts: ConsoleParts): Router {
  const { world, settings } = parts;
  const routes = parts.routes ?? pageRoutes;
  const live = makeLive(world, parts.topics ?? ourTopics, parts.beats);
  parts.ends?.addEventListener("abort", () => live.close(), { once: true });
  let opened: Promise<Tools> | null = null;
  const open = async (): Promise<Tools> => ({
    world,
    settings,
    live,
    wake: parts.wake ?? (() => undefined),
    passwords: parts.passwords ?? makePasswords(),
    seal: await openSeal(world.store, settings),
    placesOf: (role) =>
      places.filter(({ path }) =>
        routes.some(
          (route) =>
            route.method === "get" &&
            route.path === path &&
            route.allow !== "anyone" &&
            route.allow[role] !== "no",
        ),
      ),
  });
  const keeper: Keeper = {
    async tools() {
      opened ??= open();
      try {
        return await opened;
      } catch (error) {
        // The store was away; the next visit asks again.
        opened = null;
        throw error;
      }
    },
  };

  const router = express.Router();
  router.use(harden);
  router.use("/assets", express.static(join(projectRoot, "src/console/public"), staticOptions));
  router.use(express.text({ type: "application/x-www-form-urlencoded", limit: largestForm }));
  for (const route of routes) {
    checkRoute(route);
    router[route.method](route.path, serveRoute(keeper, route));
  }
  router.use(serveRoute(keeper, null));
  const failed: ErrorRequestHandler = (error: unknown, request, response, _next) =>
    void tellTrouble(keeper, world.log, error, request, response);
  router.use(failed);
  return router;
}

const harden: RequestHandler = (request, response, next) => {
  response.set(safeHeaders);
  if (request.secure) response.set("Strict-Transport-Security", onlySecure);
  next();
};

/** Our own files: asked for again at each page, and sent only when they changed. */
const staticOptions = {
  index: false,
  redirect: false,
  cacheControl: false,
  setHeaders: (response: { setHeader: (name: string, value: string) => unknown }) =>
    void response.setHeader("Cache-Control", "no-cache"),
} as const;
