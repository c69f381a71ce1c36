import type { ServerResponse } from "node:http";
import { z } from "zod";
import { isAlive } from "../core/consultants/team.ts";
import type { Instant } from "../core/instant.ts";
import { second } from "../core/instant.ts";
import type { Store } from "../store/store.ts";
import { endOf } from "./journal-end.ts";
import type { Rules } from "./routes.ts";
import { loadTeam } from "./team.ts";
import type { ConsoleWorld, MemberVisit } from "./visit.ts";

/** Something that pages follow: `inbox`, or `case` of which there are many. */
export interface Topic {
  readonly name: string;
  readonly allow: Rules;
  /** As in a route; `id` is "" for a topic of which there is one. */
  readonly ownersOf?: (visit: MemberVisit, id: string) => Promise<readonly string[] | null>;
  /** The journal whose new entries are the news; one of our own when left out (see `publishNews`). */
  readonly journal?: (id: string) => string;
  /** Where it stands, for what has no journal of its news: a number that only grows (see `turnOf`). */
  readonly positionOf?: (store: Store, id: string) => Promise<number>;
}

/** Pages that are open, and the journals they follow. A topic is written `inbox` or `case:17`. */
export interface Live {
  /** Where a topic stands now: a page that shows it hears of everything after. */
  readonly positionOf: (topic: string) => Promise<number>;
  /** Whether this visitor may follow it. */
  readonly mayFollow: (visit: MemberVisit, topic: string) => Promise<boolean>;
  /** Follows topics, each written `topic@position`, until the page, the session or we end. */
  readonly open: (visit: MemberVisit, wishes: readonly string[], response: ServerResponse) => void;
  /** Looks for news now. */
  readonly beat: () => Promise<void>;
  readonly close: () => void;
}

/** Where news are found. Two topics of the same name have the same. */
interface Source {
  readonly name: string;
  /** The last of its news; those up to `from` are known. */
  readonly last: (from: number) => Promise<number>;
}

interface Listener {
  readonly response: ServerResponse;
  readonly session: string;
  readonly account: string;
  readonly role: string;
  /** By topic: where its news are, and the last of them the page knows. */
  readonly topics: Map<string, { readonly source: Source; after: number }>;
}

const pace = second;
/** A sign of life now and then, in beats, so that no proxy thinks us gone. */
const beatsToSign = 20;
/** Tabs of one person; the oldest gives way. */
const streamsEach = 10;
const batch = 200;

/** How often an owner's state changed: each turn is news. */
export async function turnOf(store: Store, owner: string): Promise<number> {
  return (await store.stateOf(owner))?.turn ?? 0;
}

const topicName = /^([a-z]+)(?::([\w.-]{1,80}))?$/u;

/** The journal of a topic that has none of its own. */
export function newsJournal(topic: string): string {
  return `console-news-${topic}`;
}

/** Tells the pages that follow a topic to look again. An id told twice is told once. */
export async function publishNews(
  store: Pick<Store, "append">,
  topic: string,
  id: string,
  now: Instant,
): Promise<void> {
  await store.append(newsJournal(topic), [{ id, body: {} }], now);
}

