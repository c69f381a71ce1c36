import { readSettings } from "../../src/config.ts";
import { silentLog, type Log } from "../../src/runtime/world.ts";
import { startService } from "../../src/service.ts";
import type { Store } from "../../src/store/store.ts";

/**
 * The service in a process of its own that kills itself at a step, the n-th time it comes there.
 *
 * `node child.ts [<step> <n>]`, settings from the environment. Prints its address when it listens.
 * SIGTERM stops it in order, the end of its standard input at once.
 */
const [, , fatal = "never", count = "1"] = process.argv;
let left = Number(count);

function pass(step: string): void {
  if (step !== fatal) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, "SIGKILL");
}

type Given<Call extends keyof Store> = Parameters<Store[Call]>;

/** Each call that writes, with a step before and one after. */
function wrap(store: Store): Store {
  const around =
    <Args extends readonly unknown[], Answer>(
      name: string,
      call: (...args: Args) => Promise<Answer>,
      moved: (answer: Answer) => boolean = () => true,
    ) =>
    async (...args: Args): Promise<Answer> => {
      pass(`before ${name}`);
      const answer = await call(...args);
      // What found nothing to do is no step.
      if (moved(answer)) pass(`after ${name}`);
      return answer;
    };
  return {
    ...store,
    accept: around("accept", (...args: Given<"accept">) => store.accept(...args)),
    commit: around("commit", (...args: Given<"commit">) => store.commit(...args)),
    recordOutcome: around("recordOutcome", (...args: Given<"recordOutcome">) =>
      store.recordOutcome(...args),
    ),
    receipt: around("receipt", (...args: Given<"receipt">) => store.receipt(...args)),
    carryPosts: around(
      "carryPosts",
      (...args: Given<"carryPosts">) => store.carryPosts(...args),
      ({ length }) => length > 0,
    ),
  };
}

const log: Log =
  process.env["CHILD_LOG"] === undefined
    ? silentLog
    : {
        info: (event, fields) => console.error(event, fields),
        warn: (event, fields) => console.error(event, fields),
      };
const service = await startService(readSettings(process.env), log, {
  wrap,
  // What a crash leaves behind is taken up after seconds instead of most of a minute.
  pump: { lease: 500, deliveryLease: 2_500, deadline: 1_500, grace: 300, idle: 100, probe: pass },
});
process.stdout.write(`${service.url}\n`);
process.once("SIGTERM", () => {
  void service.close().then(() => process.exit(0));
});
process.stdin.resume().on("end", () => process.exit(0));
