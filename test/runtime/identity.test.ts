import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Inbound } from "../../src/channels/channel.ts";
import type { Address } from "../../src/core/address.ts";
import { reachedAt } from "../../src/runtime/identity.ts";
import { receive } from "../../src/runtime/receive.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";

const now = Date.UTC(2026, 11, 1, 9);
const at = (id: string, channel = "meta-whatsapp"): Address => ({ channel, id });
const phone = at("+212600000001");
const newPhone = at("+212600000002");
const atTwilio = at(phone.id, "twilio-whatsapp");
const [first, second, third] = ["A1", "B2", "C3"].map((id) => at(`MA.${id.repeat(8)}`));
if (first === undefined || second === undefined || third === undefined) throw new Error("three");

describe("who writes", () => {
  let store: Store;
  let count = 0;
  beforeEach(async () => {
    store = await openSqliteStore({ file: ":memory:" });
  });
  afterEach(() => store.close());

  function event(address: Address, aliases: readonly Address[] = [], left?: readonly Address[]) {
    count += 1;
    const content = { kind: "text", text: "salam" } as const;
    const inbound: Inbound = { id: `m${count}`, address, aliases, at: now, content, quoted: null };
    return left === undefined ? inbound : { ...inbound, left };
  }
  async function take(...inbounds: readonly Inbound[]): Promise<readonly string[]> {
    const accepted = await receive({ store, clock: () => now }, inbounds);
    return accepted.map(({ owner }) => owner);
  }

  test("is the same by number, by both, and by id alone", async () => {
    const [a] = await take(event(phone));
    const [b] = await take(event(phone, [first]));
    const [c] = await take(event(first));
    expect(new Set([a, b, c]).size).toBe(1);
  });

  test("is the same in one batch, whichever of their names each event has", async () => {
    const owners = await take(event(phone), event(phone, [first]), event(first), event(newPhone));
    expect(new Set(owners.slice(0, 3)).size).toBe(1);
    expect(owners[3]).not.toBe(owners[0]);
    expect(await store.contactOf(first)).toBe(owners[0]);
  });

  test("is the same on both WhatsApp channels by their number, there and back", async () => {
    const [before] = await take(event(atTwilio));
    expect(await take(event(phone, [first, atTwilio]))).toEqual([before]);
    expect(await take(event(atTwilio))).toEqual([before]);
    const [other] = await take(event(newPhone, [at(newPhone.id, "twilio-whatsapp")]));
    expect(await take(event(at(newPhone.id, "twilio-whatsapp")))).toEqual([other]);
  });

  test("is somebody new when a number comes with another id than its contact has", async () => {
    const [before] = await take(event(phone, [first, atTwilio]));
    const [after] = await take(event(phone, [second, atTwilio]));
    expect(after).not.toBe(before);
    expect(await store.contactOf(first)).toBe(before);
    expect(await store.contactOf(phone)).toBe(after);
    expect(await store.contactOf(atTwilio)).toBe(after);
    expect(await take(event(phone, [second, atTwilio]))).toEqual([after]);
    expect(await take(event(first))).toEqual([before]);
  });

  test("is known by their id when the number is another contact's", async () => {
    const [byId] = await take(event(first));
    const [byPhone] = await take(event(phone));
    expect(await take(event(phone, [first]))).toEqual([byId]);
    expect(await store.contactOf(phone)).toBe(byPhone);
  });

  test("who moves keeps what was said, and the old number is a stranger's next", async () => {
    const [owner] = await take(event(phone, [first, atTwilio]));
    const moved = event(newPhone, [second], [first, phone, atTwilio]);
    expect(await take(moved)).toEqual([owner]);
    expect(await take(event(newPhone, [second]))).toEqual([owner]);
    const [stranger] = await take(event(phone, [third, atTwilio]));
    expect(stranger).not.toBe(owner);
    // The same news, days later: the number has another owner now.
    expect(await take(moved)).toEqual([owner]);
    expect(await store.contactOf(phone)).toBe(stranger);
    expect(await store.contactOf(atTwilio)).toBe(stranger);
  });

  test("who moves without a word says nothing: no mail, and nobody is made", async () => {
    expect(await take(event(newPhone, [second], [phone, first]))).toEqual([""]);
    expect(await store.contactOf(newPhone)).toBeNull();
    const [owner] = await take(event(phone));
    const before = await store.depths(now);
    expect(await take(event(second, [], [phone]))).toEqual([owner]);
    expect(await store.depths(now)).toEqual(before);
  });

  test("a late move never takes a number from its next owner", async () => {
    const [old] = await take(event(phone, [first]));
    const [stranger] = await take(event(phone, [third]));
    expect(await take(event(newPhone, [second], [first, phone]))).toEqual([old]);
    expect(await store.contactOf(phone)).toBe(stranger);
    expect(await store.contactOf(newPhone)).toBe(old);
  });

  test("words before a move in the same batch are the old contact's", async () => {
    const [owner] = await take(event(phone, [first]));
    const move = event(newPhone, [second], [first, phone]);
    expect(await take(event(phone), move, event(newPhone), event(phone, [third]))).toEqual([
      owner,
      owner,
      owner,
      expect.not.stringMatching(owner ?? ""),
    ]);
  });
});

describe("where somebody is reached", () => {
  const web = at("token-1", "web-whatsapp");
  const on =
    (...channels: readonly string[]) =>
    (channel: string) =>
      channels.includes(channel);

  test.each([
    ["where they last wrote", [phone, web], on("meta-whatsapp", "web-whatsapp"), phone],
    ["elsewhere, when that channel is off", [first, web], on("web-whatsapp"), web],
    [
      "by their number at the provider that is on",
      [atTwilio, web],
      on("meta-whatsapp", "web-whatsapp"),
      phone,
    ],
    ["by their number, back again", [phone], on("twilio-whatsapp"), atTwilio],
    ["nowhere else by an id of one portfolio", [first], on("twilio-whatsapp"), first],
    ["where they last wrote, when nothing is on", [atTwilio, web], on(), atTwilio],
    ["nowhere without an address", [], on("meta-whatsapp"), undefined],
  ] as const)("%s", (_, addresses, isOn, expected) => {
    expect(reachedAt(addresses, isOn)).toEqual(expected);
  });
});
