import { createServer } from "node:http";
import { parseArgs } from "node:util";
import type { Misbehavior } from "./accidents.ts";
import { startTwilioFake } from "./fake.ts";
import { listen } from "./listen.ts";
import type { InboundParts } from "./webhooks.ts";

/**
 * The stand-in in a process of its own, for tests that kill the bot.
 *
 * Prints one line of JSON, `{"url", "control"}`, when it listens. The control address takes
 * `POST /misbehave`, `POST /inbound` (answers what the webhook was answered), `POST /target`
 * (`{"target"}`), `POST /quiet` and `GET /ledger`. It ends with its standard input.
 */
const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    account: { type: "string", default: `AC${"0".repeat(32)}` },
    token: { type: "string", default: "0123456789abcdef0123456789abcdef" },
    from: { type: "string", default: "+212500000000" },
    "public-url": { type: "string", default: "https://rafiq.example" },
    target: { type: "string" },
    ledger: { type: "string" },
    callbacks: { type: "string", default: "sent,delivered,read" },
  },
});

const fake = await startTwilioFake({
  port: Number(values.port),
  accountSid: values.account,
  authToken: values.token,
  from: values.from,
  publicUrl: values["public-url"],
  target: values.target ?? null,
  ...(values.ledger === undefined ? {} : { ledgerFile: values.ledger }),
  callbacks: values.callbacks.split(",").filter((status) => status !== ""),
});

const control = createServer((request, response) => {
  let text = "";
  request.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  request.on("end", () => {
    obey(`${request.method} ${request.url}`, text).then(
      (answer) => response.end(JSON.stringify(answer)),
      (error: unknown) => response.writeHead(400).end(String(error)),
    );
  });
});

async function obey(route: string, text: string): Promise<unknown> {
  switch (route) {
    case "POST /misbehave": {
      const misbehavior: Misbehavior = JSON.parse(text);
      fake.misbehave(misbehavior);
      return {};
    }
    case "POST /inbound": {
      const parts: InboundParts = JSON.parse(text);
      return fake.inbound(parts);
    }
    case "POST /target": {
      const { target }: { target: string | null } = JSON.parse(text);
      fake.setTarget(target);
      return {};
    }
    case "POST /quiet":
      await fake.quiet();
      return {};
    case "GET /ledger":
      return fake.ledger;
    default:
      throw new Error(`no such order: ${route}`);
  }
}

const address = await listen(control);
process.stdout.write(`${JSON.stringify({ url: fake.url, control: address })}\n`);

// Whoever started us is gone: leave no process behind.
process.stdin.resume().on("end", () => process.exit(0));
