import { z } from "zod";
import { Fault } from "../../core/fault.ts";
import { day, second } from "../../core/instant.ts";
import { type Activity, activitySchema } from "./activity.ts";
import { buckets } from "./buckets.ts";
import type { BotframeworkSettings } from "./config.ts";
import { decode } from "./decode.ts";
import { allow, answer, json, Refusal, tooBig, tooMany } from "./refusal.ts";
import { skinNames, skinOf, skins } from "./skins.ts";
import { readJson } from "./read-json.ts";
import { echo, idFor, journalOf, readAfter, readWatermark } from "./thread.ts";
import { checkPass, lifetimes, type Pass, signPass } from "./tokens.ts";
import type { DirectLineRequest, DirectLineResponse } from "./request.ts";
import { readUpload } from "./upload.ts";
import type { World } from "./world.ts";

/** Direct Line 3.0: an activity is shorter than this, in characters. */
const activityMost = 256 * 1_024;
/** And with its files. */
const uploadMost = 4 * 1_024 * 1_024;

/** What strangers may do. A classroom behind one address starts forty conversations at once. */
const allowances = {
  starts: { burst: 60, perMinute: 20 },
  posts: { burst: 200, perMinute: 600 },
  conversation: { burst: 20, perMinute: 60 },
} as const;
const textMost = 4_096;
const strangersActivityMost = 32 * 1_024;

/**
 * The Direct Line 3.0 endpoint: conversations, tokens, activities, uploads.
 *
 * Any process answers any request: tokens carry what they allow, journals keep what was said.
 */
export function directLine(
  settings: BotframeworkSettings,
  world: World,
  wake: (conversation: string) => void,
): (request: DirectLineRequest) => Promise<DirectLineResponse> {
  const limits = {
    starts: buckets(allowances.starts),
    posts: buckets(allowances.posts),
    conversation: buckets(allowances.conversation),
  };

  /** Throws `Refusal` when it asks too often. */
  function charge(kind: keyof typeof limits, key: string): void {
    if (!settings.production) return;
    const wait = limits[kind](key, world.clock());
    if (wait > 0) throw tooMany(wait);
  }

  /** The pass in a request, however old; null when there is none. */
  async function passOf(request: DirectLineRequest, mayBeOlder = 0): Promise<Pass | null> {
    const token = /^Bearer\s+(\S+)$/iu.exec(request.headers["authorization"] ?? "")?.[1];
    // The official client says "undefined" when it was given none.
    if (token === undefined || !token.includes(".")) return null;
    const checked = checkPass(token, await world.secret("direct-line"), world.clock());
    if (checked.kind === "forged" || checked.pass.use !== "talk") {
      throw new Refusal(403, "BadArgument", "This token was not issued here.");
    }
    if (checked.kind === "expired" && world.clock() - checked.since >= mayBeOlder) {
      throw new Refusal(403, "TokenExpired", "Token has expired.");
    }
    return checked.pass;
  }

  async function admit(request: DirectLineRequest, conversation: string): Promise<Pass> {
    if (skinOf(conversation) === null) throw new Refusal(404, "NotFound", "No such conversation.");
    const pass = await passOf(request);
    if (pass === null) throw new Refusal(401, "Unauthorized", "A token is required.");
    if (pass.conversation !== conversation) {
      throw new Refusal(403, "BadArgument", "This token is for another conversation.");
    }
    return pass;
  }

  /** A pass to a conversation that nobody has opened yet. */
  function begin(request: DirectLineRequest): Pass {
    charge("starts", request.remote);
    const { user, channelData } = readStart(request);
    const { prefix } = skins[channelData?.skin ?? "plain"];
    return { use: "talk", conversation: `${prefix}-${world.newId()}`, user: user?.id || null };
  }

  async function describeToken(pass: Pass) {
    const token = signPass(pass, await world.secret("direct-line"), world.clock());
    const { conversation: conversationId } = pass;
    return { conversationId, token, expires_in: lifetimes.talk / second };
  }

  async function describeConversation(request: DirectLineRequest, pass: Pass) {
    const secret = await world.secret("direct-line");
    const query = new URLSearchParams({
      watermark: request.query["watermark"] || "-",
      t: signPass({ ...pass, use: "listen" }, secret, world.clock()),
    });
    const path = `/v3/directline/conversations/${pass.conversation}/stream`;
    return {
      ...(await describeToken(pass)),
      streamUrl: `${socketOrigin(settings, request)}${path}?${query.toString()}`,
    };
  }

  async function post(request: DirectLineRequest, pass: Pass, activity: Activity) {
    const { conversation } = pass;
    const skin = skinOf(conversation);
    if (skin === null) throw new Refusal(404, "NotFound", "No such conversation.");
    charge("posts", request.remote);
    charge("conversation", conversation);
    if (settings.production && (activity.text?.length ?? 0) > textMost) {
      throw new Refusal(413, "MessageSizeTooBig", `A text has at most ${textMost} characters.`);
    }
    const at = world.clock();
    const id = idFor(activity, conversation, () => world.newId());
    if (activity.type === "typing" || activity.type === "conversationUpdate") return { id };
    // Kept before it is received: the answer must not stand above it.
    const body = echo(activity, { id, conversation, user: pass.user, at });
    await world.append(journalOf(conversation), [{ id, body }], at);
    const inbound = decode(activity, {
      id,
      at,
      address: { channel: skin.channel, id: conversation },
    });
    const [outcome] = inbound === null ? [] : await world.receive([inbound]);
    wake(conversation);
    if (outcome === "full") throw tooMany(5 * second);
    return { id };
  }

  async function route(request: DirectLineRequest): Promise<[status: number, body: unknown]> {
    const path = request.path.replace(/^\/v3\/directline\/?/u, "").split("/");
    const [collection, conversation = "", part] = path;
    const place =
      collection === "conversations" && conversation !== ""
        ? ["conversation", part].filter((word) => word !== undefined).join("/")
        : path.join("/");
    switch (`${request.method} ${place}`) {
      case "POST tokens/generate":
        return [200, await describeToken(begin(request))];
      case "POST tokens/refresh": {
        // A page closed for days comes back with its old token.
        const pass = await passOf(request, settings.resumeDays * day);
        if (pass === null) throw new Refusal(401, "Unauthorized", "A token is required.");
        return [200, await describeToken(pass)];
      }
      case "POST conversations": {
        const pass = (await passOf(request)) ?? begin(request);
        return [201, await describeConversation(request, pass)];
      }
      case "GET conversation":
        return [200, await describeConversation(request, await admit(request, conversation))];
      case "GET conversation/activities": {
        await admit(request, conversation);
        const after = readWatermark(request.query["watermark"]);
        return [200, await readAfter(world, conversation, after)];
      }
      case "POST conversation/activities": {
        const pass = await admit(request, conversation);
        return [200, await post(request, pass, readActivity(request, settings.production))];
      }
      case "POST conversation/upload": {
        const pass = await admit(request, conversation);
        if (request.raw.byteLength > uploadMost) throw tooBig(uploadMost);
        const activity = await readUpload(
          request,
          settings.production ? strangersActivityMost : activityMost,
        );
        if (activity === null) throw new Refusal(400, "BadArgument", "No readable activity.");
        return [200, await post(request, pass, activity)];
      }
      default:
        throw new Refusal(404, "NotFound", "There is nothing here.");
    }
  }

  return async (request) => {
    const headers = allow(request, settings.origins);
    if (!settings.webChat) return answer(new Refusal(404, "NotFound", "Off."), headers);
    if (request.method === "OPTIONS") return { status: 204, headers, body: "" };
    try {
      const [status, body] = await route(request);
      return json(status, body, headers);
    } catch (error) {
      if (error instanceof Refusal) return answer(error, headers);
      if (!(error instanceof Fault)) throw error;
      // Clients take 502 for "the bot failed" and offer to send again; doing so doubles nothing.
      return answer(new Refusal(502, "BotRejectedActivity", error.code), headers);
    }
  };
}

