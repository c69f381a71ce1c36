import { createHmac } from "node:crypto";
import { z } from "zod";
import { openGraph } from "../../channels/meta/graph.ts";
import { GraphError } from "../../channels/meta/failures.ts";
import type { Settings } from "../../config.ts";
import { second, type Instant } from "../../core/instant.ts";
import { Fault } from "../../core/fault.ts";
import { openStore } from "../../open-store.ts";
import { silentLog } from "../../runtime/world.ts";
import { checkRuntime } from "../../runtime/zone-check.ts";

/** One line of what the doctor says. `mend` tells what to do when it is not well. */
export interface Finding {
  readonly what: string;
  readonly state: "well" | "ill" | "off";
  readonly said: string;
  readonly mend: string;
}

export interface Surgery {
  readonly settings: Settings;
  readonly call: typeof fetch;
  readonly clock: () => Instant;
}

type Check = (surgery: Surgery) => Promise<readonly Finding[]>;

/** How far our clock may be from a provider's: webhooks and templates are judged by theirs, in ms. */
const apart = 30 * second;

const patience = 15 * second;

function well(what: string, said: string): Finding {
  return { what, state: "well", said, mend: "" };
}

function ill(what: string, said: string, mend: string): Finding {
  return { what, state: "ill", said, mend };
}

function off(what: string, mend: string): Finding {
  return { what, state: "off", said: "off", mend };
}

const runtime: Check = async () => {
  try {
    checkRuntime();
    return [well("time zones", `Node ${process.versions.node} knows Morocco's hour`)];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [ill("time zones", error.message, "install Node 26 with npm ci, start with npm start")];
  }
};

const store: Check = async ({ settings, clock }) => {
  const what = settings.store.redisUrl === null ? "embedded store" : "Redis";
  try {
    const opened = await openStore(settings, silentLog);
    try {
      const { durable, reason } = await opened.durability();
      const time = await opened.time();
      const drift = time === null ? 0 : Math.abs(time - clock());
      return [
        durable
          ? well(what, "what was acknowledged survives a power cut")
          : ill(what, reason, "set appendonly yes and appendfsync always in redis.conf"),
        drift <= apart
          ? well("clock", "as the store's")
          : ill("clock", `${Math.round(drift / second)} s from the store's`, "turn on NTP here"),
      ];
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // The bot itself has the file open: that is how it should be.
    if (error.code === "store/occupied") return [well(what, "open in the running bot")];
    return [ill(what, error.code, "start it, or correct REDIS_URL")];
  }
};

const address: Check = async ({ settings, call, clock }) => {
  const url = publicUrlOf(settings);
  const what = "public address";
  if (url === null) return [off(what, "PUBLIC_URL says where providers reach this computer")];
  try {
    const response = await call(`${url}/health`, { signal: AbortSignal.timeout(patience) });
    const body = await response.text();
    if (!body.includes('"live"')) {
      return [ill(what, `answers ${response.status}, but not as Rafiq`, "start the tunnel again")];
    }
    const theirs = Date.parse(response.headers.get("date") ?? "");
    const drift = Number.isNaN(theirs) ? 0 : Math.abs(theirs - clock());
    return drift <= apart
      ? [well(what, "Rafiq answers there")]
      : [well(what, "Rafiq answers there"), ill("clock", "far from the tunnel's", "turn on NTP")];
  } catch {
    const mend = "start Rafiq and the tunnel, and put the tunnel's address into PUBLIC_URL";
    return [ill(what, "nobody answers there", mend)];
  }
};

const twilio: Check = async (surgery) => {
  const { twilioWhatsapp } = surgery.settings;
  if (twilioWhatsapp === null) return [off("Twilio", "set TWILIO_ACCOUNT_SID to use it")];
  const { accountSid, authToken, apiBase, publicUrl } = twilioWhatsapp;
  const base = apiBase ?? "https://api.twilio.com";
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
  const account = await ask(surgery, `${base}/2010-04-01/Accounts/${accountSid}.json`, {
    headers: { Authorization: authorization },
  });
  const path = "/webhooks/twilio/status?d=doctor";
  // Twilio signs the fields in the order of their names: these stand in it. A receipt for a message that nobody knows: it is verified, and changes nothing.
  const fields = { MessageSid: `SM${"0".repeat(32)}`, MessageStatus: "delivered", To: "" };
  const signed =
    publicUrl +
    path +
    Object.entries(fields)
      .map(([name, value]) => name + value)
      .join("");
  const event = await ask(surgery, publicUrl.replace(/#.*$/u, "") + path, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      "X-Twilio-Signature": createHmac("sha1", authToken).update(signed).digest("base64"),
    },
    body: new URLSearchParams(fields).toString(),
  });
  return [
    judge("Twilio account", account, {
      200: "the token is right",
      401: "the token is wrong|copy the Auth Token of the console again into TWILIO_AUTH_TOKEN",
      404: "no such account|copy the Account SID again into TWILIO_ACCOUNT_SID",
    }),
    judge("Twilio webhook", event, {
      200: "a signed event sent to ourselves came through",
      403: "our own event was refused|PUBLIC_URL must be exactly what Twilio was told: same https, same host, no slash at the end",
    }),
  ];
};

