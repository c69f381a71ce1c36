import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { makeServer, timeouts } from "../../src/server/http-server.ts";
import { inboundPath } from "../fakes/twilio/webhooks.ts";
import { openHouse } from "../service/house.ts";
import { Person } from "../service/person.ts";
import { until } from "../until.ts";
import { tried } from "./full.ts";
import { megabyte, memoryHeld, openWire, statusesIn, type Wire } from "./wire.ts";

/** Ways of holding a connection: nothing, half a head, a head with a promise, a body in drops. */
const beginnings = [
  "",
  `POST ${inboundPath} HTTP/1.1\r\nHost: x\r\nX-A`,
  `POST ${inboundPath} HTTP/1.1\r\nHost: x\r\nX-Twilio-Signature: x\r\nContent-Length: 1000\r\n\r\n`,
  `POST /v3/directline/conversations HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel`,
];

test("five hundred connections that never finish keep nobody else waiting", async () => {
  const house = await openHouse({ WEB_CHAT: "on" });
  const before = memoryHeld();
  const wires = await Promise.all(Array.from({ length: 500 }, () => openWire(house.service.url)));
  tried(wires.length);
  onTestFinished(() => wires.forEach(({ socket }) => socket.destroy()));
  const drip = (text: (at: number) => string) =>
    Promise.all(
      wires.map(
        ({ socket }, at) => new Promise<void>((done) => socket.write(text(at), () => done())),
      ),
    );
  await drip((at) => beginnings[at % beginnings.length] ?? "");
  const person = new Person(house, "+212600003001");
  for (const text of ["salam", "Français", "blorp"]) {
    await drip(() => "x");
    expect(await person.says(text)).toHaveLength(1);
  }
  expect((await fetch(`${house.service.url}/health`)).status).toBe(200);
  expect(memoryHeld() - before).toBeLessThan(50 * megabyte);
});

test("a connection that does not finish its request in time is closed", async () => {
  const url = await listen({ ...timeouts, headers: 150, request: 300, check: 25 });
  const wires = await Promise.all(beginnings.map(() => openWire(url)));
  for (const [at, { socket }] of wires.entries()) socket.write(beginnings[at] ?? "");
  await Promise.all(wires.map(({ closed }) => closed));
  for (const { heard } of wires) expect(statusesIn(heard())).toEqual([408]);
});

test("the limits are there in earnest", () => {
  expect(timeouts.headers).toBeLessThanOrEqual(15_000);
  expect(timeouts.request).toBeLessThanOrEqual(60_000);
  expect(timeouts.headers + timeouts.check).toBeLessThanOrEqual(20_000);
});

test("a stop does not wait for connections that will never say anything", async () => {
  const { server, shut } = makeServer(
    (request, response) => {
      request.resume().on("end", () => response.end("done"));
    },
    { ...timeouts, lastRequests: 100 },
  );
  // Some that became something else count as well.
  server.on("upgrade", (_request, socket) => socket.write("HTTP/1.1 101 X\r\n\r\n"));
  const url = await listenOn(server);
  const upgrade = "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n";
  const wires: readonly Wire[] = await Promise.all(
    [...beginnings, upgrade].map(() => openWire(url)),
  );
  for (const [at, { socket }] of wires.entries()) socket.write([...beginnings, upgrade][at] ?? "");
  await until("all are connected", () => connections(server, wires.length));
  await shut();
  await Promise.all(wires.map(({ closed }) => closed));
});

test("a stop answers the requests that are under way", async () => {
  const { server, shut } = makeServer((_request, response) => {
    void shut();
    setImmediate(() => response.end("done"));
  });
  const url = await listenOn(server);
  expect(await (await fetch(url)).text()).toBe("done");
});

async function listen(patience: typeof timeouts): Promise<string> {
  const { server, shut } = makeServer((request, response) => {
    request.resume().on("end", () => response.end("done"));
  }, patience);
  onTestFinished(shut);
  return listenOn(server);
}

function listenOn(server: ReturnType<typeof createServer>): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`);
    });
  });
}

function connections(server: ReturnType<typeof createServer>, count: number): Promise<boolean> {
  return new Promise((resolve) => {
    server.getConnections((_error, open) => resolve(open >= count));
  });
}