/** The scheme is the one the browser used, which a proxy before us tells or the settings do. */
function socketOrigin(settings: BotframeworkSettings, request: DirectLineRequest): string {
  const host = request.headers["host"] ?? "localhost";
  const forwarded = request.headers["x-forwarded-proto"]?.split(",")[0]?.trim();
  const secure = forwarded === "https" || settings.publicUrl?.startsWith(`https://${host}`);
  return `${secure ? "wss" : "ws"}://${host}`;
}

const startSchema = z.looseObject({
  user: z
    .looseObject({ id: z.string().max(256).optional().catch(undefined) })
    .optional()
    .catch(undefined),
  channelData: z
    .looseObject({
      skin: z.enum(skinNames).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** How a conversation is asked for; an empty or unreadable body asks for nothing special. */
function readStart(request: DirectLineRequest): z.infer<typeof startSchema> {
  return startSchema.catch({}).parse(readJson(textOf(request.raw)) ?? {});
}

function readActivity(request: DirectLineRequest, production: boolean): Activity {
  const most = production ? strangersActivityMost : activityMost;
  // No character is shorter than a byte, and none longer than three a UTF-16 unit.
  if (request.raw.byteLength > 3 * most) throw tooBig(most);
  const text = textOf(request.raw);
  if (text.length >= most) throw tooBig(most);
  const read = activitySchema.safeParse(readJson(text));
  if (!read.success) throw new Refusal(400, "BadArgument", "No readable activity.");
  return read.data;
}

function textOf(raw: Uint8Array): string {
  return Buffer.from(raw).toString("utf8");
}