const whatsapp: Check = async (surgery) => {
  const { metaWhatsapp } = surgery.settings;
  if (metaWhatsapp === null) return [off("WhatsApp Cloud API", "set WHATSAPP_PHONE_NUMBER_ID")];
  const { meta, token, phoneNumberId, businessId } = metaWhatsapp;
  const graph = openGraph({ meta, token, fetch: surgery.call, clock: surgery.clock });
  const get = (path: string, query: Readonly<Record<string, string>>) =>
    graph.get(path, query, AbortSignal.timeout(patience));
  const number = await attempt("WhatsApp number", async () => {
    const fields = "display_phone_number,quality_rating,verified_name";
    const { quality_rating: quality } = numberSchema.parse(await get(phoneNumberId, { fields }));
    return quality === "RED"
      ? ill("WhatsApp number", "its quality is low", "send less, and only what people asked for")
      : well(
          "WhatsApp number",
          `the token is right; quality ${(quality ?? "unknown").toLowerCase()}`,
        );
  });
  const subscribed = await attempt("WhatsApp subscription", async () => {
    const { data } = listSchema.parse(await get(`${businessId}/subscribed_apps`, {}));
    return data.length > 0
      ? well("WhatsApp subscription", "an app listens to the account")
      : ill(
          "WhatsApp subscription",
          "no app listens to the account",
          "in the app's WhatsApp configuration, subscribe to the field messages",
        );
  });
  return [number, subscribed, ...(await metaWebhook(surgery, "whatsapp", meta))];
};

const messenger: Check = async (surgery) => {
  const { metaMessenger } = surgery.settings;
  if (metaMessenger === null) return [off("Messenger", "set MESSENGER_PAGE_ID")];
  const { meta, token, pageId } = metaMessenger;
  const graph = openGraph({ meta, token, fetch: surgery.call, clock: surgery.clock });
  const page = await attempt("Messenger page", async () => {
    const query = { fields: "subscribed_fields" };
    const path = `${pageId}/subscribed_apps`;
    const answer = await graph.get(path, query, AbortSignal.timeout(patience));
    const { data } = subscribedSchema.parse(answer);
    const fields = new Set(data.flatMap(({ subscribed_fields: some }) => some ?? []));
    const missing = neededFields.filter((field) => !fields.has(field));
    return missing.length === 0
      ? well("Messenger page", "the token is right, the app listens to the page")
      : ill(
          "Messenger page",
          `the app does not listen to ${missing.join(", ")}`,
          "in the app's Messenger settings, edit the page's webhook fields",
        );
  });
  return [page, ...(await metaWebhook(surgery, "messenger", meta))];
};

/** Without these, people write and nobody hears them. */
const neededFields = ["messages", "messaging_postbacks"] as const;

const numberSchema = z.looseObject({ quality_rating: z.string().optional() });
const listSchema = z.object({ data: z.array(z.unknown()).catch([]) });
const subscribedSchema = z.object({
  data: z.array(z.looseObject({ subscribed_fields: z.array(z.string()).optional() })).catch([]),
});

