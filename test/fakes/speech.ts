import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { listen } from "./twilio/listen.ts";

/** One recording that was to be turned into words, or one text that was to be spoken. */
export interface SpeechCall {
  readonly route: string;
  readonly authorization: string | null;
  /** The fields of the form or of the object; a file by its name and size. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What the server answers next: words, a status, garbage, or nothing until it closes. */
export type Hears =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "garbage" | "huge" | "down" };

export interface SpeechFake {
  /** With /v1. */
  readonly url: string;
  readonly ledger: readonly SpeechCall[];
  hears(answer: Hears): void;
  close(): Promise<void>;
}

/** A beginning by which a file is known as Ogg, and nothing that could be heard. */
export const silentNote = Buffer.concat([
  Buffer.from("OggS"),
  Buffer.alloc(24),
  Buffer.from("OpusHead\u0001\u0001"),
  Buffer.alloc(26),
]);

/** A stand-in on loopback for any server that speaks OpenAI's audio protocol. */
export async function startSpeechFake(): Promise<SpeechFake> {
  const ledger: SpeechCall[] = [];
  let answer: Hears = { kind: "words", text: "" };
  const server = createServer((request, response) => {
    void (async () => {
      const body = await buffer(request);
      const type = request.headers["content-type"] ?? "";
      const route = `${request.method} ${request.url}`;
      const { authorization = null } = request.headers;
      ledger.push({ route, authorization, fields: await fieldsOf(body, type) });
      if (route === "POST /v1/audio/speech") {
        response.writeHead(200, { "content-type": "audio/ogg" }).end(silentNote);
        return;
      }
      switch (answer.kind) {
        case "down":
          response.destroy();
          return;
        case "status":
          response.writeHead(answer.status).end("{}");
          return;
        case "garbage":
          response.writeHead(200).end("<h1>Welcome</h1>");
          return;
        case "huge":
          response.writeHead(200).end(JSON.stringify({ text: "x".repeat(1_000_000) }));
          return;
        case "words":
          response
            .writeHead(200, { "content-type": "application/json" })
            .end(JSON.stringify({ text: answer.text }));
      }
    })().catch(() => response.destroy());
  });
  const base = await listen(server);
  return {
    url: `${base}/v1`,
    ledger,
    hears: (next) => void (answer = next),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function fieldsOf(body: Buffer, type: string): Promise<SpeechCall["fields"]> {
  if (type.startsWith("application/json")) return JSON.parse(body.toString("utf8"));
  const form = await new Response(new Uint8Array(body), {
    headers: { "content-type": type },
  }).formData();
  return Object.fromEntries(
    [...form].map(([name, value]) => [
      name,
      typeof value === "string" ? value : `${value.name} ${value.type} ${value.size}`,
    ]),
  );
}
