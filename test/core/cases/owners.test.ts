import { expect, it } from "vitest";
import { askForHuman } from "../../../src/core/cases/ask-for-human.ts";
import { noHuman } from "../../../src/core/cases/human.ts";
import { contactMailSchema } from "../../../src/core/cases/mail.ts";
import { deskOwner } from "../../../src/core/cases/number.ts";
import { cases, readCase } from "../../../src/core/engine/owners/cases.ts";
import { readDesk, rota } from "../../../src/core/engine/owners/rota.ts";
import type { Json } from "../../../src/core/json.ts";
import { casablanca, moroccan } from "../calendar/moroccan-calendar.ts";
import { consultant, person, request } from "./town.ts";

const rules = { calendar: moroccan, moments: {}, silentDays: [], perSecond: 80 };
const now = casablanca("2026-12-01T10:00");

it("a case and the desk keep plain data and agree on a date of the real calendar", () => {
  const [open] = askForHuman(noHuman, person, request, now).posts;
  const id = open?.to ?? "";
  const people = { kind: "rota", command: "r", consultants: [consultant("amal")], duty: [] };
  const desk = rota(
    { last: 5 },
    { from: "coordinator:zineb", body: people },
    now,
    deskOwner,
    rules,
  );
  const first = cases(null, { from: person, body: open?.body as Json }, now, id, rules);
  const listed = rota(
    desk.state,
    { from: id, body: first.posts[0]?.body ?? null },
    now,
    deskOwner,
    rules,
  );
  let state = first.state;
  let told: Json = null;
  for (const { body } of listed.posts) {
    const turn = cases(
      JSON.parse(JSON.stringify(state)),
      { from: deskOwner, body },
      now,
      id,
      rules,
    );
    state = turn.state;
    told = turn.posts.find(({ to }) => to === person)?.body ?? told;
  }
  const promised = casablanca("2026-12-03T20:30");
  expect(contactMailSchema.parse(told).told).toMatchObject({ kind: "promised", promised });
  expect(readCase(state)).toMatchObject({ phase: "offered", offered: [{ id: "amal" }] });
  expect(Object.keys(readDesk(listed.state).rows)).toEqual([id]);
});

it("a case nobody opened is no case", () => {
  const turn = cases(
    null,
    { from: "consultant:amal", body: { kind: "note", command: "n", text: "x" } },
    now,
    "k17-9f2c.9",
    rules,
  );
  expect([readCase(turn.state), turn.posts, turn.timers]).toEqual([null, [], []]);
});

it("the rota waits for the hour of return with a timer of its own", () => {
  const mode = { kind: "mode", command: "m", mode: { kind: "closed", returns: now + 5 } };
  const turn = rota(null, { from: "coordinator:zineb", body: mode }, now, deskOwner, rules);
  expect(turn.timers).toEqual([{ id: "wake", at: now + 5, body: { kind: "wake" } }]);
});

it("what an older contact posted to the desk is kept in its journal, and the desk reads on", () => {
  const older = { from: "c17-9f2c", body: { kind: "words", number: 3, words: "une page" } };
  const turn = rota({ last: 5 }, older, now, deskOwner, rules);
  expect(turn.journal).toEqual([{ from: older.from, request: older.body }]);
  expect(readDesk(turn.state).rows).toEqual({});
});
