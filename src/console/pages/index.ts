import type { Topic } from "../live.ts";
import { everyone, type Route } from "../routes.ts";
import { accountRoutes } from "./account.ts";
import { codeRoutes } from "./second-factor.ts";
import { deedsRoutes } from "./deeds.ts";
import { homeRoutes } from "./home.ts";
import { invitationRoutes } from "./invitation.ts";
import { peopleRoutes } from "./people.ts";
import { signInRoutes } from "./sign-in.ts";
import { soonRoutes } from "./soon.ts";

/** Every way into the console: method, path, who may, whose it must be, what it answers. */
export const pageRoutes: readonly Route[] = [
  ...signInRoutes,
  ...invitationRoutes,
  ...homeRoutes,
  ...accountRoutes,
  ...codeRoutes,
  ...peopleRoutes,
  ...deedsRoutes,
  ...soonRoutes,
];

/** What pages may follow. */
export const topics: readonly Topic[] = [{ name: "inbox", allow: everyone }];
