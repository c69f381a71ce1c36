import { expect, test } from "vitest";
import type { Channel } from "../../src/channels/channel.ts";
import { blankState, type State } from "../../src/core/engine/state.ts";
import { hour, minute, second } from "../../src/core/instant.ts";
import type { Json } from "../../src/core/json.ts";
import { writeMail } from "../../src/runtime/mail.ts";
import { playClaim } from "../../src/runtime/turns.ts";
import type { Commit } from "../../src/store/store.ts";
import { makeWorld, morning } from "../world.ts";

const almost = 23 * hour + 54 * minute + 59 * second;

test("what an event makes us say goes out until five minutes before the window shuts", async () => {
  const { promised, lines } = await hearOf(almost);
  expect(promised).toBe(1);
  expect(lines).toEqual([]);
});

test("after that it is left out, with a warning of codes only", async () => {
  const { promised, lines, state } = await hearOf(almost + 2 * second);
  expect(promised).toBe(0);
  expect(lines).toEqual([
    JSON.stringify({ event: "window-shut", channel: "room", key: "invite.refused" }),
  ]);
  // The turn was played all the same.
  expect(state).toMatchObject({ moves: 6 });
});

test("where there is no window it goes out after any time", async () => {
  expect(await hearOf(300 * hour, null)).toMatchObject({ promised: 1, lines: [] });
});

test("who writes after days is answered freely: that opens the window", async () => {
  const { promised, lines } = await hearOf(300 * hour, 24 * 60, { text: "menu" });
  expect(promised).toBeGreaterThan(0);
  expect(lines).toEqual([]);
});

/** Somebody waits to join an organization; so much later they are refused, or they write. */
async function hearOf(
  elapsed: number,
  window: number | null = 24 * 60,
  said: { readonly text: string } | null = null,
) {
  const channel: Channel = {
    name: "room",
    capabilities: { text: 4_096, body: 4_096, buttons: null, list: null, window },
    webhooks: [],
    send: () => Promise.resolve({ kind: "sent", providerId: null }),
    evidence: () => Promise.resolve("absent"),
  };
  const world = await makeWorld([channel]);
  const version = world.book.current.get("invite")?.version ?? "";
  const frame = { flow: "invite", version, step: "waiting", values: {}, trail: [], aside: false };
  const state: State = {
    ...blankState,
    moves: 5,
    languageFrom: "choice",
    facts: { consent: "2026-11-01", since: morning },
    lastHeard: morning - elapsed,
    session: { frames: [frame], pending: { move: 5, offered: null }, paused: false, nudged: true },
  };
  const address = { channel: "room", id: "someone" };
  const refusal = { kind: "event", event: "refused", values: {}, organization: null };
  const body =
    said === null
      ? writeMail({ kind: "post", from: "v00-a", body: refusal })
      : writeMail({ kind: "heard", content: { kind: "text", text: said.text }, quoted: null });
  const commits: Commit[] = [];
  const store = {
    ...world.store,
    commit: async (commit: Commit) => {
      commits.push(commit);
      return "committed" as const;
    },
  };
  await playClaim(
    { ...world, store },
    {
      owner: "c00-a",
      lease: "l",
      turn: 5,
      // States are plain JSON.
      state: state as unknown as Json,
      addresses: [address],
      mail: [{ id: "m", at: morning, from: said === null ? null : address, body }],
      tries: 0,
    },
  );
  await world.store.close();
  return { promised: commits[0]?.outbox.length, lines: world.lines, state: commits[0]?.state };
}
