import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { endOf } from "../../src/console/journal-end.ts";
import {
  makeLive,
  newsJournal,
  publishNews,
  turnOf,
  wishesOf,
  type Live,
} from "../../src/console/live.ts";
import { everyone } from "../../src/console/routes.ts";
import { changeTeam, takeTurn } from "../../src/console/team.ts";
import type { Account } from "../../src/core/consultants/team.ts";
import { minute } from "../../src/core/instant.ts";
import type { Store } from "../../src/store/store.ts";
import { until } from "../until.ts";
import { serveConsole, type Browser, type ConsoleServer } from "./console-server.ts";

let server: ConsoleServer;
let account: Account;
let browser: Browser;
const stop: (() => void)[] = [];
beforeEach(async () => {
  server = await serveConsole({
    topics: [
      { name: "inbox", allow: everyone },
      {
        name: "case",
        allow: { coordinator: "yes", consultant: "own", newcomer: "own", reader: "no" },
        ownersOf: async (_visit, id) => (id === "mine" ? [account.id] : []),
      },
    ],
  });
  account = await server.add("consultant");
  browser = await server.enter(account);
});
afterEach(async () => {
  for (const end of stop.splice(0)) end();
  await server.close();
});

/** What a page hears, until it is told to stop. */
async function follow(topics: string, lastEventId?: string, from = server) {
  const ends = new AbortController();
  stop.push(() => ends.abort());
  const answer = await fetch(`${from.origin}/console/live?topics=${encodeURIComponent(topics)}`, {
    signal: ends.signal,
    headers: {
      Cookie: `rafiq=${browser.cookies.get("rafiq") ?? ""}`,
      ...(lastEventId === undefined ? {} : { "Last-Event-ID": lastEventId }),
    },
  });
  const heard = { text: "", ended: false };
  void (async () => {
    try {
      const decoder = new TextDecoder();
      for await (const part of answer.body ?? [])
        heard.text += decoder.decode(part, { stream: true });
    } catch {
      // Stopped from this side.
    }
    heard.ended = true;
  })();
  return { status: answer.status, type: answer.headers.get("content-type"), heard };
}

const idsIn = (text: string) => [...text.matchAll(/^id: (.*)$/gmu)].map(([, id = ""]) => id);

describe("what pages follow", () => {
  test("tells of news by topic only, with a place to go on from", async () => {
    const { status, type, heard } = await follow("inbox@0,case:mine@0");
    expect([status, type]).toEqual([200, "text/event-stream"]);
    await publishNews(server.store, "inbox", "n1", server.now());
    await publishNews(server.store, "case:mine", "n2", server.now());
    await until("both are told", () => idsIn(heard.text).at(-1) === "inbox@1,case:mine@1");
    expect(heard.text).toContain('event: news\ndata: {"topics":["inbox"');
  });

  test("goes on after what was heard last, also from another process after a restart", async () => {
    for (const id of ["n1", "n2", "n3"]) await publishNews(server.store, "inbox", id, server.now());
    const topics = [{ name: "inbox", allow: everyone }];
    const again = await serveConsole({ store: server.store, topics });
    try {
      const { heard } = await follow("inbox@0", "inbox@2", again);
      await until("the third is told", () => idsIn(heard.text).at(-1) === "inbox@3");
      const { heard: uptodate } = await follow("inbox@0", "inbox@3", again);
      await publishNews(server.store, "inbox", "n4", server.now());
      await until("the fourth is told", () => idsIn(uptodate.text).at(-1) === "inbox@4");
      expect(idsIn(uptodate.text)).toEqual(["inbox@3", "inbox@4"]);
    } finally {
      await again.close();
    }
  });

  test("is judged like a page: not a topic of others, nor one that is not there", async () => {
    expect((await follow("case:theirs@0,nothing@0")).status).toBe(204);
    const { heard } = await follow("case:theirs@0,inbox@0");
    await until("it begins", () => idsIn(heard.text).length > 0);
    expect(idsIn(heard.text)).toEqual(["inbox@0"]);
  });

  test("ends at once when access is revoked, and with the session", async () => {
    const first = await follow("inbox@0");
    await changeTeam(server.store, { kind: "revoke", account: account.id }, server.now());
    await until("it is told", () => first.heard.ended);
    expect(first.heard.text).toContain("event: gone");
    account = await server.add("reader");
    browser = await server.enter(account);
    const second = await follow("inbox@0");
    // To listen is no page: it keeps no session alive.
    server.wait(30 * minute);
    await until("it is told", () => second.heard.ended);
    expect(second.heard.text).toContain("event: gone");
  });

  test("keeps no session alive, nor does a page that shows itself anew because of it", async () => {
    for (const headers of [{ "X-Refresh": "news" }, {}] as Readonly<Record<string, string>>[]) {
      const there = await server.enter(account);
      server.wait(20 * minute);
      expect((await there.get("/inbox", headers)).status).toBe(200);
      server.wait(15 * minute);
      expect((await there.get("/inbox")).status).toBe("X-Refresh" in headers ? 303 : 200);
    }
  });

  test("ends with the program, so that a stop waits for nobody", async () => {
    const { heard } = await follow("inbox@0");
    await server.close();
    await until("it ends", () => heard.ended);
    server = await serveConsole();
  });
});

