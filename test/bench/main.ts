import { availableParallelism, cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { loadBook } from "../../src/runtime/book-on-disk.ts";
import { benchEngine } from "./engine.ts";
import { enough } from "./gates.ts";
import { fullPace } from "./measure.ts";
import { benchReminders } from "./reminders.ts";
import { benchScale } from "./scale.ts";
import { benchStart } from "./start.ts";
import { benchWebhook } from "./webhook.ts";

const usage = `Usage: npm run bench engine
       npm run bench start
       npm run bench scale -- [--most 100000]
       npm run bench reminders -- [--people 100000] [--store redis|embedded] [--kills 20]
       npm run bench webhook -- [--minutes 0.5] [--rate 80] [--most 2000]
`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: "string", default: "0.5" },
    rate: { type: "string", default: "80" },
    most: { type: "string" },
    people: { type: "string", default: "100000" },
    store: { type: "string", default: "redis" },
    kills: { type: "string", default: "20" },
  },
});

switch (positionals[0] ?? "") {
  case "engine":
    process.stdout.write(`${machine()}\n\n`);
    process.stdout.write(benchEngine(await loadBook(), fullPace));
    break;
  case "webhook":
    process.stdout.write(`${machine()}; the load runs on the same machine\n\n`);
    process.stdout.write(
      await benchWebhook(await loadBook(), {
        seconds: Number(values.minutes) * 60,
        rate: Number(values.rate),
        most: Number(values.most ?? 2_000),
        people: enough,
      }),
    );
    break;
  case "start":
    process.stdout.write(`${machine()}\n\n`);
    process.stdout.write(await benchStart({ runs: 7, idle: 3_000 }));
    break;
  case "scale":
    process.stdout.write(`${machine()}\n\n`);
    process.stdout.write(
      await benchScale(await loadBook(), {
        most: Number(values.most ?? 100_000),
        tell: (line) => void process.stderr.write(`${line}\n`),
      }),
    );
    break;
  case "reminders": {
    process.stdout.write(`${machine()}; Redis runs on the same machine\n\n`);
    const { text, isExact } = await benchReminders(await loadBook(), {
      people: Number(values.people),
      store: values.store === "embedded" ? "embedded" : "redis",
      kills: Number(values.kills),
      seconds: 15,
      talkers: 60,
      perSecond: 20,
      idle: 1_000,
      glance: 250,
      stillness: 2_500,
      durable: true,
      tell: (line) => void process.stderr.write(`${line}\n`),
    });
    process.stdout.write(text);
    if (!isExact) process.exitCode = 1;
    break;
  }
  default:
    process.stderr.write(usage);
    process.exitCode = 1;
}

function machine(): string {
  const [busy = 0] = loadavg();
  const model = cpus()[0]?.model ?? "unknown";
  return `Node ${process.version}, ${availableParallelism()} cores (${model}), load ${busy.toFixed(1)}`;
}
