import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { inboundPath, makeWebhooks } from "../fakes/twilio/webhooks.ts";
import { quantile } from "./measure.ts";
import { account } from "./webhook-settings.ts";

/** How hard to push: as many at once as allowed, or so many a second whatever happens. */
export type Push =
  | { readonly kind: "atOnce"; readonly most: number }
  | { readonly kind: "rate"; readonly perSecond: number };

export interface LoadJob {
  readonly url: string;
  readonly seconds: number;
  readonly push: Push;
  /** How many people write, in turns. */
  readonly contacts: number;
}

export interface LoadReport {
  readonly accepted: number;
  readonly failed: number;
  readonly seconds: number;
  /** Milliseconds from the moment a webhook was due to its answer. */
  readonly p50: number;
  readonly p99: number;
  /** Who wrote and when, for those who look for the answers. */
  readonly sent: readonly (readonly [contact: string, at: number])[];
}

/** Words that every question of the beginning understands. */
const words = ["salam", "1", "1", "1", "2", "1", "2", "3"];

process.on("message", (job: LoadJob) => {
  void load(job).then((report) => process.send?.(report));
});
process.once("disconnect", () => process.exit(0));

const agent = new Agent({ keepAlive: true, maxSockets: 256 });
let counter = 0;
const webhooks = makeWebhooks(
  {
    accountSid: account.sid,
    authToken: account.token,
    from: account.from,
    publicUrl: account.publicUrl,
  },
  (prefix) =>
    `${prefix}${process.pid.toString(16)}${(counter += 1).toString(16).padStart(24, "0")}`,
  () => null,
);

async function load({ url, seconds, push, contacts }: LoadJob): Promise<LoadReport> {
  const sent: [string, number][] = [];
  const times: number[] = [];
  let accepted = 0;
  const begun = performance.now();
  const ends = begun + seconds * 1000;
  const one = async (due: number): Promise<void> => {
    const at = sent.length;
    const contact = `+2126${String(at % contacts).padStart(8, "0")}`;
    const body = words[Math.floor(at / contacts) % words.length] ?? "1";
    sent.push([contact, Date.now()]);
    const status = await post(url, contact, body);
    times.push(performance.now() - due);
    if (status === 200) accepted += 1;
  };
  if (push.kind === "atOnce") {
    const lanes = Array.from({ length: push.most }, async () => {
      while (performance.now() < ends) await one(performance.now());
    });
    await Promise.all(lanes);
  } else await Promise.all(await atRate(push.perSecond, begun, ends, one));
  return {
    accepted,
    failed: sent.length - accepted,
    seconds: (performance.now() - begun) / 1000,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    // Only a steady load is looked at one by one.
    sent: push.kind === "rate" ? sent : [],
  };
}

/** Each webhook leaves when it is due, however slow the answers are: waiting counts. */
async function atRate(
  perSecond: number,
  begun: number,
  ends: number,
  one: (due: number) => Promise<void>,
): Promise<readonly Promise<void>[]> {
  const under: Promise<void>[] = [];
  for (let due = begun; due < ends; due += 1000 / perSecond) {
    const early = due - performance.now();
    if (early > 1) await wait(early);
    under.push(one(due));
  }
  return under;
}

/** The status of the answer; 0 when there was none, twice: like Twilio, which tries once more. */
async function post(base: string, from: string, body: string): Promise<number> {
  const signed = webhooks.sign({ from, body });
  return (await postOnce(base, signed)) || postOnce(base, signed);
}

function postOnce(
  base: string,
  { headers, raw }: ReturnType<typeof webhooks.sign>,
): Promise<number> {
  return new Promise((resolve) => {
    const sending = request(
      base + inboundPath,
      { method: "POST", agent, headers: { ...headers, "content-length": raw.length } },
      (response) => {
        response.resume().on("end", () => resolve(response.statusCode ?? 0));
      },
    );
    sending.on("error", () => resolve(0));
    sending.end(raw);
  });
}
