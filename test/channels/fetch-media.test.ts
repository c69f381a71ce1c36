import { createServer, type Server } from "node:http";
import { afterAll, expect, test } from "vitest";
import { fetchMedia } from "../../src/channels/fetch-media.ts";
import { listen } from "../fakes/twilio/listen.ts";

const opened: Server[] = [];
afterAll(() => {
  for (const server of opened) server.close();
});

/** A host that answers by path, and remembers who showed it a password. */
async function openHost(answers: Readonly<Record<string, string | Uint8Array>>) {
  const shown: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    shown.push(request.headers.authorization);
    const answer = answers[request.url ?? ""];
    if (answer === undefined) response.writeHead(404).end();
    else if (typeof answer === "string") response.writeHead(307, { location: answer }).end();
    else response.writeHead(200, { "content-type": "audio/ogg" }).end(answer);
  });
  opened.push(server);
  return { origin: await listen(server), shown };
}

const elsewhere = await openHost({ "/secret": Buffer.from("secret") });
const keeper = await openHost({ "/file": Buffer.from("note") });
const provider = await openHost({
  "/direct": Buffer.from("direct"),
  "/led": `${keeper.origin}/file`,
  "/away": `${elsewhere.origin}/secret`,
  "/round": "/round",
  "/huge": Buffer.alloc(17 * 1_024 * 1_024),
});
const trust = (url: URL) =>
  url.origin === provider.origin ? "ours" : url.origin === keeper.origin ? "without" : null;

function fetchFrom(url: string) {
  const rules = { trust, authorization: "Basic c2VjcmV0", call: fetch };
  return fetchMedia(url, rules, AbortSignal.timeout(5_000));
}

test("a file comes from the provider, with our credentials", async () => {
  const file = await fetchFrom(`${provider.origin}/direct`);
  expect(Buffer.from(file?.bytes ?? []).toString()).toBe("direct");
  expect(file?.type).toBe("audio/ogg");
  expect(provider.shown.at(-1)).toBe("Basic c2VjcmV0");
});

test("where the provider keeps its files is followed without them", async () => {
  const file = await fetchFrom(`${provider.origin}/led`);
  expect(Buffer.from(file?.bytes ?? []).toString()).toBe("note");
  expect(keeper.shown).toEqual([undefined]);
});

test.each([
  ["an address of nobody we know", `${elsewhere.origin}/secret`],
  ["a way that leads elsewhere", `${provider.origin}/away`],
  ["a way in circles", `${provider.origin}/round`],
  ["what is too large", `${provider.origin}/huge`],
  ["what is not there", `${provider.origin}/nothing`],
  ["no address at all", "file:///etc/passwd"],
])("%s gives nothing", async (_, url) => {
  expect(await fetchFrom(url)).toBeNull();
  expect(elsewhere.shown).toEqual([]);
});
