import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { checkKnowledge } from "../../src/cli/knowledge/check.ts";
import { showUnanswered } from "../../src/cli/knowledge/unanswered.ts";
import { showUseful } from "../../src/cli/knowledge/useful.ts";
import {
  questions,
  questionsOwner,
  type QuestionMail,
} from "../../src/core/engine/owners/questions.ts";
import type { Json } from "../../src/core/json.ts";
import { projectRoot } from "../../src/project-root.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { startProgram } from "../faults/program.ts";

const hour = 3_600_000;
const first = Date.UTC(2026, 10, 20, 9);
const asked: readonly (readonly [at: number, mail: QuestionMail])[] = [
  [first, { kind: "unanswered", language: "fr", text: "vendre sur pinterest", nearest: [53] }],
  [
    first + 48 * hour,
    { kind: "unanswered", language: "ary-Latn", text: "nbi3 f pinterest", nearest: [53, 999] },
  ],
  [
    first + 50 * hour,
    { kind: "unanswered", language: "fr", text: "où acheter une tablette", nearest: [] },
  ],
  [
    first + 51 * hour,
    { kind: "not-useful", language: "fr", text: "vendre sur pinterest", topic: 53 },
  ],
  [first + 52 * hour, { kind: "useful", topic: 12 }],
];

/** Plays what was asked into a store's file, as the bot does. */
async function ask(file: string): Promise<void> {
  const store = await openSqliteStore({ file });
  for (const [index, [now, mail]] of asked.entries()) {
    const id = `mail ${index}`;
    await store.accept([{ id, to: { owner: questionsOwner }, at: now, body: mail }], now);
    const [claim] = await store.claim({ now, lease: 1_000, owners: 1, events: 1 });
    if (claim === undefined) throw new Error("nothing to claim");
    const { state, journal } = questions(claim.state, { from: "c01-a", body: mail }, now);
    await store.commit({
      owner: claim.owner,
      lease: claim.lease,
      turn: claim.turn,
      state,
      consumed: [id],
      dead: [],
      outbox: [],
      timers: [],
      cancelled: [],
      posts: [],
      journal,
      now,
    });
  }
  await store.close();
}

function folderOf(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), name));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test("what people asked in vain is listed from the store that the settings name", async () => {
  const folder = folderOf("rafiq-knowledge-");
  const knowledge = async (...args: readonly string[]) => {
    const program = startProgram("src/cli/knowledge.ts", {
      cwd: folder,
      environment: { DATA_DIR: folder },
      args,
    });
    const code = await program.exit;
    return { code, text: program.output.stdout + program.output.stderr };
  };
  expect(await knowledge("unanswered")).toEqual({
    code: 0,
    text: "No question without an answer.\n",
  });
  expect(await knowledge("useful")).toEqual({ code: 0, text: "No answer was judged yet.\n" });
  await ask(join(folder, "rafiq.db"));
  const all = await knowledge("unanswered");
  expect(all.code).toBe(0);
  expect(all.text).toMatch(
    /^4 questions, 2 groups\n\n3 × {2}fr 2, ary-Latn 1 {2}2026-11-20 to 2026-11-22, 1 with an answer of no use\n {4}near 53 [^|\n]+ \| 999 \(gone\)\n {4}- vendre sur pinterest\n {4}- nbi3 f pinterest\n\n1 × {2}fr 1 {2}2026-11-22\n {4}near no topic\n {4}- où acheter une tablette\n$/u,
  );
  const some = await knowledge("unanswered", "--since", "2026-11-21", "--language", "fr", "--json");
  expect(JSON.parse(some.text)).toMatchObject([
    {
      count: 1,
      notUseful: 1,
      nearest: [{ id: 53, title: expect.any(String) }],
      newest: "2026-11-22",
    },
    { count: 1, nearest: [], texts: ["où acheter une tablette"] },
  ]);
  expect((await knowledge("useful")).text).toMatch(
    /^useful {2}not {2}of use {2}topic\n +0 +1 +0 % {2}53 .+\n +1 +0 +100 % {2}12 .+\n$/u,
  );
  for (const wrong of [["unanswered", "--since", "yesterday"], ["toString"]]) {
    expect(await knowledge(...wrong)).toMatchObject({
      code: 1,
      text: expect.stringContaining("-- draft FILE"),
    });
  }
  const running = await openSqliteStore({ file: join(folder, "rafiq.db") });
  expect(await knowledge("useful")).toMatchObject({
    code: 1,
    text: expect.stringContaining("stop the bot"),
  });
  await running.close();
});

