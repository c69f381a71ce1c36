import { z } from "zod";
import type { Json } from "../../json.ts";
import type { Phrase } from "../../language/sentences.ts";
import { centimes as asCentimes, type Centimes } from "../../money/centimes.ts";
import { sayAmount } from "../../money/say-amount.ts";
import { explainBalance, linesOf, nextPlace, totals, type Line } from "../../pages/budget.ts";
import { doubtful } from "../offers.ts";
import type { Play } from "../play.ts";
import type { Action } from "./action.ts";
import { json, phrase } from "./last-result.ts";
import { amountsIn, asksTotal, isNone, isZero } from "./pages-amounts.ts";
import {
  chosenAmount,
  keepAll,
  keepPieces,
  placed,
  setTo,
  typedAmount,
  unclear,
  valueOf,
  waitingSchema,
} from "./pages-line-amounts.ts";
import { setCell } from "./pages-write.ts";
import { pageOf, soFar, versionHere } from "./pages-shown.ts";

const nothing = z.strictObject({});
const saying = z.strictObject({ said: z.string() });

/** Lines asked for in one message. */
const atOnce = 3;

const groupsSchema = z.array(z.array(z.string())).catch([]);
const idsSchema = z.array(z.string()).catch([]);

export const nextLines = {
  about: "The next three lines whose amounts are not known, first what comes in; then the totals.",
  takes: nothing,
  gives: {
    report: "bool",
    side: "string",
    lines: "dyn",
    totals: "dyn",
    shown: "dyn",
    about: "string",
    again: "dyn",
  },
  perform(_, play) {
    const version = versionHere(play);
    const all = version === null ? [] : linesOf(version);
    const again = idsSchema.parse(play.top.values["again"]);
    const asked = again.length > 0 ? all.filter(({ id }) => again.includes(id)) : open(play, all);
    const shown = groupsSchema.parse(play.top.values["shown"]);
    const ids = asked.map(({ id }) => id);
    return {
      gives: {
        report: pageOf(play) === "report",
        side: asked[0]?.side ?? "",
        lines: phrase({ lines: asked.map((line) => lineAsked(play, line)) }),
        totals: phrase(soFar(play, all)),
        shown: ids.length === 0 || shown.at(-1)?.join() === ids.join() ? shown : [...shown, ids],
        about: "",
        again: [],
      },
    };
  },
} satisfies Action<z.infer<typeof nothing>>;

/** Not said yet and not left out, of one side. */
function open(play: Play, all: readonly Line[]): readonly Line[] {
  const passed = idsSchema.parse(play.top.values["passed"]);
  const unsaid = all.filter(({ id, centimes }) => centimes === null && !passed.includes(id));
  return unsaid.filter(({ side }) => side === unsaid[0]?.side).slice(0, atOnce);
}

function lineAsked(play: Play, { label, before, centimes }: Line): Phrase {
  const say = (amount: number): string => sayAmount(amount, play.state.language);
  if (centimes !== null)
    return { say: "pages.lines.line-now", with: { label, amount: say(centimes) } };
  if (before !== undefined)
    return { say: "pages.lines.line-before", with: { label, before: say(before) } };
  return { say: "pages.lines.line", with: { label } };
}

/** `heard`: kept, unclear, total, full, refused or nothing. */
export const keepLines = {
  about:
    "Keeps the amounts that were said: in the order of the lines asked for, or by their names.",
  takes: saying,
  gives: { heard: "string", words: "dyn", choices: "dyn", waiting: "dyn", passed: "dyn" },
  perform({ said }, play) {
    const version = versionHere(play);
    if (version === null) return { gives: { heard: "nothing" } };
    const all = linesOf(version);
    const group = groupsSchema.parse(play.top.values["shown"]).at(-1) ?? [];
    const asked = all.filter(({ id }) => group.includes(id));
    const passed = idsSchema.parse(play.top.values["passed"]);
    const left = (lines: readonly Line[]): Json => [...passed, ...lines.map(({ id }) => id)];
    if (said === doubtful) return { gives: { heard: "kept", passed: left(asked) } };
    if (said === "on") {
      const side = asked[0]?.side;
      return { gives: { heard: "kept", passed: left(all.filter((one) => one.side === side)) } };
    }
    if (said === "none" || (isNone(said) && !isZero(said))) {
      return {
        gives: {
          heard: keepAll(
            play,
            asked.map((line) => setTo(play, version, line, zero)),
          ),
        },
      };
    }
    if (asksTotal(said)) return { gives: { heard: "total" } };
    return {
      gives: keepPieces(play, version, asked, amountsIn(said, play.state.language, asked.length)),
    };
  },
} satisfies Action<z.infer<typeof saying>>;

