import { describe, expect, test } from "vitest";
import { readSettings } from "../../src/config.ts";
import { openHouse } from "../service/house.ts";
import { Person } from "../service/person.ts";

/** The status of each of so many requests from one address behind a proxy. */
async function ask(url: string, times: number, from: string): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const { status } = await fetch(url, { headers: { "x-forwarded-for": from } });
    statuses.push(status);
  }
  return statuses;
}

const limited = { WEB_CHAT: "on", TRUSTED_PROXIES: "1", REQUESTS_PER_MINUTE: "5" };

describe("requests without end", () => {
  test("of one address are turned away, and nobody else's", async () => {
    const house = await openHouse(limited);
    const { url } = house.service;
    expect(await ask(url, 7, "192.0.2.1")).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(await ask(`${url}/v3/directline/nothing`, 1, "192.0.2.1")).toEqual([429]);
    expect(await ask(url, 1, "192.0.2.2")).toEqual([200]);
    // Neighbors in one IPv6 network are one visitor.
    await ask(url, 5, "2001:db8::1");
    expect(await ask(url, 1, "2001:db8::2")).toEqual([429]);
    const lines = house.lines.filter((line) => line.includes("requests-limited"));
    expect(lines).toEqual(['{"event":"requests-limited","scope":"address"}']);
  });

  test("of a crowd are turned away, while WhatsApp and whoever watches over us are answered", async () => {
    const house = await openHouse(limited);
    const { url } = house.service;
    for (let visitor = 0; visitor < 10; visitor += 1) await ask(url, 8, `192.0.2.${visitor}`);
    const refused = await fetch(url, { headers: { "x-forwarded-for": "192.0.2.99" } });
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ error: { code: "TooManyRequests" } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await ask(`${url}/health`, 9, "192.0.2.99")).not.toContain(429);
    expect(await new Person(house, "+212600007001").says("salam")).toHaveLength(1);
    for (const line of house.lines) expect(line).not.toContain("192.0.2");
  });

  test("are limited in production, and elsewhere only when that is wished", () => {
    const limit = (environment: Readonly<Record<string, string>>) =>
      readSettings(environment).server.requestsPerMinute;
    expect(limit({})).toBeNull();
    expect(limit({ NODE_ENV: "production" })).toBe(3_000);
    expect(limit({ NODE_ENV: "production", REQUESTS_PER_MINUTE: "0" })).toBeNull();
    expect(limit({ REQUESTS_PER_MINUTE: "7" })).toBe(7);
  });
});

test("a webhook that is refused leaves one line with its code in ten seconds, and nothing of it", async () => {
  const house = await openHouse();
  const { url } = house.service;
  const post = (headers: Readonly<Record<string, string>>) =>
    fetch(`${url}/webhooks/twilio/whatsapp?d=secret`, {
      method: "POST",
      body: new URLSearchParams({ Body: "secret", From: "whatsapp:+212600007002" }),
      headers,
    });
  for (let time = 0; time < 5; time += 1) await post({ "x-twilio-signature": "secret" });
  await post({});
  expect(house.lines.filter((line) => line.includes("webhook-refused"))).toEqual([
    '{"event":"webhook-refused","channel":"twilio-whatsapp","code":"twilio-whatsapp/bad-signature"}',
    '{"event":"webhook-refused","channel":"twilio-whatsapp","code":"twilio-whatsapp/unsigned"}',
  ]);
});