test("a draft is printed with what is left to do, and a wrong file is told in words", async () => {
  const folder = folderOf("rafiq-draft-");
  const draft = async (content: object) => {
    const file = join(folder, "answer.json");
    writeFileSync(file, JSON.stringify(content));
    const program = startProgram("src/cli/knowledge.ts", {
      cwd: folder,
      environment: {},
      args: ["draft", file],
    });
    const code = await program.exit;
    return { code, ...program.output };
  };
  const good = {
    language: "fr",
    question: "Vendre des poteries sur Pinterest ?",
    answer: "Oui.",
    topic: 53,
  };
  const { code, stdout, stderr } = await draft(good);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^todo:\n[^]+\nid: \d+\n[^]+\nrelated: \[53\]\n/u);
  expect(stderr).toContain("flows/knowledge/vendre-poteries-pinterest.yaml");
  const wrong = await draft({ ...good, language: "es" });
  expect(wrong).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining("at language"),
  });
});

test("many questions are read to the last one", async () => {
  const bodies = Array.from({ length: 1_200 }, (_, at): Json => ({
    kind: "unanswered",
    language: "en",
    text: `question ${at}`,
    nearest: [1],
  }));
  const entries = bodies.map((body, at) => ({ seq: at + 1, at: first, body }));
  const read = async (_: string, after: number, limit: number) =>
    entries.slice(after, after + limit);
  const written: string[] = [];
  await showUnanswered(
    { read },
    async () => [],
    { json: false },
    (text) => written.push(text),
  );
  expect(written[0]).toBe("1200 questions, 1 groups\n");
});

test("questions that were too many for their day are told", async () => {
  const state = { topics: {}, today: { day: 1, count: 2_000 }, unkept: 7 };
  const written: string[] = [];
  const stateOf = async () => ({ turn: 1, state });
  await showUseful(
    { stateOf },
    async () => [],
    false,
    (text) => written.push(text),
  );
  expect(written.join("")).toContain("7 questions were too many");
});

describe("the topics' check", () => {
  const today = "2026-11-26";

  /** One of the project's topics in a folder of its own, changed. */
  async function bookWith(change: (text: string) => string): Promise<string> {
    const root = await mkdtemp(join(tmpdir(), "topics-"));
    onTestFinished(() => rm(root, { recursive: true }));
    await mkdir(join(root, "locales"));
    await mkdir(join(root, "flows", "knowledge"), { recursive: true });
    const name = join("flows", "knowledge", "backup.yaml");
    await writeFile(join(root, name), change(await readFile(join(projectRoot, name), "utf8")));
    return root;
  }

  async function run(more: Parameters<typeof checkKnowledge>[1]) {
    const written: string[] = [];
    const sound = await checkKnowledge((text) => written.push(text), { today, ...more });
    return { sound, text: written.join("") };
  }

  test("finds no mistake in the topics, and tells which are the hardest to read", async () => {
    const { sound, text } = await run({
      confusable({ topics }, most) {
        const [one, other] = [...topics.values()].toSorted((a, b) => a.id - b.id);
        if (one === undefined || other === undefined) return [];
        return [{ topics: [one, other], mistaken: most, examples: [] }];
      },
    });
    expect(sound).toBe(true);
    expect(text).toMatch(/\n0 errors, \d+ warnings\n$/u);
    expect(text).toMatch(/^fr +\d+ \([\d.]+ words, \d+ %\); hardest: [a-z-]+ \d+, /mu);
    expect(text).toMatch(/^ +20 × {2}1 [a-z-]+ \/ 2 [a-z-]+$/mu);
    expect(text).toMatch(/^\d+ topics\nsample questions: fr \d+/mu);
  });

  test("names file, line and column of a mistake with what to do, and fails", async () => {
    const root = await bookWith((text) =>
      text.replace(/^related: \[\d+/mu, "related: [999").replace(/^levels:/mu, "level: 1\nlevels:"),
    );
    const { sound, text } = await run({ root });
    expect(sound).toBe(false);
    expect(text).toMatch(
      /^flows\/knowledge\/backup\.yaml:4:1 error unknown-field no field "level" is known here\n {4}remove it$/mu,
    );
  });

  test("tells what is no YAML, an empty file and what a draft lacks", async () => {
    const broken = await run({ root: await bookWith((text) => `${text}\n  - : [`) });
    expect(broken.text).toMatch(/^flows\/knowledge\/backup\.yaml:\d+:\d+ error yaml-syntax /mu);
    const empty = await run({ root: await bookWith(() => "") });
    expect(empty.text).toContain("backup.yaml:1:1 error");
    const draft = await run({
      root: await bookWith((text) => `todo:\n  - Traduire la réponse.\n${text}`),
    });
    expect(draft.text).toMatch(
      /^flows\/knowledge\/backup\.yaml:2:5 error draft Traduire la réponse\.$/mu,
    );
    expect([broken.sound, empty.sound, draft.sound]).toEqual([false, false, false]);
  });
});