describe("positions", () => {
  test("are the number of the last entry, found in few looks", async () => {
    let looks = 0;
    const size = 100_000;
    const store = {
      read: async (_journal: string, after: number) => {
        looks += 1;
        return after < size ? [{ seq: after + 1, at: 0, body: {} }] : [];
      },
    };
    expect(await endOf(store, "any")).toBe(size);
    expect(looks).toBeLessThan(40);
    expect(await endOf(store, "any", size)).toBe(size);
    expect(await endOf({ read: async () => [] }, "any")).toBe(0);
  });

  test("of a topic are known to a page before it reads what it shows", async () => {
    const live: Live = makeLive(
      {
        store: server.store,
        clock: () => server.now(),
        log: { info: () => undefined, warn: () => undefined },
      },
      [
        { name: "inbox", allow: everyone },
        { name: "case", allow: everyone, journal: (id) => `case-${id}` },
      ],
      false,
    );
    expect(await live.positionOf("inbox")).toBe(0);
    await publishNews(server.store, "inbox", "n1", 0);
    await publishNews(server.store, "inbox", "n1", 0);
    expect(await live.positionOf("inbox")).toBe(1);
    await server.store.append("case-7", [{ id: "a", body: {} }], 0);
    expect(await live.positionOf("case:7")).toBe(1);
    expect(newsJournal("inbox")).toBe("console-news-inbox");
  });

  test("of what has no journal are what its topic says, and grow with the turns of its owner", async () => {
    const topics = [
      {
        name: "case",
        allow: everyone,
        positionOf: (kept: Store, id: string) => turnOf(kept, `u01-${id}`),
      },
    ];
    const other = await serveConsole({ store: server.store, topics });
    try {
      const { heard } = await follow("case:seven@0", undefined, other);
      await takeTurn(server.store, "u01-seven", server.now(), () => ({ state: {}, answer: null }));
      await until("the turn is told", () => idsIn(heard.text).at(-1) === "case:seven@1");
      const { heard: later } = await follow("case:seven@0", "case:seven@1", other);
      await takeTurn(server.store, "u01-eight", server.now(), () => ({ state: {}, answer: null }));
      await takeTurn(server.store, "u01-seven", server.now(), () => ({ state: {}, answer: null }));
      await until("the next one is told", () => idsIn(later.text).at(-1) === "case:seven@2");
      expect(idsIn(later.text)).toEqual(["case:seven@1", "case:seven@2"]);
    } finally {
      await other.close();
    }
  });

  test("are taken from what a page asks only in their own shape", () => {
    expect(wishesOf("inbox@3,case:a b@1,Inbox@1,case:7@x", "inbox@5,case:9@1")).toEqual([
      "inbox@5",
    ]);
    expect(wishesOf("inbox", "")).toEqual(["inbox@0"]);
  });
});
