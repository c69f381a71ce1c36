import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { parse } from "yaml";
import type { Desk } from "../../src/cli/webinars/desk.ts";
import { Mistake } from "../../src/cli/webinars/mistake.ts";
import { commandNamed, runCommand } from "../../src/cli/webinars/run.ts";
import { readCalendar } from "../../src/core/calendar/calendar.ts";
import { rolls } from "../../src/core/engine/owners/rolls.ts";
import { webinars } from "../../src/core/engine/owners/webinars.ts";
import type { Json } from "../../src/core/json.ts";
import { importMailSchema, type Consent } from "../../src/core/webinar/import/consent.ts";
import { enroll } from "../../src/core/webinar/import/enroll.ts";
import { contactMailSchema } from "../../src/core/webinar/mail.ts";
import { readMoments } from "../../src/core/webinar/moments.ts";
import { readProgramme } from "../../src/core/webinar/programme.ts";
import {
  noRegistrations,
  noteNews,
  type Registrations,
} from "../../src/core/webinar/registrations.ts";
import { readMail } from "../../src/runtime/mail.ts";
import { blankPages, commitOf, noteTurn, type Pages } from "../../src/runtime/pages.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Claim, Store } from "../../src/store/store.ts";
import { root } from "../faults/program.ts";

/** Wednesday 25 November 2026, ten in the morning in Casablanca. */
export const morning = Date.UTC(2026, 10, 25, 10);

const words = { fr: "Un titre", ar: "عنوان", ary: "عنوان", "ary-Latn": "3onwan", en: "A title" };
const calendar = readCalendar(parse(readFileSync(join(root, "flows/calendar.yaml"), "utf8")));

const moments = readMoments(parse(readFileSync(join(root, "flows/moments.yaml"), "utf8")));

/** A webinar as a coordinator writes it. */
export const webinarFile = JSON.stringify({
  id: "w12",
  title: words,
  summary: words,
  starts: "2026-12-10T18:30",
  spoken: ["fr"],
});

/** What a contact keeps here. */
export interface Person {
  readonly registrations: Registrations;
  readonly consents: Readonly<Record<string, Consent>>;
  readonly stopped: boolean;
}

/** Commands on an embedded store, in a file of its own. */
export async function openDesk() {
  const folder = mkdtempSync(join(tmpdir(), "rafiq-webinars-"));
  const store = await openSqliteStore({ file: join(folder, "rafiq.db") });
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  const files = new Map<string, Uint8Array>();
  const time = { now: morning };
  let [words, lines, warnings]: [number, string[], string[]] = [0, [], []];
  const desk = (): Desk => ({
    store,
    now: time.now,
    newId: () => String((words += 1)),
    calendar: () => Promise.resolve(calendar),
    moments: () => Promise.resolve(moments),
    programme: () => Promise.resolve(theProgramme),
    file: (path) => {
      const bytes = files.get(path);
      return bytes === undefined
        ? Promise.reject(new Mistake(`${path}: there is no such file`))
        : Promise.resolve(bytes);
    },
    say: (line) => void lines.push(line),
    write: (text) => void lines.push(text),
    warn: (line) => void warnings.push(line),
  });
  return {
    store,
    time,
    /** Puts a file where commands find it. */
    put(name: string, content: string | Uint8Array) {
      files.set(name, typeof content === "string" ? new TextEncoder().encode(content) : content);
    },
    async run(name: string, ...args: readonly string[]) {
      [lines, warnings] = [[], []];
      const command = commandNamed(name);
      if (command === null) throw new Error(`there is no command ${name}`);
      const exit = await runCommand(command, args, desk());
      return { exit, lines, text: lines.join("\n"), warnings: warnings.join("\n") };
    },
    play: () => playAll(store, time.now),
  };
}

const theProgramme = readProgramme([
  {
    number: 3,
    title: words,
    summary: words,
    spoken: ["fr", "ary"],
    audience: { dimensions: [], levels: [], types: [] },
    minutes: 60,
    gain: words,
  },
]);

const rules = {
  calendar,
  moments: readMoments({
    "day-before": {
      class: "reminder",
      from: "start",
      at: "-1d",
      earliest: "-2d",
      latest: "-1d",
      until: "-3h",
      eventDay: true,
      late: "drops",
      to: ["comes", "silent"],
      together: null,
    },
  }),
  silentDays: [],
  perSecond: 10,
};

/** What the bot does with mailboxes, without its conversation. Answers what contacts were to hear. */
async function playAll(store: Store, now: number): Promise<readonly string[]> {
  const told: string[] = [];
  for (;;) {
    await store.dueTimers(now, 1_000);
    await store.carryPosts(now, 1_000);
    const claims = await store.claim({ now, lease: 1_000, owners: 100, events: 50 });
    if (claims.length === 0) return told;
    for (const claim of claims) {
      const pages = blankPages(claim.state);
      for (const mail of claim.mail) {
        playOne(claim, mail, pages, now, told);
        pages.consumed.push(mail.id);
      }
      await store.commit(commitOf(claim, pages, now));
    }
  }
}

function playOne(
  { owner }: Claim,
  mail: Claim["mail"][number],
  pages: Pages,
  now: number,
  told: string[],
): void {
  const body = readMail(mail.body);
  if (body.kind === "heard") return;
  const from = body.kind === "post" ? body.from : "";
  const said = body.kind === "post" ? body.body : body.timer;
  const isBlank = pages.state === null || Object.keys(pages.state).length === 0;
  const state = isBlank ? null : pages.state;
  const id = `${owner}.${mail.id}`;
  if (owner.startsWith("w")) {
    return noteTurn(pages, owner, id, webinars(state, { from, body: said }, now, owner, rules));
  }
  if (owner.startsWith("r")) {
    return noteTurn(pages, owner, id, rolls(state, { from, body: said }, now, owner, rules));
  }
  const before = personIn(state);
  const imported = importMailSchema.safeParse(said);
  if (imported.success) {
    const { posts, ...person } = enroll(before, imported.data, { stopped: before.stopped, ask: 1 });
    const next = { ...before, ...person };
    return noteTurn(pages, owner, id, { state: next, posts, timers: [], journal: [] });
  }
  const { registrations, tell } = noteNews(
    before.registrations,
    contactMailSchema.parse(said).news,
    now,
  );
  told.push(tell.kind);
  pages.state = { ...before, registrations };
}

export function personIn(state: Json | null): Person {
  const blank: Person = { registrations: noRegistrations, consents: {}, stopped: false };
  // Written above alone.
  return { ...blank, ...(state as unknown as Person | null) };
}
