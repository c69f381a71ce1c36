import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { proofOf } from "../../../src/channels/meta/signature.ts";
import { listen } from "../twilio/listen.ts";
import { misbehave, refuse, type Misbehavior } from "./accidents.ts";
import { openLedger, type CallKind, type GraphCall, type Ledger, type Product } from "./ledger.ts";
import { makeMessengerSide, type MessengerSide } from "./messenger.ts";
import { deliverAll, signedRequest, type Delivered, type Travel } from "./signed.ts";
import { makeWhatsappSide, type WhatsappSide } from "./whatsapp.ts";
import type { Request } from "../../../src/channels/channel.ts";

export interface GraphFakeOptions {
  readonly appSecret: string;
  /** The business that writes on WhatsApp. */
  readonly whatsapp?: {
    readonly phoneNumberId: string;
    readonly businessId: string;
    readonly token: string;
  };
  /** The page that writes on Messenger. */
  readonly messenger?: {
    readonly pageId: string;
    readonly appId: string;
    readonly token: string;
  };
  /** Where the bot listens; null to send no webhooks and only write calls down. */
  readonly target?: string | null;
  readonly port?: number;
  readonly ledgerFile?: string;
  /** Milliseconds since 1970; the real time when absent. */
  readonly clock?: () => number;
  /** What becomes of each message, in this order; sent, delivered and read when left out. */
  readonly receipts?: readonly string[];
  /** Free words reach only who wrote within 24 hours: the rule of both products. */
  readonly windows?: boolean;
}

/** One request, with its token and version taken off. */
export interface GraphRequest {
  readonly method: string;
  /** Without a version: `1234/messages`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The JSON that came; null for none. */
  readonly body: unknown;
  readonly raw: Buffer;
  /** Where the caller reached us. */
  readonly origin: string;
}

/** What the server lends to the side of each product. */
export interface SideParts {
  readonly options: GraphFakeOptions;
  readonly ledger: Ledger;
  readonly clock: () => number;
  /** Ids that never repeat in a ledger. */
  readonly nextId: (prefix: string) => string;
  /** The accident planned for such a call, once taken. */
  readonly plan: (on: CallKind, to: string | null) => Misbehavior | null;
  readonly misbehave: typeof misbehave;
  /** Work that `quiet` waits for. */
  readonly keepRunning: (work: Promise<unknown>) => void;
  /** A signed webhook for this product's address. */
  readonly sign: (payload: unknown) => Request;
  readonly deliver: (
    requests: readonly Request[],
    travel?: Travel,
  ) => Promise<readonly Delivered[]>;
}

