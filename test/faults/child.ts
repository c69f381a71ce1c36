import { readFileSync, writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { createInterface } from "node:readline";
import { readSettings } from "../../src/config.ts";
import type { PumpOptions } from "../../src/runtime/pump.ts";
import { silentLog, type Log } from "../../src/runtime/world.ts";
import { startService } from "../../src/service.ts";
import type { Claim, Store } from "../../src/store/store.ts";
import { openBook } from "./book.ts";
import { keepDigest } from "./digest.ts";

/**
 * The service in a process of its own, which can be made to fail.
 *
 * `node child.ts [<step> <n>]` kills itself (or sends itself `CHILD_SIGNAL`) at a step, the n-th time
 * it comes there, which it prints. Settings come from the environment, and besides them `CHILD_PUMP`
 * (options of the pump, as JSON), `CHILD_CLOCK` (milliseconds its clock is ahead), `CHILD_BOOK` (a
 * file with a printed book instead of this project's), `CHILD_POISON` (words that cannot be played)
 * and `CHILD_LOG` (to log at all, on standard error).
 *
 * Prints its address when it listens. SIGTERM stops it in order, the end of its standard input at
 * once. Lines there are orders: `block <ms>` holds the event loop, `clock <ms>` sets the clock ahead,
 * `waiting <name>` prints `<name> <n>`, how much waits in mailboxes, posts and outboxes (-1: unknown);
 * `warm` compiles what is loaded on demand, for later processes, and ends.
 */
const [, , fatal = "never", count = "1"] = process.argv;
let left = Number(count);
let ahead = Number(process.env["CHILD_CLOCK"] ?? 0);

function pass(step: string): void {
  if (step !== fatal) return;
  left -= 1;
  if (left !== 0) return;
  const signal = process.env["CHILD_SIGNAL"] ?? "SIGKILL";
  // At once: nothing that waits to be written leaves a process that is stopped.
  writeSync(1, `${signal} ${step}\n`);
  process.kill(process.pid, signal);
}

// Whoever asks the machine for the time is told a wrong one.
const machineNow = Date.now.bind(Date);
Date.now = () => machineNow() + ahead;

type Given<Call extends keyof Store> = Parameters<Store[Call]>;

/** Each call that writes, with a step before and one after. */
function wrap(inner: Store): Store {
  const store = keepDigest(inner, process.cwd());
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
    claim: async (wish) => (await store.claim(wish)).map(poison),
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

const poisonous = process.env["CHILD_POISON"];

/** What was written in these words comes to the turn in a shape that nobody can play. */
function poison(claim: Claim): Claim {
  const mail = claim.mail.map((one) =>
    poisonous !== undefined && JSON.stringify(one.body).includes(poisonous)
      ? { ...one, body: { kind: "heard", content: null, quoted: null } }
      : one,
  );
  return { ...claim, mail };
}

const log: Log =
  process.env["CHILD_LOG"] === undefined
    ? silentLog
    : {
        info: (event, fields) => console.error(event, fields),
        warn: (event, fields) => console.error(event, fields),
      };

// Written by the tests of this folder.
const wished = JSON.parse(process.env["CHILD_PUMP"] ?? "{}") as Partial<PumpOptions>;
const settings = readSettings(process.env);
const printed = process.env["CHILD_BOOK"];
const service = await startService(settings, log, {
  wrap,
  ...(printed === undefined ? {} : { book: openBook(readFileSync(printed, "utf8")) }),
  // What a crash leaves behind is taken up after seconds instead of most of a minute.
  pump: {
    lease: 500,
    deliveryLease: 2_500,
    deadline: 1_500,
    grace: 300,
    idle: 100,
    ...wished,
    probe: pass,
  },
});
process.stdout.write(`${service.url}\n`);

process.once("SIGTERM", () => void stop());

/** As `main.ts` does it. */
async function stop(): Promise<void> {
  service.announceStop();
  const { drain } = settings.server;
  if (drain > 0) await new Promise((resolve) => setTimeout(resolve, drain));
  await service.close();
  process.exit(0);
}

const orders: Readonly<Record<string, (word: string) => unknown>> = {
  block(ms) {
    const end = performance.now() + Number(ms);
    while (performance.now() < end);
  },
  clock(ms) {
    ahead = Number(ms);
  },
  async warm() {
    await Promise.all([import("twilio"), import("../../src/store/redis/redis-store.ts")]);
    flushCompileCache();
    process.exit(0);
  },
  async waiting(name) {
    const { store } = service.world;
    const depths = await store.depths(service.world.clock()).catch(() => null);
    const waits = depths === null ? -1 : depths.mailboxes + depths.posts + depths.outbox;
    process.stdout.write(`${name} ${waits}\n`);
  },
};

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const [order = "", word = ""] = line.split(" ");
    void orders[order]?.(word);
  })
  .on("close", () => process.exit(0));
