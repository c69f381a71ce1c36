import { z } from "zod";
import type { Instant } from "../../instant.ts";
import type { Json } from "../../json.ts";
import { merge, resultsKept, type Entry, type Organization, type Result } from "../organization.ts";
import { keep, type OwnerMail, type OwnerTurn } from "./owner.ts";

const blank: Kept = { values: {}, members: [], results: [] };

interface Kept {
  readonly values: Organization["values"];
  readonly members: readonly string[];
  readonly results: readonly Result[];
}

const entry = z.tuple([z.json(), z.number(), z.string()]);
const mailSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("found") }),
  z.object({ kind: z.literal("values"), values: z.record(z.string(), entry) }),
  z.object({ kind: z.literal("result"), result: z.json() }),
  z.object({ kind: z.literal("join"), contact: z.string() }),
  z.object({ kind: z.literal("depart") }),
  z.object({ kind: z.literal("leave") }),
]);

/**
 * The organization itself: where what its members say is joined, so that two people answering at
 * once never lose an answer, and from where each of them learns what the others said.
 */
export function organizations(
  state: Json | null,
  mail: OwnerMail,
  now: Instant,
  id: string,
): OwnerTurn {
  // Written by this very function.
  const kept = (state as unknown as Kept | null) ?? blank;
  const told = mailSchema.parse(mail.body);
  const { from } = mail;
  switch (told.kind) {
    case "found":
      return turn({ ...kept, members: withMember(kept.members, from) });
    case "values": {
      const said = laterThan(kept.values, stamped(told.values, from));
      const values = merge(kept.values, said);
      const next = { ...kept, members: withMember(kept.members, from), values };
      const news = Object.fromEntries(
        Object.entries(said).filter(([name, one]) => values[name] === one),
      );
      return turn(next, tellOthers(next, id, from, news, []));
    }
    case "result": {
      const result = told.result as unknown as Result;
      const results = [...kept.results, result].slice(-resultsKept);
      const next = { ...kept, results };
      return turn(next, tellOthers(next, id, from, {}, results));
    }
    case "join": {
      const next = { ...kept, members: withMember(kept.members, told.contact) };
      const snapshot = {
        id,
        values: next.values,
        members: next.members.length,
        results: next.results,
      };
      return turn(next, [
        {
          to: told.contact,
          body: { kind: "event", event: "joined", values: {}, organization: json(snapshot) },
        },
        ...tellOthers(next, id, told.contact, {}, []),
      ]);
    }
    case "depart":
      return turn({ ...kept, members: kept.members.filter((one) => one !== from) });
    case "leave": {
      // What they alone said goes with them, here and in the copies of the others; when nobody is
      // left, everything does.
      const members = kept.members.filter((one) => one !== from);
      if (members.length === 0) return turn({ values: {}, members, results: [] });
      const said = Object.entries(kept.values);
      const gone = said.filter(([, [, , by]]) => by === from);
      const values = Object.fromEntries(said.filter(([, [, , by]]) => by !== from));
      const removed = Object.fromEntries(
        gone.map(([name]): [string, Entry] => [name, [null, now, id]]),
      );
      const next = { ...kept, members, values };
      return turn(next, tellOthers(next, id, from, removed, []));
    }
  }
}

function withMember(members: readonly string[], contact: string): readonly string[] {
  return members.includes(contact) ? members : [...members, contact];
}

function stamped(values: Organization["values"], by: string): Organization["values"] {
  return Object.fromEntries(
    Object.entries(values).map(([name, [value, at]]): [string, Entry] => [name, [value, at, by]]),
  );
}

/** What is newer than what is kept: of two answers of one millisecond the first to arrive stays. */
function laterThan(
  kept: Organization["values"],
  said: Organization["values"],
): Organization["values"] {
  return Object.fromEntries(
    Object.entries(said).filter(([name, [, at]]) => at > (kept[name]?.[1] ?? -Infinity)),
  );
}

function tellOthers(
  kept: Kept,
  id: string,
  from: string,
  values: Organization["values"],
  results: readonly Result[],
): OwnerTurn["posts"] {
  const organization = json({ id, values, members: kept.members.length, results });
  return kept.members
    .filter((member) => member !== from)
    .map((to) => ({
      to,
      body: { kind: "organization", organization, changed: Object.keys(values) },
    }));
}

function turn(kept: Kept, posts: OwnerTurn["posts"] = []): OwnerTurn {
  return { ...keep(json(kept)), posts };
}

/** Plain data by construction. */
function json(value: object): Json {
  return value as unknown as Json;
}