export interface GraphFake {
  readonly url: string;
  readonly ledger: readonly GraphCall[];
  /** The next call, as soon as it is written down. */
  next(): Promise<GraphCall>;
  /** What people got: the messages taken, oldest first; by one person when `to` is given. */
  taken(to?: string): readonly GraphCall[];
  misbehave(misbehavior: Misbehavior): void;
  /** From now on as it should; what was planned is forgotten. */
  behave(): void;
  /** The most calls that were ever under way at once. */
  readonly busiest: number;
  readonly whatsapp: WhatsappSide;
  readonly messenger: MessengerSide;
  /** Sends signed webhooks to the target, as they are: in batches, twice, in another order. */
  deliver(requests: readonly Request[], travel?: Travel): Promise<readonly Delivered[]>;
  setTarget(target: string | null): void;
  /** Every receipt due has been sent, or given up. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

export const paths: Readonly<Record<Product, string>> = {
  whatsapp: "/webhooks/meta/whatsapp",
  messenger: "/webhooks/meta/messenger",
};

/** A stand-in for Meta's Graph API on loopback: the same calls, the same answers, and every bad day on command. */
export async function startGraphFake(options: GraphFakeOptions): Promise<GraphFake> {
  const clock = options.clock ?? Date.now;
  const ledger = openLedger(clock, options.ledgerFile);
  const plans: { left: number; readonly plan: Misbehavior }[] = [];
  const running = new Set<Promise<unknown>>();
  const series = Math.floor(Math.random() * 0xffff_ffff)
    .toString(36)
    .toUpperCase();
  let counter = 0;
  let busy = 0;
  let busiest = 0;
  let target = options.target ?? null;

  const deliver: SideParts["deliver"] = (requests, travel) =>
    deliverAll(() => target, requests, travel);
  const partsFor = (product: Product): SideParts => ({
    options,
    ledger,
    clock,
    nextId(prefix) {
      counter += 1;
      return `${prefix}${series}${counter.toString().padStart(8, "0")}`;
    },
    plan(on, to) {
      const found = plans.find(
        ({ left, plan }) => left > 0 && (plan.on ?? "message") === on && (plan.to ?? to) === to,
      );
      if (found === undefined) return null;
      found.left -= 1;
      return found.plan;
    },
    misbehave,
    keepRunning(work) {
      const tracked = work.finally(() => running.delete(tracked));
      running.add(tracked);
    },
    sign: (payload) => signedRequest(options.appSecret, paths[product], payload),
    deliver,
  });
  const whatsapp = makeWhatsappSide(partsFor("whatsapp"));
  const messenger = makeMessengerSide(partsFor("messenger"));

  const server = createServer((request, response) => {
    busy += 1;
    busiest = Math.max(busiest, busy);
    response.once("close", () => (busy -= 1));
    void answer(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  const url = await listen(server, options.port);

  async function answer(http: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await read(http);
    const { pathname, searchParams } = new URL(http.url ?? "/", "http://graph");
    const [, version = "", path = ""] = /^\/(v[0-9]+\.0)\/(.+)$/u.exec(pathname) ?? [];
    if (version === "") {
      return refuse(response, { status: 400, code: 2500, message: "Unknown path components" });
    }
    const token = http.headers.authorization?.replace(/^Bearer /u, "") ?? "";
    const product = productOf(token);
    // An address is logged by everybody on its way: a token in it is a mistake.
    if (product === null || searchParams.has("access_token")) {
      return refuse(response, { status: 401, code: 190, message: "Invalid OAuth access token." });
    }
    // Where files lie, the token alone is asked for.
    const isFile = path.startsWith("bytes/");
    if (!isFile && searchParams.get("appsecret_proof") !== proofOf(token, options.appSecret)) {
      return refuse(response, { status: 400, code: 100, message: "Invalid appsecret_proof" });
    }
    searchParams.delete("appsecret_proof");
    const isJson = http.headers["content-type"]?.startsWith("application/json") === true;
    const request: GraphRequest = {
      method: http.method ?? "GET",
      path,
      query: searchParams,
      body: isJson ? parse(raw.toString("utf8")) : null,
      raw,
      origin: `http://${http.headers.host ?? "graph"}`,
    };
    const side = product === "whatsapp" ? whatsapp : messenger;
    if (await side.answer(request, response)) return;
    const route = `${request.method} ${path}`;
    ledger.write({ kind: "other", product, route, body: request.body });
    refuse(response, { status: 400, code: 100, subcode: 33, message: "Unsupported request" });
  }

  function productOf(token: string): Product | null {
    if (token !== "" && token === options.whatsapp?.token) return "whatsapp";
    return token !== "" && token === options.messenger?.token ? "messenger" : null;
  }

  return {
    url,
    ledger: ledger.calls,
    next: () => ledger.next(),
    taken: (to) =>
      ledger.calls.filter(
        (call) => call.kind === "message" && call.taken && call.to === (to ?? call.to),
      ),
    misbehave: (misbehavior) => {
      plans.push({ left: misbehavior.times ?? 1, plan: misbehavior });
    },
    behave: () => {
      plans.length = 0;
    },
    get busiest() {
      return busiest;
    },
    whatsapp,
    messenger,
    deliver,
    setTarget: (to) => {
      target = to;
    },
    quiet: async () => {
      while (running.size > 0) await Promise.all(running);
    },
    close: async () => {
      target = null;
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      await Promise.all(running);
    },
  };
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
