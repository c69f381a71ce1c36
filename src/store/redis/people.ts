import type { Address, Mail, OwnerId } from "../store.ts";
import { askOwner } from "./deliveries.ts";
import { entriesOf } from "./journals.ts";
import { textOf } from "./keys.ts";
import type { Ground, Part } from "./part.ts";
import { unpack } from "./pack.ts";
import { asList, asPairs, asText, asTexts, fieldsOf, parse } from "./replies.ts";

/** Who is behind an address, and what is kept about them. */
export function peopleOf(
  ground: Ground,
): Part<"contactOf" | "deliveryOf" | "link" | "unlink" | "export" | "erase"> {
  const { scripts, keys } = ground;
  const everything = async (owner: OwnerId) =>
    asList(await scripts.run("export", keys.baseOfOwner(owner), [owner]));

  return {
    async contactOf(address) {
      const [word, owner] = await askOwner(ground, "whose", address, [address.channel, ""]);
      return word === "here" && owner !== undefined ? owner : null;
    },
    async deliveryOf(address, providerId) {
      const rest = [address.channel, providerId];
      const [, , id = ""] = await askOwner(ground, "whose", address, rest);
      return id === "" ? null : id;
    },
    async link(address, owner) {
      const { base, hash } = keys.place(address);
      const own = keys.baseOfOwner(owner);
      const text = textOf(address);
      // Noted with the owner first, so that whoever erases them finds the address.
      await scripts.run("link", own, ["expect", owner, text, ""]);
      const holder = asText(await scripts.run("link", base, ["choose", owner, hash, ""]));
      await scripts.run("link", own, ["settle", owner, text, holder]);
      return holder === owner;
    },
    async unlink(address, owner) {
      const { base, hash } = keys.place(address);
      await scripts.run("unlink", base, [owner, hash]);
      await scripts.run("link", keys.baseOfOwner(owner), ["part", owner, textOf(address), ""]);
    },
    async export(owner) {
      const all = await everything(owner);
      const [turn = null, state = null, addresses, , mail, dead, promised] = all;
      const [settled, timers, posts, journal] = all.slice(7);
      if (turn === null && asTexts(journal).length === 0) return null;
      const kept = {
        addresses: asTexts(addresses).map((text) => parse(text)),
        mail: asTexts(mail).map((item) => parse(fieldsOf(item, 3)[2] ?? "null")),
        dead: bySeq(asPairs(dead)).map(([, letter]) => {
          const [, reason = "null", at, json = "null"] = fieldsOf(letter, 4);
          return { reason: parse(reason), at: Number(at), mail: parse(json) };
        }),
        outbox: asTexts(promised)
          .map((entry) => fieldsOf(entry, 5))
          .sort(([one], [other]) => Number(one) - Number(other))
          .map((fields) => parse(fields[4] ?? "null")),
        deliveries: asPairs(settled)
          .map(([id, text]) => {
            const [until, status = "", code = "null"] = fieldsOf(text, 3);
            return { id, status, code: parse(code), until: Number(until) };
          })
          .sort((one, other) => one.until - other.until || compare(one.id, other.id))
          .map(({ id, status, code }) => ({ id, status, code })),
        timers: asPairs(timers)
          .map(([id, item]) => {
            const { at, body } = parse<Mail>(fieldsOf(item, 2)[1] ?? "null");
            return { id, at, body };
          })
          .sort((one, other) => one.at - other.at || compare(one.id, other.id)),
        posts: bySeq(asPairs(posts)).map(([, json]) => {
          const { id, to, body } = parse<{ id: string; to: string; body: string }>(json);
          return { id, to, body };
        }),
        journal: entriesOf(asTexts(journal), 0).map((entry) => ({ ...entry })),
      };
      const empty = Object.values(kept).every((list) => list.length === 0);
      if (state === null && empty) return null;
      return {
        owner,
        turn: Number(turn),
        state: state === null ? null : unpack(asText(state)),
        ...kept,
      };
    },
    async erase(owner) {
      const own = keys.baseOfOwner(owner);
      for (;;) {
        const [, , heard, linking] = await everything(owner);
        const places = [...asTexts(heard), ...asTexts(linking)].map((text) => ({
          text,
          ...keys.place(parse<Address>(text)),
        }));
        const args = places.flatMap(({ text, base, hash }) => [text, base === own ? hash : ""]);
        if ((await scripts.run("erase", own, [owner, ...args])) === "again") continue;
        // Whoever is met at such an address meanwhile is already someone new.
        await Promise.all(
          places
            .filter(({ base }) => base !== own)
            .map(({ base, hash }) => scripts.run("unlink", base, [owner, hash])),
        );
        return;
      }
    },
  };
}

function bySeq(pairs: readonly (readonly [string, string])[]) {
  return [...pairs].sort(([one], [other]) => Number(one) - Number(other));
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
