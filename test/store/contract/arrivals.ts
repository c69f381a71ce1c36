import { describe, expect } from "vitest";
import { dedupeFor, mailboxCap } from "../../../src/store/store.ts";
import {
  accept,
  address,
  claim,
  claimOne,
  commitOf,
  mailOf,
  message,
  note,
  only,
  type Open,
  outcomesOf,
  playTurn,
  t0,
  tester,
} from "./room.ts";

const salma = address("212600000001");
const yanis = address("212600000002");

export function arrivals(open: Open): void {
  const it = tester(open);

  describe("accept", () => {
    it("makes a contact of an address on first sight", async (store) => {
      const owner = await accept(store, message("m1", salma));
      expect(owner).toMatch(/^c[0-6]\d-.+/u);
      expect(owner).not.toContain(salma.id);
      expect(await store.contactOf(salma)).toBe(owner);
      expect(await accept(store, message("m2", salma))).toBe(owner);
      expect(await accept(store, message("m1", yanis))).not.toBe(owner);
    });

    it("makes one contact of an album of ten that arrives in parallel", async (store) => {
      const album = Array.from({ length: 10 }, (_, index) => message(`p${index}`, salma));
      const owners = await Promise.all(album.map((picture) => accept(store, picture)));
      expect(new Set(owners).size).toBe(1);
      const { mail } = await claimOne(store);
      expect(mail.map(({ id }) => id).sort()).toEqual(album.map(({ id }) => id).sort());
    });

    it("recognizes an event seen before, whatever it says now", async (store) => {
      const owner = await accept(store, message("m1", salma, { text: "first" }));
      const again = await store.accept([message("m1", salma, { text: "second" })], t0 + 1);
      expect(again).toEqual([{ outcome: "duplicate", owner }]);
      const { mail } = await claimOne(store);
      expect(mail).toEqual([{ id: "m1", at: t0, from: salma, body: { text: "first" } }]);
    });

    it("keeps one of five copies that arrive in parallel", async (store) => {
      const copies = await Promise.all(
        Array.from({ length: 5 }, () => store.accept([message("m1", salma)], t0)),
      );
      expect(
        copies
          .flat()
          .map(({ outcome }) => outcome)
          .sort(),
      ).toEqual(["accepted", ...Array.from({ length: 4 }, () => "duplicate")]);
      expect(new Set(copies.flat().map(({ owner }) => owner)).size).toBe(1);
      expect((await claimOne(store)).mail).toHaveLength(1);
    });

    it("keeps one of several copies inside one call", async (store) => {
      const copies = [message("m1", salma), message("m2", salma), message("m1", salma)];
      expect(await outcomesOf(store, copies)).toEqual(["accepted", "accepted", "duplicate"]);
      expect((await claimOne(store)).mail.map(({ id }) => id)).toEqual(["m1", "m2"]);
    });

    it("keeps the same id from two addresses and from two channels", async (store) => {
      const same = [salma, yanis, address(salma.id, "twilio-whatsapp")];
      const answers = await store.accept(
        same.map((from) => message("m1", from)),
        t0,
      );
      expect(answers.map(({ outcome }) => outcome)).toEqual(["accepted", "accepted", "accepted"]);
      expect(new Set(answers.map(({ owner }) => owner)).size).toBe(3);
    });

    it("keeps the same id from two addresses of one contact, and consumes them in order", async (store) => {
      const owner = await playTurn(store, salma);
      expect(await store.link(yanis, owner)).toBe(true);
      expect(await outcomesOf(store, [message("m1", salma), message("m1", yanis)])).toEqual([
        "accepted",
        "accepted",
      ]);
      const first = await claimOne(store, t0, 1);
      expect(only(first.mail).from).toEqual(salma);
      await store.commit(commitOf(first));
      expect(only((await claimOne(store)).mail).from).toEqual(yanis);
    });

    it("still knows a consumed event at the end of its eight days", async (store) => {
      await playTurn(store, salma);
      await accept(store, message("m1", salma, {}, t0 + 5));
      await store.commit(commitOf(await claimOne(store)));
      const last = await outcomesOf(store, [message("m1", salma, {}, t0 + 5)], t0 + 5 + dedupeFor);
      expect(last).toEqual(["duplicate"]);
      expect(await claim(store, t0 + 5 + dedupeFor)).toEqual([]);
    });

    it("refuses an event older than eight days and makes nobody of its address", async (store) => {
      const old = message("m1", salma, {}, t0 - dedupeFor - 1);
      expect(await store.accept([old], t0)).toEqual([{ outcome: "stale", owner: "" }]);
      expect(await store.contactOf(salma)).toBeNull();
      expect(await claim(store)).toEqual([]);
      expect(await outcomesOf(store, [message("m1", salma, {}, t0 - dedupeFor)])).toEqual([
        "accepted",
      ]);
    });

    it("names the contact of a stale event when there is one", async (store) => {
      const owner = await accept(store, message("m1", salma));
      const late = t0 + dedupeFor + 1;
      expect(await store.accept([message("m1", salma)], late)).toEqual([
        { outcome: "stale", owner },
      ]);
    });

    it("refuses what a full mailbox cannot hold, and takes it when there is room", async (store) => {
      const flood = Array.from({ length: mailboxCap + 2 }, (_, index) =>
        message(`m${index}`, salma),
      );
      const answers = await outcomesOf(store, flood);
      expect(answers.filter((outcome) => outcome === "accepted")).toHaveLength(mailboxCap);
      expect(answers.slice(mailboxCap)).toEqual(["full", "full"]);
      const last = message(`m${mailboxCap}`, salma);
      expect(await outcomesOf(store, [last, message("m0", salma)])).toEqual(["full", "duplicate"]);
      await store.commit(commitOf(await claimOne(store, t0, 1)));
      expect(await outcomesOf(store, [last, message("new", salma)])).toEqual(["accepted", "full"]);
    });

    it("never holds more than the cap however many arrive in parallel", async (store) => {
      const flood = Array.from({ length: mailboxCap + 10 }, (_, index) =>
        store.accept([message(`m${index}`, salma)], t0),
      );
      const answers = (await Promise.all(flood)).flat();
      expect(answers.filter(({ outcome }) => outcome === "full")).toHaveLength(10);
      expect((await claimOne(store)).mail).toHaveLength(mailboxCap);
    });

    it("answers in the order of the call, whatever shards it touches", async (store) => {
      const many = Array.from({ length: 40 }, (_, index) => message("m1", address(`web-${index}`)));
      const answers = await store.accept(many, t0);
      for (const [index, { owner }] of answers.entries()) {
        expect(owner).toBe(await store.contactOf(address(`web-${index}`)));
      }
      expect(await claim(store)).toHaveLength(40);
      expect(await store.accept([], t0)).toEqual([]);
    });

    it("takes mail for an owner by its id, and recognizes its copies", async (store) => {
      const owner = "o03-atlas";
      const copies = await Promise.all(
        Array.from({ length: 5 }, () => store.accept([note("n1", owner)], t0)),
      );
      expect(copies.flat().filter(({ outcome }) => outcome === "accepted")).toHaveLength(1);
      expect(await outcomesOf(store, [note("n1", "o04-rif")])).toEqual(["accepted"]);
      const claimed = (await claim(store)).find((each) => each.owner === owner);
      expect(claimed).toMatchObject({ turn: 0, state: null, addresses: [] });
      expect(claimed?.mail).toEqual([{ id: "n1", at: t0, from: null, body: { text: "n1" } }]);
    });

    it("keeps mail in the order it came in, not by the provider's clock", async (store) => {
      await accept(store, message("m1", salma, {}, t0));
      await store.accept(
        [message("m2", salma, {}, t0 - 500), message("m3", salma, {}, t0 + 9)],
        t0,
      );
      await accept(store, message("m4", salma, {}, t0 - 700));
      const { mail } = await claimOne(store);
      expect(mail.map(({ id, at }) => [id, at - t0])).toEqual([
        ["m1", 0],
        ["m2", -500],
        ["m3", 9],
        ["m4", -700],
      ]);
    });

    it("files what waited on a disk by the moment it came to it", async (store) => {
      const came = (id: string, now: number, since?: number) => {
        const arrival = { ...message(id, salma), ...(since === undefined ? {} : { since }) };
        return outcomesOf(store, [arrival], now);
      };
      await came("m2", t0 + 20);
      await came("m4", t0 + 40);
      await came("m3", t0 + 50, t0 + 30);
      await came("m5", t0 + 50, t0 + 40);
      await came("m1", t0 + 50, t0 + 10);
      await came("m6", t0 + 60, t0 + 55);
      expect((await store.depths(t0 + 60)).oldestMail).toBe(50);
      const first = await claimOne(store, t0 + 60, 2);
      expect(first.mail.map(({ id }) => id)).toEqual(["m1", "m2"]);
      await came("m0", t0 + 60, t0 + 5);
      // What was claimed is played all the same, wherever it stands by now.
      await store.commit(commitOf(first));
      const { mail } = await claimOne(store, t0 + 60);
      expect(mail.map(({ id }) => id)).toEqual(["m0", "m3", "m4", "m5", "m6"]);
    });

    it("puts a duplicate that waited on a disk where it belongs", async (store) => {
      const second = message("m2", salma);
      await store.accept([message("m1", salma), message("m3", salma), second], t0 + 30);
      await store.accept([message("m4", salma)], t0 + 40);
      const again = [{ ...second, since: t0 + 20 }];
      expect(await outcomesOf(store, again, t0 + 50)).toEqual(["duplicate"]);
      expect((await store.depths(t0 + 50)).oldestMail).toBe(30);
      const claimed = await claimOne(store, t0 + 50);
      expect(claimed.mail.map(({ id }) => id)).toEqual(["m2", "m1", "m3", "m4"]);
      await store.commit(commitOf(claimed));
      // What was played is gone.
      expect(await outcomesOf(store, again, t0 + 60)).toEqual(["duplicate"]);
      expect(await claim(store, t0 + 60)).toEqual([]);
    });

    it("leaves a duplicate before what came after it, when it came to a disk later", async (store) => {
      const first = message("m1", salma);
      await store.accept([first], t0 + 10);
      await store.accept([message("m2", salma)], t0 + 20);
      expect(await outcomesOf(store, [{ ...first, since: t0 + 30 }], t0 + 50)).toEqual([
        "duplicate",
      ]);
      const { mail } = await claimOne(store, t0 + 50);
      expect(mail.map(({ id }) => id)).toEqual(["m1", "m2"]);
    });

    it("gives back exactly what it was given", async (store) => {
      const body = {
        text: "سلام 👋🏽 \u0000 \ud800 ' \" \\ \n é",
        empty: { list: [], object: {}, text: "", nothing: null },
        numbers: [0, -1, 0.1, 1e21, Number.MAX_SAFE_INTEGER, t0, 1e-7],
        deep: [[[{ ok: true }]]],
      };
      const id = "wamid.HBgM/+= é:{x}";
      const from = address("psid:{s1}:é 1", "meta-messenger");
      await accept(store, message(id, from, body));
      const claimed = await claimOne(store);
      expect(claimed.mail).toEqual([{ id, at: t0, from, body }]);
      await store.commit(commitOf(claimed, { state: body }));
      expect((await store.stateOf(claimed.owner))?.state).toEqual(body);
    });

    it("remembers mail and what was seen through a restart", async (store, room) => {
      const owner = await accept(store, message("m1", salma));
      const again = await room.reopen();
      expect(await again.contactOf(salma)).toBe(owner);
      expect(await outcomesOf(again, [message("m1", salma), message("m2", salma)])).toEqual([
        "duplicate",
        "accepted",
      ]);
      expect(await mailOf(again, owner)).toEqual(["m1", "m2"]);
    });
  });
}