/** `beats: false` leaves the looking to whoever calls `beat`. */
export function makeLive(
  { store, clock, log }: Pick<ConsoleWorld, "store" | "clock" | "log">,
  topics: readonly Topic[],
  beats = true,
): Live {
  const listeners = new Set<Listener>();
  const ends = new Map<string, number>();
  let timer: NodeJS.Timeout | null = null;
  let looking = false;
  let count = 0;

  const find = (topic: string) => {
    const [, name, id = ""] = topicName.exec(topic) ?? [];
    const known = topics.find((one) => one.name === name);
    if (known === undefined) return null;
    const { positionOf } = known;
    const journal = known.journal?.(id) ?? newsJournal(topic);
    const source: Source =
      positionOf === undefined
        ? { name: `journal ${journal}`, last: (from) => lastOf(journal, from) }
        : { name: `position ${topic}`, last: () => positionOf(store, id) };
    return { known, id, journal, source };
  };
  const leave = (listener: Listener) => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
  const end = (listener: Listener, word = "") => {
    leave(listener);
    listener.response.end(word);
  };

  async function look(): Promise<void> {
    const team = await loadTeam(store);
    const now = clock();
    for (const listener of listeners) {
      const session = team.sessions[listener.session];
      const account = team.accounts[listener.account];
      if (session === undefined || !isAlive(session, now) || account?.revoked !== null)
        end(listener, "event: gone\ndata: {}\n\n");
      // The page comes back by itself, and is judged anew.
      else if (account.role !== listener.role) end(listener);
    }
    const followed = Map.groupBy(
      [...listeners].flatMap((listener) =>
        [...listener.topics].map(([topic, place]) => ({ listener, topic, place })),
      ),
      ({ place }) => place.source.name,
    );
    const news = new Map<Listener, string[]>();
    for (const followers of followed.values()) {
      const from = Math.min(...followers.map(({ place }) => place.after));
      const last = (await followers[0]?.place.source.last(from)) ?? from;
      for (const { listener, topic, place } of followers) {
        if (last <= place.after) continue;
        place.after = last;
        news.set(listener, [...(news.get(listener) ?? []), topic]);
      }
    }
    for (const [listener, told] of news) {
      const data = JSON.stringify({ topics: told });
      listener.response.write(`id: ${cursorOf(listener)}\nevent: news\ndata: ${data}\n\n`);
    }
    count += 1;
    if (count % beatsToSign === 0)
      for (const { response } of listeners) response.write(": here\n\n");
  }

  async function lastOf(journal: string, from: number): Promise<number> {
    for (let after = from; ;) {
      const entries = await store.read(journal, after, batch);
      after = entries.at(-1)?.seq ?? after;
      if (entries.length < batch) return after;
    }
  }

  const live: Live = {
    async positionOf(topic) {
      const found = find(topic);
      if (found === null) return 0;
      if (found.known.positionOf !== undefined)
        return await found.known.positionOf(store, found.id);
      const end = await endOf(store, found.journal, ends.get(found.journal));
      if (ends.size > 1_000) ends.clear();
      ends.set(found.journal, end);
      return end;
    },
    async mayFollow(visit, topic) {
      const found = find(topic);
      const rule = found?.known.allow[visit.me.role] ?? "no";
      if (rule !== "own") return rule === "yes";
      return (await found?.known.ownersOf?.(visit, found.id))?.includes(visit.me.id) ?? false;
    },
    open({ session, me }, wishes, response) {
      const listener: Listener = {
        response,
        session: session.hash,
        account: me.id,
        role: me.role,
        topics: new Map(
          wishes.flatMap((wish) => {
            const [topic = "", after] = wish.split("@");
            const found = find(topic);
            return found === null ? [] : [[topic, { source: found.source, after: placeIn(after) }]];
          }),
        ),
      };
      const own = [...listeners].filter(({ account }) => account === me.id);
      for (const old of own.slice(0, Math.max(0, own.length + 1 - streamsEach))) end(old);
      response.once("close", () => leave(listener));
      response.writeHead(200, { "Content-Type": "text/event-stream", "X-Accel-Buffering": "no" });
      response.write(`retry: 2000\nid: ${cursorOf(listener)}\n\n`);
      listeners.add(listener);
      if (beats) timer ??= setInterval(() => void live.beat(), pace).unref();
    },
    async beat() {
      if (looking || listeners.size === 0) return;
      looking = true;
      try {
        await look();
      } catch (error) {
        // The next beat looks again; what was told is told, the rest waits in the journals.
        log.warn("console-live", { code: error instanceof Error ? error.name : "unknown" });
      } finally {
        looking = false;
      }
    },
    close() {
      for (const listener of listeners) end(listener);
    },
  };
  return live;
}

function cursorOf({ topics }: Listener): string {
  return [...topics].map(([topic, { after }]) => `${topic}@${after}`).join(",");
}

function placeIn(text: string | undefined): number {
  return z.coerce.number().int().min(0).catch(0).parse(text);
}

/** What a page asks to follow, put forward by what it heard last: both are lists of `topic@position`. */
export function wishesOf(asked: string, lastHeard: string): readonly string[] {
  const read = (text: string) =>
    text
      .split(",")
      .slice(0, 20)
      .flatMap((one): [string, string][] => {
        const [topic = "", after = "0"] = one.split("@");
        return topicName.test(topic) && /^\d{1,12}$/u.test(after) ? [[topic, after]] : [];
      });
  const heard = new Map(read(lastHeard));
  return read(asked).map(([topic, after]) => `${topic}@${heard.get(topic) ?? after}`);
}
