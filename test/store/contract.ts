import { describe } from "vitest";
import { arrivals } from "./contract/arrivals.ts";
import { claims } from "./contract/claims.ts";
import { commits } from "./contract/commits.ts";
import { deadLetters } from "./contract/dead-letters.ts";
import { deliveries } from "./contract/deliveries.ts";
import { erasure } from "./contract/erasure.ts";
import { journals } from "./contract/journals.ts";
import { measures } from "./contract/measures.ts";
import { outcomes } from "./contract/outcomes.ts";
import { people } from "./contract/people.ts";
import { posts } from "./contract/posts.ts";
import { precedence } from "./contract/precedence.ts";
import { receipts } from "./contract/receipts.ts";
import type { Open } from "./contract/room.ts";
import { timers } from "./contract/timers.ts";
import { values } from "./contract/values.ts";

/**
 * What every store must keep of the promises in `src/store/store.ts`, one test a sentence.
 *
 * `open` answers an empty store of its own for each test. `reopen` stands for a restart: it
 * closes the store and opens another on the same data.
 */
export function storeContract(name: string, open: Open): void {
  describe(name, () => {
    for (const chapter of chapters) chapter(open);
  });
}

const chapters: readonly ((open: Open) => void)[] = [
  arrivals,
  claims,
  commits,
  deliveries,
  precedence,
  outcomes,
  receipts,
  timers,
  posts,
  people,
  erasure,
  journals,
  deadLetters,
  values,
  measures,
];
