import { z } from "zod";
import type { Instant } from "../../instant.ts";
import type { Json } from "../../json.ts";
import { applyToPages, operationSchema } from "../../pages/operations.ts";
import { noPages, withoutAuthor, type Pages } from "../../pages/pages.ts";
import {
  merge,
  pagesOf,
  resultsKept,
  type Entry,
  type Organization,
  type Result,
} from "../organization.ts";
import { keep, type OwnerMail, type OwnerTurn } from "./owner.ts";

const blank: Kept = { values: {}, members: [], results: [] };

interface Kept {
  readonly values: Organization["values"];
  readonly members: readonly string[];
  readonly results: readonly Result[];
  /** Left out before the first page. */
  readonly pages?: Pages;
}

/** Lines that members may have added at the same time to a page that was nearly full. */
const membersAtOnce = 20;

const entry = z.tuple([z.json(), z.number(), z.string()]);
const mailSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("found") }),
  z.object({ kind: z.literal("values"), values: z.record(z.string(), entry) }),
  z.object({ kind: z.literal("result"), result: z.json() }),
  z.object({ kind: z.literal("pages"), operations: z.array(operationSchema).max(60) }),
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
    case "pages": {
      const pages = pagesOf(kept);
      const changed = told.operations.reduce((before, operation) => {
        const done = applyToPages(before, operation, from, membersAtOnce);
        // Refused here: somebody else was first, and what they did is told to everybody.
        return done.kind === "changed" ? done.pages : before;
      }, pages);
      if (changed === pages) return turn(kept);
      const next = { ...kept, pages: changed };
      return turn(next, tellOthers(next, id, from, {}, [], newIn(pages, changed)));
    }
    case "join": {
      const next = { ...kept, members: withMember(kept.members, told.contact) };
      const snapshot = {
        id,
        values: next.values,
        members: next.members.length,
        results: next.results,
        ...(next.pages === undefined ? {} : { pages: next.pages }),
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
      const pages = withoutAuthor(pagesOf(kept), from, now, id);
      const next = { ...kept, members, values, ...(kept.pages === undefined ? {} : { pages }) };
      return turn(next, tellOthers(next, id, from, removed, [], newIn(pagesOf(kept), pages)));
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
  pages: Pages = noPages,
): OwnerTurn["posts"] {
  const told = pages === noPages ? {} : { pages };
  const organization = json({ id, values, members: kept.members.length, results, ...told });
  return kept.members
    .filter((member) => member !== from)
    .map((to) => ({
      to,
      body: { kind: "organization", organization, changed: Object.keys(values) },
    }));
}

/** The parts of the pages that changed: a version that did not is not told again. */
function newIn(before: Pages, after: Pages): Pages {
  const versions = Object.entries(after.versions).filter(
    ([id, version]) => version !== before.versions[id],
  );
  return { about: after.about, versions: Object.fromEntries(versions) };
}

function turn(kept: Kept, posts: OwnerTurn["posts"] = []): OwnerTurn {
  return { ...keep(json(kept)), posts };
}

/** Plain data by construction. */
function json(value: object): Json {
  return value as unknown as Json;
}