/** The handshake and an event that says nothing, sent to ourselves as Meta would. */
async function metaWebhook(
  surgery: Surgery,
  product: "whatsapp" | "messenger",
  meta: NonNullable<Settings["metaWhatsapp"]>["meta"],
): Promise<readonly Finding[]> {
  const what = product === "whatsapp" ? "WhatsApp webhook" : "Messenger webhook";
  if (meta.publicUrl === null) return [off(what, "PUBLIC_URL says where Meta reaches us")];
  const url = `${meta.publicUrl}/webhooks/meta/${product}`;
  const query = new URLSearchParams({
    "hub.mode": "subscribe",
    "hub.verify_token": meta.verifyToken,
    "hub.challenge": "4711",
  });
  const shaken = await ask(surgery, `${url}?${query.toString()}`, {});
  const object = product === "whatsapp" ? "whatsapp_business_account" : "page";
  const body = JSON.stringify({ object, entry: [] });
  const signature = createHmac("sha256", meta.appSecret).update(body).digest("hex");
  const event = await ask(surgery, url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Hub-Signature-256": `sha256=${signature}` },
    body,
  });
  const isReached = shaken.status === 200 && shaken.text === "4711";
  return [
    isReached
      ? judge(what, event, {
          200: "the handshake and a signed event sent to ourselves came through",
          403: "our own event was refused|the running bot has another META_APP_SECRET: start it again",
        })
      : ill(
          what,
          `the handshake was answered with ${shaken.status || "nothing"}`,
          "start the bot with the same META_VERIFY_TOKEN, and look at the public address above",
        ),
  ];
}

const models: Check = async (surgery) => {
  const { llm, speech } = surgery.settings;
  const servers = [
    ["Language model", llm, "LLM_BASE_URL makes answers sound freer; not needed"],
    ["Voice", speech, "SPEECH_BASE_URL lets people speak; not needed"],
  ] as const;
  return Promise.all(
    servers.map(async ([what, server, without]) => {
      if (server === null) return off(what, without);
      const headers = server.apiKey === null ? {} : { Authorization: `Bearer ${server.apiKey}` };
      const answer = await ask(surgery, `${server.baseUrl}/models`, { headers });
      return judge(what, answer, {
        200: "the server answers",
        // Not every server lists its models.
        404: "the server answers",
        401: "the key is wrong|copy it again",
        403: "the key is refused|copy it again",
      });
    }),
  );
};

/** Everything that is looked at, in the order in which it is mended. */
export const checks: readonly Check[] = [
  runtime,
  store,
  address,
  twilio,
  whatsapp,
  messenger,
  models,
];

interface Answered {
  /** 0 when nobody answered. */
  readonly status: number;
  readonly text: string;
}

async function ask({ call }: Surgery, url: string, wish: RequestInit): Promise<Answered> {
  try {
    const signal = AbortSignal.timeout(patience);
    const response = await call(url, { ...wish, redirect: "manual", signal });
    return { status: response.status, text: (await response.text()).slice(0, 100) };
  } catch {
    return { status: 0, text: "" };
  }
}

/** `by` says for each status what it means and, after a bar, what to do about it. */
function judge(what: string, { status }: Answered, by: Readonly<Record<number, string>>): Finding {
  const [said, mend] = (by[status] ?? unexpected(status)).split("|");
  return mend === undefined ? well(what, said ?? "") : ill(what, said ?? "", mend);
}

function unexpected(status: number): string {
  return status === 0
    ? "nobody answers|is the network there, and the address right?"
    : `answers ${status}|try again in a few minutes`;
}

/** What Meta's own words mean for whoever connects a number. */
async function attempt(what: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof z.ZodError) return ill(what, "Meta answers in another form", "try again");
    if (!(error instanceof GraphError)) throw error;
    const { trouble } = error;
    const code = trouble.code;
    return String(code) === "190"
      ? ill(
          what,
          "the token is wrong or has ended",
          "make a new one for a system user, without an end",
        )
      : ill(what, `Meta answers ${String(code)}`, "check the id and the token's permissions");
  }
}

function publicUrlOf({ twilioWhatsapp, metaWhatsapp, metaMessenger, console: room }: Settings) {
  const known =
    twilioWhatsapp?.publicUrl ??
    metaWhatsapp?.meta.publicUrl ??
    metaMessenger?.meta.publicUrl ??
    room.origin;
  return known === null ? null : known.replace(/#.*$/u, "").replace(/\/+$/u, "");
}
