import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import express, { type Request, type Response } from "express";
import { first, isSigned, parseForm } from "../../src/channels/twilio-whatsapp/signature.ts";
import { shardOf } from "../../src/core/shard.ts";
import { connect } from "../../src/store/redis/connect.ts";
import { loadScripts } from "../../src/store/redis/scripts.ts";
import { dedupeFor, mailboxCap, shardCount } from "../../src/store/store.ts";
import { listen } from "../fakes/twilio/listen.ts";
import { account, webhookPath } from "./webhook-settings.ts";

type Accept = (raw: Uint8Array, url: string, signature: string) => Promise<boolean>;

/** The least a durable webhook can do: the same check and the same script, and nothing around them. */
export async function startLimit(kind: "express" | "http", redisUrl: string): Promise<string> {
  const accept = await openAccept(redisUrl);
  return listen(createServer(kind === "express" ? overExpress(accept) : bare(accept)));
}

async function openAccept(redisUrl: string): Promise<Accept> {
  const connection = await connect(redisUrl, 5_000, () => undefined);
  const scriptsFor = await loadScripts(connection);
  const scripts = scriptsFor("limit");
  const shards = Array.from({ length: shardCount }, (_, shard) => String(shard).padStart(2, "0"));
  await Promise.all(
    shards.map((shard) => {
      const key = `limit:{s${shard}}:birth`;
      return connection.send(key, ["SET", key, "limit"]);
    }),
  );
  return async (raw, url, signature) => {
    const form = parseForm(raw);
    if (!isSigned(form, account.publicUrl + url, signature, [account.token])) return false;
    const from = first(form, "From");
    const id = first(form, "MessageSid");
    const shard = String(shardOf(from)).padStart(2, "0");
    const now = Date.now();
    const mail = JSON.stringify({ id, at: now, from, body: first(form, "Body") });
    const args = [now, dedupeFor, mailboxCap, id, from, `c${shard}-${from}`, from, now, ""];
    await scripts.run("accept", `limit:{s${shard}}:`, [...args, `${JSON.stringify(id)}\n${mail}`]);
    return true;
  };
}

function overExpress(accept: Accept): RequestListener {
  const app = express();
  app.disable("x-powered-by");
  const raw = express.raw({ type: () => true, limit: "3mb" });
  const answer = async (request: Request, response: Response): Promise<void> => {
    const body: unknown = request.body;
    const bytes = body instanceof Uint8Array ? body : new Uint8Array();
    const signature = request.get("x-twilio-signature") ?? "";
    const isGood = await accept(bytes, request.originalUrl, signature);
    response
      .status(isGood ? 200 : 403)
      .type("text/xml")
      .send("<Response/>");
  };
  app.post(webhookPath, raw, (request, response) => answer(request, response));
  return app;
}

function bare(accept: Accept): RequestListener {
  const answer = async (request: IncomingMessage, raw: Uint8Array, response: ServerResponse) => {
    const signature = String(request.headers["x-twilio-signature"] ?? "");
    const isGood = await accept(raw, request.url ?? "/", signature);
    response.writeHead(isGood ? 200 : 403, { "content-type": "text/xml" });
    response.end("<Response/>");
  };
  return (request, response) => {
    const chunks: Uint8Array[] = [];
    request.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    request.on("end", () => {
      answer(request, Buffer.concat(chunks), response).catch(() => response.destroy());
    });
  };
}
