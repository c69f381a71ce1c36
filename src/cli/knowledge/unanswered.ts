import { keptQuestionSchema, questionsOwner } from "../../core/engine/owners/questions.ts";
import type { Instant } from "../../core/instant.ts";
import { groupQuestions, type OpenQuestion } from "../../core/knowledge/group-questions.ts";
import type { Topic } from "../../core/knowledge/topic.ts";
import type { Language } from "../../core/language/languages.ts";
import type { Store } from "../../store/store.ts";

const zone = "Africa/Casablanca";

interface Wish {
  /** A day as in `2026-11-25`; what was asked before it is left out. */
  readonly since?: string | undefined;
  readonly language?: Language | undefined;
  readonly json: boolean;
}

/** Writes what people asked in vain, in groups, the most frequent first. */
export async function showUnanswered(
  store: Pick<Store, "read">,
  topics: () => Promise<readonly Topic[]>,
  wish: Wish,
  write: (text: string) => void,
): Promise<void> {
  const questions = (await readQuestions(store)).filter(
    ({ at, language }) =>
      (wish.since === undefined || dayOf(at) >= wish.since) &&
      (wish.language === undefined || language === wish.language),
  );
  const known = questions.length === 0 ? [] : await topics();
  const titles = new Map(known.map(({ id, title }) => [id, title.fr]));
  const groups = groupQuestions(questions).map(({ nearest, oldest, newest, ...group }) => ({
    ...group,
    // A topic may be gone since.
    nearest: nearest.map((id) => ({ id, title: titles.get(id) ?? null })),
    oldest: dayOf(oldest),
    newest: dayOf(newest),
  }));
  if (wish.json) return write(`${JSON.stringify(groups, null, 2)}\n`);
  if (groups.length === 0) return write("No question without an answer.\n");
  write(`${questions.length} questions, ${groups.length} groups\n`);
  for (const { count, notUseful, languages, nearest, texts, oldest, newest } of groups) {
    const spoken = Object.entries(languages).map(([language, times]) => `${language} ${times}`);
    const days = oldest === newest ? oldest : `${oldest} to ${newest}`;
    const vain = notUseful === 0 ? "" : `, ${notUseful} with an answer of no use`;
    const near = nearest.map(({ id, title }) => `${id} ${title ?? "(gone)"}`);
    write(`\n${count} ×  ${spoken.join(", ")}  ${days}${vain}\n`);
    write(near.length === 0 ? "    near no topic\n" : `    near ${near.join(" | ")}\n`);
    for (const text of texts) write(`    - ${text.replace(/\s+/gu, " ")}\n`);
  }
}

async function readQuestions(store: Pick<Store, "read">): Promise<readonly OpenQuestion[]> {
  const questions: OpenQuestion[] = [];
  for (let after = 0; ;) {
    const entries = await store.read(questionsOwner, after, 500);
    for (const { at, body } of entries) {
      const kept = keptQuestionSchema.parse(body);
      questions.push({ ...kept, at, nearest: "topic" in kept ? [kept.topic] : kept.nearest });
    }
    const last = entries.at(-1);
    if (last === undefined) return questions;
    after = last.seq;
  }
}

function dayOf(at: Instant): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}
