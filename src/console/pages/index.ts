import type { Topic } from "../live.ts";
import type { Route } from "../routes.ts";
import { accountRoutes } from "./account.ts";
import { caseActRoutes } from "./case-acts.ts";
import { caseRoutes, caseTopics } from "./case.ts";
import { codeRoutes } from "./second-factor.ts";
import { deedsRoutes } from "./deeds.ts";
import { figuresRoutes } from "./figures.ts";
import { homeRoutes } from "./home.ts";
import { inboxRoutes, inboxTopic } from "./inbox.ts";
import { invitationRoutes } from "./invitation.ts";
import { knowledgeRoutes } from "./knowledge.ts";
import { peopleRoutes } from "./people.ts";
import { personRoutes } from "./person.ts";
import { rotaRoutes } from "./rota.ts";
import { settingsRoutes } from "./settings.ts";
import { signInRoutes } from "./sign-in.ts";
import { webinarRoutes } from "./webinars.ts";

/** Every way into the console: method, path, who may, whose it must be, what it answers. */
export const pageRoutes: readonly Route[] = [
  ...signInRoutes,
  ...invitationRoutes,
  ...homeRoutes,
  ...accountRoutes,
  ...codeRoutes,
  ...peopleRoutes,
  ...deedsRoutes,
  ...inboxRoutes,
  ...caseRoutes,
  ...caseActRoutes,
  ...webinarRoutes,
  ...knowledgeRoutes,
  ...figuresRoutes,
  ...settingsRoutes,
  ...rotaRoutes,
  ...personRoutes,
];

/** What pages may follow. */
export const topics: readonly Topic[] = [inboxTopic, ...caseTopics];