/** One reading of an amount was chosen, or none of them. */
export const settleAmount = {
  about: "Keeps the reading that was chosen for an amount; then the next that is not clear.",
  takes: saying,
  gives: { heard: "string", words: "dyn", choices: "dyn", waiting: "dyn" },
  perform({ said }, play) {
    const version = versionHere(play);
    const [first, ...others] = waitingSchema.parse(play.top.values["waiting"]);
    if (version === null || first === undefined) return { gives: { heard: "kept", waiting: [] } };
    const amount = chosenAmount(said) ?? typedAmount(play, said);
    if (amount === null) return { gives: unclear(play, others) };
    const done = keepAll(play, [placed(play, version, first, amount)]);
    return { gives: done === "kept" ? unclear(play, others) : { heard: done, waiting: [] } };
  },
} satisfies Action<z.infer<typeof saying>>;

/** The way back among lines: the group asked before this one, with what was noted. */
export const linesBefore = {
  about: "Goes back to the lines asked for before.",
  takes: nothing,
  gives: { isFirst: "bool", shown: "dyn", again: "dyn" },
  perform(_, play) {
    const shown = groupsSchema.parse(play.top.values["shown"]);
    const earlier = shown.at(-2);
    if (earlier === undefined) return { gives: { isFirst: true } };
    return { gives: { isFirst: false, shown: shown.slice(0, -2), again: earlier } };
  },
} satisfies Action<z.infer<typeof nothing>>;

/** `balance`: even, surplus, deficit or empty. */
export const readBalance = {
  about: "How the budget stands, with its totals and what is missing or left.",
  takes: nothing,
  gives: { balance: "string", income: "dyn", expense: "dyn", gap: "dyn" },
  perform(_, play) {
    const version = versionHere(play);
    const sums = totals(version === null ? [] : linesOf(version));
    const say = (amount: number): string => sayAmount(amount, play.state.language);
    const { kind } = explainBalance(sums);
    const balance =
      kind === "empty"
        ? "empty"
        : sums.balance === 0
          ? "even"
          : sums.balance > 0
            ? "surplus"
            : "deficit";
    const { income, expense } = sums;
    return {
      gives: {
        balance,
        income: say(income),
        expense: say(expense),
        gap: say(Math.abs(sums.balance)),
      },
    };
  },
} satisfies Action<z.infer<typeof nothing>>;

/** What they have put aside pays what is missing. */
export const useReserve = {
  about: "Adds what is missing as money that was left over or put aside.",
  takes: nothing,
  gives: {},
  perform(_, play) {
    const version = versionHere(play);
    if (version === null) return { gives: {} };
    const all = linesOf(version);
    const missing = -totals(all).balance;
    if (missing <= 0) return { gives: {} };
    const known = all.find(({ id }) => id === reserve);
    const amount = asCentimes(missing + (known?.centimes ?? 0));
    if (amount === null) return { gives: {} };
    const value =
      known === undefined
        ? {
            side: "income" as const,
            label: { say: `pages-lines.${reserve}` },
            centimes: amount,
            place: nextPlace(all, "income"),
          }
        : { ...valueOf(known), centimes: amount };
    keepAll(play, [setCell(play, version.id, `line.${reserve}`, json(value))]);
    return { gives: {} };
  },
} satisfies Action<z.infer<typeof nothing>>;

/** The proposed line for what was left over. */
const reserve = "carried-over";

/** Zero is an amount. */
const zero = 0 as Centimes;
